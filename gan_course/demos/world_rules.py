"""Day 10: what the instant checks ask of a sampler, an audit and a model card."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from gan_course import copy_audit, diffusion, model_card
from gan_course.demos.day10 import Counted
from gan_course.runtime import tf

__all__ = ["audit_fault", "card_fault", "reference_card", "sampler_fault"]

FEW_WORDS = 3  # of a section, each of three letters or more
FEW_CALLS = 4  # with which gradients are tried: a graph of many takes seconds


def _bent(points: Any, level: Any) -> Any:
    """Guess as a denoiser might, not linearly: the order of linear steps would not show in the result."""
    return 3 * tf.tanh(points / (3 + level**2))


def _times(factor: Any, points: Any, level: Any) -> Any:
    return factor * _bent(points, level)


def sampler_fault(sample: Callable[..., Any], levels: Sequence[float], *, seed: int = 0) -> str | None:
    """Find what is wrong with a sampler, with a denoiser that is known.

    Args:
        sample: Function (denoise, noise, levels) to points.
        levels: Falling, the last 0.
        seed: Seed of the noise.

    Returns:
        A sentence, or ``None``.
    """
    noise = np.random.default_rng(seed).standard_normal((5, 2)).astype("float32")
    what, calls = f"levels {[round(float(level), 3) for level in levels]}", len(levels) - 1
    counted = Counted(_bent)
    points = sample(counted, tf.constant(noise), levels)
    if points is None:
        return f"{what}: expected points, got None"
    if np.shape(points) != (5, 2):
        return f"{what}: expected points of the shape (5, 2), got {np.shape(points)}"
    if counted.calls != calls:
        return f"{what}: expected {calls} call{'s' * (calls > 1)} of the network, got {counted.calls}"
    expected = np.asarray(diffusion.sample(_bent, noise, levels))
    if not np.allclose(points, expected, atol=1e-4):
        return f"{what}: of the noise {noise[0].round(3)} expected {expected[0].round(4)}, got {np.round(points[0], 4)}"
    return _gradient_fault(sample, noise, levels, what) if calls <= FEW_CALLS else None


def _gradient_fault(sample: Callable[..., Any], noise: np.ndarray, levels: Sequence[float], what: str) -> str | None:
    weight = tf.Variable(1.0)

    @tf.function
    def slope() -> Any:
        with tf.GradientTape() as tape:
            points = sample(functools.partial(_times, weight), tf.constant(noise), levels)
            total = tf.reduce_sum(points)
        return tape.gradient(total, weight)

    found = slope()
    if found is None:
        return f"{what}: no gradient reaches the network's weights; calculate with arithmetic and tf alone"
    ends = []
    for factor in (0.999, 1.001):
        weighted = functools.partial(_times, factor)
        ends.append(np.sum(diffusion.sample(weighted, noise.astype(float), levels)))
    expected = (ends[1] - ends[0]) / 0.002
    if not np.isclose(float(found), expected, rtol=1e-2, atol=1e-2):
        return f"{what}: expected the slope {expected:.3f} in a weight of the network, got {float(found):.3f}"
    return None


def audit_fault(find: Callable[..., Any], *, seed: int, bound: float, shape: Sequence[int] = (4, 4, 1)) -> str | None:
    """Find what is wrong with an audit, on images in which copies were planted.

    Args:
        find: Function (train, fakes, bound) to the numbers of the copies.
        seed: Seed of the images.
        bound: As in `copy_audit.find_copies`.
        shape: Of an image.

    Returns:
        A sentence, or ``None``.
    """
    random = np.random.default_rng(seed)
    train, fakes = (random.standard_normal((n, *shape)) for n in (46, 30))
    twins = train[40:]
    train = np.concatenate([train, twins])
    places = np.sort(random.choice(len(fakes), 6, replace=False))
    originals = random.choice(40, 6, replace=False)
    fakes[places] = train[originals] + 0.1 * bound * random.standard_normal((6, *shape))
    between = places[:2]  # of these, halfway to another training image: no copies, though near
    fakes[between] = (train[originals[:2]] + train[originals[2:4]]) / 2
    others = np.setdiff1d(np.arange(len(fakes)), places)
    fakes[others[:6]], fakes[others[-1]] = twins, twins[0]  # equal to two training images, and two equal to the same
    fakes[others[6], ..., 0] = train[5, ..., 0]  # alike in one channel
    return _numbers_fault(find(train, fakes, bound), copy_audit.find_copies(train, fakes, bound).fakes, bound)


def _numbers_fault(found: Any, expected: np.ndarray, bound: float) -> str | None:
    if found is None:
        return "expected the numbers of the copies, got None"
    found = np.asarray(found)
    what = f"{len(expected)} copies planted among 30 fakes, bound {bound:.2f}"
    if found.ndim != 1 or (len(found) and found.dtype.kind not in "iu"):
        return f"{what}: expected a list of whole numbers, got {found.dtype} of the shape {found.shape}"
    missed, wrong = sorted(set(expected) - set(found.tolist())), sorted(set(found.tolist()) - set(expected))
    if missed or wrong:
        return f"{what}: not found {[int(n) for n in missed]}, wrongly taken for copies {[int(n) for n in wrong]}"
    if found.tolist() != expected.tolist():
        return f"{what}: expected each number once, rising, got {found.tolist()}"
    return None


def card_fault(write: Callable[..., str], licence: str, figures: Mapping[str, tuple[float, float]]) -> str | None:
    """Find what a model card lacks.

    Args:
        write: Function (licence, figures) to the card's text.
        licence: Identifier of a licence.
        figures: Measures, each with its floor, by name.

    Returns:
        A sentence, or ``None``.
    """
    text = write(licence, figures)
    if text is None:
        return "expected the text of a card, got None"
    if not isinstance(text, str):
        return f"expected the text of a card, got {type(text).__name__}"
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)  # what no reader sees
    problems = model_card.validate(text)
    if problems:
        return f"{len(problems)} problem{'s' * (len(problems) > 1)}, the first: {problems[0]}"
    found = model_card.metadata_of(text)["license"]
    if found != licence:
        return f"the licence: expected {licence}, as the function was told, got {found}"
    analyses = _section(text, "Quantitative Analyses")
    for name, (figure, floor) in figures.items():
        for number, kind in ((figure, "figure"), (floor, "floor")):
            if not re.search(_number(number), analyses):
                return f"Quantitative Analyses: expected the {kind} {number:.1f} of “{name}”, got none such"
        if name.casefold() not in analyses.casefold():
            return f"Quantitative Analyses: expected “{name}” with its figures, got no such name"
        both = re.compile(f"{_number(figure)}.*?{_number(floor)}", re.DOTALL)
        if not any(both.search(part) for part in _about(name, figures, analyses)):
            return (
                f"Quantitative Analyses: expected beside “{name}” its figure {figure:.1f} and then its floor "
                f"{floor:.1f}, got others, or in another order"
            )
    if "cartoon" not in _section(text, "Training Data").casefold():
        return "Training Data: expected to read that they are cartoon faces, got another text"
    for name in model_card.SECTIONS:
        words = set(re.findall(r"[^\W\d_]{3,}", _section(text, name).casefold()))
        if len(words) < FEW_WORDS and name != "Quantitative Analyses":
            return f"{name}: expected at least {FEW_WORDS} different words that say something, got {len(words)}"
    return None


def _number(number: float) -> str:
    return rf"(?<![\d.]){re.escape(f'{number:.1f}')}(?!\d)"


def _about(name: str, names: Iterable[str], text: str) -> Iterator[str]:
    """Give what stands around a name, from any name before it to any name after it."""
    text = text.casefold()
    found = sorted(
        (hit.start(), hit.end(), one) for one in names for hit in re.finditer(re.escape(one.casefold()), text)
    )
    ends = [0, *(end for _, end, _ in found)]
    starts = [*(start for start, _, _ in found), len(text)]
    for number, (_, _, one) in enumerate(found):
        if one == name:
            yield text[ends[number] : starts[number]] + " … " + text[ends[number + 1] : starts[number + 1]]


def _section(text: str, name: str) -> str:
    match = re.search(rf"^##+ *{name} *$(.*?)(?=^##? |\Z)", text, re.DOTALL | re.MULTILINE | re.IGNORECASE)
    return match.group(1) if match else ""


def reference_card(licence: str, figures: Mapping[str, tuple[float, float]]) -> str:
    """Write the card of the day's generator of cartoon faces.

    Args:
        licence: Identifier of a licence.
        figures: Measures, each with its floor, by name.

    Returns:
        The card.
    """
    measured = "; ".join(f"{name} {figure:.1f}, floor {floor:.1f}" for name, (figure, floor) in figures.items())
    sections = {
        "Model Details": "A DCGAN of Day 10, made in class, which draws faces of 32×32 pixels.",
        "Intended Use": "To learn how GANs work. Not for pictures of people, nor for any decision about them.",
        "Factors": "Skin, hair, glasses, hats and beards, in the shares that the drawing program has.",
        "Metrics": "Distances of generated to other drawn faces, beside that of drawn faces to each other.",
        "Evaluation Data": "Cartoon faces of the same program, drawn with another seed than those for training.",
        "Training Data": "Cartoon faces drawn by a program of the course; no person is shown, nobody had to consent.",
        "Quantitative Analyses": f"Measured once, with one seed: {measured}.",
        "Ethical Considerations": "The program's author chose which skins, cuts and hats exist: nobody was asked.",
        "Caveats and Recommendations": "One seed and a short training; look at samples, and audit them for copies.",
    }
    metadata = {"license": licence, "library_name": "keras", "tags": ["gan", "cartoon faces"]}
    return model_card.render("Cartoon faces", metadata, sections)

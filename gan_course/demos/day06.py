"""Day 6: images dealt into heaps, suspects of known guilt, an evaluation report, and pictures of measures."""

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import scipy.ndimage
import scipy.stats
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from scipy.spatial.distance import cdist

from gan_course import checks, metrics, plots
from gan_course.data import ImageDataset
from gan_course.plots.style import add_legend, figure_with_axes

__all__ = [
    "Heaps",
    "Numbers",
    "Spy",
    "board",
    "competition",
    "contest",
    "deal",
    "evaluation_report",
    "few_samples",
    "few_samples_frames",
    "floors",
    "gap",
    "line_up",
    "named_rows",
    "nearer_share",
    "number",
    "numbers",
    "one_number_fault",
    "outlier",
    "outlier_picture",
    "parts",
]

IMAGES_IN_A_ROW = 12
WIDTH = 6.4  # inches
SPREADS = np.linspace(0.7, 1.2, 51)


@dataclass(frozen=True)
class Heaps:
    """All real images, dealt into three heaps that share no image.

    Args:
        training: What generators may learn from.
        reference: Real images that fakes are compared with, shape ``(n, 28, 28, 1)``.
        unseen: More real images that nobody trains on; some more than there are in the reference.
        unseen_labels: Their digits.
    """

    training: ImageDataset
    reference: np.ndarray
    unseen: np.ndarray
    unseen_labels: np.ndarray

    @property
    def fresh(self) -> np.ndarray:
        """As many unseen images as there are in the reference: what a perfect generator would make."""
        return self.unseen[: len(self.reference)]


def deal(data: ImageDataset, test: ImageDataset, *, training: int, reference: int, seed: int = 0) -> Heaps:
    """Shuffle training and test images, and deal them into three heaps.

    Args:
        data: Training images.
        test: Test images.
        training: Images to train on.
        reference: Images to compare with; 2.3 times as many are unseen, as far as they last.
        seed: Of the shuffling.

    Returns:
        The heaps.

    Raises:
        ValueError: If there are fewer than ``training + 2 * reference`` images.
    """
    total = len(data) + len(test)
    if training + 2 * reference > total:
        raise ValueError(f"expected at least {training + 2 * reference} images, got {total}; ask for fewer")
    order = np.random.default_rng(seed).permutation(total)
    images = np.concatenate([data.images, test.images])[order]
    labels = np.concatenate([data.labels, test.labels])[order]
    used = training + reference
    rest = slice(used, used + int(2.3 * reference))
    learned = replace(data, images=images[:training], labels=labels[:training])
    return Heaps(learned, images[training:used], images[rest], labels[rest])


def line_up(heaps: Heaps, seed: int = 1) -> dict[str, np.ndarray]:
    """Make suspects of known guilt, each of as many images as there are in the reference.

    Args:
        heaps: Real images.
        seed: Of noise, order and choice.

    Returns:
        The images of each suspect by its name: "real" is not guilty of anything.

    Raises:
        ValueError: If too few of the unseen images show a digit below 5.
    """
    random, n = np.random.default_rng(seed), len(heaps.reference)
    low = heaps.unseen[heaps.unseen_labels < 5][:n]
    if len(low) < n:
        raise ValueError(f"expected at least {n} unseen images of 0 to 4, got {len(low)}; deal a smaller reference")
    noisy = heaps.fresh.copy()
    noisy[: n // 5] = random.uniform(-1, 1, noisy[: n // 5].shape)
    train = heaps.training.images
    surest = train[metrics.digit_classifier().probabilities(train).argmax(axis=0)]
    copied = train[random.choice(len(train), n, replace=False)]
    return {
        "real": heaps.fresh,
        "blurred": scipy.ndimage.uniform_filter(heaps.fresh, (1, 3, 3, 1), mode="nearest"),
        "one in five noise": random.permutation(noisy),
        "low digits": low,
        "ten images": surest[random.permutation(n) % len(surest)],
        "copies": np.clip(copied + random.normal(0, 0.02, copied.shape), -1, 1).astype("float32"),
    }


def competition(
    suspects: Mapping[str, np.ndarray], names: Sequence[str], seed: int = 3
) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Give some suspects letters in an order by lot, and mix the images of each.

    Args:
        suspects: Images by their names.
        names: Who takes part.
        seed: Of the lot.

    Returns:
        The images by their letters, and the name behind each letter.
    """
    random = np.random.default_rng(seed)
    truth = dict(zip("ABCDEFG", random.permutation(list(names)).tolist(), strict=False))
    return {letter: random.permutation(suspects[name]) for letter, name in truth.items()}, truth


def number(answer: Any) -> float:
    """See to it that a function returned one finite real number, of whatever type.

    Args:
        answer: What it returned.

    Returns:
        The number.

    Raises:
        AssertionError: If it is anything else; the message says what.
    """
    assert answer is not None, "expected one number, got None"
    value = np.asarray(answer)
    assert value.shape == (), f"expected one number, got an array of shape {value.shape}"
    assert value.dtype.kind in "biuf", f"expected a real number, got {answer}"
    assert np.isfinite(value), f"expected a finite number, got {answer}"
    return float(value)


def numbers(answer: Any, names: Sequence[str]) -> np.ndarray:
    """See to it that a function returned so many finite real numbers, in an array, a tuple or a list.

    Args:
        answer: What it returned.
        names: What the numbers are.

    Returns:
        The numbers, shape ``(len(names),)``.

    Raises:
        AssertionError: If it is anything else; the message says what.
    """
    said = f"{len(names)} numbers ({', '.join(names)})"
    assert answer is not None, f"expected {said}, got None"
    assert not isinstance(answer, dict | set), f"expected {said} in their order, got {answer}"
    values = [number(part) for part in answer] if np.ndim(answer) or isinstance(answer, tuple | list) else []
    assert len(values) == len(names), f"expected {said}, got {answer}"
    return np.array(values)


def parts(answer: Any, count: int) -> list[np.ndarray]:
    """See to it that a function returned so many things, and make an array of each.

    Args:
        answer: What it returned.
        count: How many things are expected.

    Returns:
        The arrays.

    Raises:
        AssertionError: If there are not as many, or something is not made of finite numbers.
    """
    assert answer is not None, f"expected {count} things, got None"
    try:
        found = list(answer)
    except TypeError:
        found = [answer]
    assert not isinstance(answer, dict | set), f"expected {count} things in their order, got {answer}"
    assert len(found) == count, f"expected {count} things, got {answer}"
    assert all(part is not None for part in found), f"expected numbers in each of {count} things, got None in {answer}"
    arrays = [np.asarray(part, dtype=float) for part in found]
    assert all(np.isfinite(array).all() for array in arrays), f"expected finite numbers, got {answer}"
    return arrays


def gap(real: np.ndarray, fake: np.ndarray) -> float:
    """Measure by how much the mean of fakes is above that of real samples.

    Args:
        real: Real samples.
        fake: Others.

    Returns:
        The difference; it may be negative.
    """
    return float(fake.mean() - real.mean())


def one_number_fault(
    report: Callable[..., Any], sets: Sequence[np.ndarray], *, unit: float = -(2.0**-20)
) -> str | None:
    """Look what a report says of a measure of one number, and of one in another unit and with another sign.

    Args:
        report: Function ``(measure, reference, held_out, fake)`` to value, floor and error.
        sets: Reference, held-out samples and fakes, as a `Spy` has them.
        unit: By what the numbers of the second measure are multiplied.

    Returns:
        What was expected and what came, in a sentence; nothing where both are right.
    """
    one = value, floor, error = [number(part) for part in report(gap, *sets)]
    if not 0 < error < 5 < floor < value:
        return f"a measure that returns one number: expected three numbers, got {one}"
    found = [number(part) for part in report(lambda real, fake: unit * gap(real, fake), *sets)]
    expected = [unit * value, unit * floor, abs(unit) * error]
    if np.allclose(found, expected, rtol=1e-4, atol=0):
        return None
    said = f"expected {', '.join(f'{one:.4g}' for one in expected)}, got {', '.join(f'{one:.4g}' for one in found)}"
    return f"a measure of {unit:.2g} times the numbers of another one: {said}"


class Spy:
    """A measure that remembers what it was called with, and three sets of which each row is another number.

    Args:
        lengths: Rows of the reference, of the held-out samples and of the fakes.

    Attributes:
        sets: The three sets, shape ``(length, 1)``, each sorted; to hand to a report along with the spy.
    """

    _STARTS = (0.0, 1_000.0, 2_000.0)
    _KINDS = ("reference", "held out", "fake")

    def __init__(self, lengths: Sequence[int]) -> None:
        self._pristine = [
            start + np.arange(n, dtype=float)[:, None] for start, n in zip(self._STARTS, lengths, strict=True)
        ]
        self.sets = [checks.watched(rows.copy()) for rows in self._pristine]
        self._seen: list[tuple[tuple[float, ...], tuple[float, ...]]] = []

    def __call__(self, real: ArrayLike, fake: ArrayLike) -> np.ndarray:
        """Remember both sets.

        Args:
            real: Real samples.
            fake: Others.

        Returns:
            The means of both.
        """
        rows = [tuple(np.asarray(kind, dtype=float).ravel().tolist()) for kind in (real, fake)]
        self._seen.append((rows[0], rows[1]))
        return np.array([np.mean(kind) for kind in rows])

    @property
    def seen(self) -> tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]:
        """For each call, the numbers of its real rows and of its other rows."""
        return tuple(self._seen)

    @property
    def unchanged(self) -> bool:
        """Whether the sets are still what they were."""
        return all(map(np.array_equal, self.sets, self._pristine))

    def calls_at(self, n: int) -> dict[str, list[np.ndarray]]:
        """Find the calls with n samples on either side.

        Args:
            n: Number of samples.

        Returns:
            What was returned for those with held-out samples and for those with fakes.
        """
        found: dict[str, list[np.ndarray]] = {"held out": [], "fake": []}
        for real, other in self.seen:
            if len(real) == len(other) == n and self._kind(other) in found:
                found[self._kind(other)].append(np.array([np.mean(real), np.mean(other)]))
        return found

    def complaint(self, n: int) -> str:
        """Say what is wrong with the calls of a report on n samples.

        Args:
            n: The length of the shortest set.

        Returns:
            What was expected and what came, or nothing.
        """
        for real, other in self.seen:
            kinds = self._kind(real), self._kind(other)
            if kinds not in (("reference", "fake"), ("reference", "held out")):
                return f"expected measure(reference, fake) and measure(reference, held out), got measure{kinds}"
            if len(real) != len(other) or len(real) not in (n, n // 2):
                return f"expected {n} or {n // 2} samples on either side, got {len(real)} and {len(other)}"
            if len(set(real)) < len(real) or len(set(other)) < len(other):
                return f"expected {len(real)} different samples, got some twice: draw without replacement"
        return self._missing(n) or self._not_random(n)

    def _memberships(self, n: int, index: int) -> dict[float, tuple[int, ...]]:
        """For each row, in which of the calls with n samples it was."""
        calls = [pair[index] for pair in self.seen if len(pair[index]) == n]
        rows = {row for call in calls for row in call}
        return {row: tuple(number for number, call in enumerate(calls) if row in call) for row in rows}

    def _kind(self, rows: Sequence[float]) -> str:
        kinds = {self._KINDS[int(row // 1_000)] for row in rows}
        return kinds.pop() if len(kinds) == 1 else f"a mixture of {' and '.join(sorted(kinds)) or 'nothing'}"

    def _missing(self, n: int) -> str:
        for name, calls in self.calls_at(n).items():
            if not calls:
                return f"expected a measure of {n} {name} samples against {n} of the reference, got none"
        return "" if self.calls_at(n // 2)["fake"] else f"expected measures of {n // 2} fakes, got none"

    def _not_random(self, n: int) -> str:
        whole = [(set(real), set(other)) for real, other in self.seen if len(real) == n]
        halves = [(set(real), set(other)) for real, other in self.seen if len(real) == n // 2]
        if any(real != whole[0][0] for real, _ in whole):
            return f"expected the same {n} samples of the reference for value and floor, got others"
        for pairs, name in ((whole, str(n)), (halves, f"a half of {n}")):
            for drawn in (rows for pair in pairs for rows in pair):
                start = 1_000 * (min(drawn) // 1_000)
                length = len(self._pristine[int(start // 1_000)])
                ends = set(start + np.arange(len(drawn))), set(start + length - 1 - np.arange(len(drawn)))
                if len(drawn) < length and drawn in ends:
                    return f"expected {name} rows at random, got the first or the last ones"
        for index, name in ((0, "the reference"), (1, "the fakes")):
            if any(not pair[index] <= set().union(*(one[index] for one in whole)) for pair in halves):
                return f"expected halves of the {n} samples of {name} that the value was measured with, got others"
            if len({frozenset(pair[index]) for pair in halves}) < len(halves):
                return f"expected a new half of {name} each time, got the same again"
            if any(one[index].isdisjoint(other[index]) for one, other in itertools.combinations(halves, 2)):
                return f"expected each half of {name} drawn anew, got two without a row in common"
        drawn_in = [Counter(self._memberships(n // 2, index).values()) for index in (0, 1)]
        if len(halves) > 5 and drawn_in[0] == drawn_in[1]:
            return "expected the halves of reference and fakes drawn each on its own, got the same row numbers in both"
        return ""


class Numbers(NamedTuple):
    """What `evaluation_report` found: each of one form, a number or several."""

    values: Any
    floors: Any
    errors: Any


def evaluation_report(
    measure: Callable[[Any, Any], Any],
    reference: np.ndarray,
    held_out: np.ndarray,
    fake: np.ndarray,
    seed: int = 0,
    repeats: int = 20,
) -> Numbers:
    """Measure fakes against a reference, beside the floor of held-out real samples, all at one number of samples.

    Args:
        measure: A function of real and of fake features that returns one number or several.
        reference: Features of real samples, shape ``(R, d)``.
        held_out: Features of other real samples, shape ``(H, d)``.
        fake: Features of fakes, shape ``(F, d)``.
        seed: Of the choice of samples.
        repeats: Random halves behind the errors, at least 2.

    Returns:
        The measure of the fakes; that of the held-out samples; and the standard deviation of the first over random
        halves. All sets are cut at random to the size of the smallest.
    """
    random = np.random.default_rng(seed)
    n = min(map(len, (reference, held_out, fake)))
    real, fresh, made = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = [measure(*(rows[random.permutation(n)[: n // 2]] for rows in (real, made))) for _ in range(repeats)]
    return Numbers(np.asarray(measure(real, made)), np.asarray(measure(real, fresh)), np.std(halves, axis=0, ddof=1))


def nearer_share(train: np.ndarray, test: np.ndarray, fake: np.ndarray) -> float:
    """Tell how often a fake lies nearer to the training samples than a test sample does; ties count half.

    Args:
        train: Features of training samples, shape ``(L, d)``.
        test: Features of real samples that were not trained on, shape ``(N, d)``.
        fake: Features of fakes, shape ``(M, d)``.

    Returns:
        The share of all pairs of a fake and a test sample.
    """
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return float(scipy.stats.mannwhitneyu(of_test, of_fake).statistic / (len(of_test) * len(of_fake)))


def named_rows(
    rows: Mapping[str, np.ndarray], *, alt: str, title: str, columns: int = IMAGES_IN_A_ROW
) -> plots.Picture:
    """Show the first images of several sets, a row each, with its name on the left.

    Args:
        rows: The sets by their names, each of shape ``(n, 28, 28, 1)`` with n of at least ``columns``.
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the rows.
        columns: Images in a row.

    Returns:
        The picture.
    """
    grid = plots.tile(np.concatenate([images[:columns] for images in rows.values()]), columns)
    height = grid.shape[0] / len(rows)
    with plots.drawing():
        figure, (axes,) = figure_with_axes(title, WIDTH, 0.45 + 0.47 * len(rows))
        axes.imshow(grid, cmap="gray", vmin=0, vmax=255)
        axes.set(yticks=(np.arange(len(rows)) + 0.5) * height, xticks=[])
        axes.set_yticklabels(list(rows))
        axes.tick_params(length=0)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        return plots.picture(figure, alt=alt)


def contest(scores: Mapping[str, Mapping[str, float]], *, lower_is_better: Sequence[str], title: str) -> plots.Picture:
    """Draw small bars, a panel for each measure, with each value on its bar and the winner in colour.

    Args:
        scores: For each measure, the value of each entry.
        lower_is_better: The measures of which the lowest value wins.
        title: Title above the panels.

    Returns:
        The picture; its description names the values and the winners.
    """
    said = []
    with plots.drawing():
        figure = Figure(figsize=(WIDTH, 2.6), layout="constrained")
        figure.suptitle(title, x=0.02, horizontalalignment="left")
        for axes, (measure, values) in zip(np.atleast_1d(figure.subplots(1, len(scores))), scores.items(), strict=True):
            best = (min if measure in lower_is_better else max)(values, key=values.__getitem__)
            colours = [plots.REAL if name == best else "#B8B8B8" for name in values]
            drawn = axes.bar(list(values), list(values.values()), color=colours)
            axes.bar_label(drawn, [_short(value) for value in values.values()], padding=2, fontsize=10)
            axes.margins(y=0.18)
            axes.set_title(
                f"{measure}\n({'lower' if measure in lower_is_better else 'higher'} is better)", fontsize=9.5
            )
            axes.set_yticks([])
            axes.grid(visible=False)
            axes.spines["left"].set_visible(False)
            said.append(
                f"{measure}: {', '.join(f'{name} {_short(value)}' for name, value in values.items())}; {best} wins"
            )
        return plots.picture(figure, alt=f"A panel of bars for each measure. {'. '.join(said)}.")


def floors(sizes: Mapping[str, Sequence[int]], curves: Mapping[str, Sequence[float]], *, alt: str) -> plots.Picture:
    """Draw squared Fréchet distances against the number of samples, both on logarithmic axes.

    Args:
        sizes: For each curve, its numbers of samples.
        curves: For each curve, the distances.
        alt: What the picture shows, for a reader who does not see it.

    Returns:
        The picture.
    """
    looks: list[dict[str, Any]] = [
        {"color": plots.REAL, "marker": "o"},
        {"color": plots.FAKE, "marker": "s", "linestyle": "--"},
        {"color": plots.GUIDE, "linestyle": ":"},
    ]
    with plots.drawing():
        figure, (axes,) = figure_with_axes("Nothing is wrong with these fakes, and none has the distance 0")
        for (name, values), look in zip(curves.items(), looks, strict=False):
            axes.plot(sizes[name], values, label=name, **look)
        for n, value in zip(sizes[next(iter(curves))], next(iter(curves.values())), strict=True):
            axes.annotate(_short(value), (n, value), (0, -15), textcoords="offset points", fontsize=9, color=plots.REAL)
        axes.set(xlabel="samples on either side, n", ylabel="squared Fréchet distance", xscale="log", yscale="log")
        ticks = sorted({n for numbers in sizes.values() for n in numbers})
        axes.set_xticks(ticks, [f"{n:,}" for n in ticks])
        axes.set_xticks([], minor=True)
        add_legend(figure)
        return plots.picture(figure, alt=alt)


def few_samples(n: int, *, dimension: int = 64, repeats: int = 5, seed: int = 0) -> np.ndarray:
    """Measure generators N(0, s²I) against N(0, I) itself from n fakes, for each spread s of ``SPREADS``.

    Args:
        n: Number of fakes.
        dimension: Number of features.
        repeats: Sets of fakes, over which the mean is taken.
        seed: Of the fakes.

    Returns:
        The mean squared Fréchet distance for each spread; the true one is ``dimension * (1 - s) ** 2``.
    """
    random = np.random.default_rng(seed)
    curves = []
    for _ in range(repeats):
        fakes = random.standard_normal((n, dimension))
        deviations = np.sqrt(np.clip(np.linalg.eigvalsh(np.cov(fakes.T)), 0, None))  # the root of I is I
        means, roots = np.outer(SPREADS, fakes.mean(axis=0)), np.outer(SPREADS, deviations)
        curves.append((means**2).sum(axis=1) + ((roots - 1) ** 2).sum(axis=1))
    return np.mean(curves, axis=0)


def few_samples_frames(curves: Mapping[int, np.ndarray], *, dimension: int = 64) -> list[plots.Picture]:
    """Draw one picture for each number of samples: measured and true distance over the generator's spread.

    Args:
        curves: What `few_samples` returned, by the number of samples.
        dimension: Number of features.

    Returns:
        The pictures, all of one size and with the same axes.
    """
    top = 1.05 * dimension * (1 - SPREADS[0]) ** 2 * 2.6
    return [_spread_picture(n, curve, dimension * (1 - SPREADS) ** 2, top) for n, curve in curves.items()]


def _spread_picture(n: int, measured: np.ndarray, true: np.ndarray, top: float) -> plots.Picture:
    best = int(measured.argmin())
    with plots.drawing():
        figure, (axes,) = figure_with_axes(f"{n:,} samples, 64 features", height=3.8)
        axes.plot(SPREADS, true, ":", color=plots.GUIDE, label="true")
        axes.plot(SPREADS, measured, color=plots.FAKE, label="measured")
        axes.plot(SPREADS[best], measured[best], "o", color=plots.FAKE, markersize=9, label="looks best")
        axes.annotate(
            f"{measured[best]:.1f} at {SPREADS[best]:.2f}", (SPREADS[best], measured[best]), (0, 9),
            textcoords="offset points", horizontalalignment="center", fontsize=10,
        )  # fmt: skip
        axes.axvline(1, color=plots.REAL, linestyle="--", linewidth=1.4, label="perfect")
        axes.set(xlabel="spread of the generator", ylabel="squared Fréchet distance", ylim=(0, top))
        axes.margins(x=0)
        add_legend(figure)
        alt = (
            f"With {n:,} samples the measured curve lies above the true one; its lowest point, {measured[best]:.1f}, "
            f"is at the spread {SPREADS[best]:.2f}."
        )
        return plots.picture(figure, alt=alt)


class Outlier(NamedTuple):
    """Points of the plane: a real cluster with one outlier, and fakes where nothing real is."""

    real: np.ndarray
    fake: np.ndarray


def outlier(seed: int = 12) -> Outlier:
    """Draw 200 real points in a cluster and one far away, and 200 fakes in the empty space in between.

    Args:
        seed: Of the points.

    Returns:
        The points; the outlier is the last real one.
    """
    random = np.random.default_rng(seed)
    cluster, fakes = random.normal(0, 0.4, (200, 2)), random.uniform(2, 4, (200, 2))
    return Outlier(np.concatenate([cluster, [[6.0, 6.0]]]), fakes)


def outlier_picture(points: Outlier, k: int) -> plots.Picture:
    """Draw the points, and the balls of the last real point and of some others.

    Args:
        points: What `outlier` drew.
        k: The neighbour to which a ball reaches.

    Returns:
        The picture.
    """
    radii = np.sort(cdist(points.real, points.real), axis=1)[:, k]
    turn = np.linspace(0, 2 * np.pi, 200)
    with plots.drawing():
        figure = Figure(figsize=(WIDTH, 5.2), layout="constrained")
        axes = figure.subplots()
        for (x, y), radius in zip(points.real[:-1:4], radii[:-1:4], strict=True):
            axes.plot(x + radius * np.cos(turn), y + radius * np.sin(turn), color=plots.REAL, linewidth=0.5, alpha=0.5)
        axes.plot(
            6 + radii[-1] * np.cos(turn),
            6 + radii[-1] * np.sin(turn),
            "--",
            color=plots.REAL,
            label="the outlier's ball",
        )
        axes.scatter(points.fake[:, 0], points.fake[:, 1], s=20, color=plots.FAKE, marker="^", label="generated")
        axes.scatter(
            points.real[:, 0],
            points.real[:, 1],
            s=20,
            facecolors="white",
            edgecolors=plots.REAL,
            label="real",
            zorder=3,
        )
        axes.set(xlim=(-3, 12), ylim=(-2.5, 9.5), xlabel="x₁", ylabel="x₂", aspect="equal")
        add_legend(figure)
        return plots.picture(
            figure,
            alt="A cluster of real points at the lower left, one real point far away at the upper right, and generated "
            "ones in between. The small circles of the cluster end in it; a dashed circle around the lonely point "
            "reaches back to the cluster and contains all generated points.",
        )


def board(table: Mapping[str, ArrayLike], floor: ArrayLike, measures: Sequence[str], *, title: str) -> plots.Picture:
    """Draw a table of suspects and measures, the darker the farther a number is from its floor.

    Args:
        table: For each suspect, its numbers.
        floor: The numbers of real images.
        measures: Names of the numbers, in their order.
        title: Title above the table.

    Returns:
        The picture; its description says every number.
    """
    numbers, floor = np.array([list(np.asarray(row)) for row in table.values()]), np.asarray(floor)
    away = np.abs(numbers - floor)
    shade = away / np.maximum(away.max(axis=0), 1e-12)
    rows = {"real (floor)": floor, **dict(zip(table, numbers, strict=True))}
    with plots.drawing():
        figure = Figure(figsize=(WIDTH, 0.9 + 0.34 * len(rows)), layout="constrained")
        figure.suptitle(title, x=0.02, horizontalalignment="left")
        axes = figure.subplots()
        axes.imshow(np.vstack([np.zeros_like(floor), shade]), cmap="Oranges", vmin=0, vmax=1.3, aspect="auto")
        _write(axes, list(rows.values()))
        axes.set_xticks(range(len(measures)), list(measures))
        axes.set_yticks(range(len(rows)), list(rows))
        axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        said = [
            f"{name}: {', '.join(f'{m} {_short(v)}' for m, v in zip(measures, row, strict=True))}"
            for name, row in rows.items()
        ]
        return plots.picture(
            figure, alt=f"A table of numbers, darker where they are far from the floor. {'. '.join(said)}."
        )


def _write(axes: Axes, rows: Sequence[np.ndarray]) -> None:
    for y, row in enumerate(rows):
        for x, number in enumerate(row):
            axes.text(x, y, _short(number), horizontalalignment="center", verticalalignment="center", fontsize=10)


def _short(number: float) -> str:
    if abs(number) < 0.005:
        return "0"
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.1f}" if abs(number) >= 9.95 else f"{number:.2f}"

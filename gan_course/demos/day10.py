"""Day 10: clouds of points after some calls of a network, patches of photographs, and faces that a program drew."""

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.calibration import calibration_curve

from gan_course import copy_audit, diffusion, distillation, metrics, plots, recipes, recordings, widgets
from gan_course.augment import DiffAugment
from gan_course.data import ImageDataset, cut_patches, load_photograph
from gan_course.degradations import pixels
from gan_course.metrics.sliced_wasserstein import sliced_wasserstein
from gan_course.plots import Picture
from gan_course.plots.style import REAL, drawing, figure_with_axes
from gan_course.runtime import keras
from gan_course.training import GAN

__all__ = [
    "AUGMENTATION",
    "CALLS",
    "Counted",
    "calibration",
    "calls_slider",
    "clouds",
    "distance_and_coverage",
    "grey_patches",
    "learn_by_heart",
    "moved_by_a_pixel",
    "pairs",
    "planted",
    "reference_audit",
    "student",
    "teacher",
    "train_artist",
    "train_student",
    "two_spirals",
]

POINTS, TEST_POINTS, SHOWN = 20_000, 5_000, 2_500
SIDE, ARMS_WIDTH, TURNS, SCALE = 1.9, 0.05, 2.2 * np.pi, 3.8
TEACHER_CALLS = 50
CALLS = (1, 2, 3, 4, 6, 10, 20, TEACHER_CALLS)
TEACHER_STEPS, STUDENT_STEPS, PAIRS = 3_500, 2_000, 20_000
WEIGHT = 0.5  # of the regression beside the adversarial loss
AUGMENTATION = DiffAugment(cutout=0.3, brightness=0.3)  # of digits, as on Day 7
KNOWN, UNSEEN = ("coffee", "china"), ("chelsea", "flower")  # photographs to learn from, and to test on
PATCH = 32


def two_spirals(n: int, seed: int = 0) -> np.ndarray:
    """Draw points of a spiral with two arms.

    Args:
        n: How many.
        seed: Seed of the lot.

    Returns:
        Shape ``(n, 2)``, float32, within about [-2, 2].
    """
    random = np.random.default_rng(seed)
    turn = np.sqrt(random.uniform(0.06, 1, n)) * TURNS
    angle = turn + np.pi * random.integers(2, size=n)
    points = turn[:, None] / SCALE * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return (points + ARMS_WIDTH * random.standard_normal((n, 2))).astype("float32")


@functools.cache
def teacher() -> keras.Model:
    """Load the denoiser that was trained beforehand on the spiral.

    Returns:
        Model from noisy points and levels to points.
    """
    network = diffusion.denoiser(float(np.std(two_spirals(POINTS))))
    network.set_weights(recordings.weights("teacher", [weight.shape for weight in network.weights]))
    return network


def noise(n: int = TEST_POINTS, seed: int = 11) -> np.ndarray:
    """Draw the noise that samplers are compared on.

    Args:
        n: How many points.
        seed: Seed of the lot.

    Returns:
        Standard normal numbers, shape ``(n, 2)``, float32.
    """
    return np.random.default_rng(seed).standard_normal((n, 2)).astype("float32")


def calls_slider(network: Any, sampler: Any = diffusion.sample) -> widgets.FrameSlider:
    """Let the reader choose how often the sampler may call its network.

    Args:
        network: A denoiser.
        sampler: As `diffusion.sample`.

    Returns:
        Picture and slider; end the cell with it.
    """
    denoise = diffusion.one_level(network)
    made = {n: np.asarray(sampler(denoise, noise(SHOWN), diffusion.noise_levels(n))) for n in CALLS}
    pictures = [
        clouds(
            {f"{n} call{'s' * (n > 1)}": points},
            title="What the network makes of noise",
            alt=f"Points of the plane that were made with {n} calls of the network.",
        )
        for n, points in made.items()
    ]
    return widgets.frame_slider(pictures, values=list(CALLS), description="calls of the network")


def clouds(sets: Mapping[str, np.ndarray], *, title: str, alt: str) -> Picture:
    """Draw sets of points side by side, with the same axes.

    Args:
        sets: Points ``(n, 2)``, by name.
        title: Above all.
        alt: What the picture shows, for a reader who does not see it.

    Returns:
        The picture.
    """
    with drawing():
        width = max(3.6, 2.6 * len(sets))
        figure, (first,) = figure_with_axes(title, width, 3.4 if len(sets) > 1 else 4.0)
        first.remove()
        for number, (name, points) in enumerate(sets.items()):
            axes = figure.add_subplot(1, len(sets), number + 1)
            axes.plot(*np.asarray(points)[:SHOWN].T, ".", markersize=1.3, color=REAL)
            axes.set(xlim=(-SIDE, SIDE), ylim=(-SIDE, SIDE), aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
            axes.set_title(name, fontsize=10)
        return plots.picture(figure, alt=alt)


class Counted:
    """Counts how often a function of points and a level is called.

    Args:
        denoise: The function.

    Attributes:
        calls: How often it was called.
    """

    def __init__(self, denoise: Callable[[Any, float], Any]) -> None:
        self._denoise, self.calls = denoise, 0

    def __call__(self, points: Any, level: float) -> Any:
        """Call it.

        Args:
            points: As it takes them.
            level: As it takes it.

        Returns:
            What it returns.
        """
        self.calls += 1
        return self._denoise(points, level)


def distance_and_coverage(made: Mapping[str, Any], test: np.ndarray) -> dict[str, tuple[float, float]]:
    """Measure points by sliced Wasserstein distance and coverage.

    Args:
        made: Points, as many as real ones, by name.
        test: Real points.

    Returns:
        Both, by name.
    """
    return {
        name: (sliced_wasserstein(test, points), metrics.coverage(test, np.asarray(points)))
        for name, points in made.items()
    }


def pairs(sampler: Any, network: Any | None = None, *, n: int = PAIRS, seed: int = 3) -> tuple[Any, Any]:
    """Have the teacher answer with its fifty calls.

    Args:
        sampler: As `diffusion.sample`.
        network: A denoiser; by default `teacher`.
        n: How many pairs.
        seed: Seed of the noise.

    Returns:
        Noise and answers.
    """
    chosen = teacher() if network is None else network
    return distillation.pairs_of(sampler, chosen, diffusion.noise_levels(TEACHER_CALLS), n, seed=seed)


def student(sampler: Any, network: Any | None = None) -> keras.Model:
    """Make an untrained student of the teacher.

    Args:
        sampler: As `diffusion.sample`.
        network: A denoiser; by default `teacher`.

    Returns:
        Model from noise to points.
    """
    return distillation.one_call(sampler, teacher() if network is None else network)


def train_student(
    kind: str, learner: keras.Model, data: Any, answered: tuple[Any, Any], steps: int, *, seed: int = 0, **fit: Any
) -> keras.Model:
    """Train a student.

    Args:
        kind: ``"regression"``, ``"adversarial"`` or ``"both"``.
        learner: What `student` made.
        data: Real points.
        answered: What `pairs` returned.
        steps: Training steps.
        seed: Seed of batches and discriminator.
        **fit: Further arguments of ``GAN.fit``.

    Returns:
        The student.
    """
    if kind == "regression":
        return distillation.train_by_regression(learner, *answered, steps, seed=seed)
    weight = {"adversarial": 0.0, "both": WEIGHT}[kind]
    gan = distillation.distillation_gan(learner, steps, weight=weight, seed=seed)
    batches = distillation.distillation_batches(data, *answered, seed=seed)
    gan.fit(batches, epochs=1, steps_per_epoch=steps, verbose=0, **fit)
    return learner


def grey_patches(names: Sequence[str], n: int, *, seed: int) -> np.ndarray:
    """Cut grey patches out of photographs.

    Args:
        names: Photographs, such as ``KNOWN`` or ``UNSEEN``.
        n: How many.
        seed: Seed of the places.

    Returns:
        Shape ``(n, 32, 32, 1)``, rounded to 256 levels.
    """
    grey = [load_photograph(name).mean(axis=-1, keepdims=True) for name in names]
    return pixels(cut_patches(grey, n, PATCH, seed=seed))


def calibration(logits: Any, labels: Any, bins: int = 5) -> list[tuple[float, float, int]]:
    """Compare what a detector says with how often it is right.

    Args:
        logits: A detector's, shape ``(n,)``.
        labels: 1 for fakes, 0 for real images.
        bins: Number of bins of probability, of one width.

    Returns:
        For each bin that is not empty: mean probability, share of fakes, number of images.
    """
    said = 1 / (1 + np.exp(-np.asarray(logits, float)))
    found, mean = calibration_curve(labels, said, n_bins=bins)
    counts = np.bincount(np.minimum((said * bins).astype(int), bins - 1), minlength=bins)
    return list(zip(mean.tolist(), found.tolist(), counts[counts > 0].tolist(), strict=True))


def planted(
    train: np.ndarray, others: np.ndarray, n: int, *, level: float = 0.05, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Hide copies of training images, with a little noise on them, among other images.

    Args:
        train: Training images.
        others: Images that are no copies.
        n: How many copies.
        level: Standard deviation of the noise.
        seed: Seed of the lot.

    Returns:
        All images, shuffled; and the places of the copies, rising.
    """
    random = np.random.default_rng(seed)
    chosen = train[random.choice(len(train), n, replace=False)]
    copies = chosen + level * random.standard_normal(chosen.shape).astype(chosen.dtype)
    order = random.permutation(len(others) + n)
    return np.concatenate([others, copies])[order], np.flatnonzero(order >= len(others))


def moved_by_a_pixel(images: np.ndarray) -> np.ndarray:
    """Move images one pixel to the right and down.

    Args:
        images: Shape ``(n, height, width, 1)``, -1 where there is nothing.

    Returns:
        The same shape.
    """
    moved = np.full_like(images, -1)
    moved[:, 1:, 1:] = images[:, :-1, :-1]
    return moved


def learn_by_heart(images: np.ndarray, steps: int, *, augment: Any = None, seed: int = 0) -> GAN:
    """Train a GAN for far too long on few images.

    Its discriminator judges each image alone, without the spread of the batch.

    Args:
        images: Training images.
        steps: Training steps.
        augment: As in `recipes.Recipe`.
        seed: Seed of weights, noise and batches.

    Returns:
        The GAN.
    """
    networks = functools.partial(recipes.dcgan_networks, minibatch_stddev=False)
    recipe = dataclasses.replace(recipes.get("dcgan"), steps=steps, networks=networks, augment=augment)
    return recipe.train(ImageDataset(images, np.zeros(len(images), int), "few", "a part", ("digit",)), seed=seed)


def reference_audit(train: np.ndarray, fakes: np.ndarray, bound: float) -> np.ndarray:
    """Audit as the exercise asks: `copy_audit.find_copies`, the numbers alone.

    Args:
        train: Training images.
        fakes: Samples.
        bound: Of the ratio of distances.

    Returns:
        The copies' numbers, rising.
    """
    return copy_audit.find_copies(train, fakes, bound).fakes


def train_artist(faces: ImageDataset, steps: int, epochs: int, *, seed: int = 1, callbacks: Sequence[Any] = ()) -> GAN:
    """Train the recipe for small collections on pictures and their mirror images, as ``gan-course run-project`` does.

    Args:
        faces: Pictures.
        steps: Training steps.
        epochs: Parts of them, after each of which callbacks run.
        seed: Seed of weights, noise and batches.
        callbacks: As for ``fit``.

    Returns:
        The GAN.
    """
    recipe = dataclasses.replace(recipes.get("small_collection"), steps=steps)
    images = np.concatenate([faces.images, faces.images[:, :, ::-1]])
    both = dataclasses.replace(faces, images=images, labels=np.tile(faces.labels, 2))
    return recipe.train(both, seed=seed, epochs=epochs, callbacks=callbacks)

"""Day 10: what a GAN makes of a minority: four sevens for each five, and ways to train."""

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import metrics, population, recipes
from gan_course.data import ImageDataset
from gan_course.training import GAN

__all__ = [
    "MAJORITY",
    "MEASURES",
    "MINORITY",
    "SHARE",
    "WAYS",
    "Yardstick",
    "as_labels",
    "four_to_one",
    "samples",
    "table",
    "train",
]

MAJORITY, MINORITY, SHARE = 7, 5, 0.2
MOST = 5_000  # images to train on
JUDGED = 4_000  # fakes
STEPS = 700
MEASURES = ("low", "forced choice", "high", "Fréchet distance", "recall")


def four_to_one(data: ImageDataset, *, seed: int = 0, most: int = MOST) -> ImageDataset:
    """Draw sevens and fives, four of these for one of those.

    Args:
        data: Labelled digits.
        seed: Seed of the lot.
        most: Images at most.

    Returns:
        The images; label 1 stands for the minority.
    """
    random = np.random.default_rng(seed)
    of = {digit: random.permutation(np.flatnonzero(data.labels == digit)) for digit in (MAJORITY, MINORITY)}
    fives = min(len(of[MINORITY]), len(of[MAJORITY]) // 4, most // 5)
    chosen = random.permutation(np.concatenate([of[MAJORITY][: 4 * fives], of[MINORITY][:fives]]))
    labels = (data.labels[chosen] == MINORITY).astype(int)
    return ImageDataset(data.images[chosen], labels, data.name, data.source, ("seven", "five"))


def _all_parts(images: ImageDataset, steps: int, seed: int) -> GAN:
    return dataclasses.replace(recipes.get("dcgan"), steps=steps).train(images, seed=seed)


def _plain(images: ImageDataset, steps: int, seed: int) -> GAN:
    """Train the paper's networks: transposed convolutions, no dense layer before the logit, no spread of the batch."""
    networks = functools.partial(recipes.dcgan_networks, transposed=True, hidden=0, minibatch_stddev=False)
    return dataclasses.replace(recipes.get("dcgan"), steps=steps, networks=networks).train(images, seed=seed)


def _reweighted(images: ImageDataset, steps: int, seed: int) -> GAN:
    """Train on batches in which the minority is drawn four times as often: half and half."""
    few, many = np.flatnonzero(images.labels == 1), np.flatnonzero(images.labels == 0)
    random = np.random.default_rng(seed)
    chosen = random.permutation(np.concatenate([many, np.resize(random.permutation(few), len(many))]))
    even = dataclasses.replace(images, images=images.images[chosen], labels=images.labels[chosen])
    return _plain(even, steps, seed)


def _told(images: ImageDataset, steps: int, seed: int) -> GAN:
    recipe = dataclasses.replace(recipes.get("conditional"), steps=steps, classes=2)
    return recipe.train(images, seed=seed, condition=images.labels)


WAYS: dict[str, Callable[[ImageDataset, int, int], GAN]] = {
    "plain": _plain,
    "fives four times as often": _reweighted,
    "told the class": _told,
    "with all parts of Day 3": _all_parts,
}


def train(way: str, images: ImageDataset, *, steps: int = STEPS, seed: int = 0) -> GAN:
    """Train a GAN in one of the `WAYS`.

    Args:
        way: A key of `WAYS`.
        images: What `four_to_one` returned.
        steps: Training steps.
        seed: Seed of weights, noise and batches.

    Returns:
        The GAN.
    """
    return WAYS[way](images, steps, seed)


def _labels_asked(n: int, *, seed: int = 0) -> np.ndarray:
    """Draw which class to ask a conditional GAN for: the minority in one of five cases.

    Args:
        n: How many.
        seed: Seed of the lot.

    Returns:
        Integers, 1 for the minority.
    """
    return (np.random.default_rng(seed).uniform(size=n) < SHARE).astype(int)


def samples(gan: GAN, n: int, *, seed: int = 0) -> np.ndarray:
    """Make samples, of a conditional GAN with classes as in the data.

    Args:
        gan: What `train` returned.
        n: How many.
        seed: Seed of the noise and the classes.

    Returns:
        Images.
    """
    return gan.generate(n, _labels_asked(n, seed=seed) if gan.condition_inputs else None, seed=seed)


@dataclasses.dataclass(frozen=True)
class Yardstick:
    """What samples are compared with: other real images with the same shares.

    Args:
        images: Real sevens and fives, four to one; half of them are the reference, half give the floor.
    """

    images: np.ndarray

    def __call__(self, fakes: np.ndarray) -> dict[str, float]:
        """Measure samples.

        Args:
            fakes: Images.

        Returns:
            The `MEASURES`: bounds and forced choice of the minority's share, Fréchet distance and recall.
        """
        return self._measured(self.images[::2], fakes)

    @property
    def floor(self) -> dict[str, float]:
        """What the other half of the real images gets."""
        return self._measured(self.images[::2], self.images[1::2])

    def _measured(self, real: np.ndarray, fakes: np.ndarray) -> dict[str, float]:
        classifier = metrics.digit_classifier()
        bounds = population.share_bounds(classifier.labels(fakes), MAJORITY, MINORITY)
        forced = population.forced_share(classifier.probabilities(fakes), MAJORITY, MINORITY)
        features, of_fakes = (classifier.features(images) for images in (real, fakes))
        n = min(len(real), len(fakes))
        recall = metrics.precision_recall(features[:n], of_fakes[:n]).recall
        distance = metrics.frechet_distance(features, of_fakes)
        return dict(zip(MEASURES, (bounds.low, forced, bounds.high, distance, recall), strict=True))


def as_labels(lows: Any, highs: Any, *, n: int = JUDGED) -> list[np.ndarray]:
    """Write recorded bounds as labels again: fives, sevens, and 0 for what was neither.

    Args:
        lows: Lower bounds of the minority's share, one for each model.
        highs: Upper bounds.
        n: Samples of each model.

    Returns:
        For each model, n labels.
    """
    labels = []
    for low, high in zip(lows, highs, strict=True):
        few, others = round(low * n), round((high - low) * n)
        labels.append(np.repeat([MINORITY, 0, MAJORITY], [few, others, n - few - others]))
    return labels


def table(data: ImageDataset, seed: int) -> list[tuple[str, int, Any]]:
    """Train in all `WAYS` with one seed, and measure.

    Args:
        data: Labelled digits.
        seed: Seed of all.

    Returns:
        Rows (way and measure, seed, figure).
    """
    images = four_to_one(data, seed=0)
    yardstick = Yardstick(images.images)
    rows = []
    for way in WAYS:
        found = yardstick(samples(train(way, images, seed=seed), JUDGED, seed=seed))
        rows += [(f"{way}: {name}", seed, figure) for name, figure in found.items()]
    return rows

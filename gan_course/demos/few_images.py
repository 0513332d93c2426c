"""Day 7: what helps a classifier that has a hundred real images: other versions of them, or images of a GAN."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from gan_course import recipes
from gan_course.augment import DiffAugment
from gan_course.data import ImageDataset
from gan_course.metrics.classifier import network
from gan_course.runtime import keras, tf, untuned

__all__ = [
    "WAYS",
    "Subset",
    "accuracies",
    "draw_subset",
    "gan_of_few",
    "moved",
    "nearest_neighbour",
    "unseen_accuracy",
]

PER_CLASS = 10
FAKES = 2_000
WAYS = {
    "100 real": (False, False),
    "with samples": (True, False),
    "moved": (False, True),
    "moved, with samples": (True, True),
}  # whether samples of a GAN, and whether moved at random
BATCH, RATE = 64, 2e-3
TURN, STRETCH, LEAN, SHIFT = 0.26, 0.15, 0.2, 2.0  # radians, share, shear, pixels


@dataclasses.dataclass(frozen=True)
class Subset:
    """A few real images to learn from, and the others to test on.

    Args:
        images: To learn from, as many of each class.
        labels: Their classes.
        test_images: Others.
        test_labels: Their classes.
    """

    images: np.ndarray
    labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray


def draw_subset(data: ImageDataset, seed: int, *, per_class: int = PER_CLASS, tests: int = 10_000) -> Subset:
    """Draw images by lot, as many of each class, and test images among the rest.

    Args:
        data: Labelled images.
        seed: Seed of the lot.
        per_class: Images of each class to learn from.
        tests: Test images at most.

    Returns:
        The subset; no image is in both parts.
    """
    order = np.random.default_rng(seed).permutation(len(data))
    firsts = [order[data.labels[order] == label][:per_class] for label in range(len(data.class_names))]
    few = np.concatenate(firsts)
    rest = order[~np.isin(order, few)][:tests]
    return Subset(data.images[few], data.labels[few], data.images[rest], data.labels[rest])


def nearest_neighbour(images: np.ndarray, labels: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Train the simplest classifier: it gives an image the label of the most similar one, pixel by pixel.

    Args:
        images: To learn from, shape ``(n, …)``.
        labels: Their classes.

    Returns:
        Function from images to labels.
    """
    known, classes = np.asarray(images, np.float32).reshape(len(images), -1), np.asarray(labels)
    lengths = np.sum(known**2, axis=1)

    def classify(images: np.ndarray) -> np.ndarray:
        asked = np.asarray(images, np.float32).reshape(len(images), -1)
        return classes[np.argmin(lengths - 2 * asked @ known.T, axis=1)]

    return classify


def unseen_accuracy(
    fit: Callable[[Any, Any], Callable[[Any], Any]],
    fakes: Any,
    fake_labels: Any,
    real: Any,
    real_labels: Any,
    seen: Iterable[int],
) -> float:
    """Train a classifier on fakes, and test it on the real images that their generator has not seen.

    Args:
        fit: Trains on images and labels, and returns a function from images to labels.
        fakes: To train on.
        fake_labels: What they were asked to show.
        real: Real images, shape ``(n, …)``.
        real_labels: Their classes.
        seen: Numbers of those that the generator was trained on; images that equal one of these are left out, too.

    Returns:
        A share from 0 to 1; ``nan`` where no image is left.
    """
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    known = {real[number].tobytes() for number in seen}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    if not unseen.any():
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen]))


def gan_of_few(subset: Subset, steps: int, seed: int = 0) -> Any:
    """Train a conditional GAN on a subset, with `DiffAugment` against learning it by heart.

    Args:
        subset: What to learn from.
        steps: Training steps.
        seed: Seed of the weights, the noise and the batches.

    Returns:
        The trained GAN.
    """
    augment = DiffAugment(cutout=0.3, brightness=0.3)
    recipe = dataclasses.replace(recipes.get("conditional"), steps=steps, augment=augment)
    data = ImageDataset(subset.images, subset.labels, "few", "a subset", tuple(map(str, range(recipe.classes))))
    return recipe.train(data, seed=seed, condition=data.labels)


def moved(images: Any, seed: Any) -> Any:
    """Turn, stretch, lean and shift each image at random: classic augmentation.

    Args:
        images: Tensor ``(n, height, width, channels)``, -1 where there is nothing.
        seed: Two integers.

    Returns:
        Tensor of the same shape.
    """
    count, (height, width) = tf.shape(images)[0], images.shape[1:3]
    lots = tf.unstack(tf.random.stateless_uniform((5, count), seed, -1, 1))
    angle, stretch, lean, right, down = (
        lot * most for lot, most in zip(lots, (TURN, STRETCH, LEAN, SHIFT, SHIFT), strict=True)
    )
    cosine, sine = (1 + stretch) * tf.cos(angle), (1 + stretch) * tf.sin(angle)
    across = lean - sine
    x, y = (width - 1) / 2, (height - 1) / 2  # the middle stays where it is, but for the shift
    first = [cosine, across, x - cosine * x - across * y + right]
    second = [sine, cosine, y - sine * x - cosine * y + down]
    transforms = tf.stack([*first, *second, tf.zeros_like(angle), tf.zeros_like(angle)], axis=1)
    return keras.ops.image.affine_transform(images, transforms, fill_value=-1.0, data_format="channels_last")


def accuracies(
    subset: Subset, fakes: np.ndarray, fake_labels: np.ndarray, steps: int, seed: int = 0
) -> dict[str, float]:
    """Train a classifier in each of the `WAYS`, and test it on real images that none of them saw.

    Args:
        subset: Real images to learn from and to test on.
        fakes: Samples of a GAN that was trained on the subset; half of a batch, where they are used.
        fake_labels: What they were asked to show.
        steps: Training steps, each of 64 images.
        seed: Seed of the classifier.

    Returns:
        For each way the share of test images told right.
    """
    classifier = _classifier(steps, seed)
    variables = [*classifier.variables, *classifier.optimizer.variables]
    first = [variable.numpy() for variable in variables]
    reached = {}
    for name, (samples, moving) in WAYS.items():
        for variable, value in zip(variables, first, strict=True):
            variable.assign(value)
        drawn = _batches(subset, (fakes, fake_labels) if samples else None, moving, steps, seed)
        classifier.fit(drawn, shuffle=False, verbose=0)
        guessed = classifier.predict(subset.test_images, batch_size=1000, verbose=0).argmax(axis=1)
        reached[name] = float(np.mean(guessed == subset.test_labels))
    return reached


def _classifier(steps: int, seed: int) -> keras.Model:
    keras.utils.set_random_seed(seed)
    both = network("he_normal")
    classifier = keras.Model(both.inputs, both.outputs[1])
    adam = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(RATE, steps))
    adam.build(classifier.trainable_variables)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    classifier.compile(adam, loss, jit_compile=False)
    return classifier


def _batches(subset: Subset, fakes: tuple[Any, Any] | None, moving: bool, steps: int, seed: int) -> tf.data.Dataset:
    images, labels = (np.stack(part) for part in zip(*_draws(subset, fakes, steps, seed), strict=True))
    drawn = untuned(tf.data.Dataset.from_tensor_slices((images, labels)))
    return drawn.enumerate().map(lambda step, batch: (moved(batch[0], (seed, step)), batch[1])) if moving else drawn


def _draws(subset: Subset, fakes: tuple[Any, Any] | None, steps: int, seed: int) -> Iterator[tuple[Any, Any]]:
    """Draw batches: of real images, or half of them of fakes."""
    random = np.random.default_rng(seed)
    sources = [(subset.images, subset.labels), fakes or (subset.images, subset.labels)]
    for _ in range(steps):
        chosen = [random.integers(0, len(labels), BATCH // 2) for _, labels in sources]
        parts = [(images[some], labels[some]) for (images, labels), some in zip(sources, chosen, strict=True)]
        yield np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

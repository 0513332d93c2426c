"""A set of images in memory, checked once when it is made, and the batches drawn from it."""

from __future__ import annotations

import functools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    import tensorflow as tf

CHUNK = 2_000  # images that are compared with bytes at once


@dataclass(frozen=True, eq=False, repr=False)
class ImageDataset:
    """Images with their labels and where they came from.

    Args:
        images: float32, shape ``(n, height, width, channels)`` with 1 or 3 channels, values in [-1, 1]: what a
            generator that ends in tanh produces.
        labels: integers, shape ``(n,)``; each an index into ``class_names``.
        name: Name of the data set.
        source: Where these images came from, in words.
        class_names: What each label means.

    Raises:
        TypeError: If ``images`` is not a float32 array, or ``labels`` not an array of integers.
        ValueError: If a shape, a pixel or a label is outside the bounds above.

    >>> black = np.full((2, 28, 28, 1), -1, dtype=np.float32)
    >>> dataset = ImageDataset(black, np.array([0, 0]), "black", "this example", ("black",))
    >>> dataset
    ImageDataset('black': 2 images of 28×28×1 in [-1, 1], 1 class; this example)
    """

    images: np.ndarray
    labels: np.ndarray
    name: str
    source: str
    class_names: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_images(self.images)
        _check_labels(self.labels, len(self.images), len(self.class_names))

    def __len__(self) -> int:
        return len(self.images)

    def __repr__(self) -> str:
        shape = "×".join(map(str, self.image_shape))
        classes = f"{len(self.class_names)} class{'' if len(self.class_names) == 1 else 'es'}"
        return f"ImageDataset({self.name!r}: {len(self):,} images of {shape} in [-1, 1], {classes}; {self.source})"

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """Height, width and channels of one image."""
        _, height, width, channels = self.images.shape
        return height, width, channels

    def batches(self, batch_size: int = 64, *, seed: int = 0, condition: ArrayLike | None = None) -> tf.data.Dataset:
        """Draw the images in batches, in a random order; ``condition=dataset.labels`` draws each with its label.

        One iteration is one pass: every image at most once, the last images dropped where they do not fill a batch. The
        order of pass k depends on ``seed`` and k alone, not on any global seed; each further pass over the same object,
        also inside ``.repeat()``, is shuffled anew.

        Args:
            batch_size: Images in a batch, from 1 to the number of images.
            seed: Non-negative integer; the same seed gives the same batches.
            condition: For each image what a conditional GAN is told of it, integers of shape ``(n, …)``.

        Returns:
            A ``tf.data.Dataset`` of float32 batches, shape ``(batch_size, height, width, channels)``; with a condition,
            of pairs of these and int32, shape ``(batch_size, …)``.

        Raises:
            TypeError: If the condition is not of integers.
            ValueError: If ``batch_size`` is below 1 or above the number of images, ``seed`` is negative, or there is
                not one condition for each image.

        Departs: a plain ``tf.data`` shuffle mixes TensorFlow's global seed into its own; here it must not.
        """
        return shuffled_batches(self.images, self._tensor, batch_size, seed, condition)

    @functools.cached_property
    def _tensor(self) -> tf.Tensor:
        pixels = _exact_bytes(self.images)
        return on_cpu(self.images if pixels is None else pixels)


@dataclass(frozen=True, eq=False)
class Passes:
    """The passes that the batches of `ImageDataset.batches` have begun, so that training can resume among them.

    Args:
        images: The images, float32 or uint8.
        batch_size: Images in a batch.
        seed: Seed of the order.
        begun: Variable of int64: how many passes have begun. The next one is numbered one more, and its order depends
            on the seed and this number alone.
        condition: What is drawn with each image, if anything.
    """

    images: np.ndarray
    batch_size: int
    seed: int
    begun: tf.Variable
    condition: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.images) // self.batch_size

    def __str__(self) -> str:
        shape = "×".join(map(str, self.images.shape))
        told = "" if self.condition is None else f" with their condition (CRC-32 {_checksum(self.condition)})"
        images = f"{shape} images (CRC-32 {_checksum(self.images)})"
        return f"batches({self.batch_size}, seed={self.seed}) of {images}{told}"


def passes_of(batches: tf.data.Dataset) -> Passes | None:
    """Find the passes behind batches.

    Args:
        batches: What `ImageDataset.batches` returned, or ``.repeat()`` of it.

    Returns:
        The passes; ``None`` for any other dataset, also one made from those two.
    """
    if type(batches).__name__ == "_RepeatDataset":  # TensorFlow has no public name for where a dataset comes from
        batches = next(iter(getattr(batches, "_inputs", list)()), batches)
    return getattr(batches, "passes", None)


def on_cpu(images: np.ndarray) -> tf.Tensor:
    """Copy images into a tensor of the main memory; all batches of a data set are drawn from one such copy.

    Args:
        images: Any array.

    Returns:
        The tensor, where tf.data works, also when a GPU trains.
    """
    from gan_course.runtime import tf

    with tf.device("CPU:0"):
        return tf.constant(images)


def shuffled_batches(
    images: np.ndarray, tensor: tf.Tensor, batch_size: int, seed: int, condition: ArrayLike | None = None
) -> tf.data.Dataset:
    """Draw images in batches, as `ImageDataset.batches` says.

    Args:
        images: float32 or uint8.
        tensor: The same images, as `on_cpu` makes it; of uint8, batches are scaled to [-1, 1] when they are drawn.
        batch_size: Images in a batch, from 1 to the number of images.
        seed: Seed of the order.
        condition: For each image what is drawn with it, integers.

    Returns:
        A ``tf.data.Dataset`` of float32 batches, or of pairs of these and int32.

    Raises:
        TypeError: If the condition is not of integers.
        ValueError: If ``batch_size`` is below 1 or above the number of images, ``seed`` is negative, or there is not
            one condition for each image.
    """
    _check_batches(batch_size, seed, len(images))
    told = None if condition is None else _checked_condition(np.asarray(condition), len(images))
    return _passes(images, tensor, int(batch_size), int(seed), told)


def evenly_spread(count: int, limit: int | None) -> range | list[int]:
    """Choose places that are evenly spread.

    Args:
        count: How many places there are.
        limit: How many to take at most; all where it is ``None``.

    Returns:
        The places, in order.

    >>> evenly_spread(10, 4)
    [0, 2, 5, 7]
    """
    if limit is None or count <= limit:
        return range(count)
    return [i * count // limit for i in range(limit)]


def scaled(pixels: np.ndarray) -> np.ndarray:
    """Turn bytes into numbers from -1 to 1.

    Args:
        pixels: uint8, any shape: black is 0 and white is 255.

    Returns:
        float32 of the same shape: black is -1 and white is 1.

    >>> scaled(np.array([0, 255], np.uint8))
    array([-1.,  1.], dtype=float32)
    """
    numbers = pixels.astype(np.float32)
    numbers /= 127.5
    numbers -= 1
    return numbers


def as_bytes(numbers: ArrayLike) -> np.ndarray:
    """Turn numbers from -1 to 1 into bytes, which take a quarter of the memory; `scaled` turns them back.

    Args:
        numbers: Any shape; what lies beyond -1 or 1 is cut off.

    Returns:
        uint8 of the same shape: -1 becomes 0 and 1 becomes 255.

    >>> as_bytes([-1, 0.999, 1.2])
    array([  0, 255, 255], dtype=uint8)
    """
    return np.rint((np.clip(numbers, -1, 1) + 1) * 127.5).astype(np.uint8)


def _exact_bytes(images: np.ndarray) -> np.ndarray | None:
    """Find the bytes that `scaled` turns into exactly these images, a part at a time; None where there are none."""
    pixels = np.empty(images.shape, np.uint8)
    for start in range(0, len(images), CHUNK):
        part = slice(start, start + CHUNK)
        pixels[part] = as_bytes(images[part])
        if not np.array_equal(scaled(pixels[part]), images[part]):
            return None
    return pixels


def _passes(
    images: np.ndarray, tensor: tf.Tensor, batch_size: int, seed: int, condition: np.ndarray | None
) -> tf.data.Dataset:
    from gan_course.runtime import tf, untuned

    count = len(images) // batch_size
    with tf.device("CPU:0"):
        value_of_byte = tf.constant(scaled(np.arange(256, dtype=np.uint8)))
        begun = tf.Variable(0, dtype=tf.int64, trainable=False)
    told = None if condition is None else on_cpu(condition)

    def draw(chosen: Any) -> Any:
        drawn = tf.gather(tensor, chosen)
        floats = tf.gather(value_of_byte, tf.cast(drawn, tf.int32)) if tensor.dtype == tf.uint8 else drawn
        return floats if told is None else (floats, tf.gather(told, chosen))

    def order(_: Any) -> tf.data.Dataset:
        this_pass = begun.assign_add(1)
        shuffled = tf.random.experimental.stateless_shuffle(tf.range(len(images)), seed=[seed, this_pass])
        return tf.data.Dataset.from_tensor_slices(tf.reshape(shuffled[: count * batch_size], (count, batch_size)))

    options = tf.data.Options()
    options.threading.private_threadpool_size = 1  # gathering is quick; more threads would take cores from training
    batches = tf.data.Dataset.from_tensors(0).flat_map(order).map(draw)
    batches = batches.apply(tf.data.experimental.assert_cardinality(count)).prefetch(2)
    batches = untuned(batches.with_options(options))
    batches.passes = Passes(images, batch_size, seed, begun, condition)
    return batches


def _check_images(images: np.ndarray) -> None:
    if not isinstance(images, np.ndarray) or images.dtype != np.float32:
        raise TypeError(f"images: expected a float32 NumPy array, got {_describe(images)}; try .astype(np.float32)")
    if images.ndim != 4 or images.shape[-1] not in (1, 3) or 0 in images.shape:
        raise ValueError(f"images: expected the shape (n, height, width, 1 or 3) with n ≥ 1, got {images.shape}")
    low, high = float(images.min()), float(images.max())
    if not (low >= -1 and high <= 1):  # also catches NaN
        raise ValueError(
            f"images: expected values in [-1, 1], got {low:g} to {high:g}; pixels from 0 to 255 become x / 127.5 - 1"
        )


def _check_labels(labels: np.ndarray, images: int, classes: int) -> None:
    if not isinstance(labels, np.ndarray) or not np.issubdtype(labels.dtype, np.integer):
        raise TypeError(f"labels: expected a NumPy array of integers, got {_describe(labels)}")
    if labels.shape != (images,):
        raise ValueError(f"labels: expected the shape ({images},), one per image, got {labels.shape}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels: expected 0 to {classes - 1} ({classes} class names), got {labels.min()} to {labels.max()}"
        )


def _checked_condition(condition: np.ndarray, images: int) -> np.ndarray:
    if not np.issubdtype(condition.dtype, np.integer):
        raise TypeError(f"condition: expected integers, such as dataset.labels, got {_describe(condition)}")
    if condition.shape[:1] != (images,):
        raise ValueError(f"condition: expected one for each of the {images} images, got the shape {condition.shape}")
    return condition.astype(np.int32)


def _checksum(array: np.ndarray) -> str:
    return f"{zlib.crc32(np.ascontiguousarray(array).data):08x}"


def _check_batches(batch_size: int, seed: int, images: int) -> None:
    if not _is_integer(batch_size) or not 1 <= batch_size <= images:
        raise ValueError(
            f"batch_size: expected an integer from 1 to {images}, the number of images (a partial last batch is "
            f"dropped), got {batch_size!r}"
        )
    if not _is_integer(seed) or not 0 <= seed < 2**63:
        raise ValueError(f"seed: expected an integer from 0 to 2**63 - 1, got {seed!r}")


def _is_integer(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _describe(value: object) -> str:
    return f"an array of {value.dtype}" if isinstance(value, np.ndarray) else f"a {type(value).__name__}"

"""What `fit` is given to train on, checked before it begins."""

from typing import Any

import numpy as np

from gan_course.data import ImageDataset
from gan_course.runtime import keras, tf

TO_FLOATS = "pixels from 0 to 255 become floats in [-1, 1] by x / 127.5 - 1"
KEEPS_VALUES = (keras.layers.Reshape, keras.layers.Flatten, keras.layers.Permute, keras.layers.Cropping2D)


def check(model: Any, arguments: dict[str, Any]) -> None:
    """Refuse images on which the model cannot train.

    Arrays are looked through. A ``tf.data.Dataset`` is not, for that would use it up: its type is checked, and whether
    it is empty; a NaN in it stops training with `NonFiniteLossError`, and values outside [-1, 1] are not noticed.

    Args:
        model: The ``GAN``.
        arguments: The arguments of ``fit``, by name.

    Raises:
        TypeError: If the images are an `ImageDataset` in place of its batches.
        ValueError: If there are no images, fewer than ``batch_size``, or their type, shape or values do not fit.
    """
    x = arguments.get("x")
    if isinstance(x, ImageDataset):
        raise TypeError("fit takes batches of images, got an ImageDataset; pass dataset.batches(batch_size)")
    if isinstance(x, tf.data.Dataset):
        _check_dataset(x, model.discriminator.input_shape[1:])
    elif isinstance(x, np.ndarray | tf.Tensor):
        x = np.asarray(x)
        check_type(x.dtype, x.shape, model.discriminator.input_shape[1:])
        _check_number(len(x), arguments.get("batch_size"), arguments.get("validation_split", 0.0))
        _check_values(x, bounded=ends_in_tanh(model.generator))


def check_type(dtype: Any, shape: Any, expected: tuple[int, ...]) -> None:
    """Refuse batches of another type or shape than the discriminator takes.

    Args:
        dtype: Type of the images, of NumPy or TensorFlow.
        shape: Shape of a batch; it begins with the number of images.
        expected: Shape of one image.

    Raises:
        ValueError: If they do not fit.
    """
    floating = tf.as_dtype(dtype).is_floating
    if tuple(shape[1:]) == expected and floating:
        return
    advice = "batch the dataset first, with .batch(batch_size)" if tuple(shape) == expected else TO_FLOATS
    raise ValueError(
        f"expected batches of float images of shape {expected}, got {tf.as_dtype(dtype).name} of shape "
        f"{tuple(shape[1:])}; {advice}"
    )


def ends_in_tanh(generator: keras.Model) -> bool:
    """Tell whether a generator can make only values in [-1, 1].

    Args:
        generator: The model.

    Returns:
        Whether its last layer that computes anything ends in tanh.
    """
    for layer in reversed(generator.layers):
        if isinstance(layer, keras.Model):
            return ends_in_tanh(layer)
        if not isinstance(layer, KEEPS_VALUES):
            return getattr(layer, "activation", None) is keras.activations.tanh
    return False


def _check_dataset(batches: tf.data.Dataset, expected: tuple[int, ...]) -> None:
    if batches.cardinality() == 0:
        raise ValueError("the tf.data.Dataset has no batches; is batch_size, with drop_remainder, above its length?")
    images, _, _ = keras.utils.unpack_x_y_sample_weight(batches.element_spec)
    if isinstance(images, tf.TensorSpec) and images.shape.rank is not None:
        check_type(images.dtype, images.shape, expected)


def _check_number(images: int, batch_size: int | None, validation_split: float) -> None:
    if images == 0:
        raise ValueError("expected at least one image to train on, got an array of none")
    to_train = int(images * (1 - (validation_split or 0)))
    if batch_size is not None and batch_size > to_train:
        raise ValueError(f"batch_size: expected at most {to_train}, the number of images to train on, got {batch_size}")


def _check_values(images: np.ndarray, *, bounded: bool) -> None:
    low, high = float(images.min()), float(images.max())
    if not np.isfinite([low, high]).all():
        bad = int(np.sum(~np.isfinite(images.reshape(len(images), -1)).all(axis=1)))
        raise ValueError(
            f"expected finite values, got NaN or infinity in {bad} of {len(images)} images; leave these out"
        )
    if bounded and (low < -1 or high > 1):
        raise ValueError(
            "expected values in [-1, 1], the only ones that this generator, which ends in tanh, can make; got "
            f"{low:g} to {high:g}; {TO_FLOATS}"
        )

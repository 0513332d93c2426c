"""What `fit` is given to train on, checked before it begins."""

from typing import Any

import numpy as np

from gan_course.data import ImageDataset
from gan_course.runtime import keras, tf

TO_FLOATS = "pixels from 0 to 255 become floats in [-1, 1] by x / 127.5 - 1"
KEEPS_VALUES = (keras.layers.Reshape, keras.layers.Flatten, keras.layers.Permute, keras.layers.Cropping2D)


def check(model: Any, arguments: dict[str, Any]) -> None:
    """Refuse data on which a GAN cannot train.

    Arrays are looked through. A ``tf.data.Dataset`` is not, for that would use it up: its type is checked, and whether
    it is empty; a NaN in it stops training with `NonFiniteLossError`, and values outside [-1, 1] are not noticed.

    Args:
        model: The ``GAN``.
        arguments: The arguments of ``fit``, by name.

    Raises:
        TypeError: If the samples are an `ImageDataset` in place of its batches, or a dictionary.
        ValueError: If there are no samples, fewer than ``batch_size``, no condition where the networks take one, or
            their type, shape or values do not fit.
    """
    x = arguments.get("x")
    if isinstance(x, ImageDataset):
        raise TypeError("expected batches of images, got an ImageDataset; pass dataset.batches(batch_size)")
    if isinstance(x, tf.data.Dataset):
        _check_dataset(x, model)
    elif isinstance(x, np.ndarray | tf.Tensor):
        x = np.asarray(x)
        check_type(x.dtype, x.shape, model.sample_shape)
        check_condition(model, arguments.get("y"))
        _check_number(len(x), arguments.get("batch_size"), arguments.get("validation_split", 0.0))
        _check_values(x, bounded=ends_in(model.generator, "tanh"))


def check_type(dtype: Any, shape: Any, expected: tuple[int | None, ...]) -> None:
    """Refuse batches of another type or shape than the discriminator takes.

    Args:
        dtype: Type of the samples, of NumPy or TensorFlow.
        shape: Shape of a batch; it begins with the number of samples. Of unknown rank, it is left to the step.
        expected: Shape of one sample, with ``None`` for a length that may vary.

    Raises:
        ValueError: If they do not fit.
    """
    shape = tf.TensorShape(shape)
    floating = tf.as_dtype(dtype).is_floating
    if floating and (shape.rank is None or _fits(shape[1:], expected)):
        return
    raise ValueError(
        f"expected batches of float samples of shape {expected}, got {tf.as_dtype(dtype).name} of shape "
        f"{tuple(shape[1:])}; {_advice(shape, expected)}"
    )


def check_condition(model: Any, condition: Any) -> None:
    """Refuse a missing or misplaced condition.

    Args:
        model: The ``GAN``.
        condition: What came beside the samples; arrays, tensors or their types, or ``None``.

    Raises:
        ValueError: If the networks take a condition and none came, or another number of parts.
    """
    wanted = len(model.condition_inputs)
    got = 0 if condition is None else len(keras.tree.flatten(condition))
    if wanted and got != wanted:
        raise ValueError(
            f"expected batches (samples, condition) with {wanted} tensor{'s' * (wanted > 1)} of the condition, got "
            f"{got}; pass fit(samples, condition), or a tf.data.Dataset of such pairs"
        )


def ends_in(network: keras.Model, activation: str) -> bool:
    """Tell whether an activation is the last that a network computes.

    Args:
        network: The model.
        activation: Its name in Keras, such as ``"tanh"``.

    Returns:
        Whether it is, seen through layers that keep values as they are.
    """
    for operation in reversed(getattr(network, "operations", network.layers)):
        if isinstance(operation, keras.Model):
            return ends_in(operation, activation)
        if not isinstance(operation, KEEPS_VALUES):
            function = getattr(operation, "activation", None)
            return function is keras.activations.get(activation) or type(operation).__name__.lower() == activation
    return False


def _fits(shape: tf.TensorShape, expected: tuple[int | None, ...]) -> bool:
    return bool(shape.is_compatible_with(tf.TensorShape(expected)))


def _advice(shape: tf.TensorShape, expected: tuple[int | None, ...]) -> str:
    """Say what to do about a batch of the wrong type or shape: one cause, the likeliest."""
    sample = tuple(shape[1:])
    if _fits(shape, expected):
        return "batch the dataset first, with .batch(batch_size)"
    if not _fits(shape[1:], expected):
        if (*sample, 1) == expected:
            return "add the axis of the channels: x[..., None]"
        if len(sample) == len(expected) == 3:
            if sample[:-1] == expected[:-1]:
                return f"make networks for {sample[-1]} channels, or change the samples to {expected[-1]}"
            if (*sample[1:], sample[0]) == expected:
                return "put the channels last: x.transpose(0, 2, 3, 1)"
            return "make networks for this size, or change the size of the samples"
        return "make networks for samples of this shape, or change the shape of the samples"
    return TO_FLOATS


def _check_dataset(batches: tf.data.Dataset, model: Any) -> None:
    if batches.cardinality() == 0:
        raise ValueError(
            "expected a tf.data.Dataset with at least one batch, got none; is batch_size, with drop_remainder, above "
            "its length?"
        )
    if isinstance(batches.element_spec, dict):
        raise TypeError(
            f"expected batches of samples, or (samples, condition), got dictionaries of {list(batches.element_spec)}; "
            "take the parts out with dataset.map, such as lambda batch: batch['image']"
        )
    samples, condition, _ = keras.utils.unpack_x_y_sample_weight(batches.element_spec)
    if isinstance(samples, tf.TensorSpec):
        check_type(samples.dtype, samples.shape, model.sample_shape)
    check_condition(model, condition)


def _check_number(samples: int, batch_size: int | None, validation_split: float) -> None:
    if samples == 0:
        raise ValueError("expected at least one sample to train on, got an array of none")
    to_train = int(samples * (1 - (validation_split or 0)))
    if batch_size is not None and batch_size > to_train:
        raise ValueError(
            f"batch_size: expected at most {to_train}, the number of samples to train on, got {batch_size}"
        )


def _check_values(samples: np.ndarray, *, bounded: bool) -> None:
    low, high = float(samples.min()), float(samples.max())
    if not np.isfinite([low, high]).all():
        bad = int(np.sum(~np.isfinite(samples.reshape(len(samples), -1)).all(axis=1)))
        raise ValueError(
            f"expected finite values, got NaN or infinity in {bad} of {len(samples)} samples; leave these out"
        )
    if bounded and (low < -1 or high > 1):
        advice = TO_FLOATS if low >= 0 and 1 < high <= 255 else "scale the samples to [-1, 1]"
        raise ValueError(
            "expected values in [-1, 1], the only ones that this generator, which ends in tanh, can make; got "
            f"{low:g} to {high:g}; {advice}"
        )

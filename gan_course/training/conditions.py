"""Conditions for `GAN.generate`: one for all samples, or one for each."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def conditions_of(inputs: Sequence[Any], n: int, condition: Any) -> list[np.ndarray]:
    """Make an array of n conditions for each input of the generator that takes one.

    Args:
        inputs: The Keras inputs, in order.
        n: Number of samples, at least 1.
        condition: One condition for all samples or an array of n; a tuple of such for several inputs.

    Returns:
        Arrays (n, …), one for each input.

    Raises:
        ValueError: If the number of parts, or the shape of one, does not fit.

    Examples:
        >>> from gan_course.runtime import keras
        >>> label = keras.Input((), dtype="int32")
        >>> conditions_of([label], 3, 7)[0].tolist(), conditions_of([label], 3, [0, 1, 2])[0].tolist()
        ([7, 7, 7], [0, 1, 2])
    """
    if condition is None:
        parts: list[Any] = []
    else:
        parts = list(condition) if isinstance(condition, tuple) and len(inputs) != 1 else [condition]
    if len(parts) != len(inputs):
        what = f"a condition of {len(inputs)} part{'s' * (len(inputs) > 1)}" if inputs else "no condition"
        raise ValueError(f"expected {what}, got {len(parts)}; pass generate(n, condition=…) what the generator takes")
    return [_repeated(np.asarray(part), n, tuple(one.shape[1:])) for one, part in zip(inputs, parts, strict=True)]


def _repeated(part: np.ndarray, n: int, shape: tuple[int | None, ...]) -> np.ndarray:
    if shape == (1,) and part.ndim < 2 and part.shape in ((), (n,)):  # labels, for an input of one number each
        part = part[..., None]
    if _fits(part.shape, shape):
        return np.repeat(part[None], n, axis=0)
    if part.shape[:1] == (n,) and _fits(part.shape[1:], shape):
        return part
    raise ValueError(
        f"expected a condition of shape {shape}, or {n} of them, shape {(n, *shape)}, got {part.shape}; "
        "pass one for all samples, or one for each"
    )


def _fits(shape: tuple[int, ...], expected: tuple[int | None, ...]) -> bool:
    return len(shape) == len(expected) and all(
        size is None or size == got for got, size in zip(shape, expected, strict=True)
    )

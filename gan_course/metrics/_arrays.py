"""What the metrics ask of their arrays, checked in one place."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
IMAGE_SHAPE = (28, 28, 1)

_ROUNDING = 1e-4  # a blurred or resized image may leave [-1, 1] by its last digits


def pair(real_features: ArrayLike, fake_features: ArrayLike) -> tuple[Floats, Floats]:
    """Check the features of real and of fake samples.

    Args:
        real_features: Shape ``(N, d)``, finite.
        fake_features: Shape ``(M, d)``, finite.

    Returns:
        Both as float64.

    Raises:
        ValueError: If they are anything else; the message names the argument.
    """
    real, fake = matrix("real_features", real_features), matrix("fake_features", fake_features)
    one_length(real=real, fake=fake)
    return real, fake


def one_length(**features: Floats) -> None:
    """Check that features which are compared with each other are equally long.

    Args:
        features: Arrays ``(n, d)``, by the kind of samples.

    Raises:
        ValueError: If their d differ.
    """
    lengths = {kind: array.shape[1] for kind, array in features.items()}
    if len(set(lengths.values())) > 1:
        got = ", ".join(f"{length} for {kind}" for kind, length in lengths.items())
        raise ValueError(f"expected equally long features, got {got} samples; take all from the same network")


def enough(least: int, purpose: str, real: Floats, fake: Floats) -> None:
    """Check that there are enough samples.

    Args:
        least: The smallest number allowed on either side.
        purpose: What so many are needed for.
        real: Features of the real samples.
        fake: Features of the fake samples.

    Raises:
        ValueError: If there are fewer.
    """
    if min(len(real), len(fake)) < least:
        raise ValueError(
            f"expected at least {least} real and {least} fake samples, for {purpose}, got {len(real)} and {len(fake)}"
        )


def finite(number: float, real: Floats, fake: Floats) -> float:
    """Check a result that huge features make infinite.

    Args:
        number: The result.
        real: Features of the real samples.
        fake: Features of the fake samples.

    Returns:
        The number.

    Raises:
        ValueError: If it is not finite; the message tells how large the features are.
    """
    if not np.isfinite(number):
        largest = [float(np.abs(samples).max()) for samples in (real, fake)]
        raise ValueError(
            "expected features whose powers are finite, got real ones up to {:.3g} and fake ones up to {:.3g}; look at "
            "what the generator makes, it may have diverged".format(*largest)
        )
    return float(number)


def matrix(name: str, features: ArrayLike) -> Floats:
    """Check an array of features.

    Args:
        name: The argument's name, for the message.
        features: Shape ``(samples, features)`` with at least one of each, finite.

    Returns:
        The same as float64.

    Raises:
        ValueError: If it is anything else.
    """
    array = np.asarray(features, float)
    if array.ndim > 2:
        raise ValueError(
            f"{name}: expected the shape (samples, features), got {array.shape}; "
            "flatten images first: images.reshape(len(images), -1)"
        )
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name}: expected the shape (samples, features) with at least one of each, got {array.shape}")
    _check_finite(name, array)
    return array


def grey_images(name: str, images: ArrayLike) -> NDArray[np.float32]:
    """Check images of MNIST's format.

    Args:
        name: The argument's name, for the message.
        images: Shape ``(n, 28, 28, 1)`` with n ≥ 1, values in [-1, 1].

    Returns:
        The same as float32.

    Raises:
        ValueError: If they are anything else.
    """
    array = np.asarray(images, np.float32)
    if array.ndim != 4 or array.shape[1:] != IMAGE_SHAPE or len(array) == 0:
        raise ValueError(f"{name}: expected the shape (n, 28, 28, 1) with n ≥ 1, got {array.shape}")
    return _in_range(name, array)


def pixels(name: str, images: ArrayLike) -> NDArray[np.float32]:
    """Check grey or coloured images of any size.

    Args:
        name: The argument's name, for the message.
        images: Shape ``(n, h, w, 1)`` or ``(n, h, w, 3)`` with n ≥ 1, values in [-1, 1].

    Returns:
        The same as float32.

    Raises:
        ValueError: If they are anything else.
    """
    array = np.asarray(images, np.float32)
    if array.ndim != 4 or array.shape[-1] not in (1, 3) or array.size == 0:
        raise ValueError(f"{name}: expected the shape (n, h, w, 1) or (n, h, w, 3) with n ≥ 1, got {array.shape}")
    return _in_range(name, array)


def _in_range(name: str, array: NDArray[np.float32]) -> NDArray[np.float32]:
    _check_finite(name, array)
    low, high = float(array.min()), float(array.max())
    if low < -1 - _ROUNDING or high > 1 + _ROUNDING:
        raise ValueError(
            f"{name}: expected values in [-1, 1], got {low:g} to {high:g}; pixels from 0 to 255 become x / 127.5 - 1"
        )
    return array


def _check_finite(name: str, array: Floats) -> None:
    if not np.isfinite(array).all():
        raise ValueError(f"{name}: expected finite values, got NaN or infinity; look at the generator's loss first")

"""The power spectrum of images: how much of their variation lies at which fineness."""

import functools

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft

__all__ = ["power_spectrum", "radial_spectrum"]


def power_spectrum(images: ArrayLike) -> NDArray[np.float64]:
    """Measure the power of each image at each frequency: P(f) = |FFT(w·(x − x̄))|², divided by the number of pixels.

    A Hann window w takes the image's borders away, whose jump would show up at all frequencies.

    Args:
        images: Grey images, shape ``(n, height, width)``.

    Returns:
        The same shape, at least 0; frequencies as ``np.fft.fftfreq`` orders them.

    Examples:
        >>> float(power_spectrum(np.ones((1, 4, 4))).sum())
        0.0
    """
    grey = np.asarray(images, float)
    height, width = grey.shape[1:]
    window = np.outer(np.hanning(height), np.hanning(width))
    seen = (grey - grey.mean(axis=(1, 2), keepdims=True)) * window
    waves = fft.fft2(seen)
    return (waves.real**2 + waves.imag**2) / (height * width)


def radial_spectrum(images: ArrayLike) -> NDArray[np.float64]:
    """Measure the power of each image in rings of the frequency plane: P(k) = mean over |f| ≈ k of |FFT(w·(x − x̄))|².

    k counts periods across the image. The mean over a ring forgets the direction; a corner of the plane, where both
    frequencies are high, reaches k = size/√2. The power at each place is that of `power_spectrum`.

    Args:
        images: Grey images, shape ``(n, size, size)`` or ``(n, size, size, 1)``, at least 4×4.

    Returns:
        Shape ``(n, rings)``, at least 0, for k = 0, 1, …, ⌊size/√2⌋; divided by the number of pixels squared.

    Raises:
        ValueError: If the shape is another one.

    Examples:
        >>> wave = np.cos(2 * np.pi * 3 * np.arange(16) / 16) * np.ones((1, 16, 16))
        >>> int(radial_spectrum(wave)[0].argmax())
        3
    """
    grey = np.asarray(images, float)
    grey = grey[..., 0] if grey.ndim == 4 and grey.shape[-1] == 1 else grey
    if grey.ndim != 3 or grey.shape[1] != grey.shape[2] or grey.shape[1] < 4:
        raise ValueError(
            f"expected square grey images (n, size, size) of at least 4×4, got {np.shape(images)}; average the colours"
        )
    size = grey.shape[1]
    order, starts, counts = _rings(size)
    power = power_spectrum(grey).reshape(len(grey), -1) / size**2
    return np.add.reduceat(power[:, order], starts, axis=1) / counts


@functools.cache
def _rings(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Order the places of the plane by their ring; tell where each ring begins in that order, and how many it holds."""
    frequency = np.fft.fftfreq(size, 1 / size)
    ring = np.hypot(frequency[:, None], frequency).round().astype(int).ravel()
    counts = np.bincount(ring)
    return np.argsort(ring, kind="stable"), np.cumsum(counts) - counts, counts

"""The power spectrum of images: how much of their variation lies at which fineness."""

import functools

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["radial_spectrum"]


def radial_spectrum(images: ArrayLike) -> NDArray[np.float64]:
    """Measure the power of each image in rings of the frequency plane: P(k) = mean over |f| ≈ k of |FFT(w·(x − x̄))|².

    k counts periods across the image. The mean over a ring forgets the direction; a corner of the plane, where both
    frequencies are high, reaches k = size/√2. A Hann window w takes the image's borders away, whose jump would show up
    at all frequencies.

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
    window, members, counts = _rings(size)
    seen = (grey - grey.mean(axis=(1, 2), keepdims=True)) * window
    power = np.abs(np.fft.fft2(seen)) ** 2 / size**4
    return power.reshape(len(grey), -1) @ members / counts


@functools.cache
def _rings(size: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Make the window, and for each place of the plane which ring it belongs to, (size², rings)."""
    window = np.outer(np.hanning(size), np.hanning(size))
    frequency = np.fft.fftfreq(size, 1 / size)
    ring = np.hypot(frequency[:, None], frequency).round().astype(int).ravel()
    members = np.eye(ring.max() + 1)[ring]
    return window, members, members.sum(axis=0)

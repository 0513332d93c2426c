"""How a digit is written: the width of its stroke, which way it leans, and how tall it is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gan_course.metrics._arrays import pixels

BAR = np.sqrt(12)  # a bar of even ink is √12 standard deviations tall


class Handwriting(NamedTuple):
    """What was measured on each of n images; 0 where there is no ink.

    Args:
        thickness: Width of the stroke in pixels, shape ``(n,)``.
        slant: Angle from the upright in degrees, positive to the right, shape ``(n,)``.
        height: Height in pixels, shape ``(n,)``.
    """

    thickness: NDArray[np.float64]
    slant: NDArray[np.float64]
    height: NDArray[np.float64]


def handwriting(images: ArrayLike) -> Handwriting:
    """Measure how bright strokes on a dark ground are written.

    The ink p of a pixel is its brightness from 0 to 1, A = Σp. A stroke of width w and length l has A = wl and an edge
    of length Σ‖∇p‖ = 2l, so w = 2A/Σ‖∇p‖. With the ink's covariances σ, the line that the rows' centres follow leans
    by arctan(−σ_xy/σ_yy) (y counts rows, from the top), and a bar of even ink with the same spread is √12·σ_y tall.

    Args:
        images: Grey images, shape ``(n, height, width, 1)``, values in [-1, 1].

    Returns:
        The measurements.

    Raises:
        ValueError: If a shape or a value is not as above.

    Examples:
        >>> bar = np.full((1, 20, 15, 1), -1.0)
        >>> bar[0, 4:16, 6:9] = 1
        >>> round(float(handwriting(bar).height[0]), 1)
        12.0
    """
    ink = (pixels("images", images)[..., 0].astype(np.float64) + 1) / 2
    area = np.maximum(ink.sum(axis=(1, 2)), 0)
    share = ink / np.where(area > 0, area, 1)[:, None, None]
    by_row, by_column = share.sum(axis=2), share.sum(axis=1)
    rows = _deviations(by_row)
    columns = _deviations(by_column)
    variance = np.sum(by_row * rows**2, axis=1)
    covariance = np.einsum("nyx,ny,nx->n", share, rows, columns)
    slant = np.degrees(np.arctan2(-covariance, np.where(variance > 0, variance, 1)))
    edge = _edge(ink)
    return Handwriting(2 * area / np.where(edge > 0, edge, 1), slant, BAR * np.sqrt(np.maximum(variance, 0)))


def _deviations(shares: np.ndarray) -> np.ndarray:
    """Place rows or columns around the centre of the ink, ``(n, size)``."""
    places = np.arange(shares.shape[1])
    return places - np.sum(shares * places, axis=1, keepdims=True)


def _edge(ink: np.ndarray) -> np.ndarray:
    """Sum the length of the gradient over all pixels, with a dark border around the image."""
    framed = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    down, right = np.diff(framed, axis=1)[:, :, :-1], np.diff(framed, axis=2)[:, :-1, :]
    return np.hypot(down, right).sum(axis=(1, 2))

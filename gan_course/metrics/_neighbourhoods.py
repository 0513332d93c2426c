"""Balls around samples that reach to a near neighbour, and what lies in them; within bounded memory."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import pairwise_distances_chunked
from sklearn.neighbors import NearestNeighbors

from gan_course.metrics._arrays import Floats, pair

_MEGABYTES = 128  # of distances held at once
# Up to this length distances are summed up difference by difference. Beyond it they come from |x|² − 2xy + |y|², which
# is many times faster, and too coarse only for points that lie very close, as they do in few dimensions.
_SHORT = 15
# Two sums of squares of the same numbers differ in their last digits, and a sample on the edge of a ball is not in it.
_ROUNDING = 1e-9


def features(real_features: ArrayLike, fake_features: ArrayLike, k: int) -> tuple[Floats, Floats]:
    """Check features, and that there are enough real ones for balls that reach to the k-th neighbour.

    Args:
        real_features: Shape ``(N, d)`` with N > k, finite.
        fake_features: Shape ``(M, d)``, finite.
        k: The neighbour.

    Returns:
        Both as float64.

    Raises:
        ValueError: If they are anything else.
    """
    real, fake = pair(real_features, fake_features)
    if not 1 <= k < len(real):
        raise ValueError(f"k must be from 1 to {len(real) - 1}, one less than the real samples, not {k}")
    return real, fake


def radii(centres: Floats, k: int) -> Floats:
    """Measure the distance of each sample to its k-th nearest other one.

    Args:
        centres: Shape ``(N, d)`` with N > k.
        k: The neighbour.

    Returns:
        Shape ``(N,)``.
    """
    distances, _ = _search(centres, k).kneighbors()  # without the sample itself
    return distances[:, -1] * (1 - _ROUNDING)


def nearest(points: Floats, centres: Floats) -> Floats:
    """Measure the distance of each centre to the nearest point.

    Args:
        points: Shape ``(M, d)``.
        centres: Shape ``(N, d)``.

    Returns:
        Shape ``(N,)``.
    """
    distances, _ = _search(points, 1).kneighbors(centres)
    return distances[:, 0]


def counts(points: Floats, centres: Floats, radius: Floats) -> NDArray[np.intp]:
    """Count for each point the balls that it lies in; not those on whose edge it lies.

    Args:
        points: Shape ``(M, d)``.
        centres: Of the balls, shape ``(N, d)``.
        radius: Of the balls, shape ``(N,)``.

    Returns:
        Shape ``(M,)``.
    """
    chunks = pairwise_distances_chunked(
        points,
        centres,
        reduce_func=lambda distances, _: (distances < radius).sum(axis=1),
        metric="minkowski" if _short(centres) else "euclidean",
        working_memory=_MEGABYTES,
    )
    return np.concatenate(list(chunks))


def _search(samples: Floats, count: int) -> NearestNeighbors:
    return NearestNeighbors(n_neighbors=count, algorithm="kd_tree" if _short(samples) else "brute").fit(samples)


def _short(samples: Floats) -> bool:
    return samples.shape[1] <= _SHORT

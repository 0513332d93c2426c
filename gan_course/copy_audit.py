"""Auditing a generator: which samples are copies of training images, and can one tell who was trained on?"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.distance import cdist

__all__ = ["BOUND", "Copies", "TwoNearest", "find_copies", "membership_scores", "two_nearest"]


BOUND = 1 / 3


class Copies(NamedTuple):
    """What an audit found: which fakes, and of which training images."""

    fakes: NDArray[np.intp]
    originals: NDArray[np.intp]


class TwoNearest(NamedTuple):
    """For each fake: which training image is nearest, how far away it is, and how far away the second nearest is."""

    indices: NDArray[np.intp]
    first: NDArray[np.float64]
    second: NDArray[np.float64]


def two_nearest(distances: NDArray[np.float64]) -> TwoNearest:
    """Find the two smallest distances in each row.

    Args:
        distances: Of each fake to each training image, shape ``(k, n)`` with n ≥ 2.

    Returns:
        Three arrays of the shape ``(k,)``.

    Examples:
        >>> two_nearest(np.array([[3.0, 1.0, 2.0]]))
        TwoNearest(indices=array([1]), first=array([1.]), second=array([2.]))
    """
    first, second = np.partition(distances, 1, axis=1)[:, :2].T
    return TwoNearest(distances.argmin(axis=1), first, second)


def find_copies(train: ArrayLike, fakes: ArrayLike, bound: float = BOUND) -> Copies:
    """Find the fakes that are much nearer to one training image than to all others: d₁ < c·d₂, or d₁ = 0.

    d₁ and d₂ are the Euclidean distances to the nearest and to the second nearest training image. Their ratio has no
    unit, so that the rule asks no more of a fake in a dense part of the data than of one in a thin part. What it takes
    for copies among held-out real images, which nobody copied, is its floor.

    Args:
        train: What the generator was trained on, images or features, shape ``(n, …)`` with n ≥ 2, without doubles.
        fakes: Samples, shape ``(k, …)``.
        bound: c, above 0 and at most 1.

    Returns:
        The copies' numbers, rising; and for each the number of the training image.

    Raises:
        ValueError: If there are fewer than two training images, shapes do not agree, or the bound is out of its range.

    Source: Gu et al. 2023, arXiv 2310.02664, for the ratio and 1/3.

    Examples:
        >>> find_copies([[0.0], [9.0]], [[1.0], [4.0], [9.0]])
        Copies(fakes=array([0, 2]), originals=array([0, 1]))
    """
    known, asked = (np.reshape(part, (len(np.asarray(part)), -1)).astype(float) for part in (train, fakes))
    if len(known) < 2 or known.shape[1] != asked.shape[1] or not 0 < bound <= 1:
        raise ValueError(
            f"expected at least two training images, fakes of their size and a bound in (0, 1], got {np.shape(train)}, "
            f"{np.shape(fakes)} and {bound}"
        )
    indices, first, second = two_nearest(cdist(asked, known))
    copies = np.flatnonzero((first < bound * second) | (first == 0))
    return Copies(copies, indices[copies])


def membership_scores(discriminator: Callable[[Any], Any], images: ArrayLike, *, batch_size: int = 500) -> Any:
    """Ask a discriminator how real it takes each image for: those that it was trained on tend to get more.

    Args:
        discriminator: Model from images to logits in which no image influences another one's.
        images: Shape ``(n, …)``.
        batch_size: Images in one call.

    Returns:
        Logits, shape ``(n,)``.

    Source: Hayes et al. 2019, arXiv 1705.07663, the white-box attack.
    """
    given = np.asarray(images, np.float32)
    parts = [discriminator(given[start : start + batch_size]) for start in range(0, len(given), batch_size)]
    return np.concatenate([np.asarray(part)[:, 0] for part in parts])

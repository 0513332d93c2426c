"""Balls around samples that reach to a near neighbour, and what lies in them; within bounded memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.distance import cdist
from sklearn.neighbors import NearestNeighbors

from gan_course.arguments import whole_up_to
from gan_course.metrics._arrays import Floats, pair

_MEGABYTES = 8  # of distances held at once: what stays in the processor's cache is not fetched again
_MOST_ROWS = 255  # so that a byte can count them
_GROUP = 16  # columns that share one minimum in the search for the nearest
# Up to this length distances are summed up difference by difference. Beyond it they come from |x|² − 2xy + |y|², which
# is many times faster, and too coarse only for points that lie very close, as they do in few dimensions.
_SHORT = 15
# Two sums of squares of the same numbers differ in their last digits, and a sample on the edge of a ball is not in it.
_ROUNDING = 1e-9
_NARROWEST = 1e-100  # range, beside values of about 1, whose square still has all its digits
_COPIES = 1e-12  # of |x|²: more than |x|² − 2xy + |y|² leaves of a copy, whose distance is 0


class Balls(Protocol):
    """What is asked of each block of distances."""

    def see(self, rows: slice, squared: Floats) -> None:
        """Take in one block.

        Args:
            rows: Which real samples.
            squared: Squares of their distances to all fake ones, shape ``(rows, M)``.
        """


class RealBalls:
    """Balls around the real samples.

    Args:
        squared_radii: Of each ball, shape ``(N,)``.
        fakes: Number of fake samples, M.

    Attributes:
        counts: How many balls each fake sample lies in, shape ``(M,)``; not those on whose edge it lies.
        covered: Whether a ball holds a fake sample, shape ``(N,)``.
    """

    def __init__(self, squared_radii: Floats, fakes: int) -> None:
        self._squared_radii = squared_radii[:, np.newaxis]
        self.counts = np.zeros(fakes, np.int64)
        self.covered = np.zeros(len(squared_radii), bool)

    def see(self, rows: slice, squared: Floats) -> None:
        """Take in one block.

        Args:
            rows: Which real samples, 255 at most.
            squared: Squares of their distances to all fake ones, shape ``(rows, M)``.
        """
        inside = squared < self._squared_radii[rows]
        self.counts += inside.view(np.uint8).sum(axis=0, dtype=np.uint8)
        self.covered[rows] = inside.any(axis=1)


class FakeBalls:
    """Balls around the fake samples.

    Args:
        squared_radii: Of each ball, shape ``(M,)``.
        reals: Number of real samples, N.

    Attributes:
        reached: Whether a real sample lies in a ball, shape ``(N,)``.
    """

    def __init__(self, squared_radii: Floats, reals: int) -> None:
        self._squared_radii = squared_radii
        self.reached = np.zeros(reals, bool)

    def see(self, rows: slice, squared: Floats) -> None:
        """Take in one block.

        Args:
            rows: Which real samples.
            squared: Squares of their distances to all fake ones, shape ``(rows, M)``.
        """
        self.reached[rows] = (squared < self._squared_radii).any(axis=1)


def features(real_features: ArrayLike, fake_features: ArrayLike, k: int) -> tuple[Floats, Floats]:
    """Check features, and that there are enough real ones for balls that reach to the k-th neighbour.

    Args:
        real_features: Shape ``(N, d)`` with N > k, finite.
        fake_features: Shape ``(M, d)``, finite.
        k: The neighbour.

    Returns:
        Both as float64, moved so that the real ones have the mean 0, which costs fewer digits, and scaled by a power of
        two to values of about 1, whose squares are neither infinite nor 0. Which sample lies in which ball stays.

    Raises:
        ValueError: If they are anything else, or the ones are so much larger than the others that no scale suits both.
    """
    real, fake = pair(real_features, fake_features)
    whole_up_to("k", k, len(real) - 1, "one less than the real samples")
    real, fake = _scaled(real, fake)
    middle = real.mean(axis=0)
    return real - middle, fake - middle


def _scaled(real: Floats, fake: Floats) -> tuple[Floats, Floats]:
    exponent = int(np.frexp(max(np.abs(real).max(), np.abs(fake).max()))[1]) + 1  # room for a difference
    real, fake = np.ldexp(real, -exponent), np.ldexp(fake, -exponent)
    for name, samples in {"real": real, "fake": fake}.items():
        if 0 < (width := float(np.ptp(samples, axis=0).max())) < _NARROWEST:
            raise ValueError(
                f"expected real and fake features of about one size, got {name} ones whose range is {width:.1g} of the "
                "largest number; look at what the generator makes, it may have diverged"
            )
    return real, fake


def enough_fakes(fake: Floats, k: int) -> None:
    """Check that there are enough fake samples for balls that reach to the k-th neighbour.

    Args:
        fake: Shape ``(M, d)``.
        k: The neighbour.

    Raises:
        ValueError: If k is not less than M.
    """
    if k >= len(fake):
        raise ValueError(f"expected k to be less than {len(fake)}, the number of fake samples, got {k}")


def squared_radii(samples: Floats, ks: Sequence[int]) -> list[Floats]:
    """Measure how far it is from each sample to its k-th nearest other one.

    Args:
        samples: Shape ``(N, d)`` with N > k.
        ks: The neighbours.

    Returns:
        For each k the squares of the distances, shape ``(N,)``, less what rounding may add to them. Where the k nearest
        are copies of the sample, minus infinity: nothing lies in such a ball.
    """
    squared = _nearest_squared(samples, max(ks))
    copies = 0.0 if _short(samples) else _COPIES * (samples**2).sum(axis=1, keepdims=True)
    squared[squared <= copies] = -np.inf
    return [squared[:, k - 1] * (1 - _ROUNDING) ** 2 for k in ks]


def meet(real: Floats, fake: Floats, *balls: Balls) -> None:
    """Compute the distance of each real sample to each fake one, and show it to the balls.

    Args:
        real: Shape ``(N, d)``.
        fake: Shape ``(M, d)``.
        balls: What is to be filled in.
    """
    for rows, squared in _blocks(real, fake):
        for kind in balls:
            kind.see(rows, squared)


def nearest(points: Floats, centres: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Find the point that is nearest to each centre.

    Args:
        points: Shape ``(M, d)``.
        centres: Shape ``(N, d)``.

    Returns:
        Its distance and its index, both of shape ``(N,)``.
    """
    search = NearestNeighbors(n_neighbors=1, algorithm="kd_tree" if _short(points) else "brute").fit(points)
    distances, indices = search.kneighbors(centres)
    return distances[:, 0], indices[:, 0]


def _nearest_squared(samples: Floats, k: int) -> Floats:
    """Find the squares of the distances of each sample to its k nearest others, in rising order, shape (N, k)."""
    if _short(samples):
        search = NearestNeighbors(n_neighbors=k, algorithm="kd_tree").fit(samples)
        return search.kneighbors()[0] ** 2  # without the sample itself
    found = np.empty((len(samples), k))
    for rows, squared in _blocks(samples, samples):
        np.fill_diagonal(squared[:, rows], np.inf)
        found[rows] = _smallest(squared, k)
    return found


def _smallest(rows: Floats, k: int) -> Floats:
    """Find the k smallest numbers of each row, in rising order.

    They lie in the k groups whose minima are smallest, or equals of theirs do; so most numbers are looked at only once.
    """
    groups = rows.shape[1] // _GROUP
    if groups <= k:
        return np.sort(np.partition(rows, k - 1, axis=1)[:, :k])
    grouped = rows[:, : groups * _GROUP].reshape(len(rows), _GROUP, groups)
    promising = np.argpartition(grouped.min(axis=1), k - 1, axis=1)[:, np.newaxis, :k]
    candidates = np.take_along_axis(grouped, promising, axis=2).reshape(len(rows), -1)
    return np.sort(np.concatenate([candidates, rows[:, groups * _GROUP :]], axis=1))[:, :k]


def _blocks(rows: Floats, columns: Floats) -> Iterator[tuple[slice, Floats]]:
    """Compute squares of distances, some rows at a time; each block is overwritten by the next."""
    height = min(len(rows), _MOST_ROWS, max(1, _MEGABYTES * 2**17 // len(columns)))
    memory = np.empty((height, len(columns)))
    fill = _differences(rows, columns) if _short(rows) else _products(rows, columns)
    for start in range(0, len(rows), height):
        place = slice(start, min(start + height, len(rows)))
        block = memory[: place.stop - start]
        fill(place, block)
        yield place, block


def _differences(rows: Floats, columns: Floats) -> Callable[[slice, Floats], object]:
    return lambda place, block: cdist(rows[place], columns, "sqeuclidean", out=block)


def _products(rows: Floats, columns: Floats) -> Callable[[slice, Floats], object]:
    """|x|² − 2xy + |y|² as one product of matrices: (−2x, |x|², 1) · (y, 1, |y|²)."""
    left = np.column_stack([-2 * rows, (rows**2).sum(axis=1), np.ones(len(rows))])
    right = np.vstack([columns.T, np.ones(len(columns)), (columns**2).sum(axis=1)])
    return lambda place, block: np.matmul(left[place], right, out=block)


def _short(samples: Floats) -> bool:
    return samples.shape[1] <= _SHORT

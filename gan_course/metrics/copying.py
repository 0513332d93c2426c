"""Data-copying: are the fakes closer to the training samples than held-out real samples are?"""

from typing import NamedTuple

import numpy as np
import scipy.stats
from numpy.typing import ArrayLike, NDArray
from sklearn.cluster import KMeans

from gan_course.arguments import whole_up_to
from gan_course.metrics import _neighbourhoods
from gan_course.metrics._arrays import Floats, matrix, one_length

__all__ = ["DataCopying", "EmptyCellsError", "NearestSamples", "data_copying", "nearest_samples"]

LEAST = 20  # test samples, and fakes, in a cell: fewer say little, and U is not yet about normal


class EmptyCellsError(ValueError):
    """No cell holds enough test samples and enough fakes: the fakes lie elsewhere, or there are too few samples."""


class DataCopying(NamedTuple):
    """What the test found: far below 0 the fakes are copies, far above 0 they are too far from all training samples."""

    statistic: float
    cells: int  # of the training samples
    used: int  # of those, how many had enough test samples and fakes


class NearestSamples(NamedTuple):
    """For each fake, which training sample is nearest, and how far away it is."""

    indices: NDArray[np.intp]
    distances: Floats


def nearest_samples(train_features: ArrayLike, fake_features: ArrayLike) -> NearestSamples:
    """Find the training sample that is nearest to each fake, to look at the two side by side.

    Args:
        train_features: What the generator was trained on, shape ``(L, d)``.
        fake_features: What it made, shape ``(M, d)``.

    Returns:
        The row in ``train_features``, shape ``(M,)``, and the Euclidean distance, shape ``(M,)``.

    Raises:
        ValueError: If a shape is not as above, or a number not finite.

    Examples:
        >>> found = nearest_samples([[0.0], [5.0]], [[4.0], [1.5], [-1.0]])
        >>> found.indices.tolist(), found.distances.tolist()
        ([1, 0, 0], [1.0, 1.5, 1.0])
    """
    train, fake = matrix("train_features", train_features), matrix("fake_features", fake_features)
    one_length(train=train, fake=fake)
    distances, indices = _neighbourhoods.nearest(train, fake)
    return NearestSamples(indices, distances)


def data_copying(
    train_features: ArrayLike, test_features: ArrayLike, fake_features: ArrayLike, cells: int = 5, seed: int = 0
) -> DataCopying:
    """C_T = Σ_π P(π) Z_π / Σ_π P(π): whether fakes lie closer to training samples than held-out ones do.

    k-means cuts space into cells π around the training samples. In a cell, U counts the pairs of one of its m fakes and
    one of its n test samples in which the fake is farther from the training sample nearest to it, ties half; and
    Z = (U − mn/2) / √(mn(m + n + 1)/12). P(π) is the share of the test samples in the cell.

    Args:
        train_features: What the generator was trained on, shape ``(L, d)``.
        test_features: Real samples that it has not seen, shape ``(N, d)``.
        fake_features: What it made, shape ``(M, d)``.
        cells: Number of cells, at least 1. Cells with fewer than 20 test samples or 20 fakes are left out.
        seed: Of k-means.

    Returns:
        The statistic, and how many cells it is from. If fakes and test samples have one distribution, each Z is about
        standard normal, and the statistic scatters less than that: below −3 the generator copies, above 3 it underfits.
        It grows with the number of samples.

    Raises:
        ValueError: If a shape is not as above, a number not finite, or there are more cells than training samples.
        EmptyCellsError: If no cell has enough samples; it is a ``ValueError``, too.

    Source:
        Meehan, Chaudhuri and Dasgupta 2020, arXiv 2004.05675, §3 (Z_U and C_T).

    Departs:
        The paper leaves out cells with too small a share of the fakes. Here cells with too few test samples are left
        out, too, and the threshold is a number. The authors' code searches the nearest training sample in the same cell
        only, and shifts U by ½; the paper's formulas, and these, do neither.

    Examples:
        >>> random = np.random.default_rng(0)
        >>> train, test, others = random.standard_normal((3, 200, 2))
        >>> data_copying(train, test, others, cells=2).statistic > -3
        True
        >>> data_copying(train, test, train + 0.01, cells=2).statistic < -3
        True
    """
    named = {"train_features": train_features, "test_features": test_features, "fake_features": fake_features}
    train, test, fake = (matrix(name, features) for name, features in named.items())
    one_length(train=train, test=test, fake=fake)
    whole_up_to("cells", cells, len(train), "the number of training samples")
    partition = KMeans(cells, n_init=1, random_state=seed).fit(train)
    test_cells, fake_cells = partition.predict(test), partition.predict(fake)
    test_distances, fake_distances = (_neighbourhoods.nearest(train, samples)[0] for samples in (test, fake))
    weights, scores = [], []
    for cell in range(cells):
        from_test, from_fake = test_distances[test_cells == cell], fake_distances[fake_cells == cell]
        if min(len(from_test), len(from_fake)) >= LEAST:
            weights.append(len(from_test))
            scores.append(_z_score(from_test, from_fake))
    if not scores:
        raise EmptyCellsError(
            f"expected at least {LEAST} test samples and {LEAST} fakes in one of {cells} cells, got none such, of "
            f"{len(test)} and {len(fake)} in all; take fewer cells or more samples"
        )
    return DataCopying(float(np.average(scores, weights=weights)), cells, len(scores))


def _z_score(from_test: Floats, from_fake: Floats) -> float:
    n, m = len(from_test), len(from_fake)
    u = scipy.stats.mannwhitneyu(from_fake, from_test, method="asymptotic").statistic
    return float((u - m * n / 2) / np.sqrt(m * n * (m + n + 1) / 12))

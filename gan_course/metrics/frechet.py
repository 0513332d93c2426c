"""The Fréchet distance between two sets of features, each taken as one Gaussian."""

import numpy as np
from numpy.typing import ArrayLike

from gan_course.metrics._arrays import Floats, enough, finite, pair


def frechet_distance(real_features: ArrayLike, fake_features: ArrayLike) -> float:
    """The squared Fréchet distance of two Gaussians: ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½).

    μ and Σ are the mean and the covariance (with n − 1 in the denominator) of each set. It sees nothing else of a
    distribution, and it is biased: two finite sets of one distribution are a positive distance apart, about in
    proportion to 1/n, and widely so with fewer samples than features. Compare only distances from equally many samples
    and the same features, and name both.

    Args:
        real_features: Features of the real samples, shape ``(N, d)`` with N ≥ 2.
        fake_features: Features of the fake samples, shape ``(M, d)`` with M ≥ 2.

    Returns:
        A number from 0 (equal means and covariances), in the square of the features' unit.

    Raises:
        ValueError: If a shape is not as above, or a number not finite, be it only the result.

    Source:
        Heusel et al. 2017, arXiv 1706.08500, eq. 6 (d², as here); Dowson and Landau 1982, The Fréchet distance between
        multivariate normal distributions.

    Departs:
        The authors' code takes the matrix root of Σ₁Σ₂, and adds 1e-6 to the diagonals where that fails. The trace of
        the root is here the sum of the singular values of Σ₁^½ Σ₂^½, which are real and not negative, and which
        singular covariances do not disturb.

    Examples:
        >>> square = [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]]
        >>> shifted = [[4.0, 5.0], [4.0, 3.0], [2.0, 5.0], [2.0, 3.0]]  # by (3, 4)
        >>> round(frechet_distance(square, shifted), 12)
        25.0
    """
    real, fake = pair(real_features, fake_features)
    enough(2, "a covariance", real, fake)
    with np.errstate(over="ignore", invalid="ignore"):
        return max(finite(_distance(real, fake), real, fake), 0.0)


def _distance(real: Floats, fake: Floats) -> float:
    real_root, fake_root = _deviations(real), _deviations(fake)
    # With Σ₁ = AᵀA and Σ₂ = BᵀB, tr (Σ₁Σ₂)^½ is the sum of the singular values of ABᵀ.
    product = real_root @ fake_root.T
    if not np.isfinite(product).all():
        return np.inf
    trace_of_root = np.linalg.svd(product, compute_uv=False).sum()
    means = real.mean(axis=0) - fake.mean(axis=0)
    return float(means @ means + (real_root**2).sum() + (fake_root**2).sum() - 2 * trace_of_root)


def _deviations(features: Floats) -> Floats:
    """Find a matrix A with at most d rows and AᵀA = Σ, without squaring the numbers into Σ first."""
    return np.linalg.qr(features - features.mean(axis=0)).R / np.sqrt(len(features) - 1)

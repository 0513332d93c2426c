"""Precision, recall, density and coverage in one pass over the distances."""

from typing import NamedTuple

from numpy.typing import ArrayLike

from gan_course.metrics import _neighbourhoods

__all__ = ["FidelityDiversity", "fidelity_diversity"]


class FidelityDiversity(NamedTuple):
    """Two measures of fidelity and two of diversity."""

    precision: float
    recall: float
    density: float
    coverage: float


def fidelity_diversity(
    real_features: ArrayLike, fake_features: ArrayLike, *, precision_k: int = 3, density_k: int = 5
) -> FidelityDiversity:
    """Precision, recall, density and coverage together: the same numbers as one by one, sooner.

    Args:
        real_features: Real samples or their features, shape ``(N, d)`` with N above both k.
        fake_features: Fake samples or their features, shape ``(M, d)`` with M > ``precision_k``.
        precision_k: The neighbour to which the balls of precision and recall reach, at least 1.
        density_k: The neighbour to which the balls of density and coverage reach, at least 1.

    Returns:
        What ``precision_recall`` and ``density_coverage`` return.

    Raises:
        ValueError: If a shape is not as above, a number not finite, or a k too large.

    Examples:
        >>> real, fake = [[0.0], [1.0], [3.0], [6.0]], [[0.5], [2.5], [20.0]]
        >>> fidelity_diversity(real, fake, precision_k=1, density_k=1)
        FidelityDiversity(precision=0.6666666666666666, recall=1.0, density=1.0, coverage=0.75)
    """
    for k in (precision_k, density_k):
        real, fake = _neighbourhoods.features(real_features, fake_features, k)
    _neighbourhoods.enough_fakes(fake, precision_k)
    precision_radii, density_radii = _neighbourhoods.squared_radii(real, [precision_k, density_k])
    precise = _neighbourhoods.RealBalls(precision_radii, len(fake))
    dense = _neighbourhoods.RealBalls(density_radii, len(fake))
    around_fake = _neighbourhoods.FakeBalls(_neighbourhoods.squared_radii(fake, [precision_k])[0], len(real))
    _neighbourhoods.meet(real, fake, precise, dense, around_fake)
    return FidelityDiversity(
        precision=float((precise.counts > 0).mean()),
        recall=float(around_fake.reached.mean()),
        density=float(dense.counts.mean() / density_k),
        coverage=float(dense.covered.mean()),
    )

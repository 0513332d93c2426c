"""Density and coverage: fidelity and diversity from balls around the real samples.

The ball B(Xᵢ) of a real sample Xᵢ reaches to its k-th nearest real neighbour. *Density* asks in how many of these balls
a fake sample lies, and so rewards samples where real ones are dense; *coverage* asks how many of the balls contain a
fake sample at all. Both build balls on real samples only, so a generator cannot gain by scattering its samples.
"""

from typing import NamedTuple

from numpy.typing import ArrayLike

from gan_course.metrics import _neighbourhoods

__all__ = ["DensityCoverage", "coverage", "density", "density_coverage"]


class DensityCoverage(NamedTuple):
    """Fidelity, 1 for two samples of one distribution, and diversity, a share from 0 to 1."""

    density: float
    coverage: float


def density_coverage(real_features: ArrayLike, fake_features: ArrayLike, k: int = 5) -> DensityCoverage:
    """Density (1/kM) Σⱼ Σᵢ 1[Yⱼ ∈ B(Xᵢ)] and coverage (1/N) Σᵢ 1[∃ j: Yⱼ ∈ B(Xᵢ)], from the same balls.

    ``density`` and ``coverage`` give one of them, and explain it; both together take no longer than one.

    Args:
        real_features: Real samples X or their features, shape ``(N, d)`` with N > k.
        fake_features: Fake samples Y or their features, shape ``(M, d)``.
        k: The neighbour to which a ball reaches, at least 1.

    Returns:
        Density, from 0 to N/k, and coverage, from 0 to 1.

    Raises:
        ValueError: If a shape is not as above, a number not finite, or k not between 1 and N − 1.

    Source:
        Naeem et al. 2020, arXiv 2002.09797, §3; open balls, as in the authors' code.

    Examples:
        >>> real = [[0.0], [1.0], [3.0], [6.0]]  # with k = 1 the radii are 1, 1, 2 and 3
        >>> density_coverage(real, [[0.5], [2.0], [20.0]], k=1)
        DensityCoverage(density=1.0, coverage=0.75)
    """
    real, fake = _neighbourhoods.features(real_features, fake_features, k)
    balls = _neighbourhoods.RealBalls(_neighbourhoods.squared_radii(real, [k])[0], len(fake))
    _neighbourhoods.meet(real, fake, balls)
    return DensityCoverage(float(balls.counts.mean() / k), float(balls.covered.mean()))


def density(real_features: ArrayLike, fake_features: ArrayLike, k: int = 5) -> float:
    """How many real neighbourhoods a fake sample lies in: (1/kM) Σⱼ Σᵢ 1[Yⱼ ∈ B(Xᵢ)].

    Args:
        real_features: Real samples X or their features, shape ``(N, d)`` with N > k.
        fake_features: Fake samples Y or their features, shape ``(M, d)``.
        k: The neighbour to which a ball reaches, at least 1.

    Returns:
        A number from 0 (no fake sample near a real one) up to N/k; 1 in expectation for two samples of one
        distribution, above 1 for samples that crowd where the real ones are densest.

    Raises:
        ValueError: If a shape is not as above, a number not finite, or k not between 1 and N − 1.

    Source:
        Naeem et al. 2020, arXiv 2002.09797, §3, definition of density and lemma 1; open balls, as in the
        authors' code.

    Examples:
        >>> real = [[0.0], [1.0], [3.0], [6.0]]  # with k = 1 the radii are 1, 1, 2 and 3
        >>> density(real, [[0.5], [2.0], [20.0]], k=1)  # in 2 balls, 1 ball and none
        1.0
    """
    return density_coverage(real_features, fake_features, k).density


def coverage(real_features: ArrayLike, fake_features: ArrayLike, k: int = 5) -> float:
    """The share of real neighbourhoods that hold a fake sample: (1/N) Σᵢ 1[∃ j: Yⱼ ∈ B(Xᵢ)].

    Args:
        real_features: Real samples X or their features, shape ``(N, d)`` with N > k.
        fake_features: Fake samples Y or their features, shape ``(M, d)``.
        k: The neighbour to which a ball reaches, at least 1.

    Returns:
        A share in [0, 1]. For two samples of one distribution and N = M it is about 1 − 2⁻ᵏ in expectation, 0.97 for
        k = 5. A real sample with k exact copies or more has a ball of radius 0 and is never covered.

    Raises:
        ValueError: If a shape is not as above, a number not finite, or k not between 1 and N − 1.

    Source:
        Naeem et al. 2020, arXiv 2002.09797, §3, definition of coverage and lemma 2; open balls, as in the
        authors' code.

    Examples:
        >>> real = [[0.0], [1.0], [3.0], [6.0]]  # with k = 1 the radii are 1, 1, 2 and 3
        >>> coverage(real, [[0.5], [2.0], [20.0]], k=1)  # 0.5 lies in the first two balls, 2 in the third
        0.75
    """
    return density_coverage(real_features, fake_features, k).coverage

"""Precision and recall: how many fakes lie among the real samples, and how many real samples among the fakes."""

from typing import NamedTuple

from numpy.typing import ArrayLike

from gan_course.metrics import _neighbourhoods

__all__ = ["PrecisionRecall", "precision_recall"]


class PrecisionRecall(NamedTuple):
    """Fidelity and diversity, each a share from 0 to 1."""

    precision: float
    recall: float


def precision_recall(real_features: ArrayLike, fake_features: ArrayLike, k: int = 3) -> PrecisionRecall:
    """Precision (1/M) Σⱼ 1[Yⱼ ∈ ∪ᵢ B(Xᵢ)] and recall (1/N) Σᵢ 1[Xᵢ ∈ ∪ⱼ B(Yⱼ)].

    The balls B around the samples of one set reach to their k-th nearest neighbours in that set; their union stands for
    the region where the set lies. A single outlier has a large ball, and lifts the other number: an outlier among the
    real samples lifts precision, one among the fakes recall. Density and coverage mend that.

    Args:
        real_features: Real samples X or their features, shape ``(N, d)`` with N > k.
        fake_features: Fake samples Y or their features, shape ``(M, d)`` with M > k.
        k: The neighbour to which a ball reaches, at least 1.

    Returns:
        Both shares. For two samples of one distribution they are below 1, by how much depends on k, N, M and the
        dimension: measure that floor with two halves of the real data.

    Raises:
        ValueError: If a shape is not as above, a number not finite, or k not less than N and M.

    Source:
        Kynkäänniemi et al. 2019, arXiv 1904.06991, eqs. 1 and 2, where k is 3.

    Departs:
        Balls are open, as in Naeem et al. 2020; the authors' own are closed. A sample on the edge of a ball is rare
        except among copies.

    Examples:
        >>> real = [[0.0], [1.0], [3.0], [6.0]]  # with k = 1 the balls are (−1, 1), (0, 2), (1, 5) and (3, 9)
        >>> fake = [[0.5], [2.5], [20.0]]  # the balls are (−1.5, 2.5), (0.5, 4.5) and (2.5, 37.5)
        >>> precision_recall(real, fake, k=1)
        PrecisionRecall(precision=0.6666666666666666, recall=1.0)
    """
    real, fake = _neighbourhoods.features(real_features, fake_features, k)
    _neighbourhoods.enough_fakes(fake, k)
    around_real = _neighbourhoods.RealBalls(_neighbourhoods.squared_radii(real, [k])[0], len(fake))
    around_fake = _neighbourhoods.FakeBalls(_neighbourhoods.squared_radii(fake, [k])[0], len(real))
    _neighbourhoods.meet(real, fake, around_real, around_fake)
    return PrecisionRecall(float((around_real.counts > 0).mean()), float(around_fake.reached.mean()))

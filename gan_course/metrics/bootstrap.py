"""Intervals for measures: how far a number would move with other samples."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import scipy.stats
import threadpoolctl  # type: ignore[import-untyped]
from numpy.typing import ArrayLike

from gan_course.arguments import whole
from gan_course.metrics._arrays import Floats, enough, pair

__all__ = ["Interval", "bootstrap_interval"]


class Interval(NamedTuple):
    """An estimate from all samples, and the ends of an interval around it."""

    estimate: float
    low: float
    high: float


def bootstrap_interval(
    metric: Callable[[Any, Any], float],
    real_features: ArrayLike,
    fake_features: ArrayLike,
    *,
    repeats: int = 200,
    confidence: float = 0.95,
    seed: int = 0,
) -> Interval:
    """An interval for a measure: its value on all samples ± z times its standard deviation over random half-samples.

    It is an interval for what the measure is on average *at these numbers of samples*. A bias stays in it: for the
    Fréchet distance it does not hold the distance of the two distributions. What it tells is whether two numbers that
    were measured alike differ by more than chance.

    The half-samples are drawn without replacement, half of the real and half of the fake ones each time. A mean over
    half of n samples scatters around that over all n just as much as that scatters around the expectation. The usual
    bootstrap draws n with replacement; the copies then shrink balls around neighbours, and double the bias of a
    Fréchet distance.

    Measured on 256 real and 256 fake Gaussian samples in 16 dimensions, 200 times, 100 repeats each: how many of the
    nominal 95 % intervals held the expectation, where the fakes were shifted by 1 and 1.2 times as wide; in brackets
    where real and fake samples had one distribution.

    ================  ==============  ==============  ==============  ===============
    interval          Fréchet         precision       coverage        kernel distance
    ================  ==============  ==============  ==============  ===============
    this one          94.5 % (100)    98.5 % (97)     94 % (98)       92 % (100)
    basic bootstrap   15.5 % (0.5)    28 % (17.5)     4.5 % (0)       45 % (2)
    ================  ==============  ==============  ==============  ===============

    Of one distribution, the Fréchet and the kernel distance are degenerate, and their intervals 1.7 times too wide.

    Args:
        metric: A function of real and fake features that returns one number.
        real_features: Shape ``(N, d)`` with N ≥ 4.
        fake_features: Shape ``(M, d)`` with M ≥ 4. The metric must work with half of each.
        repeats: Number of half-samples, at least 2.
        confidence: Share of such intervals that should hold the expectation, between 0 and 1.
        seed: Of the half-samples, 0 or above.

    Returns:
        The metric on all samples, and a symmetric interval about it, which may reach beyond what the metric can be.

    Raises:
        TypeError: If the metric returns anything but one number.
        ValueError: If a shape is not as above, or a number out of its range.

    Source:
        Shao and Wu 1989, A general theory for jackknife variance estimation (leaving out d samples at a time; with d =
        n/2 the factor of its eq. for the variance is 1).

    Departs:
        As many random half-samples as ``repeats``, not all; deviations are taken from their own mean, because measures
        of half as many samples are biased more.

    Examples:
        >>> random = np.random.default_rng(0)
        >>> real, fake = random.standard_normal((2, 100, 1))
        >>> interval = bootstrap_interval(lambda real, fake: real.mean() - fake.mean(), real, fake)
        >>> bool(0.2 < interval.high - interval.estimate < 0.35)  # 1.96 √(1/100 + 1/100) = 0.28
        True
    """
    real, fake = pair(real_features, fake_features)
    whole("repeats", repeats, at_least=2)
    whole("seed", seed, at_least=0)
    if not 0 < confidence < 1:
        raise ValueError(f"expected confidence to be between 0 and 1, got {confidence}")
    enough(4, "half-samples", real, fake)
    estimate = _one_number(metric(real, fake))
    deviation = half_sample_deviations(metric, real, fake, repeats=repeats, seed=seed)
    reach = scipy.stats.norm.ppf((1 + confidence) / 2) * float(deviation)
    return Interval(estimate, estimate - reach, estimate + reach)


def half_sample_deviations(
    metric: Callable[[Any, Any], Any], real: Floats, fake: Floats, *, repeats: int, seed: int, most: int | None = None
) -> Floats:
    """Measure how one number, or several, scatter over random halves of the samples, or over smaller parts.

    A part of the share s scatters √((1 − s)/s) times as much as all samples would, so that a half needs no factor.
    Measured with 500 of 3,000 Gaussian samples in 16 dimensions: what comes out is 0.96 to 1.15 times the standard
    deviation of precision, recall, density and coverage over 60 new sets.

    Args:
        metric: A function of real and fake features that returns a number or a vector of them.
        real: Shape ``(N, d)``.
        fake: Shape ``(M, d)``.
        repeats: Number of half-samples, at least 2.
        seed: Of the half-samples.
        most: Samples in a part, where half of the fewer ones are more than that; None for halves.

    Returns:
        Standard deviation of each number.
    """
    random = np.random.default_rng(seed)
    share = 0.5 if most is None else min(most / min(len(real), len(fake)), 0.5)
    parts = (
        [kind[random.permutation(len(kind))[: int(share * len(kind))]] for kind in (real, fake)] for _ in range(repeats)
    )
    with threadpoolctl.threadpool_limits(1):  # so small products of matrices take many times longer on several threads
        return np.std([metric(*part) for part in parts], axis=0, ddof=1) * np.sqrt(share / (1 - share))


def _one_number(value: Any) -> float:
    if np.ndim(value) != 0:
        raise TypeError(
            f"expected the metric to return one number, got {value!r}; choose one of its parts, as in "
            "lambda real, fake: precision_recall(real, fake).recall"
        )
    return float(value)

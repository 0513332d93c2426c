"""How large a minority is among generated samples: bounds for what a classifier cannot tell, and for other seeds."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from gan_course.metrics.bootstrap import Interval

__all__ = ["ShareBounds", "forced_share", "minority_interval", "models_interval", "share_bounds"]


class ShareBounds(NamedTuple):
    """Between which shares the minority's lies, whatever the samples are that were recognised as neither."""

    low: float  # all of them are of the majority
    high: float  # all of them are of the minority


def share_bounds(labels: ArrayLike, majority: int, minority: int) -> ShareBounds:
    """Bound the minority's share: #minority/n ≤ share ≤ 1 − #majority/n.

    Args:
        labels: What a classifier recognises, shape ``(n,)`` with n ≥ 1.
        majority: The larger class.
        minority: The smaller class, another one.

    Returns:
        Both bounds, from 0 to 1.

    Raises:
        ValueError: If there are no labels, or both classes are the same.

    Source: Manski 1989, Journal of Human Resources 24, 343–360: bounds where data are missing.

    Examples:
        >>> share_bounds([7, 7, 7, 5, 9], majority=7, minority=5)
        ShareBounds(low=0.2, high=0.4)
    """
    seen = np.asarray(labels)
    if seen.ndim != 1 or not len(seen) or majority == minority:
        raise ValueError(
            f"expected labels (n,) with n ≥ 1 and two classes, got shape {seen.shape}, {majority} and {minority}"
        )
    return ShareBounds(float(np.mean(seen == minority)), 1 - float(np.mean(seen == majority)))


def forced_share(probabilities: ArrayLike, majority: int, minority: int) -> float:
    """Give each sample to the likelier of the two classes, whatever else it may be: mean of [p_minority > p_majority].

    Args:
        probabilities: A classifier's, shape ``(n, classes)``.
        majority: The larger class.
        minority: The smaller class.

    Returns:
        The minority's share, from 0 to 1.

    Examples:
        >>> forced_share([[0.2, 0.1, 0.7], [0.1, 0.8, 0.1]], majority=0, minority=1)
        0.5
    """
    given = np.asarray(probabilities, float)
    return float(np.mean(given[:, minority] > given[:, majority]))


def models_interval(figures: Sequence[float], *, confidence: float = 0.95) -> Interval:
    """Estimate what another trained model would show on average: x̄ ± t_{m−1}·s/√m over m models.

    How far one model's samples scatter does not say it: another seed is another model.

    Args:
        figures: One for each model, at least 2.
        confidence: Share of such intervals that should hold the mean, between 0 and 1.

    Returns:
        Mean and interval; it holds the mean so often if the models' figures are about normal.

    Raises:
        ValueError: If there are fewer than two models, or the confidence is out of its range.

    Source: Student 1908, Biometrika 6, 1–25.

    Examples:
        >>> [round(number, 2) for number in models_interval([0.10, 0.11, 0.12])]
        [0.11, 0.09, 0.13]
    """
    values = np.asarray(figures, float)
    if len(values) < 2 or not 0 < confidence < 1:
        raise ValueError(f"expected at least two models and a confidence in (0, 1), got {len(values)} and {confidence}")
    reach = stats.t.ppf((1 + confidence) / 2, len(values) - 1) * stats.sem(values)
    return Interval(float(values.mean()), float(values.mean() - reach), float(values.mean() + reach))


def minority_interval(models: Sequence[ArrayLike], majority: int, minority: int) -> ShareBounds:
    """Bound the minority's share of another model: from the lower end for the lows to the upper end for the highs.

    Args:
        models: For each model the labels of its samples; at least two.
        majority: The larger class.
        minority: The smaller class.

    Returns:
        Both ends of Student's 95 % intervals, cut off at 0 and 1.

    Examples:
        >>> minority_interval([[7, 7, 7, 5], [7, 7, 7, 5]], majority=7, minority=5)
        ShareBounds(low=0.25, high=0.25)
    """
    lows, highs = zip(*(share_bounds(labels, majority, minority) for labels in models), strict=True)
    return ShareBounds(max(models_interval(lows).low, 0.0), min(models_interval(highs).high, 1.0))

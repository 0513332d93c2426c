"""Whether a generator makes what it is asked for: the share of right classes, with an interval and a control."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats


class LabelAgreement(NamedTuple):
    """How often the recognised class is the one that was asked for.

    Args:
        share: Share of samples that show the class that was asked for.
        low: Lower end of its interval.
        high: Upper end of its interval.
        control: What the same samples would reach on average if the requests were shuffled among them. A generator that
            ignores its label gets about this much.
    """

    share: float
    low: float
    high: float
    control: float

    def __str__(self) -> str:
        return (
            f"{self.share:.1%} right ({self.low:.1%} to {self.high:.1%}), {self.control:.1%} if requests are shuffled"
        )


def wilson_interval(successes: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Give the interval of those probabilities p that the observed share s = k/n is compatible with.

    Its ends solve |s − p| = z·√(p(1 − p)/n): (s + z²/2n ± z·√(s(1 − s)/n + z²/4n²))/(1 + z²/n). It is good for few
    trials and for shares near 0 or 1, where s ± z·√(s(1 − s)/n) leaves [0, 1] or has no length.

    Args:
        successes: How often it happened, k, from 0 to ``trials``.
        trials: How often it could have happened, n, at least 1.
        level: Share of such intervals that hold the true probability, above 0 and below 1.

    Returns:
        Both ends, within [0, 1].

    Raises:
        ValueError: If a number is not in its range.

    Source: Wilson 1927, Journal of the American Statistical Association 22, 209–212.

    Examples:
        >>> [round(end, 3) for end in wilson_interval(10, 10)]
        [0.722, 1.0]
    """
    if not (trials >= 1 and 0 <= successes <= trials):
        raise ValueError(f"expected successes from 0 to trials, at least 1, got {successes} of {trials}")
    if not 0 < level < 1:
        raise ValueError(f"expected level to be above 0 and below 1, got {level}")
    interval = stats.binomtest(successes, trials).proportion_ci(level, "wilson")
    return float(interval.low), float(interval.high)


def chance_agreement(requested: ArrayLike, recognised: ArrayLike) -> float:
    """Compute the share of right ones that is expected if the requests are shuffled: Σ_k p_k·q_k.

    p_k and q_k are the shares of class k among the requests and among the recognised.

    Args:
        requested: Classes, numbers or words, shape ``(n,)`` with n ≥ 1.
        recognised: Classes, shape ``(n,)``.

    Returns:
        A share from 0 to 1.

    Source: Cohen 1960, Educational and Psychological Measurement 20, 37–46: the agreement expected by chance.

    Examples:
        >>> chance_agreement(["six", "six", "nine", "nine"], ["six", "six", "six", "nine"])
        0.5
    """
    asked, seen = np.asarray(requested), np.asarray(recognised)
    return float(sum(np.mean(asked == label) * np.mean(seen == label) for label in np.unique(asked)))


def label_agreement(requested: ArrayLike, recognised: ArrayLike) -> LabelAgreement:
    """Compare the classes that were asked for with those that a classifier sees.

    The control is `chance_agreement`. Without a classifier's errors, 1 is reached by a generator that obeys; compare
    with what the classifier gives for real images.

    Args:
        requested: Integers, shape ``(n,)`` with n ≥ 1.
        recognised: Integers, shape ``(n,)``.

    Returns:
        The share, Wilson's 95 % interval around it, and the control.

    Raises:
        TypeError: If something else than integers is given.
        ValueError: If the shapes are not as above.

    Examples:
        >>> print(label_agreement([0, 0, 1, 1], [0, 0, 1, 0]))
        75.0% right (30.1% to 95.4%), 50.0% if requests are shuffled
    """
    asked, seen = np.asarray(requested), np.asarray(recognised)
    for name, labels in (("requested", asked), ("recognised", seen)):
        if not np.issubdtype(labels.dtype, np.integer):
            raise TypeError(
                f"expected {name} to be integers, got {labels.dtype}; take .argmax(axis=1) of probabilities"
            )
    if asked.ndim != 1 or asked.shape != seen.shape or not len(asked):
        raise ValueError(f"expected two arrays of one shape (n,) with n ≥ 1, got {asked.shape} and {seen.shape}")
    right = int(np.sum(asked == seen))
    return LabelAgreement(right / len(asked), *wilson_interval(right, len(asked)), chance_agreement(asked, seen))

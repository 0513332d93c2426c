"""The Inception Score: sure about each image, and undecided over all of them."""

import numpy as np
from numpy.typing import ArrayLike

from gan_course.arguments import whole_up_to
from gan_course.metrics._arrays import Floats, matrix

_SUM_TOLERANCE = 1e-3  # float16 probabilities of 1,000 classes stay within it


def inception_score(probabilities: ArrayLike, splits: int = 1) -> tuple[float, float]:
    """The exponential of how far the classes of one image lie from those of all: exp E KL(p(y|x) ‖ p(y)).

    It never sees a real image, nor how much images of one class differ: one perfect image per class has the best
    score. With another classifier than the Inception network it is another number.

    Args:
        probabilities: What a classifier gives each fake image, shape ``(n, classes)``, rows that sum to 1.
        splits: Into how many consecutive parts the images are divided, from 1 to n; p(y) is the mean within a part.
            Shuffle images that are sorted.

    Returns:
        The mean of the scores of the parts, from 1 to the number of classes, and their standard deviation
        (population form), 0 for one part.

    Raises:
        ValueError: If the rows are not probabilities, or ``splits`` is not from 1 to n.

    Source:
        Salimans et al. 2016, arXiv 1606.03498, §4; mean and standard deviation over parts as in the authors' code.

    Departs:
        One part by default, where the authors' code has 10. Where n is no multiple of ``splits``, the first parts are
        one image longer.

    Examples:
        >>> inception_score([[1.0, 0.0], [0.0, 1.0]])
        (2.0, 0.0)
        >>> inception_score([[0.5, 0.5], [0.5, 0.5]])
        (1.0, 0.0)
    """
    rows = _probabilities(probabilities)
    whole_up_to("splits", splits, len(rows), "the number of images")
    scores = [_score(part) for part in np.array_split(rows, splits)]
    return float(np.mean(scores)), float(np.std(scores))


def _score(rows: Floats) -> float:
    """Compute exp of the mean divergence, with 0 · log 0 = 0."""
    share = np.broadcast_to(rows.mean(axis=0), rows.shape)
    positive = rows > 0  # and so is the share there
    divergence = (rows[positive] * np.log(rows[positive] / share[positive])).sum() / len(rows)
    return float(np.exp(np.clip(divergence, 0, np.log(rows.shape[1]))))


def _probabilities(probabilities: ArrayLike) -> Floats:
    rows = matrix("probabilities", probabilities)
    if rows.min() < 0 or rows.max() > 1 + _SUM_TOLERANCE:
        raise ValueError(
            f"expected probabilities from 0 to 1, got {rows.min():g} to {rows.max():g}; logits go through softmax"
        )
    sums = rows.sum(axis=1)
    if np.abs(sums - 1).max() > _SUM_TOLERANCE:
        raise ValueError(
            f"expected rows of probabilities that sum to 1, got a sum of {sums[np.abs(sums - 1).argmax()]:g}"
        )
    return rows / sums[:, np.newaxis]

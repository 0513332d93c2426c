"""The share of classes that the fake samples reach."""

import numpy as np
from numpy.typing import ArrayLike

from gan_course.arguments import whole

_ROUNDING = 1e-9  # of a threshold that is meant to be a whole number


def class_coverage(fake_labels: ArrayLike, classes: int = 10, share: float = 0.1) -> float:
    """The share of classes with enough fakes: a class counts from ``share`` of its fair share n/classes upwards.

    The threshold keeps a few mislabelled images from covering a class. It assumes that the classes are about equally
    frequent, as digits are. Full coverage does not mean that a class has much variety: see ``coverage`` for that.

    Args:
        fake_labels: The class that a classifier gives each fake sample, integers from 0 to ``classes`` − 1, shape
            ``(n,)`` with n ≥ ``classes``.
        classes: Number of classes, at least 1.
        share: Of its fair share, what a class must get to count, above 0 and at most 1; one sample in any case.

    Returns:
        A multiple of 1/classes, from 1/classes (all fakes in one class) to 1.

    Raises:
        TypeError: If the labels are not integers.
        ValueError: If a shape or a number is not as above.

    Examples:
        >>> class_coverage([0, 0, 0, 1, 1, 1, 2, 2], classes=4)
        0.75
    """
    labels = np.asarray(fake_labels)
    _check(labels, classes, share)
    counts = np.bincount(labels, minlength=classes)
    enough = share * len(labels) / classes * (1 - _ROUNDING)
    return float(np.mean(counts >= enough))


def _check(labels: np.ndarray, classes: int, share: float) -> None:
    if not np.issubdtype(labels.dtype, np.integer):
        raise TypeError(
            f"expected fake_labels to be integers, got {labels.dtype}; of probabilities take .argmax(axis=1)"
        )
    whole("classes", classes, at_least=1)
    if not 0 < share <= 1:
        raise ValueError(f"expected share to be above 0 and at most 1, got {share}")
    if labels.ndim != 1 or len(labels) < classes:
        raise ValueError(f"expected fake_labels of shape (n,) with n at least {classes}, got {labels.shape}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"expected fake_labels from 0 to {classes - 1}, got {labels.min()} to {labels.max()}")

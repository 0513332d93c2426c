"""The Classification Accuracy Score: what a classifier learns from the fakes about the real samples."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gan_course.metrics._arrays import matrix, one_length

_ITERATIONS = 1000  # enough for convergence in standardised features


def classification_accuracy_score(
    fake_features: ArrayLike, fake_labels: ArrayLike, real_features: ArrayLike, real_labels: ArrayLike
) -> float:
    """The share of real samples whose class a classifier tells that was trained on fakes alone.

    A fake that does not show its label, a class that is missing, or variety that is missing within a class each cost
    accuracy. The number to compare with is that of the same classifier trained on as many real samples.

    Args:
        fake_features: To train on, shape ``(M, d)``.
        fake_labels: The class that each fake was asked to show, shape ``(M,)``, two different ones at least.
        real_features: Held-out real samples to test on, shape ``(N, d)``.
        real_labels: Their classes, shape ``(N,)``. One that no fake has cannot be told right.

    Returns:
        A share from 0 to 1.

    Raises:
        ValueError: If a shape is not as above, a number not finite, or all fakes have one label.

    Source:
        Ravuri and Vinyals 2019, arXiv 1905.10887, §3.

    Departs:
        The paper trains a ResNet-50 on images; here it is a logistic regression on standardised features, so that it
        takes a moment, and its result depends on the features. Fakes come first, in the order train, test.

    Examples:
        >>> fakes, labels = [[-1.0], [-2.0], [1.0], [2.0]], [0, 0, 1, 1]
        >>> classification_accuracy_score(fakes, labels, [[-3.0], [3.0], [4.0], [-0.5]], [0, 1, 1, 1])
        0.75
    """
    fake, fake_classes = _labelled("fake", fake_features, fake_labels)
    real, real_classes = _labelled("real", real_features, real_labels)
    one_length(real=real, fake=fake)
    if len(np.unique(fake_classes)) < 2:
        raise ValueError(f"expected fake_labels of at least 2 classes, got {fake_classes[0]} alone")
    return float(np.mean(_classifier().fit(fake, fake_classes).predict(real) == real_classes))


def _classifier() -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=_ITERATIONS))


def _labelled(kind: str, features: ArrayLike, labels: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    samples, classes = matrix(f"{kind}_features", features), np.asarray(labels)
    if classes.shape != (len(samples),):
        raise ValueError(
            f"expected {kind}_labels to be one label for each of the {len(samples)} samples, shape ({len(samples)},), "
            f"got {classes.shape}"
        )
    return samples, classes

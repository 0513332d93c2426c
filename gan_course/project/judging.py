"""How good the generator of a project is: the measures of Day 6, each beside the floor that real pictures reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gan_course.project.features import PictureFeatures

if TYPE_CHECKING:
    from gan_course.metrics.evaluation import Report

MOST = 2000  # samples that are compared
FLOOR_OF = "training images of the other half"
NOTE = (
    "held-out real samples are here one half of the training images, the reference the other: all trained the generator"
)


@dataclass(frozen=True, eq=False)
class Judgement:
    """What was measured, and what one needs to draw it.

    Args:
        report: The measures.
        fakes: The images that were judged, in [-1, 1].
        features: The function from images to features.
    """

    report: Report
    fakes: np.ndarray
    features: PictureFeatures


def judge(training_images: np.ndarray, fakes: np.ndarray, *, seed: int = 0) -> Judgement:
    """Measure fakes against one half of the training images, with the other half as the floor.

    All pictures train the generator, since a small collection has none to spare. So the floor is what one half of the
    training images has against the other: nothing that is drawn from their distribution could be expected to do better.

    Args:
        training_images: What the generator was trained on, without mirror images, shape ``(n, height, width,
            channels)``, values in [-1, 1], n at least 40.
        fakes: At least half as many images that it made.
        seed: Of the halves, and of what is drawn at random in the measures.

    Returns:
        The report, in the features of `PictureFeatures`, and what it was made from.

    Raises:
        ValueError: If there are too few, or a shape is not as above.
    """
    from gan_course.metrics.evaluation import report

    features = PictureFeatures.fit(training_images)
    order = np.random.default_rng(seed).permutation(len(training_images))
    half = min(len(training_images) // 2, MOST)
    real, reference = training_images[order[:half]], training_images[order[half : 2 * half]]
    kinds = (features(real), features(fakes[:half]), features(reference))
    measured = report(*kinds, features=features.name, seed=seed)
    return Judgement(replace(measured, notes=(NOTE, *measured.notes)), fakes, features)


def fakes_needed(training_images: int) -> int:
    """Count the fakes that `judge` compares.

    Args:
        training_images: How many training images there are.

    Returns:
        How many fakes to make.
    """
    return min(training_images // 2, MOST)

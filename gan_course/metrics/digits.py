"""How good generated digits are, with what it takes to read the number: the floor and the number of samples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gan_course.metrics._arrays import grey_images
from gan_course.metrics.classes import class_coverage
from gan_course.metrics.classifier import CLASSES, digit_classifier
from gan_course.metrics.frechet import frechet_distance
from gan_course.metrics.label_entropy import inception_score

SPLIT_SEED = 0  # of the halves of the real images


@dataclass(frozen=True)
class DigitQuality:
    """What ``digit_quality`` measured; ``str()`` gives it in one line.

    Args:
        frechet: Fréchet distance of the fakes to the reference, in the features of the course's classifier.
        floor: The same of equally many real images: what a perfect generator would have.
        samples: Number of fakes, and of real images in the floor.
        inception_score: From 1 to 10, with the course's classifier.
        class_coverage: Share of the ten digits that the fakes reach.
    """

    frechet: float
    floor: float
    samples: int
    inception_score: float
    class_coverage: float

    def __str__(self) -> str:
        return (
            f"Fréchet distance (course CNN) {_short(self.frechet)} · real against real {_short(self.floor)} · "
            f"{self.samples:,} samples · {round(self.class_coverage * CLASSES)} of {CLASSES} digits · "
            f"Inception Score (course CNN) {self.inception_score:.2f}"
        )


def digit_quality(real_images: ArrayLike, fake_images: ArrayLike) -> DigitQuality:
    r"""Compare generated digits with real ones.

    The real images are shuffled, with the fixed seed ``SPLIT_SEED``, and cut into two halves. The first is the
    reference; from the second come as many images as there are fakes, and their distance to the reference is the floor.

    Args:
        real_images: Shape ``(N, 28, 28, 1)``, values in [-1, 1]; at least twice as many as the fakes. If not all, then
            a random sample: MNIST's order is not random, and its first 5,000 test images are 15 from training images.
        fake_images: Shape ``(M, 28, 28, 1)`` with M ≥ 10, values in [-1, 1]. The Fréchet distance wants thousands.

    Returns:
        The numbers. Those of different N or M, or of different data, cannot be compared.

    Raises:
        ValueError: If there are too few images, or a shape or a value is not as above.

    Examples:
        >>> quality = DigitQuality(frechet=12.34, floor=0.412, samples=5000, inception_score=9.5, class_coverage=0.9)
        >>> print(*str(quality).split(" · "), sep="\n")
        Fréchet distance (course CNN) 12.3
        real against real 0.41
        5,000 samples
        9 of 10 digits
        Inception Score (course CNN) 9.50
    """
    real, fake = grey_images("real_images", real_images), grey_images("fake_images", fake_images)
    if not CLASSES <= len(fake) <= len(real) // 2:
        raise ValueError(
            f"expected at least {CLASSES} fake images, and twice as many real ones for the floor, "
            f"got {len(fake):,} fake and {len(real):,} real images"
        )
    classifier = digit_classifier()
    fake_features, fake_probabilities = classifier.features_and_probabilities(fake)
    order = np.random.default_rng(SPLIT_SEED).permutation(len(real))
    half = len(real) // 2
    reference, held_out = (classifier.features(real[part]) for part in (order[:half], order[half : half + len(fake)]))
    return DigitQuality(
        frechet=frechet_distance(reference, fake_features),
        floor=frechet_distance(reference, held_out),
        samples=len(fake),
        inception_score=inception_score(fake_probabilities)[0],
        class_coverage=class_coverage(fake_probabilities.argmax(axis=1), CLASSES),
    )


def _short(distance: float) -> str:
    return f"{distance:,.1f}" if distance >= 10 else f"{distance:.2f}"

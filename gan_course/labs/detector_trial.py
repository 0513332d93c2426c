"""What there is to choose on the detector bench, and what a detector's scores come to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gan_course import fake_detection
from gan_course.arguments import not_negative, one_of, whole_up_to

__all__ = ["BEST_QUALITY", "Trial", "Verdict", "verdict"]

BEST_QUALITY = 100  # stands for a file without loss


@dataclass(frozen=True)
class Trial:
    """What there is to choose.

    Args:
        detector: Name of a detector.
        kind: How the fakes were enlarged, a key of `fake_detection.ENLARGED`.
        blur: Standard deviation of a Gaussian in pixels, from 0 to 3.
        quality: Of JPEG, from 1 to 100; at 100 the images are not saved as JPEG.
        both: Whether the real images go the same way as the fakes.
        threshold: The score above which an image is flagged.
        fakes: Share of fakes in the feed, above 0 and below 1.
        patch: Which patches are in view, from 1.

    Raises:
        ValueError: If one of them cannot be.
    """

    detector: str
    kind: str = "transposed"
    blur: float = 0.0
    quality: int = BEST_QUALITY
    both: bool = False
    threshold: float = 0.0
    fakes: float = 0.01
    patch: int = 1

    def __post_init__(self) -> None:
        one_of("kind", self.kind, fake_detection.ENLARGED)
        one_of("both", self.both, (False, True))
        if not_negative("blur", self.blur) > 3:
            raise ValueError(f"expected blur to be at most 3 pixels, got {self.blur}")
        whole_up_to("quality", self.quality, BEST_QUALITY, "where nothing is lost")
        not_negative("the size of the threshold", abs(self.threshold))
        if not 0 < not_negative("fakes", self.fakes) < 1:
            raise ValueError(f"expected fakes to be a share above 0 and below 1, got {self.fakes}")


@dataclass(frozen=True)
class Verdict:
    """What a detector's scores come to at a threshold.

    Args:
        caught: Share of the fakes that are flagged.
        false_alarms: Share of the real images that are flagged.
        auc: Probability that a fake has a higher score than a real image.
        worth: Share of fakes among what is flagged in the feed; ``nan`` where nothing is.
    """

    caught: float
    false_alarms: float
    auc: float
    worth: float


def verdict(real_scores: ArrayLike, fake_scores: ArrayLike, *, threshold: float, fakes: float) -> Verdict:
    """Judge a detector by its scores.

    Args:
        real_scores: Of real images, shape ``(n,)``.
        fake_scores: Of fakes, shape ``(m,)``.
        threshold: What lies above it is flagged.
        fakes: Share of fakes in the feed, above 0 and below 1.

    Returns:
        The verdict; what a flag is worth by `fake_detection.in_feed`.

    Raises:
        ValueError: If the share is out of its range.

    Examples:
        >>> verdict([-2.0, 1.0], [0.5, 3.0], threshold=0.0, fakes=0.5)
        Verdict(caught=1.0, false_alarms=0.5, auc=0.75, worth=0.6666666666666666)
    """
    caught, alarms = (float(np.mean(np.asarray(scores) > threshold)) for scores in (fake_scores, real_scores))
    worth, _ = fake_detection.in_feed(caught, alarms, fakes)
    return Verdict(caught, alarms, fake_detection.auc(real_scores, fake_scores), worth)

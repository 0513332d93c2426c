"""Numbers that compare generated samples with real ones: on arrays of features, and on images of digits."""

from gan_course.metrics.class_coverage import class_coverage
from gan_course.metrics.classifier import DigitClassifier, digit_classifier
from gan_course.metrics.density_coverage import coverage, density
from gan_course.metrics.digit_quality import DigitQuality, digit_quality
from gan_course.metrics.frechet import frechet_distance
from gan_course.metrics.inception_score import inception_score
from gan_course.metrics.kernel_distance import KernelDistance, kernel_distance
from gan_course.metrics.precision_recall import PrecisionRecall, precision_recall

__all__ = [
    "DigitClassifier",
    "DigitQuality",
    "KernelDistance",
    "PrecisionRecall",
    "class_coverage",
    "coverage",
    "density",
    "digit_classifier",
    "digit_quality",
    "frechet_distance",
    "inception_score",
    "kernel_distance",
    "precision_recall",
]

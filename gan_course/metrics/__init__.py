"""Numbers that compare generated samples with real ones: on arrays of features, and on images of digits."""

from gan_course.metrics.bootstrap import Interval, bootstrap_interval
from gan_course.metrics.class_coverage import class_coverage
from gan_course.metrics.classification_accuracy import classification_accuracy_score
from gan_course.metrics.classifier import DigitClassifier, digit_classifier
from gan_course.metrics.data_copying import DataCopying, NearestSamples, data_copying, nearest_samples
from gan_course.metrics.density_coverage import DensityCoverage, coverage, density, density_coverage
from gan_course.metrics.digit_quality import DigitQuality, digit_quality
from gan_course.metrics.fidelity_diversity import FidelityDiversity, fidelity_diversity
from gan_course.metrics.frechet import frechet_distance
from gan_course.metrics.inception import InceptionFeatures
from gan_course.metrics.inception_score import inception_score
from gan_course.metrics.kernel_distance import KernelDistance, kernel_distance
from gan_course.metrics.precision_recall import PrecisionRecall, precision_recall
from gan_course.metrics.report import Measure, Report, report

__all__ = [
    "DataCopying",
    "DensityCoverage",
    "DigitClassifier",
    "DigitQuality",
    "FidelityDiversity",
    "InceptionFeatures",
    "Interval",
    "KernelDistance",
    "Measure",
    "NearestSamples",
    "PrecisionRecall",
    "Report",
    "bootstrap_interval",
    "class_coverage",
    "classification_accuracy_score",
    "coverage",
    "data_copying",
    "density",
    "density_coverage",
    "digit_classifier",
    "digit_quality",
    "fidelity_diversity",
    "frechet_distance",
    "inception_score",
    "kernel_distance",
    "nearest_samples",
    "precision_recall",
    "report",
]

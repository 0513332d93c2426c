"""Numbers that compare generated samples with real ones: on arrays of features, and on images of digits."""

from gan_course.metrics.bootstrap import Interval, bootstrap_interval
from gan_course.metrics.classes import class_coverage
from gan_course.metrics.classification_accuracy import classification_accuracy_score
from gan_course.metrics.classifier import DigitClassifier, digit_classifier
from gan_course.metrics.copying import DataCopying, NearestSamples, data_copying, nearest_samples
from gan_course.metrics.digits import DigitQuality, digit_quality
from gan_course.metrics.evaluation import Measure, Report, report
from gan_course.metrics.frechet import frechet_distance
from gan_course.metrics.handwriting import Handwriting, handwriting
from gan_course.metrics.inception_features import InceptionFeatures
from gan_course.metrics.knn_density_coverage import DensityCoverage, coverage, density, density_coverage
from gan_course.metrics.knn_fidelity_diversity import FidelityDiversity, fidelity_diversity
from gan_course.metrics.knn_precision_recall import PrecisionRecall, precision_recall
from gan_course.metrics.label_agreement import LabelAgreement, chance_agreement, label_agreement, wilson_interval
from gan_course.metrics.label_entropy import inception_score
from gan_course.metrics.mmd import KernelDistance, kernel_distance

__all__ = [
    "DataCopying",
    "DensityCoverage",
    "DigitClassifier",
    "DigitQuality",
    "FidelityDiversity",
    "Handwriting",
    "InceptionFeatures",
    "Interval",
    "KernelDistance",
    "LabelAgreement",
    "Measure",
    "NearestSamples",
    "PrecisionRecall",
    "Report",
    "bootstrap_interval",
    "chance_agreement",
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
    "handwriting",
    "inception_score",
    "kernel_distance",
    "label_agreement",
    "nearest_samples",
    "precision_recall",
    "report",
    "wilson_interval",
]

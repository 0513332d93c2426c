"""Pictures beside a report: samples, the measures that share a scale, and the fakes closest to training images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from gan_course import plots
from gan_course.metrics.copying import nearest_samples

if TYPE_CHECKING:
    from gan_course.metrics.evaluation import Report

GRID = 64  # images in the grid
PAIRS = 8  # fakes, each with the training image nearest to it
SHARES = ("precision", "recall", "density", "coverage", "class_coverage")  # what has one scale


def sample_picture(fakes: np.ndarray) -> plots.Picture:
    """Show the first 64 fakes.

    Args:
        fakes: Images (n, height, width, channels) in [-1, 1].

    Returns:
        The picture.
    """
    title = f"The first {len(fakes[:GRID])} images of the generator"
    return plots.image_grid(fakes[:GRID], alt=f"{title}, each from its own noise.", title=title)


def share_picture(report: Report, real: str = "held-out real images") -> plots.Picture:
    """Draw the measures that share a scale, beside their floors.

    Args:
        report: What was measured.
        real: What the floors are of, in words.

    Returns:
        The picture.
    """
    measures = {name.replace("_", " "): report.measures[name] for name in SHARES if name in report.measures}
    series = {
        real: [measure.floor for measure in measures.values()],
        "fakes": [measure.value for measure in measures.values()],
    }
    pairs = [f"{name} {measure.value:.2f} ({measure.floor:.2f})" for name, measure in measures.items()]
    return plots.bars(
        list(measures),
        series,
        alt=f"Bars of the fakes, and in brackets of {real}: {', '.join(pairs)}.",
        title=f"Fakes and {real} against training images, {report.samples:,} of each",
        x_label="measure",
        y_label="value",
    )


def nearest_picture(
    training_images: np.ndarray, fakes: np.ndarray, training_features: ArrayLike, fake_features: ArrayLike
) -> plots.Picture:
    """Show the fakes that lie closest to a training image, above that image: where copies would show.

    Args:
        training_images: Images (n, height, width, channels) in [-1, 1].
        fakes: Images (m, height, width, channels) in [-1, 1].
        training_features: Features of the former, shape ``(n, d)``.
        fake_features: Features of the latter, shape ``(m, d)``.

    Returns:
        The picture.
    """
    found = nearest_samples(training_features, fake_features)
    closest = np.argsort(found.distances)[:PAIRS]
    distances = found.distances[closest]
    return plots.image_grid(
        np.concatenate([fakes[closest], training_images[found.indices[closest]]]),
        columns=len(closest),
        alt=f"Two rows of {len(closest)} images: the fakes closest to a training image, and below each that image; "
        f"distances in the features from {distances[0]:.2f} to {distances[-1]:.2f}.",
        title=f"The {len(closest)} fakes closest to a training image, and below each that image",
    )

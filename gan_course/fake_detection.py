"""Telling images that were enlarged by a network from others: what enlarging leaves behind, and two detectors of it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from gan_course.arguments import one_of
from gan_course.degradations import SENT, pixels, send
from gan_course.runtime import keras
from gan_course.spectrum import radial_spectrum

__all__ = [
    "ENLARGED",
    "SENT",
    "auc",
    "enlarge",
    "halve",
    "in_feed",
    "network_detector",
    "pixels",
    "send",
    "spectral_detector",
    "spectral_features",
]

Floats = NDArray[np.float32]
Scores = Callable[[Any], NDArray[np.float64]]

TINY = 1e-8  # of a power: beneath what steps of 1/255 leave
KERNEL_NOISE, MARGIN = 0.03, 2
EPOCHS, BATCH, RATE, RESIDUAL_SCALE = 6, 64, 2e-3, 10.0
AT_ONCE = 500  # images that the network judges in one call


def halve(images: ArrayLike) -> Floats:
    """Halve the size of images: a Gaussian of 0.6 pixels, then the mean of blocks of 2×2.

    Args:
        images: Shape ``(n, height, width, 1)``, both even.

    Returns:
        Shape ``(n, height/2, width/2, 1)``.
    """
    smooth = ndimage.gaussian_filter(np.asarray(images, np.float32), (0, 0.6, 0.6, 0))
    return ndimage.zoom(smooth, (1, 0.5, 0.5, 1), order=1, mode="nearest", grid_mode=True)


def _transposed(images: Floats, seed: int = 0) -> Floats:
    """A transposed convolution with stride 2: zeros between the pixels, then a 3×3 kernel near linear interpolation."""
    padded = np.pad(images, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0)), "reflect")  # no seam at the border
    spread = np.zeros((len(images), 2 * padded.shape[1], 2 * padded.shape[2], 1), np.float32)
    spread[:, ::2, ::2] = padded
    noise = 1 + KERNEL_NOISE * np.random.default_rng(seed).standard_normal((3, 3))
    kernel = np.outer([0.5, 1, 0.5], [0.5, 1, 0.5]) * noise
    enlarged = ndimage.convolve(spread, kernel[None, :, :, None], mode="nearest")
    return enlarged[:, 2 * MARGIN : -2 * MARGIN, 2 * MARGIN : -2 * MARGIN]


def _nearest(images: Floats) -> Floats:
    return ndimage.uniform_filter(images.repeat(2, axis=1).repeat(2, axis=2), (1, 3, 3, 1))


def _bicubic(images: Floats) -> Floats:
    doubled = [ndimage.zoom(image, 2, order=3, mode="nearest", grid_mode=True) for image in images[..., 0]]
    return np.stack(doubled)[..., None]  # image by image: a spline over all four axes takes many times as long


ENLARGED: dict[str, Callable[[Floats], Floats]] = {
    "transposed": _transposed,
    "another kernel": lambda images: _transposed(images, seed=5),
    "nearest": _nearest,
    "bicubic": _bicubic,
}


def enlarge(images: ArrayLike, kind: str) -> Floats:
    """Halve images, and enlarge them again as the end of a generator does: fakes whose flaw is known.

    Args:
        images: Shape ``(n, height, width, 1)`` in [-1, 1], both even.
        kind: ``"transposed"``, a transposed convolution with a 3×3 kernel and stride 2, whose weights are 3 % off those
            of linear interpolation; ``"another kernel"``, the same with other weights; ``"nearest"``, repeated pixels
            and the mean of 3×3; ``"bicubic"``, a cubic spline.

    Returns:
        The same shape, rounded to 256 levels.

    Raises:
        ValueError: If there is no such kind.

    Source: Zhang, Karaman and Chang 2019, arXiv 1907.06515: artefacts of up-sampling, imitated without a GAN.
    Departs: no network is trained; the kernel is drawn by lot.
    """
    one_of("kind", kind, ENLARGED)
    return pixels(ENLARGED[kind](halve(images)))


def spectral_features(images: ArrayLike) -> NDArray[np.float64]:
    """Describe images by the logarithm of their radial spectrum.

    Args:
        images: Grey, square, shape ``(n, size, size, 1)``.

    Returns:
        Shape ``(n, rings)``.

    Source: Durall, Keuper and Keuper 2020, arXiv 2003.01826.
    """
    return np.log(radial_spectrum(images) + TINY)


def spectral_detector(real_images: ArrayLike, fake_images: ArrayLike) -> Scores:
    """Fit a logistic regression on spectra.

    Args:
        real_images: Shape ``(n, size, size, 1)``.
        fake_images: Shape ``(m, size, size, 1)``.

    Returns:
        Function from images to logits, shape ``(n,)``: above 0 it says "fake".
    """
    features = np.concatenate([spectral_features(images) for images in (real_images, fake_images)])
    labels = np.repeat([0, 1], [len(np.asarray(real_images)), len(np.asarray(fake_images))])
    model: Pipeline = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)).fit(features, labels)
    return lambda images: model.decision_function(spectral_features(images))


def network_detector(real_images: ArrayLike, fake_images: ArrayLike, *, epochs: int = EPOCHS, seed: int = 0) -> Scores:
    """Train a small convolutional network on what a 3×3 mean leaves of the images: x minus its neighbourhood, enlarged.

    Args:
        real_images: Shape ``(n, size, size, 1)``.
        fake_images: Shape ``(m, size, size, 1)``.
        epochs: How often it sees each image.
        seed: Seed of weights and order.

    Returns:
        As `spectral_detector`.
    """
    keras.utils.set_random_seed(seed)
    images = _residuals(np.concatenate([real_images, fake_images]))
    labels = np.repeat([0.0, 1.0], [len(np.asarray(real_images)), len(np.asarray(fake_images))])
    network = keras.Sequential(
        [
            keras.Input(images.shape[1:]),
            keras.layers.Conv2D(16, 3, activation="leaky_relu"),
            keras.layers.Conv2D(16, 3, strides=2, activation="leaky_relu"),
            keras.layers.Conv2D(32, 3, activation="leaky_relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(1),
        ]
    )
    network.compile(keras.optimizers.Adam(RATE), keras.losses.BinaryCrossentropy(from_logits=True), jit_compile=False)
    order = np.random.default_rng(seed).permutation(len(images))
    network.fit(images[order], labels[order], batch_size=BATCH, epochs=epochs, verbose=0)

    def scores(shown: Any) -> NDArray[np.float64]:
        parts = np.array_split(_residuals(shown), -(-len(np.asarray(shown)) // AT_ONCE))
        return np.concatenate([np.asarray(network(part, training=False)) for part in parts])[:, 0].astype(float)

    return scores


def _residuals(images: ArrayLike) -> Floats:
    given = np.asarray(images, np.float32)
    return RESIDUAL_SCALE * (given - ndimage.uniform_filter(given, (1, 3, 3, 1), mode="nearest"))


def auc(real_scores: ArrayLike, fake_scores: ArrayLike) -> float:
    """The probability that a fake gets a higher score than a real image, ties half: the area under the ROC curve.

    Args:
        real_scores: Of real images, shape ``(n,)``; in any unit in which more means "fake".
        fake_scores: Of fakes, shape ``(m,)``.

    Returns:
        From 0 to 1; 0.5 for scores that say nothing.

    Source: Hanley and McNeil 1982, Radiology 143, 29–36: the area is the Wilcoxon statistic.

    Examples:
        >>> auc([0.1, 0.5], [0.5, 0.9])
        0.875
    """
    real, fake = np.ravel(real_scores), np.ravel(fake_scores)
    return float(roc_auc_score(np.repeat([0, 1], [len(real), len(fake)]), np.concatenate([real, fake])))


def in_feed(caught: float, false_alarms: float, fakes: float) -> tuple[float, float]:
    """Compute what a flag is worth where fakes are rare, by Bayes's rule, and which false alarms one could bear.

    P(fake | flag) = cπ/(cπ + a(1 − π)), with c and a the shares of fakes and of real images that are flagged; it is at
    least ½ where a ≤ cπ/(1 − π).

    Args:
        caught: Share of fakes that are flagged, c, from 0 to 1.
        false_alarms: Share of real images that are flagged, a, from 0 to 1.
        fakes: Share of fakes in the feed, π, above 0 and below 1.

    Returns:
        The share of flagged images that are fakes (the positive predictive value), ``nan`` where nothing is flagged;
        and the largest share of false alarms at which it is still a half.

    Raises:
        ValueError: If a number is out of its range.

    Examples:
        >>> [round(number, 4) for number in in_feed(0.9, 0.05, 0.01)]
        [0.1538, 0.0091]
    """
    if not (0 <= caught <= 1 and 0 <= false_alarms <= 1 and 0 < fakes < 1):
        raise ValueError(
            f"expected shares from 0 to 1, of fakes above 0 and below 1, got {caught}, {false_alarms} and {fakes}"
        )
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return hits / (hits + wrong) if hits + wrong else float("nan"), min(hits / (1 - fakes), 1.0)

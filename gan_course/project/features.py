"""Features of pictures of any kind, for measures that need no network: colours by place, and roughness by scale."""

import itertools
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gan_course.arguments import whole
from gan_course.project.thumbnails import thumbnails
from gan_course.spectrum import power_spectrum

MOST_COMPONENTS = 24
PICTURES_PER_COMPONENT = 10
BANDS = 8
TINY = 1e-3  # keeps the logarithm of no power finite


@dataclass(frozen=True, eq=False)
class PictureFeatures:
    """A function from pictures to features, fitted to training pictures.

    One part is where which colours are: the first principal components of 8×8 thumbnails. The other is how rough a
    picture is: the logarithm of its brightness's mean power in 8 bands of spatial frequency, where a blurred picture
    has less. Over the training pictures, the variances of each part add up to 1.

    Fréchet distances in these features are no FID, and compare only with others in the same features.
    `metrics.InceptionFeatures` has those that come nearest to a FID.

    Args:
        colour_mean: Mean of the thumbnails, shape ``(d,)``.
        components: Principal components, shape ``(k, d)``, scaled.
        band_mean: Mean of the bands, shape ``(8,)``.
        band_scale: Factor of each band, shape ``(8,)``.
    """

    colour_mean: NDArray[np.float64]
    components: NDArray[np.float64]
    band_mean: NDArray[np.float64]
    band_scale: NDArray[np.float64]

    @classmethod
    def fit(cls, images: np.ndarray) -> Self:
        """Fit the features to pictures.

        Args:
            images: Array (n, height, width, channels), values in [-1, 1], height and width multiples of 8. At most
                n/10 components are taken, and at most 24.

        Returns:
            The function.

        Raises:
            ValueError: If there are fewer than 20 pictures, or a shape is not as above.
        """
        whole("the number of images", len(images), at_least=2 * PICTURES_PER_COMPONENT)
        colours, bands = thumbnails(images).astype(np.float64), band_powers(images)
        mean = colours.mean(axis=0)
        _, sizes, directions = np.linalg.svd(colours - mean, full_matrices=False)
        kept = min(MOST_COMPONENTS, len(images) // PICTURES_PER_COMPONENT, len(directions))
        deviations = sizes[:kept] / len(images) ** 0.5
        total = max(float(np.sqrt(np.sum(deviations**2))), TINY)
        spread = np.maximum(bands.std(axis=0), TINY)
        return cls(mean, directions[:kept] / total, bands.mean(axis=0), 1 / (spread * BANDS**0.5))

    def __call__(self, images: np.ndarray) -> NDArray[np.float64]:
        """Describe pictures.

        Args:
            images: Array (n, height, width, channels), of the size that was fitted.

        Returns:
            Features, shape ``(n, k + 8)``.

        Raises:
            ValueError: If a shape is not as above.
        """
        colours = (thumbnails(images) - self.colour_mean) @ self.components.T
        return np.concatenate([colours, (band_powers(images) - self.band_mean) * self.band_scale], axis=1)

    @property
    def name(self) -> str:
        """What they are, for a report."""
        return f"{len(self.components)} principal components of 8×8 thumbnails, {BANDS} bands of spatial frequency"


def band_powers(images: np.ndarray) -> NDArray[np.float64]:
    """Measure how much of a picture's brightness varies at each scale.

    Args:
        images: Array (n, size, size, channels), values in [-1, 1].

    Returns:
        Logarithms of the mean power in 8 bands of spatial frequency, from coarse to fine, shape ``(n, 8)``.
    """
    brightness = images.mean(axis=-1, dtype=np.float64)
    height, width = brightness.shape[1:]
    power = power_spectrum(brightness)
    radius = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width))
    edges = np.geomspace(1.0 / min(height, width), 0.5, BANDS + 1)
    edges[-1] = 1.0  # with the corners
    inside = [(radius >= low) & (radius < high) for low, high in itertools.pairwise(edges)]
    return np.log(np.stack([power[:, band].mean(axis=1) for band in inside], axis=1) + TINY)

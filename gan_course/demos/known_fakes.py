"""Sets of images whose faults are known, and held-out images that judge them: a measure is tried before it is used."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from gan_course import metrics
from gan_course.data import ImageDataset

__all__ = ["Judges", "known_fakes"]

COMPONENTS, NEIGHBOURS = 50, 5


class Judges:
    """Held-out real images that judge others by density and coverage, in the 50 directions where real ones differ most.

    Args:
        data: Training images; the directions are theirs.
        held_out: Images that training does not see.
        count: How many of them judge, at most.
        seed: Seed of the choice.

    Attributes:
        count: How many judge; measure as many others.
        images: The judging images.
    """

    def __init__(self, data: ImageDataset, held_out: ImageDataset, count: int = 1_000, seed: int = 0) -> None:
        self._pca = PCA(COMPONENTS, random_state=0).fit(_flat(data.images[:10_000]))
        self.images = held_out.images[np.random.default_rng(seed).permutation(len(held_out))[:count]]
        self.count = len(self.images)
        self._training_images = data.images
        self._neighbours = NearestNeighbors(n_neighbors=1).fit(self.features(data.images))

    @property
    def variance_kept(self) -> float:
        """Share of the real images' variance that the directions keep."""
        return float(self._pca.explained_variance_ratio_.sum())

    def features(self, images: np.ndarray) -> np.ndarray:
        """Reduce images to their principal components.

        Args:
            images: Array (n, height, width, channels).

        Returns:
            Array (n, 50).
        """
        return self._pca.transform(_flat(images))

    def measure(self, images: np.ndarray) -> dict[str, float]:
        """Measure density and coverage with five neighbours.

        Args:
            images: Array (n, height, width, channels); n should be `count`.

        Returns:
            The two numbers by their names.

        Source: Naeem et al. 2020, arXiv 2002.09797.
        """
        found = metrics.density_coverage(self.features(self.images), self.features(images), k=NEIGHBOURS)
        return {"density": float(found.density), "coverage": float(found.coverage)}

    def nearest_training_images(self, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Find the training image that is nearest to each image.

        Args:
            images: Array (n, height, width, channels).

        Returns:
            The distances, shape (n,), and the training images, of the shape of ``images``.
        """
        distances, places = self._neighbours.kneighbors(self.features(images))
        return distances[:, 0], self._training_images[places[:, 0]]


def known_fakes(data: ImageDataset, count: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Make sets of images whose faults are known, to test a measure with.

    Args:
        data: Training images.
        count: How many images in each set.
        seed: Seed of the choices.

    Returns:
        By name: noise; one image, and the mean image, again and again; one class; half of the classes; half of them
        noise and half real; and real images, which have no fault.
    """
    random = np.random.default_rng(seed)
    images, labels = data.images, np.asarray(data.labels)

    def some(places: np.ndarray) -> np.ndarray:
        return images[random.choice(places, count, replace=len(places) < count)]

    noise = random.uniform(-1, 1, (count, *images.shape[1:])).astype(np.float32)
    real = some(np.arange(len(images)))
    return {
        "noise": noise,
        "one image": np.repeat(images[:1], count, axis=0),
        "mean image": np.repeat(images.mean(axis=0, keepdims=True), count, axis=0),
        "one class": some(np.flatnonzero(labels == 1)),
        "half the classes": some(np.flatnonzero(labels < len(data.class_names) // 2)),
        "half noise": np.concatenate([noise[: count // 2], real[count // 2 :]]),
        "real": some(np.arange(len(images))),
    }


def _flat(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1)

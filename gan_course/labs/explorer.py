"""The latent explorer: a patch of noise space, the way between two codes, and the nearest training images."""

from typing import Any

import numpy as np

from gan_course import latent, plots
from gan_course.data.dataset import as_bytes
from gan_course.labs.stage import Answer, Laboratory
from gan_course.plots import Picture
from gan_course.runtime import tf

__all__ = ["Explorer", "NearestImage", "Patch", "explorer"]

SIDE = 9  # images along a side of the mosaic
REACH = 1.2  # the patch reaches this far from its middle, where 1 is the length of a noise vector: about 50 degrees


class Patch:
    """A patch of the sphere on which nearly all noise lies: z = √d · (c + xu + yv) / ‖c + xu + yv‖.

    The unit vectors c, u and v are orthogonal; x and y go from -1 to 1 and are stretched by `REACH`.

    Args:
        latent_dim: Length d of a noise vector, at least 3.
        seed: Seed of the directions.

    Raises:
        ValueError: If there are fewer than three dimensions.
    """

    def __init__(self, latent_dim: int, seed: int = 0) -> None:
        if latent_dim < 3:
            raise ValueError(f"expected latent_dim to be at least 3, for a patch of a sphere, got {latent_dim}")
        self._frame = np.linalg.qr(np.random.default_rng(seed).standard_normal((latent_dim, 3)))[0].T

    def codes(self, places: np.ndarray) -> np.ndarray:
        """Turn places of the patch into noise.

        Args:
            places: Array (n, 2), from -1 to 1.

        Returns:
            Noise vectors, float32, shape (n, d), all of the length √d.
        """
        middle, *across = self._frame
        points = middle + REACH * np.asarray(places, float) @ np.stack(across)
        points /= np.linalg.norm(points, axis=1, keepdims=True)
        return (np.sqrt(points.shape[1]) * points).astype(np.float32)


class NearestImage:
    """Finds the training image that is nearest in its pixels.

    Args:
        images: Training images, shape (n, …), in [-1, 1].
    """

    def __init__(self, images: np.ndarray) -> None:
        self._images = images
        self._flat = images.reshape(len(images), -1).astype(np.float32, copy=False)
        self._squares = np.einsum("ij,ij->i", self._flat, self._flat)

    def __call__(self, image: np.ndarray) -> tuple[np.ndarray, float]:
        """Look one up.

        Args:
            image: An image of the same shape.

        Returns:
            The nearest training image, and how far it is: the root of the mean squared difference of the pixels.
        """
        flat = np.ravel(image).astype(np.float32)
        found = self._images[int(np.argmin(self._squares - 2 * self._flat @ flat))]
        return found, float(np.sqrt(np.mean((found - image) ** 2)))


class Explorer:
    """What the explorer shows, without a browser.

    Args:
        generator: Model from noise (n, d) to images in [-1, 1].
        images: The images that it was trained on.
        seed: Seed of the first patch.
    """

    def __init__(self, generator: Any, images: np.ndarray, *, seed: int = 0) -> None:
        self._generator = tf.function(lambda noise: generator(noise, training=False), reduce_retracing=True)
        self.latent_dim = generator.input_shape[-1]
        self._nearest = NearestImage(images)
        self._seed = seed
        self._patch = Patch(self.latent_dim, seed)
        self._spot = (0.0, 0.0)
        self._kept = dict(zip("AB", self._patch.codes(np.array([[-0.8, -0.8], [0.8, 0.8]])), strict=True))
        self._code = self._at(self._spot)

    def images(self, codes: np.ndarray) -> np.ndarray:
        """Make images.

        Args:
            codes: Noise, shape (n, d).

        Returns:
            Array (n, height, width, channels) in [-1, 1].
        """
        return np.asarray(self._generator(tf.constant(codes)))

    def mosaic(self) -> np.ndarray:
        """Make the images of a square net over the patch.

        Returns:
            Array (SIDE², height, width, channels), row by row from the top.
        """
        ticks = (2 * np.arange(SIDE) + 1) / SIDE - 1
        x, y = np.meshgrid(ticks, ticks)
        return self.images(self._patch.codes(np.stack([x.ravel(), y.ravel()], axis=1)))

    def answer(self, question: dict[str, Any]) -> Answer:
        """Go to a place, keep a code, or go part of the way between two kept ones.

        Args:
            question: ``spot``, a place from -1 to 1; ``morph``, a share of the way from A to B; ``keep``, "A" or "B";
                ``begin`` for another patch; ``all`` to get the mosaic as well. Everything may be left out.

        Returns:
            What is shown in words; the image, the training image nearest to it, and the mosaic, all as bytes.

        Raises:
            ValueError: If one of these cannot be.
        """
        words = ""
        if question.get("begin"):
            self._seed += 1
            self._patch, self._spot = Patch(self.latent_dim, self._seed), (0.0, 0.0)
            self._code = self._at(self._spot)
        if "spot" in question:
            self._spot = _place(question["spot"])
            self._code = self._at(self._spot)
        if "keep" in question:
            if question["keep"] not in self._kept:
                raise ValueError(f"expected keep to be A or B, got {question['keep']!r}")
            self._kept[question["keep"]] = self._code
            words = f"Kept as {question['keep']}. "
        share = question.get("morph")
        if share is not None:
            self._code = self._between(share)
            words = f"{share:.0%} of the way from A to B. "
        image = self.images(self._code[None])[0]
        found, distance = self._nearest(image)
        arrays = [as_bytes(image), as_bytes(found)]
        if question.get("all") or question.get("begin"):
            arrays.append(as_bytes(self.mosaic()))
        told = f"{words}The nearest training image differs by {distance:.2f} (root mean square; pixels from −1 to 1)."
        return {"told": told, "spot": None if share is not None else list(self._spot)}, arrays

    def _at(self, spot: tuple[float, float]) -> np.ndarray:
        return self._patch.codes(np.array([spot]))[0]

    def _between(self, share: Any) -> np.ndarray:
        if not isinstance(share, int | float) or not 0 <= share <= 1:
            raise ValueError(f"expected morph to be a number from 0 to 1, got {share!r}")
        if np.allclose(self._kept["A"], self._kept["B"]):
            return self._kept["A"]
        return latent.slerp(self._kept["A"], self._kept["B"], share).astype(np.float32)


def explorer(generator: Any, images: np.ndarray, *, seed: int = 0) -> Laboratory:
    """Let the reader move through noise space and see what a generator makes of it.

    Args:
        generator: Model from noise (n, d), d at least 3, to images in [-1, 1].
        images: The images that it was trained on, shape (n, height, width, channels).
        seed: Seed of the first patch of noise space.

    Returns:
        The laboratory; end the cell with it.

    Raises:
        ValueError: If there are fewer than three dimensions of noise.
    """
    shown = Explorer(generator, images, seed=seed)
    height, width = images.shape[1:3]
    settings = {"height": height, "width": width, "side": SIDE}
    return Laboratory("explorer.js", settings, shown.answer, lambda: _picture(shown))


def _picture(shown: Explorer) -> Picture:
    return plots.image_grid(
        shown.mosaic(),
        columns=SIDE,
        title="A patch of noise space",
        alt=f"{SIDE} rows of {SIDE} generated images. Neighbours come from neighbouring noise and look alike.",
    )


def _place(spot: Any) -> tuple[float, float]:
    try:
        x, y = (float(value) for value in spot)
    except (TypeError, ValueError):
        raise ValueError(f"expected spot to be two numbers from -1 to 1, got {spot!r}") from None
    if not (abs(x) <= 1 and abs(y) <= 1):
        raise ValueError(f"expected spot to be two numbers from -1 to 1, got {spot!r}")
    return x, y

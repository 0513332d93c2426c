"""What images lose on their way through the web: rounding to the levels of a file, blur, and JPEG."""

import io
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image
from scipy import ndimage

from gan_course.arguments import not_negative, one_of, whole_up_to

__all__ = ["SENT", "blur", "jpeg", "pixels", "send"]

Floats = NDArray[np.float32]

BLOCK = 8  # pixels: JPEG compresses blocks of 8×8, each of grey images by itself
IN_A_STRIP = 1_000  # images; a JPEG file has at most 65,535 rows


def pixels(images: ArrayLike) -> Floats:
    """Round images to 256 levels, as a file would.

    Args:
        images: In about [-1, 1]; what lies outside is cut off.

    Returns:
        The same shape, float32, in [-1, 1].
    """
    return (_levels(images) / 127.5 - 1).astype(np.float32)


def blur(images: ArrayLike, sigma: float) -> Floats:
    """Blur images with a Gaussian, as an enlarged or badly focused photograph is blurred.

    Args:
        images: Shape ``(n, height, width, 1)`` in [-1, 1].
        sigma: Standard deviation of the Gaussian in pixels, at least 0; 0 changes nothing.

    Returns:
        The same shape, rounded to 256 levels.

    Raises:
        ValueError: If ``sigma`` is below 0.
    """
    reach = not_negative("sigma", sigma)
    return pixels(ndimage.gaussian_filter(pixels(images), (0, reach, reach, 0)))


def jpeg(images: ArrayLike, quality: int) -> Floats:
    """Save grey images as JPEG files, and read them again.

    Args:
        images: Shape ``(n, height, width, 1)`` in [-1, 1].
        quality: From 1 to 100, as Pillow counts it; 75 is what many programs take.

    Returns:
        The same shape, rounded to 256 levels.

    Raises:
        ValueError: If the quality is out of its range.
    """
    whole_up_to("quality", quality, 100, "the best that JPEG has")
    levels = _levels(images).astype(np.uint8)[..., 0]
    strips = [_strip(levels[start : start + IN_A_STRIP], quality) for start in range(0, len(levels), IN_A_STRIP)]
    return (np.concatenate(strips)[..., None] / 127.5 - 1).astype(np.float32)


SENT: dict[str, Callable[[ArrayLike], Floats]] = {
    "blur": lambda images: blur(images, 0.7),
    "JPEG 75": lambda images: jpeg(images, 75),
}


def send(images: ArrayLike, way: str) -> Floats:
    """Do to images what happens to them on their way through the web.

    Args:
        images: Shape ``(n, height, width, 1)`` in [-1, 1].
        way: ``"blur"``, with a Gaussian of 0.7 pixels; ``"JPEG 75"``, through a file of that quality.

    Returns:
        The same shape, rounded to 256 levels.

    Raises:
        ValueError: If there is no such way.
    """
    one_of("way", way, SENT)
    return SENT[way](images)


def _levels(images: ArrayLike) -> NDArray[np.float64]:
    return np.clip(np.round((np.asarray(images) + 1) * 127.5), 0, 255)


def _strip(levels: np.ndarray, quality: int) -> np.ndarray:
    """Save images one below the other in one file, which takes a tenth of the time that a file for each takes.

    Rows are repeated to whole blocks, as JPEG itself does at the lower edge: so each image comes out as from its file.
    """
    n, height, width = levels.shape
    padded = np.pad(levels, ((0, 0), (0, -height % BLOCK), (0, 0)), "edge")
    file = io.BytesIO()
    Image.fromarray(padded.reshape(-1, width)).save(file, "JPEG", quality=quality)
    with Image.open(file) as read:
        return np.asarray(read).reshape(n, -1, width)[:, :height]

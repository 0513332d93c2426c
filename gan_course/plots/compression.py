"""Small files of pictures, for notebooks and pages that hold many."""

import io
from collections.abc import Sequence

from PIL import Image

__all__ = ["small_film", "small_png", "small_webp"]

QUALITY, EFFORT = 75, 2  # of WebP; with an effort of 4 it takes half as long again, for files 0 to 6 % smaller
WORTH = 1.25  # a picture is kept without loss unless it is so many times as large as with loss
COLOURS = 256


def small_webp(image: Image.Image) -> bytes:
    """Write a picture as WebP: without loss, unless that takes much more room than with a loss that one hardly sees.

    Args:
        image: The picture.

    Returns:
        The file's bytes.
    """
    return _smaller(image)


def small_film(frames: Sequence[Image.Image], milliseconds: Sequence[int]) -> bytes:
    """Write pictures as a WebP that plays without end, as `small_webp` writes one.

    Args:
        frames: The pictures, of one size.
        milliseconds: How long each is in view.

    Returns:
        The file's bytes.
    """
    return _smaller(frames[0], save_all=True, append_images=frames[1:], duration=list(milliseconds), loop=0)


def small_png(image: Image.Image) -> bytes:
    """Write a picture as a PNG of at most 256 colours.

    Args:
        image: The picture.

    Returns:
        The file's bytes.
    """
    return _saved(image.convert("RGB").quantize(COLOURS), "PNG")


def _smaller(image: Image.Image, **options: object) -> bytes:
    exact = _saved(image, "WEBP", lossless=True, method=EFFORT, **options)
    lossy = _saved(image, "WEBP", quality=QUALITY, method=EFFORT, **options)
    return exact if len(exact) <= WORTH * len(lossy) else lossy


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()

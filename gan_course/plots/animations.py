"""GIF animations of image grids or of whole pictures."""

import io
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from gan_course.files import write_atomically
from gan_course.plots.pictures import Animation, Picture, require_alt

SMALLEST_SIDE = 320  # pixels; smaller frames are enlarged by a whole number
WIDTH_OF_A_ROW = 640  # pixels that frames of one row of images may take
FLAT = 4  # times as wide as high: one row
LAST_FRAME_MS = 1500  # the result stays in view before the animation starts again


def save_gif(frames: Sequence[np.ndarray | Picture], path: str | os.PathLike[str], *, fps: float = 8) -> Path:
    """Write frames as a GIF that plays without end.

    Args:
        frames: Arrays (height, width), (height, width, 1) or (height, width, 3) of uint8, or pictures; all of one size.
        path: File to write or to replace, in a folder that exists.
        fps: Frames a second, from 1 to 50.

    Returns:
        The path.

    Raises:
        ValueError: If there are no frames, or they differ in size or are not uint8, or `fps` is out of range.
        FileNotFoundError: If the folder does not exist.
    """
    return write_atomically(path, _gif(frames, fps))


def animation(frames: Sequence[np.ndarray | Picture], *, alt: str, fps: float = 8) -> Animation:
    """Show frames one after the other, again and again.

    Args:
        frames: Arrays (height, width), (height, width, 1) or (height, width, 3) of uint8, or pictures; all of one size.
        alt: What happens in the animation, for a reader who does not see it.
        fps: Frames a second, from 1 to 50.

    Returns:
        The animation; a notebook shows it.

    Raises:
        ValueError: If there are no frames, they differ in size or are not uint8, `fps` is out of range, or `alt` is
            empty.
    """
    require_alt(alt)
    return Animation(_gif(frames, fps), alt)


def _gif(frames: Sequence[np.ndarray | Picture], fps: float) -> bytes:
    if not 1 <= fps <= 50:
        raise ValueError(f"expected fps from 1 to 50, got {fps}")
    images = [_enlarged(_pixels(frame)) for frame in frames]
    sizes = {image.size for image in images}
    if len(sizes) != 1:
        raise ValueError(
            f"expected frames of one size, at least one, got {len(images)} frames of sizes {sorted(sizes)}"
        )
    durations = [round(1000 / fps)] * (len(images) - 1) + [LAST_FRAME_MS]
    file = io.BytesIO()
    images[0].save(file, "GIF", save_all=True, append_images=images[1:], duration=durations, loop=0)
    return file.getvalue()


def _pixels(frame: np.ndarray | Picture) -> np.ndarray:
    pixels = frame.pixels() if isinstance(frame, Picture) else np.asarray(frame)
    if pixels.ndim == 3 and pixels.shape[-1] == 1:
        pixels = pixels[..., 0]
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[-1] != 3):
        raise ValueError(
            "expected frames that are a Picture or a uint8 array (height, width), (height, width, 1) or (height, "
            f"width, 3), got {pixels.dtype} {pixels.shape}; tile(images) makes one of images in [-1, 1]"
        )
    return pixels


def _enlarged(pixels: np.ndarray) -> Image.Image:
    image = Image.fromarray(pixels)
    factor = max(1, -(-SMALLEST_SIDE // image.width))
    if image.width >= FLAT * image.height:
        factor = max(factor, WIDTH_OF_A_ROW // image.width)
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.NEAREST)

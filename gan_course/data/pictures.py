"""One picture file of any common kind, as a square of unsigned bytes."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SUFFIXES = frozenset(
    (".avif", ".bmp", ".gif", ".heic", ".heif", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp")
)


def read_square(path: Path, size: int, *, colour: bool) -> np.ndarray:
    """Read a picture, turn it upright, cut out the square in its middle and resize that.

    Of an animation the first frame is taken; transparent parts become white; CMYK and palettes become RGB; 16-bit
    grey is scaled to 8 bits. A JPEG is decoded at the smallest scale that is at least twice as large as wanted.

    Args:
        path: The picture file.
        size: Side of the square, in pixels.
        colour: Whether to return red, green and blue, or grey.

    Returns:
        uint8, shape ``(size, size, 3)``, or ``(size, size, 1)`` for grey.

    Raises:
        Exception: Whatever Pillow raises for a file that it cannot read.
        ValueError: If the pixels are 32-bit numbers, whose white is not defined.
    """
    with Image.open(path) as file:
        file.draft(None, (2 * size, 2 * size))
        ImageOps.exif_transpose(file, in_place=True)
        picture = _in_plain_colours(file, "RGB" if colour else "L")
        square = picture.resize((size, size), Image.Resampling.LANCZOS, box=middle_square(*picture.size))
    if square.mode == "RGBA":
        white = Image.new("RGBA", square.size, "white")
        square = Image.alpha_composite(white, square).convert("RGB" if colour else "L")
    return np.asarray(square).reshape(size, size, -1)


def read_upright(path: Path) -> tuple[np.ndarray, np.ndarray | None]:
    """Read a picture in its full size, turned upright, and what is transparent in it.

    Of an animation the first frame is taken; grey, CMYK and palettes become RGB; 16-bit grey is scaled to 8 bits.

    Args:
        path: The picture file.

    Returns:
        Colours, uint8, shape ``(height, width, 3)``; and the alpha channel, uint8, shape ``(height, width)``, or
        ``None`` where the picture has none.

    Raises:
        Exception: Whatever Pillow raises for a file that it cannot read.
        ValueError: If the pixels are 32-bit numbers, whose white is not defined.
    """
    with Image.open(path) as file:
        ImageOps.exif_transpose(file, in_place=True)
        pixels = np.asarray(_in_plain_colours(file, "RGB"))
    return pixels[..., :3], pixels[..., 3] if pixels.shape[-1] == 4 else None


def middle_square(width: int, height: int) -> tuple[int, int, int, int]:
    """Find the largest square in the middle of a picture.

    Args:
        width: Of the picture, in pixels.
        height: Of the picture.

    Returns:
        Left, top, right and bottom of the square, the last two exclusive.
    """
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    return left, top, left + side, top + side


def _in_plain_colours(picture: Image.Image, mode: str) -> Image.Image:
    """Convert to a mode whose pixels can be averaged: the wanted one, or RGBA where something is transparent."""
    if picture.mode in ("I", "F"):
        raise ValueError(
            "expected pixels of at most 16 bits, got 32-bit numbers, of which nothing says how bright they are"
        )
    if picture.mode.startswith("I;16"):
        picture = Image.fromarray(np.round(np.asarray(picture) / 257).astype(np.uint8))
    if picture.has_transparency_data:
        mode = "RGBA"
    return picture if picture.mode == mode else picture.convert(mode)

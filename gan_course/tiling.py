"""Pictures of any size through a network, tile by tile, so that memory does not grow with the picture."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course.arguments import whole


def in_tiles(
    translate: Callable[[np.ndarray], Any], picture: np.ndarray, *, tile: int = 256, margin: int = 32
) -> np.ndarray:
    """Translate a picture in square tiles that overlap, and keep of each what lies inside its margin.

    Beyond its border the picture goes on as in a mirror. Where the margin is at least as wide as what the network sees
    beside a pixel, tiles meet without a seam.

    Args:
        translate: Function from images (1, tile + 2·margin, tile + 2·margin, channels), float32 in [-1, 1], to images
            of the same height and width, such as a U-Net.
        picture: Array (height, width, channels) in [-1, 1].
        tile: Height and width of what is kept of a tile, at least 1.
        margin: Pixels around it, at least 0. Tile and margin are multiples of the network's smallest step: 4 for a
            U-Net that halves twice.

    Returns:
        Array (height, width, channels of the network), float32, cut off at -1 and 1.

    Raises:
        ValueError: If the picture has no pixels or no channels, or a number is out of range.

    Examples:
        >>> picture = np.linspace(-1, 1, 300, dtype="float32").reshape(10, 10, 3)
        >>> bool(np.all(in_tiles(lambda tiles: -tiles, picture, tile=4, margin=2) == -picture))
        True
    """
    tile, margin = whole("tile", tile, at_least=1), whole("margin", margin, at_least=0)
    if picture.ndim != 3 or 0 in picture.shape:
        raise ValueError(f"expected a picture (height, width, channels), got shape {picture.shape}")
    height, width, _ = picture.shape
    beyond = [(margin, margin + (-size) % tile) for size in (height, width)]
    padded = np.pad(np.asarray(picture, np.float32), [*beyond, (0, 0)], mode="symmetric")
    rows = []
    for top in range(0, height, tile):
        row = []
        for left in range(0, width, tile):
            cut = padded[top : top + tile + 2 * margin, left : left + tile + 2 * margin]
            row.append(np.asarray(translate(cut[None]))[0, margin : margin + tile, margin : margin + tile])
        rows.append(np.concatenate(row, axis=1))
    return np.clip(np.concatenate(rows), -1, 1)[:height, :width].astype(np.float32)

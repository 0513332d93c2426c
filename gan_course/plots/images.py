"""Grids of images in [-1, 1]."""

import math
import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from gan_course.arguments import whole
from gan_course.plots.pictures import CSS_DOTS_PER_INCH, Picture, picture
from gan_course.plots.style import TITLE_WIDTH, drawing

BORDER = 2  # pixels between two images
LABEL_INCHES = 0.22  # height of the strip that holds a label
PAD_INCHES, TITLE_LINE_INCHES = 0.08, 0.22
INCHES_PER_IMAGE = 0.62
INCHES_IN_FEW_ROWS = {1: 1.1, 2: 0.85}  # a row or two have the page to themselves
NARROWEST, WIDEST = 3.2, 8.0
MARGIN = 0.01  # how far rounding may take an image beyond [-1, 1]


def tile(images: ArrayLike, columns: int | None = None) -> np.ndarray:
    """Lay images out in rows, from left to right, with a white line between them.

    Args:
        images: Array (n, height, width), (n, height, width, 1) or (n, height, width, 3) with values in [-1, 1].
        columns: Images in a row; by default as many as make the grid about square.

    Returns:
        Array (H, W) for grey images or (H, W, 3) for coloured ones, uint8: black is 0 and -1.

    Raises:
        ValueError: If the array has another shape, is empty, holds NaN, or goes beyond [-1, 1].

    Example:
        >>> tile(np.zeros((6, 28, 28, 1)), columns=3).shape
        (58, 88)
    """
    pixels = _as_bytes(np.asarray(images))
    count, height, width, channels = pixels.shape
    columns = _columns(count, columns)
    rows = math.ceil(count / columns)
    grid = np.full((rows * (height + BORDER) - BORDER, columns * (width + BORDER) - BORDER, channels), 255, np.uint8)
    for index, image in enumerate(pixels):
        top, left = index // columns * (height + BORDER), index % columns * (width + BORDER)
        grid[top : top + height, left : left + width] = image
    return grid[:, :, 0] if channels == 1 else grid


def image_grid(
    images: ArrayLike, *, alt: str, title: str = "", columns: int | None = None, labels: Sequence[object] | None = None
) -> Picture:
    """Show images in a grid.

    Args:
        images: Array (n, height, width), (n, height, width, 1) or (n, height, width, 3) with values in [-1, 1].
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the grid.
        columns: Images in a row; by default as many as make the grid about square.
        labels: A label for each image, written above it.

    Returns:
        The picture.

    Raises:
        ValueError: If the images do not fit `tile`, the labels are not as many as the images, or `alt` is empty.
    """
    images = np.asarray(images)
    across = _columns(len(_as_bytes(images)), columns)
    if labels is not None and len(labels) != len(images):
        raise ValueError(f"expected a label for each image, got {len(labels)} labels for {len(images)} images")
    inches = across * _image_inches(len(images), across, images.shape[2])
    scale = (across * (images.shape[2] + BORDER) - BORDER) / inches  # pixels of the images to an inch of the figure
    strip = 0 if labels is None else math.ceil(LABEL_INCHES * scale)
    grid = tile(_with_white_strip(images, strip), across)
    with drawing():
        figure, axes = _figure_around(inches, grid.shape[0] / scale, title)
        axes.imshow(grid, cmap="gray", vmin=0, vmax=255)
        axes.set_axis_off()
        _write_labels(axes, [] if labels is None else labels, across, images.shape[1:3], strip)
        return picture(figure, alt=alt)


def _figure_around(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    """Make a figure that is no larger than its grid and title, so that nothing floats in white."""
    whole_width = (max(width, NARROWEST) if title else width) + 2 * PAD_INCHES
    text = textwrap.fill(title, int(whole_width * TITLE_WIDTH))
    above = TITLE_LINE_INCHES * (text.count("\n") + 1) + PAD_INCHES / 2 if title else 0.0
    whole_height = height + above + 2 * PAD_INCHES
    figure = Figure(figsize=(whole_width, whole_height))
    left, bottom = PAD_INCHES / whole_width, PAD_INCHES / whole_height
    figure.text(left, 1 - bottom, text, fontsize=rcParams["figure.titlesize"], verticalalignment="top")
    return figure, figure.add_axes((left, bottom, width / whole_width, height / whole_height))


def _columns(count: int, columns: int | None) -> int:
    if columns is not None:
        whole("columns", columns, at_least=1)
    return min(count, columns or math.ceil(math.sqrt(count)))


def _image_inches(count: int, across: int, pixels: int) -> float:
    """Choose the width of one image: what is few is large, as long as it fits the page."""
    rows = math.ceil(count / across)
    least = max(INCHES_IN_FEW_ROWS.get(rows, INCHES_PER_IMAGE), NARROWEST / max(across, rows))
    return min(WIDEST / across, max(least, pixels / CSS_DOTS_PER_INCH))


def _with_white_strip(images: np.ndarray, strip: int) -> np.ndarray:
    above = [(0, 0), (strip, 0)] + [(0, 0)] * (images.ndim - 2)
    return np.pad(images, above, constant_values=1)


def _write_labels(axes: Axes, labels: Sequence[object], columns: int, cell: tuple[int, ...], strip: int) -> None:
    height, width = cell
    for index, label in enumerate(labels):
        x = index % columns * (width + BORDER) + (width - 1) / 2
        y = index // columns * (height + strip + BORDER) + strip / 2
        axes.text(x, y, str(label), horizontalalignment="center", verticalalignment="center", fontsize=10)


def _as_bytes(images: np.ndarray) -> np.ndarray:
    if images.ndim == 3:
        images = images[..., np.newaxis]
    if images.ndim != 4 or images.shape[-1] not in (1, 3) or 0 in images.shape:
        raise ValueError(
            "expected images of shape (n, height, width), (n, height, width, 1) or (n, height, width, 3) with n at "
            f"least 1, got {images.shape}"
        )
    images = images.astype(np.float32)
    low, high = float(images.min()), float(images.max())
    if not (low >= -1 - MARGIN and high <= 1 + MARGIN):
        raise ValueError(
            f"expected images with values in [-1, 1], got {low:g} to {high:g}; pixels from 0 to 255 become "
            "x / 127.5 - 1"
        )
    return np.rint((np.clip(images, -1, 1) + 1) * 127.5).astype(np.uint8)

"""Digits drawn by hand: strokes of a pen become an image such as those of MNIST."""

from collections.abc import Sequence

import numpy as np

SIZE, BOX = 28, 20.0  # pixels of an image, and of the square that a digit of MNIST fits into
PEN = 2.6  # pixels: of MNIST's digits, `handwriting` measures 2.5 on average
SEVEN = (  # the bar and the stem, then the crossing
    ((0.24, 0.24), (0.42, 0.22), (0.72, 0.22), (0.66, 0.36), (0.56, 0.54), (0.46, 0.80)),
    ((0.40, 0.52), (0.70, 0.48)),
)

Stroke = Sequence[Sequence[float]]


def drawn_digit(strokes: Sequence[Stroke], *, pen: float = PEN) -> np.ndarray:
    """Draw strokes as an image of MNIST's kind: fitted into a square of 20 pixels, its ink centred in 28×28.

    A pixel's ink is 1 inside the pen's width around a stroke and falls to 0 over one pixel at its edge.

    Args:
        strokes: For each its points (x, y), y downwards, in any unit; a single point is a dot.
        pen: Width of the pen in pixels of the image, from 1 to 8.

    Returns:
        Array (28, 28, 1), float32: -1 where there is no ink, 1 where there is.

    Raises:
        ValueError: If there is no point, a point is not two finite numbers, or the pen is out of range.

    Source: Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits: 20×20, centred by mass.

    Examples:
        >>> bar = drawn_digit([[(0, 0), (0, 5)]], pen=3)[..., 0]
        >>> int((bar > 0).any(axis=1).sum())
        20
    """
    if not 1 <= pen <= 8:
        raise ValueError(f"expected pen to be from 1 to 8 pixels, got {pen}")
    starts, ends = _segments(strokes)
    corners = np.concatenate([starts, ends])
    low, extent = corners.min(axis=0), np.ptp(corners, axis=0).max()
    scale = (BOX - pen) / extent if extent > 0 else 0.0
    starts, ends = ((points - low) * scale for points in (starts, ends))
    middle = np.full(2, (SIZE - 1) / 2)
    offset = middle - (np.concatenate([starts, ends]).max(axis=0)) / 2
    for _ in range(2):  # first in the middle; then moved by how far its ink is from there
        image = _ink(starts + offset, ends + offset, pen)
        columns, rows = np.meshgrid(np.arange(SIZE), np.arange(SIZE))
        offset = offset + middle - np.array([(image * each).sum() for each in (columns, rows)]) / image.sum()
    return (2 * image - 1)[..., None].astype(np.float32)


def checked(strokes: object) -> list[list[tuple[float, float]]]:
    """Check strokes that come from outside, such as from a browser.

    Args:
        strokes: What should be a list of lists of pairs of numbers.

    Returns:
        The strokes that have a point.

    Raises:
        ValueError: If they are anything else.
    """
    try:
        pairs = [[(float(x), float(y)) for x, y in stroke] for stroke in strokes]  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        raise ValueError("expected strokes to be lists of points (x, y), got something else; draw again") from None
    if not np.all(np.isfinite([number for stroke in pairs for pair in stroke for number in pair])):
        raise ValueError("expected points of finite numbers, got NaN or infinity; draw again")
    return [stroke for stroke in pairs if stroke]


def _segments(strokes: Sequence[Stroke]) -> tuple[np.ndarray, np.ndarray]:
    parts = []
    for stroke in checked(strokes):
        points = np.array(stroke)
        parts.append((points[:1], points[:1]) if len(points) == 1 else (points[:-1], points[1:]))
    if not parts:
        raise ValueError("expected at least one point, got none; draw a digit")
    starts, ends = (np.concatenate(side) for side in zip(*parts, strict=True))
    return starts, ends


def _ink(starts: np.ndarray, ends: np.ndarray, pen: float) -> np.ndarray:
    """Cover the pixels within half the pen's width of a segment, (SIZE, SIZE)."""
    pixels = np.stack(np.meshgrid(np.arange(SIZE), np.arange(SIZE)), axis=-1).reshape(-1, 2)
    along = ends - starts
    length = np.maximum((along**2).sum(axis=-1), 1e-12)
    forward = pixels @ along.T - (starts * along).sum(axis=-1)  # (pixels, segments): (p − s)·a
    share = np.clip(forward / length, 0, 1)
    squares = (pixels**2).sum(axis=-1)[:, None] - 2 * pixels @ starts.T + (starts**2).sum(axis=-1)  # |p − s|²
    distance = np.sqrt(np.maximum(squares + share * (share * length - 2 * forward), 0).min(axis=1))
    return np.clip(pen / 2 + 0.5 - distance, 0, 1).reshape(SIZE, SIZE)

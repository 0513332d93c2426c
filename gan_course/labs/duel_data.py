"""What the duel's generator is to imitate: mixtures of the plane to choose, or one along strokes of a pen."""

from collections.abc import Callable, Sequence

import numpy as np

from gan_course import toys
from gan_course.strokes import Stroke, checked

__all__ = ["CHOICES", "LIMIT", "chosen", "drawn"]

LIMIT = 3.0  # the plane reaches from -LIMIT to LIMIT on both axes
PEN_STD, SPACING = 0.06, 0.15  # of a drawing: spread of each centre, and distance of neighbours along a stroke
MOST_CENTRES = 120


def _spiral() -> toys.GaussianMixture:
    turn = np.linspace(0.35, 1.0, 24) * 2.2 * np.pi
    radius = np.linspace(0.5, 2.4, 24)
    arm = radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return toys.GaussianMixture(np.concatenate([arm, -arm]), 0.06)


CHOICES: dict[str, Callable[[], toys.GaussianMixture]] = {
    "ring of 8": toys.ring,
    "grid of 25": lambda: toys.grid(spacing=1.0),
    "two clouds, one rare": lambda: toys.GaussianMixture([[-1.2, 0.6], [1.4, -0.8]], 0.25, [0.9, 0.1]),
    "two spiral arms": _spiral,
}


def chosen(name: str) -> toys.GaussianMixture:
    """Look up a distribution.

    Args:
        name: A key of `CHOICES`.

    Returns:
        A mixture of the plane, within -LIMIT to LIMIT.

    Raises:
        ValueError: If there is none of that name.

    Examples:
        >>> chosen("ring of 8").modes
        8
    """
    if name not in CHOICES:
        raise ValueError(f"expected data to be one of {', '.join(CHOICES)}, got {name!r}; choose one, or draw")
    return CHOICES[name]()


def drawn(strokes: Sequence[Stroke]) -> toys.GaussianMixture:
    """Make a distribution along strokes: equal Gaussians at equal distances on each, at most about `MOST_CENTRES`.

    Args:
        strokes: For each its points (x, y), from 0 to 1, from the upper left corner of the plane.

    Returns:
        The mixture.

    Raises:
        ValueError: If strokes are anything else, or there is no point.

    Examples:
        >>> line = drawn([[(0.25, 0.5), (0.75, 0.5)]])
        >>> line.means[0].tolist(), line.means[-1].tolist()
        ([-1.5, 0.0], [1.5, 0.0])
    """
    lines = [_in_the_plane(np.array(stroke)) for stroke in checked(strokes)]
    if not lines:
        raise ValueError("expected at least one point, got none; draw with the mouse")
    spacing = max(SPACING, sum(map(_length, lines)) / MOST_CENTRES)
    return toys.GaussianMixture(np.concatenate([_spread(line, spacing) for line in lines]), PEN_STD)


def _in_the_plane(points: np.ndarray) -> np.ndarray:
    inside = np.clip(points, 0, 1)
    return LIMIT * np.stack([2 * inside[:, 0] - 1, 1 - 2 * inside[:, 1]], axis=1)


def _length(line: np.ndarray) -> float:
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


def _spread(line: np.ndarray, spacing: float) -> np.ndarray:
    """Place points at equal distances on a line, both ends included, shape (n, 2)."""
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    places = np.linspace(0, way[-1], 1 + round(way[-1] / spacing))
    return np.stack([np.interp(places, way, line[:, axis]) for axis in (0, 1)], axis=1)

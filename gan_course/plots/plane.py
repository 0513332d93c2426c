"""Pictures of two-dimensional samples, and of what a discriminator says about the plane they lie in."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from gan_course.plots.pictures import Picture, picture
from gan_course.plots.style import FAKE, REAL, add_legend, drawing, figure_with_axes

JUDGEMENT = LinearSegmentedColormap.from_list("fake to real", ["#F2A06A", "#FFFFFF", "#7FBCE3"])
LEVELS = np.linspace(0, 1, 21)
RESOLUTION = 101  # points along a side of the heat map
LONGEST_ARROW = 0.2  # in widths of the picture


def scatter(
    real: ArrayLike, fake: ArrayLike | None = None, *, alt: str, title: str, limit: float | None = None
) -> Picture:
    """Draw real and generated points of the plane.

    Args:
        real: Real points, shape (n, 2).
        fake: Generated points, shape (m, 2).
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the picture.
        limit: The picture reaches from -limit to limit on both axes; by default as far as the points.

    Returns:
        The picture.

    Raises:
        ValueError: If points are not of shape (n, 2), or `alt` is empty.
    """
    points, generated = _points("real", real), _points("fake", fake)
    with drawing():
        figure, (axes,) = figure_with_axes(title, 5.0, 5.4)
        _draw_points(axes, points, generated)
        _frame(axes, _limit(points, generated) if limit is None else limit)
        add_legend(figure)
        return picture(figure, alt=alt)


def decision_map(
    probability: Callable[[np.ndarray], ArrayLike],
    real: ArrayLike,
    fake: ArrayLike,
    *,
    alt: str,
    title: str,
    arrows: ArrayLike | None = None,
    limit: float | None = None,
) -> Picture:
    """Draw a discriminator's judgement of the plane as colours, with the real and the generated points on it.

    Args:
        probability: Takes points (k, 2), float32, and gives the probability in [0, 1] that each is real, shape (k,) or
            (k, 1).
        real: Real points, shape (n, 2).
        fake: Generated points, shape (m, 2).
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the picture.
        arrows: Direction in which the generator is told to move each generated point, shape (m, 2). The longest arrow
            takes a fifth of the picture's width, the others are in proportion.
        limit: The picture reaches from -limit to limit on both axes; by default as far as the points.

    Returns:
        The picture.

    Raises:
        ValueError: If points or arrows have another shape, `probability` gives something else than probabilities, or
            `alt` is empty.
    """
    points, generated = _points("real", real), _points("fake", fake)
    directions = _directions(arrows, generated)
    limit = _limit(points, generated) if limit is None else limit
    heights = _judgement(probability, limit)
    with drawing():
        figure, (axes,) = figure_with_axes(title, 6.0, 5.8)
        side = np.linspace(-limit, limit, RESOLUTION)
        heat = axes.contourf(side, side, heights, LEVELS, cmap=JUDGEMENT)
        figure.colorbar(
            heat, ax=axes, shrink=0.85, ticks=[0, 0.25, 0.5, 0.75, 1], label="discriminator's probability of real"
        )
        _draw_points(axes, points, generated, edge="white")
        _draw_arrows(axes, generated, directions, limit)
        _frame(axes, limit)
        axes.grid(visible=False)
        add_legend(figure)
        return picture(figure, alt=alt)


def _points(name: str, points: ArrayLike | None) -> np.ndarray:
    array = np.empty((0, 2)) if points is None else np.asarray(points, dtype=float)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"{name} must be points of the plane, shape (n, 2); got {array.shape}")
    return array


def _directions(arrows: ArrayLike | None, fake: np.ndarray) -> np.ndarray:
    directions = np.zeros_like(fake) if arrows is None else _points("arrows", arrows)
    if directions.shape != fake.shape:
        raise ValueError(f"there must be an arrow for each fake point, shape {fake.shape}; got {directions.shape}")
    return directions


def _limit(real: np.ndarray, fake: np.ndarray) -> float:
    reach = np.abs(np.concatenate([real, fake]))
    reach = reach[np.isfinite(reach)]
    return 1.15 * float(reach.max()) if reach.size and reach.max() > 0 else 1.0


def _judgement(probability: Callable[[np.ndarray], ArrayLike], limit: float) -> np.ndarray:
    side = np.linspace(-limit, limit, RESOLUTION, dtype=np.float32)
    x, y = np.meshgrid(side, side)
    plane = np.stack([x.ravel(), y.ravel()], axis=1)  # (RESOLUTION², 2)
    values = np.asarray(probability(plane), dtype=float)
    if values.shape not in ((len(plane),), (len(plane), 1)):
        raise ValueError(f"probability must give one number for each of the {len(plane)} points; got {values.shape}")
    if not (values.min() >= 0 and values.max() <= 1):
        raise ValueError(
            f"probability must give numbers in [0, 1]; got {values.min():g} to {values.max():g}. "
            "Logits become probabilities by keras.ops.sigmoid"
        )
    return values.reshape(RESOLUTION, RESOLUTION)


def _draw_points(axes: Axes, real: np.ndarray, fake: np.ndarray, edge: str = "none") -> None:
    outline: dict[str, Any] = {"edgecolors": edge, "linewidths": 0.5}
    axes.scatter(real[:, 0], real[:, 1], s=22, color=REAL, marker="o", label="real", alpha=0.8, zorder=2, **outline)
    if len(fake):
        axes.scatter(
            fake[:, 0], fake[:, 1], s=30, color=FAKE, marker="^", label="generated", alpha=0.85, zorder=3, **outline
        )


def _draw_arrows(axes: Axes, starts: np.ndarray, directions: np.ndarray, limit: float) -> None:
    lengths = np.linalg.norm(directions, axis=1)
    longest = lengths[np.isfinite(lengths)].max(initial=0)
    if longest > 0:
        steps = directions * (LONGEST_ARROW * 2 * limit / longest)
        axes.quiver(*starts.T, *steps.T, angles="xy", scale_units="xy", scale=1, width=0.004, color="black", zorder=4)


def _frame(axes: Axes, limit: float) -> None:
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), xlabel="x₁", ylabel="x₂", aspect="equal")

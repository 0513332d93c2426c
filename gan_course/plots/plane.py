"""Pictures of two-dimensional samples, and of what a discriminator says about the plane they lie in."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from gan_course.plots.pictures import Picture, picture
from gan_course.plots.style import FAKE, REAL, add_legend, drawing, figure_with_axes, pens

JUDGEMENT = LinearSegmentedColormap.from_list("fake to real", ["#F2A06A", "#FFFFFF", "#7FBCE3"])
LEVELS = np.linspace(0, 1, 21)
RESOLUTION = 101  # points along a side of the heat map
LONGEST_ARROW = 0.11  # in widths of the picture
ARROWS = 15  # along a side of a vector field, an odd number, so that one stands in the middle
SHORTEST_IN_FIELD = 0.45  # of the longest arrow of a field: the direction of the slowest must be seen too
SPEED = LinearSegmentedColormap.from_list("slow to fast", ["#A9B4BE", "#22303C"])


def scatter(
    real: ArrayLike, fake: ArrayLike | None = None, *, alt: str, title: str, limit: float | None = None
) -> Picture:
    """Draw real points of the plane as open circles, and generated ones as triangles, which do not hide them.

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

    Real points are open circles, so that the generated ones do not hide them; arrows lie under both.

    Args:
        probability: Takes points (k, 2), float32, and gives the probability in [0, 1] that each is real, shape (k,) or
            (k, 1).
        real: Real points, shape (n, 2).
        fake: Generated points, shape (m, 2).
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the picture.
        arrows: Direction in which the generator is told to move each generated point, shape (m, 2). An arrow's length
            grows with the root of what is given; the longest takes a ninth of the picture's width.
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
        _draw_points(axes, points, generated)
        _draw_pushes(axes, generated, directions, limit)
        _frame(axes, limit)
        axes.grid(visible=False)
        add_legend(figure)
        return picture(figure, alt=alt)


def vector_field(
    field: Callable[[Any, Any], tuple[Any, Any]],
    *,
    alt: str,
    title: str,
    paths: Mapping[str, ArrayLike] | None = None,
    limit: float = 2.0,
    x_label: str = "θ",
    y_label: str = "ψ",
) -> Picture:
    """Draw the direction in which two players move as arrows, and on them the paths that they take.

    Each path starts at its dot. Where nothing moves in the middle (0, 0), a cross marks the equilibrium.

    Args:
        field: Takes two arrays of one shape, and gives the rates of both, as those of `gan_course.dynamics` do. Every
            arrow can be seen: a faster one is darker and longer, the slowest nearly half as long as the fastest. Where
            nothing moves there is none.
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the picture.
        paths: Points that follow one another, shape (n, 2) with n at least 1, by their names in the legend.
        limit: The picture reaches from -limit to limit on both axes.
        x_label: Name of the horizontal axis, the field's first argument.
        y_label: Name of the vertical axis.

    Returns:
        The picture.

    Raises:
        ValueError: If a path is empty or not of shape (n, 2), the field gives other shapes than it takes, or `alt` is
            empty.
    """
    lines = {name: _path(name, points) for name, points in (paths or {}).items()}
    side = np.linspace(-limit, limit, ARROWS)
    x, y = np.meshgrid(side, side)
    rates = _rates(field, x, y)
    with drawing():
        figure, (axes,) = figure_with_axes(title, 5.0, 5.4)
        _draw_field(axes, np.stack([x, y], axis=-1).reshape(-1, 2), rates, limit)
        for (name, points), pen in zip(lines.items(), pens(), strict=False):
            axes.plot(*points.T, label=name, zorder=3, **pen)
            axes.plot(*points[0], "o", color=pen["color"], markersize=8, zorder=5)
        if not rates[len(rates) // 2].any():
            axes.plot(0, 0, "x", color="black", markersize=9, markeredgewidth=2, label="equilibrium", zorder=6)
        _frame(axes, limit, x_label, y_label)
        if axes.get_legend_handles_labels()[0]:
            add_legend(figure)
        return picture(figure, alt=alt)


def _path(name: str, points: ArrayLike) -> np.ndarray:
    path = _points(f"the path {name!r}", points)
    if not len(path):
        raise ValueError(f"expected the path {name!r} to have at least one point, got none")
    return path


def _rates(field: Callable[[Any, Any], tuple[Any, Any]], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    rates = [np.asarray(rate, dtype=float) for rate in field(x, y)]
    shapes = [rate.shape for rate in rates]
    if shapes != [x.shape, y.shape]:
        raise ValueError(f"expected field to give two arrays of the shape {x.shape} that it takes, got {shapes}")
    return np.stack(rates, axis=-1).reshape(-1, 2)


def _points(name: str, points: ArrayLike | None) -> np.ndarray:
    array = np.empty((0, 2)) if points is None else np.asarray(points, dtype=float)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"expected {name} to be points of the plane, shape (n, 2), got {array.shape}")
    return array


def _directions(arrows: ArrayLike | None, fake: np.ndarray) -> np.ndarray:
    directions = np.zeros_like(fake) if arrows is None else _points("arrows", arrows)
    if directions.shape != fake.shape:
        raise ValueError(f"expected an arrow for each fake point, shape {fake.shape}, got {directions.shape}")
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
        raise ValueError(
            f"expected probability to give one number for each of the {len(plane)} points, got {values.shape}"
        )
    if not (values.min() >= 0 and values.max() <= 1):
        raise ValueError(
            f"expected probability to give numbers in [0, 1], got {values.min():g} to {values.max():g}; logits become "
            "probabilities by keras.ops.sigmoid"
        )
    return values.reshape(RESOLUTION, RESOLUTION)


def _draw_points(axes: Axes, real: np.ndarray, fake: np.ndarray) -> None:
    ring: dict[str, Any] = {"facecolors": "none", "edgecolors": REAL, "linewidths": 1.0}
    axes.scatter(real[:, 0], real[:, 1], s=30, marker="o", label="real", alpha=0.75, zorder=4, **ring)
    if len(fake):
        filled: dict[str, Any] = {"color": FAKE, "edgecolors": "white", "linewidths": 0.4}
        axes.scatter(fake[:, 0], fake[:, 1], s=34, marker="^", label="generated", zorder=3, **filled)


def _draw_pushes(axes: Axes, starts: np.ndarray, pushes: np.ndarray, limit: float) -> None:
    """Draw where points are pushed, under them and no longer than needed: the points are what the picture is about."""
    directions, shares = _directions_and_shares(pushes)
    steps = directions * (np.sqrt(shares) * LONGEST_ARROW * 2 * limit)[:, np.newaxis]
    shape: dict[str, Any] = {"width": 0.0035, "headwidth": 4.5, "headlength": 5, "color": "#303030"}
    axes.quiver(*starts.T, *steps.T, angles="xy", scale_units="xy", scale=1, zorder=2, **shape)


def _draw_field(axes: Axes, middles: np.ndarray, rates: np.ndarray, limit: float) -> None:
    directions, shares = _directions_and_shares(rates)
    longest = 0.95 * 2 * limit / (ARROWS - 1)
    lengths = longest * (SHORTEST_IN_FIELD + (1 - SHORTEST_IN_FIELD) * np.sqrt(shares))
    moves = shares > 0
    steps = (directions * lengths[:, np.newaxis])[moves]
    look: dict[str, Any] = {"cmap": SPEED, "clim": (0, 1), "width": 0.0042, "pivot": "middle"}
    axes.quiver(
        *middles[moves].T, *steps.T, np.sqrt(shares[moves]), angles="xy", scale_units="xy", scale=1, zorder=2, **look
    )


def _directions_and_shares(rates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Split vectors into unit vectors and lengths as shares of the longest; one that is not finite becomes 0."""
    lengths = np.linalg.norm(rates, axis=1)
    finite = np.isfinite(lengths) & (lengths > 0)
    lengths = np.where(finite, lengths, 0)
    units = np.where(finite[:, np.newaxis], rates, 0) / np.where(finite, lengths, 1)[:, np.newaxis]
    return units, lengths / lengths.max(initial=np.finfo(float).tiny)


def _frame(axes: Axes, limit: float, x_label: str = "x₁", y_label: str = "x₂") -> None:
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), xlabel=x_label, ylabel=y_label, aspect="equal")

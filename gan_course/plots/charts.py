"""Charts of numbers: curves, densities, bars and histograms."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.container import BarContainer
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from gan_course.plots.pictures import Picture, picture
from gan_course.plots.style import DISCRIMINATOR, GUIDE, PALETTE, add_legend, drawing, figure_with_axes, pens

HATCHES = ("", "///", "...", "xxx", "\\\\\\", "ooo", "++")
INCHES_OF_BARS = 5.4  # width of the axes
VALUE_POINTS = 8.5
INCHES_PER_DIGIT, INCHES_UPRIGHT = 0.076, 0.13  # what a value written level takes for a character; and upright
BAR_AND_GAP = 0.8  # a value may stand out over the gap beside its bar, as wide as the bar's share of its place
GUIDE_DASHES = ((0, (1, 2)), (0, (6, 3)), (0, (6, 2, 1, 2)))


def curves(
    series: Mapping[str, ArrayLike],
    *,
    alt: str,
    title: str,
    x_label: str,
    y_label: str,
    guides: Mapping[str, float] | None = None,
    x: ArrayLike | None = None,
) -> Picture:
    """Draw one or more curves over a common axis.

    Args:
        series: Each curve's name and its values, shape (n,); the lengths may differ where `x` is not given. NaN
            leaves a gap.
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the chart.
        x_label: What the horizontal axis is, and its unit.
        y_label: What the vertical axis is, and its unit.
        guides: Horizontal reference lines: each one's name and its height.
        x: Horizontal position of the values, shape (n,); by default 1, 2, 3 …

    Returns:
        The picture.

    Raises:
        ValueError: If there is no curve, a curve is not one-dimensional or not as long as `x`, or `alt` is empty.
    """
    lines = {name: _vector(name, values, x) for name, values in _some(series).items()}
    with drawing():
        figure, (axes,) = figure_with_axes(title)
        for (name, values), pen in zip(lines.items(), pens(), strict=False):
            axes.plot(np.arange(1, len(values) + 1) if x is None else np.asarray(x), values, label=name, **pen)
        _draw_guides(axes, guides or {})
        axes.set(xlabel=x_label, ylabel=y_label)
        if x is None or _are_whole(np.asarray(x, dtype=float)):
            _tick_whole_numbers(axes.xaxis)
        axes.margins(x=0.01)
        if len(lines) > 1 or guides:
            add_legend(figure)
        return picture(figure, alt=alt)


def densities(
    x: ArrayLike,
    series: Mapping[str, ArrayLike],
    *,
    alt: str,
    title: str,
    discriminator: ArrayLike | Mapping[str, ArrayLike] | None = None,
    y_max: float | None = None,
) -> Picture:
    """Draw probability densities on the line, and under them what a discriminator says at each point.

    Args:
        x: Points, shape (n,).
        series: Each density's name and its values at the points, shape (n,); the data's before the generator's.
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the chart.
        discriminator: Probability at each point that it is real, shape (n,), in [0, 1]; or several with their names.
            NaN leaves a gap.
        y_max: Upper end of the density axis; the same for all frames of an animation.

    Returns:
        The picture.

    Raises:
        ValueError: If there is no density, one of them or the discriminator is not as long as `x`, a probability lies
            outside [0, 1], or `alt` is empty.
    """
    lines = {name: _vector(name, values, x) for name, values in _some(series).items()}
    if discriminator is not None and not isinstance(discriminator, Mapping):
        discriminator = {"D(x)": discriminator}
    judgements = {name: _probabilities(name, values, x) for name, values in (discriminator or {}).items()}
    with drawing():
        figure, axes = figure_with_axes(title, height=5.0 if judgements else 3.6, rows=2 if judgements else 1)
        for (name, values), pen in zip(lines.items(), pens(), strict=False):
            axes[0].plot(np.asarray(x), values, label=name, **pen)
            axes[0].fill_between(np.asarray(x), values, color=pen["color"], alpha=0.15, linewidth=0)
        axes[0].set(ylabel="density", ylim=(0, y_max))
        axes[-1].set_xlabel("x")
        axes[-1].margins(x=0)
        if judgements:
            axes[0].tick_params(labelbottom=False)
            _draw_judgements(axes[1], np.asarray(x), judgements)
        add_legend(figure)
        return picture(figure, alt=alt)


def bars(
    groups: Sequence[object],
    series: Mapping[str, ArrayLike],
    *,
    alt: str,
    title: str,
    x_label: str,
    y_label: str = "count",
    guides: Mapping[str, float] | None = None,
) -> Picture:
    """Draw counts, or any other amounts, as bars side by side, each with its value where there is room for it.

    Args:
        groups: What is counted, such as the modes or the classes; n of them.
        series: Each set's name and its amounts, shape (n,).
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the chart.
        x_label: What the groups are.
        y_label: What the amounts are, and their unit.
        guides: Horizontal reference lines: each one's name and its height.

    Returns:
        The picture.

    Raises:
        ValueError: If there is no set, one of them is not as long as `groups`, or `alt` is empty.
    """
    places = np.arange(len(groups))
    amounts = {name: _vector(name, values, places) for name, values in _some(series).items()}
    width = 0.8 / len(amounts)
    with drawing():
        figure, (axes,) = figure_with_axes(title)
        for index, (name, values) in enumerate(amounts.items()):
            offset = (index - (len(amounts) - 1) / 2) * width
            look: dict[str, Any] = {
                "color": PALETTE[index % len(PALETTE)],
                "hatch": HATCHES[index % len(HATCHES)],
                "edgecolor": "white",
            }
            drawn = axes.bar(places + offset, values, width, label=name, linewidth=0.5, **look)
            _write_values(axes, drawn, values, inches=INCHES_OF_BARS * width / max(len(groups), 1))
        if all(_are_whole(values) for values in amounts.values()):
            _tick_whole_numbers(axes.yaxis)
        _draw_guides(axes, guides or {})
        axes.set_xticks(places, [str(group) for group in groups])
        axes.set(xlabel=x_label, ylabel=y_label)
        axes.grid(visible=False, axis="x")
        if len(amounts) > 1 or guides:
            add_legend(figure)
        return picture(figure, alt=alt)


def histogram(
    samples: Mapping[str, ArrayLike], *, alt: str, title: str, x_label: str, bins: int | ArrayLike = 40
) -> Picture:
    """Draw how often values occur, as a density, so that sets of unequal size can be compared.

    Args:
        samples: Each set's name and its values, shape (n,); the real ones before the generated ones.
        alt: What the picture shows, for a reader who does not see it.
        title: Title above the chart.
        x_label: What the values are, and their unit.
        bins: Number of bins, the same for all sets, or their edges.

    Returns:
        The picture.

    Raises:
        ValueError: If there is no set, one of them is not one-dimensional, is empty or holds a value that is not
            finite, or `alt` is empty.
    """
    values = {name: _finite(name, _vector(name, sample)) for name, sample in _some(samples).items()}
    edges = np.histogram_bin_edges(np.concatenate(list(values.values())), bins)
    with drawing():
        figure, (axes,) = figure_with_axes(title, height=3.6)
        for (name, sample), pen in zip(values.items(), pens(), strict=False):
            heights, _ = np.histogram(sample, edges, density=True)
            axes.stairs(heights, edges, fill=True, alpha=0.2, color=pen["color"])
            axes.stairs(heights, edges, label=name, linewidth=1.8, **pen)
        axes.set(xlabel=x_label, ylabel="density")
        add_legend(figure)
        return picture(figure, alt=alt)


def _some(series: Mapping[str, ArrayLike]) -> Mapping[str, ArrayLike]:
    if not series:
        raise ValueError("expected a mapping from names to values, got an empty one; give at least one to draw")
    return series


def _vector(name: str, values: ArrayLike, x: ArrayLike | None = None) -> np.ndarray:
    vector = np.asarray(values, dtype=float)
    expected = "(n,)" if x is None else np.shape(x)
    if vector.ndim != 1 or (x is not None and vector.shape != expected):
        raise ValueError(f"expected {name!r} to be an array of shape {expected}, got {vector.shape}")
    return vector


def _finite(name: str, values: np.ndarray) -> np.ndarray:
    if not len(values) or not np.isfinite(values).all():
        finite = np.isfinite(values).sum()
        raise ValueError(f"expected {name!r} to hold finite values, at least one, got {finite} of {len(values)} finite")
    return values


def _probabilities(name: str, values: ArrayLike, x: ArrayLike) -> np.ndarray:
    vector = _vector(name, values, x)
    if ((vector < 0) | (vector > 1)).any():
        low, high = np.nanmin(vector), np.nanmax(vector)
        raise ValueError(
            f"expected {name!r} to be probabilities in [0, 1], got {low:g} to {high:g}; logits become probabilities by "
            "keras.ops.sigmoid"
        )
    return vector


def _draw_guides(axes: Axes, guides: Mapping[str, float]) -> None:
    for (name, height), dashes in zip(guides.items(), itertools.cycle(GUIDE_DASHES), strict=False):
        axes.axhline(height, color=GUIDE, linestyle=dashes, linewidth=1.4, label=name)


def _write_values(axes: Axes, drawn: BarContainer, values: np.ndarray, *, inches: float) -> None:
    """Write above each bar what it amounts to: level, or upright where the bars are narrow; not on the narrowest."""
    texts = _short(values)
    needed = max(map(len, texts), default=0) * INCHES_PER_DIGIT
    level = needed <= inches / BAR_AND_GAP
    if not level and inches < INCHES_UPRIGHT:
        return
    labels = axes.bar_label(drawn, texts, padding=2, fontsize=VALUE_POINTS, rotation=0 if level else 90)
    for label in labels:
        label.set_path_effects([withStroke(linewidth=2, foreground="white")])  # legible over guides and grid
    axes.margins(y=max(axes.get_ymargin(), 0.08 if level else 0.2))


def _short(values: np.ndarray) -> list[str]:
    """Write numbers with as many decimals as their largest needs; nothing for what is not finite."""
    finite = values[np.isfinite(values)]
    largest = float(np.abs(finite).max(initial=0))
    decimals = 0 if _are_whole(finite) or largest >= 100 else 1 if largest >= 10 else 2
    texts = []
    for value in values:
        text = f"{value:,.{decimals}f}"
        vanished = value != 0 and not text.strip("-0.,")
        texts.append((f"{value:.1g}" if vanished else text) if np.isfinite(value) else "")
    return [text.replace("-", "−") for text in texts]


def _are_whole(values: np.ndarray) -> bool:
    finite = values[np.isfinite(values)]
    return bool((finite == np.round(finite)).all())


def _tick_whole_numbers(axis: Axis) -> None:
    axis.set_major_locator(MaxNLocator("auto", integer=True, steps=[1, 2, 5, 10]))


def _draw_judgements(axes: Axes, x: np.ndarray, judgements: Mapping[str, np.ndarray]) -> None:
    colours = (DISCRIMINATOR, "#000000", "#E69F00")
    for index, (name, values) in enumerate(judgements.items()):
        axes.plot(x, values, label=name, color=colours[index % len(colours)], linestyle=("-", "--", ":")[index % 3])
    axes.axhline(0.5, color=GUIDE, linestyle=(0, (1, 2)), linewidth=1.4, label="undecided, ½")
    axes.set(ylabel="probability of real", ylim=(-0.03, 1.03))

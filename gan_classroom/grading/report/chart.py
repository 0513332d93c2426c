"""The picture of a report: for each notebook, who got how much of which exercise, and the totals."""

import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gan_classroom.grading.report.marks import LEVELS, Marks
from gan_course.plots.style import FAKE, REAL, drawing

__all__ = ["describe", "draw"]

_WIDTH, _INCHES_PER_EXERCISE, _INCHES_BESIDE = 10.0, 0.36, 1.3
_COLOURS = (REAL, "#56B4E9", FAKE, "#D0D0D0")  # told apart by colour-blind readers, and by their lightness
_LETTERS = ("white", "black", "black", "black")
_HATCHES = ("", "", "", "//")
_LEAST_SHARE = 0.05  # of the width, for a number to fit into a bar
_MOST_BARS = 24


def draw(marks: Sequence[Marks]) -> bytes:
    """Draw the marks, one row of two charts for each notebook.

    Args:
        marks: The marks of each notebook.

    Returns:
        A file in the PNG format, the same for the same marks.
    """
    heights = [_INCHES_PER_EXERCISE * len(one.points) + _INCHES_BESIDE for one in marks]
    with drawing():
        figure = Figure(figsize=(_WIDTH, sum(heights) + 0.9), layout="constrained")
        charts = figure.subplots(len(marks), 2, squeeze=False, width_ratios=(3, 2), height_ratios=heights)
        for one, (exercises, totals) in zip(marks, charts, strict=True):
            _draw_exercises(exercises, one)
            _draw_totals(totals, one)
        figure.suptitle("How many students got how much", x=0.02, horizontalalignment="left")
        handles, labels = charts[0, 0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower left", ncols=len(LEVELS), title="Of an exercise's points")
        file = io.BytesIO()
        figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def describe(marks: Sequence[Marks]) -> str:
    """Say what the picture shows, for a reader who does not see it.

    Args:
        marks: The marks of each notebook.

    Returns:
        Sentences; the tables of the report hold the numbers.
    """
    return " ".join(
        [
            "For each notebook two charts. Left, a bar for each exercise: how many students got all of its points, a "
            "part, none, or were not graded. Right, how many students have which total; a dashed line at the median.",
            *map(_describe_one, marks),
        ]
    )


def _describe_one(marks: Marks) -> str:
    shares = {name: share for name in marks.points if (share := marks.share(name)) is not None}
    if not shares:
        return f"{marks.name}: nobody has marks."
    low, high = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
    middle = float(np.median(marks.totals))
    return (
        f"{marks.name}: the median is {middle:g} of {sum(marks.points.values()):g} points; the hardest exercise is "
        f"{low} ({shares[low]:.0%} of its points on average), the easiest {high} ({shares[high]:.0%})."
    )


def _draw_exercises(axes: Axes, marks: Marks) -> None:
    names, students = list(marks.points), len(marks.rows)
    counts = np.array([list(marks.levels(name).values()) for name in names]).reshape(len(names), len(LEVELS))
    starts = np.cumsum(counts, axis=1) - counts
    for level, (label, colour, letters, hatch) in enumerate(zip(LEVELS, _COLOURS, _LETTERS, _HATCHES, strict=True)):
        widths = counts[:, level]
        style: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "white"}
        bars = axes.barh(names, widths, left=starts[:, level], label=label, **style)
        texts = [str(width) if width >= max(1, _LEAST_SHARE * students) else "" for width in widths]
        axes.bar_label(bars, texts, label_type="center", color=letters)
    axes.invert_yaxis()
    axes.grid(False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(title=marks.name, xlabel="students", ylabel="exercise", xlim=(0, students))


def _draw_totals(axes: Axes, marks: Marks) -> None:
    most, totals = sum(marks.points.values()), marks.totals
    step = max(1, math.ceil(most / _MOST_BARS))
    edges = [place * step - step / 2 for place in range(math.ceil(most / step) + 2)]
    axes.hist(totals, bins=edges, color=REAL, edgecolor="white")
    middle = f", median {np.median(totals):g}" if totals else ""
    if totals:
        axes.axvline(float(np.median(totals)), color="black", linestyle="--")
    axes.grid(False, axis="x")
    axes.set(title=f"{marks.day}: totals{middle}", xlabel=f"points, of {most:g}", ylabel="students")
    axes.set_xlim(-0.75 * step, most + 0.75 * step)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True))

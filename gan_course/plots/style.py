"""One look for every figure: colours that colour-blind readers can tell apart, and type legible at notebook size.

Source: Okabe and Ito, Color Universal Design (2008): seven of its eight colours; its yellow is too faint on white.
"""

import contextlib
import itertools
import textwrap
from collections.abc import Iterator
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

REAL = "#0072B2"  # blue
FAKE = "#D55E00"  # vermilion
DISCRIMINATOR = "#009E73"  # green
GENERATOR = "#CC79A7"  # purple
GUIDE = "#595959"  # grey of reference lines
PALETTE = (REAL, FAKE, DISCRIMINATOR, GENERATOR, "#E69F00", "#56B4E9", "#000000")
DASHES: tuple[Any, ...] = ("-", "--", "-.", (0, (1, 1)), (0, (5, 1)), (0, (3, 1, 1, 1)), "-")

DOTS_PER_INCH = 144
TITLE_WIDTH = 11  # characters of a title that fit on an inch
LEGEND_WIDTH = 13  # characters of a legend that do; the line before each name takes the room of eight

STYLE: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.labelsize": 11,
    "figure.constrained_layout.h_pad": 0.08,
    "figure.constrained_layout.w_pad": 0.08,
    "figure.dpi": DOTS_PER_INCH,
    "figure.facecolor": "white",
    "figure.titlesize": 12,
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "grid.alpha": 0.35,
    "grid.linewidth": 0.6,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "legend.handlelength": 2.6,
    "lines.linewidth": 2.0,
    "savefig.dpi": DOTS_PER_INCH,
    "savefig.facecolor": "white",
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
}


@contextlib.contextmanager
def drawing() -> Iterator[None]:
    """Draw in the course's style inside the ``with`` block, and leave matplotlib's settings as they were."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        yield


def figure_with_axes(title: str, width: float = 6.4, height: float = 4.0, rows: int = 1) -> tuple[Figure, list[Axes]]:
    """Make a figure that pyplot knows nothing of, so that nothing leaks and nothing is shown twice.

    Args:
        title: Title of the figure, wrapped to its width.
        width: Width in inches.
        height: Height in inches.
        rows: Number of axes, one above the other, with a common horizontal axis.

    Returns:
        The figure and its axes from top to bottom.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = [figure.add_subplot(rows, 1, 1)]
    axes += [figure.add_subplot(rows, 1, row + 1, sharex=axes[0]) for row in range(1, rows)]
    if title:
        figure.suptitle(textwrap.fill(title, int(width * TITLE_WIDTH)), x=0.02, horizontalalignment="left")
    return figure, axes


def pens() -> Iterator[dict[str, Any]]:
    """Yield line settings without end: each differs from the ones before it in colour and in dashes."""
    for colour, dashes in itertools.cycle(zip(PALETTE, DASHES, strict=True)):
        yield {"color": colour, "linestyle": dashes}


def add_legend(figure: Figure) -> None:
    """Write one legend for all axes of a figure under them, where it hides no data.

    Args:
        figure: A figure whose artists carry labels.
    """
    entries = [pair for axes in figure.axes for pair in zip(*axes.get_legend_handles_labels(), strict=True)]
    longest = max(len(str(label)) for _, label in entries)
    columns = max(1, int(figure.get_figwidth() * LEGEND_WIDTH / (longest + 8)))
    handles, labels = zip(*entries, strict=True)
    figure.legend(handles, labels, loc="outside lower center", ncols=min(columns, len(entries)))

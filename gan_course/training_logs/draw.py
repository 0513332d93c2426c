"""Pictures of training logs."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gan_course import plots
from gan_course.training_logs import STEPS_PER_ROW

__all__ = ["draw_logs"]

Log = Mapping[str, np.ndarray]
ENORMOUS = 100


def draw_logs(logs: Mapping[str, Log], *, alt: str) -> plots.Picture:
    """Draw logs one below the other: losses to the left; accuracies and diversity to the right.

    Args:
        logs: Each log with what to call it; a log as `training_logs.load` gives it.
        alt: What the picture shows, for a reader who does not see it.

    Returns:
        The picture.

    Raises:
        ValueError: If there is no log.
    """
    if not logs:
        raise ValueError("expected at least one log, got none; give a mapping from names to logs")
    with plots.drawing():
        height = 1.75 * len(logs) + 1.5
        figure = Figure(figsize=(8.0, height))
        above, below = 0.95 / height, 0.55 / height
        layout = {"hspace": 0.3, "wspace": 0.2, "left": 0.1, "right": 0.985, "top": 1 - above, "bottom": below}
        grid = figure.subplots(len(logs), 2, gridspec_kw=layout, squeeze=False)
        for row, (name, log) in zip(grid, logs.items(), strict=True):
            _draw_losses(row[0], name, log)
            _draw_shares(row[1], log)
        for axes, title in zip(grid[0], ("Losses", "Accuracies and diversity"), strict=True):
            axes.set_title(title, loc="left", pad=42)
            axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, fontsize=9, frameon=False)
        for axes in grid[-1]:
            axes.set_xlabel(f"rows of {STEPS_PER_ROW} steps")
        return plots.picture(figure, alt=alt)


def _draw_losses(axes: Axes, name: str, log: Log) -> None:
    epoch = np.arange(1, len(log["d_loss"]) + 1)
    axes.plot(epoch, log["d_loss"], color=plots.DISCRIMINATOR, label="discriminator")
    axes.plot(epoch, log["g_loss"], color=plots.GENERATOR, linestyle="--", label="generator")
    axes.axhline(2 * np.log(2), color=plots.GUIDE, linestyle=(0, (1, 2)), label="2 log 2")
    axes.axhline(np.log(2), color=plots.GUIDE, linestyle=(0, (6, 3)), label="log 2")
    axes.set_ylabel(name)
    largest = np.nanmax([log["d_loss"], log["g_loss"]])
    if largest > ENORMOUS:
        axes.set_yscale("symlog")
        powers = np.arange(0, np.log10(largest) + 3, 3)
        axes.set(ylim=(-0.5, 10 ** powers[-1]), yticks=[0, *10 ** powers[1:]])


def _draw_shares(axes: Axes, log: Log) -> None:
    epoch = np.arange(1, len(log["d_loss"]) + 1)
    axes.plot(epoch, log["real_accuracy"], color=plots.REAL, label="real accuracy")
    axes.plot(epoch, log["fake_accuracy"], color=plots.FAKE, linestyle="--", label="fake accuracy")
    axes.plot(epoch, log["diversity"], color="black", linestyle=":", label="diversity")
    axes.set_ylim(-0.05, 2.05)

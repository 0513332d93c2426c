"""A training dashboard: losses, accuracies and samples while ``fit`` runs, with buttons that pause and stop it."""

import threading
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from IPython.display import display

from gan_course import plots
from gan_course.arguments import not_negative, whole
from gan_course.labs.stage import Answer, Laboratory
from gan_course.training.interrupt import StopOnInterrupt

__all__ = ["Curves", "TrainingDashboard"]

MOST_POINTS = 400  # of a curve; beyond, every other one is dropped
WAIT = 0.05  # seconds between two looks at the button while training is paused


class Curves:
    """Values over training, thinned where they become too many: the steps between two kept ones double.

    Examples:
        >>> curves = Curves(most=4)
        >>> for step in range(10):
        ...     curves.add(step, {"loss": float(step)})
        >>> curves.steps, curves.values["loss"]
        ([0, 4, 8], [0.0, 4.0, 8.0])

    Args:
        most: As many points are kept, at least 2.
    """

    def __init__(self, most: int = MOST_POINTS) -> None:
        self._most = whole("most", most, at_least=2)
        self.steps: list[int] = []
        self.values: dict[str, list[float]] = {}
        self._every, self._turn = 1, 0

    def add(self, step: int, values: Mapping[str, float]) -> None:
        """Note the values of a step, where this is its turn.

        Args:
            step: Its number.
            values: The values by name; those of the first step say which names there are.
        """
        due, self._turn = self._turn % self._every == 0, self._turn + 1
        if not due:
            return
        if not self.steps:
            self.values = {name: [] for name in values}
        self.steps.append(step)
        for name, kept in self.values.items():
            kept.append(float(values.get(name, np.nan)))
        if len(self.steps) > self._most:
            self.steps = self.steps[::2]
            self.values = {name: kept[::2] for name, kept in self.values.items()}
            self._every *= 2


class TrainingDashboard(StopOnInterrupt):
    """Shows training as it goes, and lets the reader pause it, go on, or end it, without an end to the kernel.

    Pass ``verbose=0`` to ``fit`` beside it. *Stop* ends ``fit`` after the steps that are running, as an interrupt does.
    The buttons need a front end that reaches a kernel at work, such as JupyterLab from 4.4 on; elsewhere an interrupt
    stops training just so. When training ends, curves and samples stay as a picture.

    Args:
        samples: Images in the grid of samples, at least 1; samples of another kind are not shown.
        condition: As for `GAN.generate`.
        interval: Seconds between two updates of the curves, at least 0.
        sample_interval: Seconds between two updates of the samples.
        seed: Seed of the samples' noise.

    Attributes:
        curves: What was noted.
        stopped: Whether the button ended the last training.

    Raises:
        ValueError: If a number is out of range.
    """

    def __init__(
        self,
        samples: int = 16,
        *,
        condition: Any = None,
        interval: float = 0.3,
        sample_interval: float = 2.0,
        seed: int = 0,
    ) -> None:
        super().__init__()
        self.samples, self.condition = whole("samples", samples, at_least=1), condition
        self.interval = not_negative("interval", interval)
        self.sample_interval = not_negative("sample_interval", sample_interval)
        self.seed = seed
        self.curves = Curves()
        self.stopped = False
        self._paused = threading.Event()
        self._laboratory = Laboratory("dashboard.js", {}, self._heard)
        self._grid: np.ndarray | None = None

    def on_train_begin(self, logs: Any = None) -> None:
        """Show the dashboard.

        Args:
            logs: Not used.
        """
        super().on_train_begin(logs)
        self.curves, self.stopped = Curves(), False
        self._paused.clear()
        self._started, self._steps, self._grid = time.monotonic(), 0, None
        self._ended = self._held = False
        self._told_at = self._sampled_at = -np.inf
        self._place = display({"text/plain": "training …"}, raw=True, display_id=True)
        display(self._laboratory.widget)
        self._laboratory.listen()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start to count the epoch's steps.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Not used.
        """
        self._before = epoch * (self.params["steps"] or 0)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Note and show, and wait while the reader pauses.

        Args:
            batch: Number of the step within the epoch, from 0.
            logs: Means of the metrics over the epoch so far.
        """
        super().on_train_batch_end(batch, logs)
        self._steps = self._before + min(batch + 1, self.params["steps"] or batch + 1)
        self.curves.add(self._steps, logs or {})
        now = time.monotonic()
        if now - self._told_at >= self.interval:
            self._told_at = now
            self._send(sample=now - self._sampled_at >= self.sample_interval)
        if self._paused.is_set():
            self._held = True
            self._send(sample=True)
            while self._paused.is_set() and not self.model.stop_training:
                time.sleep(WAIT)
            self._held = False

    def on_train_end(self, logs: Any = None) -> None:
        """Show the end, and leave a picture.

        Args:
            logs: Not used.
        """
        self._ended = True
        self._send(sample=True)
        if self._place is not None and self.curves.steps:  # None outside a notebook
            self._place.update(self._left(), raw=True)
        super().on_train_end(logs)

    def _heard(self, question: dict[str, Any]) -> Answer:
        """Hear a button; this may run in another thread than ``fit``."""
        pressed = question.get("press")
        if pressed == "stop":
            self.stopped = True
            self.model.stop_training = True
            self._paused.clear()
        elif pressed == "pause":
            self._paused.clear() if self._paused.is_set() else self._paused.set()
        return self._state()

    def _state(self) -> Answer:
        state = "ended" if self._ended else "paused" if self._paused.is_set() else "running"
        paused = "paused" if self._held else "pausing"  # a step that has begun is ended first
        words = {"ended": "stopped" if self.stopped else "ended", "paused": paused, "running": "training"}[state]
        seconds = time.monotonic() - self._started
        told = {"state": state, "told": f"{words} · step {self._steps:,} · {seconds:.0f} s"}
        charts = {name: self._ending(end) for name, end in (("losses", "loss"), ("accuracies", "accuracy"))}
        if self._grid is None:
            return {**told, "charts": charts}, ()
        return {**told, "charts": charts, "size": self._grid.shape[:2]}, (self._grid,)

    def _ending(self, end: str) -> dict[str, list[float]]:
        return {name: list(kept) for name, kept in self.curves.values.items() if name.endswith(end)}

    def _send(self, *, sample: bool) -> None:
        if sample:
            self._sampled_at = time.monotonic()
            images = self._images()
            self._grid = None if images is None else plots.tile(images)
        self._laboratory.tell(*self._state())

    def _left(self) -> dict[str, str]:
        """Make what stays in the notebook: samples and losses."""
        title, images, losses = f"Samples after {self._steps:,} steps", self._images(), self._ending("loss")
        pictures = []
        if images is not None:
            pictures.append(plots.image_grid(images, title=title, alt=f"{title}: {self.samples} generated images."))
        if losses:
            said = ", ".join(f"{name} {kept[-1]:.2f}" for name, kept in losses.items())
            pictures.append(
                plots.curves(
                    losses,
                    x=self.curves.steps,
                    title="Losses",
                    x_label="steps",
                    y_label="mean over the epoch so far",
                    alt=f"Losses over training; at its end {said}.",
                )
            )
        inside = "".join(picture.html() for picture in pictures)
        return {
            "text/html": f'<div data-gan-lab="{self._laboratory.widget.still}">{inside}</div>',
            "text/plain": " ".join(picture.alt for picture in pictures),
        }

    def _images(self) -> np.ndarray | None:
        with self.model.averaged_weights():
            made = self.model.generate(self.samples, self.condition, seed=self.seed)
        return made if made.ndim == 4 else None  # other samples than images have no grid

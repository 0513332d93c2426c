"""A line that shows how far training is."""

import time
from collections.abc import Mapping
from typing import Any

from gan_course.progress import Line
from gan_course.runtime import keras


class ProgressLine(keras.callbacks.Callback):
    """Shows steps, speed, time taken and metrics on one line; pass ``verbose=0`` to ``fit`` beside it.

    Args:
        interval: Seconds between two updates, at least 0.
    """

    def __init__(self, interval: float = 1.0) -> None:
        super().__init__()
        self.interval = interval

    def on_train_begin(self, logs: Any = None) -> None:
        """Start the clock.

        Args:
            logs: Not used.
        """
        self._line = Line()
        self._line.write("compiling the training step …")
        self._started = self._shown = time.monotonic()
        self._steps = 0
        self._steps_at_start: int | None = None
        self._logs: Mapping[str, float] = {}

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start to count the epoch's steps.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Not used.
        """
        self._epoch = epoch
        self._steps_before = epoch * (self.params["steps"] or 0)
        if self._steps_at_start is None:
            self._steps_at_start = self._steps_before

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Show how far training is, if the last update is long enough ago.

        Args:
            batch: Number of the step within the epoch, from 0.
            logs: Means of the metrics over the epoch so far.
        """
        # Keras counts full calls of several steps, also where the epoch ends within one.
        done = min(batch + 1, self.params["steps"] or batch + 1)
        self._steps, self._logs = self._steps_before + done, logs or {}
        if time.monotonic() - self._shown >= self.interval:
            self._show()

    def on_train_end(self, logs: Any = None) -> None:
        """Show the final state, and end the line.

        Args:
            logs: Means of the metrics over the last epoch.
        """
        self._logs = logs or self._logs
        self._show()
        self._line.close()

    def _show(self) -> None:
        self._shown = time.monotonic()
        seconds = self._shown - self._started
        metrics = " · ".join(f"{name} {float(value):.3f}" for name, value in self._logs.items())
        speed = (self._steps - (self._steps_at_start or 0)) / max(seconds, 1e-9)
        self._line.write(f"{self._position()} · {speed:.0f} steps/s · {seconds:.0f} s · {metrics}")

    def _position(self) -> str:
        steps_per_epoch = self.params["steps"]
        if steps_per_epoch is None:
            return f"epoch {self._epoch + 1} of {self.params['epochs']}, step {self._steps:,}"
        return f"step {self._steps:,} of {steps_per_epoch * self.params['epochs']:,}"

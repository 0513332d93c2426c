"""Ctrl-C that ends training cleanly."""

import signal
import threading
from typing import Any

from gan_course.training.hooks import FitCallback


class StopOnInterrupt(FitCallback):
    """Lets the first Ctrl-C, or *Interrupt the kernel* in a notebook, end `fit` after the steps that are running.

    `fit` then returns as it always does: moving averages of the weights are put in place, the history holds a row for
    the part of the epoch that was trained, and the model can be used and saved. A second interrupt raises
    ``KeyboardInterrupt`` at once. Afterwards, also where `GAN.fit` raises, interrupts do what they did before.

    Signals reach only Python's main thread: where `fit` runs in another one, this callback does nothing.

    Attributes:
        interrupted: Whether the last training was interrupted.
    """

    def __init__(self) -> None:
        super().__init__()
        self.interrupted = False
        self._told = False
        self._installed = False
        self._former: Any = None

    def on_train_begin(self, logs: Any = None) -> None:
        """Take over the handling of interrupts.

        Args:
            logs: Not used.
        """
        self.interrupted = self._told = False
        if threading.current_thread() is threading.main_thread() and not self._installed:
            self._former = signal.signal(signal.SIGINT, self._stop)
            self._installed = True

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Say that training is about to stop.

        Args:
            batch: Number of the step within the epoch, from 0.
            logs: Not used.
        """
        self._tell()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Say that training is about to stop, also during validation.

        Args:
            batch: Number of the step, from 0.
            logs: Not used.
        """
        self._tell()

    def on_train_end(self, logs: Any = None) -> None:
        """Hand interrupts back.

        Args:
            logs: Not used.
        """
        self._tell()
        self.after_fit()

    def after_fit(self) -> None:
        """Hand interrupts back to who handled them before."""
        if self._installed:
            signal.signal(signal.SIGINT, signal.SIG_DFL if self._former is None else self._former)
            self._installed = False

    def _stop(self, number: int, frame: Any) -> None:
        if self.interrupted:
            self.after_fit()
            raise KeyboardInterrupt
        self.interrupted = self.model.stop_training = True

    def _tell(self) -> None:
        # Not in the handler: that one may run while something else is being printed.
        if self.interrupted and not self._told:
            self._told = True
            print("\ninterrupted: training stops after the running steps; interrupt again to stop at once")

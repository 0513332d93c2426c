"""The clock of training, which stands still while a generator is judged."""

import contextlib
import time
from collections.abc import Callable, Iterator

import numpy as np


class Stopwatch:
    """Counts seconds from its making on, those inside `paused` apart."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._start = now()

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return self._now() - self._start

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Leave out the seconds of a ``with`` block."""
        stopped = self._now()
        try:
            yield
        finally:
            self._start += self._now() - stopped


def schedule(seconds: float, points: int) -> list[float]:
    """Choose the seconds at which to judge: half of them ever closer towards the start, from a quarter on evenly.

    Args:
        seconds: Length of the training; always the last of them.
        points: How many, at least 2.
    """
    early = np.geomspace(seconds / 100, seconds / 4, points // 2)
    evenly = np.linspace(seconds / 4, seconds, points - points // 2 + 1)[1:]
    return [*early.tolist(), *evenly.tolist()]

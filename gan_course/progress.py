"""A line of text that is written over: in a terminal, in a notebook, and in a saved notebook without bloating it."""

import sys
import time
from typing import Any


class Line:
    """One line on standard output; in a notebook, one output that is replaced, so that only the last text is saved."""

    def __init__(self) -> None:
        self._length = 0
        self._display: Any = None
        self._in_notebook = _in_notebook()

    def write(self, text: str) -> None:
        """Put a text in the place of the one before.

        Args:
            text: One line.
        """
        if not self._in_notebook:
            sys.stdout.write("\r" + text.ljust(self._length))
            sys.stdout.flush()
        elif self._display is None:
            from IPython.display import display

            self._display = display({"text/plain": text}, raw=True, display_id=True)
        else:
            self._display.update({"text/plain": text}, raw=True)
        self._length = len(text)

    def close(self) -> None:
        """End the line, if one was begun, so that what is printed next starts on a new one."""
        if self._length and not self._in_notebook:
            print(flush=True)


class Progress:
    """How much of a total is done, on one line that is written at most some twenty times.

    Args:
        label: What is going on; starts the line.
        total: The amount of work; positive.
        unit: What the amount counts, with a divisor: ``("MB", 1e6)``.
        quiet_seconds: Write nothing before this much time has passed.
    """

    STEP = 0.05

    def __init__(self, label: str, total: float, unit: tuple[str, float], *, quiet_seconds: float = 0.0) -> None:
        self._label, self._total, (self._unit, self._divisor) = label, total, unit
        self._loud_from = time.monotonic() + quiet_seconds
        self._done, self._shown = 0.0, -self.STEP
        self._line = Line()

    def add(self, amount: float) -> None:
        """Count work as done, and show it where that is at least 5 % more than the line says.

        Args:
            amount: How much was done since the last call, in the units of the total.
        """
        self._done += amount
        share = self._done / self._total
        if time.monotonic() >= self._loud_from and (share - self._shown >= self.STEP or share >= 1):
            self._shown = share
            done, total = (f"{value / self._divisor:,.4g}" for value in (self._done, self._total))
            self._line.write(f"{self._label}: {done} of {total} {self._unit} ({share:.0%})")

    def close(self) -> None:
        """End the line, if one was begun."""
        self._line.close()


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")

"""A progress line on standard output that a saved notebook does not suffer from: at most twenty short updates."""

import time


class Progress:
    """Write how much of a total is done, over and over on one line.

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
        self._started = False

    def add(self, amount: float) -> None:
        """Count work as done, and show it where that is at least 5 % more than the line says.

        Args:
            amount: How much was done since the last call, in the units of the total.
        """
        self._done += amount
        share = self._done / self._total
        if time.monotonic() >= self._loud_from and (share - self._shown >= self.STEP or share >= 1):
            self._shown, self._started = share, True
            done, total = (f"{value / self._divisor:,.4g}" for value in (self._done, self._total))
            print(f"\r{self._label}: {done} of {total} {self._unit} ({share:.0%})   ", end="", flush=True)

    def close(self) -> None:
        """End the line, if one was begun."""
        if self._started:
            print(flush=True)

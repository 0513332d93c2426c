"""Signals that ask a program to end: a training run ends on them as it does on Ctrl+C, and keeps what was trained."""

import contextlib
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from typing import Any

NAMES = ("SIGTERM", "SIGHUP")  # a batch system or `kill` sends the first, a terminal that closes the second


class Stop:
    """What a run was asked to do.

    Attributes:
        signal: The first signal that came, or None.
        must_finish: Set this while results are written: signals that come then change nothing.
    """

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None
        self.must_finish = False

    @property
    def exit_code(self) -> int:
        """128 plus the signal's number, as a shell reports it; 130 for Ctrl+C."""
        return 128 + (self.signal or signal.SIGINT)

    @property
    def reason(self) -> str:
        """What happened, in words."""
        return f"stopped by {self.signal.name}" if self.signal else "interrupted"

    def handle(self, number: int, frame: Any) -> None:
        """Do what Ctrl+C does now; only the first time, because a terminal that closes may send a signal twice.

        Args:
            number: The signal.
            frame: Where the program is.

        Raises:
            KeyboardInterrupt: If that is what Ctrl+C does.
        """
        if self.signal is not None:
            return
        self.signal = signal.Signals(number)
        if self.signal.name == "SIGHUP":
            _forget_terminal()
        if self.must_finish:
            return
        on_interrupt = signal.getsignal(signal.SIGINT)
        if not callable(on_interrupt):
            raise KeyboardInterrupt
        on_interrupt(signal.SIGINT, frame)


@contextlib.contextmanager
def stop_signals() -> Iterator[Stop]:
    """Let SIGTERM and SIGHUP stop a ``with`` block as Ctrl+C does.

    A signal that is ignored stays so: that is how ``nohup`` lets a program outlive its terminal. Outside of the main
    thread, which alone gets signals, nothing changes. Afterwards both do what they did; but where a terminal has
    closed, SIGHUP is ignored from then on.

    Yields:
        What was asked for.
    """
    stop, former = Stop(), {}
    if threading.current_thread() is threading.main_thread():
        for name in NAMES:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                former[number] = signal.signal(number, stop.handle)
    try:
        yield stop
    finally:
        for number, handler in former.items():
            again = stop.signal == number == getattr(signal, "SIGHUP", None)  # it may be said twice
            signal.signal(number, signal.SIG_IGN if again else signal.SIG_DFL if handler is None else handler)


def _forget_terminal() -> None:
    """Send what would be printed to a terminal that is gone nowhere: writing to it would raise an error."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            if stat.S_ISCHR(os.fstat(stream.fileno()).st_mode):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)

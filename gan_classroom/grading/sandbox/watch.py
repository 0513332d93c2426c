"""A watch over all processes of one sandbox: their number and their memory together."""

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from gan_classroom.grading.limits import Limits

__all__ = ["Watch", "excess"]

_INTERVAL = 0.2  # seconds; memory can be filled at some GB a second
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Watch(threading.Thread):
    """Looks at a sandbox until it ends or goes over a limit.

    Args:
        pid: The first process in the sandbox, as seen from outside.
        limits: The limits.
        stop: Called once if one is exceeded; ends the sandbox.
    """

    def __init__(self, pid: int, limits: Limits, stop: Callable[[], None]) -> None:
        super().__init__(daemon=True, name=f"watch-{pid}")
        self._processes = Path(f"/proc/{pid}/root/proc")
        self._limits, self._stop_sandbox = limits, stop
        self._ended = threading.Event()
        self.reason = ""  #: Which limit was exceeded, in words.

    def run(self) -> None:
        """Look again and again."""
        while not self._ended.wait(_INTERVAL):
            self.reason = excess(self._processes, self._limits)
            if self.reason:
                self._stop_sandbox()
                return

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()


def excess(processes: Path, limits: Limits) -> str:
    """Compare what the processes use with the limits.

    Args:
        processes: The sandbox's own ``/proc``, which shows its processes and no others.
        limits: The limits.

    Returns:
        The limits, in words, if one is exceeded; nothing if all is well or the sandbox is gone. Which of the two a
        fork bomb reaches first is chance, and no part of the words.
    """
    with contextlib.suppress(OSError):
        shown = [process for process in processes.iterdir() if process.name.isdigit()]
        many = len(shown) - 1 > limits.processes  # process 1 only keeps the sandbox open
        if many or sum(map(_resident, shown)) > limits.memory_mb * 1_000_000:
            return f"more than {limits.memory_mb} MB of memory or {limits.processes} processes"
    return ""


def _resident(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):  # it has just ended
        return 0

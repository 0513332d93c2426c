"""A watch over all processes of one sandbox: their number, and their memory together, shared memory included.

Where the sandbox has a control group, that is what limits the memory, and the watch tells when it did.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from gan_classroom.grading.limits import Limits
from gan_classroom.grading.sandbox.control_group import ControlGroup

__all__ = ["Watch", "excess"]

_INTERVAL = 0.2  # seconds; memory can be filled at some GB a second
_GONE = (FileNotFoundError, ProcessLookupError, NotADirectoryError)
_IN_MEMORY = ("tmp", "dev/shm", "run/kernel")
_MOMENT = 5  # looks
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Watch(threading.Thread):
    """Looks at a sandbox until it ends or goes over a limit.

    Args:
        pid: The first process in the sandbox, as seen from outside.
        limits: The limits.
        stop: Called once if one is exceeded; ends the sandbox.
        group: The sandbox's control group, if it has one.
    """

    def __init__(self, pid: int, limits: Limits, stop: Callable[[], None], group: ControlGroup | None = None) -> None:
        super().__init__(daemon=True, name=f"watch-{pid}")
        self._processes = Path(f"/proc/{pid}/root/proc")
        self._limits, self._stop_sandbox, self._group = limits, stop, group
        self._ended = threading.Event()
        self._reason = ""

    def run(self) -> None:
        """Look again and again."""
        hidden = 0
        while not self._ended.wait(_INTERVAL):
            try:
                self._reason, hidden = excess(self._processes, self._limits, self._group), 0
            except PermissionError:  # also for a moment while a kernel starts
                hidden += 1
                self._reason = "a process that hides what it holds" * (hidden == _MOMENT)
            if self._reason:
                self._stop_sandbox()
                return

    @property
    def reason(self) -> str:
        """Which limit was exceeded, in words: the control group may have ended the sandbox since the last look."""
        if self._group is not None and not self._reason and self._group.ran_out():
            self._reason = _in_words(self._limits)
        return self._reason

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()


def excess(processes: Path, limits: Limits, group: ControlGroup | None = None) -> str:
    """Compare what the processes use with the limits.

    Args:
        processes: The sandbox's own ``/proc``, which shows its processes and no others.
        limits: The limits.
        group: The control group that limits the memory, if there is one.

    Returns:
        The limits, in words, if one is exceeded; nothing if all is well or the sandbox is gone. Which of the two a
        fork bomb reaches first is chance, and no part of the words.

    Raises:
        PermissionError: If a process hides its files.
    """
    with contextlib.suppress(*_GONE):
        shown = [process for process in processes.iterdir() if process.name.isdigit()]
        many = len(shown) - 1 > limits.processes  # process 1 only keeps the sandbox open
        if many or (group.ran_out() if group else _held(processes, shown) > limits.memory_mb * 1_000_000):
            return _in_words(limits)
    return ""


def _in_words(limits: Limits) -> str:
    return f"more than {limits.memory_mb} MB of memory or {limits.processes} processes"


def _held(processes: Path, shown: list[Path]) -> int:
    """Bytes that processes hold, those without a process included."""
    filled = sum(_filled(processes.parent / place) for place in _IN_MEMORY)
    return sum(map(_resident, shown)) + _shared(shown) + filled


def _resident(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):  # it has just ended
        return 0


def _shared(processes: list[Path]) -> int:
    """The files without a name that processes hold, once each, whether they are mapped or not."""
    files: dict[tuple[int, int], int] = {}
    for process in processes:
        with contextlib.suppress(*_GONE):
            for descriptor in (process / "fd").iterdir() if process.name != "1" else ():
                with contextlib.suppress(*_GONE):
                    if str(descriptor.readlink()).startswith("/memfd:"):
                        status = descriptor.stat()
                        files[status.st_dev, status.st_ino] = 512 * status.st_blocks
    return sum(files.values())


def _filled(folder: Path) -> int:
    if not folder.is_dir():
        return 0
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize

"""A control group of Linux for each sandbox, where this process may make one: its limit of memory counts everything.

Version 2 of the interface can be had by an ordinary user to whom systemd delegates a group, version 1 by root.

Source: https://docs.kernel.org/admin-guide/cgroup-v2.html and cgroup-v1/memory.html
"""

import contextlib
import itertools
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gan_classroom.grading.limits import Limits

__all__ = ["TASKS", "ControlGroup", "make"]

#: Processes and threads of a sandbox; TensorFlow has some dozens of threads.
TASKS = 1024

_MOUNT, _OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
_PREFIX = "sandbox"
_WAITS, _WAIT = 200, 0.05  # seconds, for processes that are ending
_numbers = itertools.count()


@dataclass(frozen=True)
class ControlGroup:
    """A group that processes join by writing 0 into a file.

    Args:
        folder: The group.
        events: The name of the file that counts the processes that were ended because memory ran out.
    """

    folder: Path
    events: str

    @property
    def entrance(self) -> Path:
        """The file to write to."""
        return self.folder / "cgroup.procs"

    def ran_out(self) -> bool:
        """Tell whether a process was ended because the group had used up its memory.

        Returns:
            Whether one was; not so if the group is gone.
        """
        with contextlib.suppress(OSError):
            counts = dict(line.split() for line in (self.folder / self.events).read_text(encoding="ascii").splitlines())
            return int(counts.get("oom_kill", 0)) > 0
        return False

    def remove(self) -> None:
        """Remove the group once its processes have ended; one that stays does no harm."""
        for _ in range(_WAITS):
            with contextlib.suppress(OSError):
                self.folder.rmdir()
            if not self.folder.exists():
                return
            time.sleep(_WAIT)


def make(limits: Limits, *, mount: Path = _MOUNT, own: Path = _OWN) -> ControlGroup | None:
    """Make a group with a sandbox's limit of memory.

    Args:
        limits: The limits.
        mount: Where the system shows control groups.
        own: The file that names this process's groups.

    Returns:
        The group, or None where none can be had.
    """
    memory = str(limits.memory_mb * 1_000_000)
    second = {"memory.max": memory, "memory.swap.max": "0", "memory.oom.group": "1", "pids.max": str(TASKS)}
    first = {"memory.limit_in_bytes": memory, "memory.memsw.limit_in_bytes": memory}
    for place, version in _places(mount, own):
        settings, events = (first, "memory.oom_control") if version == 1 else (second, "memory.events")
        with contextlib.suppress(OSError):
            return ControlGroup(_made(place, settings), events)
    return None


def _places(mount: Path, own: Path) -> Iterator[tuple[Path, int]]:
    """Yield where a group may be made, and the interface's version there.

    In version 2 that is beside this process rather than below it: a group with processes of its own limits no others.
    """
    with contextlib.suppress(OSError):
        for line in own.read_text(encoding="utf-8").splitlines():
            number, controllers, path = line.split(":", 2)
            if "memory" in controllers.split(","):
                yield mount / "memory" / path.lstrip("/"), 1
            if number == "0" and path != "/":
                yield (mount / path.lstrip("/")).parent, 2


def _made(place: Path, settings: dict[str, str]) -> Path:
    """Make a group and set its limits; the first is the one that matters, the others may be unknown to the system.

    Raises:
        OSError: If this process may not, or the system does not limit memory there.
    """
    with contextlib.suppress(OSError):
        (place / "cgroup.subtree_control").write_text("+memory +pids", encoding="ascii")
    for left in place.glob(f"{_PREFIX}-*"):
        if not Path(f"/proc/{left.name.split('-')[1]}").exists():  # of a grader that was killed
            with contextlib.suppress(OSError):
                left.rmdir()
    folder = place / f"{_PREFIX}-{os.getpid()}-{next(_numbers)}"
    folder.mkdir()
    try:
        for number, (name, value) in enumerate(settings.items()):
            if number == 0 or (folder / name).exists():
                (folder / name).write_text(value, encoding="ascii")
    except OSError:
        folder.rmdir()
        raise
    return folder

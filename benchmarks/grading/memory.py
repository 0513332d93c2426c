"""The memory of a process and of all that it started."""

import statistics
import time
from dataclasses import dataclass, field

import psutil

KERNELS = (
    "ipykernel_launcher",
    "gan_classroom.grading.sandbox.forkserver",
)  # a forked kernel keeps its server's command line
MEGABYTE = 1_000_000


@dataclass
class Meter:
    """What was seen.

    Args:
        trees: Memory of all processes together, in MB, a value for each sample; a page that several of them share
            counts several times.
        kernel: The most memory of a single kernel, in MB.
        seen: The processes that were there.
    """

    trees: list[float] = field(default_factory=list)
    kernel: float = 0.0
    seen: set[psutil.Process] = field(default_factory=set)

    def sample(self, pid: int) -> None:
        """Look at a process and its descendants now.

        Args:
            pid: The process; it may have ended.
        """
        try:
            first = psutil.Process(pid)
            processes = [first, *first.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        sizes = [_size(process) for process in processes]
        self.seen |= set(processes)
        self.trees.append(sum(size for size, _ in sizes))
        self.kernel = max([self.kernel, *(size for size, kernel in sizes if kernel)])

    @property
    def peak(self) -> float:
        """The most memory of all processes together, in MB."""
        return max(self.trees, default=0.0)

    @property
    def median(self) -> float:
        """The median of the memory of all processes together, in MB."""
        return statistics.median(self.trees or [0.0])

    def left_behind(self, patience: float = 5.0) -> int:
        """Count the processes of all samples that go on running.

        Args:
            patience: Seconds in which they may end.
        """
        deadline = time.monotonic() + patience
        while (running := sum(map(_alive, self.seen))) and time.monotonic() < deadline:
            time.sleep(0.1)
        return running


def _size(process: psutil.Process) -> tuple[float, bool]:
    """The resident memory in MB, and whether it is a kernel."""
    try:
        kernel = any(argument in KERNELS for argument in process.cmdline())
        return process.memory_info().rss / MEGABYTE, kernel
    except psutil.Error:  # it has just ended
        return 0.0, False


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False

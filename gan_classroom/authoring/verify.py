"""Run every notebook at the current budget and hold it to the promised time and memory: ``make verify``.

What is promised holds on quiet cores. Where other programs work beside a notebook, their share of the machine's
processor time is taken off its seconds: with c cores, on which others worked o seconds during w seconds, quiet cores
would have taken about w - o/c.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from gan_course import budget

NOTEBOOK_SECONDS = {"smoke": 30, "laptop": 240, "gpu": 240}
CELL_SECONDS = 60
GIGABYTES = 2.5
TREES = ("solutions", "notebooks")


@dataclass(frozen=True)
class Measurement:
    """What one run of a notebook took.

    Args:
        name: The notebook, such as ``solutions/day01/components.ipynb``.
        seconds: From the start of the kernel to the end of the last cell, on quiet cores.
        longest_cell: Seconds that the slowest cell took, on quiet cores.
        gigabytes: The kernel's peak resident memory, in units of 10⁹ bytes.
        wall_seconds: As ``seconds``, by the clock.
        error: What stopped it, or nothing.
    """

    name: str
    seconds: float
    longest_cell: float
    gigabytes: float
    wall_seconds: float = 0.0
    error: str = ""

    def complaints(self, seconds: float) -> Iterator[str]:
        """Compare with what is promised.

        Args:
            seconds: The limit of the whole notebook.

        Yields:
            A sentence for each broken promise.
        """
        if self.error:
            yield self.error
        if self.seconds > seconds:
            yield f"took {self.seconds:.0f} s; at most {seconds} s are promised"
        if self.longest_cell > CELL_SECONDS:
            yield f"a cell took {self.longest_cell:.0f} s; at most {CELL_SECONDS} s are promised"
        if self.gigabytes > GIGABYTES:
            yield f"needed {self.gigabytes:.1f} GB; at most {GIGABYTES} GB are promised"


class Stopwatch:
    """Tells how long something took, and how long it would have taken with no other program at work.

    Args:
        process_ids: The processes that belong to it, with their children.
    """

    def __init__(self, process_ids: Sequence[int]) -> None:
        self._processes = [psutil.Process(process_id) for process_id in process_ids]
        self._start = time.monotonic()
        self._busy, self._own = _busy_seconds(), self._own_seconds()

    def seconds(self) -> float:
        """Read the clock.

        Returns:
            Seconds since the start.
        """
        return time.monotonic() - self._start

    def quiet_seconds(self) -> float:
        """Estimate the seconds on quiet cores.

        Returns:
            Seconds since the start, less the others' share; at least an even share of the own processor time.
        """
        own, cores = self._own_seconds() - self._own, psutil.cpu_count() or 1
        others = max(_busy_seconds() - self._busy - own, 0.0)
        return max(self.seconds() - others / cores, own / cores, 0.0)

    def _own_seconds(self) -> float:
        total = 0.0
        for process in self._processes:
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system + times.children_user + times.children_system
        return total


def _busy_seconds() -> float:
    """Sum the seconds in which the machine's cores have worked for any program."""
    times = psutil.cpu_times()
    return sum(getattr(times, kind, 0.0) for kind in ("user", "nice", "system", "irq", "softirq", "steal"))


class _Client(NotebookClient):
    """Runs a notebook and looks at its kernel after every cell."""

    longest_cell = 0.0
    gigabytes = 0.0

    async def async_execute_cell(self, cell, *arguments, **options):  # type: ignore[no-untyped-def]
        stopwatch = Stopwatch([os.getpid(), self.km.provisioner.pid])
        try:
            return await super().async_execute_cell(cell, *arguments, **options)
        finally:
            self.longest_cell = max(self.longest_cell, stopwatch.quiet_seconds())
            self.gigabytes = max(self.gigabytes, _peak_memory(self.km.provisioner.pid) / 1e9)


def _peak_memory(process_id: int) -> float:
    """Read the peak resident memory of a process in bytes; where the system does not tell, the current one."""
    status = Path(f"/proc/{process_id}/status")
    if status.exists():
        peaks = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return 1024 * float(peaks[0]) if peaks else 0.0
    return float(psutil.Process(process_id).memory_info().rss)


def run(path: Path, out: Path | None = None) -> Measurement:
    """Run one notebook.

    Args:
        path: The notebook; it is not changed.
        out: Folder for a copy with its outputs.

    Returns:
        What it took.
    """
    notebook = nbformat.read(path, as_version=4)
    client = _Client(notebook, timeout=600, kernel_name="python3")
    stopwatch, error = Stopwatch([os.getpid()]), ""
    try:
        client.execute()
    except CellExecutionError as failure:
        error = str(failure)
    seconds, wall_seconds = stopwatch.quiet_seconds(), stopwatch.seconds()
    if out is not None:
        copy = out / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, copy)
    return Measurement(str(path), seconds, client.longest_cell, client.gigabytes, wall_seconds, error)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: Command-line arguments; those of the process by default.

    Returns:
        Exit code: 1 if a promise is broken, else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m gan_classroom.authoring.verify", description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all of both trees")
    parser.add_argument("--out", type=Path, help="folder for copies with their outputs, to be looked at")
    options = parser.parse_args(arguments)
    paths = options.notebooks or [path for tree in TREES for path in sorted(Path(tree).rglob("*.ipynb"))]
    if not paths:
        parser.error(f"no notebooks in {' and '.join(TREES)}; run it in the repository, after `make build`")
    limit = NOTEBOOK_SECONDS[budget.name()]
    broken = 0
    print(f"budget {budget.name()}: at most {limit} s a notebook, {CELL_SECONDS} s a cell, {GIGABYTES} GB")
    for path in paths:
        measured = run(path, options.out)
        figures = f"{measured.seconds:4.0f} s ({measured.wall_seconds:.0f} s by the clock), "
        figures += f"longest cell {measured.longest_cell:3.0f} s, {measured.gigabytes:.1f} GB"
        print(f"{measured.name:45} {figures}", flush=True)
        for complaint in measured.complaints(limit):
            broken += 1
            print(f"    {complaint}", flush=True)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())

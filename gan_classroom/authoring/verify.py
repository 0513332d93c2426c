"""Run every notebook at the current budget and hold it to the promised time and memory: ``make verify``."""

import argparse
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
GIGABYTES = 3.0
TREES = ("solutions", "notebooks")


@dataclass(frozen=True)
class Measurement:
    """What one run of a notebook took.

    Args:
        name: The notebook, such as ``solutions/day01/components.ipynb``.
        seconds: From the start of the kernel to the end of the last cell.
        longest_cell: Seconds that the slowest cell took.
        gigabytes: The kernel's peak resident memory, in units of 10⁹ bytes.
        error: What stopped it, or nothing.
    """

    name: str
    seconds: float
    longest_cell: float
    gigabytes: float
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


class _Client(NotebookClient):
    """Runs a notebook and looks at its kernel after every cell."""

    longest_cell = 0.0
    gigabytes = 0.0

    async def async_execute_cell(self, cell, *arguments, **options):  # type: ignore[no-untyped-def]
        start = time.monotonic()
        try:
            return await super().async_execute_cell(cell, *arguments, **options)
        finally:
            self.longest_cell = max(self.longest_cell, time.monotonic() - start)
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
    start, error = time.monotonic(), ""
    try:
        client.execute()
    except CellExecutionError as failure:
        error = str(failure)
    seconds = time.monotonic() - start
    if out is not None:
        copy = out / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, copy)
    return Measurement(str(path), seconds, client.longest_cell, client.gigabytes, error)


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
    paths = options.notebooks or [path for tree in TREES for path in sorted(Path(tree).glob("day*/*.ipynb"))]
    if not paths:
        parser.error(f"no notebooks in {' and '.join(TREES)}; run it in the repository, after `make build`")
    limit = NOTEBOOK_SECONDS[budget.name()]
    broken = 0
    print(f"budget {budget.name()}: at most {limit} s a notebook, {CELL_SECONDS} s a cell, {GIGABYTES} GB")
    for path in paths:
        measured = run(path, options.out)
        figures = f"{measured.seconds:4.0f} s, longest cell {measured.longest_cell:3.0f} s, {measured.gigabytes:.1f} GB"
        print(f"{measured.name:45} {figures}", flush=True)
        for complaint in measured.complaints(limit):
            broken += 1
            print(f"    {complaint}", flush=True)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())

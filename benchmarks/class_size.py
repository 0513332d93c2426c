"""Grade a small class and a large one of a notebook that needs no TensorFlow, and compare what the grader uses.

Whatever grows with a class does so in the grader's own processes and files, however long a notebook takes;
``python -m benchmarks.grading`` has one that takes seconds.
"""

import argparse
import csv
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat

from benchmarks.grading.day import ROOT
from benchmarks.grading.memory import MEGABYTE, Meter
from benchmarks.grading.runs import environment
from benchmarks.grading.watched import running, watch

DAY, NOTEBOOK, EXERCISE, POINTS = "day01", "doubled.ipynb", "doubled", 2
IMPORTS = "from gan_course import checks"
ANSWER = "def doubled(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
CHECK = "with checks.exercise('doubled'):\n    assert doubled(3) == 6, 'twice 3 is 6'"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print.

    Returns:
        Exit code: 0; 1 if some submission is missing from a table.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.class_size", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000], metavar="N", help="default: 200 1000")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="default: 2")
    options = parser.parse_args(arguments)
    print("| submissions | minutes | memory of all processes, median of the last fifth | peak | results, each |")
    print("|---:|---:|---:|---:|---:|")
    complete = True
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="gan-course-class-") as folder:
            complete &= _grade(Path(folder), size, options.workers)
    return 0 if complete else 1


def _grade(folder: Path, size: int, workers: int) -> bool:
    """Grade one class, print a line on it, and tell whether everybody has their mark."""
    course, handed_in, output = (folder / name for name in ("course", "submissions", "grades"))
    _write(course / "solutions" / DAY, ANSWER)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    for number in range(size):
        _write(handed_in / f"s{number:05}" / DAY, f"def doubled(x):\n    return x + x + {number} - {number}")
    words = ["grade", handed_in, "--course", course, "--out", output, "--workers", workers]
    meter = Meter()
    with running([sys.executable, "-m", "gan_course.cli", *map(str, words)], folder, environment()) as process:
        *_, seconds = watch(process, meter, lambda: 0)
    last = statistics.median(meter.trees[-max(len(meter.trees) // 5, 1) :])
    results = sum(path.stat().st_size for path in output.rglob("*") if path.is_file()) / size / MEGABYTE
    print(f"| {size:,} | {seconds / 60:.1f} | {last:,.0f} MB | {meter.peak:,.0f} MB | {results:.2f} MB |", flush=True)
    with (output / "grades.csv").open(encoding="utf-8", newline="") as table:
        graded = sum((row["status"], float(row[EXERCISE])) == ("graded", POINTS) for row in csv.DictReader(table))
    if process.returncode or graded != size:
        print(f"{graded} of {size} graded, exit code {process.returncode}", file=sys.stderr)
    return graded == size


def _write(folder: Path, answer: str) -> None:
    cell = nbformat.v4.new_code_cell
    cells = [
        cell(IMPORTS),
        cell(answer, metadata=_graded(EXERCISE, solution=True)),
        cell(CHECK, metadata=_graded(f"{EXERCISE}_check", grade=True, locked=True, points=POINTS)),
    ]
    folder.mkdir(parents=True)
    language = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=language), folder / NOTEBOOK)


def _graded(name: str, **settings: object) -> dict[str, object]:
    default = {"grade": False, "locked": False, "schema_version": 3, "task": False, "solution": False}
    return {"nbgrader": {**default, "grade_id": name, "cell_type": "code", **settings}}


if __name__ == "__main__":
    sys.exit(main())

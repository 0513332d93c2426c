"""The phases: our grading of the class, ours and plain nbgrader on its ordinary part, and ours killed and continued."""

import contextlib
import csv
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from benchmarks.grading import day
from benchmarks.grading.memory import Meter
from benchmarks.grading.submissions import ORDINARY, Submission, plan, write
from benchmarks.grading.watched import kill, running, watch

KILLS, LONGEST_DELAY = 3, 5.0  # seconds from a submission's end to the kill
CELL_SECONDS = 20
DAY = day.NOTEBOOK.partition("/")[0]
_GRADED = re.compile(r"Autograding .*?Writing \d+ bytes", re.DOTALL)

Result = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """What is measured, and where.

    Args:
        folder: For the submissions and what the phases write.
        size: Number of submissions.
        workers: How many of them our grading runs at a time.
        seed: Of the submissions and of the kills.
    """

    folder: Path
    size: int
    workers: int
    seed: int

    @cached_property
    def submissions(self) -> list[Submission]:
        """The class."""
        return plan(self.size, self.seed)

    @property
    def handed_in(self) -> Path:
        """The folder of submissions, written when it is first asked for."""
        folder = self.folder / "submissions"
        if not folder.exists():
            unfinished = fresh(self.folder / "submissions.part")
            write(unfinished, self.submissions)
            unfinished.rename(folder)
        return folder

    @property
    def ordinary(self) -> list[Submission]:
        """The part of the class that plain nbgrader can grade."""
        return [one for one in self.submissions if one.kind == ORDINARY]

    def command(self, handed_in: Path, output: Path) -> list[str]:
        """Our grading of a folder, as an instructor would start it."""
        options = {"--course": day.ROOT, "--out": output, "--workers": self.workers, "--timeout": CELL_SECONDS}
        words = [str(word) for pair in options.items() for word in pair]
        return [sys.executable, "-m", "gan_course.cli", "grade", str(handed_in), *words]


def ours(bench: Bench) -> Result:
    """Grade the whole class: marks, feedback and table.

    Args:
        bench: What is measured.
    """
    return _graded(bench, bench.handed_in, fresh(bench.folder / "ours"))


def same(bench: Bench) -> Result:
    """Grade with ours what plain nbgrader gets.

    Args:
        bench: What is measured.
    """
    folder = fresh(bench.folder / "same")
    write(folder / "submissions", bench.ordinary)
    return _graded(bench, folder / "submissions", folder)


def plain(bench: Bench) -> Result:
    """Run ``nbgrader autograde`` on the ordinary submissions: one process, without feedback or table.

    Args:
        bench: What is measured.
    """
    folder = fresh(bench.folder / "plain")
    solutions = folder / "solutions" / DAY
    solutions.mkdir(parents=True)
    settings = (day.ROOT / "nbgrader_config.py").read_text("utf-8")
    (folder / "nbgrader_config.py").write_text(f"{settings}\ndel c.Autograde\n", "utf-8")  # nbgrader's own execution
    shutil.copy(day.ROOT / "solutions" / day.NOTEBOOK, solutions)
    write(folder / "submitted", bench.ordinary)
    nbgrader = [sys.executable, "-m", "nbgrader"]
    with running([*nbgrader, "generate_assignment", DAY], folder, environment()) as process:
        if process.wait():
            raise RuntimeError(f"nbgrader cannot make {DAY}; see {folder / 'log.txt'}")
    measured = _measure([*nbgrader, "autograde", DAY], folder, lambda: _autograded(folder / "log.txt"))
    return {**measured, "scores": _scores(folder / "gradebook.db")}


def killed(bench: Bench) -> Result:
    """Grade the whole class, killed at random moments and continued, and compare the table with that of `ours`.

    Args:
        bench: What is measured.
    """
    expected = bench.folder / "ours" / "grades" / "grades.csv"
    if not expected.exists():
        raise FileNotFoundError(f"there is no {expected} to compare with; run --only ours with the same --keep first")
    folder, rng, meter = fresh(bench.folder / "killed"), random.Random(bench.seed), Meter()
    output = folder / "grades"
    start = time.perf_counter()
    kills = []
    for target in sorted(rng.sample(range(bench.size * 9 // 10), KILLS)):
        with running(bench.command(bench.handed_in, output), folder, environment()) as process:
            watch(process, meter, partial(_results, output), until=target)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(rng.uniform(0, LONGEST_DELAY))
            kills += [_results(output)] if process.poll() is None else []
            meter.sample(process.pid)
            kill(process)
    code = _measure(bench.command(bench.handed_in, output), folder, partial(_results, output), meter)["code"]
    table = output / "grades.csv"
    return {
        "kills": kills,
        "code": code,
        "seconds": time.perf_counter() - start,
        "identical": table.exists() and table.read_bytes() == expected.read_bytes(),
        "left_behind": meter.left_behind(),
    }


PHASES: dict[str, Callable[[Bench], Result]] = {"ours": ours, "same": same, "plain": plain, "killed": killed}


def _graded(bench: Bench, handed_in: Path, folder: Path) -> Result:
    output = folder / "grades"
    measured = _measure(bench.command(handed_in, output), folder, partial(_results, output))
    return {**measured, "rows": _rows(output / "grades.csv")}


def fresh(folder: Path) -> Path:
    """Make a folder, without what an earlier run left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def environment() -> dict[str, str]:
    """What both sides run with: the smoke budget on the digits, and nbgrader's helpers on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "GAN_COURSE_BUDGET": "smoke", "GAN_COURSE_DATASET": "digits", "PATH": path}


def _measure(command: list[str], folder: Path, count: Callable[[], int], meter: Meter | None = None) -> Result:
    meter, load = meter or Meter(), os.getloadavg()[0]
    with running(command, folder, environment()) as process:
        *moments, seconds = watch(process, meter, count)
    return {
        "load": load,
        "seconds": seconds,
        "moments": moments,
        "peak": meter.peak,
        "median": meter.median,
        "kernel": meter.kernel,
        "code": process.returncode,
    }


def _results(output: Path) -> int:
    return sum(1 for _ in output.glob(f"course/results/*/{DAY}/*.json"))


def _autograded(log: Path) -> int:
    return len(_GRADED.findall(log.read_text("utf-8", errors="replace")))


def _rows(path: Path) -> list[Result]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {
                "student": row["student"],
                "status": row["status"],
                "message": row["message"],
                "scores": {name: float(row[name] or 0) for name in day.points()},
            }
            for row in csv.DictReader(file)
        ]


def _scores(database: Path) -> dict[str, dict[str, float]]:
    """The scores in nbgrader's gradebook: student → exercise → score."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{database}") as gradebook:
        return {
            submitted.student.id: {grade.name.removesuffix("_check"): float(grade.score) for grade in submitted.grades}
            for notebook in gradebook.find_assignment(DAY).notebooks
            for submitted in notebook.submissions
        }

"""A class of Day 1: ordinary submissions mixed from the exercise bank's answers, and one in ten hostile."""

import itertools
import os
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.grading import day
from benchmarks.grading.hostile import Hostile, kinds

ORDINARY = "ordinary"
HOSTILE_SHARE, BLANK_SHARE = 0.1, 0.05
#: How often an exercise is answered in which way.
ANSWERS = {"blank": 1, "ours": 3, "right": 3, "wrong": 3}


@dataclass(frozen=True)
class Submission:
    """What one student hands in, and what should come of it.

    Args:
        student: Name of the student.
        kind: `ORDINARY`, or a kind of `benchmarks.grading.hostile`.
        status: What the grader should say.
        total: The marks that it should give.
        path: The file, below the folder of submissions.
        content: The file's bytes.
        size: Bytes to which the file is stretched with a hole.
    """

    student: str
    kind: str
    status: str
    total: float
    path: str
    content: bytes
    size: int = 0


def plan(size: int, seed: int) -> list[Submission]:
    """Make a class; the same one for the same arguments.

    Args:
        size: Number of submissions.
        seed: Of the order and the answers.
    """
    rng = random.Random(seed)
    hostile, made = round(HOSTILE_SHARE * size), kinds()
    chosen = [*itertools.islice(itertools.cycle(made), hostile), *[ORDINARY] * (size - hostile)]
    rng.shuffle(chosen)
    students = {f"s{number:03}": kind for number, kind in enumerate(chosen, start=1)}
    return [
        _hostile(student, kind, made[kind]) if kind in made else _ordinary(student, rng)
        for student, kind in students.items()
    ]


def write(folder: Path, submissions: Iterable[Submission]) -> None:
    """Write submissions, each into ``folder / submission.path``."""
    for submission in submissions:
        path = folder / submission.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(submission.content)
        if submission.size:
            os.truncate(path, submission.size)


def _ordinary(student: str, rng: random.Random) -> Submission:
    blank = rng.random() < BLANK_SHARE
    ways = {name: "blank" if blank else rng.choices(list(ANSWERS), list(ANSWERS.values()))[0] for name in day.points()}
    cells = {name: rng.choice(day.answers()[name][way]) for name, way in ways.items()}
    total = sum(day.points()[name] for name, way in ways.items() if way in ("ours", "right"))
    status = "blank" if set(ways.values()) == {"blank"} else "graded"
    content = day.encode(day.answered(cells))
    return Submission(student, ORDINARY, status, total, f"{student}/{day.NOTEBOOK}", content)


def _hostile(student: str, kind: str, made: Hostile) -> Submission:
    path = f"{student}{made.suffix}"
    return Submission(student, kind, made.status, made.total, path, made.content, made.size)

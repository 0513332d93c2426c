"""The table of grades: one row for each student and notebook."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gan_classroom.grading.entry import Entry
from gan_classroom.grading.lists import DueDates
from gan_classroom.grading.prepare import exercise_of
from gan_classroom.grading.verdict import RAN
from gan_course.files import write_atomically

__all__ = ["Row", "make_row", "number", "to_csv", "write_csv"]

Scores = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """One student's result in one notebook.

    Args:
        student: The student, as in the name of the folder or file.
        day: The day, such as ``day01``.
        notebook: The notebook's name.
        score: The sum of all scores, less the penalty.
        max_score: What it can be at most.
        status: A key of `gan_classroom.grading.STATUSES`.
        message: What an instructor should know.
        scores: The score of each exercise, by name.
        late: How late it came, or nothing.
        penalty: What that costs; the sum of all scores is without it.
        files: How many files were meant for this notebook.
        handle: What the learning platform calls the student, or nothing.
    """

    student: str
    day: str
    notebook: str
    score: float
    max_score: float
    status: str
    message: str = ""
    scores: dict[str, float] = field(default_factory=dict)
    late: str = ""
    penalty: float = 0.0
    files: int = 1
    handle: str = ""


def make_row(
    entry: Entry, result: Mapping[str, Any], points: Scores, known: Scores, due: DueDates | None = None
) -> Row:
    """Put together what is known of one student's notebook.

    Args:
        entry: What was handed in.
        result: What came of grading it: ``status`` and ``remarks``, or nothing.
        points: Check → the most it can score.
        known: Check → score, as in the gradebook.
        due: When it was due, or None.

    Returns:
        The row.
    """
    status = entry.status or result.get("status", "error")
    remarks = entry.notes + [entry.later] * bool(entry.later) + result.get("remarks", [])
    if not entry.status and not result:
        remarks.append("not graded yet; grade again")
    if status in RAN and not points.keys() <= known.keys():
        status = "error"
        remarks.append("the gradebook has lost the marks; grade again")
    scores = {exercise_of(name): float(known[name] or 0) if status in RAN else 0.0 for name in points}
    total, most = sum(scores.values()), sum(points.values())
    late, share = (due or DueDates()).judge(entry)
    return Row(
        entry.student,
        entry.day,
        entry.notebook,
        total - total * share,
        most,
        status,
        "; ".join(remarks),
        scores,
        late,
        total * share,
        entry.files,
        entry.handle,
    )


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write the table; whoever reads it finds the old one or the new one, never a part.

    Args:
        path: The file.
        rows: The rows; their exercises become columns, in the order of the days.
    """
    by_day = sorted(rows, key=lambda row: (row.day, row.notebook))
    exercises = list(dict.fromkeys(name for row in by_day for name in row.scores))
    lines = [["student", "day", "notebook", "total", "maximum", "status", *exercises, "late", "penalty", "message"]]
    for row in rows:
        scores = [number(row.scores[name]) if name in row.scores else "" for name in exercises]
        total = [number(row.score), number(row.max_score)]
        where, why = [row.student, row.day, row.notebook], [row.late, number(row.penalty), row.message]
        lines.append([*where, *total, row.status, *scores, *why])
    write_atomically(path, to_csv(lines).encode())


def to_csv(lines: Iterable[Iterable[str]]) -> str:
    """Write CSV that a spreadsheet only shows: everything quoted, and no text that it would run as a formula.

    Args:
        lines: The cells of each line.

    Returns:
        The text.
    """
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([map(_harmless, line) for line in lines])
    return text.getvalue()


def number(value: float) -> str:
    """Write a number of points.

    Args:
        value: The number.

    Returns:
        Its digits, without those after the point that say nothing.
    """
    return f"{round(value, 4):g}"


def _harmless(text: str) -> str:
    """One line, and no name like ``=HYPERLINK(…)``."""
    line = " ".join(text.split())
    return f"'{line}" if len(line) > 1 and line.startswith(tuple("=+-@＝＋－＠")) else line

"""The table of grades: one row for each student and notebook."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gan_classroom.grading.entry import Entry
from gan_classroom.grading.prepare import exercise_of
from gan_classroom.grading.verdict import RAN
from gan_course.files import write_atomically

__all__ = ["Row", "make_row", "write_csv"]

Scores = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """One student's result in one notebook.

    Args:
        student: The student, as in the name of the folder or file.
        day: The day, such as ``day01``.
        notebook: The notebook's name.
        score: The sum of all scores.
        max_score: What it can be at most.
        status: A key of `gan_classroom.grading.STATUSES`.
        message: What an instructor should know.
        scores: The score of each exercise, by name.
    """

    student: str
    day: str
    notebook: str
    score: float
    max_score: float
    status: str
    message: str = ""
    scores: dict[str, float] = field(default_factory=dict)


def make_row(entry: Entry, result: Mapping[str, Any], points: Scores, known: Scores) -> Row:
    """Put together what is known of one student's notebook.

    Args:
        entry: What was handed in.
        result: What came of grading it: ``status`` and ``remarks``, or nothing.
        points: Check → the most it can score.
        known: Check → score, as in the gradebook.

    Returns:
        The row.
    """
    status = entry.status or result.get("status", "error")
    remarks = entry.notes + result.get("remarks", [])
    if not entry.status and not result:
        remarks.append("not graded yet; grade again")
    if status in RAN and not points.keys() <= known.keys():
        status = "error"
        remarks.append("the gradebook has lost the marks; grade again")
    scores = {exercise_of(name): float(known[name] or 0) if status in RAN else 0.0 for name in points}
    total, most = sum(scores.values()), sum(points.values())
    return Row(entry.student, entry.day, entry.notebook, total, most, status, "; ".join(remarks), scores)


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write the table; whoever reads it finds the old one or the new one, never a part.

    Args:
        path: The file.
        rows: The rows; their exercises become columns, in the order of the days.
    """
    by_day = sorted(rows, key=lambda row: (row.day, row.notebook))
    exercises = list(dict.fromkeys(name for row in by_day for name in row.scores))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", "day", "notebook", "total", "maximum", "status", *exercises, "message"])
    for row in rows:
        scores = [_number(row.scores[name]) if name in row.scores else "" for name in exercises]
        total = [_number(row.score), _number(row.max_score)]
        texts = _harmless([row.student, row.day, row.notebook])
        writer.writerow([*texts, *total, row.status, *scores, *_harmless([row.message])])
    write_atomically(path, text.getvalue().encode())


def _harmless(texts: Iterable[str]) -> list[str]:
    """One line each, and no name like ``=HYPERLINK(…)`` that a spreadsheet would run as a formula."""
    lines = [" ".join(text.split()) for text in texts]
    return [f"'{line}" if line.startswith(("=", "+", "-", "@")) else line for line in lines]


def _number(value: float) -> str:
    return f"{value:g}"

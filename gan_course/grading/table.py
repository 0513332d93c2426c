"""The table of grades: one row for each student and notebook."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gan_course.files import write_atomically

__all__ = ["Row", "write_csv"]


@dataclass(frozen=True)
class Row:
    """One student's result in one notebook.

    Args:
        student: The student, as in the name of the folder or file.
        assignment: The assignment's name.
        notebook: The notebook's name.
        score: The sum of all scores.
        max_score: What it can be at most.
        status: A key of `gan_course.grading.STATUSES`.
        message: What an instructor should know.
        scores: The score of each exercise, by name.
    """

    student: str
    assignment: str
    notebook: str
    score: float
    max_score: float
    status: str
    message: str = ""
    scores: dict[str, float] = field(default_factory=dict)


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write the table; whoever reads it finds the old one or the new one, never a part.

    Args:
        path: The file.
        rows: The rows; their exercises become columns, in the order of appearance.
    """
    exercises = list(dict.fromkeys(name for row in rows for name in row.scores))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", "assignment", "notebook", "score", "max_score", "status", *exercises, "message"])
    for row in rows:
        scores = [_number(row.scores[name]) if name in row.scores else "" for name in exercises]
        total = [_number(row.score), _number(row.max_score)]
        texts = _harmless([row.student, row.assignment, row.notebook])
        writer.writerow([*texts, *total, row.status, *scores, *_harmless([row.message])])
    write_atomically(path, text.getvalue().encode())


def _harmless(texts: Iterable[str]) -> list[str]:
    """Keep a spreadsheet from running a name like ``=HYPERLINK(…)`` as a formula."""
    return [f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text for text in texts]


def _number(value: float) -> str:
    return f"{value:g}"

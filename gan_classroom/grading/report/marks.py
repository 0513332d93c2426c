"""What a class scored in one notebook, in numbers."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gan_classroom.grading.prepare import exercise_of
from gan_classroom.grading.table import Row
from gan_classroom.grading.verdict import RAN

__all__ = ["LEVELS", "Marks", "read_marks"]

#: How much of an exercise's points a student got.
LEVELS = ("full", "part", "none", "not graded")


@dataclass(frozen=True)
class Marks:
    """The marks of one notebook.

    Args:
        day: The day.
        notebook: The notebook's name.
        points: The most that each exercise gives, by name, in the notebook's order.
        rows: The class.
    """

    day: str
    notebook: str
    points: dict[str, float]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """Day and notebook."""
        return f"{self.day} · {self.notebook}"

    @property
    def marked(self) -> list[Row]:
        """The rows that hold marks."""
        return [row for row in self.rows if row.status in RAN]

    @property
    def totals(self) -> list[float]:
        """The totals of those."""
        return [row.score for row in self.marked]

    @property
    def statuses(self) -> Counter[str]:
        """How many rows have each status."""
        return Counter(row.status for row in self.rows)

    def levels(self, exercise: str) -> dict[str, int]:
        """Count how many students got how much of an exercise.

        Args:
            exercise: The exercise's name.

        Returns:
            The number of students for each of `LEVELS`.
        """
        scores = [row.scores.get(exercise, 0.0) for row in self.marked]
        full = sum(score >= self.points[exercise] for score in scores)
        none = sum(score <= 0 for score in scores)
        counts = (full, len(scores) - full - none, none, len(self.rows) - len(scores))
        return dict(zip(LEVELS, counts, strict=True))

    def share(self, exercise: str) -> float | None:
        """Tell how easy an exercise was.

        Args:
            exercise: The exercise's name.

        Returns:
            The mean share of its points, from 0 to 1; None where there are no marks.
        """
        scores = [row.scores.get(exercise, 0.0) for row in self.marked]
        return sum(scores) / (len(scores) * self.points[exercise]) if scores else None


def read_marks(output: Path, rows: Sequence[Row]) -> list[Marks]:
    """Sort rows by notebook.

    Args:
        output: The folder that was graded into; its released notebooks tell the points.
        rows: The rows.

    Returns:
        The marks of each notebook, in the order of the days.

    Raises:
        FileNotFoundError: If the folder does not hold a notebook of the rows.
    """
    names = sorted({(row.day, row.notebook) for row in rows})
    return [
        Marks(day, notebook, _points(output, day, notebook), tuple(_of(rows, day, notebook))) for day, notebook in names
    ]


def _of(rows: Sequence[Row], day: str, notebook: str) -> list[Row]:
    return [row for row in rows if (row.day, row.notebook) == (day, notebook)]


def _points(output: Path, day: str, notebook: str) -> dict[str, float]:
    path = output / "course" / "release" / day / f"{notebook}.ipynb"
    if not path.is_file():
        raise FileNotFoundError(f"there is no {path}, which tells the points; grade {day} again with --regrade")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    graded = [data for cell in cells if (data := cell["metadata"].get("nbgrader", {})).get("grade")]
    return {exercise_of(data["grade_id"]): float(data["points"]) for data in graded if data["points"] > 0}

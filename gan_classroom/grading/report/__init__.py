"""The report on a class: what came of the submissions, how the marks are spread, and whom to look at by hand."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gan_classroom.grading.entry import folder_of
from gan_classroom.grading.intake.collect import alike
from gan_classroom.grading.report.chart import describe, draw
from gan_classroom.grading.report.document import Block, Heading, Image, Link, Paragraph, Table, to_html, to_markdown
from gan_classroom.grading.report.marks import LEVELS, Marks, read_marks
from gan_classroom.grading.report.similar import read_alike
from gan_classroom.grading.table import Row
from gan_classroom.grading.verdict import STATUSES
from gan_course.files import write_atomically

__all__ = ["write_report"]

_TITLE, _PICTURE = "Report on the marks", "report.png"
_AS_EXPECTED = ("graded", "blank")
_NO_NUMBER = "–"
_NAMES = 6  # that a row shows


def write_report(output: Path, rows: Sequence[Row]) -> list[Path]:
    """Write ``report.md``, ``report.html`` and ``report.png``; equal rows give equal files.

    Args:
        output: The folder that was graded into.
        rows: The table of grades.

    Returns:
        The files.

    Raises:
        FileNotFoundError: If the folder does not hold the notebooks that the rows are about.
        ValueError: If there are no rows.
    """
    if not rows:
        raise ValueError(f"{output} holds no results to report on; run `gan-course grade` first")
    marks = read_marks(output, rows)
    picture = Image(_PICTURE, describe(marks), draw(marks))
    blocks: list[Block] = [*_overview(rows), picture]
    for one in marks:
        blocks += _notebook(one)
    blocks += [*_by_hand(output, rows), *_alike(output, marks), *_late(rows), *_several(rows), *_names(rows)]
    contents = {
        "report.md": to_markdown(_TITLE, blocks).encode(),
        "report.html": to_html(_TITLE, blocks).encode(),
        _PICTURE: picture.content,
    }
    return [write_atomically(output / name, content) for name, content in contents.items()]


def _overview(rows: Sequence[Row]) -> list[Block]:
    students = len({row.student for row in rows})
    days = sorted({row.day for row in rows})
    return [Paragraph(f"Students: {students}. Results: {len(rows)}. Days: {', '.join(days)}.")]


def _notebook(marks: Marks) -> list[Block]:
    return [Heading(marks.name), _statuses(marks), _totals(marks), _exercises(marks)]


def _statuses(marks: Marks) -> Table:
    counts = marks.statuses
    rows = tuple((status, str(counts[status]), STATUSES[status]) for status in STATUSES if counts[status])
    return Table(("status", "students", "meaning"), rows)


def _totals(marks: Marks) -> Table:
    """Of the students that have marks."""
    columns = (
        "students with marks",
        "maximum",
        "mean",
        "lowest",
        "first quartile",
        "median",
        "third quartile",
        "highest",
    )
    totals = marks.totals
    figures = [float(np.mean(totals)), *map(float, np.quantile(totals, [0, 0.25, 0.5, 0.75, 1]))] if totals else []
    texts = [_number(figure) for figure in figures] or [_NO_NUMBER] * 6
    return Table(columns, ((str(len(totals)), _number(sum(marks.points.values())), *texts),))


def _exercises(marks: Marks) -> Table:
    columns = ("exercise", "points", *LEVELS, "mean share of the points")
    rows = []
    for name, points in marks.points.items():
        share = marks.share(name)
        counts = [str(count) for count in marks.levels(name).values()]
        rows.append((name, _number(points), *counts, _NO_NUMBER if share is None else f"{100 * share:.0f} %"))
    return Table(columns, tuple(rows))


def _alike(output: Path, marks: Sequence[Marks]) -> list[Block]:
    found = [(one, alike) for one in marks for alike in read_alike(output, one.day, one.notebook)]
    if not found:
        return []
    rows = tuple(
        (one.day, alike.exercise, ", ".join(alike.students[:_NAMES]) + _more(alike.students), f"{alike.score:.2f}")
        for one, alike in found
    )
    words = "1 is the same but for names and layout; a score says nothing about who wrote it, or why."
    columns = ("day", "exercise", "students", "score")
    return [Heading("Answers that are alike"), Paragraph(words), Table(columns, rows)]


def _more(students: Sequence[str]) -> str:
    return f" and {len(students) - _NAMES} more" * (len(students) > _NAMES)


def _by_hand(output: Path, rows: Sequence[Row]) -> list[Block]:
    order = list(STATUSES)
    strange = [row for row in rows if row.status not in _AS_EXPECTED]
    strange.sort(key=lambda row: (order.index(row.status), row.day, row.notebook, row.student))
    if not strange:
        return [Heading("To look at by hand"), Paragraph("Nobody: all submissions ran to the end.")]
    columns = ("student", "day", "notebook", "status", "points", "what happened")
    return [Heading("To look at by hand"), Table(columns, tuple(_strange(output, row) for row in strange))]


def _late(rows: Sequence[Row]) -> list[Block]:
    columns = ("student", "day", "notebook", "late", "points lost")
    late = tuple((row.student, row.day, row.notebook, row.late, _number(row.penalty)) for row in rows if row.late)
    return [Heading("Late"), Table(columns, late)] if late else []


def _several(rows: Sequence[Row]) -> list[Block]:
    columns = ("student", "day", "notebook", "files", "what happened")
    several = [row for row in rows if row.files > 1]
    found = tuple((row.student, row.day, row.notebook, str(row.files), row.message) for row in several)
    return [Heading("Several files"), Table(columns, found)] if several else []


def _names(rows: Sequence[Row]) -> list[Block]:
    warnings = list(alike(dict.fromkeys(row.student for row in rows)))
    return [Heading("Names to compare"), *map(Paragraph, warnings)] if warnings else []


def _strange(output: Path, row: Row) -> tuple[str | Link, ...]:
    page = f"feedback/{folder_of(row.student)}/{row.day}/{row.notebook}.html"
    student = Link(row.student, page) if (output / page).is_file() else row.student
    return student, row.day, row.notebook, row.status, _number(row.score), row.message


def _number(value: float) -> str:
    return f"{round(value, 2):g}"

"""Marks and feedback in the forms in which learning platforms take them back."""

import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from gan_classroom.grading.entry import folder_of
from gan_classroom.grading.table import Row, number, to_csv
from gan_classroom.grading.verdict import RAN
from gan_course.files import replacing, write_atomically

__all__ = ["FORMS", "export"]

_Lines = list[list[str]]
_MOODLE = re.compile(r".+_(\d+)_assignsubmission_(?:file|onlinetext)")
_CANVAS = re.compile(r".+_(\d+)_\d+")


def export(output: Path, rows: Sequence[Row], form: str, days: Collection[str] = ()) -> tuple[list[Path], list[str]]:
    """Write what a platform takes back into the folder ``exports``. Who has no marks has an empty cell, never a 0.

    Args:
        output: The folder that was graded into.
        rows: The table of grades.
        form: One of `FORMS`.
        days: These days only; all by default.

    Returns:
        The files, and the students whom the platform would not know.

    Raises:
        ValueError: If there are no rows of these days, or nobody whom the platform knows.
    """
    chosen = [row for row in rows if not days or row.day in days]
    if not chosen:
        known = ", ".join(sorted({row.day for row in rows})) or "nothing"
        raise ValueError(f"expected marks of {', '.join(days) or 'any day'} in {output}, got {known}; grade them first")
    folder = output / "exports"
    folder.mkdir(exist_ok=True)
    files = FORMS[form](output, folder, chosen)
    if not files:
        raise ValueError(f"nobody's files were named by {form}; grade its own export, or take the form wide")
    names = {"moodle": _MOODLE, "canvas": _CANVAS}.get(form)
    known_to = {row.student for row in chosen if names is None or names.fullmatch(row.handle)}
    return files, sorted({row.student for row in chosen} - known_to)


def _wide(output: Path, folder: Path, rows: Sequence[Row]) -> list[Path]:
    """A row for each student, a column for each notebook."""
    lessons = _lessons(rows)
    lines = [["student", *map(_title, lessons), "total", "maximum"]]
    most = number(sum(lessons.values()))
    for student, own in _by_student(rows).items():
        total = number(sum(row.score for row in own.values() if row.status in RAN))
        lines.append([student, *(_mark(own.get(lesson)) for lesson in lessons), total, most])
    return [_write(folder / "wide.csv", lines)]


def _canvas(output: Path, folder: Path, rows: Sequence[Row]) -> list[Path]:
    """Canvas's gradebook, which knows people by number and makes an assignment of a title that it does not know."""
    lessons = _lessons(rows)
    lines = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(_title, lessons)]]
    lines.append(["    Points Possible", "", "", "", "", *map(number, lessons.values())])
    for student, own in _by_student(rows).items():
        numbers = [match.group(1) for row in own.values() if (match := _CANVAS.fullmatch(row.handle))]
        if numbers:
            lines.append([student, numbers[-1], "", "", "", *(_mark(own.get(lesson)) for lesson in lessons)])
    return [_write(folder / "canvas.csv", lines)] if len(lines) > 2 else []


def _moodle(output: Path, folder: Path, rows: Sequence[Row]) -> list[Path]:
    """For each day Moodle's grading worksheet, which knows people by their number in it, and the feedback as a zip."""
    files = []
    for day in sorted({row.day for row in rows}):
        lines = [["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"]]
        pages: list[tuple[str, Path]] = []
        for student, own in _by_student(row for row in rows if row.day == day).items():
            handles = [(row.handle, match) for row in own.values() if (match := _MOODLE.fullmatch(row.handle))]
            if not handles:
                continue
            marked = [row for row in own.values() if row.status in RAN]
            settled = marked and all(row.status in (*RAN, "missing") for row in own.values())
            grade = number(sum(row.score for row in marked)) if settled else ""
            most = number(sum(row.max_score for row in own.values()))
            handle, match = handles[-1]
            lines.append([f"Participant {match.group(1)}", student, grade, most, "-"])
            for row in own.values():
                page = output / "feedback" / folder_of(student) / day / f"{row.notebook}.html"
                pages += [(f"{handle}_/{row.notebook}.html", page)] if page.is_file() else []
        if len(lines) > 1:
            files.append(_write(folder / f"moodle-{day}.csv", lines))
            files.append(_zip(folder / f"moodle-{day}-feedback.zip", pages))
    return files


FORMS: dict[str, Callable[[Path, Path, Sequence[Row]], list[Path]]] = {
    "moodle": _moodle,
    "canvas": _canvas,
    "wide": _wide,
}


def _lessons(rows: Iterable[Row]) -> dict[tuple[str, str], float]:
    """Each notebook, in the order of the days, and the most that it gives."""
    return dict(sorted(((row.day, row.notebook), row.max_score) for row in rows))


def _by_student(rows: Iterable[Row]) -> dict[str, dict[tuple[str, str], Row]]:
    students: dict[str, dict[tuple[str, str], Row]] = {}
    for row in sorted(rows, key=lambda row: (row.student, row.day, row.notebook)):
        students.setdefault(row.student, {})[row.day, row.notebook] = row
    return students


def _title(lesson: tuple[str, str]) -> str:
    return " ".join(lesson)


def _mark(row: Row | None) -> str:
    return number(row.score) if row and row.status in RAN else ""


def _write(path: Path, lines: _Lines) -> Path:
    return write_atomically(path, to_csv(lines).encode("utf-8-sig"))


def _zip(path: Path, pages: Iterable[tuple[str, Path]]) -> Path:
    with replacing(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, page in pages:
            archive.write(page, name)
    return path

"""The first phase: from files to what each student handed in for each notebook."""

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import psutil

from gan_classroom.grading.desk import Desk
from gan_classroom.grading.entry import Choice, Entry, Key, Scope, folder_of
from gan_classroom.grading.intake.choose import Lesson, choose
from gan_classroom.grading.intake.collect import File
from gan_classroom.grading.pool import Answer, Client, Request, run_all
from gan_classroom.grading.prepare import Notebook

__all__ = ["take_in", "take_one"]

_MEMORY = 1_000_000_000  # bytes, beside what the process has


def take_in(
    desk: Desk,
    clients: Sequence[Client],
    files: Mapping[str, list[File]],
    lessons: Iterable[Lesson],
    scope: Scope,
    largest_mb: int,
) -> set[Key]:
    """Keep what each student handed in, and who handed in nothing for a day that others handed in.

    Args:
        desk: Where it is kept.
        clients: The workers, which look into the files: whatever becomes of one stops no other student's.
        files: The files of each student.
        lessons: The course's notebooks.
        scope: Who and what is of interest. Days that it names count as handed in, even if nobody did.
        largest_mb: A file with more MB is not opened.

    Returns:
        Where that which was handed in is kept.

    Raises:
        ValueError: If nothing was handed in for any day.
    """
    keys: set[Key] = set()
    strays: dict[str, Choice] = {}

    def done(request: Request, answer: Answer) -> None:
        student = request[1]["student"]
        if answer["success"]:
            keys.update((folder_of(student), *lesson) for lesson in answer["lessons"])
            strays[student] = Choice(**answer["stray"])
        else:
            note = f"the grader cannot look into the files: {answer['error']}"
            strays[student] = Choice(status="error", notes=[note])

    students = [student for student in files if not scope.students or folder_of(student) in scope.students]
    arguments = {"days": sorted(scope.days), "largest_mb": largest_mb}
    described = ({"student": it, "files": [asdict(file) for file in files[it]], **arguments} for it in students)
    run_all(clients, [("take_in", it) for it in described], done)
    days = {day for _, day, _ in keys} | scope.days
    if not days:
        raise ValueError(
            f"found {len(files)} students, but no notebook of the course: expected student/day01/name.ipynb or "
            "student_day01.ipynb; if the files of a certain day are damaged, name it with --day"
        )
    for student in students:
        _fill(desk, student, [lesson for lesson in lessons if lesson[0] in days], strays[student])
    return keys


def take_one(
    desk: Desk,
    lessons: Mapping[Lesson, Notebook],
    student: str,
    files: Iterable[Mapping[str, Any]],
    days: Sequence[str],
    largest_mb: int,
) -> dict[str, Any]:
    """Keep what one student handed in. A worker does it.

    Args:
        desk: Where it is kept.
        lessons: The course's notebooks.
        student: The student's name.
        files: The files, as `dataclasses.asdict` describes them.
        days: These days only; all if empty.
        largest_mb: A file with more MB is not opened.

    Returns:
        ``lessons`` that were handed in, and ``stray``: what to say where nothing was.
    """
    try:
        with _little_memory():
            choices, stray = choose(map(File.of, files), lessons, largest_mb * 1_000_000)
    except Exception as error:  # whatever it is, it is to be in this student's row
        choices, stray = {}, Choice(status="error", notes=[f"the grader cannot look into the files: {error!r}"])
    entries = {lesson: Entry(student, *lesson, **asdict(it)) for lesson, it in choices.items()}
    kept = [lesson for lesson in entries if not days or lesson[0] in days]
    for lesson in kept:
        desk.collect(entries[lesson])
    return {"success": True, "lessons": kept, "stray": asdict(stray or Choice(status="missing"))}


@contextlib.contextmanager
def _little_memory() -> Iterator[None]:
    """Keep a file that says much in few bytes from taking what the machine has."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = psutil.Process().memory_info().vms + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (allowed if soft == resource.RLIM_INFINITY else min(soft, allowed), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _fill(desk: Desk, student: str, lessons: Iterable[Lesson], absence: Choice) -> None:
    """Say why there is nothing, where nothing was handed in before either."""
    for lesson in lessons:
        entry = Entry(student, *lesson, **asdict(absence))
        known = desk.entry(entry.key)
        if known is None or known.status in ("missing", "error"):
            desk.collect(entry)

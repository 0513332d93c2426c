"""The first phase: from files to what each student handed in for each notebook."""

from collections.abc import Iterable, Mapping

from gan_classroom.grading.desk import Desk
from gan_classroom.grading.entry import Entry, Key, Scope, folder_of
from gan_classroom.grading.intake.choose import Choice, Lesson, choose
from gan_classroom.grading.intake.collect import File
from gan_classroom.grading.prepare import Notebook

__all__ = ["take_in"]


def take_in(desk: Desk, files: Mapping[str, list[File]], lessons: Mapping[Lesson, Notebook], scope: Scope) -> set[Key]:
    """Keep what each student handed in, and who handed in nothing for a day that others handed in.

    Args:
        desk: Where it is kept.
        files: The files of each student.
        lessons: The course's notebooks.
        scope: Who and what is of interest. Days that it names count as handed in, even if nobody did.

    Returns:
        Where that which was handed in is kept.

    Raises:
        ValueError: If nothing was handed in for any day.
    """
    keys: set[Key] = set()
    strays: dict[str, Choice | None] = {}
    for student in (student for student in files if not scope.students or folder_of(student) in scope.students):
        choices, strays[student] = _choose(files[student], lessons)
        entries = [Entry(student, *lesson, it.status, it.notes, it.cells) for lesson, it in choices.items()]
        for entry in (entry for entry in entries if scope.covers(entry.key)):
            desk.collect(entry)
            keys.add(entry.key)
    days = {day for _, day, _ in keys} | scope.days
    if not days:
        raise ValueError(
            f"found {len(files)} students, but no notebook of the course: expected student/day01/name.ipynb or "
            "student_day01.ipynb; if the files of a certain day are damaged, name it with --day"
        )
    for student, stray in strays.items():
        _fill(desk, student, [lesson for lesson in lessons if lesson[0] in days], stray or Choice(status="missing"))
    return keys


def _choose(files: Iterable[File], lessons: Mapping[Lesson, Notebook]) -> tuple[dict[Lesson, Choice], Choice | None]:
    try:
        return choose(files, lessons)
    except Exception as error:  # whatever it is, it must not stop the others
        return {}, Choice(status="error", notes=[f"the grader cannot look into the files: {error!r}"])


def _fill(desk: Desk, student: str, lessons: Iterable[Lesson], absence: Choice) -> None:
    """Say why there is nothing, where nothing was handed in before either."""
    for lesson in lessons:
        entry = Entry(student, *lesson, absence.status, absence.notes)
        known = desk.entry(entry.key)
        if known is None or known.status in ("missing", "error"):
            desk.collect(entry)

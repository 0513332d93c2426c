"""Choose from a student's files the one to grade for each notebook of the course."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gan_classroom.grading.intake.collect import File, TooLargeError, UnreadableError
from gan_classroom.grading.prepare import Cell, Notebook, matches, read

__all__ = ["Choice", "Lesson", "choose"]

Lesson = tuple[str, str]  #: A day and the name of one of its notebooks.

#: Why a file is not graded, the most telling first.
_REASONS = ("too_large", "unreadable", "wrong_notebook", "no notebook")


@dataclass
class Choice:
    """What is graded of a student's files.

    Args:
        cells: The cells to grade, or None.
        status: A key of `gan_classroom.grading.STATUSES` that says why there are none.
        notes: What an instructor should know.
    """

    cells: list[Cell] | None = None
    status: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Refusal:
    file: File
    reason: str
    note: str


def choose(files: Iterable[File], lessons: Mapping[Lesson, Notebook]) -> tuple[dict[Lesson, Choice], Choice | None]:
    """Choose a file for each notebook. What a file holds counts more than its name, unless its path names a day.

    Args:
        files: A student's files.
        lessons: The course's notebooks.

    Returns:
        A choice for each notebook that was handed in, and what to say of files of which nobody knows what they are
        meant to be; None if there are none.
    """
    fitting: dict[Lesson, list[tuple[File, Choice]]] = {}
    refused: list[_Refusal] = []
    for file in sorted(files, key=lambda file: (file.modified, file.name), reverse=True):
        found = _look_into(file, lessons)
        if isinstance(found, _Refusal):
            refused.append(found)
        else:
            fitting.setdefault(found[0], []).append((file, found[1]))
    choices = {lesson: _preferred(lesson[1], found) for lesson, found in fitting.items()}
    meant = {lesson: [it for it in refused if _is_meant(it.file, lesson, lessons)] for lesson in lessons}
    for lesson, refusals in meant.items():
        if refusals and lesson not in choices:
            choices[lesson] = _absence(refusals)
    known = [refusal for refusals in meant.values() for refusal in refusals]
    stray = [refusal for refusal in refused if refusal not in known and (not choices or refusal.reason in _REASONS[:2])]
    return choices, _absence(stray) if stray else None


def _look_into(file: File, lessons: Mapping[Lesson, Notebook]) -> tuple[Lesson, Choice] | _Refusal:
    if not file.is_notebook:
        return _Refusal(file, "no notebook", f"{file.name} is no notebook")
    try:
        cells, notes = read(file.read())
    except UnreadableError as error:
        return _Refusal(
            file, "too_large" if isinstance(error, TooLargeError) else "unreadable", f"{file.name}: {error}"
        )
    hits = {lesson: matches(cells, notebook) for lesson, notebook in lessons.items()}
    best = max(lessons, key=lambda lesson: (hits[lesson], lesson[0] == file.day))
    if not hits[best]:
        return _Refusal(file, "wrong_notebook", f"{file.name} holds none of the exercises")
    if file.day and file.day != best[0]:
        return _Refusal(file, "wrong_notebook", f"{file.name} holds the exercises of {best[0]}")
    return best, Choice(cells, notes=notes)


def _preferred(name: str, found: list[tuple[File, Choice]]) -> Choice:
    """Take the file with the right name, else the newest."""
    (file, choice), *rest = sorted(found, key=lambda pair: not _well_named(pair[0], name))
    if not _well_named(file, name):
        choice.notes.append(f"handed in as {file.name}")
    if rest:
        choice.notes.append(f"several files: graded {file.name}, not {', '.join(other.name for other, _ in rest)}")
    return choice


def _absence(refusals: list[_Refusal]) -> Choice:
    reason = next(reason for reason in _REASONS if any(refusal.reason == reason for refusal in refusals))
    notes = [refusal.note for refusal in refusals if refusal.reason == reason]
    return Choice(status=reason if reason != "no notebook" else "unreadable", notes=notes)


def _is_meant(file: File, lesson: Lesson, lessons: Mapping[Lesson, Notebook]) -> bool:
    """Tell from the path alone whether a file is meant for a lesson: by the day, or else by the notebook's name."""
    named = [(other, name) for other, name in lessons if name.lower() in file.parts[-1].lower()]
    if file.day:
        same_day = [other for other in named if other[0] == file.day]
        return lesson[0] == file.day and lesson in (same_day or lessons)
    return named == [lesson]


def _well_named(file: File, name: str) -> bool:
    """``components.ipynb`` or ``day01.ipynb`` in a folder; ``anna_components.ipynb`` or ``anna.ipynb`` without one."""
    stem = file.parts[-1].lower().split(".ipynb")[0]
    return stem.endswith((name.lower(), file.day or name)) or len(file.parts) == 1

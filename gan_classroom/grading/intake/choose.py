"""Choose from a student's files the one to grade for each notebook of the course."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gan_classroom.grading.entry import Choice, Origin
from gan_classroom.grading.intake import archives
from gan_classroom.grading.intake.archives import TooLargeError, UnreadableError, is_archive, stem_of
from gan_classroom.grading.intake.collect import File
from gan_classroom.grading.intake.names import day_of, parse
from gan_classroom.grading.prepare import Notebook, matches, read

__all__ = ["Lesson", "choose"]

Lesson = tuple[str, str]  #: A day and the name of one of its notebooks.

#: Why a file is not graded, the most telling first.
_REASONS = ("too_large", "unreadable", "wrong_notebook", "no notebook")
_DEPTH = 2  # archives in a student's archive are opened, those in them are not
_MOST_FILES, _MOST_ARCHIVES = 2_000, 20  # of one student
_TIMES = 4  # how much larger than the largest file all of a student's may be
_STAMP = "timestamp.txt"  # nbgrader puts the time of submission there


@dataclass(frozen=True)
class _Refusal:
    file: File
    reason: str
    why: str

    @property
    def note(self) -> str:
        return f"{self.file.name}{' ' if self.why.startswith(('is ', 'holds ')) else ': '}{self.why}"


def choose(
    files: Iterable[File], lessons: Mapping[Lesson, Notebook], most: int
) -> tuple[dict[Lesson, Choice], Choice | None]:
    """Choose a file for each notebook. What a file holds counts more than its name, unless its path names a day.

    The newest counts, as the platform's times and numbers say, then the one with the right name, then the newest as
    the files say. One that can be read counts more than one that cannot.

    Args:
        files: A student's files.
        lessons: The course's notebooks.
        most: A file with more bytes is not opened.

    Returns:
        A choice for each notebook that was handed in, and what to say of files of which nobody knows what they are
        meant to be; None if there are none.
    """
    fitting: dict[Lesson, list[tuple[File, Choice]]] = {}
    refused: list[_Refusal] = []
    left = _TIMES * most
    found: tuple[Lesson, Choice] | _Refusal
    unpacked = _unpacked(_with_stamps(list(files), most), most)
    for file in sorted(unpacked, key=lambda file: _order(file, lessons), reverse=True):
        try:
            content = _content(file, most, left)
            left -= len(content)
            found = _look_into(file, content, lessons)
        except TooLargeError as error:
            found = _Refusal(file, "too_large", str(error))
        except UnreadableError as error:
            found = _Refusal(file, "unreadable", str(error))
        except MemoryError:
            found = _Refusal(file, "unreadable", "takes too much memory")
        if isinstance(found, _Refusal):
            refused.append(found)
        else:
            fitting.setdefault(found[0], []).append((file, found[1]))
    choices = {lesson: _newest(lesson, found) for lesson, found in fitting.items()}
    meant = {lesson: [it for it in refused if _is_meant(it.file, lesson, lessons)] for lesson in lessons}
    for lesson, refusals in meant.items():
        if refusals and lesson not in choices:
            choices[lesson] = _absence(refusals)
        elif lesson in choices and (damaged := [it for it in refusals if it.reason != "no notebook"]):
            choices[lesson].files += len(damaged)
            choices[lesson].notes.append(f"not graded: {'; '.join(it.note for it in damaged[:5])}")
    known = [refusal for refusals in meant.values() for refusal in refusals]
    stray = [refusal for refusal in refused if refusal not in known and (not choices or refusal.reason in _REASONS[:2])]
    return choices, _absence(stray) if stray else None


def _unpacked(files: Iterable[File], most: int) -> list[File]:
    """Put what an archive holds in its place."""
    waiting, found, opened = [(file, _DEPTH) for file in files], list[File](), 0
    for file, depth in waiting:  # grows while it is gone through
        if file.problem or not is_archive(file.parts[-1]):
            found.append(file)
            continue
        try:
            if not depth or opened == _MOST_ARCHIVES:
                raise UnreadableError("an archive that lies too deep, or one too many; unpack it")
            opened += 1
            inside = [it for it in archives.members(file.place, file.parts[-1], most, whole=most) if it.parts[-1]]
            if not inside:
                raise UnreadableError("an empty archive")
            if len({name.person for it in inside if (name := parse(it.parts[0]))}) > 1:
                raise UnreadableError("an archive of several people's work; unpack it, and grade it by itself")
        except UnreadableError as error:
            found.append(_problem(file, error))
            continue
        above = (*file.parts[:-1], stem_of(file.parts[-1]))
        packed = [
            dataclasses.replace(file, parts=(*above, *it.parts), place=(*file.place, it.number), modified=it.modified)
            for it in inside[:_MOST_FILES]
        ]
        waiting += [(it, depth - 1) for it in packed]
    if len(found) > _MOST_FILES:
        more = UnreadableError(f"there are over {_MOST_FILES} files; the others were not looked into")
        found[_MOST_FILES:] = [_problem(found[_MOST_FILES], more)]
    return found


def _problem(file: File, error: UnreadableError) -> File:
    return dataclasses.replace(file, problem=str(error), too_large=isinstance(error, TooLargeError))


def _with_stamps(files: list[File], most: int) -> list[File]:
    """Add the time that nbgrader puts beside files in a file of its own, and leave that out."""
    times = {file.parts[:-1]: _time(file, most) for file in files if file.parts[-1] == _STAMP}
    return [
        dataclasses.replace(file, submitted=file.submitted or times.get(file.parts[:-1], 0.0))
        for file in files
        if file.parts[-1] != _STAMP
    ]


def _time(file: File, most: int) -> float:
    try:
        text = archives.read(file.place, most).decode("utf-8", "replace").strip().removesuffix(" UTC")
        return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
    except (UnreadableError, ValueError, OverflowError):
        return 0.0


def _order(file: File, lessons: Iterable[Lesson]) -> tuple[bool, float, int, bool, float, str]:
    named = any(_well_named(file, lesson) for lesson in lessons)
    return not file.doubtful, file.submitted, file.attempt, named, file.modified, file.name


def _content(file: File, most: int, left: int) -> bytes:
    if file.too_large:
        raise TooLargeError(file.problem)
    if file.problem or left <= 0:
        raise UnreadableError(file.problem or "not looked into, after so many other files")
    return archives.read(file.place, most) if file.is_notebook else b""


def _look_into(file: File, content: bytes, lessons: Mapping[Lesson, Notebook]) -> tuple[Lesson, Choice] | _Refusal:
    if not file.is_notebook:
        return _Refusal(file, "no notebook", "is no notebook")
    cells, notes = read(content)
    day = _day(file, lessons)
    hits = {lesson: matches(cells, notebook) for lesson, notebook in lessons.items()}
    best = max(lessons, key=lambda lesson: (hits[lesson], lesson[0] == day))
    if not hits[best]:
        return _Refusal(file, "wrong_notebook", "holds none of the exercises")
    if day and day != best[0]:
        return _Refusal(file, "wrong_notebook", f"holds the exercises of {best[0]}")
    return best, Choice(cells=cells, notes=notes)


def _day(file: File, lessons: Iterable[Lesson]) -> str:
    return day_of(file.parts, dict.fromkeys(day for day, _ in lessons))


def _newest(lesson: Lesson, found: list[tuple[File, Choice]]) -> Choice:
    (file, choice), *rest = found
    if not _well_named(file, lesson):
        choice.notes.append(f"handed in as {file.name}")
    if rest:
        choice.notes.append(f"several files: graded {file.name}, not {', '.join(other.name for other, _ in rest)}")
    return dataclasses.replace(choice, files=len(found), **_origin(file))


def _absence(refusals: list[_Refusal]) -> Choice:
    reason = next(reason for reason in _REASONS if any(refusal.reason == reason for refusal in refusals))
    notes = [refusal.note for refusal in refusals if refusal.reason == reason]
    status = reason if reason != "no notebook" else "unreadable"
    return Choice(status=status, notes=notes[:10], files=len(refusals), **_origin(refusals[0].file))


def _origin(file: File) -> dict[str, Any]:
    return {each.name: getattr(file, each.name) for each in dataclasses.fields(Origin)}


def _is_meant(file: File, lesson: Lesson, lessons: Mapping[Lesson, Notebook]) -> bool:
    """Tell from the path alone whether a file is meant for a lesson: by the day, or else by the notebook's name."""
    day = _day(file, lessons)
    named = [(other, name) for other, name in lessons if name.lower() in file.parts[-1].lower()]
    if day:
        same_day = [other for other in named if other[0] == day]
        return lesson[0] == day and lesson in (same_day or lessons)
    return named == [lesson]


def _well_named(file: File, lesson: Lesson) -> bool:
    """``components.ipynb`` or ``day01.ipynb`` in a folder; ``anna_components.ipynb`` or ``anna.ipynb`` without one."""
    return stem_of(file.parts[-1]).lower().endswith((lesson[1].lower(), lesson[0].lower())) or len(file.parts) == 1

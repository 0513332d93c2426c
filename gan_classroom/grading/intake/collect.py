"""Find the submissions in what an instructor has: folders, flat files, archives, and a learning platform's export."""

import contextlib
import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gan_classroom.grading.entry import Origin
from gan_classroom.grading.intake.archives import (
    Place,
    UnreadableError,
    is_archive,
    members,
    plain,
    stem_of,
)
from gan_classroom.grading.intake.names import Days, Name, day_of, is_word, parse, stamped, student_of

__all__ = ["File", "Found", "alike", "collect", "group"]

#: How many folders may lie around those of the students: a platform's zip, a week, a group.
_DEPTH = 4
#: A file that lies among those of others, and whose name says neither day nor notebook, is somebody's if it is one.
_HANDED_IN = (".pdf", ".html", ".htm", ".py", ".docx", ".doc", ".odt", ".rtf", ".pages")
_NOBODYS = ("index", "readme", "roster", "license", "grades", "feedback")


@dataclass
class File(Origin):
    """One submitted file.

    Args:
        parts: The path below the submissions; the last part is empty for a folder.
        place: Where it is read.
        problem: Why it cannot be opened, or nothing.
        too_large: Whether the reason is its size.
    """

    parts: tuple[str, ...]
    place: Place = ()
    problem: str = ""
    too_large: bool = False

    @property
    def name(self) -> str:
        """The path below the submissions."""
        return "/".join(self.parts)

    @property
    def is_notebook(self) -> bool:
        """Whether the name says so; browsers append ``.txt`` or ``.json``."""
        return bool(self.problem) or ".ipynb" in self.parts[-1].lower()

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "File":
        """Make one from what `dataclasses.asdict` made of it, and JSON of that.

        Args:
            content: The fields.

        Returns:
            The file.
        """
        return cls(**{**content, "parts": tuple(content["parts"]), "place": tuple(content["place"])})


@dataclass
class Found:
    """What was found in the submissions.

    Args:
        students: The files of each student, in the order of the names; an empty list for an empty folder.
        warnings: What an instructor should look at.
    """

    students: dict[str, list[File]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


_Leaf = tuple[File, tuple[str, ...]]  #: A file, and its path below the folder that holds the students.


def collect(submissions: Path, *, days: Days, largest_mb: int, people: Mapping[str, str] | None = None) -> Found:
    """Find each student's files.

    Args:
        submissions: A folder or an archive that holds ``student/day01/notebook.ipynb``, ``student/notebook.ipynb``,
            ``student_day01.ipynb``, ``student_notebook.ipynb``, ``student.ipynb``, or an archive for each student, also
            mixed, and also in a folder for each day; or what Moodle, Canvas, Blackboard, Brightspace or ILIAS export,
            packed or unpacked, and with more folders around it.
        days: Day → names of its notebooks, without suffix.
        largest_mb: A file with more MB than this is not opened.
        people: Name that is found → name of the student; for all that names alone cannot tell.

    Returns:
        The files of each student, and warnings.

    Raises:
        FileNotFoundError: If there is no such folder or archive.
        ValueError: If it is a file, but no archive.
    """
    if not submissions.exists():
        raise FileNotFoundError(f"no folder or zip file of submissions at {submissions}")
    most = largest_mb * 1_000_000
    if not submissions.is_file():
        return group(_in_folder(submissions), days, most, people)
    try:
        found = _inside((str(submissions),), submissions.name, (), most)
    except UnreadableError as error:
        message = f"expected a folder or a zip file of submissions; {submissions} is neither, or cut off: {error}"
        raise ValueError(message) from error
    return group(found, days, most, people, submissions.stem)


def group(
    found: Iterable[File], days: Days, most: int, people: Mapping[str, str] | None = None, wrapper: str = ""
) -> Found:
    """Sort files by student.

    Args:
        found: The files; one whose last part is empty stands for a folder.
        days: Day → names of its notebooks, without suffix.
        most: A file with more bytes is not opened.
        people: As `collect`.
        wrapper: The name of a folder that may lie around everything.

    Returns:
        The files of each student, and warnings.
    """
    result = Found()
    known = {name.casefold(): student for name, student in (people or {}).items()}
    leaves = list(_students_level([(file, file.parts) for file in found], days, most, _DEPTH, result, wrapper))
    names = {parts[0]: parse(parts[0]) for _, parts in leaves}
    twins = _twins((file.parts[: -len(parts)], names[parts[0]]) for file, parts in leaves)
    students: dict[str, list[File]] = {}
    for file, parts in leaves:
        name = names[parts[0]]
        person = name.person if name else _person(parts, days)
        if name and (file.parts[: -len(parts)], name.person) in twins:
            person = f"{name.person} {name.number}"
        person = known.get(parts[0].casefold(), known.get(person.casefold(), person))
        if not person:
            result.warnings.append(f"{file.name}: nobody's; its name says neither who nor what")
        elif parts[-1] or person not in students:
            files = students.setdefault(person, [])
            files += [_with(file, parts, name)] if parts[-1] else []
    result.students = dict(sorted(students.items()))
    result.warnings += alike(result.students)
    return result


def _students_level(
    leaves: list[_Leaf], days: Days, most: int, depth: int, result: Found, wrapper: str = ""
) -> Iterator[_Leaf]:
    """Leave out the folders around those of the students: a week, a group, a platform's zip."""
    tops: dict[str, list[_Leaf]] = {}
    for file, parts in leaves:
        tops.setdefault(parts[0], []).append((file, parts))
    tops.pop("", None)
    filled = {top for top, inside in tops.items() if any(parts[-1] for _, parts in inside)}
    below = {top: _below(inside, most) for top, inside in tops.items()} if depth else {}
    kinds = {top: _class_inside(top, it, days, alone=filled == {top}) for top, it in below.items()}
    for top in [top for top, kind in kinds.items() if kind == "hint" and not filled <= set(filter(kinds.get, kinds))]:
        result.warnings.append(
            f"{tops[top][0][0].name.split('/')[0]}: taken for one student's, but may be several people's"
        )
        kinds[top] = ""
    classes = {top for top, kind in kinds.items() if kind} | ({wrapper} & set(below) if filled == {wrapper} else set())
    for top, inside in tops.items():
        if top not in classes:
            yield from inside
            continue
        doubtful = kinds[top] != "day" and not filled <= classes
        if doubtful or kinds[top] in ("guess", "hint"):
            result.warnings.append(f"{inside[0][0].name.split('/')[0]}: taken for a class, not for one student")
        if len(inside) > 1:  # an archive may hold a file and a folder of one name
            yield from (leaf for leaf in inside if len(leaf[1]) == 1)
        for file, parts in _students_level(below[top], days, most, depth - 1, result):
            yield (dataclasses.replace(file, doubtful=True) if doubtful else file), parts


def _below(inside: list[_Leaf], most: int) -> list[_Leaf]:
    """What lies in a folder, or in a zip on disk that may be a platform's."""
    file, parts = inside[0]
    if len(parts) == len(file.place) == 1 and parts[0].lower().endswith(".zip"):
        with contextlib.suppress(UnreadableError):
            listed = _inside(file.place, parts[0], (*file.parts[:-1], stem_of(parts[0])), most)
            return [(it, it.parts[len(file.parts) :]) for it in listed]
    return [(file, parts[1:]) for file, parts in inside if len(parts) > 1]


def _class_inside(top: str, below: list[_Leaf], days: Days, *, alone: bool) -> str:
    """Tell why a folder holds several people's work: ``day``, ``platform``, ``guess`` or ``hint``; or nothing."""
    if not below or parse(top):
        return ""
    if top.lower() in map(str.lower, days):
        return "day"
    if any(parse(part) for _, parts in below for part in parts[:2]):
        return "platform"
    work = [parts for file, parts in below if file.is_notebook or is_archive(parts[-1])]
    loose = {stem_of(parts[0]) for parts in work if len(parts) == 1}
    people = {student_of(stem, days) or stem * alone for stem in loose}
    if any(people) or not loose:
        people |= {parts[0] for parts in work if len(parts) > 1}
    if not loose and len(people) == 1 and not day_of(people, days):
        return _class_inside("", [(file, parts[1:]) for file, parts in below if len(parts) > 1], days, alone=alone)
    several = len({person.casefold() for person in people if not is_word(person, days)})
    return "" if several < 2 else "guess" if loose or several > 2 else "hint"


def _twins(names: Iterable[tuple[tuple[str, ...], Name | None]]) -> set[tuple[tuple[str, ...], str]]:
    """Find the names that two people bear in one export."""
    numbers: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for above, name in names:
        if name and name.number:
            numbers.setdefault((above, name.person), set()).add(name.number)
    return {key for key, several in numbers.items() if len(several) > 1}


def alike(students: Iterable[str]) -> Iterator[str]:
    """Warn of people whose names differ in numbers or signs only, unless that is how all are called.

    Args:
        students: All names.

    Yields:
        A sentence on each group of such names.
    """
    groups: dict[str, list[str]] = {}
    for student in students:
        groups.setdefault("".join(filter(str.isalpha, student.casefold())), []).append(student)
    for letters, several in groups.items():
        if len(letters) > 3 and 1 < len(several) < 5:
            yield f"{', '.join(several)}: nearly the same name; if this is one person, say so with --people"


def _person(parts: tuple[str, ...], days: Days) -> str:
    if len(parts) > 1:
        return student_of(parts[0], days, folder=True) or parts[0]
    stem, low = stem_of(parts[0]), parts[0].lower()
    own = ".ipynb" in low or is_archive(low) or (low.endswith(_HANDED_IN) and stem.lower() not in _NOBODYS)
    return student_of(stem, days) or (stem if own else "")


def _with(file: File, parts: tuple[str, ...], name: Name | None) -> File:
    if name is None:
        return file
    when = name.submitted or stamped(parts)
    return dataclasses.replace(file, submitted=when, attempt=name.attempt, late=name.late, handle=name.handle)


def _inside(place: Place, name: str, above: tuple[str, ...], most: int) -> list[File]:
    return [File((*above, *it.parts), (*place, it.number), modified=it.modified) for it in members(place, name, most)]


def _in_folder(folder: Path) -> Iterator[File]:
    root = folder.resolve()
    for path in sorted(root.rglob("*")):
        parts = plain(path.relative_to(root).parts)
        if any(part.startswith((".", "__MACOSX")) for part in parts):
            continue
        if path.is_symlink():
            inside = (*parts, *parts[-1:]) if path.is_dir() else parts
            yield File(inside, problem="a symbolic link, which may lead anywhere; hand in the file itself")
        elif path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            yield File((*parts, parts[-1]), problem="a folder that cannot be opened")
        elif path.is_dir():
            yield File((*parts, ""))
        elif path.is_file():
            yield File(parts, (str(path),), modified=path.stat().st_mtime)

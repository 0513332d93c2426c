"""Choose from a student's files the one to grade for each notebook of an assignment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gan_course.grading.collect import File, UnreadableError
from gan_course.grading.prepare import Cell, Notebook, matches, read

__all__ = ["Choice", "choose"]


@dataclass
class Choice:
    """What is graded of a student's files.

    Args:
        cells: The cells to grade, or None.
        status: A key of `gan_course.grading.STATUSES` that says why there are none.
        notes: What an instructor should know.
    """

    cells: list[Cell] | None = None
    status: str = ""
    notes: list[str] = field(default_factory=list)


def choose(files: Iterable[File], releases: Mapping[str, Notebook]) -> dict[str, Choice]:
    """Choose a file for each notebook; what a file holds counts more than its name.

    Args:
        files: A student's files.
        releases: The released notebooks by name.

    Returns:
        A choice for each notebook.
    """
    fitting: dict[str, list[tuple[File, Choice]]] = {name: [] for name in releases}
    unreadable, strangers, others = [], [], []
    for file in sorted(files, key=lambda file: (file.modified, file.name), reverse=True):
        if not file.is_notebook:
            others.append(file.name)
            continue
        try:
            cells, notes = read(file.read())
        except UnreadableError as error:
            unreadable.append(f"{file.name}: {error}")
            continue
        best = max(releases, key=lambda name: matches(cells, releases[name]))
        if matches(cells, releases[best]):
            fitting[best].append((file, Choice(cells, notes=notes)))
        else:
            strangers.append(file.name)
    absent = _absence(unreadable, strangers, others)
    return {name: _preferred(name, found) if found else absent for name, found in fitting.items()}


def _preferred(name: str, found: list[tuple[File, Choice]]) -> Choice:
    """Take the file with the right name, else the newest."""
    (file, choice), *rest = sorted(found, key=lambda pair: not _well_named(pair[0], name))
    if not _well_named(file, name):
        choice.notes.append(f"handed in as {file.name}")
    if rest:
        choice.notes.append(f"several files: graded {file.name}, not {', '.join(other.name for other, _ in rest)}")
    return choice


def _absence(unreadable: list[str], strangers: list[str], others: list[str]) -> Choice:
    if unreadable:
        return Choice(status="not a notebook", notes=unreadable)
    if strangers:
        return Choice(status="wrong notebook", notes=[f"{name} holds none of the exercises" for name in strangers])
    if others:
        return Choice(status="not a notebook", notes=[f"only {', '.join(others)}"])
    return Choice(status="missing notebook")


def _well_named(file: File, name: str) -> bool:
    """``components.ipynb`` in a folder, ``anna_components.ipynb`` without one, and ``anna.ipynb``."""
    stem = file.parts[-1].lower().split(".ipynb")[0]
    return stem.endswith(name.lower()) or len(file.parts) == 1

"""Read a lesson, a py:percent file, into cells that know their place in the file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import jupytext

__all__ = ["Cell", "Lesson", "LessonError", "Problem", "parse", "read"]

_FILE_NAME = re.compile(r"(?P<day>day\d\d)_(?P<slug>[a-z][a-z0-9_]*)\.py|(?P<start>start_here)\.py")
_MARKER = re.compile(r"^\s*#\s*(%%|<codecell>|In\[[0-9 ]*\])")
_FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
_JUPYTEXT_KEYS = {"cell_marker", "lines_to_next_cell", "region_name", "title"}


class Problem(NamedTuple):
    """One thing to put right in a lesson."""

    line: int
    cell: int
    message: str


class LessonError(ValueError):
    """A lesson that cannot be built, with everything there is to put right."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = sorted(problems)
        super().__init__("\n".join(f"{path}:{line} (cell {cell}): {text}" for line, cell, text in self.problems))


@dataclass(frozen=True)
class Cell:
    """One cell: ``line`` is that of its source's first line in the file, ``number`` counts from 1."""

    kind: str
    source: str
    line: int
    number: int
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def exercise(self) -> str | None:
        """The exercise whose solution this cell holds."""
        return _text(self.options.get("exercise"))

    @property
    def check(self) -> str | None:
        """The exercise that this cell checks."""
        return _text(self.options.get("check"))

    @property
    def name(self) -> str | None:
        """The name that nbgrader knows the cell by; none for cells it does not handle."""
        return f"{self.check}_check" if self.check else self.exercise

    def problem(self, message: str, *, at: int = 1) -> Problem:
        """Report something to put right.

        Args:
            message: What is wrong and how to put it right.
            at: Line of the source, from 1.

        Returns:
            The problem with its line in the file.
        """
        return Problem(self.line + at - 1, self.number, message)


@dataclass(frozen=True)
class Lesson:
    """The cells of one lesson file, named ``DAY_SLUG.py``, or ``start_here.py``, which belongs to no day."""

    path: Path
    day: str
    slug: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The name that the lesson's folder in the exercise bank has."""
        return f"{self.day}_{self.slug}".removeprefix("_")

    @property
    def notebook(self) -> str:
        """The notebook's path below ``solutions`` and ``notebooks``."""
        return f"{self.day}/{self.slug}.ipynb".removeprefix("/")


def read(path: Path) -> Lesson:
    """Read a lesson file.

    Args:
        path: The file, UTF-8; any line endings.

    Returns:
        The lesson.

    Raises:
        LessonError: If the name does not say day and subject, or the text is not UTF-8 or not py:percent.
    """
    try:
        return parse(path, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LessonError(path, [Problem(1, 1, f"not UTF-8 ({error}); save the file as UTF-8")]) from None


def parse(path: Path, text: str) -> Lesson:
    """Parse the text of a lesson.

    Args:
        path: Where it comes from; its name gives day and slug.
        text: py:percent.

    Returns:
        The lesson.

    Raises:
        LessonError: If the name does not say day and subject, or the text is not py:percent.
    """
    named = _FILE_NAME.fullmatch(path.name)
    if not named:
        raise LessonError(path, [Problem(1, 1, "a lesson is called dayNN_subject.py, like day01_components.py")])
    nodes = jupytext.reads(text, fmt=_FORMAT).cells
    markers = [number for number, line in enumerate(text.splitlines(), 1) if _MARKER.match(line)]
    if not markers:
        raise LessonError(path, [Problem(1, 1, "no cells; start each one with a line # %% or # %% [markdown]")])
    if len(markers) != len(nodes):
        message = "text before the first # %%, or a line that starts with # %% inside a string or a fence; reword it"
        raise LessonError(path, [Problem(1, 1, message)])
    cells = [_cell(node, marker, number) for number, (node, marker) in enumerate(zip(nodes, markers, strict=True), 1)]
    return Lesson(path, named["day"] or "", named["slug"] or named["start"], tuple(cells))


def _cell(node: Mapping, marker: int, number: int) -> Cell:
    options = {key: value for key, value in node["metadata"].items() if key not in _JUPYTEXT_KEYS}
    first_line = marker + (2 if "cell_marker" in node["metadata"] else 1)
    return Cell(node["cell_type"], node["source"], first_line, number, options)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None

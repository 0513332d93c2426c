"""What was collected from a student, and where it is kept."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from gan_classroom.grading.prepare import Cell

__all__ = ["Choice", "Entry", "Key", "Origin", "Scope", "folder_of"]

Key = tuple[str, str, str]  #: A student's folder, a day and a notebook.


@dataclass(kw_only=True)
class Origin:
    """How something was handed in.

    Args:
        submitted: When, as the learning platform says, in seconds since 1970, or 0.
        attempt: The platform's number of it, which grows, or 0.
        modified: When the file was changed, as the file says, or 0.
        late: Whether the platform calls it late.
        handle: What the platform calls the student, or nothing.
        doubtful: Whether it may be another student's: it counts where nothing else does.
    """

    submitted: float = 0.0
    attempt: int = 0
    modified: float = 0.0
    late: bool = False
    handle: str = ""
    doubtful: bool = False


@dataclass(kw_only=True)
class Choice(Origin):
    """What is graded of a student's files.

    Args:
        cells: The cells to grade, or None.
        status: A key of `gan_classroom.grading.STATUSES` that says why there are none.
        notes: What an instructor should know.
        files: How many files were meant for this notebook.
    """

    cells: list[Cell] | None = None
    status: str = ""
    notes: list[str] = field(default_factory=list)
    files: int = 1


@dataclass
class Entry(Choice):
    """What was collected from one student for one notebook.

    Args:
        student: The student's name.
        day: The day.
        notebook: The notebook's name.
        later: What became of a file that came later, or nothing.
    """

    student: str
    day: str
    notebook: str
    later: str = field(default="", kw_only=True)

    @property
    def key(self) -> Key:
        """Where it is kept."""
        return folder_of(self.student), self.day, self.notebook


@dataclass(frozen=True)
class Scope:
    """What a run is about.

    Args:
        days: These days; all if empty.
        students: The folders of these students; all if empty.
    """

    days: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()

    def covers(self, key: Key) -> bool:
        """Tell whether the run is about a submission.

        Args:
            key: Where it is kept.

        Returns:
            Whether it is.
        """
        student, day, _ = key
        return (not self.days or day in self.days) and (not self.students or student in self.students)


def folder_of(student: str) -> str:
    """Turn a name into one that is safe as a folder, for a search pattern and for nbgrader.

    Args:
        student: Whatever a student is called.

    Returns:
        The name itself if it is safe, else a cleaned one with a digest that keeps it apart from others.

    >>> folder_of("jörg")
    'jörg'
    >>> folder_of("Ada L.")[:6]
    'Ada_L_'
    """
    if re.fullmatch(r"\w[\w-]{0,60}", student):
        return student
    clean = re.sub(r"\W+", "_", student)[:52].strip("_") or "student"
    return f"{clean}_{sha256(student.encode()).hexdigest()[:8]}"

"""The course as its author has it: the settings, the solutions, and what grades depend on."""

import json
import os
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import gan_classroom
import gan_course
from gan_classroom.grading.intake.choose import Lesson
from gan_classroom.grading.prepare import Notebook

__all__ = ["SETTINGS", "Course", "find_course", "surroundings"]

SETTINGS = "nbgrader_config.py"


def find_course(start: Path | None = None) -> Path:
    """Find the course: the folder with ``nbgrader_config.py`` and ``solutions``.

    Args:
        start: The folder itself; None looks in the working directory, above it, and where the package lies.

    Returns:
        The folder.

    Raises:
        FileNotFoundError: If it is not there.
    """
    here = Path.cwd()
    places = [start.resolve()] if start else [here, *here.parents, Path(gan_course.__file__).resolve().parents[1]]
    for place in places:
        if (place / SETTINGS).is_file() and (place / "solutions").is_dir():
            return place
    raise FileNotFoundError(
        f"no {SETTINGS} and solutions/ in {start or here}; run this in the course's folder or name it with --course"
    )


class Course:
    """All days of a course.

    Args:
        root: The folder that `find_course` finds.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = root / SETTINGS
        found = sorted(path for path in (root / "solutions").glob("*/*.ipynb") if path.parent.name[0] != ".")
        days = sorted({path.parent.name for path in found})
        #: Day → its solution notebooks.
        self.sources = {day: [path for path in found if path.parent.name == day] for day in days}

    @property
    def days(self) -> dict[str, list[str]]:
        """Day → names of its notebooks."""
        return {day: [path.stem for path in paths] for day, paths in self.sources.items()}

    @cached_property
    def lessons(self) -> dict[Lesson, Notebook]:
        """The notebooks with solutions, which have the same graded cells as the students' copies."""
        return {(day, path.stem): _load(path) for day, paths in self.sources.items() for path in paths}

    def expect(self, days: Iterable[str]) -> None:
        """Check that there are such days.

        Args:
            days: Their names.

        Raises:
            FileNotFoundError: If one is not among them.
        """
        unknown = [day for day in days if day not in self.sources]
        if unknown or not self.sources:
            asked = f"{unknown[0]!r}" if unknown else "to grade"
            raise FileNotFoundError(f"no day {asked} in solutions/; there are: {', '.join(self.sources) or 'none'}")

    def fingerprint(self, day: str) -> str:
        """Digest all that the release of a day depends on.

        Args:
            day: The day.

        Returns:
            The digest.
        """
        return _digest([self.settings, *self.sources[day]])


def surroundings() -> str:
    """Digest what every result depends on beside the submission: the two packages and the environment.

    Returns:
        The digest.
    """
    packages = (Path(package.__path__[0]) for package in (gan_classroom, gan_course))
    package = _digest(sorted(path for folder in packages for path in folder.rglob("*.py")))
    variables = sorted((name, value) for name, value in os.environ.items() if name.startswith("GAN_COURSE_"))
    return sha256(f"{package}{variables}".encode()).hexdigest()


def _load(path: Path) -> Notebook:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"][0]["metadata"]
    except (ValueError, LookupError, TypeError) as error:
        raise ValueError(f"{path} is no notebook with cells: {error}; build the course anew (make build)") from error
    return notebook


def _digest(paths: Iterable[Path]) -> str:
    contents = [f"{path.name}{sha256(path.read_bytes()).hexdigest()}" for path in paths]
    return sha256("".join(contents).encode()).hexdigest()

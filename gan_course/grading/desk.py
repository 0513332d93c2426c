"""The folder in which one assignment is graded: nbgrader's course, what is already done, and what comes out."""

import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import gan_course
from gan_course.files import write_atomically
from gan_course.grading.prepare import Cell, Notebook

__all__ = ["SETTINGS", "Desk", "find_course", "folder_of"]

SETTINGS = "nbgrader_config.py"

#: After these a result is kept until the submission or the course changes; all else is tried again.
_SETTLED = ("graded", "not attempted", "checks altered")


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


class Desk:
    """Where one assignment is graded.

    Args:
        course: The folder that `find_course` finds.
        output: The folder for everything that grading writes.
        assignment: The assignment's name.

    Raises:
        FileNotFoundError: If the course has no such assignment.
        ValueError: If the output folder holds another assignment or other things.
    """

    def __init__(self, course: Path, output: Path, assignment: str) -> None:
        self.settings = course / SETTINGS
        self.sources = sorted((course / "solutions" / assignment).glob("*.ipynb"))
        if not self.sources:
            days = sorted(path.name for path in (course / "solutions").iterdir() if any(path.glob("*.ipynb")))
            raise FileNotFoundError(f"no assignment {assignment!r}; there are: {', '.join(days) or 'none'}")
        self.assignment = assignment
        self.output = output.resolve()
        self.course = self.output / "course"
        self._stamp = self.course / "fingerprint.json"
        self._fingerprint = _digest(self.settings, *self.sources)
        self._package = _digest(*sorted(Path(gan_course.__file__).parent.rglob("*.py")))

    def lay_out(self) -> bool:
        """Make the course directory, or keep it if it is of the same course.

        Returns:
            Whether it is new, so that nbgrader must make the release.
        """
        stamp = {"assignment": self.assignment, "course": self._fingerprint}
        if self.course.exists():
            before = _load(self._stamp) or {}
            if before.get("assignment") != self.assignment:
                what = before.get("assignment", "something else")
                raise ValueError(f"{self.output} holds {what}; choose another folder for {self.assignment}")
            if before == stamp:
                return False
            shutil.rmtree(self.course)
        target = self.course / "source" / self.assignment
        target.mkdir(parents=True)
        _dump(self._stamp, {**stamp, "course": None})
        for source in self.sources:
            shutil.copy(source, target)
        return True

    def opened(self) -> None:
        """Note that the release is complete."""
        _dump(self._stamp, {"assignment": self.assignment, "course": self._fingerprint})

    def releases(self) -> dict[str, Notebook]:
        """Load the students' copies.

        Returns:
            The notebooks by name.
        """
        folder = self.course / "release" / self.assignment
        return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.ipynb"))}

    def stage(self, student: str, notebook: str, content: Notebook) -> bool:
        """Put a prepared submission where nbgrader looks for it.

        Args:
            student: The student's folder.
            notebook: The notebook's name.
            content: The notebook.

        Returns:
            Whether it must be graded; False if a valid result of the same submission exists.
        """
        path = self._path("submitted", student, notebook)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        known = self.result(student, notebook)
        if known.get("fingerprint") == self._key(text) and known.get("status") in _SETTLED:
            return False
        self.clear(student, notebook)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
        return True

    def clear(self, student: str, notebook: str) -> None:
        """Take away what an earlier run left of a submission.

        Args:
            student: The student's folder.
            notebook: The notebook's name.
        """
        for step in ("results", "submitted", "autograded", "feedback"):
            self._path(step, student, notebook).unlink(missing_ok=True)
        self.feedback(student, notebook).unlink(missing_ok=True)

    def keep(self, student: str, notebook: str, status: str, remarks: list[str]) -> None:
        """Keep a result, complete with feedback.

        Args:
            student: The student's folder.
            notebook: The notebook's name.
            status: A key of `STATUSES`.
            remarks: What the executed notebook tells.
        """
        page = self._path("feedback", student, notebook)
        if page.exists():
            target = self.feedback(student, notebook)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(page, target)
        text = self._path("submitted", student, notebook).read_text(encoding="utf-8")
        path = self._path("results", student, notebook)
        path.parent.mkdir(parents=True, exist_ok=True)
        _dump(path, {"fingerprint": self._key(text), "status": status, "remarks": remarks})

    def result(self, student: str, notebook: str) -> dict[str, Any]:
        """Look up a result.

        Args:
            student: The student's folder.
            notebook: The notebook's name.

        Returns:
            ``status`` and ``remarks``, or nothing.
        """
        return _load(self._path("results", student, notebook)) or {}

    def executed(self, student: str, notebook: str) -> list[Cell]:
        """Load the executed notebook.

        Args:
            student: The student's folder.
            notebook: The notebook's name.

        Returns:
            Its cells.
        """
        return json.loads(self._path("autograded", student, notebook).read_text(encoding="utf-8"))["cells"]

    def feedback(self, student: str, notebook: str) -> Path:
        """Name the page that a student gets back.

        Args:
            student: The student's folder.
            notebook: The notebook's name.

        Returns:
            The path.
        """
        return self.output / "feedback" / student / f"{notebook}.html"

    def _path(self, step: str, student: str, notebook: str) -> Path:
        suffix = {"results": ".json", "feedback": ".html"}.get(step, ".ipynb")
        return self.course / step / student / self.assignment / f"{notebook}{suffix}"

    def _key(self, text: str) -> str:
        """Digest all that a result depends on: the submission, the package, and how it is run."""
        surroundings = sorted((key, value) for key, value in os.environ.items() if key.startswith("GAN_COURSE"))
        return hashlib.sha256(f"{self._package}{surroundings}{text}".encode()).hexdigest()


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
    clean = re.sub(r"\W+", "_", student)[:60].strip("_") or "student"
    return f"{clean}_{hashlib.sha256(student.encode()).hexdigest()[:8]}"


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).hexdigest()


def _dump(path: Path, content: dict[str, Any]) -> None:
    write_atomically(path, json.dumps(content).encode())


def _load(path: Path) -> dict[str, Any] | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None

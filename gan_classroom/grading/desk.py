"""The folder that grading works in: what was collected, nbgrader's course, what is done already, and what comes out."""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from gan_classroom.grading.course import SETTINGS, Course
from gan_classroom.grading.entry import Entry, Key
from gan_classroom.grading.lists import DueDates, read_due
from gan_classroom.grading.prepare import Cell, Notebook
from gan_course.files import write_atomically

__all__ = ["DUE", "PEOPLE", "Desk"]

DUE, PEOPLE = "due.csv", "people.csv"

_OURS = ("grades.csv", "feedback", "course")
_FOLDERS = """
c = get_config()
c.CourseDirectory.source_directory, c.CourseDirectory.release_directory = "source", "release"
"""


class Desk:
    """Where all days of a course are graded.

    Args:
        output: The folder for everything that grading writes.
    """

    def __init__(self, output: Path) -> None:
        self.output = output.resolve()
        self.course = self.output / "course"
        self.settings = self.course / SETTINGS
        self._stamps = self.course / "released.json"
        self._regrade = self.course / "regrade.json"

    @property
    def exists(self) -> bool:
        """Whether an earlier run graded into this folder."""
        return self._stamps.is_file()

    def open(self, course: Course) -> None:
        """Make the folders, or take over those of an earlier run.

        Args:
            course: The course.

        Raises:
            ValueError: If the output folder holds other things.
        """
        if not self.exists:
            strange = [name for name in _OURS if _filled(self.output / name)]
            if strange:
                raise ValueError(f"{self.output} holds another {strange[0]}; choose another folder with --out")
            self.course.mkdir(parents=True, exist_ok=True)
            _dump(self._stamps, {})
        for unfinished in self.output.rglob(".*.????????.part"):
            unfinished.unlink(missing_ok=True)
        write_atomically(self.settings, course.settings.read_bytes() + _FOLDERS.encode())

    def lay_out(self, course: Course, day: str) -> tuple[bool, bool]:
        """Put the sources of a day where nbgrader looks for them, unless its release is made from the same.

        Args:
            course: The course.
            day: The day.

        Returns:
            Whether nbgrader must make the release, and whether it must forget an earlier one before.
        """
        stamps = _load(self._stamps) or {}
        if stamps.get(day) == course.fingerprint(day):
            return False, False
        target = self.course / "source" / day
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        _dump(self._stamps, {**stamps, day: ""})
        for source in course.sources[day]:
            shutil.copy(source, target)
        return True, day in stamps

    def released(self, course: Course, day: str) -> None:
        """Note that the release of a day is complete.

        Args:
            course: The course.
            day: The day.
        """
        _dump(self._stamps, {**(_load(self._stamps) or {}), day: course.fingerprint(day)})

    def release(self, day: str, notebook: str) -> Notebook:
        """Load a student's copy.

        Args:
            day: The day.
            notebook: The notebook's name.

        Returns:
            The released notebook.
        """
        return json.loads((self.course / "release" / day / f"{notebook}.ipynb").read_text(encoding="utf-8"))

    def collect(self, entry: Entry) -> None:
        """Keep what a student handed in. It takes the place, and the result, of something else from before.

        What was handed in before stays if the platform says that it is newer, or if only that can be read.

        Args:
            entry: What was handed in.
        """
        known = self.entry(entry.key)
        if known and known.cells is not None:
            if entry.cells is None:
                why = "; ".join(entry.notes)
                entry = replace(known, later=f"a later file is {entry.status}, an earlier one counts: {why}")
            elif entry.doubtful and not known.doubtful:
                entry = replace(known, later="a file in another student's folder bears this name; it is not graded")
            elif (0, 0) < (entry.submitted, entry.attempt) < (known.submitted, known.attempt):
                entry = replace(known, later="an older file came in a later run; the newer one counts")
        if known and (known.cells, known.status) != (entry.cells, entry.status):
            self.clear(entry.key)
        _dump(self._path("collected", entry.key), asdict(entry))

    def rename(self, people: Mapping[str, str]) -> None:
        """Put what earlier runs kept under another name where it belongs; it is graded anew there.

        Args:
            people: Former name → name of the student.
        """
        for key in self.collected():
            entry = self.entry(key)
            if entry and (student := people.get(entry.student, entry.student)) != entry.student:
                self.collect(replace(entry, student=student))
                self.drop(key)

    def entry(self, key: Key) -> Entry | None:
        """Look up what a student handed in.

        Args:
            key: Where it is kept.

        Returns:
            What was collected, or None.
        """
        content = _load(self._path("collected", key))
        return Entry(**content) if content else None

    def collected(self) -> list[Key]:
        """List what was collected, by day, so that two notebooks of one student are not graded at the same time.

        Returns:
            The keys.
        """
        paths = (self.course / "collected").glob("*/*/*.json")
        keys = [(path.parts[-3], path.parts[-2], path.stem) for path in paths]
        return sorted(keys, key=lambda key: (key[1], key[2], key[0]))

    def drop(self, key: Key) -> None:
        """Forget a submission for a notebook that the course does not have any more.

        Args:
            key: Where it is kept.
        """
        self.clear(key)
        self._path("collected", key).unlink(missing_ok=True)

    def stage(self, key: Key, content: Notebook) -> None:
        """Put a prepared submission where nbgrader looks for it.

        Args:
            key: Where it is kept.
            content: The notebook.
        """
        self.clear(key)
        _dump(self._path("submitted", key), content)

    def read(self, key: Key, *steps: str) -> dict[str, bytes]:
        """Load files of a submission, as nbgrader has them.

        Args:
            key: Where it is kept.
            steps: Of these: ``submitted``, ``autograded``, ``feedback``.

        Returns:
            Step → content, of those that are there.
        """
        paths = {step: self._path(step, key) for step in steps}
        return {step: path.read_bytes() for step, path in paths.items() if path.is_file()}

    def write(self, key: Key, files: Mapping[str, bytes]) -> None:
        """Put files of a submission where nbgrader has them.

        Args:
            key: Where it is kept.
            files: As `read` returns them.
        """
        for step, content in files.items():
            path = self._path(step, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content)

    def clear(self, key: Key) -> None:
        """Take away what an earlier run made of a submission.

        Args:
            key: Where it is kept.
        """
        for step in ("results", "submitted", "autograded", "feedback"):
            self._path(step, key).unlink(missing_ok=True)
        self._page(key).unlink(missing_ok=True)

    def keep(self, key: Key, result: dict[str, Any]) -> None:
        """Keep a result, complete with feedback; what can be made again from what was collected goes.

        Args:
            key: Where it is kept.
            result: Its ``status``, ``remarks`` and ``fingerprint``.
        """
        page = self._path("feedback", key)
        if page.exists():
            self._page(key).parent.mkdir(parents=True, exist_ok=True)
            page.replace(self._page(key))
        self._path("submitted", key).unlink(missing_ok=True)
        if self.has_executed(key):
            self._keep_pictures_once(self._path("autograded", key))
        _dump(self._path("results", key), result)

    def _keep_pictures_once(self, executed: Path) -> None:
        """Leave a picture out where the same output holds it as a page too, as the lessons' do for its description."""
        content = _load(executed) or {"cells": []}
        for data in (output.get("data", {}) for cell in content["cells"] for output in cell.get("outputs", ())):
            if "data:image/" in "".join(data.get("text/html", "")):
                for kind in [kind for kind in data if kind.startswith("image/")]:
                    del data[kind]
        _dump(executed, content)

    def has_page(self, key: Key) -> bool:
        """Tell whether there is a page of feedback.

        Args:
            key: Where it is kept.

        Returns:
            Whether there is.
        """
        return self._page(key).is_file()

    def has_executed(self, key: Key) -> bool:
        """Tell whether there is an executed notebook, of which a page can be made.

        Args:
            key: Where it is kept.

        Returns:
            Whether there is.
        """
        return self._path("autograded", key).is_file()

    def result(self, key: Key) -> dict[str, Any]:
        """Look up a result.

        Args:
            key: Where it is kept.

        Returns:
            What `keep` got, or nothing.
        """
        return _load(self._path("results", key)) or {}

    def executed(self, key: Key) -> list[Cell]:
        """Load the executed notebook.

        Args:
            key: Where it is kept.

        Returns:
            Its cells.
        """
        return json.loads(self._path("autograded", key).read_text(encoding="utf-8"))["cells"]

    def adopt(self, name: str, table: Path | None) -> Path:
        """Keep a table of the instructor's, for later runs too.

        Args:
            name: Its name here.
            table: The file; None leaves what an earlier run kept.

        Returns:
            Where it is kept, if it was ever given.
        """
        path = self.course / name
        if table:
            write_atomically(path, table.read_bytes())
        return path

    def due_dates(self) -> DueDates:
        """Look up when everything is due.

        Returns:
            The due dates, none where no table was given.
        """
        path = self.course / DUE
        return read_due(path) if path.is_file() else DueDates()

    def clear_once(self, keys: Iterable[Key], scope: str) -> None:
        """Take results away to grade again; a run that goes on after a kill keeps what was graded again already.

        Args:
            keys: Of which submissions.
            scope: What is to be graded again; nothing goes on with what an earlier run began.
        """
        begun = _load(self._regrade) or {"keys": [], "scope": ""}
        if scope and begun["scope"] != scope:
            begun = {"keys": [*begun["keys"], *sorted(keys)], "scope": scope}
            _dump(self._regrade, begun)
        for key in begun["keys"]:
            self.clear(tuple(key))
        if begun["keys"]:
            _dump(self._regrade, {**begun, "keys": []})

    def end_regrade(self) -> None:
        """Note that a run has ended, and with it all that was to be graded again, if nothing is left over."""
        if self._regrade.is_file() and all(
            self.result(key) for key in self.collected() if (entry := self.entry(key)) and entry.cells is not None
        ):
            self._regrade.unlink()

    def _path(self, step: str, key: Key) -> Path:
        student, day, notebook = key
        suffix = {"submitted": ".ipynb", "autograded": ".ipynb", "feedback": ".html"}.get(step, ".json")
        return self.course / step / student / day / f"{notebook}{suffix}"

    def _page(self, key: Key) -> Path:
        student, day, notebook = key
        return self.output / "feedback" / student / day / f"{notebook}.html"


def _filled(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(not inside.name.startswith(".") for inside in path.iterdir()))


def _dump(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps(content, sort_keys=True).encode())


def _load(path: Path) -> dict[str, Any] | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None

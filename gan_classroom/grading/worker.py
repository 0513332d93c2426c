"""The process that runs nbgrader: it answers one request a line, so that nothing of nbgrader's leaks elsewhere.

nbgrader changes the working directory and the environment and logs to standard error; a submission can take its
process down. `gan_classroom.grading` starts this module, speaks to it through pipes and starts it again if it is gone.
"""

import contextlib
import json
import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import temp_attrs
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from gan_classroom.grading import guard
from gan_classroom.grading.course import Course
from gan_classroom.grading.desk import Desk
from gan_classroom.grading.intake.take_in import take_one
from gan_classroom.grading.pages import FeedbackExporter

_EXECUTE = "gan_classroom.grading.execute.SteadyExecute"
_PATIENCE = 60  # seconds that a worker waits for another to be done with the gradebook


class Worker:
    """nbgrader in one course directory.

    Args:
        course: The directory; it holds ``source`` and gets everything else.
        settings: nbgrader's configuration file.
        sandboxed: Whether kernels run in the sandbox.
        limits: Fields of `gan_classroom.grading.limits.Limits`.
        private: Folders that no submission may see.
    """

    def __init__(self, course: str, settings: str, sandboxed: bool, limits: dict[str, int], private: list[str]) -> None:
        config = PyFileConfigLoader(Path(settings).name, path=str(Path(settings).parent)).load_config()
        config.merge(_settings(course, limits))
        config.SteadyExecute.sandboxed = sandboxed
        config.SandboxedKernelManager.limits = limits
        config.SandboxedKernelManager.private = private
        config.Autograde.autograde_preprocessors = _with_steady_execute(config)
        self.api = NbGraderAPI(CourseDirectory(config=config), config=config)
        self.database = self.api.coursedir.db_url
        self.releases = Path(course) / "release"
        self.source, self.desk = Course(Path(settings).parent), Desk(Path(course).parent)

    def release(self, assignment: str) -> dict[str, Any]:
        """Make the students' copies and note the checks in the gradebook.

        Args:
            assignment: The assignment's name.

        Returns:
            nbgrader's ``success``, ``error`` and ``log``.
        """
        return self.api.generate_assignment(assignment)

    def grade(self, assignment: str, student: str, notebook: str) -> dict[str, Any]:
        """Grade one notebook of one student and write the feedback.

        Args:
            assignment: The assignment's name.
            student: The student's folder.
            notebook: The notebook's name.

        Returns:
            nbgrader's ``success``, ``error`` and ``log``; ``graded`` is there once only the feedback can still fail,
            and ``by_hand`` what somebody should read.
        """
        os.environ.pop("NBGRADER_EXECUTION", None)  # nbgrader leaves it behind after an error
        with temp_attrs(self.api.coursedir, notebook_id=notebook):
            graded = self.api.autograde(assignment, student)
            if not graded["success"]:
                return graded
            feedback = self.api.generate_feedback(assignment, student)
        by_hand = self._review(assignment, student, notebook)
        log = graded.get("log", "") + feedback.get("log", "")
        return {**feedback, "graded": True, "by_hand": by_hand, "log": log}

    def _review(self, assignment: str, student: str, notebook: str) -> list[str]:
        """Read here and not in the grader's main process, which code that Python cannot parse must not take down."""
        submitted = self.releases.parent / "submitted" / student / assignment / f"{notebook}.ipynb"
        release = self.releases / assignment / f"{notebook}.ipynb"
        mine, ours = (json.loads(path.read_text(encoding="utf-8")) for path in (submitted, release))
        return guard.review(mine["cells"], ours)

    def feedback(self, assignment: str, student: str, notebook: str) -> dict[str, Any]:
        """Write the feedback on what is graded.

        Args:
            assignment: The assignment's name.
            student: The student's folder.
            notebook: The notebook's name.

        Returns:
            nbgrader's ``success``, ``error`` and ``log``.
        """
        with temp_attrs(self.api.coursedir, notebook_id=notebook):
            return self.api.generate_feedback(assignment, student)

    def record(self, assignment: str, student: str, notebook: str) -> dict[str, Any]:
        """Enter the marks of a notebook that was executed elsewhere.

        Args:
            assignment: The assignment's name.
            student: The student's folder.
            notebook: The notebook's name.

        Returns:
            ``success``.
        """
        names = {"assignment": assignment, "student": student, "notebook": notebook, "db_url": self.database}
        with Gradebook(self.database) as gradebook:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(assignment, student)
        executed = self.desk.read((student, assignment, notebook), "autograded")["autograded"]
        SaveAutoGrades().preprocess(nbformat.reads(executed.decode(), as_version=4), {"nbgrader": names})
        return {"success": True}

    def take_in(self, **arguments: Any) -> dict[str, Any]:
        """Look into a student's files.

        Args:
            **arguments: As `gan_classroom.grading.intake.take_in.take_one`.

        Returns:
            As that.
        """
        return take_one(self.desk, self.source.lessons, **arguments)

    def forget(self, assignment: str) -> dict[str, Any]:
        """Take an assignment and all its scores out of the gradebook, because it has changed.

        Args:
            assignment: The assignment's name.

        Returns:
            ``success``.
        """
        with Gradebook(self.database) as gradebook, contextlib.suppress(MissingEntry):
            gradebook.remove_assignment(assignment)
        return {"success": True}

    def scores(self) -> dict[str, Any]:
        """Read the gradebook.

        Returns:
            ``points``: assignment → notebook → check → maximum; ``scores``: student → assignment → notebook → check →
            score; and ``success``.
        """
        points: dict[str, Any] = {}
        scores: dict[str, Any] = {}
        with Gradebook(self.database) as gradebook:
            for assignment in gradebook.assignments:
                for notebook in assignment.notebooks:
                    maxima = {cell.name: cell.max_score for cell in notebook.grade_cells}
                    points.setdefault(assignment.name, {})[notebook.name] = maxima
                    for submitted in notebook.submissions:
                        grades = {grade.name: grade.score for grade in submitted.grades}
                        days = scores.setdefault(submitted.student.id, {})
                        days.setdefault(assignment.name, {})[notebook.name] = grades
        return {"points": points, "scores": scores, "success": True}


def _settings(course: str, limits: dict[str, int]) -> Config:
    settings = Config()
    settings.CourseDirectory.root = course
    settings.CourseDirectory.source_directory = "source"
    settings.CourseDirectory.release_directory = "release"
    settings.CourseDirectory.db_url = f"sqlite:///{Path(course) / 'gradebook.db'}?timeout={_PATIENCE}"
    settings.SteadyExecute.timeout = limits["cell_seconds"]
    settings.SteadyExecute.total_timeout = limits["notebook_seconds"]
    settings.SteadyExecute.iopub_timeout = 15
    settings.GenerateFeedback.exporter_class = FeedbackExporter
    settings.HTMLExporter.sanitize_html = True
    return settings


def _with_steady_execute(config: Config) -> list[str]:
    from nbgrader.converters import Autograde

    chosen = config.Autograde.get("autograde_preprocessors") or Autograde.autograde_preprocessors.default()
    names = [name if isinstance(name, str) else f"{name.__module__}.{name.__name__}" for name in chosen]
    return [_EXECUTE if name.rsplit(".", 1)[-1] == "Execute" else name for name in names]


def _reason(log: str) -> str:
    """Find the first error in a log; the last ones only say that there was one."""
    errors = re.findall(r"^\s*((?:\w+\.)*\w*(?:Error|Exception|Entry)\w*: .*)$", log, re.MULTILINE)
    return errors[0][:300] if errors else "unknown error"


def _end_with_parent() -> None:
    """A grader that is killed must not leave workers behind, which would go on to write into the gradebook."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def main() -> None:
    """Answer requests: ``[name, arguments]`` as one line of JSON each; the answer is one line too."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a kernel inherits the standard output, and must not write between the answers
    # nbgrader calls alembic by name, which is not found where the environment was not activated
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    worker = Worker(**json.loads(sys.argv[1]))
    for line in sys.stdin:
        name, arguments = json.loads(line)
        answer = getattr(worker, name)(**arguments)
        log = f"{answer.pop('log', '')}\n{answer.pop('error', '')}"
        print(line, log, sep="\n", file=sys.stderr, flush=True)
        print(json.dumps(answer if answer["success"] else {**answer, "error": _reason(log)}), file=answers, flush=True)


if __name__ == "__main__":
    main()

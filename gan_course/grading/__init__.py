"""Grade a folder of submissions with nbgrader: a table of grades, and feedback for each student.

Grading runs the code of the students with the rights of whoever grades. A submission can read files (the hidden tests
among them), use the network and leave processes behind, and code that sets out to deceive the grader from inside its
process can succeed: use a container or an account without rights, and look at the code of surprising results.
What is taken care of: one submission does not stop the others; edited, deleted, copied or skipped checks are put back;
and a solution that replaces ``checks``, ``np`` or the functions that asserts use is found out
(`gan_course.grading.guard`).
"""

import argparse
import importlib.util
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gan_course.grading.choose import choose
from gan_course.grading.collect import collect
from gan_course.grading.desk import Desk, find_course, folder_of
from gan_course.grading.pool import Answer, Client, Request, run_all
from gan_course.grading.prepare import exercise_of, prepare
from gan_course.grading.table import Row, write_csv
from gan_course.grading.verdict import STATUSES, summarise

__all__ = ["STATUSES", "Row", "add_arguments", "grade", "run"]

_RAN = ("graded", "not attempted", "timed out", "kernel died", "checks altered")


def grade(
    submissions: Path,
    output: Path,
    assignment: str,
    *,
    course: Path | None = None,
    timeout: int = 120,
    jobs: int = 1,
    say: Callable[[str], None] = lambda line: None,
) -> list[Row]:
    """Grade every submission for one assignment.

    Writes ``grades.csv``, ``feedback/<student>/<notebook>.html`` and ``course/``, a course directory with gradebook
    that nbgrader's own tools (``nbgrader formgrader``) can open. A second run grades what is new, has changed, timed
    out or failed, and writes the whole table again, with grades that were changed by hand in the gradebook.

    Args:
        submissions: A folder or zip file with ``student/notebook.ipynb``, ``student/day01/notebook.ipynb``,
            ``student_notebook.ipynb``, ``student.ipynb`` or a zip for each student.
        output: A folder for this assignment.
        assignment: Its name, such as ``day01``.
        course: The folder with ``solutions`` and ``nbgrader_config.py``; None looks for it.
        timeout: Seconds that one cell may take; a notebook may take five times that.
        jobs: How many submissions to run at the same time.
        say: Gets a line on each submission, such as `print`.

    Returns:
        One row for each student and notebook, in the order of the names.

    Raises:
        FileNotFoundError: If there is no such course, assignment or folder of submissions.
        ModuleNotFoundError: If nbgrader is not installed.
        RuntimeError: If nbgrader cannot make the assignment from the solutions.
        ValueError: If the output folder lies among the submissions or holds other things.
    """
    if importlib.util.find_spec("nbgrader") is None:
        raise ModuleNotFoundError("grading needs nbgrader: python -m pip install 'gan-course[instructors]'")
    if output.resolve().is_relative_to(submissions.resolve()):
        raise ValueError(f"the output folder {output} lies among the submissions; choose one outside")
    root = find_course(course)
    desk = Desk(root, output, assignment)
    days = [path.name for path in (root / "solutions").iterdir() if path.is_dir()]
    files = collect(submissions, assignment=assignment, notebooks=[path.stem for path in desk.sources], days=days)
    fresh = desk.lay_out()
    arguments = {"course": str(desk.course), "settings": str(desk.settings)}
    limits = {"timeout": timeout, "total_timeout": 5 * timeout}
    clients = [Client(arguments | limits, desk.output / "grading.log") for _ in range(max(1, jobs))]
    try:
        if fresh:
            _release(desk, clients[0])
        return _grade(desk, files, clients, say)
    finally:
        for client in clients:
            client.close()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``gan-course grade``.

    Args:
        parser: The command's parser.
    """
    parser.description = (
        "Grade submissions with nbgrader. This runs the students' code: use a container or an account without rights."
    )
    parser.add_argument("submissions", type=Path, help="folder or zip file, such as one from a learning platform")
    parser.add_argument("--assignment", required=True, metavar="DAY", help="such as day01")
    parser.add_argument("--output", type=Path, metavar="DIR", help="default: grades/DAY")
    parser.add_argument("--course", type=Path, metavar="DIR", help="the folder with solutions/ (default: found)")
    parser.add_argument("--timeout", type=int, default=120, metavar="SECONDS", help="for one cell (default: 120)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="submissions at the same time (default: 1)")


def run(arguments: argparse.Namespace) -> int:
    """Run ``gan-course grade``.

    Args:
        arguments: What `add_arguments` declares.

    Returns:
        The exit code: 0, or 1 if the grader itself failed on a submission.

    Raises:
        FileNotFoundError: As `grade`.
        ModuleNotFoundError: As `grade`.
        RuntimeError: As `grade`.
        ValueError: As `grade`.
    """
    output = arguments.output or Path("grades") / arguments.assignment
    options: dict[str, Any] = {name: getattr(arguments, name) for name in ("course", "timeout", "jobs")}
    rows = grade(arguments.submissions, output, arguments.assignment, say=print, **options)
    for status, count in Counter(row.status for row in rows).most_common():
        print(f"{count:4} {status}: {STATUSES[status]}")
    print(f"{output / 'grades.csv'}\n{output / 'feedback'}")
    return int(any(row.status == "error" for row in rows))


def _release(desk: Desk, client: Client) -> None:
    answer = client.ask("release", assignment=desk.assignment)
    if not answer["success"]:
        raise RuntimeError(
            f"nbgrader cannot make {desk.assignment}: {answer['error']}; see {desk.output / 'grading.log'}"
        )
    desk.opened()


def _grade(desk: Desk, files: dict[str, Any], clients: list[Client], say: Callable[[str], None]) -> list[Row]:
    releases = desk.releases()
    requests: list[Request] = []
    entries: list[tuple[str, str, str, list[str]]] = []
    for student, found in files.items():
        for notebook, choice in choose(found, releases).items():
            folder, notes = folder_of(student), choice.notes
            if choice.cells is None:
                desk.clear(folder, notebook)
            else:
                prepared = prepare(choice.cells, releases[notebook])
                notes = notes + prepared.notes
                if desk.stage(folder, notebook, prepared.notebook):
                    requests.append(("grade", {"assignment": desk.assignment, "student": folder, "notebook": notebook}))
            entries.append((student, notebook, choice.status, notes))
    _run(desk, clients, requests, say)
    gradebook = clients[0].ask("scores", assignment=desk.assignment)
    if not gradebook["success"]:
        raise RuntimeError(f"the gradebook cannot be read: {gradebook['error']}")
    rows = [_row(desk, gradebook, *entry) for entry in entries]
    write_csv(desk.output / "grades.csv", rows)
    return rows


def _run(desk: Desk, clients: list[Client], requests: list[Request], say: Callable[[str], None]) -> None:
    count = 0

    def done(request: Request, answer: Answer) -> None:
        nonlocal count
        count += 1
        student, notebook = request[1]["student"], request[1]["notebook"]
        try:
            status, remarks = summarise(desk.executed(student, notebook))
            remarks += [] if answer["success"] else [f"without feedback: {answer['error']}"]
        except (OSError, ValueError) as error:
            status, remarks = "error", [answer.get("error", str(error))]
        desk.keep(student, notebook, status, remarks)
        say(f"[{count}/{len(requests)}] {student} {notebook}: {status}")

    run_all(clients, requests, done)


def _row(desk: Desk, gradebook: Answer, student: str, notebook: str, status: str, notes: list[str]) -> Row:
    folder, points = folder_of(student), gradebook["points"][notebook]
    result = desk.result(folder, notebook) if not status else {}
    status = status or result.get("status", "error")
    known = gradebook["scores"].get(folder, {}).get(notebook, {}) if status in _RAN else {}
    scores = {exercise_of(name): float(known.get(name) or 0) for name in points}
    message = "; ".join(notes + result.get("remarks", []))
    return Row(student, desk.assignment, notebook, sum(scores.values()), sum(points.values()), status, message, scores)

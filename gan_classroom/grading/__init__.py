"""Grade the submissions of a class with nbgrader: a table of grades, and feedback for each student.

Three phases: what was handed in is collected (`intake`), graded by worker processes whose kernels run in a sandbox
(`marking`), and put into a table. Each keeps what it has done, one submission at a time, so that a run that was killed
goes on where it was. `gan_classroom.grading.guard` finds solutions that replace the tools of the checks.
"""

import errno
import importlib.util
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from gan_classroom.grading.course import SETTINGS, Course, find_course, surroundings
from gan_classroom.grading.desk import DUE, PEOPLE, Desk
from gan_classroom.grading.entry import Scope, folder_of
from gan_classroom.grading.intake.collect import File, Found, collect
from gan_classroom.grading.intake.take_in import take_in
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.lists import read_due, read_people
from gan_classroom.grading.lock import locked
from gan_classroom.grading.marking import make_releases, mark, read_gradebook, tabulate
from gan_classroom.grading.pool import Client
from gan_classroom.grading.remote import Conditions, reach
from gan_classroom.grading.sandbox import bubblewrap
from gan_classroom.grading.table import Row, write_csv
from gan_classroom.grading.verdict import STATUSES

__all__ = ["STATUSES", "Limits", "Row", "grade", "rows"]

_DEFAULT = Limits()
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)


def grade(
    submissions: Path | None,
    output: Path,
    *,
    course: Path | None = None,
    days: Sequence[str] = (),
    students: Sequence[str] = (),
    regrade: bool = False,
    sandboxed: bool = True,
    limits: Limits = _DEFAULT,
    workers: int = 0,
    people: Path | None = None,
    due: Path | None = None,
    scheduler: str | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> list[Row]:
    """Grade every submission that has no valid result yet.

    Writes ``grades.csv``, ``feedback/<student>/<day>/<notebook>.html`` and ``course/``, a course directory with
    gradebook that nbgrader's own tools (``nbgrader formgrader``) can open. A second run grades what is new, has changed
    or failed, and writes the whole table again, with grades that were changed by hand in the gradebook. Submissions
    from another folder are added: what an earlier run kept stays, unless the same student hands in that day again.

    Args:
        submissions: A folder or zip file, laid out as `gan_classroom.grading.intake.collect` says. None takes what was
            collected before, to grade it again.
        output: The folder for everything that is written, the same for all days.
        course: The folder with ``solutions`` and ``nbgrader_config.py``; None looks for it.
        days: Grade only these days; all by default.
        students: Grade only these students; all by default.
        regrade: Whether to grade again what has a valid result.
        sandboxed: Whether submissions run in a sandbox. Without it they run with all your rights.
        limits: What one submission may use.
        workers: How many submissions run at a time; 0 takes as many as there are processors.
        people: A table of who is who, as `gan_classroom.grading.lists.read_people` reads it; later runs keep to it.
        due: A table of due dates, as `gan_classroom.grading.lists.read_due` reads it; later runs keep to it.
        scheduler: The address of a scheduler of Dask's whose workers run the submissions, or a file in which it wrote
            that; None runs them here.
        say: Gets a line on each submission, such as `print`.

    Returns:
        One row for each student, day and notebook, in the order of the names.

    Raises:
        FileNotFoundError: If there is no such course, day or folder of submissions.
        ModuleNotFoundError: If nbgrader is not installed, or Dask where it is asked for.
        OSError: If the output folder cannot be written to.
        RuntimeError: If no sandbox can be made, root grades without one, nbgrader fails, no scheduler answers, or
            another run is grading into the same folder.
        ValueError: If the output folder lies among the submissions or holds other things, nothing was handed in, or
            there is no such student.
    """
    source, desk = Course(find_course(course)), Desk(output)
    source.expect(days)
    _check(submissions, desk, regrade=regrade, sandboxed=sandboxed)
    if due:
        source.expect(day for day, _ in read_due(due).dates)  # says what is wrong before anything is done
    scope = Scope(frozenset(days), frozenset(map(folder_of, students)))
    with _room(desk.output), locked(desk.output) as lock:
        desk.open(source)
        desk.adopt(DUE, due)
        known = _people(desk, people)
        files = _files(desk, source, submissions, known, scope, limits, say)
        private = [path for path in (source.settings.parent, submissions) if path]
        with (
            _clients(desk, source.settings, limits, workers, sandboxed, private, lock) as clients,
            reach(scheduler, clients, desk, source, Conditions(limits, sandboxed)) as graders,
        ):
            changed = (
                take_in(desk, clients, files, source.lessons, scope, limits.submission_mb) if submissions else set()
            )
            chosen = {key for key in desk.collected() if scope.covers(key) and key[1] in source.sources}
            desk.clear_once(chosen, repr((sorted(days), sorted(students))) * regrade)
            fresh = make_releases(desk, source, clients[0], sorted({day for _, day, _ in chosen}))
            keys = [key for key in desk.collected() if key in chosen or key[1] in fresh]
            mark(desk, graders, keys, changed, f"{surroundings()}{asdict(limits)}{sandboxed}", say)
            desk.end_regrade()
            table = tabulate(desk, read_gradebook(clients[0]))
        write_csv(desk.output / "grades.csv", table)
    return table


def rows(output: Path, *, course: Path | None = None, due: Path | None = None) -> list[Row]:
    """Make the table again from what earlier runs kept, with marks that were changed by hand. It runs no submission.

    Args:
        output: The folder that `grade` wrote.
        course: The folder with ``nbgrader_config.py``; None takes the settings that the grades were made with.
        due: As `grade`.

    Returns:
        As `grade`.

    Raises:
        FileNotFoundError: If there are no grades in the folder, or no such course.
        RuntimeError: If the gradebook cannot be read.
    """
    desk = Desk(output)
    if not desk.exists:
        raise FileNotFoundError(
            f"no grades in {output}; make them with gan-course grade, or name the folder with --out"
        )
    settings = find_course(course) / SETTINGS if course else desk.settings
    if due:
        read_due(due)
        desk.adopt(DUE, due)
    with _clients(desk, settings, _DEFAULT, 1, sandboxed=True) as clients:
        return tabulate(desk, read_gradebook(clients[0]))


def _check(submissions: Path | None, desk: Desk, *, regrade: bool, sandboxed: bool) -> None:
    if importlib.util.find_spec("nbgrader") is None:
        raise ModuleNotFoundError("grading needs nbgrader: python -m pip install 'gan-course[classroom]'")
    if submissions is None and not (regrade and desk.exists):
        raise ValueError(
            "expected a folder or zip file of submissions; it can be left out only to grade again (--regrade)"
        )
    if submissions and desk.output.is_relative_to(submissions.resolve()):
        raise ValueError(f"the output folder {desk.output} lies among the submissions; choose one outside with --out")
    if sandboxed and (problem := bubblewrap.problem()):
        raise RuntimeError(problem)
    if not sandboxed and bubblewrap.privileged():
        raise RuntimeError("expected an ordinary user for grading without a sandbox; got root; leave out --no-sandbox")


def _people(desk: Desk, given: Path | None) -> dict[str, str]:
    if given:
        desk.rename(read_people(given))
    path = desk.adopt(PEOPLE, given)
    return read_people(path) if path.is_file() else {}


def _files(
    desk: Desk,
    course: Course,
    submissions: Path | None,
    people: Mapping[str, str],
    scope: Scope,
    limits: Limits,
    say: Callable[[str], None],
) -> dict[str, list[File]]:
    largest = limits.submission_mb
    found = collect(submissions, days=course.days, largest_mb=largest, people=people) if submissions else Found()
    for warning in found.warnings:
        say(f"look at this: {warning}")
    names = {key[0] for key in desk.collected()} | {folder_of(student) for student in found.students}
    if unknown := sorted(scope.students - names):
        raise ValueError(f"nobody is called {unknown[0]!r}; there are: {', '.join(sorted(names)) or 'none'}")
    return found.students


@contextmanager
def _searchable(output: Path) -> Iterator[Path]:
    """A path to a folder that nbgrader can search, to which brackets and the like are patterns."""
    if not set("*?[]%#") & set(str(output)):
        yield output
        return
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / "grades"
        link.symlink_to(output)
        yield link


@contextmanager
def _clients(
    desk: Desk,
    settings: Path,
    limits: Limits,
    workers: int,
    sandboxed: bool,
    private: Iterable[Path] = (),
    lock: int | None = None,
) -> Iterator[list[Client]]:
    """Workers, which end with the run; each starts when it is first asked."""
    arguments = {
        "settings": str(settings),
        "sandboxed": sandboxed,
        "limits": asdict(limits),
        "private": [str(path.resolve()) for path in (desk.output, *private)],
    }
    with _searchable(desk.output) as output:
        arguments["course"] = str(output / desk.course.name)
        clients = [Client(arguments, desk.output / "grading.log", lock) for _ in range(workers or _processors())]
        try:
            yield clients
        finally:
            for client in clients:
                client.close()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _room(output: Path) -> Iterator[None]:
    """Say what a full or locked disk means here."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise OSError(
            f"cannot write into {output}: {error}; make room, or choose another folder with --out. "
            "What was graded is kept, and the same command goes on"
        ) from error

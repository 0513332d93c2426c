"""Try every answer of the exercise bank, as an instructor would grade it and as a student goes on with it.

`try_answers` runs a lesson's cells once, in order, in one namespace. At a check the namespace goes back to what it was
before the exercise, the answer takes the place of our solution, and the check runs; then every name is put back.
(Names, not what they stand for: a check that changes a list or trains a network makes its own.)

`run_with_right_answers` runs the whole lesson with right answers in place of our solutions: what builds on them in
later cells must work with each. `visible_share` tells how many of the wrong answers a student sees to be wrong.
"""

import concurrent.futures
import contextlib
import io
import linecache
import multiprocessing
import os
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from gan_classroom.authoring.bank import Answer
from gan_classroom.authoring.lesson import Cell, Lesson
from gan_classroom.authoring.reach import reached
from gan_classroom.authoring.regions import HIDDEN_TESTS, SOLUTION
from gan_course import checks

__all__ = [
    "BLANK",
    "OURS",
    "VISIBLE_SHARE",
    "Outcome",
    "apart",
    "run_with_right_answers",
    "try_answers",
    "visible_share",
]

OURS, BLANK = "ours", "blank"

#: Of the wrong answers in a lesson's bank, at least this share fails where the student sees it.
VISIBLE_SHARE = 0.95

_ENVIRONMENT: dict[str, str | None] = {
    "GAN_COURSE_BUDGET": "smoke",
    "GAN_COURSE_DATASET": "digits",
    "MPLBACKEND": "agg",
    "NBGRADER_EXECUTION": "autograde",
}
_STUB = f"raise NotImplementedError({checks.NOT_ATTEMPTED!r})"


@dataclass(frozen=True)
class Outcome:
    """What one answer's check came to: no ``error`` if it passed, ``by_hidden`` if students do not see the failure."""

    exercise: str
    title: str
    error: str = ""
    by_hidden: bool = False
    defect: bool = False
    noise: str = ""

    @property
    def complaint(self) -> str:
        """What is wrong with the exercise or the bank; empty if the outcome is as it should be."""
        if self.defect:
            return f"does not get as far as being wrong, the bank needs repair: {self.error}"
        if self.title == OURS:
            return f"our own solution fails its check: {self.error}" if self.error else self._noise_complaint
        if self.title == BLANK:
            unknown = f"would stop Run All instead of counting as not attempted: {self.error}"
            return "" if checks.NOT_ATTEMPTED in self.error else unknown if self.error else "passes the check"
        if self.title.startswith("right"):
            return f"a right answer fails the check: {self.error}" if self.error else ""
        return "" if self.error else "passes the check"

    def __str__(self) -> str:
        hidden = "only the hidden tests fail it: " if self.by_hidden and not self.complaint else ""
        mark = "✗" if self.complaint else "✓"
        return f"{mark} {self.exercise} · {self.title} → {hidden}{self.complaint or self.error or 'passes'}"

    @property
    def _noise_complaint(self) -> str:
        return f"our own solution's check writes to standard error: {self.noise}" if self.noise else ""


def try_answers(lesson: Lesson, answers: Mapping[str, Sequence[Answer]]) -> list[Outcome]:
    """Run a lesson, and at each check try the answers, the blank exercise and our own solution.

    Args:
        lesson: The lesson, without problems.
        answers: The answers by exercise.

    Returns:
        One outcome for each answer, plus ``blank`` and ``ours`` for each exercise.

    Raises:
        RuntimeError: If a cell of the lesson fails other than a check.
    """
    outcomes: list[Outcome] = []
    with _as_in_grading():
        session = _Session(lesson)
        for cell in lesson.cells:
            if cell.exercise:
                session.remember(cell)
            if cell.check:
                outcomes += session.try_all(cell, answers.get(cell.check, ()))
            elif cell.kind == "code":
                session.run(cell)
    return outcomes


def apart(*calls: Callable[[], Any]) -> list[Any]:
    """Make calls in one process of their own, with which the memory goes that TensorFlow keeps of every graph.

    Args:
        *calls: Functions of a module, such as `try_answers`, with their arguments, as `functools.partial` binds them.

    Returns:
        What they return, in order.
    """
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return [made.result() for made in [pool.submit(call) for call in calls]]


def visible_share(outcomes: Sequence[Outcome]) -> float:
    """Measure how many wrong answers the visible checks catch; the student's copy has no others.

    Args:
        outcomes: Those of one lesson.

    Returns:
        The share of the bank's wrong answers, in [0, 1]; 1 where there is none.
    """
    wrong = [outcome for outcome in outcomes if outcome.title.startswith("wrong")]
    return sum(bool(outcome.error) and not outcome.by_hidden for outcome in wrong) / len(wrong) if wrong else 1.0


def run_with_right_answers(
    lesson: Lesson, answers: Mapping[str, Sequence[Answer]], *, most: int | None = None
) -> list[str]:
    """Run a lesson as students do whose answers are right but not ours: every cell must run.

    In the first run the first right answer to every exercise stands in place of our solution, in the second run the
    second one, and so on. From the second run on, what the new answers do not reach is not run again: it finds and
    leaves what it left in the first run, and so do exercises that have no further answer.

    Args:
        lesson: The lesson, without problems.
        answers: The answers by exercise.
        most: At most so many runs; None for one with each right answer.

    Returns:
        A message for each run in which a cell failed; if the first one fails, there is no other.
    """
    right = {name: [answer for answer in given if answer.right][:most] for name, given in answers.items()}
    found: list[str] = []
    left: dict[int, dict[str, object]] = {}
    with _as_in_grading(NBGRADER_EXECUTION=None):
        session = _Session(lesson)
        for number in range(max(map(len, right.values()), default=0)):
            chosen = {name: given[number] for name, given in right.items() if number < len(given)}
            again = reached(lesson.cells, chosen) if left else {cell.number for cell in lesson.cells}
            session.restart()
            try:
                for cell in (cell for cell in lesson.cells if cell.kind == "code"):
                    if cell.number in again:
                        answer = chosen.get(cell.exercise or "")
                        changed = session.run(replace(cell, source=answer.source) if answer else cell)
                        left.setdefault(cell.number, changed)
                    else:
                        session.namespace.update(left[cell.number])
            except RuntimeError as error:
                titles = "; ".join(f"{name}: {answer.title}" for name, answer in chosen.items())
                found.append(f"{error}\n    with {titles}")
                if not number:
                    break
    return found


class _Session:
    """The namespace of a notebook that runs a lesson, and what it was before each exercise."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.namespace: dict[str, object] = {}
        self.before: dict[str, tuple[Cell, dict[str, object]]] = {}
        self.restart()

    def restart(self) -> None:
        self._restore({"__name__": "__main__", "display": print})

    def run(self, cell: Cell) -> dict[str, object]:
        """Run a cell; return the names that it gave a value, with that."""
        before = dict(self.namespace)
        try:
            self._execute(cell.source, self._file(cell))
        except Exception as error:
            where = f"{self.lesson.path}:{cell.line} (cell {cell.number})"
            raise RuntimeError(f"{where} fails: {_line(error)}") from error
        return {name: value for name, value in self.namespace.items() if before.get(name, before) is not value}

    def remember(self, cell: Cell) -> None:
        self.before[str(cell.exercise)] = (cell, dict(self.namespace))

    def try_all(self, check: Cell, answers: Sequence[Answer]) -> list[Outcome]:
        exercise, _ = self.before[str(check.check)]
        outcomes = [self._try(check, BLANK, SOLUTION.replace(exercise.source, _STUB))]
        outcomes += [self._try(check, answer.title, answer.source) for answer in answers]
        return [*outcomes, self._check(check, OURS)]

    def _try(self, check: Cell, title: str, source: str) -> Outcome:
        """Put an answer where our solution was. The dictionary stays the same one: functions look names up in it."""
        exercise, before = self.before[str(check.check)]
        after, passed = dict(self.namespace), _sets(checks)
        self._restore(before)
        try:
            self._execute(source, f"<{self.lesson.name}, {check.check}, {title}>")
        except Exception as error:
            return Outcome(str(check.check), title, _line(error), defect=True)
        else:
            self._run_between(exercise, check)
            return self._check(check, title)
        finally:
            self._restore(after)
            for name, value in passed.items():
                vars(checks)[name].clear()
                vars(checks)[name].update(value)

    def _run_between(self, exercise: Cell, check: Cell) -> None:
        """Run the cells between exercise and check; like the grader, go on after an error."""
        for cell in self.lesson.cells[exercise.number : check.number - 1]:
            if cell.kind == "code" and not cell.check:
                with contextlib.suppress(Exception):
                    self._execute(cell.source, self._file(cell))

    def _check(self, check: Cell, title: str) -> Outcome:
        with _recorded() as noise:
            try:
                self._execute(check.source, self._file(check))
            except Exception as error:
                frames = traceback.extract_tb(error.__traceback__)
                at = next((frame.lineno or 0 for frame in frames if frame.filename == self._file(check)), 0)
                defect = title not in (OURS, BLANK) and _is_slip(error)
                return Outcome(str(check.check), title, _line(error), HIDDEN_TESTS.hides(check.source, at), defect)
        return Outcome(str(check.check), title, noise="\n".join(noise))

    def _execute(self, source: str, file: str) -> None:
        """Run code as from a file of its own, which `inspect` and TensorFlow's AutoGraph read the source of."""
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec", dont_inherit=True), self.namespace)

    def _file(self, cell: Cell) -> str:
        return f"<{self.lesson.name}, cell {cell.number}>"

    def _restore(self, names: Mapping[str, object]) -> None:
        self.namespace.clear()
        self.namespace.update(names)


def _sets(module: ModuleType) -> dict[str, set[str]]:
    """Copy a module's sets: what the checks remember of this session."""
    return {name: set(value) for name, value in vars(module).items() if isinstance(value, set)}


def _is_slip(error: Exception) -> bool:
    """Tell a slip in the bank's own file from a mistake about GANs: a name, module or attribute that does not exist."""
    if isinstance(error, AttributeError):
        return isinstance(error.obj, ModuleType)
    return type(error) is NameError or isinstance(error, ImportError) or checks.NOT_ATTEMPTED in str(error)


def _line(error: Exception) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text if len(text) < 400 else f"{text[:200]} … {text[-200:]}"


@contextlib.contextmanager
def _as_in_grading(**changes: str | None) -> Iterator[None]:
    """Set the environment of a grader's run, but for some changes, in an empty folder, without its output."""
    wanted = _ENVIRONMENT | changes
    saved = {name: os.environ.get(name) for name in wanted}
    _set(wanted)
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            contextlib.chdir(folder),
            contextlib.redirect_stdout(io.StringIO()),
            _recorded(),
        ):
            yield
    finally:
        _set(saved)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextlib.contextmanager
def _recorded() -> Iterator[list[str]]:
    """Record what goes to standard error; warnings stay warnings, whatever the caller's filters make of them."""
    noise: list[str] = []
    stream = io.StringIO()
    with contextlib.redirect_stderr(stream), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)
        yield noise
    noise += [f"{item.category.__name__}: {item.message}" for item in caught]
    noise += [stream.getvalue()] if stream.getvalue() else []

"""The instant checks of the exercises: one text for the student, Run All, and the instructor's grader.

A check cell is one ``with`` block of plain asserts::

    with checks.exercise("optimal_d"):
        assert optimal_d(1.0, 1.0) == 0.5, "where both densities are equal, nothing tells real from fake"

===================  ===========================================  ==========================================
the exercise is      in a notebook                                under nbgrader
===================  ===========================================  ==========================================
right                prints ``✓ optimal_d``                       the same: full marks
wrong                prints ``✗ optimal_d``, the error goes on    the same: no marks
not attempted        says so and goes on                          the error goes on: no marks
===================  ===========================================  ==========================================

Nothing here writes to standard error: in a graded cell that costs the marks.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TypeVar

__all__ = ["NOT_ATTEMPTED", "exercise", "or_reference", "passed"]

Answer = TypeVar("Answer")

#: The message of the ``NotImplementedError`` that stands where the student's solution goes.
NOT_ATTEMPTED = "exercise not attempted"

_passed: set[str] = set()
_replaced: set[str] = set()


def exercise(name: str) -> AbstractContextManager[None]:
    """Check one exercise: a context manager around the asserts.

    Args:
        name: The exercise's name, as in the cell that holds its solution.

    Returns:
        A context manager that prints the verdict, remembers a success for `or_reference`, and holds back the error
        of an exercise that was not attempted (except under nbgrader). Every other error goes on.

    >>> with exercise("doubling"):
    ...     assert 2 * 2 == 4
    ✓ doubling
    >>> with exercise("halving"):
    ...     raise NotImplementedError("exercise not attempted")
    halving: not attempted yet
    """
    return _Exercise(name)


def passed(name: str) -> bool:
    """Tell whether an exercise is solved.

    Args:
        name: The exercise's name.

    Returns:
        Whether its check succeeded when it last ran in this session.
    """
    return name in _passed


def or_reference(name: str, mine: Answer, reference: Answer) -> Answer:
    """Choose what later cells build on, so that nobody gets stuck behind an exercise.

    Args:
        name: The exercise's name.
        mine: The student's answer.
        reference: The course's answer.

    Returns:
        ``mine`` if the check of the exercise has passed in this session, else ``reference``; the first time that
        happens, a line says so.
    """
    if passed(name):
        return mine
    if name not in _replaced:
        _replaced.add(name)
        print(f"{name}: continuing with the course's version, because yours has not passed its check yet")
    return reference


class _Exercise(AbstractContextManager[None]):
    """A class and not a generator, so that its frames do not stand between an assert's message and the student."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        self._graded = "NBGRADER_EXECUTION" in os.environ
        _passed.discard(self.name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        if error is None:
            _passed.add(self.name)
            print(f"✓ {self.name}")
            return False
        if _not_attempted(error):
            print(f"{self.name}: not attempted yet")
            return not self._graded
        print(f"✗ {self.name}: not right yet; the last line of the error says what is wrong")
        return False


def _not_attempted(error: BaseException) -> bool:
    """Look for the stub's message: tf.function and Keras wrap the error, and change its type and text."""
    return any(NOT_ATTEMPTED in str(link) and not isinstance(link, AssertionError) for link in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and the errors behind it."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__

"""The instant checks of the exercises: one text for the student, Run All, and the instructor's grader.

A check cell is one ``with`` block of plain asserts::

    with checks.exercise("optimal_d"):
        assert optimal_d(1.0, 1.0) == 0.5, "where both densities are equal, nothing tells real from fake"

===================  ==================================================  ================================
the exercise is      in a notebook                                       under nbgrader
===================  ==================================================  ================================
right                prints ``✓ optimal_d``                              the same: full marks
not attempted        says so and goes on                                 the error goes on: no marks
half done            says what is left to write, and goes on             the error goes on: no marks
wrong                prints ``✗ optimal_d`` and why, the error goes on   the error goes on: no marks
nothing returned     says so; a short `AnswerError` stops Run All        the error goes on: no marks
an error raised      says which and where; a short `AnswerError`         the error goes on: no marks
interrupted          says so, the interrupt goes on                      the same
===================  ==================================================  ================================

Nothing here writes to standard error: in a graded cell that costs the marks.
"""

import ast
import contextlib
import functools
import linecache
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

__all__ = ["NOT_ATTEMPTED", "AnswerError", "exercise", "near", "or_reference", "passed", "watched"]

Answer = TypeVar("Answer")

#: The message of the ``NotImplementedError`` that stands where the student's solution goes.
NOT_ATTEMPTED = "exercise not attempted"

_passed: set[str] = set()
_replaced: set[str] = set()

_SIGNS_OF_NONE = ("NoneType", "None values not supported", "Attempt to convert a value (None)", "got None")
_RETURN_MISSING = "something returned None, which is nothing; does every way through the function end in `return …`?"
_ADVICE = {
    "No gradients provided for any variable": "no gradient reached the weights; compute all that depends on them "
    "inside `with tf.GradientTape() as tape:`, from the call of the network to the loss",
}


class AnswerError(Exception):
    """Code of an exercise raised an error; stands in place of that error and its long traceback."""


def exercise(name: str) -> AbstractContextManager[None]:
    """Check one exercise: a context manager around the asserts.

    Args:
        name: The exercise's name, as in the cell that holds its solution.

    Returns:
        A context manager that prints the verdict, remembers a success for `or_reference`, and holds back the error
        of an exercise that was not attempted or only in part (except under nbgrader). What is wrong stops Run All.

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


def near(answer: Any, expected: Any, *, rtol: float = 1e-5, atol: float = 1e-8) -> bool:
    """Compare an answer with what is expected, as ``np.allclose`` does, to which an empty answer is near to all.

    Args:
        answer: A number or an array.
        expected: The same, of as many numbers.
        rtol: Greatest difference, as a share of what is expected.
        atol: Added to that.

    Returns:
        Whether there are as many numbers, and each is near.

    Examples:
        >>> near([1.0, 2.0], [1, 2]), near([], [1, 2]), near(1.0, [1, 1])
        (True, False, False)
    """
    import numpy as np

    return bool(np.size(answer) == np.size(expected) and np.allclose(answer, expected, rtol=rtol, atol=atol))


def watched(value: Any) -> Any:
    """Make an array, or a list, of which a check asks afterwards whether a student's function has changed it.

    While grading, a function gets copies of other arrays and lists; of such kinds it gets the thing itself.

    Args:
        value: An array, numbers of any shape, or a list.

    Returns:
        A copy, of a subclass of ``np.ndarray`` or of ``list``.
    """
    import numpy as np

    class Watched(np.ndarray):
        """An array that is handed over as it is."""

    class WatchedList(list):
        """A list that is handed over as it is."""

    return WatchedList(value) if isinstance(value, list) else np.array(value).view(Watched)


def or_reference(name: str, mine: Answer, reference: Answer, *, arrays: bool = False) -> Answer:
    """Choose what later cells build on, so that nobody gets stuck behind an exercise.

    Args:
        name: The exercise's name.
        mine: The student's answer.
        reference: The course's answer.
        arrays: Whether later cells calculate with what the chosen function returns: it then comes as NumPy arrays,
            floats as float64, whether the function returned a list, a tensor or a float32 array.

    Returns:
        ``mine`` if the check of the exercise has passed in this session, else ``reference``; the first time that
        happens, a line says so.
    """
    chosen = mine if passed(name) else reference
    if not passed(name) and name not in _replaced:
        _replaced.add(name)
        print(f"{name}: continuing with the course's version, because yours has not passed its check yet")
    return _returning_arrays(chosen) if arrays else chosen


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
        __tracebackhide__ = True  # IPython leaves this frame out
        if error is None:
            _passed.add(self.name)
            print(f"✓ {self.name}")
            self._note()
            return False
        if _not_attempted(error):
            print(f"{self.name}: {_still_to_write(error, traceback)}")
            return not self._graded
        if not isinstance(error, Exception):
            print(f"{self.name}: interrupted before the check was done; run the cell again")
            return False
        reason = _reason(error, traceback)
        print(f"✗ {self.name}: {reason}")
        if self._graded or isinstance(error, AssertionError):
            return False
        raise AnswerError(f"{self.name}: {reason}") from None

    def _note(self) -> None:
        """Keep a success for `start_here`; whatever is amiss with the file is no business of the exercise."""
        if not self._graded:
            with contextlib.suppress(Exception):
                from gan_course import solved

                solved.note(self.name)


def _still_to_write(error: BaseException, traceback: TracebackType | None) -> str:
    done = _asserts_before(traceback)
    if not done:
        return "not attempted yet"
    where = _place(error)
    return f"half done: right as far as it is written; still to write: {where or 'what raises NotImplementedError'}"


def _reason(error: Exception, traceback: TracebackType | None) -> str:
    text = str(error).strip()
    if isinstance(error, AssertionError):
        first = text.partition("\n")[0] or "not right yet; the error below shows the line that failed"
        return f"{first}; {_RETURN_MISSING}" if "got None" in first else first
    for sign, advice in _ADVICE.items():
        if sign in text:
            return advice
    where = _place(error)
    if any(sign in text for sign in _SIGNS_OF_NONE):
        return f"{_RETURN_MISSING} ({where})" if where else _RETURN_MISSING
    summary = " ".join(text.split())
    summary = summary if len(summary) <= 300 else f"{summary[:300]} …"
    return f"your code raised {type(error).__name__}{f' in {where}' if where else ''}: {summary}"


def _place(error: BaseException) -> str:
    """Name the deepest line that stands in a cell of the notebook outside of the check."""
    entries = list(_entries(error.__traceback__))
    check = entries[0][0] if entries else ""
    for file, line, function in reversed(entries):
        if file != check and not Path(file).exists() and function != "<module>":
            source = linecache.getline(file, line).strip()
            return f"`{function}`, line {line} of its cell" + (f", `{source}`" if source else "")
    return ""


def _entries(traceback: TracebackType | None) -> Iterator[tuple[str, int, str]]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        named = [part for part in code.co_qualname.split(".") if not part.startswith("<")]  # no comprehension
        yield code.co_filename, traceback.tb_lineno, (named or [code.co_name])[-1]
        traceback = traceback.tb_next


def _asserts_before(traceback: TracebackType | None) -> int:
    """Count the asserts of the check that stand before the line that raised."""
    if traceback is None:
        return 0
    source = "".join(linecache.getlines(traceback.tb_frame.f_code.co_filename))
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return 0
    line = traceback.tb_lineno
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.With) and _spans(node, line)]
    asserts = [node for block in blocks for node in ast.walk(block) if isinstance(node, ast.Assert)]
    return len({node.lineno for node in asserts if (node.end_lineno or node.lineno) < line})


def _spans(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


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


def _returning_arrays(function: Any) -> Any:
    @functools.wraps(function)
    def returning_arrays(*args: Any, **kwargs: Any) -> Any:
        return _arrays(function(*args, **kwargs))

    return returning_arrays


def _arrays(result: Any) -> Any:
    import numpy as np

    if result is None or isinstance(result, str | bool):
        return result
    if isinstance(result, tuple):
        parts = [_arrays(part) for part in result]
        return type(result)(*parts) if hasattr(result, "_fields") else tuple(parts)
    if isinstance(result, dict):
        return {name: _arrays(value) for name, value in result.items()}
    array = np.asarray(result)
    if array.dtype.kind in "biuOUS":
        return array[()]
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)[()]

"""What a submission must leave alone, looked at from outside its kernel.

A solution that replaces ``checks.exercise`` or ``numpy.allclose`` would pass every check. So the kernel is asked for
fingerprints of the tools of the checks before the first cell of the student, and before and after each check; they are
kept and compared here, where no submission reaches. And each check gets names of its own for what the lesson provides,
so that a notebook that calls something else ``np`` or ``abs`` fools nobody.

The questions are asked as text, so that nothing in the kernel has to be trusted to be the right version. What a kernel
answers can be forged by code that knows this module; `docs/instructors.md` says what that means.
"""

import ast
import inspect
import json
from typing import Any

from gan_classroom.grading.guard import lesson, naming
from gan_classroom.grading.guard import probe as question

__all__ = ["Fingerprints", "after", "changed", "imports", "preamble", "probe", "read"]

Fingerprints = dict[str, str]

_MOST = 2_000_000  # characters of an answer
_DISARM = "(lambda shell: shell and setattr(shell, 'ask_exit', lambda: None))(__import__('IPython').get_ipython())"


def _sent(module: Any, call: str) -> str:
    """Make one expression of a module: it neither uses nor leaves names in the notebook."""
    source = f"{inspect.getsource(module)}\nresult = {call}"
    return (
        f"(lambda space: __import__('builtins').exec({source!r}, space) or space['result'])"
        "({'__builtins__': __import__('builtins'), '__name__': 'gan_course.guard'})"
    )


# Asks a kernel for fingerprints; its value is a text for `read`.
_PROBE = _sent(question, "text()")


def imports(release: dict[str, Any]) -> str:
    """Write what runs in a kernel before the first cell of a student: the lesson's imports.

    It also disarms ``quit()``. A kernel lives on for a tenth of a second after it: how many cells it still executes
    would be chance.

    Args:
        release: The released notebook, as parsed JSON.

    Returns:
        Python source.
    """
    return "\n".join([*lesson.imports(release), _DISARM])


def probe() -> str:
    """Write the question for fingerprints.

    Returns:
        Python source, an expression whose value is a text for `read`.
    """
    return _PROBE


def read(text: str) -> Fingerprints:
    """Read a kernel's answer.

    Args:
        text: What it displayed for `probe`: the text as Python writes it, in quotes.

    Returns:
        Fingerprints by name.

    Raises:
        ValueError: If it is anything else.
    """
    try:
        answer = json.loads(ast.literal_eval(text)) if len(text) < _MOST else None
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        answer = None
    if not isinstance(answer, dict) or not answer or not all(isinstance(value, str) for value in answer.values()):
        raise ValueError(f"expected fingerprints as JSON; got {text[:60]!r}. Something took the guard's place")
    return answer


def changed(before: Fingerprints, after: Fingerprints) -> list[str]:
    """Name what is no longer the same.

    Args:
        before: Fingerprints from before the student's first cell.
        after: Fingerprints of now.

    Returns:
        Names, modules and what is public first; what came new does not count.
    """
    names = [name.removeprefix("gan_course.") for name, mark in before.items() if after.get(name) != mark]
    return sorted(names, key=lambda name: (not name.startswith("module "), name.count("."), name))


def preamble(release: dict[str, Any], check_source: str) -> str:
    """Write what runs in a kernel right before a check: names of its own for what the lesson provides.

    Args:
        release: The released notebook, as parsed JSON.
        check_source: The check's source, with hidden tests.

    Returns:
        Python source, an expression without a value.
    """
    return _sent(naming, f"begin({lesson.specification(release, check_source)!r})")


def after() -> str:
    """Write what runs in a kernel right after a check, so that the next cells mean what they say.

    Returns:
        Python source, an expression without a value.
    """
    return _sent(naming, "end()")

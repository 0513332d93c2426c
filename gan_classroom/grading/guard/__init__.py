"""What makes a check mean what it says, decided outside the kernel.

A check counts where the exercise was attempted, as the source says, and where its last statement was reached: a mark
that is drawn for this one run stands behind it, and must be in the kernel's reply to the check's own cell. Each check
gets names of its own for what the lesson provides, so that a notebook that calls something else ``np`` or ``abs`` fools
nobody, and harms nobody. What code can still do in its own process, `review` shows to a reader.
"""

import ast
import inspect
import secrets
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from gan_classroom.grading.guard import importing, lesson, modules, naming
from gan_classroom.grading.guard.lesson import untouched, written
from gan_classroom.grading.guard.review import review

__all__ = ["REACHED", "after", "imports", "keep", "marked", "preamble", "reached", "review", "untouched", "written"]

REACHED = naming.REACHED
_DISARM = "(lambda shell: shell and setattr(shell, 'ask_exit', lambda: None))(__import__('IPython').get_ipython())"


def imports(release: dict[str, Any], cells: Iterable[dict[str, Any]]) -> str:
    """Write what runs in a kernel before the first cell of a student: the lesson's imports.

    It also settles what can be imported later, and disarms ``quit()``. A kernel lives on for a tenth of a second after
    it: how many cells it still executes would be chance.

    Args:
        release: The released notebook, as parsed JSON.
        cells: The submission's cells.

    Returns:
        Python source.
    """
    settled = _sent(importing, f"settle({modules.own(cells)!r})")
    return "\n".join([*lesson.imports(release), settled, _DISARM])


def marked(source: str, mark: str) -> str:
    r"""Put a mark where a check ends; all lines keep their numbers.

    Args:
        source: The check's source: a ``with`` block, or statements of which the last may be partial credit.
        mark: Letters and digits that nobody can guess.

    Returns:
        Source that also gives the mark to `REACHED`.

    >>> print(marked("with exercise('a'):\n    assert a()", "f00"))
    with exercise('a'):
        assert a()
        _end_of_the_check = 'f00'
    """
    statement = f"{REACHED} = {mark!r}"
    body = ast.parse(source).body
    if isinstance(body[-1], ast.Expr):
        lines = source.splitlines()
        lines[body[-1].lineno - 1] = f"{statement}; {lines[body[-1].lineno - 1]}"
        return "\n".join(lines)
    last = body[-1].body[-1] if isinstance(body[-1], ast.With) else body[-1]
    return f"{source.rstrip()}\n{' ' * last.col_offset}{statement}"


def reached(reply: Mapping[str, Any], mark: str) -> bool:
    """Tell whether a check came to its mark.

    Args:
        reply: The kernel's reply to the cell with the check.
        mark: The mark.

    Returns:
        Whether the reply holds it.
    """
    try:
        return reply["content"]["user_expressions"][REACHED]["data"]["text/plain"] == repr(mark)
    except (LookupError, TypeError):
        return False


def preamble(release: dict[str, Any], check_source: str) -> str:
    """Write what runs in a kernel right before a check: names of its own for what the lesson provides.

    Args:
        release: The released notebook, as parsed JSON.
        check_source: The check's source, with hidden tests.

    Returns:
        Python source, an expression without a value.
    """
    drawn = {"prefix": f"{naming.PREFIX}{secrets.token_hex(8)}_"}  # so that no answer can ask for one of the names
    return _sent(naming, f"begin({lesson.specification(release, check_source) | drawn!r})")


def keep(cells: list[dict[str, Any]], release: dict[str, Any]) -> dict[int, str]:
    """Write what runs in a kernel right after some cells: of data that a check uses, it keeps copies.

    Args:
        cells: The submission's cells.
        release: The released notebook, as parsed JSON.

    Returns:
        Place of a cell, from 0 → Python source.
    """
    found = lesson.computed(cells, release)
    return {place: _sent(naming, f"keep({sorted(names)!r})") for place, names in found.items()}


def after() -> str:
    """Write what runs in a kernel right after a check, so that the next cells mean what they say.

    Returns:
        Python source, an expression whose value is a list of the functions that changed what the check gave them, and
        that has none where nothing was changed.
    """
    return _sent(naming, "end() or None")


def _sent(module: ModuleType, call: str) -> str:
    """Make one expression of a call in a module that the kernel does not have; it leaves no names in the notebook."""
    source = f"{inspect.getsource(module)}\nresult = {call}"
    return (
        f"(lambda space: __import__('builtins').exec({source!r}, space) or space['result'])"
        "({'__builtins__': __import__('builtins'), '__name__': 'gan_course.guard'})"
    )

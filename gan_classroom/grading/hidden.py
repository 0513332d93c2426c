"""Keep the hidden tests out of what a student gets back."""

import re
from collections.abc import Iterable
from typing import Any

from nbgrader.preprocessors import ClearHiddenTests

__all__ = ["conceal", "hidden_lines", "leave_out"]

_UNSAID = "a hidden test, or one without a message, failed"
_LEFT_OUT = "(left out, because it quotes a hidden test)"
_SHORTEST = 8  # letters and digits of a line that is worth hiding


def conceal(cell: Any) -> None:
    """Leave of an executed check cell the error alone, and of that what quotes no hidden test.

    What the student's functions print while hidden tests call them would show what these ask. The frames in those
    functions and the error's message stay, and so does the value of partial credit.

    Args:
        cell: The check cell with its hidden tests, changed in place.
    """
    secret = hidden_lines([cell.source])
    if not secret:
        return
    cell.outputs = [each for each in cell.outputs if each["output_type"] in ("error", "execute_result")]
    for output in cell.outputs:
        if output["output_type"] == "error":
            output["traceback"] = [part for part in output["traceback"] if not _quotes(part, secret)]
            output["traceback"] = output["traceback"] or [f"{output['ename']}: {output['evalue']}"]
            if output["ename"] == "AssertionError" and not output["evalue"]:
                output["evalue"] = _UNSAID
                output["traceback"].append(f"AssertionError: {_UNSAID}")
    leave_out(cell, secret)


def leave_out(cell: Any, secret: set[str]) -> None:
    """Leave out each output that quotes a hidden test, whichever cell it came from and however it is laid out.

    Args:
        cell: The executed cell, changed in place.
        secret: As `hidden_lines` returns it.
    """
    for output in cell.outputs:
        for holder, key in [(output, "text"), (output, "evalue"), *((output.get("data", {}), key) for key in _TEXTS)]:
            if _quotes(holder.get(key, ""), secret):
                holder[key] = _LEFT_OUT
        if "traceback" in output:
            output["traceback"] = [_LEFT_OUT if _quotes(part, secret) else part for part in output["traceback"]]


def hidden_lines(sources: Iterable[str]) -> set[str]:
    """Collect what is to be hidden.

    Args:
        sources: The sources of checks, with their hidden tests.

    Returns:
        The letters and digits of each line of hidden tests that stands nowhere else in them.
    """
    rules = ClearHiddenTests()
    begin, end = re.escape(rules.begin_test_delimeter), re.escape(rules.end_test_delimeter)
    regions, rest = [], ""
    for source in sources:
        regions += re.findall(rf"{begin}(.*?){end}", source, re.DOTALL)
        rest += _plain(re.sub(rf"{begin}.*?{end}", "", source, flags=re.DOTALL))
    lines = {_plain(line) for region in regions for line in region.splitlines()}
    return {line for line in lines if len(line) >= _SHORTEST and line not in rest}


_TEXTS = ("text/plain", "text/html")


def _plain(text: str) -> str:
    """Letters and digits, whatever colours, quotes and line breaks stand between them."""
    return re.sub(r"\x1b\[[0-9;]*m|\\[nrt]|[\W_]", "", text)


def _quotes(part: str, secret: set[str]) -> bool:
    plain = _plain(part) if secret else ""
    return any(line in plain for line in secret)

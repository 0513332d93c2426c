"""What an executed check cell is worth, and what an executed notebook tells the instructor."""

import ast
import re
from collections.abc import Iterable
from typing import Any

from gan_course.checks import NOT_ATTEMPTED
from gan_course.grading.prepare import exercise_of

__all__ = ["CHECKS_ALTERED", "KERNEL_DIED", "NOT_RUN", "STATUSES", "TIMED_OUT", "settle", "summarise"]

Cell = dict[str, Any]

#: Names of the errors that the grader itself writes into a notebook. The second is nbgrader's.
KERNEL_DIED, TIMED_OUT, CHECKS_ALTERED, NOT_RUN = "KernelDied", "CellTimeoutError", "ChecksAltered", "NotRun"

#: What each value of the column ``status`` means.
STATUSES = {
    "graded": "ran to the end; a zero is an honest zero",
    "not attempted": "ran to the end, and no exercise was attempted",
    "timed out": "a cell ran too long and was stopped; checks that passed count",
    "kernel died": "a cell ended the kernel; checks that passed before count",
    "checks altered": "the solution replaced a tool of the checks; those after it score 0",
    "not a notebook": "the file cannot be read as a notebook",
    "wrong notebook": "a notebook without any exercise of this one",
    "missing notebook": "nothing was handed in",
    "error": "the grader failed; see the log",
}

_INCIDENTS = {CHECKS_ALTERED: "checks altered", KERNEL_DIED: "kernel died", TIMED_OUT: "timed out"}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)


def settle(cell: Cell) -> None:
    """Leave only outputs in an executed check cell that nbgrader scores as the check means them.

    nbgrader gives nothing for any text on standard error, full marks for ``np.float64(0.0)`` and ``False``, and takes
    the first displayed value for partial credit even if an error follows. Here an error decides; standard error
    becomes ordinary output; and a value counts only where the check's own last line is an expression.

    Args:
        cell: The check cell, changed in place; ``metadata.nbgrader.points`` is the most it can score.
    """
    failed = any(output["output_type"] == "error" for output in cell["outputs"])
    credit = _last_line_is_value(cell["source"]) and not failed
    points = float(cell["metadata"]["nbgrader"]["points"])
    results = [output for output in cell["outputs"] if output["output_type"] == "execute_result"]
    for output in cell["outputs"]:
        if output.get("name") == "stderr":
            output["name"] = "stdout"
    for output in results:
        if credit and output is results[-1]:
            output["data"] = {"text/plain": str(_credit(output["data"].get("text/plain", ""), points))}
        else:
            output["output_type"] = "display_data"
            output.pop("execution_count", None)


def summarise(cells: Iterable[Cell]) -> tuple[str, list[str]]:
    """Tell what happened in an executed notebook.

    Args:
        cells: Its cells, with outputs and nbgrader's metadata.

    Returns:
        The status, a key of `STATUSES`, and remarks.
    """
    incidents: dict[tuple[str, str], str] = {}
    attempted, unattempted = False, []
    for number, cell in enumerate(cells, start=1):
        grading = cell.get("metadata", {}).get("nbgrader", {})
        errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
        for error in errors:
            if error["ename"] in _INCIDENTS:
                kind = (_INCIDENTS[error["ename"]], error["evalue"][:200])
                incidents.setdefault(kind, grading.get("grade_id", f"cell {number}"))
        if grading.get("grade"):
            blank = any(NOT_ATTEMPTED in error["evalue"] for error in errors)
            unattempted += [exercise_of(grading["grade_id"])] if blank else []
            attempted |= not blank
    remarks = [f"{status} in {place}" + f": {reason}" * bool(reason) for (status, reason), place in incidents.items()]
    if attempted and unattempted:
        remarks.append(f"not attempted: {', '.join(unattempted)}")
    seen = {status for status, _ in incidents}
    status = next((status for status in _INCIDENTS.values() if status in seen), "graded")
    return ("not attempted" if status == "graded" and unattempted and not attempted else status), remarks


def _last_line_is_value(source: str) -> bool:
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(statements) and isinstance(statements[-1], ast.Expr)


def _credit(text: str, points: float) -> float:
    """Read a displayed number: ``0.5``, ``np.float64(0.5)``, ``<tf.Tensor: …, numpy=0.5>``, ``True``."""
    if text in ("True", "False", "np.True_", "np.False_"):
        return points if "True" in text else 0.0
    inner = re.search(r"numpy=([^>,)]+)|\(([^(),]+)", text)
    number = _NUMBER.fullmatch((inner.group(1) or inner.group(2) if inner else text).strip())
    return min(max(float(number.group()), 0.0), points) if number else 0.0

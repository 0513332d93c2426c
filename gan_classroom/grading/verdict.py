"""What an executed check cell is worth, and what an executed notebook tells the instructor."""

import ast
import re
from collections.abc import Iterable, Sequence
from typing import Any

from gan_classroom.grading.prepare import exercise_of

__all__ = [
    *("CHANGED", "CUT_SHORT", "KERNEL_DIED", "NOT_RUN", "RAN", "STATUSES", "TIMED_OUT", "UNATTEMPTED"),
    *("settle", "summarise"),
]

Cell = dict[str, Any]

#: Names of the errors that the grader itself writes into a notebook. The second is nbgrader's.
KERNEL_DIED, TIMED_OUT, CUT_SHORT = "KernelDied", "CellTimeoutError", "CheckCutShort"
NOT_RUN, UNATTEMPTED = "NotRun", "NotAttempted"
#: What the grader adds to the outputs of a check after which an argument was not what it had been.
CHANGED = "The function changed an array or a list that it was given: work on a copy."

#: What each value of the column ``status`` means.
STATUSES = {
    "graded": "ran to the end; a zero is an honest zero",
    "blank": "no exercise was attempted; one that came back as it was handed out was not run",
    "tampered": "a check or its metadata were changed; graded against the originals",
    "timed_out": "a cell ran too long and was stopped; checks that passed count",
    "crashed": "the kernel died or went over a limit; checks that passed before count",
    "review": "ran to the end; read by hand what the message quotes, until then its marks are provisional",
    "unreadable": "the file cannot be read as a notebook",
    "too_large": "the file is larger than allowed, and was not opened",
    "wrong_notebook": "a notebook of another day, or none of the course",
    "missing": "others handed in this day, this student did not",
    "error": "the grader itself failed, see the log; the next run tries again",
}

#: After these there are marks in the gradebook.
RAN = ("graded", "blank", "tampered", "timed_out", "crashed", "review")

#: Error name → status and words for it.
_INCIDENTS = {
    KERNEL_DIED: ("crashed", "the kernel died"),
    TIMED_OUT: ("timed_out", "timed out"),
    CUT_SHORT: ("review", "the check was not run to its end"),
    CHANGED: ("review", "arguments were changed"),
}
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


def summarise(cells: Iterable[Cell], *, tampered: bool = False, by_hand: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Tell what happened in an executed notebook.

    Args:
        cells: Its cells, with outputs and nbgrader's metadata.
        tampered: Whether checks had to be put back before it ran.
        by_hand: What somebody should read, as `gan_classroom.grading.guard.review` quotes it.

    Returns:
        The status, a key of `STATUSES`, and remarks.
    """
    incidents: dict[tuple[str, str], str] = {}
    attempted, unattempted = False, []
    for number, cell in enumerate(cells, start=1):
        grading = cell.get("metadata", {}).get("nbgrader", {})
        errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
        seen = [(error["ename"], error["evalue"][:200]) for error in errors if error["ename"] in _INCIDENTS]
        if grading.get("grade"):
            seen += [(CHANGED, "")] * any(
                "".join(output.get("text", "")) == CHANGED for output in cell.get("outputs", [])
            )
        for incident in seen:
            incidents.setdefault(incident, grading.get("grade_id", f"cell {number}"))
        if grading.get("grade"):
            blank = any(error["ename"] == UNATTEMPTED for error in errors)
            unattempted += [exercise_of(grading["grade_id"])] if blank else []
            attempted |= not blank
    remarks = [
        f"{_INCIDENTS[name][1]} in {place}" + f": {reason}" * bool(reason)
        for (name, reason), place in incidents.items()
    ]
    if attempted and unattempted:
        remarks.append(f"not attempted: {', '.join(unattempted)}")
    if by_hand:
        remarks.append(f"read by hand: {', '.join(by_hand)}")
    happened = {_INCIDENTS[name][0] for name, _ in incidents}
    happened |= {"tampered"} if tampered else set()
    happened |= {"review"} if by_hand else set()
    gravest = next((status for status in ("crashed", "timed_out", "tampered", "review") if status in happened), "")
    return gravest or ("blank" if unattempted and not attempted else "graded"), remarks


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

"""Keep the hidden tests out of what a student gets back."""

import re
from typing import Any

from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade

__all__ = ["HideTests", "conceal"]

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_UNSAID = "a hidden test, or one without a message, failed"


class HideTests(ClearHiddenTests):
    """Takes the hidden tests out of the check cells of a feedback page; other cells are the student's own text."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Clear one cell.

        Args:
            cell: The cell, changed in place if it is a check.
            resources: nbconvert's resources.
            cell_index: Its place in the notebook.

        Returns:
            The cell and the resources.
        """
        return super().preprocess_cell(cell, resources, cell_index) if is_grade(cell) else (cell, resources)


def conceal(cell: Any) -> None:
    """Take the parts of a traceback that quote a hidden test out of an executed check cell.

    The frames in the student's own functions and the error's message stay.

    Args:
        cell: The check cell, changed in place.
    """
    secret = _hidden_lines(cell.source)
    for output in cell.outputs:
        if output["output_type"] == "error" and secret:
            output["traceback"] = [part for part in output["traceback"] if not _quotes(part, secret)]
            output["traceback"] = output["traceback"] or [f"{output['ename']}: {output['evalue']}"]
            if output["ename"] == "AssertionError" and not output["evalue"]:
                output["evalue"] = _UNSAID
                output["traceback"].append(f"AssertionError: {_UNSAID}")


def _hidden_lines(source: str) -> set[str]:
    rules = ClearHiddenTests()
    regions = re.findall(
        rf"{re.escape(rules.begin_test_delimeter)}(.*?){re.escape(rules.end_test_delimeter)}", source, re.DOTALL
    )
    lines = (line.strip() for region in regions for line in region.splitlines())
    return {line for line in lines if len(line) > 3}


def _quotes(part: str, secret: set[str]) -> bool:
    plain = _ESCAPES.sub("", part)
    return any(line in plain for line in secret)

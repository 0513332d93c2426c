"""Feedback pages that can be opened by anybody: they run nothing, fetch nothing, and hold no hidden test."""

import copy
import re
import secrets
from typing import Any

import latex2mathml.converter
from nbconvert.exporters import HTMLExporter
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade

from gan_classroom.grading.hidden import conceal

__all__ = ["FeedbackExporter"]

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'"
_META = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
_CODE = r"(?P<code>(?P<fence>`+).*?(?P=fence))"
_FORMULA = re.compile(rf"{_CODE}|\$\$(?P<block>.+?)\$\$|(?<![\\$\w])\$(?P<inline>[^$\n]+?)\$(?![\d$])", re.DOTALL)
_ACTIVE = re.compile(r"<script\b.*?</script\s*>|<link\b[^>]*>|<base\b[^>]*>", re.DOTALL | re.IGNORECASE)


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page, with formulas as MathML, a policy against scripts, and without hidden tests.

    ``c.GenerateFeedback.exporter_class`` makes nbgrader use it.
    """

    def from_notebook_node(self, nb: Any, resources: Any = None, **options: Any) -> tuple[str, Any]:
        """Write the page.

        Args:
            nb: The executed notebook.
            resources: nbconvert's resources.
            options: As for nbconvert.

        Returns:
            The page and the resources.
        """
        nb, formulas = copy.deepcopy(nb), dict[str, str]()
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "markdown":
                cell.source = _FORMULA.sub(lambda found: _put_aside(found, formulas), cell.source)
            elif is_grade(cell):
                conceal(cell)
                ClearHiddenTests().preprocess_cell(cell, {}, index)
        page, resources = super().from_notebook_node(nb, resources, **options)
        page = _ACTIVE.sub("", page)
        for name, formula in formulas.items():
            page = page.replace(name, formula)
        return page.replace("<head>", f"<head>{_META}", 1), resources


def _put_aside(found: re.Match[str], formulas: dict[str, str]) -> str:
    """Put a word in a formula's place that no renderer and no sanitiser touches."""
    if found["code"]:
        return found[0]
    kind = "block" if found["block"] else "inline"
    source = (found["block"] or found["inline"]).replace("{aligned}", "{align*}")  # the same, as far as it is known
    try:
        formula = latex2mathml.converter.convert(source, display=kind)
    except Exception:  # whatever it trips over, the source can be read
        return found[0]
    name = f"formula{secrets.token_hex(16)}"
    formulas[name] = formula
    return name

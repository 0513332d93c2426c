"""The shape of a day: something to see soon, few words, few new ideas, short cells.

==========================  =============================================================================
what is counted             how
==========================  =============================================================================
words                       of all text cells, without what is folded as a hint or as "Deeper"
words before the payoff     of those, the ones before the first cell that shows a picture or a widget
ideas                       sections with a number: ``## 1. …``
lines that matter           of a code cell that is neither an exercise nor a check: those that compute; without
                            imports, definitions' docstrings, comments, and statements that only show or claim
==========================  =============================================================================
"""

import ast
import re
from collections.abc import Iterator, Sequence

from gan_classroom.authoring.code_cells import compiled
from gan_classroom.authoring.lesson import Cell, Lesson, Problem

__all__ = ["IDEAS", "LINES_THAT_MATTER", "WORDS", "WORDS_BEFORE_PAYOFF", "lines_that_matter", "problems", "words"]

WORDS = 4200
WORDS_BEFORE_PAYOFF = 500
IDEAS = 5
LINES_THAT_MATTER = 10

_FOLDED = re.compile(r"<details>\s*<summary>\s*(Hint|Deeper)\b.*?</details>", re.DOTALL)
_IDEA = re.compile(r"^## (\d+)\. \S", re.MULTILINE)
_SHOWN = re.compile(r"plots\.|widgets\.|display\(|^day\d\d\.\w+\(", re.MULTILINE)
_SHOWS = re.compile(r"^(print|display|plots\.\w+|widgets\.\w+|day\d\d\.\w+|budget\.claim|checks\.\w+)\(")


def problems(lesson: Lesson) -> Iterator[Problem]:
    """Find where a lesson goes over the template.

    Args:
        lesson: The lesson.

    Yields:
        One problem each.
    """
    first, last = lesson.cells[0], lesson.cells[-1]
    if (count := words(lesson.cells)) > WORDS:
        yield last.problem(f"{count:,} words outside hints and folds; at most {WORDS:,}: fold as Deeper, or shorten")
    shown = next((cell for cell in lesson.cells if cell.kind == "code" and _shows_something(cell)), last)
    if (before := words(lesson.cells[: shown.number])) > WORDS_BEFORE_PAYOFF:
        yield shown.problem(f"the first thing to see comes after {before:,} words; at most {WORDS_BEFORE_PAYOFF}")
    ideas = [int(number) for cell in lesson.cells if cell.kind == "markdown" for number in _IDEA.findall(cell.source)]
    if ideas != list(range(1, len(ideas) + 1)) or not 1 <= len(ideas) <= IDEAS:
        yield first.problem(f"sections with new ideas are ## 1. …, ## 2. …, at most {IDEAS}; found {ideas}")
    for cell in lesson.cells:
        if cell.kind == "code" and not cell.name and (lines := lines_that_matter(cell.source)) > LINES_THAT_MATTER:
            yield cell.problem(f"{lines} lines that matter; at most {LINES_THAT_MATTER}: split it, or move part out")


def words(cells: Sequence[Cell]) -> int:
    """Count the words that everybody reads.

    Args:
        cells: Cells of a lesson; code does not count.

    Returns:
        The words of their text, without hints and what is folded as "Deeper".
    """
    return sum(len(_FOLDED.sub(" ", cell.source).split()) for cell in cells if cell.kind == "markdown")


def lines_that_matter(source: str) -> int:
    """Count the lines of a cell that compute something.

    Args:
        source: The text of a code cell.

    Returns:
        The lines of statements other than imports, docstrings and those that show, print or claim.
    """
    tree, _ = compiled(source)
    if tree is None:
        return 0
    text = source.split("\n")
    matter: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            matter |= {node.lineno, *range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and _only_shows(node):
            matter -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return sum(bool(re.search(r"\w", text[line - 1].partition("#")[0])) for line in matter)


def _only_shows(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert):
        return True
    if isinstance(node, ast.Expr | ast.Return) and node.value is not None:
        return isinstance(node.value, ast.Constant) or bool(_SHOWS.match(ast.unparse(node.value)))
    return False


def _shows_something(cell: Cell) -> bool:
    return bool(_SHOWN.search(cell.source))

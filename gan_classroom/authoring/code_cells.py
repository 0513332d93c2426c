"""What the code cells of a lesson may not hold."""

import ast
import re
import symtable
import sys
import warnings
from collections.abc import Iterator

from gan_classroom.authoring.lesson import Cell, Lesson, Problem
from gan_classroom.authoring.regions import HIDDEN_TESTS, SOLUTION, RegionError

__all__ = ["LINES", "compiled", "problems"]

#: A code cell stays below this number of lines.
LINES = 25

_MAGIC = re.compile(r"^\s*(\w+\s*=\s*)?[%!]|^\s*\?|^\s*[\w.]+\?+\s*$")
_FORBIDDEN_CALLS = {
    "input": "input() makes Run All and the grader wait for ever; assign the value to a name instead",
    "get_ipython": "get_ipython() exists in notebooks only; use plain Python",
    "plt.show": "plt.show() leaves a picture without alt text; end the cell with plots.picture(figure, alt=…)",
}
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def problems(lesson: Lesson) -> Iterator[Problem]:
    """Find what is wrong with a lesson's code.

    Args:
        lesson: The lesson.

    Yields:
        One problem each.
    """
    cells = [cell for cell in lesson.cells if cell.kind == "code"]
    if cells:
        yield from _first(cells[0])
    checked: set[str] = set()
    for cell in cells:
        tree, error = compiled(cell.source)
        if tree:
            yield from _calls(cell, tree, checked)
            yield from _regions(cell, tree)
        else:
            yield _syntax(cell, error)
        checked |= {cell.check} if cell.check else set()


def compiled(source: str) -> tuple[ast.Module | None, SyntaxError | None]:
    """Compile a cell; what Python only warns of, such as a stray backslash, counts as an error.

    Args:
        source: The cell's text.

    Returns:
        Its syntax tree and no error, or no tree and the error.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "cell", "exec", dont_inherit=True)
            return ast.parse(source), None
        except SyntaxError as error:
            return None, error
        except (ValueError, Warning) as error:
            return None, SyntaxError(str(error))


def _first(cell: Cell) -> Iterator[Problem]:
    if cell.name:
        yield cell.problem(
            "the first code cell is graded, and what imports log there costs marks; import in one before"
        )
    tree, _ = compiled(cell.source)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)] if tree else []
    packages = [(name.split(".")[0], node.lineno) for node in imports for name in _modules(node)]
    foreign = [(name, line) for name, line in packages if name not in sys.stdlib_module_names] or [("", 1)]
    if tree and foreign[0][0] != "gan_course":
        yield cell.problem("import gan_course before other packages: it quiets TensorFlow's log", at=foreign[0][1])


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]


def _syntax(cell: Cell, error: SyntaxError | None) -> Problem:
    for at, line in enumerate(cell.source.split("\n"), 1):
        if _MAGIC.search(line):
            return cell.problem(
                f"magic or shell command {line.strip()!r}; use plain Python, which runs anywhere", at=at
            )
    return cell.problem(f"syntax error: {error.msg if error else ''}", at=(error and error.lineno) or 1)


def _calls(cell: Cell, tree: ast.Module, checked: set[str]) -> Iterator[Problem]:
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = ast.unparse(node.func)
        if function in _FORBIDDEN_CALLS:
            yield cell.problem(_FORBIDDEN_CALLS[function], at=node.lineno)
        if function.endswith("or_reference") and not _names_one_of(node, checked):
            message = "or_reference starts with the name, in quotes, of an exercise whose check comes before this cell"
            yield cell.problem(message, at=node.lineno)


def _names_one_of(node: ast.Call, names: set[str]) -> bool:
    return bool(node.args) and isinstance(node.args[0], ast.Constant) and node.args[0].value in names


def _regions(cell: Cell, tree: ast.Module) -> Iterator[Problem]:
    try:
        solutions, hidden = SOLUTION.spans(cell.source), HIDDEN_TESTS.spans(cell.source)
    except RegionError as error:
        yield cell.problem(str(error), at=error.line)
        return
    yield from _length(cell)
    if cell.exercise:
        yield from _exercise(cell, tree, solutions)
    elif solutions:
        yield cell.problem('a solution needs a cell that starts with # %% exercise="…"', at=solutions[0][0])
    if cell.check:
        yield from _check(cell, tree)
    elif hidden:
        yield cell.problem('hidden tests need a cell that starts with # %% check="…" points=…', at=hidden[0][0])


def _length(cell: Cell) -> Iterator[Problem]:
    """Count lines without markers. The hidden part of a check is never on a student's screen: it is counted alone."""
    hidden = sum(end - begin - 1 for begin, end in HIDDEN_TESTS.spans(cell.source))
    markers = 2 * len(SOLUTION.spans(cell.source)) + 2 * len(HIDDEN_TESTS.spans(cell.source))
    shown = len(cell.source.split("\n")) - markers - hidden
    for what, lines in (("", shown), ("hidden ", hidden)):
        if lines >= LINES:
            message = f"{lines} {what}lines in one cell, not counting markers; stay below {LINES}: split it"
            yield cell.problem(message)


def _exercise(cell: Cell, tree: ast.Module, solutions: list[tuple[int, int]]) -> Iterator[Problem]:
    if not solutions:
        yield cell.problem(f"no solution in this exercise; mark it ### BEGIN {SOLUTION.name} … ### END {SOLUTION.name}")
    definitions = [node for node in tree.body if isinstance(node, _DEFINITIONS)]
    others = [node for node in tree.body if not isinstance(node, (*_DEFINITIONS, ast.Import, ast.ImportFrom))]
    if len(definitions) != 1 or others:
        at = others[0].lineno if others else 1
        yield cell.problem("an exercise defines one function or class; move anything else to another cell", at=at)


def _check(cell: Cell, tree: ast.Module) -> Iterator[Problem]:
    if len(tree.body) != 1 or not _is_check_block(tree.body[0], cell.check):
        yield cell.problem(f'a check is one block and nothing else: with checks.exercise("{cell.check}"):')
    for name in sorted(_bound(cell.source)):
        if not name.startswith("_"):
            yield cell.problem(f"a check that binds {name!r} would overwrite a student's own {name!r}; write _{name}")
    asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    visible = [node for node in asserts if not HIDDEN_TESTS.hides(cell.source, node.lineno)]
    if not visible:
        yield cell.problem("no assert that the student sees; put at least one before the hidden tests")
    for node in visible:
        if not node.msg:
            yield cell.problem("assert without a message; say what came and what was expected", at=node.lineno)


def _bound(source: str) -> set[str]:
    """Collect the names that a cell gives a value in the notebook's namespace."""
    symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}


def _is_check_block(node: ast.stmt, name: str | None) -> bool:
    return isinstance(node, ast.With) and ast.unparse(node).splitlines()[0] == f"with checks.exercise({name!r}):"

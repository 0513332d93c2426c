"""Find, in a released notebook, what the lesson itself provides and a check uses."""

import ast
import builtins
import contextlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from gan_classroom.grading.prepare import exercise_of

__all__ = [
    "asked",
    "binds",
    "bound",
    "computed",
    "data",
    "grade_id",
    "imports",
    "lessons_own",
    "parsed",
    "source_of",
    "specification",
    "untouched",
    "written",
]

Cell = dict[str, Any]
Notebook = dict[str, Any]

_DEFINITIONS = (ast.FunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)


def imports(release: Notebook) -> list[str]:
    """List the import statements of a lesson's own cells.

    Args:
        release: The released notebook, as parsed JSON.

    Returns:
        The statements' sources, in order.
    """
    own = (statement for cell in release["cells"] if lessons_own(cell) for statement in parsed(source_of(cell)))
    return list(dict.fromkeys(ast.unparse(statement) for statement in own if isinstance(statement, _IMPORTS)))


def specification(release: Notebook, check_source: str) -> dict[str, Any]:
    """Say what a check needs from the lesson.

    Args:
        release: The released notebook, as parsed JSON.
        check_source: The check's source, with hidden tests.

    Returns:
        ``builtins``, ``imports``, ``definitions``, ``data``, ``exercises``, ``check`` and ``own`` for
        `gan_classroom.grading.guard.naming`.
    """
    before = _before(release["cells"], check_source)
    provided = _provided(before)
    tree = ast.Module(list(parsed(check_source)), [])
    check = _uses(tree)
    needed = _closure(check, provided)
    definitions = [
        _definition(name, statement)
        for name, statement in provided.items()
        if name in needed and isinstance(statement, _DEFINITIONS)
    ]
    return {
        "builtins": sorted(name for name in needed if name not in provided and hasattr(builtins, name)),
        "imports": {name: _import(name, provided[name]) for name in sorted(needed) if _is_import(provided.get(name))},
        "definitions": definitions,
        "data": sorted(name for name in needed if name in provided and provided[name] is None),
        "exercises": sorted(needed & asked({"cells": before})),
        "check": sorted(check),
        "own": sorted(set(bound(tree)) - _outward(tree)),
    }


def data(release: Notebook) -> set[str]:
    """List the names of what a lesson computes and its checks use.

    Args:
        release: The released notebook, as parsed JSON.

    Returns:
        The names; what an exercise defines is not among them.
    """
    found: set[str] = set()
    for place, cell in enumerate(release["cells"]):
        if grade_id(cell) and cell["metadata"]["nbgrader"].get("grade"):
            before = [each for each in release["cells"][:place] if each["cell_type"] == "code"]
            provided = _provided(before)
            exercises = (parsed(source_of(each)) for each in before if grade_id(each))
            theirs = set().union(*(binds(statement) for statements in exercises for statement in statements))
            used = _closure(_uses(ast.Module(list(parsed(source_of(cell))), [])), provided)
            found |= {name for name in used - theirs if name in provided and provided[name] is None}
    return found


def asked(release: Notebook) -> set[str]:
    """List the functions that students write.

    Args:
        release: The released notebook, as parsed JSON.

    Returns:
        Their names.
    """
    cells = (cell for cell in release["cells"] if grade_id(cell) and not cell["metadata"]["nbgrader"].get("grade"))
    statements = (statement for cell in cells if cell["cell_type"] == "code" for statement in parsed(source_of(cell)))
    return {statement.name for statement in statements if isinstance(statement, ast.FunctionDef)}


def computed(cells: list[Cell], release: Notebook) -> dict[int, set[str]]:
    """Find where the lesson's own cells, as they were handed out, compute data that a check uses.

    Args:
        cells: The submission's cells.
        release: The released notebook.

    Returns:
        Place of a cell, from 0 → names of the data.
    """
    used, changed = data(release), dict(written(cells, release))
    own = ((place, cell) for place, cell in enumerate(cells) if lessons_own(cell) and place not in changed)
    bound = ((place, {name for each in parsed(source_of(cell)) for name in binds(each)}) for place, cell in own)
    return {place: names & used for place, names in bound if names & used}


def written(cells: Iterable[Cell], release: Notebook) -> list[tuple[int, Cell]]:
    """List the code cells that a student wrote or changed.

    Args:
        cells: The submission's cells.
        release: The released notebook.

    Returns:
        Each one's place, from 0, and the cell.
    """
    ours = {" ".join(source_of(cell).split()) for cell in release["cells"] if cell["cell_type"] == "code"}
    numbered = ((place, cell) for place, cell in enumerate(cells) if cell["cell_type"] == "code")
    return [(place, cell) for place, cell in numbered if " ".join(source_of(cell).split()) not in ours]


def untouched(check: str, cells: list[Cell], release: Notebook) -> bool:
    """Tell from the source whether an exercise was not attempted.

    Args:
        check: The grade id of its check.
        cells: The submission's cells before the check.
        release: The released notebook.

    Returns:
        Whether the exercise's cell does what it did when it was handed out, or is gone, and no other cell of the
        student's gives a value to one of its names.
    """
    name = exercise_of(check)
    stub = next((source_of(cell) for cell in release["cells"] if grade_id(cell) == name), None)
    if stub is None:
        return False
    mine = [source_of(cell) for _, cell in written(cells, release) if grade_id(cell) == name]
    if any(_does(source) != _does(stub) for source in mine):
        return False
    names = set().union(*map(binds, parsed(stub)))
    others = (source_of(cell) for _, cell in written(cells, release) if grade_id(cell) != name)
    return not any(_mentions(source, names) for source in others)


def grade_id(cell: Cell) -> str | None:
    """Tell of which exercise a cell is.

    Args:
        cell: A cell.

    Returns:
        nbgrader's name of it; None where it is the lesson's own, or the student's.
    """
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def _does(source: str) -> str:
    """What code does, without comments and layout; itself where it cannot be parsed, or is nested too deeply."""
    statements = parsed(source)
    with contextlib.suppress(RecursionError):
        return ast.dump(ast.Module(list(statements), [])) if statements else source
    return source


def _mentions(source: str, names: set[str]) -> bool:
    statements = parsed(source)
    return any(binds(statement) & names for statement in statements) if statements else any(n in source for n in names)


def _closure(names: set[str], provided: dict[str, ast.stmt | None]) -> set[str]:
    """Add what the lesson's definitions use to what the check uses."""
    needed, new = set(names), set(names)
    while new:
        used = (_uses(statement) for name in new if isinstance(statement := provided.get(name), _DEFINITIONS))
        new = set().union(*used) - needed
        needed |= new
    return needed


def _definition(name: str, statement: ast.FunctionDef | ast.ClassDef) -> dict[str, Any]:
    plain = isinstance(statement, ast.FunctionDef) and not statement.decorator_list
    uses = sorted(_uses(statement) | ({name} if plain else set()))
    return {"name": name, "source": ast.unparse(statement), "uses": uses, "plain": plain}


def _is_import(statement: ast.stmt | None) -> bool:
    return isinstance(statement, _IMPORTS)


def _import(name: str, statement: Any) -> str:
    aliases = [alias for alias in statement.names if name in (alias.asname, alias.name.partition(".")[0])]
    if isinstance(statement, ast.Import):
        return ast.unparse(ast.Import(aliases))
    return ast.unparse(ast.ImportFrom(statement.module, aliases, statement.level))


def _provided(cells: Iterable[Cell]) -> dict[str, ast.stmt | None]:
    """Map names to the import or definition that gives them; to None where the lesson computes them, or a student."""
    found: dict[str, ast.stmt | None] = {}
    for cell in cells:
        for statement in parsed(source_of(cell)):
            fixed = lessons_own(cell) and isinstance(statement, (*_IMPORTS, *_DEFINITIONS))
            found |= dict.fromkeys(binds(statement), statement if fixed else None)
    return found


def _before(cells: list[Cell], check_source: str) -> list[Cell]:
    """Take the code cells before a check; all of them if it is not among them."""
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    first = check_source.partition("\n")[0]
    place = (index for index, cell in enumerate(code) if not lessons_own(cell) and source_of(cell).startswith(first))
    return code[: next(place, None)]


def lessons_own(cell: Cell) -> bool:
    """Tell whether a cell is code of the lesson itself.

    Args:
        cell: A cell of the released notebook.

    Returns:
        Whether it is code, and neither answer nor check.
    """
    return cell["cell_type"] == "code" and "nbgrader" not in cell["metadata"]


def source_of(cell: Cell) -> str:
    """Take a cell's source.

    Args:
        cell: A cell.

    Returns:
        The source, in one piece.
    """
    return "".join(cell["source"])


@lru_cache(maxsize=2000)
def parsed(source: str) -> tuple[ast.stmt, ...]:
    """Parse a cell.

    Args:
        source: Python source.

    Returns:
        Its statements; none where it cannot be parsed.
    """
    try:
        return tuple(ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def binds(statement: ast.stmt) -> set[str]:
    """List the names that a statement gives a value to.

    Args:
        statement: A statement.

    Returns:
        The names; of a function or a class only its own.
    """
    if isinstance(statement, _DEFINITIONS):
        return {statement.name}
    return set(bound(statement))


def _uses(tree: ast.AST) -> set[str]:
    """List the names that code reads and nowhere binds."""
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return read - set(bound(tree))


def _outward(tree: ast.AST) -> set[str]:
    """List names that code gives a value to and that others ask for by name: parameters, and attributes of classes."""
    nodes = list(ast.walk(tree))
    inside = (node for each in nodes if isinstance(each, ast.ClassDef) for node in each.body)
    return {node.arg for node in nodes if isinstance(node, ast.arg)}.union(*map(binds, inside))


def bound(tree: ast.AST) -> Iterator[str]:
    """List the names that code gives a value to, each as often as it does.

    Args:
        tree: The code.

    Yields:
        The names.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name

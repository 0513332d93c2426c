"""Find, in what an answer is made of, parts of the course that its exercise does not name."""

import ast
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from gan_classroom.grading.guard import modules, scopes
from gan_classroom.grading.guard.lesson import binds, grade_id, lessons_own, parsed, source_of
from gan_classroom.grading.prepare import exercise_of

__all__ = ["Exercise", "Lesson", "borrowed", "lesson_of"]

Cell = dict[str, Any]

#: What is no part of an answer: it loads, shows, sets up or checks.
_ANYBODYS = re.compile(r"gan_course\.(arguments|budget|checks|data|plots|progress|recordings|runtime|widgets)\b.*")
_CONSTANT = re.compile(r"\.[A-Z_]{4,}$")  # no GAN, and no R1
_OF_DATA = {*dir(np.ndarray), *dir(list), *dir(dict), "numpy"}


class Exercise(NamedTuple):
    """An exercise, as it was handed out.

    Args:
        names: What its cell defines.
        code: The code in its text, with its cell.
    """

    names: frozenset[str]
    code: str


class Lesson(NamedTuple):
    """A released notebook.

    Args:
        exercises: Name → exercise.
        course: Names that stand for parts of the course → where that is.
        made: Names of what the lesson's own cells make with parts of the course.
    """

    exercises: dict[str, Exercise]
    course: dict[str, str]
    made: set[str]


def lesson_of(release: dict[str, Any]) -> Lesson:
    """Read what a lesson asks for, and what of the course it has at hand.

    Args:
        release: The released notebook, as parsed JSON.

    Returns:
        Its exercises, and its names.
    """
    exercises: dict[str, Exercise] = {}
    ours = [statement for cell in release["cells"] if lessons_own(cell) for statement in parsed(source_of(cell))]
    text, solved = "", ""
    for cell in release["cells"]:
        source, name = source_of(cell), grade_id(cell)
        if cell["cell_type"] == "markdown":
            if solved:  # its hints stand behind the check
                exercise, hints = exercises[solved], source.rpartition("</details>")[0]
                exercises[solved] = exercise._replace(code=exercise.code + _code(hints))
            text, solved = text + source, ""
        elif name and _is_check(cell):
            text, solved = "", exercise_of(name)
        elif name:
            names = frozenset[str]().union(*map(binds, parsed(source)))
            exercises[name] = Exercise(names, f"{_code(text)}\n{source}\n")
    course = dict(_imported(ours))
    made = {name for statement in ours if any(_parts(statement, course, set())) for name in binds(statement)}
    return Lesson(exercises, course, made)


def borrowed(written: Mapping[int, ast.Module], cells: list[Cell], lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Find what an answer takes from the course although its exercise does not name it.

    An answer is made of what stands in its cell, and of those of the student's own statements that this uses.

    Args:
        written: Place of a cell that the student wrote, from 0 → its code.
        cells: The submission's cells.
        lesson: The released notebook, as `lesson_of` reads it.

    Yields:
        Place of a cell, and the source of the part.
    """
    own = {place: tree for place, tree in written.items() if not _is_check(cells[place])}
    imported = dict(_imported(statement for tree in own.values() for statement in tree.body))
    for name, exercise in lesson.exercises.items():
        left = [(place, statement) for place, tree in own.items() for statement in tree.body]
        wanted = set(exercise.names)
        while new := [each for each in left if grade_id(cells[each[0]]) == name or binds(each[1]) & wanted]:
            left = [each for each in left if each not in new]
            for place, statement in new:
                wanted |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
                mine = _defined(own[place]) - imported.keys()
                course = {word: path for word, path in (lesson.course | imported).items() if word not in mine}
                for node, path in _parts(statement, course, lesson.made - mine):
                    if not _named(path, exercise.code, lesson):
                        yield place, ast.unparse(node)


def _is_check(cell: Cell) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def _defined(tree: ast.Module) -> set[str]:
    """List the functions that a cell defines before anything in it can fail."""
    plain = itertools.takewhile(_is_plain, tree.body)
    return set().union(*map(binds, plain))


def _is_plain(statement: ast.stmt) -> bool:
    """Whether a statement defines a function and computes nothing: no decorator, default value or annotation."""
    match statement:
        case ast.FunctionDef(args=args, decorator_list=[], returns=None):
            return not any(isinstance(each, ast.expr) for each in ast.walk(args))
    return False


def _code(text: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))


def _imported(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    for node in (node for statement in statements for node in ast.walk(statement)):
        pairs: list[tuple[str, str]] = []
        match node:
            case ast.ImportFrom(module=str(module), names=aliases):
                pairs = [(alias.asname or alias.name, f"{module}.{alias.name}") for alias in aliases]
            case ast.Import(names=aliases):
                whole = [(alias.asname or alias.name.partition(".")[0], alias) for alias in aliases]
                pairs = [(name, alias.name if alias.asname else name) for name, alias in whole]
        yield from ((name, path) for name, path in pairs if f"{path}.".startswith("gan_course."))


def _parts(statement: ast.stmt, course: Mapping[str, str], made: set[str]) -> Iterator[tuple[ast.expr, str]]:
    """Yield parts of the course, and uses of what was made with such, with the path of each."""
    tree = ast.Module([statement], [])
    local = scopes.plain(tree, set())
    owners = {node.value: node for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node in local:
            continue
        owner = owners.get(node)
        if node.id in course:
            part: ast.expr = node
            path = course[node.id]
            while (above := owners.get(part)) and (modules.installed(path) or above in called):
                part, path = above, f"{path}.{above.attr}"
            if not _ANYBODYS.fullmatch(path) and not _CONSTANT.search(path):
                yield part, path
        elif node.id in made and (node in called or (owner in called and owner.attr not in _OF_DATA)):
            yield owner or node, node.id


def _named(path: str, code: str, lesson: Lesson) -> bool:
    """Whether the code of an exercise's text names a part as the lesson has it."""
    module, _, last = path.rpartition(".")
    short = path if not module else last if path in lesson.course.values() else f"{module.rpartition('.')[2]}.{last}"
    return bool(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", code))

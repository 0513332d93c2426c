"""What a lesson may not hold. Everything found in a lesson is reported at once, with line, cell and fix."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gan_classroom.authoring import code_cells, template, text_cells
from gan_classroom.authoring.lesson import Cell, Lesson, LessonError, Problem
from gan_classroom.authoring.regions import HIDDEN_TESTS, SOLUTION

__all__ = ["inspect_lesson", "inspect_student_copy"]

_OPTIONS = {"exercise", "check", "points"}
_NAME = re.compile(r"(?!test_)[a-z][a-z0-9_]{0,49}(?<!_test)(?<!_check)")


def inspect_lesson(lesson: Lesson) -> None:
    """Check a lesson as its author wrote it.

    Args:
        lesson: The lesson.

    Raises:
        LessonError: If there is anything to put right; it holds all of it.
    """
    parts = (_options, _pairs, text_cells.problems, code_cells.problems, template.problems)
    found = [problem for part in parts for problem in part(lesson)]
    if found:
        raise LessonError(lesson.path, found)


def inspect_student_copy(lesson: Lesson, sources: Sequence[str], stub: str) -> None:
    """Check what is left for the student: it must compile, and must not raise outside a function.

    Args:
        lesson: The lesson, without problems of its own.
        sources: The text of each cell in the student's copy, in the lesson's order.
        stub: The statement in place of each solution.

    Raises:
        LessonError: If there is anything to put right; it holds all of it.
    """
    pairs = zip(lesson.cells, sources, strict=True)
    found = [problem for cell, source in pairs if cell.name for problem in _left_over(cell, source, stub)]
    if found:
        raise LessonError(lesson.path, found)


def _options(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.cells:
        if cell.kind not in ("markdown", "code"):
            yield cell.problem(f"a {cell.kind} cell; use # %% or # %% [markdown]")
        elif cell.options and cell.kind != "code":
            yield cell.problem("only a code cell can be an exercise or a check")
        if unknown := ", ".join(sorted(set(cell.options) - _OPTIONS)):
            yield cell.problem(f'unknown in the line above: {unknown}; known: exercise="name", check="name" points=2')
        for key in sorted({"exercise", "check"} & set(cell.options)):
            name = cell.options[key]
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                rule = "lower_case in quotes, at most 50 letters, not test_…, …_test or …_check"
                yield cell.problem(f"{key}={name!r} is no name for an exercise: {rule}")
        yield from _points(cell)


def _points(cell: Cell) -> Iterator[Problem]:
    points = cell.options.get("points")
    if "check" not in cell.options:
        if "points" in cell.options:
            yield cell.problem("points belong to the check cell")
    elif isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
        yield cell.problem(f'a check needs points above 0: # %% check="{cell.options["check"]}" points=2')


def _pairs(lesson: Lesson) -> Iterator[Problem]:
    exercises = Counter(cell.exercise for cell in lesson.cells)
    checks = Counter(cell.check for cell in lesson.cells)
    defined: set[str | None] = set()
    for cell in lesson.cells:
        if cell.exercise and cell.check:
            yield cell.problem("exercise and check in one cell; the check gets a cell of its own, after the exercise")
        if cell.exercise and exercises[cell.exercise] > 1:
            yield cell.problem(f"two exercises are called {cell.exercise!r}; rename one, and its check")
        if cell.exercise and cell.exercise not in checks:
            yield cell.problem(f'exercise without check; add a cell # %% check="{cell.exercise}" points=2')
        if cell.check and checks[cell.check] > 1:
            yield cell.problem(f"two checks are called {cell.check!r}; an exercise has one check")
        if cell.check and cell.check not in defined:
            yield cell.problem(f'check without exercise; a cell # %% exercise="{cell.check}" comes before it')
        defined.add(cell.exercise)


def _left_over(cell: Cell, source: str, stub: str) -> Iterator[Problem]:
    spans = (SOLUTION if cell.exercise else HIDDEN_TESTS).spans(cell.source)
    at = spans[0][0] if spans else 1
    tree, error = code_cells.compiled(source)
    if error:
        yield cell.problem(f"the student's copy has a syntax error ({error.msg}); mark whole statements", at=at)
    elif tree and cell.exercise and _stubs_in_functions(tree, stub) != len(spans):
        message = "the solution is not inside a function, so that the student's copy would raise at once"
        yield cell.problem(f"{message}; move the markers into the body, indented like it", at=at)


def _stubs_in_functions(tree: ast.Module, stub: str) -> int:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    raised = {id(node): node for function in functions for node in ast.walk(function) if isinstance(node, ast.Raise)}
    return sum(ast.unparse(node) == ast.unparse(ast.parse(stub)) for node in raised.values())

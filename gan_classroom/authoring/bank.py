"""The exercise bank: for each exercise, wrong answers that students really give and right ones unlike ours.

``tests/bank/day01_components/optimal_d.py`` is a py:percent file. Each cell replaces the exercise's cell::

    # %% wrong: the roles of data and generator swapped
    def optimal_d(p_data, p_g):
        return p_g / (p_data + p_g)

    # %% right: through the log density ratio
    def optimal_d(p_data, p_g): ...
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gan_classroom.authoring.code_cells import compiled
from gan_classroom.authoring.lesson import Cell, Lesson

__all__ = ["RIGHT", "WRONG", "Answer", "BankError", "defects", "parse", "read"]

#: How many answers of each kind an exercise has at least.
WRONG, RIGHT = 8, 4

_MARKER = re.compile(r"# %%(.*)")
_TITLE = re.compile(r" (right|wrong): (\S.*)")


class BankError(ValueError):
    """A file of the bank that does not follow the format."""


@dataclass(frozen=True)
class Answer:
    """One answer; ``line`` is that of its first line in the file."""

    right: bool
    why: str
    source: str
    path: Path
    line: int

    @property
    def title(self) -> str:
        """The answer's first line in the file."""
        return f"{'right' if self.right else 'wrong'}: {self.why}"


def read(folder: Path) -> dict[str, list[Answer]]:
    """Read the answers to the exercises of one lesson.

    Args:
        folder: The lesson's folder in the bank; it need not exist.

    Returns:
        The answers by exercise.

    Raises:
        BankError: If a file does not follow the format.
    """
    return {path.stem: parse(path, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py"))}


def parse(path: Path, text: str) -> list[Answer]:
    """Parse one file of the bank.

    Args:
        path: Where it comes from.
        text: Its text.

    Returns:
        The answers in order.

    Raises:
        BankError: If a cell has no title, a title comes twice, or there is code before the first cell.
    """
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if _MARKER.match(line)]
    if not starts or "".join(lines[: starts[0]]).strip():
        raise BankError(f"{path}:1: a bank file starts with a line like # %% wrong: the sign is flipped")
    answers: list[Answer] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        titled = _TITLE.fullmatch(lines[start].removeprefix("# %%").rstrip())
        if not titled:
            raise BankError(f"{path}:{start + 1}: expected # %% wrong: why, or # %% right: how; got {lines[start]!r}")
        source = "\n".join(lines[start + 1 : end]).rstrip()
        answers.append(Answer(titled[1] == "right", titled[2], source, path, start + 2))
        if any(answers[-1].title == other.title for other in answers[:-1]):
            raise BankError(f"{path}:{start + 1}: {answers[-1].title!r} comes twice; say how they differ")
    return answers


def defects(lesson: Lesson, bank: dict[str, list[Answer]]) -> Iterator[str]:
    """Find what is missing from a lesson's bank or cannot be tried.

    Args:
        lesson: The lesson.
        bank: The answers by exercise.

    Yields:
        One message each.
    """
    exercises = {cell.exercise: cell for cell in lesson.cells if cell.exercise}
    for name in sorted(set(bank) - set(exercises)):
        yield f"{lesson.name}/{name}.py: the lesson has no such exercise; it has {', '.join(exercises)}"
    for name, cell in exercises.items():
        answers = bank.get(name, [])
        right = sum(answer.right for answer in answers)
        if len(answers) - right < WRONG or right < RIGHT:
            have = f"{len(answers) - right} wrong and {right} right answers"
            yield f"{lesson.name}/{name}.py: {have}; at least {WRONG} and {RIGHT} are needed"
        yield from _answer_defects(cell, answers)


def _answer_defects(cell: Cell, answers: Sequence[Answer]) -> Iterator[str]:
    """Compare the answers with ours and with each other, without docstrings, comments and layout."""
    ours = ast.parse(cell.source)
    seen = {_essence(ours): "ours"}
    for answer in answers:
        where = f"{answer.path}:{answer.line}: {answer.title!r}"
        tree, error = compiled(answer.source)
        if not tree:
            yield f"{where} has a syntax error: {error}"
        elif not _defined(ours) <= _defined(tree):
            yield f"{where} does not define {', '.join(sorted(_defined(ours)))}"
        elif (essence := _essence(tree)) in seen:
            yield f"{where} is the same program as {seen[essence]}"
        else:
            seen[essence] = repr(answer.title)


def _defined(tree: ast.Module) -> set[str]:
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}


def _essence(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    return ast.dump(tree)

"""Answers that are alike: of students among each other, or with the course's public solution."""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from gan_classroom.grading.desk import Desk
from gan_classroom.grading.prepare import exercise_of

__all__ = ["OURS", "Alike", "alike", "read_alike", "tokens"]

#: Who handed in the course's own solution.
OURS = "the course's solution"
_SHORTEST, _SCORE, _MOST = 40, 0.9, 50  # tokens of an answer; least score; rows for an exercise
_RUN, _CHUNK = 5, 500  # tokens that are compared as one; answers that are compared at a time


class Alike(NamedTuple):
    """Whose answers to an exercise are alike, and how much: 1 is the same but for names and layout."""

    exercise: str
    students: tuple[str, ...]
    score: float


def read_alike(output: Path, day: str, notebook: str) -> list[Alike]:
    """Compare all that was collected for a notebook.

    Args:
        output: The folder that was graded into.
        day: The day.
        notebook: The notebook's name.

    Returns:
        What is alike, by exercise, the most alike first; nothing where the lesson that was graded is not kept.
    """
    desk = Desk(output)
    solved = desk.course / "source" / day / f"{notebook}.ipynb"
    if not solved.is_file():
        return []
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for key in desk.collected():
        entry = desk.entry(key) if key[1:] == (day, notebook) else None
        for cell in (entry and entry.cells) or ():
            if cell["grade_id"]:
                answers[cell["grade_id"]][entry.student] = cell["source"]  # type: ignore[union-attr]
    full = json.loads(solved.read_text(encoding="utf-8"))
    grading = [(cell["metadata"].get("nbgrader", {}), "".join(cell["source"])) for cell in full["cells"]]
    checked = {exercise_of(data["grade_id"]) for data, _ in grading if data.get("grade")}
    solutions = {data["grade_id"]: source for data, source in grading if data.get("grade_id") in checked}
    return [row for name, source in solutions.items() for row in alike(name, {**answers[name], OURS: source})]


def alike(exercise: str, answers: Mapping[str, str]) -> list[Alike]:
    """Compare answers to one exercise.

    Args:
        exercise: Its name.
        answers: Sources by student.

    Returns:
        Groups that are the same but for names and layout, then pairs of such groups that are nearly so. Short answers
        are left out: there is one way to write them.
    """
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for student in sorted(answers):
        groups[tokens(answers[student])].append(student)
    texts = [text for text in groups if len(text) >= _SHORTEST]
    same = [Alike(exercise, tuple(groups[text]), 1.0) for text in texts if len(groups[text]) > 1]
    near = [
        Alike(exercise, tuple(groups[texts[one]] + groups[texts[other]]), round(score, 2))
        for one, other, score in _near(texts)
    ]
    return sorted([*same, *near], key=lambda row: (-row.score, row.students))[:_MOST]


def tokens(source: str) -> tuple[str, ...]:
    r"""Take code apart, without comments, docstrings and layout, and with the student's names numbered.

    Args:
        source: The code.

    Returns:
        Its tokens; none if it cannot be parsed.

    >>> tokens("def f(x):  # mine\n    y = 2 * x\n    return y") == tokens("def g(a): b = 2*a; return b")
    True
    """
    try:
        tree = ast.parse(source)
        names = {name: f"n{number}" for number, name in enumerate(dict.fromkeys(_bound(tree)))}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        text = ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(names.get(token, token) for token in re.findall(r"\w+|[^\w\s]", text))


def _bound(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def _near(texts: list[tuple[str, ...]]) -> Iterator[tuple[int, int, float]]:
    """Pairs whose runs of tokens are nearly the same; runs that most answers share count less."""
    if len(texts) < 2:
        return
    from sklearn.feature_extraction.text import TfidfVectorizer

    runs = [[" ".join(text[place : place + _RUN]) for place in range(len(text) - _RUN + 1)] for text in texts]
    matrix = TfidfVectorizer(analyzer=lambda run: run, sublinear_tf=True).fit_transform(runs)
    for start in range(0, len(texts), _CHUNK):
        scores = (matrix[start : start + _CHUNK] @ matrix.T).tocoo()
        for one, other, score in zip(scores.row + start, scores.col, scores.data, strict=True):
            if one < other and score >= _SCORE:
                yield int(one), int(other), float(score)

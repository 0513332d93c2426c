"""What Day 1's submissions are made of: the students' copy, our solutions, and the exercise bank's answers."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gan_classroom.authoring import bank

ROOT = Path(__file__).parents[2]
NOTEBOOK = "day01/components.ipynb"
OTHER_DAY = "day02/mlp_gan.ipynb"
BANK = ROOT / "tests" / "bank" / "day01_components"

Notebook = dict[str, Any]


def copy_of_student(path: str = NOTEBOOK) -> Notebook:
    """The notebook as students get it, parsed anew."""
    return _read(ROOT / "notebooks" / path)


@functools.cache
def points() -> dict[str, float]:
    """The points of each exercise, in the lesson's order."""
    checks = {name: cell for name, cell in graded(copy_of_student()).items() if cell["metadata"]["nbgrader"]["grade"]}
    return {name.removesuffix("_check"): cell["metadata"]["nbgrader"]["points"] for name, cell in checks.items()}


@functools.cache
def answers() -> dict[str, dict[str, list[str]]]:
    """For each exercise the cells that one may hand in: ``blank``, ``ours``, ``right`` and ``wrong`` ones."""
    blank, full = graded(copy_of_student()), graded(_read(ROOT / "solutions" / NOTEBOOK))
    known = bank.read(BANK)
    return {
        name: {
            "blank": [source(blank[name])],
            "ours": [source(full[name])],
            "right": [answer.source for answer in known[name] if answer.right],
            "wrong": [answer.source for answer in known[name] if not answer.right],
        }
        for name in points()
    }


def answered(cells: Mapping[str, str]) -> Notebook:
    """The students' copy with these graded cells in place of its own.

    Args:
        cells: Sources by grade id.
    """
    notebook = copy_of_student()
    for name, cell in graded(notebook).items():
        cell["source"] = cells.get(name, source(cell))
    return notebook


def ours(**cells: str) -> Notebook:
    """All our solutions, but for these cells."""
    return answered({name: known["ours"][0] for name, known in answers().items()} | cells)


def graded(notebook: Notebook) -> dict[str, Any]:
    """The cells that nbgrader knows, by grade id."""
    cells = ((cell["metadata"].get("nbgrader"), cell) for cell in notebook["cells"])
    return {grading["grade_id"]: cell for grading, cell in cells if grading}


def source(cell: Mapping[str, Any]) -> str:
    """A cell's source as one text."""
    return "".join(cell["source"])


def encode(notebook: Notebook) -> bytes:
    """The notebook as it is handed in."""
    return json.dumps(notebook, ensure_ascii=False).encode()


def _read(path: Path) -> Notebook:
    content: Notebook = json.loads(path.read_text("utf-8"))
    return content

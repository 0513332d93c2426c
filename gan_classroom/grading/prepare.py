"""Read a submitted notebook whatever became of it, and put its answers into a notebook that can be graded.

Only sources are taken from the submission. Metadata, kernel and check cells come from the released notebook, so that
a deleted, edited or copied check, a lost grade id or a ``skip-execution`` tag changes no marks.
"""

import copy
import json
import re
from dataclasses import dataclass, field
from typing import Any

from gan_classroom.grading import harmless
from gan_classroom.grading.intake.archives import UnreadableError

__all__ = ["Prepared", "exercise_of", "matches", "prepare", "read"]

Cell = dict[str, Any]
Notebook = dict[str, Any]

#: What nbgrader's metadata say about a cell that decides on marks.
_FLAGS = ("grade", "solution", "locked", "task", "points")


@dataclass
class Prepared:
    """A submission that is ready for nbgrader.

    Args:
        notebook: The notebook, as parsed JSON.
        notes: What an instructor should know about how it came in.
        tampered: Whether a check or the metadata of a graded cell had to be put back.
    """

    notebook: Notebook
    notes: list[str] = field(default_factory=list)
    tampered: bool = False

    def restored(self, note: str) -> None:
        """Note what had to be put back.

        Args:
            note: What it was, in words.
        """
        self.notes.append(note)
        self.tampered = True


def read(data: bytes) -> tuple[list[Cell], list[str]]:
    """Read the cells of a notebook file, leniently.

    Args:
        data: The file's bytes.

    Returns:
        The cells (``cell_type``, ``source`` as one string, ``id``, ``grade_id``, ``flags``) and notes on what was odd.

    Raises:
        UnreadableError: If it is not a notebook of format 3 or 4.
    """
    text, notes = _decode(data)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        kind = "a web page" if text.lstrip().startswith("<") else f"not JSON, or cut off{where}"
        raise UnreadableError(kind) from error
    version = content.get("nbformat") if isinstance(content, dict) else None
    if version not in (3, 4):
        raise UnreadableError("no notebook inside" if version is None else f"notebook format {version!r}; expected 4")
    if version == 3:
        notes.append("was in the old notebook format 3")
        content["cells"] = [cell for sheet in _items(content, "worksheets") for cell in _items(sheet, "cells")]
    cells = [_cell(cell) for cell in _items(content, "cells") if isinstance(cell, dict)]
    if not cells:
        raise UnreadableError("a notebook without cells")
    return cells, notes


def matches(cells: list[Cell], release: Notebook) -> int:
    """Count how many graded cells of a released notebook are found in a submission.

    Args:
        cells: Cells as `read` returns them.
        release: The released notebook.

    Returns:
        The number; 0 says that it is another notebook.
    """
    known = _known(release)
    ids = {cell["grade_id"] for cell in cells} | {cell["id"] for cell in cells}
    named = set(re.findall(r"^(?:def|class)\s+(\w+)", "\n".join(cell["source"] for cell in cells), re.MULTILINE))
    return sum(name in ids or cell.get("id") in ids or name in named for name, cell in known.items())


def prepare(cells: list[Cell], release: Notebook) -> Prepared:
    """Put a submission's cells into the frame of the released notebook.

    Args:
        cells: Cells as `read` returns them.
        release: The released notebook, as parsed JSON with nbgrader's metadata.

    Returns:
        The notebook with each graded cell once and every check as released, with notes.
    """
    known = _known(release)
    by_id = {cell["id"]: name for name, cell in known.items() if cell.get("id")}
    frame = {key: copy.deepcopy(value) for key, value in release.items() if key != "cells"}
    prepared = Prepared({**frame, "cells": [], "nbformat": 4, "nbformat_minor": 5})
    places: dict[str, Cell] = {}
    ours = {_text(cell) for cell in release["cells"]}
    for cell in cells:
        name = cell["grade_id"] if cell["grade_id"] in known else by_id.get(cell["id"])
        if name is None or name in places:
            _note_copy(prepared, known, name)
            prepared.notebook["cells"].append(_new(cell["cell_type"], cell["source"], ours))
            continue
        places[name] = _graded(known[name], cell, name, prepared)
        prepared.notebook["cells"].append(places[name])
    _insert_missing(prepared, known, places)
    if not places:
        prepared.notes = ["the grade ids of all cells were lost; the checks were put back"]
    for index, cell in enumerate(prepared.notebook["cells"]):
        cell["id"] = f"cell-{index}"
    return prepared


def exercise_of(name: str) -> str:
    """Name the exercise that a check belongs to.

    Args:
        name: The grade id of its check.

    Returns:
        The exercise's name.

    >>> exercise_of("optimal_d_check")
    'optimal_d'
    """
    return name.removesuffix("_check")


def _decode(data: bytes) -> tuple[str, list[str]]:
    if not data.strip():
        raise UnreadableError("an empty file")
    try:
        return data.decode(json.detect_encoding(data)), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), ["was not in UTF-8; odd characters are possible"]


def _cell(cell: Cell) -> Cell:
    grading = _mapping(_mapping(cell.get("metadata")).get("nbgrader"))
    source = cell.get("source", cell.get("input", ""))
    source = "".join(map(str, source)) if isinstance(source, list) else str(source)
    kind = cell.get("cell_type")
    return {
        "cell_type": kind if kind in ("code", "raw") else "markdown",
        "source": source.encode("utf-8", "replace").decode(),  # lone surrogates cannot be written again
        "id": cell.get("id") if isinstance(cell.get("id"), str) else None,
        "grade_id": grading.get("grade_id") if isinstance(grading.get("grade_id"), str) else None,
        "flags": {name: grading[name] for name in _FLAGS if name in grading},
    }


def _items(value: object, key: str) -> list[Any]:
    items = _mapping(value).get(key)
    return items if isinstance(items, list) else []


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _known(release: Notebook) -> dict[str, Cell]:
    """Map the grade ids of a released notebook to its cells."""
    cells = ((_mapping(cell["metadata"].get("nbgrader")), cell) for cell in release["cells"])
    return {grading["grade_id"]: cell for grading, cell in cells if "grade_id" in grading}


def _solution(cell: Cell) -> bool:
    return bool(cell["metadata"]["nbgrader"].get("solution"))


def _text(cell: Cell) -> str:
    source = cell["source"]
    return "".join(source) if isinstance(source, list) else source


def _note_copy(prepared: Prepared, known: dict[str, Cell], name: str | None) -> None:
    """A second try at an exercise is no offence; a second check is."""
    if name is not None:
        note = prepared.notes.append if _solution(known[name]) else prepared.restored
        note(f"a copy of {name} is not graded")


def _graded(released: Cell, submitted: Cell, name: str, prepared: Prepared) -> Cell:
    cell = copy.deepcopy(released)
    grading = released["metadata"]["nbgrader"]
    if submitted["flags"] != {flag: grading[flag] for flag in _FLAGS if flag in grading}:
        prepared.restored(f"the metadata of {name} were restored")
    if _solution(released):
        text = released["cell_type"] != "code"
        cell["source"] = harmless.as_markdown("markdown", submitted["source"]) if text else submitted["source"]
    elif submitted["source"].split() != _text(released).split():
        prepared.restored(f"the edited cell {name} was restored")
    if submitted["cell_type"] != released["cell_type"]:
        note = prepared.notes.append if _solution(released) else prepared.restored
        note(f"{name} was a {submitted['cell_type']} cell")
    return cell


def _insert_missing(prepared: Prepared, known: dict[str, Cell], places: dict[str, Cell]) -> None:
    """Put each missing check behind its exercise; at the end where that is not found either."""
    cells = prepared.notebook["cells"]
    anchor = None
    for name, released in known.items():
        if name in places:
            anchor = places[name]
        elif _solution(released):
            anchor = None
            prepared.notes.append(f"the cell of {name} is missing")
        else:
            prepared.restored(f"the missing cell {name} was restored")
            place = next((index for index, cell in enumerate(cells) if cell is anchor), len(cells) - 1)
            anchor = copy.deepcopy(released)
            cells.insert(place + 1, anchor)


def _new(kind: str, source: str, ours: set[str]) -> Cell:
    if kind == "code":
        return {"cell_type": kind, "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    shown = source if kind == "markdown" and source in ours else harmless.as_markdown(kind, source)
    return {"cell_type": "markdown", "metadata": {}, "source": shown}

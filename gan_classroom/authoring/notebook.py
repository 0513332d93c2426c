"""The two notebooks of a lesson: the full one, which nbgrader takes as its source, and the student's copy."""

import hashlib
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config, PyFileConfigLoader

from gan_classroom.authoring.lesson import Cell, Lesson

__all__ = ["CONFIG", "full", "load_config", "student_copy", "to_bytes"]

#: The file at the root of the repository that nbgrader's commands read, too.
CONFIG = "nbgrader_config.py"

_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def load_config(root: Path) -> Config:
    """Load nbgrader's settings.

    Args:
        root: Folder that holds ``nbgrader_config.py``.

    Returns:
        The settings.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if not (root / CONFIG).is_file():
        raise FileNotFoundError(f"no {CONFIG} in {root}; run this at the root of the repository")
    return PyFileConfigLoader(CONFIG, path=str(root)).load_config()


def full(lesson: Lesson) -> NotebookNode:
    """Build the notebook with solutions and hidden tests.

    Args:
        lesson: The lesson, without problems.

    Returns:
        The notebook, without outputs.
    """
    taken = {cell.name for cell in lesson.cells if cell.name}
    cells = []
    for cell in lesson.cells:
        create = nbformat.v4.new_code_cell if cell.kind == "code" else nbformat.v4.new_markdown_cell
        metadata = {"nbgrader": _nbgrader(cell)} if cell.name else {}
        cells.append(create(cell.source, id=cell.name or _new_id(cell, taken), metadata=metadata))
    return nbformat.v4.new_notebook(cells=cells, metadata=_METADATA)


def student_copy(notebook: NotebookNode, config: Config) -> NotebookNode:
    """Take solutions and hidden tests out, by the same steps as ``nbgrader generate_assignment``.

    Args:
        notebook: The full notebook; it is left as it is.
        config: nbgrader's settings.

    Returns:
        The student's copy, with the checksums that nbgrader computes.
    """
    steps = GenerateAssignment(coursedir=CourseDirectory(), config=config).preprocessors
    copy = nbformat.from_dict(notebook)
    resources: dict[str, Any] = {}
    for step in steps:
        if step is not SaveCells:  # it fills the instructor's database
            copy, resources = step(config=config)(copy, resources)
    return copy


def to_bytes(notebook: NotebookNode) -> bytes:
    """Serialise a notebook, the same on every machine.

    Args:
        notebook: A valid notebook.

    Returns:
        The file: UTF-8, keys sorted, lines ended by a line feed.

    Raises:
        nbformat.ValidationError: If the notebook is not valid.
    """
    nbformat.validate(notebook)
    return (nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n").encode()


def _nbgrader(cell: Cell) -> dict[str, Any]:
    graded = cell.check is not None
    points = {"points": cell.options["points"]} if graded else {}
    return points | {
        "cell_type": "code",
        "grade": graded,
        "grade_id": cell.name,
        "locked": graded,
        "schema_version": 3,
        "solution": not graded,
        "task": False,
    }


def _new_id(cell: Cell, taken: set[str]) -> str:
    """Derive an id from the text, so that it stays when other cells come and go; equal texts are counted."""
    count = 0
    while True:
        digest = hashlib.sha256(f"{count}\0{cell.kind}\0{cell.source}".encode()).hexdigest()[:12]
        if digest not in taken:
            taken.add(digest)
            return digest
        count += 1

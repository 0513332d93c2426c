"""From a lesson's two notebooks to its page of the site and to the copy that a student takes along.

The page has the lesson's text and the outputs of the full notebook. Of an exercise it shows what the student gets; the
solution is folded under it, and so is the check, without its hidden tests.
"""

import copy
from hashlib import sha256
from modulefinder import ModuleFinder
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

__all__ = ["dependencies", "page", "take_along"]

_INSTALL = """\
# Where the course is not installed, as on Colab, this installs it. Elsewhere it does nothing.
import importlib.util
import subprocess
import sys

if importlib.util.find_spec("gan_course") is None:
    course = "gan-course @ git+https://github.com/{repository}@{commit}"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", course], check=True)"""


def page(full: NotebookNode, student: NotebookNode, *, prologue: str, links: str) -> NotebookNode:
    """Make the notebook of a lesson's page, to be executed.

    Args:
        full: The notebook with solutions, without outputs.
        student: The student's copy of the same cells.
        prologue: Code that runs first and is not shown.
        links: HTML that stands under the title.

    Returns:
        A new notebook.

    Raises:
        ValueError: If the two notebooks differ in their cells, or the first cell does not begin with a title.
    """
    ids = [[cell.id for cell in notebook.cells] for notebook in (full, student)]
    if ids[0] != ids[1]:
        raise ValueError(f"expected two copies of one lesson, got cells {ids[0]} and {ids[1]}; run `make build`")
    first, *others = full.cells
    title, _, text = first.source.partition("\n")
    if first.cell_type != "markdown" or not title.startswith("# "):
        raise ValueError(f"expected a first cell that begins with a title, got {title!r}; start it with # and a name")
    cells = [
        nbformat.v4.new_markdown_cell(f"{title}\n\n{links}\n{text}", id=first.id),
        _code(prologue, "prologue", "remove-cell"),
    ]
    for cell, given in zip(others, student.cells[1:], strict=True):
        cells += _shown(cell, given)
    return nbformat.v4.new_notebook(cells=cells, metadata=copy.deepcopy(full.metadata))


def take_along(student: NotebookNode, repository: str | None, commit: str) -> NotebookNode:
    """Make the copy that a student downloads, or opens elsewhere.

    Args:
        student: The student's copy.
        repository: Owner and name of the course's repository on GitHub, or none.
        commit: The commit that is installed where the course is missing.

    Returns:
        The student's copy, with a first cell that installs the course where there is a repository to install it from.
    """
    if not repository:
        return student
    install = _code(_INSTALL.format(repository=repository, commit=commit), "install-the-course")
    return nbformat.v4.new_notebook(cells=[install, *student.cells], metadata=student.metadata)


def dependencies(lesson: Path, root: Path) -> str:
    """Take a fingerprint of the modules that a lesson imports, directly or not, and of the data beside them.

    Args:
        lesson: The lesson's Python file.
        root: Folder of the packages; what lies elsewhere does not count.

    Returns:
        A short digest that changes where one of these files does.
    """
    finder = ModuleFinder(path=[str(root)])
    finder.run_script(str(lesson))
    files = [getattr(module, "__file__", None) for module in finder.modules.values()]
    modules = {Path(file) for file in files if file} - {lesson}
    data = {path for module in modules for path in _data_of(module)}
    digest = sha256()
    for path in sorted(modules | data):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _data_of(module: Path) -> list[Path]:
    """Of a package, every file beside its modules; of a module, what bears its name."""
    pattern = "*" if module.name == "__init__.py" else f"{module.stem}*"
    return [path for path in module.parent.glob(pattern) if path.is_file() and path.suffix not in (".py", ".pyc")]


def _shown(cell: NotebookNode, given: NotebookNode) -> list[NotebookNode]:
    graded = cell.metadata.get("nbgrader", {})
    if graded.get("grade"):
        return [_folded(given.source, cell.id, "the check")]
    if graded.get("solution"):
        task = nbformat.v4.new_markdown_cell(f"```python\n{given.source}\n```", id=f"{cell.id}-task")
        return [task, _folded(cell.source, cell.id, "a solution")]
    return [copy.deepcopy(cell)]


def _folded(source: str, name: str, what: str) -> NotebookNode:
    cell = _code(source, name, "hide-input")
    cell.metadata["mystnb"] = {"code_prompt_show": f"Show {what}", "code_prompt_hide": f"Hide {what}"}
    return cell


def _code(source: str, name: str, *tags: str) -> Any:
    return nbformat.v4.new_code_cell(source, id=name, metadata={"tags": list(tags)} if tags else {})

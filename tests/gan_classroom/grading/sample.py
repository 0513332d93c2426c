"""A small course whose kernels start without TensorFlow, and what students make of it."""

import copy
import json
import shutil
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[3]

#: Exercise → our solution, check, hidden test. Two points each.
EXERCISES = {
    "double": ("return 2 * x", "assert double(3) == 6, 'twice 3 is 6'", "assert double(-1) == -2"),
    "half": ("return x / 2", "assert half(3) == 1.5, 'half of 3 is 1.5'", "assert half(-1) == -0.5"),
    "square": ("return x * x", "assert np.allclose(square(3), 9), 'the square of 3 is 9'", "assert square(-2) == 4"),
}
#: A check whose last line is partial credit, which no lesson has and nbgrader knows.
CREDIT = (
    ("def credit(x):\n    ### BEGIN SOLUTION\n    return 2.0\n    ### END SOLUTION", "credit", {"solution": True}),
    ("credit(1)", "credit_check", {"grade": True, "locked": True, "points": 2}),
)
STUB = 'raise NotImplementedError("exercise not attempted")'


def _cell(source, name=None, **grading):
    cell = nbformat.v4.new_code_cell(source)
    if name:
        default = {"grade": False, "solution": False, "locked": False, "schema_version": 3, "task": False}
        cell["id"] = name.replace("_", "-")
        cell["metadata"]["nbgrader"] = {**default, "grade_id": name, "cell_type": "code", **grading}
    return cell


def full(exercises=EXERCISES, extra=CREDIT):
    """The notebook with solutions and hidden tests."""
    cells = [nbformat.v4.new_markdown_cell("# Sample"), _cell("import numpy as np\n\nfrom gan_course import checks")]
    for name, (solution, check, hidden) in exercises.items():
        body = f"def {name}(x):\n    ### BEGIN SOLUTION\n    {solution}\n    ### END SOLUTION"
        tests = f"    {check}\n    ### BEGIN HIDDEN TESTS\n    {hidden}\n    ### END HIDDEN TESTS"
        cells.append(_cell(body, name, solution=True))
        check_cell = f'with checks.exercise("{name}"):\n{tests}'
        cells.append(_cell(check_cell, f"{name}_check", grade=True, locked=True, points=2))
    cells += [_cell(source, name, **grading) for source, name, grading in extra]
    spec = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=spec)


def blank(exercises=EXERCISES, extra=CREDIT):
    """The students' copy."""
    return released(full(exercises, extra))


def released(notebook):
    """The students' copy of a notebook with solutions."""
    notebook = nbformat.from_dict(copy.deepcopy(notebook))
    for cell in notebook.cells:
        source = cell.source
        for begin, end, stub in (
            ("### BEGIN SOLUTION", "### END SOLUTION", STUB),
            ("    ### BEGIN H", "### END HIDDEN TESTS", ""),
        ):
            if begin in source:
                source = source[: source.index(begin)] + stub + source[source.index(end) + len(end) :]
        cell.source = source.rstrip()
    return notebook


def answered(notebook=None, **answers):
    """A copy with answers: the body of each function by name, or a whole cell where it holds a ``def``."""
    notebook = copy.deepcopy(notebook or blank())
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            answer = answers[name]
            cell.source = answer if "def " in answer else f"def {name}(x):\n    {answer}"
    return notebook


def ours(**answers):
    """All our solutions, but for some."""
    return answered(
        **{name: solution for name, (solution, _, _) in EXERCISES.items()} | {"credit": "return 2.0"} | answers
    )


def at(notebook, name):
    """The place of a graded cell."""
    return next(i for i, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def make_course(folder, **assignments):
    """A course with the real settings."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for path, notebook in assignments.items():
        write(folder / "solutions" / f"{path.replace('__', '/')}.ipynb", notebook)
    return folder


def write(path, content):
    """Write a notebook, a dict, a text or bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")

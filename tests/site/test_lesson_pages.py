import subprocess
import sys

import lesson_pages
import nbformat
import pytest

LINKS = '<ul class="lesson-links"></ul>'


def lesson():
    """A lesson's two notebooks: a title, an exercise, its check, a plain cell."""
    new, graded = nbformat.v4, {"grade_id": "one", "points": 1}
    exercise = {"nbgrader": graded | {"solution": True, "grade": False}}
    check = {"nbgrader": graded | {"solution": False, "grade": True}}

    def notebook(solution, tests):
        cells = [
            new.new_markdown_cell("# Day 1: One\n\nWhat is one?", id="title"),
            new.new_code_cell(f"def one():\n    {solution}", id="one", metadata=exercise),
            new.new_code_cell(f"assert one() == 1{tests}", id="one_check", metadata=check),
            new.new_code_cell("one()", id="use"),
        ]
        return new.new_notebook(cells=cells)

    return notebook("return 1", "\nassert hidden"), notebook("raise NotImplementedError", "")


def page():
    return lesson_pages.page(*lesson(), prologue="import quiet", links=LINKS)


def test_a_page_shows_the_task_and_folds_solution_and_check():
    title, prologue, task, solution, check, plain = page().cells
    assert title.source == f"# Day 1: One\n\n{LINKS}\n\nWhat is one?"
    assert (prologue.source, prologue.metadata.tags) == ("import quiet", ["remove-cell"])
    assert task.cell_type == "markdown"
    assert task.source == "```python\ndef one():\n    raise NotImplementedError\n```"
    assert solution.source.endswith("return 1")
    assert solution.metadata.tags == check.metadata.tags == ["hide-input"]
    assert solution.metadata.mystnb.code_prompt_show == "Show a solution"
    assert check.metadata.mystnb.code_prompt_show == "Show the check"
    assert plain.source == "one()"
    assert "tags" not in plain.metadata


def test_a_page_runs_solutions_and_no_hidden_test():
    code = [cell.source for cell in page().cells if cell.cell_type == "code"]
    assert "return 1" in code[1]
    assert not any("hidden" in source for source in code)


def test_a_page_is_a_valid_notebook_and_leaves_the_lesson_as_it_was():
    full, student = lesson()
    before = nbformat.writes(full)
    made = lesson_pages.page(full, student, prologue="", links="")
    nbformat.validate(made)
    made.cells[-1].source = "changed"
    assert nbformat.writes(full) == before


def test_two_notebooks_of_different_lessons_make_no_page():
    full, student = lesson()
    del student.cells[-1]
    with pytest.raises(ValueError, match=r"expected two copies of one lesson, got .*make build"):
        lesson_pages.page(full, student, prologue="", links="")


def test_a_lesson_without_a_title_makes_no_page():
    full, student = lesson()
    full.cells[0].source = "What is one?"
    with pytest.raises(ValueError, match="expected a first cell that begins with a title, got 'What is one"):
        lesson_pages.page(full, student, prologue="", links="")


def test_without_a_repository_the_copy_to_take_along_is_the_students():
    _, student = lesson()
    assert lesson_pages.take_along(student, None, "main") is student


def test_with_a_repository_the_copy_begins_with_its_installation():
    _, student = lesson()
    copy = lesson_pages.take_along(student, "owner/course", "abc123")
    nbformat.validate(copy)
    assert copy.cells[1:] == student.cells
    assert "nbgrader" not in copy.cells[0].metadata
    assert '"gan-course @ git+https://github.com/owner/course@abc123"' in copy.cells[0].source


@pytest.mark.parametrize(("package", "commands"), [("gan_course", 0), ("no_such_package", 1)])
def test_the_first_cell_installs_where_the_course_is_missing_and_nowhere_else(package, commands):
    _, student = lesson()
    source = lesson_pages.take_along(student, "owner/course", "main").cells[0].source
    watched = "import subprocess\ncalls = []\nsubprocess.run = lambda command, **_: calls.append(command)\n"
    program = f"{watched}{source.replace('gan_course', package)}\nprint(len(calls), *(calls[0][1:4] if calls else []))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(commands), *["-m", "pip", "install"][: 3 * commands]]


def test_a_fingerprint_follows_imports_and_the_data_beside_them(tmp_path):
    package = tmp_path / "course"
    package.mkdir()
    text = tmp_path / "day.py"
    files = {
        "day.py": "from course import first\n",
        "course/__init__.py": "",
        "course/first.py": "def f():\n    from course import second\n",
        "course/second.py": "import json\n",
        "course/second.csv": "1\n",
        "course/other.py": "",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    changes = {}
    before = lesson_pages.dependencies(text, tmp_path)
    for name, content in files.items():
        (tmp_path / name).write_text(content + "# changed")
        changes[name] = lesson_pages.dependencies(text, tmp_path) != before
        (tmp_path / name).write_text(content)
    assert [name for name, changed in changes.items() if not changed] == ["day.py", "course/other.py"]

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from gan_classroom.authoring import notebook
from gan_classroom.authoring.build import build, build_lesson, write
from gan_classroom.authoring.lesson import LessonError, parse
from gan_course import checks

REPOSITORY = Path(__file__).parents[3]
PATH = Path("lessons/day01_means.py")
FULL, COPY = "solutions/day01/means.ipynb", "notebooks/day01/means.ipynb"


@pytest.fixture(scope="module")
def config():
    return notebook.load_config(REPOSITORY)


@pytest.fixture
def full(sample):
    return notebook.full(parse(PATH, sample))


def cell(nb, name):
    (found,) = [cell for cell in nb.cells if cell.id == name]
    return found


def test_the_full_notebook_has_the_metadata_that_nbgrader_wants(full):
    assert cell(full, "mean").metadata == {
        "nbgrader": {
            "cell_type": "code",
            "grade": False,
            "grade_id": "mean",
            "locked": False,
            "schema_version": 3,
            "solution": True,
            "task": False,
        }
    }
    assert cell(full, "spread_check").metadata == {
        "nbgrader": {
            "cell_type": "code",
            "grade": True,
            "grade_id": "spread_check",
            "locked": True,
            "points": 1.5,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
    }
    assert [cell.metadata for cell in full.cells if not re.match("mean|spread", cell.id)] == [{}] * 6
    assert all(cell.outputs == [] and cell.execution_count is None for cell in full.cells if cell.cell_type == "code")


def test_ids_depend_on_the_text_alone_and_are_unique(sample):
    before = [cell.id for cell in notebook.full(parse(PATH, sample)).cells]
    after = [cell.id for cell in notebook.full(parse(PATH, "# %%\nnew = 1\n\n" + sample)).cells]
    twice = [cell.id for cell in notebook.full(parse(PATH, sample + "\n# %%\nx\n\n# %%\nx\n\n# %%\nx\n")).cells]
    assert after[1:] == before
    assert len(set(twice)) == len(twice)
    assert twice[: len(before)] == before


def test_an_id_does_not_collide_with_the_name_of_an_exercise():
    text = '# %%\nx\n\n# %% exercise="{name}"\ndef f(): ...\n'
    name = notebook.full(parse(PATH, text.format(name="f"))).cells[0].id
    ids = [cell.id for cell in notebook.full(parse(PATH, text.format(name=name))).cells]
    assert ids[1] == name != ids[0]


def test_the_student_copy_holds_stubs_and_no_hidden_tests(full, config):
    copy = notebook.student_copy(full, config)
    sources = "\n".join(cell.source for cell in copy.cells)
    stub = f'raise NotImplementedError("{checks.NOT_ATTEMPTED}")'
    assert cell(copy, "mean").source == f'def mean(values):\n    """Average some values."""\n    {stub}'
    assert cell(copy, "spread").source.endswith(f"    def largest(self):\n        {stub}")
    assert cell(copy, "mean_check").source.endswith('got {mean([1, 2, 6])}"')
    assert not re.search("SOLUTION|HIDDEN|negative|return", sources)
    assert cell(copy, "mean_check").metadata["deletable"] is cell(copy, "mean_check").metadata["editable"] is False
    assert [cell.id for cell in copy.cells] == [cell.id for cell in full.cells]
    assert "SOLUTION" in cell(full, "mean").source


def test_files_are_valid_and_the_same_under_any_hash_seed(course):
    text = "import sys\nfrom pathlib import Path\nfrom gan_classroom.authoring.build import build\n"
    text += "files = build(Path()).files\nassert 'tensorflow' not in sys.modules and 'keras' not in sys.modules\n"
    text += "sys.stdout.buffer.write(b''.join(files[name] for name in sorted(files)))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", text],
            cwd=course,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": utf8},
            check=True,
            capture_output=True,
        ).stdout
        for seed, utf8 in (("1", "1"), ("2", "0"))
    ]
    files = build(course).files
    assert runs[0] == runs[1] == files[COPY] + files[FULL]
    for content in files.values():
        assert content.endswith(b"}\n")
        assert b"\r" not in content
        nb = nbformat.reads(content.decode(), as_version=4)
        nbformat.validate(nb)
        assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
        assert nb.metadata == {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }


def test_the_form_of_the_files_is_fixed(course):
    """Were it to change, with a library's new version or another machine, every notebook would differ."""
    digests = {name: hashlib.sha256(content).hexdigest()[:16] for name, content in build(course).files.items()}
    assert digests == {FULL: "348736942970ad98", COPY: "fccaf13cef0b2cd1"}


def test_nbgrader_releases_the_same_student_copy(course):
    files = build(course).files
    write(course, {FULL: files[FULL]})
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "day01"]
    programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))  # it starts alembic
    subprocess.run(
        command,
        cwd=course,
        env=os.environ | {"HOME": str(course), "JUPYTER_CONFIG_DIR": str(course), "PATH": programs},
        check=True,
        capture_output=True,
    )
    released = (course / COPY).read_bytes()
    checksums = [cell["metadata"].get("nbgrader", {}).get("checksum") for cell in json.loads(released)["cells"]]
    assert released == files[COPY]
    assert [bool(checksum) for checksum in checksums] == [
        False,
        False,
        False,
        True,
        True,
        False,
        False,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    ### BEGIN SOLUTION\n    return sum(values) / len(values)\n    ### END SOLUTION",
            "    ### BEGIN SOLUTION\n    return (\n    ### END SOLUTION\n    sum(values))",
            r":19 \(cell 4\): the student's copy has a syntax error \(.*\); mark whole statements",
        ),
        ("    ### BEGIN SOLUTION\n    return sum", "### BEGIN SOLUTION\n    return sum", r":19 .* would raise at once"),
        (
            "def mean(values):\n",
            "### BEGIN SOLUTION\ndef mean(values):\n    return 1\n### END SOLUTION\ndef mean(values):\n",
            "defines one function or class",
        ),
    ],
)
def test_solutions_that_leave_no_runnable_copy(tmp_path, sample, config, old, new, message):
    assert old in sample
    (tmp_path / PATH.name).write_text(sample.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LessonError, match=message):
        build_lesson(tmp_path / PATH.name, config)


def test_a_folder_without_settings(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no nbgrader_config\.py in"):
        notebook.load_config(tmp_path)

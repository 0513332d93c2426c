import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import nbformat
import pytest

from gan_classroom.authoring.regions import HIDDEN_TESTS, SOLUTION
from gan_classroom.grading import release as module
from gan_classroom.grading.release import START, release

from . import sample

NOTEBOOKS = sorted(path.relative_to(sample.ROOT / "solutions") for path in sample.ROOT.glob("solutions/day*/*.ipynb"))
PLACES = "import sys; [module.__file__ for name, module in sys.modules.items() if name.startswith('gan_course')]"


@pytest.fixture(scope="module")
def students(tmp_path_factory):
    """The release of the whole course."""
    folder = tmp_path_factory.mktemp("release") / "students"
    made = release(folder, course=sample.ROOT)
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(made)
    return folder


@pytest.fixture
def course(tmp_path):
    return sample.make_course(tmp_path / "course", day01__sample=sample.full(), day02__other=sample.full())


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def secrets():
    """The lines of each solution and each hidden test, without those that students see in the same cell."""
    for path in NOTEBOOKS:
        for cell in nbformat.read(sample.ROOT / "solutions" / path, as_version=4).cells:
            lines = cell.source.split("\n")
            for region in (SOLUTION, HIDDEN_TESTS):
                seen = {line.strip() for line in region.replace(cell.source, "").split("\n")}
                for begin, end in region.spans(cell.source):
                    yield region, [line.strip() for line in lines[begin : end - 1] if line.strip() not in seen]


def squeezed(text):
    return " ".join(text.replace('\\"', '"').replace("\\n", " ").replace('",', " ").replace('"', " ").split())


def test_the_notebooks_are_those_of_the_repository(students):
    assert len(NOTEBOOKS) >= 4
    for path in [START, *NOTEBOOKS]:
        assert (students / "notebooks" / path).read_bytes() == (sample.ROOT / "notebooks" / path).read_bytes()


def test_no_solution_and_no_hidden_test_is_in_any_file(students):
    texts = {name: (students / name).read_text(encoding="utf-8", errors="replace") for name in names(students)}
    notebooks = [text for name, text in texts.items() if name.endswith(".ipynb")]
    everything = "\n".join(squeezed(text) for text in texts.values())
    regions = list(secrets())
    assert {region for region, _ in regions} == {SOLUTION, HIDDEN_TESTS}
    solved = squeezed(" ".join((sample.ROOT / "solutions" / path).read_text(encoding="utf-8") for path in NOTEBOOKS))
    assert sum(squeezed(" ".join(lines)) in solved for _, lines in regions) > 0.9 * len(regions)
    for region, lines in regions:
        body = squeezed(" ".join(lines))
        assert body not in everything or (region is SOLUTION and len(lines) < 3), body
        assert not any(body in squeezed(text) for text in notebooks), body
        if region is HIDDEN_TESTS:
            assert not [line for line in lines if line.startswith("assert") and squeezed(line) in everything]
    assert not any(re.search("(BEGIN|END) (SOLUTION|HIDDEN)", text) for text in texts.values())


def test_only_what_students_need_is_in_it(students):
    found = {name.split("/")[0] for name in names(students)}
    setup = {"INSTRUCTIONS.md", "LICENSE", "SHA256SUMS", "environment.yml", "pyproject.toml", "requirements.lock"}
    assert found == {"gan_course", "notebooks", *setup}
    assert not {"grading", "authoring", "__pycache__"} & {path.name for path in (students / "gan_course").rglob("*")}
    assert (students / "gan_course" / "metrics" / "digit_classifier.npy").exists()
    for line in (students / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((students / name).read_bytes()).hexdigest() == digest


def test_the_instructions_name_each_notebook_and_what_to_hand_it_in_as(students):
    text = (students / "INSTRUCTIONS.md").read_text(encoding="utf-8")
    for path in NOTEBOOKS:
        assert f"| `notebooks/{path}` | `NAME_{path.parent}_{path.name}` |" in text
    assert START not in text
    assert "set GAN_COURSE_DATA=C:\\datasets" in text
    assert 'readme = "INSTRUCTIONS.md"' in (students / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("released", [START, str(NOTEBOOKS[0])])
def test_a_released_notebook_runs_from_an_unpacked_copy(released, students, tmp_path):
    archive = shutil.make_archive(str(tmp_path / "course"), "zip", students)
    copy = tmp_path / "unpacked"
    shutil.unpack_archive(archive, copy)
    code = textwrap.dedent(f"""
        import nbformat, nbclient
        notebook = nbformat.read({released!r}, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell({PLACES!r}))
        nbclient.NotebookClient(notebook, kernel_name="python3", timeout=100).execute()
        print(notebook.cells[-1].outputs[0].data["text/plain"])
    """)
    smoke = {"GAN_COURSE_BUDGET": "smoke", "GAN_COURSE_DATASET": "digits", "PYTHONWARNINGS": "ignore"}
    environment = {**os.environ, **smoke, "PYTHONPATH": str(copy)}
    options = {"cwd": copy / "notebooks", "env": environment, "capture_output": True, "text": True}
    done = subprocess.run([sys.executable, "-c", code], **options)
    assert done.returncode == 0, done.stderr
    places = ast.literal_eval(done.stdout)
    assert len(places) > 10
    assert not [place for place in places if not Path(place).is_relative_to(copy)]


def test_a_students_copy_has_no_commands_for_instructors(students):
    environment = {**os.environ, "PYTHONPATH": str(students)}
    alone = "import sys; sys.modules['gan_classroom'] = None"  # which a student does not install
    command = [sys.executable, "-c", f"{alone}; from gan_course.cli.program import main; sys.exit(main())"]
    helped = subprocess.run([*command, "--help"], cwd=students, env=environment, capture_output=True, text=True)
    assert helped.returncode == 0
    assert "doctor" in helped.stdout
    assert not re.search(r"^    (grade|release|report) ", helped.stdout, re.MULTILINE)
    built = subprocess.run([*command, "build"], cwd=students, env=environment, capture_output=True, text=True)
    assert built.returncode == 2
    assert "invalid choice: 'build'" in built.stderr


def test_some_days_of_a_course_that_holds_notebooks_only(course, tmp_path):
    made = release(tmp_path / "out", course=course, days=["day02"])
    assert [path.name for path in made if path.suffix == ".ipynb"] == ["other.ipynb"]
    text = (tmp_path / "out" / "notebooks" / "day02" / "other.ipynb").read_text()
    assert "return 2 * x" not in text
    assert "double(-1)" not in text
    assert sample.STUB.replace('"', '\\"') in text
    assert (tmp_path / "out" / "gan_course" / "checks.py").exists()


def test_an_earlier_release_is_replaced_as_a_whole(course, tmp_path):
    out = tmp_path / "new" / "out"
    release(out, course=course)
    release(out, course=course, days=["day01"])
    assert [name for name in names(out) if name.endswith(".ipynb")] == ["notebooks/day01/sample.ipynb"]
    assert [path.name for path in out.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["thesis.txt", "notebooks/day01/sample.ipynb", "INSTRUCTIONS.md"])
def test_what_somebody_wrote_is_not_deleted(course, tmp_path, name):
    out = tmp_path / "out"
    release(out, course=course)
    (out / name).write_text("all my work")
    with pytest.raises(FileExistsError, match=f"holds what no release made, such as {name}; choose another folder"):
        release(out, course=course)
    assert (out / name).read_text() == "all my work"


def test_a_failure_leaves_the_earlier_release_as_it_was(course, tmp_path):
    out = tmp_path / "out"
    release(out, course=course)
    before = names(out)
    sample.write(course / "solutions" / "day01" / "sample.ipynb", "{")
    with pytest.raises(ValueError, match=r"nbgrader refuses solutions/day01/sample.ipynb: .*; correct and build"):
        release(out, course=course)
    assert names(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "out"]


def test_what_is_missing_is_named(course, tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match=r"no day 'day09' in solutions/; there are: day01, day02"):
        release(tmp_path / "out", course=course, days=["day09", "day01"])
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match="file is a file; name a folder"):
        release(tmp_path / "file", course=course)
    monkeypatch.setattr(module.gan_course, "__file__", str(tmp_path / "elsewhere" / "gan_course" / "__init__.py"))
    with pytest.raises(FileNotFoundError, match=r"a release needs environment.yml, which is neither in"):
        release(tmp_path / "out", course=course)
    shutil.rmtree(course / "solutions" / "day01")
    shutil.rmtree(course / "solutions" / "day02")
    with pytest.raises(FileNotFoundError, match="there are: none"):
        release(tmp_path / "out", course=course)
    assert not (tmp_path / "out").exists()

"""What submissions do, and what the table says about it. All of them are executed in one run."""

import argparse
import csv
import subprocess
import sys
from pathlib import Path

import pytest

from gan_course import grading

from . import sample

FULL = 8


@pytest.mark.parametrize(
    ("student", "status", "scores"),
    [
        ("blank", "not attempted", [0, 0, 0, 0]),
        ("ours", "graded", [2, 2, 2, 2]),
        ("wrong", "graded", [0, 0, 0, 0]),
        ("only the visible tests", "graded", [2, 0, 0, 0]),
        ("stderr", "graded", [2, 2, 2, 2]),
        ("warning", "graded", [2, 2, 2, 2]),
        ("long line", "graded", [2, 0, 2, 2]),
        ("numpy credit", "graded", [2, 2, 2, 0.5]),
        ("no credit", "graded", [2, 2, 2, 0]),
        ("much credit", "graded", [2, 2, 2, 2]),
        ("exits", "kernel died", [2, 0, 0, 0]),
        ("killed", "kernel died", [2, 0, 0, 0]),
        ("quits", "graded", [2, 0, 2, 2]),
        ("asks", "graded", [2, 0, 2, 2]),
        ("loop", "timed out", [2, 0, 2, 2]),
        ("stubborn loop", "timed out", [2, 0, 0, 0]),
        ("flood", "timed out", [2, 0, 2, 2]),
        ("edited checks", "graded", [0, 0, 0, 0]),
        ("deleted checks", "graded", [2, 2, 2, 2]),
        ("deleted exercise", "graded", [2, 0, 2, 2]),
        ("copied", "graded", [2, 2, 2, 2]),
        ("stripped", "graded", [2, 2, 2, 2]),
        ("displays", "graded", [0, 0, 0, 0]),
        ("null exercise", "checks altered", [0, 0, 0, 0]),
        ("null exit", "checks altered", [0, 0, 0, 0]),
        ("fake checks", "checks altered", [0, 0, 0, 0]),
        ("fake allclose", "checks altered", [2, 2, 0, 0]),
        ("no asserts", "checks altered", [0, 0, 0, 0]),
        ("Jörg Müller", "graded", [2, 2, 2, 2]),
        ("[a]*?", "graded", [2, 2, 2, 2]),
        ("=1+1", "graded", [2, 2, 2, 2]),
        ("not json", "not a notebook", [0, 0, 0, 0]),
        ("cut off", "not a notebook", [0, 0, 0, 0]),
        ("empty", "not a notebook", [0, 0, 0, 0]),
        ("web page", "not a notebook", [0, 0, 0, 0]),
        ("new format", "not a notebook", [0, 0, 0, 0]),
        ("old format", "graded", [2, 2, 2, 2]),
        ("latin", "graded", [2, 2, 2, 2]),
        ("pdf", "not a notebook", [0, 0, 0, 0]),
        ("nothing", "missing notebook", [0, 0, 0, 0]),
        ("other notebook", "wrong notebook", [0, 0, 0, 0]),
        ("other day", "missing notebook", [0, 0, 0, 0]),
        ("renamed", "graded", [2, 2, 2, 2]),
        ("two files", "graded", [2, 2, 2, 2]),
        ("broken and good", "graded", [2, 2, 2, 2]),
        ("flat", "graded", [2, 2, 2, 2]),
        ("zipped", "graded", [2, 2, 2, 2]),
        ("broken zip", "not a notebook", [0, 0, 0, 0]),
        ("link", "not a notebook", [0, 0, 0, 0]),
    ],
)
def test_scores_and_status(batch, student, status, scores):
    row = batch.rows[student]
    assert (row.status, list(row.scores.values()), row.message) == (status, scores, row.message)
    assert (row.score, row.max_score) == (sum(scores), FULL)
    assert row.status in grading.STATUSES


@pytest.mark.parametrize(
    ("student", "message"),
    [
        ("ours", ""),
        ("only the visible tests", "not attempted: half, credit"),
        ("exits", "kernel died in half_check: the rest was not run"),
        ("loop", "timed out in half_check"),
        ("stubborn loop", "could not be stopped"),
        ("edited checks", "the edited cell double_check was restored"),
        ("deleted checks", "the missing cell square_check was restored"),
        ("deleted exercise", "the cell of half is missing"),
        ("copied", "a copy of double_check is not graded"),
        ("stripped", "the grade ids of all cells were lost"),
        ("null exercise", "checks altered in double_check: checks.exercise"),
        ("null exit", "exercise.__exit__"),
        ("fake allclose", "checks altered in square_check: numpy.allclose"),
        ("no asserts", "ast_transformers"),
        ("not json", "not JSON"),
        ("cut off", "cut off"),
        ("empty", "empty file"),
        ("web page", "a web page"),
        ("new format", "notebook format 5; expected 4"),
        ("old format", "old notebook format 3"),
        ("latin", "not in UTF-8"),
        ("pdf", "only pdf/sample.pdf"),
        ("renamed", "handed in as renamed/My homework (final).ipynb"),
        ("two files", "graded two files/day01/sample.ipynb, not two files/day01/sample-Copy1.ipynb"),
        ("broken and good", "handed in as"),
        ("broken zip", "only"),
        ("link", "leads outside"),
    ],
)
def test_the_message_says_what_happened(batch, student, message):
    found = batch.rows[student].message
    assert message in found if message else found == ""


def test_one_row_for_each_student(batch):
    with (batch.output / "grades.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["student"] for row in table] == [name.replace("=1", "'=1") for name in sorted(batch.rows)]
    ours = next(row for row in table if row["student"] == "ours")
    assert ours == {
        "student": "ours",
        "assignment": "day01",
        "notebook": "sample",
        "score": "8",
        "max_score": "8",
        "status": "graded",
        "double": "2",
        "half": "2",
        "square": "2",
        "credit": "2",
        "message": "",
    }


def test_feedback_for_all_that_ran_and_none_of_it_large(batch):
    pages = sorted((batch.output / "feedback").rglob("*.html"))
    ran = [
        row for row in batch.rows.values() if row.status not in ("not a notebook", "wrong notebook", "missing notebook")
    ]
    assert len(pages) == len(ran)
    assert max(page.stat().st_size for page in pages) < 500_000
    assert "twice 3 is 6" in (batch.output / "feedback" / "wrong" / "sample.html").read_text(encoding="utf-8")


def test_everything_stays_in_the_output_folder(batch):
    assert sorted(path.name for path in batch.output.iterdir()) == ["course", "feedback", "grades.csv", "grading.log"]
    assert not list(batch.submissions.parent.rglob("evil*"))
    assert sorted(path.name for path in batch.submissions.parent.iterdir()) == ["course", "grades", "submissions"]


def test_progress_is_said(batch):
    graded = [line for line in batch.said if line.startswith("[")]
    assert len(graded) == len(list((batch.output / "feedback").rglob("*.html")))
    assert graded[0].startswith(f"[1/{len(graded)}] ")


@pytest.fixture
def small(tmp_path):
    """A course with one exercise, and one student."""
    one = {"double": sample.EXERCISES["double"]}
    course = sample.make_course(
        tmp_path / "course", day01__sample=sample.full(one, ()), day02__sample=sample.full(one, ())
    )
    sample.write(
        tmp_path / "submissions" / "anna" / "sample.ipynb", sample.answered(sample.blank(one, ()), double="return x")
    )

    def run(assignment="day01", output=tmp_path / "grades"):
        said = []
        rows = grading.grade(tmp_path / "submissions", output, assignment, course=course, timeout=20, say=said.append)
        return rows, said

    run.folder, run.course, run.one = tmp_path, course, one
    return run


def test_another_run_grades_what_changed(small):
    rows, said = small()
    assert [(row.score, row.status) for row in rows] == [(0, "graded")]
    assert len(said) == 1

    (small.folder / "submissions" / "ben").mkdir()
    rows, said = small()
    assert [(row.student, row.score) for row in rows] == [("anna", 0), ("ben", 0)]
    assert said == []

    new = sample.answered(sample.blank(small.one, ()), double="return x + x")
    sample.write(small.folder / "submissions" / "anna" / "sample.ipynb", new)
    rows, said = small()
    assert [row.score for row in rows] == [2, 0]
    assert len(said) == 1

    changed = {"double": ("return 3 * x", "assert double(3) == 9, 'now it is three times'", "assert double(1) == 3")}
    sample.write(small.course / "solutions" / "day01" / "sample.ipynb", sample.full(changed, ()))
    rows, said = small()
    assert [row.score for row in rows] == [0, 0]
    assert len(said) == 1

    sample.write(small.folder / "submissions" / "anna" / "sample.ipynb", "{")
    rows, said = small()
    assert [(row.score, row.status) for row in rows] == [(0, "not a notebook"), (0, "missing notebook")]
    assert said == []
    assert not list((small.folder / "grades" / "feedback").rglob("*.html"))

    with pytest.raises(ValueError, match=r"holds day01; choose another folder for day02"):
        small("day02")


def test_output_folders_are_not_mixed_up(small):
    with pytest.raises(ValueError, match="lies among the submissions"):
        small(output=small.folder / "submissions" / "grades")
    foreign = small.folder / "thesis" / "course"
    sample.write(foreign / "chapter.txt", "all my work")
    with pytest.raises(ValueError, match="holds something else"):
        small(output=foreign.parent)
    assert (foreign / "chapter.txt").exists()


def test_what_is_missing_is_named(small, monkeypatch):
    with pytest.raises(FileNotFoundError, match=r"no assignment 'day09'; there are: day01, day02"):
        small("day09")
    with pytest.raises(FileNotFoundError, match="run this in the course's folder"):
        grading.grade(small.folder / "submissions", small.folder / "grades", "day01", course=small.folder)
    with pytest.raises(FileNotFoundError, match="no folder or zip file of submissions"):
        grading.grade(small.folder / "nowhere", small.folder / "grades", "day01", course=small.course)
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'gan-course\[instructors\]'"):
        small()


def test_a_release_that_nbgrader_refuses(small):
    sample.write(small.course / "solutions" / "day01" / "sample.ipynb", "{")
    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"nbgrader cannot make day01: .*Error"):
            small()


@pytest.mark.parametrize(("status", "code"), [("graded", 0), ("timed out", 0), ("error", 1)])
def test_the_command(monkeypatch, capsys, status, code):
    calls = []

    def fake(*positional, say, **options):
        calls.append((*positional, options))
        say("[1/1] anna components: graded")
        return [grading.Row("anna", "day01", "components", 1, 2, status)]

    monkeypatch.setattr(grading, "grade", fake)
    parser = argparse.ArgumentParser()
    grading.add_arguments(parser)
    assert grading.run(parser.parse_args(["handed in", "--assignment", "day01", "--jobs", "2"])) == code
    options = {"course": None, "timeout": 120, "jobs": 2}
    assert calls == [(Path("handed in"), Path("grades/day01"), "day01", options)]
    out, err = capsys.readouterr()
    assert out.startswith(f"[1/1] anna components: graded\n   1 {status}: {grading.STATUSES[status]}\n")
    assert err == ""


def test_importing_the_package_imports_nothing_heavy():
    heavy = {"nbgrader", "nbformat", "numpy", "tensorflow"}
    code = f"import sys, gan_course.grading; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

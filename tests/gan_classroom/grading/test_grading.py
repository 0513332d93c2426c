"""What submissions do, and what the table says about it. All of them are executed in one run."""

import csv
import subprocess
import sys

import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook

from gan_classroom import grading
from gan_classroom.grading.sandbox import bubblewrap
from gan_classroom.grading.verdict import RAN

from . import sample

FULL = 8


@pytest.mark.parametrize(
    ("student", "status", "scores"),
    [
        ("blank", "blank", [0, 0, 0, 0]),
        ("explorer", "blank", [0, 0, 0, 0]),
        ("ours", "graded", [2, 2, 2, 2]),
        ("wrong", "graded", [0, 0, 0, 0]),
        ("only the visible tests", "graded", [2, 0, 0, 0]),
        ("stderr", "graded", [2, 2, 2, 2]),
        ("warning", "review", [2, 2, 2, 2]),
        ("long line", "graded", [2, 0, 2, 2]),
        ("numpy credit", "graded", [2, 2, 2, 0.5]),
        ("no credit", "graded", [2, 2, 2, 0]),
        ("much credit", "graded", [2, 2, 2, 2]),
        ("exits", "crashed", [2, 0, 0, 0]),
        ("killed", "crashed", [2, 0, 0, 0]),
        ("quits", "graded", [2, 0, 2, 2]),
        ("asks", "graded", [2, 0, 2, 2]),
        ("loop", "timed_out", [2, 0, 2, 2]),
        ("stubborn loop", "timed_out", [2, 0, 0, 0]),
        ("flood", "timed_out", [2, 0, 2, 2]),
        ("memory", "crashed", [2, 0, 0, 0]),
        ("fork bomb", "crashed", [2, 0, 0, 0]),
        ("fills the disk", "graded", [2, 0, 2, 2]),
        ("fills the disk bit by bit", "graded", [2, 0, 2, 2]),
        ("leaves its folder", "graded", [2, 0, 2, 2]),
        ("network", "review", [2, 0, 2, 2]),
        ("reads the solutions", "graded", [2, 0, 2, 2]),
        ("reads the settings", "review", [2, 0, 2, 2]),
        ("thread", "review", [2, 2, 2, 2]),
        ("process", "review", [2, 2, 2, 2]),
        ("another kernel", "graded", [2, 2, 2, 2]),
        ("edited checks", "tampered", [0, 0, 0, 0]),
        ("deleted checks", "tampered", [2, 2, 2, 2]),
        ("deleted exercise", "graded", [2, 0, 2, 2]),
        ("copied", "tampered", [2, 2, 2, 2]),
        ("stripped", "tampered", [2, 2, 2, 2]),
        ("displays", "review", [0, 0, 0, 0]),
        ("null exercise", "review", [0, 2, 2, 2]),
        ("null exit", "review", [0, 0, 0, 0]),
        ("fake checks", "graded", [0, 0, 0, 0]),
        ("fake allclose", "review", [2, 2, 2, 2]),
        ("no asserts", "review", [2, 2, 2, 2]),
        ("Jörg Müller", "graded", [2, 2, 2, 2]),
        ("[a]*?", "graded", [2, 2, 2, 2]),
        ("=1+1", "graded", [2, 2, 2, 2]),
        ("not json", "unreadable", [0, 0, 0, 0]),
        ("cut off", "unreadable", [0, 0, 0, 0]),
        ("empty", "unreadable", [0, 0, 0, 0]),
        ("web page", "unreadable", [0, 0, 0, 0]),
        ("new format", "unreadable", [0, 0, 0, 0]),
        ("old format", "graded", [2, 2, 2, 2]),
        ("latin", "graded", [2, 2, 2, 2]),
        ("pdf", "unreadable", [0, 0, 0, 0]),
        ("nothing", "missing", [0, 0, 0, 0]),
        ("other notebook", "wrong_notebook", [0, 0, 0, 0]),
        ("other day", "missing", [0, 0, 0, 0]),
        ("wrong day", "wrong_notebook", [0, 0, 0, 0]),
        ("huge", "too_large", [0, 0, 0, 0]),
        ("renamed", "graded", [2, 2, 2, 2]),
        ("two files", "graded", [2, 2, 2, 2]),
        ("broken and good", "graded", [2, 2, 2, 2]),
        ("flat", "graded", [2, 2, 2, 2]),
        ("zipped", "graded", [2, 2, 2, 2]),
        ("broken zip", "unreadable", [0, 0, 0, 0]),
        ("link", "unreadable", [0, 0, 0, 0]),
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
        ("exits", "the kernel died in half_check: the rest was not run"),
        ("loop", "timed out in half_check"),
        ("stubborn loop", "could not be stopped"),
        ("edited checks", "the edited cell double_check was restored"),
        ("deleted checks", "the missing cell square_check was restored"),
        ("deleted exercise", "the cell of half is missing"),
        ("copied", "a copy of double_check is not graded"),
        ("stripped", "the grade ids of all cells were lost"),
        ("null exercise", "read by hand: cell 3: `checks.exercise`"),
        ("null exit", "the check was not run to its end in double_check"),
        ("fake allclose", "read by hand: cell 7: `np.allclose`"),
        ("no asserts", "`get_ipython().ast_transformers`"),
        ("not json", "not JSON"),
        ("cut off", "cut off"),
        ("empty", "empty file"),
        ("web page", "a web page"),
        ("new format", "notebook format 5; expected 4"),
        ("old format", "old notebook format 3"),
        ("latin", "not in UTF-8"),
        ("pdf", "pdf/sample.pdf is no notebook"),
        ("renamed", "handed in as renamed/My homework (final).ipynb"),
        ("two files", "graded two files/day01/sample.ipynb, not two files/day01/sample-Copy1.ipynb"),
        ("broken and good", "handed in as"),
        ("broken zip", "not a zip file"),
        ("link", "a symbolic link"),
        ("memory", "more than 700 MB of memory"),
        ("fork bomb", "the kernel died in half_check: more than"),
        ("huge", "larger than 3 MB"),
        ("wrong day", "holds the exercises of day02"),
    ],
)
def test_the_message_says_what_happened(batch, student, message):
    found = batch.rows[student].message
    assert message in found if message else found == ""


def test_of_a_notebook_that_comes_back_as_it_was_handed_out_nothing_runs(batch):
    def outputs(student):
        path = batch.output / "course" / "autograded" / student / "day01" / "sample.ipynb"
        cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        graded = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
        assert [[output.ename for output in cell.outputs] for cell in graded] == [["NotAttempted"]] * 4
        return [cell.execution_count for cell in cells if cell.execution_count], cells[-1].outputs

    assert outputs("blank")[0] == []
    ran, last = outputs("explorer")
    assert ran
    assert last[0].text == "tried\n"


def test_one_row_for_each_student_and_day(batch):
    with (batch.output / "grades.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["student"] for row in table if row["day"] == "day01"] == [
        name.replace("=1", "'=1") for name in sorted(batch.rows)
    ]
    assert len(table) == 2 * len(batch.rows)
    ours = next(row for row in table if row["student"] == "ours")
    assert ours == {
        "student": "ours",
        "day": "day01",
        "notebook": "sample",
        "total": "8",
        "maximum": "8",
        "status": "graded",
        "double": "2",
        "half": "2",
        "square": "2",
        "credit": "2",
        "triple": "",
        "late": "",
        "penalty": "0",
        "message": "",
    }


def test_the_other_day(batch):
    assert batch.second["other day"].scores == {"triple": 2}
    others = {student: row.status for student, row in batch.second.items() if student != "other day"}
    for student, row in batch.rows.items():  # what cannot be read may be for any day, unless its name says which
        possible = {"missing", row.status} if row.status in ("unreadable", "too_large") else {"missing"}
        assert others.get(student, "missing") in possible
    assert others["broken zip"] == "unreadable"


def test_the_table_can_be_made_again(batch):
    rows = grading.rows(batch.output)
    assert {row.student: row for row in rows if row.day == "day01"} == batch.rows


def test_feedback_for_all_that_ran_and_none_of_it_large(batch):
    pages = sorted((batch.output / "feedback").rglob("*.html"))
    ran = [row for row in [*batch.rows.values(), *batch.second.values()] if row.status in RAN]
    assert len(pages) == len(ran)
    assert max(page.stat().st_size for page in pages) < 500_000
    feedback = (batch.output / "feedback" / "wrong" / "day01" / "sample.html").read_text(encoding="utf-8")
    assert "twice 3 is 6" in feedback
    assert "double(-1)" not in feedback


def test_everything_stays_in_the_output_folder(batch):
    names = sorted(path.name for path in batch.output.iterdir())
    assert names == [".lock", "course", "feedback", "grades.csv", "grading.log"]
    assert not list(batch.submissions.parent.rglob("evil*"))
    assert sorted(path.name for path in batch.submissions.parent.iterdir()) == ["course", "grades", "submissions"]


def test_no_process_stays(batch):
    assert not [process for process in psutil.process_iter(["cmdline"]) if "98765" in (process.info["cmdline"] or [])]


def test_progress_is_said(batch):
    graded = [line for line in batch.said if line.startswith("[")]
    assert len(graded) == len(list((batch.output / "feedback").rglob("*.html")))
    assert graded[0].startswith(f"[1/{len(graded)}] ")


@pytest.fixture
def small(tmp_path):
    """A course with one exercise, and one student."""
    one = {"double": sample.EXERCISES["double"]}
    course = sample.make_course(tmp_path / "course", day01__sample=sample.full(one, ()))
    sample.write(tmp_path / "submissions" / "anna.ipynb", sample.answered(sample.blank(one, ()), double="return x"))

    def run():
        options = {"course": course, "workers": 1, "sandboxed": not bubblewrap.problem()}
        return grading.grade(tmp_path / "submissions", tmp_path / "grades", **options)

    run.folder, run.course = tmp_path, course
    return run


def test_another_run_grades_what_changed(small):
    (row,) = small()
    assert (row.score, row.status) == (0, "graded")

    changed = {"double": ("return x", "assert double(3) == 3, 'now it is once'", "assert double(1) == 1")}
    sample.write(small.course / "solutions" / "day01" / "sample.ipynb", sample.full(changed, ()))
    (row,) = small()
    assert (row.score, row.status) == (2, "tampered")  # it holds the check of the old lesson

    with Gradebook(f"sqlite:///{small.folder / 'grades' / 'course' / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("double_check", "sample", "day01", "anna").manual_score = 1.5
        gradebook.db.commit()
    assert [row.score for row in grading.rows(small.folder / "grades")] == [1.5]
    assert [row.score for row in small()] == [1.5]


def test_what_is_missing_is_named(small, monkeypatch):
    with pytest.raises(FileNotFoundError, match="run this in the course's folder"):
        grading.grade(small.folder / "submissions", small.folder / "grades", course=small.folder)
    with pytest.raises(FileNotFoundError, match="no folder or zip file of submissions"):
        grading.grade(
            small.folder / "nowhere", small.folder / "grades", course=small.course, sandboxed=not bubblewrap.problem()
        )
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'gan-course\[classroom\]'"):
        small()


def test_a_release_that_nbgrader_refuses(small):
    double = sample.full({"double": sample.EXERCISES["double"]}, ())
    double.cells.append(double.cells[-1])
    sample.write(small.course / "solutions" / "day01" / "sample.ipynb", double)
    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"nbgrader cannot make day01: .*grading\.log"):
            small()


def test_importing_the_package_imports_nothing_heavy():
    heavy = {"nbgrader", "nbformat", "numpy", "tensorflow"}
    code = f"import sys, gan_classroom.grading; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

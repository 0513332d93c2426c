import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from gan_classroom import grading
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.table import Row
from gan_classroom.grading.verdict import STATUSES
from gan_course.cli import main


def run(*arguments):
    """Run a command in this process, as the shell would; returns its exit code."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as error:
        return error.code


@pytest.fixture
def calls(monkeypatch):
    """What the commands ask of the library, in place of doing it."""
    found = []

    def record(name, result=None):
        def called(*positional, **options):
            options.pop("say", lambda line: None)("[1/1] said")
            found.append((name, *positional, options))
            return result() if result else None

        return called

    rows = [Row("anna", "day01", "components", 1, 2, "graded"), Row("bo", "day01", "components", 0, 2, "crashed")]
    monkeypatch.setattr(grading, "grade", record("grade", lambda: rows))
    monkeypatch.setattr(grading, "rows", record("rows", lambda: rows), raising=False)
    monkeypatch.setattr("gan_classroom.grading.table.write_csv", record("csv"))
    monkeypatch.setattr("gan_classroom.grading.report.write_report", record("report"))
    found.append(rows)
    return found


def test_grade_with_nothing_but_a_folder(calls, capsys):
    assert run("grade", "handed in") == 0
    rows, graded, reported = calls
    options = {
        "course": None,
        "days": [],
        "students": [],
        "regrade": False,
        "sandboxed": True,
        "limits": Limits(),
        "workers": 0,
        "people": None,
        "due": None,
        "scheduler": None,
    }
    assert graded == ("grade", Path("handed in"), Path("grades"), options)
    assert reported == ("report", Path("grades"), rows, {})
    assert capsys.readouterr().out.splitlines() == [
        "[1/1] said",
        f"    1 graded: {STATUSES['graded']}",
        f"    1 crashed: {STATUSES['crashed']}",
        *(str(Path("grades", name)) for name in ("grades.csv", "report.html", "feedback")),
    ]


def test_grade_with_everything(calls, capsys):
    arguments = ["--regrade", "--out", "marks", "--day", "day01", "--day", "day02", "--student", "anna"]
    arguments += ["--workers", "3", "--course", "private", "--timeout", "30", "--memory", "2000", "--no-sandbox"]
    arguments += ["--people", "people.csv", "--due", "due.csv", "--scheduler", "tcp://host:8786"]
    assert run("grade", *arguments) == 0
    (name, submissions, output, options) = calls[1]
    assert (name, submissions, output) == ("grade", None, Path("marks"))
    assert options.pop("limits") == Limits(cell_seconds=30, notebook_seconds=150, memory_mb=2000)
    assert options == {
        "course": Path("private"),
        "days": ["day01", "day02"],
        "students": ["anna"],
        "regrade": True,
        "sandboxed": False,
        "workers": 3,
        "people": Path("people.csv"),
        "due": Path("due.csv"),
        "scheduler": "tcp://host:8786",
    }
    assert "submissions run with your rights" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x", "--timeout", "0"], "must be at least 1; got 0"),
        (["x", "--workers", "-1"], "must be at least 0; got -1"),
        (["x", "--memory", "much"], "invalid whole number value: 'much'"),
    ],
)
def test_an_error_of_the_users(arguments, message, calls, capsys):
    assert run("grade", *arguments) == 2
    assert message in capsys.readouterr().err
    assert len(calls) == 1


def test_grade_without_submissions(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run("grade") == 2
    assert "gan-course: expected a folder or zip file of submissions" in capsys.readouterr().err
    assert run("report") == 2
    assert "gan-course: no grades in grades" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_graders_shows_in_the_exit_code(calls):
    calls[0].append(Row("cy", "day01", "components", 0, 2, "error"))
    assert run("grade", "x") == 1
    assert run("report") == 1


@pytest.mark.parametrize("command", ["grade", "report"])
def test_what_nbgrader_refuses_is_a_message(command, calls, monkeypatch, capsys):
    def broken(*arguments, **options):
        raise RuntimeError("nbgrader cannot make day01")

    monkeypatch.setattr(grading, {"grade": "grade", "report": "rows"}[command], broken)
    assert run(command, *(["x"] if command == "grade" else [])) == 2
    assert capsys.readouterr().err == "gan-course: nbgrader cannot make day01\n"


def test_report_writes_table_and_report(calls, capsys):
    assert run("report", "--out", "marks", "--course", "private") == 0
    rows, asked, table, reported = calls
    assert asked == ("rows", Path("marks"), {"course": Path("private"), "due": None})
    assert table == ("csv", Path("marks/grades.csv"), rows, {})
    assert reported == ("report", Path("marks"), rows, {})
    assert str(Path("marks/report.html")) in capsys.readouterr().out


def test_export_names_the_files_and_whom_it_leaves_out(tmp_path, calls, capsys):
    calls[0][0] = Row("anna_1", "day01", "components", 1, 2, "graded", handle="anna_1_2")
    assert run("export", "canvas", "--out", tmp_path, "--day", "day01") == 0
    assert calls[1] == ("rows", tmp_path, {"course": None, "due": None})
    assert capsys.readouterr().out.splitlines() == [
        "left out, for canvas gave them no name: bo",
        str(tmp_path / "exports" / "canvas.csv"),
    ]
    assert run("export", "moodle", "--out", tmp_path) == 2
    assert "nobody's files were named by moodle" in capsys.readouterr().err


def test_release_lists_the_notebooks(monkeypatch, capsys):
    calls = []

    def fake(*positional, **options):
        calls.append((*positional, options))
        return [Path("out/LICENSE"), Path("out/notebooks/day01/components.ipynb")]

    monkeypatch.setattr("gan_classroom.grading.release.release", fake)
    assert run("release", "out", "--day", "day01") == 0
    assert calls == [(Path("out"), {"course": None, "days": ["day01"]})]
    shown = capsys.readouterr().out.splitlines()
    assert shown == [str(Path("out/notebooks/day01/components.ipynb")), "2 files in out; hand it out as a zip file"]


def test_a_copy_without_the_classroom_has_none_of_its_commands(monkeypatch, capsys):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "gan_classroom" else find_spec(name))
    for command in ("grade", "release", "report", "export", "build"):
        assert run(command) == 2
        assert f"invalid choice: '{command}'" in capsys.readouterr().err


def test_help_does_not_load_the_grader():
    code = (
        "import sys; from gan_course.cli.program import _parser; _parser().format_help()\n"
        "print([name for name in sys.modules if name.startswith('gan_classroom.grading.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

from pathlib import Path

import pytest

from gan_classroom.authoring.__main__ import main
from gan_classroom.authoring.build import build, differences, write

FULL, COPY = "solutions/day01/means.ipynb", "notebooks/day01/means.ipynb"


@pytest.fixture
def built(course, capsys):
    assert main(["--root", str(course)]) == 0
    assert capsys.readouterr().out == f"wrote {COPY}\nwrote {FULL}\n"
    return course


def test_build_then_check(built, capsys):
    assert main(["--root", str(built), "--check"]) == 0
    assert main(["--root", str(built)]) == 0
    assert capsys.readouterr() == ("", "")
    assert sorted(p.name for p in built.rglob("*") if p.is_file()) == [
        "day01_means.py",
        "means.ipynb",
        "means.ipynb",
        "nbgrader_config.py",
    ]


def test_check_lists_what_differs_is_missing_or_stray_and_changes_nothing(built, capsys):
    (built / COPY).write_bytes((built / COPY).read_bytes().replace(b"Averages", b"averages"))
    (built / FULL).unlink()
    for stray in (
        "solutions/day02/old.ipynb",
        "notebooks/day01/data.csv",
        "notebooks/day01/.ipynb_checkpoints/x.ipynb",
    ):
        (built / stray).parent.mkdir(parents=True, exist_ok=True)
        (built / stray).touch()
    before = {path: path.read_bytes() for path in built.rglob("*") if path.is_file()}
    assert main(["--root", str(built), "--check"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[:-1] == [
        f"different: {COPY}",
        f"missing: {FULL}",
        "stray: notebooks/day01/data.csv",
        "stray: solutions/day02/old.ipynb",
    ]
    assert "make build" in lines[-1]
    assert before == {path: path.read_bytes() for path in built.rglob("*") if path.is_file()}


def test_build_names_stray_files_and_leaves_them(built, capsys):
    stray = built / "solutions" / "notes.txt"
    stray.touch()
    assert main(["--root", str(built)]) == 1
    assert "stray: solutions/notes.txt" in capsys.readouterr().err
    assert stray.exists()


def test_windows_line_endings_are_a_difference(built):
    (built / COPY).write_bytes((built / COPY).read_bytes().replace(b"\n", b"\r\n"))
    assert list(differences(built, build(built).files)) == [f"different: {COPY}"]


def test_a_lesson_with_problems_stops_no_other(built, sample, capsys):
    (built / "lessons" / "day02_more.py").write_text(sample.replace("points=2", "points=0"), encoding="utf-8")
    (built / "lessons" / "notes.py").write_text(sample, encoding="utf-8")
    (built / COPY).unlink()
    assert main(["--root", str(built)]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"wrote {COPY}\n"
    assert "day02_more.py:24 (cell 5): a check needs points above 0" in printed.err
    assert "notes.py:1 (cell 1): a lesson is called dayNN_subject.py" in printed.err
    assert "stray" not in printed.err


def test_outside_the_repository(tmp_path, capsys):
    assert main(["--root", str(tmp_path)]) == 1
    assert "run this at the root of the repository" in capsys.readouterr().err


def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch):
    write(tmp_path, {"a/b.ipynb": b"old"})

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write(tmp_path, {"a/b.ipynb": b"new"})
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "a").iterdir()] == [("b.ipynb", b"old")]

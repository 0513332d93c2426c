"""What learning platforms take back, read by the rules by which they read it."""

import csv
import io
import zipfile

import pytest

from gan_classroom.grading.entry import folder_of
from gan_classroom.grading.exports import export
from gan_classroom.grading.table import Row

from . import sample

ADA, BEN = "Ada Ø_11_assignsubmission_file", "Ben_12_assignsubmission_onlinetext"


def row(student, day="day01", score=3.0, status="graded", handle="", notebook="one"):
    return Row(student, day, notebook, score, 4, status, handle=handle)


def written(tmp_path, rows, form, *days):
    files, unknown = export(tmp_path, rows, form, days)
    return {path.name: path for path in files}, unknown


def read(path):
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "without it a spreadsheet takes umlauts apart"
    lines = content.decode("utf-8-sig").splitlines()
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
    return list(csv.reader(io.StringIO("\n".join(lines))))


def test_a_row_for_each_student(tmp_path):
    rows = [
        row("x;=1+1;y"),
        row("x;=1+1;y", "day02", 2.5),
        row("=2", "day02", 0, "missing"),
        row("ben", status="timed_out"),
        row("ben", "day02", 0, "error"),
    ]
    files, unknown = written(tmp_path, rows, "wide")
    assert read(files["wide.csv"]) == [
        ["student", "day01 one", "day02 one", "total", "maximum"],
        ["'=2", "", "", "0", "8"],
        ["ben", "3", "", "3", "8"],
        ["x;=1+1;y", "3", "2.5", "5.5", "8"],
    ]
    assert unknown == []
    assert read(written(tmp_path, rows, "wide", "day02")[0]["wide.csv"])[0] == [
        "student",
        "day02 one",
        "total",
        "maximum",
    ]


def test_canvas_knows_people_by_number(tmp_path):
    rows = [
        row("lovelaceada_1234", handle="lovelaceada_1234_5678"),
        row("lovelaceada_1234", "day02", 0, "missing"),
        row("hopper_77", "day02", 2, handle="hopper_LATE_77_5679"),
        row("cleo"),
    ]
    files, unknown = written(tmp_path, rows, "canvas")
    assert read(files["canvas.csv"]) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "day01 one", "day02 one"],
        ["Points Possible", "", "", "", "", "4", "4"],
        ["hopper_77", "77", "", "", "", "", "2"],
        ["lovelaceada_1234", "1234", "", "", "", "3", ""],
    ]
    assert unknown == ["cleo"]


def test_moodle_knows_people_by_their_number_in_the_assignment(tmp_path):
    rows = [
        row("Ada Ø", handle=ADA),
        row("Ada Ø", score=1, handle=ADA, notebook="two"),
        row("Ada Ø", "day02", 2, handle="Ada Ø_57_assignsubmission_file"),
        row("Ben", score=0, status="unreadable", handle=BEN),
        row("Ben", "day02", 0, "missing"),
        row("Dan", score=2, handle="Dan_13_assignsubmission_file"),
        row("Dan", status="missing", notebook="two"),
        row("cleo"),
    ]
    for day, notebook in (("day01", "one"), ("day01", "two"), ("day02", "one")):
        sample.write(tmp_path / "feedback" / folder_of("Ada Ø") / day / f"{notebook}.html", f"{day} {notebook}")
    files, unknown = written(tmp_path, rows, "moodle")
    assert read(files["moodle-day01.csv"]) == [
        ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"],
        ["Participant 11", "Ada Ø", "4", "8", "-"],
        ["Participant 12", "Ben", "", "4", "-"],
        ["Participant 13", "Dan", "2", "8", "-"],
    ]
    assert read(files["moodle-day02.csv"])[1:] == [["Participant 57", "Ada Ø", "2", "4", "-"]]
    assert unknown == ["cleo"]
    pages = {number: _taken_back(files[f"moodle-day0{number}-feedback.zip"]) for number in (1, 2)}
    assert pages == {
        1: {("11", "one.html"): "day01 one", ("11", "two.html"): "day01 two"},
        2: {("57", "one.html"): "day02 one"},
    }


def _taken_back(path):
    """Take a zip apart as Moodle does: five parts between underscores, a number second, a plugin third and fourth."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            folder, _, file = name.partition("/")
            parts = folder.split("_", 4)
            assert len(parts) == 5
            assert parts[2:4] in (["assignsubmission", "file"], ["assignsubmission", "onlinetext"])
            found[parts[1], parts[4] + file] = archive.read(name).decode()
    return found


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"expected marks of day09 in .*, got day01; grade them first"):
        export(tmp_path, [row("ada")], "wide", ["day09"])
    for form in ("moodle", "canvas"):
        with pytest.raises(ValueError, match=f"nobody's files were named by {form}"):
            export(tmp_path, [row("ada")], form)

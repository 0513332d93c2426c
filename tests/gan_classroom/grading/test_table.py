"""The table of grades."""

import pytest

from gan_classroom.grading.entry import Entry
from gan_classroom.grading.lists import read_due
from gan_classroom.grading.table import Row, make_row, write_csv

from . import sample

POINTS = {"double_check": 2.0, "half_check": 1.0}


def _line(*cells):
    return ",".join(f'"{cell}"' for cell in (cells if len(cells) > 1 else cells[0].split()))


def test_exercises_become_columns(tmp_path):
    rows = [
        Row("=cmd", "day02", "two", 0, 2, "graded", "-x\ny", {"other": 0}),
        Row("x;=1+1;y", "day01", "one", 2.5, 4, "graded", 'a, "b"', {"double": 2, "half": 0.5}, "1 d 0 h 0 min", 0.5),
    ]
    write_csv(tmp_path / "grades.csv", rows)
    assert (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines() == [
        _line("student day notebook total maximum status double half other late penalty message"),
        _line("'=cmd", "day02", "two", "0", "2", "graded", "", "", "0", "", "0", "'-x y"),
        _line("x;=1+1;y", "day01", "one", "2.5", "4", "graded", "2", "0.5", "", "1 d 0 h 0 min", "0.5", 'a, ""b""'),
    ]


@pytest.mark.parametrize(
    ("entry", "result", "known", "expected"),
    [
        (
            {"notes": ["n"]},
            {"status": "graded", "remarks": ["r"]},
            {"double_check": 2.0, "half_check": None},
            (2, "graded", "n; r"),
        ),
        ({}, {"status": "crashed"}, {"double_check": 0.0, "half_check": 1.0}, (1, "crashed", "")),
        ({"status": "missing"}, {}, {}, (0, "missing", "")),
        ({}, {"status": "error", "remarks": ["why"]}, {"double_check": 2.0, "half_check": 1.0}, (0, "error", "why")),
        ({}, {}, {}, (0, "error", "not graded yet; grade again")),
        (
            {},
            {"status": "graded"},
            {"double_check": 2.0},
            (0, "error", "the gradebook has lost the marks; grade again"),
        ),
    ],
)
def test_a_row_says_what_is_known(entry, result, known, expected):
    row = make_row(Entry("Anna", "day01", "one", **entry), result, POINTS, known)
    assert (row.score, row.status, row.message) == expected
    assert (row.student, row.day, row.notebook, row.max_score) == ("Anna", "day01", "one", 3)
    assert list(row.scores) == ["double", "half"]


def test_lateness_costs_a_share(tmp_path):
    sample.write(tmp_path / "due.csv", "day,due,percent\nday01,1970-01-02T00:00+00:00,10\n")
    entry = Entry("Anna", "day01", "one", cells=[], submitted=3.5 * 24 * 3600, files=2, handle="Anna_1")
    known = {"double_check": 2.0, "half_check": 0.5}
    row = make_row(entry, {"status": "graded"}, POINTS, known, read_due(tmp_path / "due.csv"))
    assert (row.score, row.penalty, row.late) == (1.75, 0.75, "2 d 12 h 0 min")
    assert (row.files, row.handle, row.scores) == (2, "Anna_1", {"double": 2.0, "half": 0.5})

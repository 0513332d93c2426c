"""The table of grades."""

import pytest

from gan_classroom.grading.entry import Entry
from gan_classroom.grading.table import Row, make_row, write_csv

POINTS = {"double_check": 2.0, "half_check": 1.0}


def test_exercises_become_columns(tmp_path):
    rows = [
        Row("=cmd", "day02", "two", 0, 2, "graded", "-x\ny", {"other": 0}),
        Row("ben", "day01", "one", 2.5, 4, "graded", "a, b", {"double": 2, "half": 0.5}),
    ]
    write_csv(tmp_path / "grades.csv", rows)
    assert (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines() == [
        "student,day,notebook,total,maximum,status,double,half,other,message",
        "'=cmd,day02,two,0,2,graded,,,0,'-x y",
        'ben,day01,one,2.5,4,graded,2,0.5,,"a, b"',
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

import copy

import pytest

from benchmarks.grading import day
from benchmarks.grading.report import problems, table
from benchmarks.grading.submissions import ORDINARY, plan

SUBMISSIONS = plan(20, seed=0)
MEASURED = {
    "load": 0.5,
    "seconds": 120.0,
    "moments": [6.0] * 5 + [40.0] * 5,
    "peak": 2345.6,
    "median": 1234.5,
    "kernel": 700.0,
    "code": 0,
    "package": ["same", "same"],
}


def scores(total):
    """Some marks with this sum."""
    names = list(day.points())
    return dict.fromkeys(names, 0.0) | {names[0]: float(total)}


def results():
    rows = [
        {"student": one.student, "status": one.status, "scores": scores(one.total), "message": ""}
        for one in SUBMISSIONS
    ]
    plain = {one.student: scores(one.total) for one in SUBMISSIONS if one.kind == ORDINARY}
    return {
        "ours": {**MEASURED, "rows": rows},
        "same": {**MEASURED, "seconds": 90.0, "rows": [dict(row) for row in rows if row["student"] in plain]},
        "plain": {**MEASURED, "seconds": 270.0, "scores": plain},
        "killed": {**MEASURED, "kills": [3, 9, 14], "seconds": 180.0, "identical": True, "left_behind": 0},
    }


def test_the_table_shows_both_sides_and_the_ratio():
    text = table(results(), SUBMISSIONS, workers=2)
    lines = text.split("\n")
    sides = "gan-course grade, 2 workers | the same, without the hostile | nbgrader autograde"
    assert lines[0] == f"| Day 1, 2 of 20 hostile | {sides} |"
    assert "| submissions | 20 | 18 | 18 |" in lines
    assert "| submissions a minute | 10.00 | 12.00 | 4.00 |" in lines
    assert "| s a submission, after a quarter of them | 1.20 | 1.50 | 1.50 |" in lines
    assert "| s a submission, after half of them | 4.00 | 4.44 | 4.44 |" in lines
    assert "| s a submission, after all | 6.00 | 5.00 | 15.00 |" in lines
    assert "| memory of all processes, peak | 2,346 MB | 2,346 MB | 2,346 MB |" in lines
    assert {line.count("|") for line in lines if line.startswith("|")} == {5}
    assert "a minute, on the same submissions: 3.00×." in text
    assert "a minute, on the whole class: 2.50×." in text
    assert "Killed after 3, 9, 14 results and continued: the table is identical; 3.0 minutes; 0 processes" in text


@pytest.mark.parametrize("phase", ["ours", "same", "plain", "killed"])
def test_one_phase_alone_has_a_table_too(phase):
    text = table({phase: results()[phase]}, SUBMISSIONS, workers=2)
    assert text
    assert "Ratio" not in text


def test_all_well():
    assert problems(results(), SUBMISSIONS) == []
    assert problems({}, SUBMISSIONS) == []


def spoilt(change):
    found = copy.deepcopy(results())
    change(found)
    return problems(found, SUBMISSIONS)


def test_a_row_too_few_or_twice_is_told():
    assert spoilt(lambda found: found["ours"]["rows"].pop()) == ["ours: 19 rows for 20 submissions"]
    twice = spoilt(lambda found: found["ours"]["rows"].append(found["ours"]["rows"][0]))
    assert twice == ["ours: 21 rows for 20 submissions"]
    assert spoilt(lambda found: found["same"]["rows"].pop()) == ["same: 17 rows for 18 submissions"]


def test_a_wrong_status_or_mark_is_told():
    (line,) = spoilt(lambda found: found["ours"]["rows"][0].update(status="error", message="lost"))
    first = SUBMISSIONS[0]
    assert line == (
        f"ours: {first.student} ({first.kind}): expected {first.status}, {first.total:g}; "
        f"got error, {first.total:g}: lost"
    )
    assert "got" in spoilt(lambda found: found["ours"]["rows"][0].update(scores=scores(1.5)))[0]


def test_other_marks_of_plain_nbgrader_are_told():
    student = next(one.student for one in SUBMISSIONS if one.kind == ORDINARY)
    (line,) = spoilt(lambda found: found["plain"]["scores"].update({student: scores(0.5)}))
    assert line.startswith(f"{student}: ours ")
    assert spoilt(lambda found: found["plain"]["scores"].pop(student)) == [f"plain: {student} has no scores"]


def test_what_a_kill_changed_is_told():
    assert spoilt(lambda found: found["killed"].update(identical=False)) == [
        "killed: grades.csv differs from that of the run without kills"
    ]
    assert spoilt(lambda found: found["killed"].update(left_behind=2)) == ["killed: 2 processes still run"]
    assert "only 2 kills" in spoilt(lambda found: found["killed"].update(kills=[1, 2]))[0]


@pytest.mark.parametrize("phase", ["ours", "same", "plain", "killed"])
def test_a_failed_command_is_told(phase):
    assert spoilt(lambda found: found[phase].update(code=1)) == [f"{phase}: exit code 1"]


def test_a_package_that_changed_meanwhile_is_told():
    (line,) = spoilt(lambda found: found["killed"].update(package=["same", "other"]))
    assert "run them all again" in line

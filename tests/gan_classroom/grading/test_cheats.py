"""Submissions that set out to pass a check without being right, graded as an instructor would."""

import pytest

from gan_classroom import grading
from gan_classroom.grading.sandbox import bubblewrap

from . import cheats, sample

POINTS = 2


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """What comes of every cheat, and of an honest submission, by name."""
    folder = tmp_path_factory.mktemp("cheats")
    course = sample.make_course(folder / "course", day01__sample=cheats.notebook(full=True))
    students = dict(enumerate(cheats.CHEATS))
    for number, name in students.items():
        sample.write(folder / "submissions" / f"s{number}" / "day01" / "sample.ipynb", cheats.submission(name))
    for number, name in enumerate(cheats.ONE_LINERS):
        sample.write(folder / "submissions" / f"line{number}" / "day01" / "sample.ipynb", cheats.one_liner(name))
    sample.write(folder / "submissions" / "honest" / "day01" / "sample.ipynb", cheats.submission(None))
    sandboxed = not bubblewrap.problem()
    limits = grading.Limits(cell_seconds=15)
    found = grading.grade(
        folder / "submissions", folder / "grades", course=course, workers=2, sandboxed=sandboxed, limits=limits
    )
    by_student = {row.student: row for row in found}
    lines = {name: by_student[f"line{number}"] for number, name in enumerate(cheats.ONE_LINERS)}
    return (
        {name: by_student[f"s{number}"] for number, name in students.items()} | lines | {"honest": by_student["honest"]}
    )


@pytest.mark.parametrize("name", cheats.CHEATS)
def test_a_cheat(rows, name):
    row, cheat = rows[name], cheats.CHEATS[name]
    if cheat.in_vain:
        assert (row.scores[cheat.exercise], row.status) == (0, "graded"), row
    else:
        assert row.status == "review", row
        assert "read by hand: cell" in row.message


@pytest.mark.parametrize("name", cheats.ONE_LINERS)
def test_a_line_in_a_blank_notebook_gains_nothing(rows, name):
    assert rows[name].score == 0
    assert rows[name].status in ("review", "graded")


def test_honesty(rows):
    assert (rows["honest"].status, rows["honest"].score) == ("graded", POINTS * len(cheats.EXERCISES))

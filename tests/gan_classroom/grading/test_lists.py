"""Due dates and who is who, as an instructor writes them down."""

from datetime import datetime

import pytest

from gan_classroom.grading.entry import Entry
from gan_classroom.grading.lists import DueDates, read_due, read_people

from . import sample

HOUR, DAY = 3600, 24 * 3600
DUE = datetime(2026, 10, 12, 18, 0).timestamp()


def entry(student="ada", day="day01", after=0.0, **fields):
    return Entry(student, day, "one", submitted=DUE + after, **fields)


@pytest.fixture
def due(tmp_path):
    lines = ["Day;Due;Student;Percent;Most", "day01;2026-10-12 18:00;;10;25", "day01;2026-10-14;Bob B.;;"]
    text = "\ufeff" + "\n".join([*lines, "day02;2026-10-12T18:00+00:00;;;"])
    sample.write(tmp_path / "due.csv", text)
    return read_due(tmp_path / "due.csv")


@pytest.mark.parametrize(
    ("handed_in", "late", "share"),
    [
        (entry(after=-1), "", 0),
        (entry(after=1), "0 d 0 h 0 min", 0.10),
        (entry(after=DAY + HOUR + 60), "1 d 1 h 1 min", 0.20),
        (entry(after=9 * DAY), "9 d 0 h 0 min", 0.25),
        (entry("Bob B.", after=2 * DAY), "", 0),
        (entry("Bob B.", after=3 * DAY), "0 d 18 h 0 min", 0.10),
        (entry(day="day09", after=9 * DAY), "", 0),
        (entry(day="day09", late=True), "as the platform says", 0),
        (entry(after=-1, late=True), "", 0),
        (entry(after=9 * DAY, status="missing"), "", 0),
        (Entry("ada", "day01", "one", modified=DUE + HOUR), "0 d 1 h 0 min, by the file's own date", 0),
        (Entry("ada", "day01", "one", late=True), "as the platform says", 0),
    ],
)
def test_lateness(due, handed_in, late, share):
    assert due.judge(handed_in) == (late, pytest.approx(share))


def test_without_a_table_nothing_is_late():
    assert DueDates().judge(entry(after=9 * DAY)) == ("", 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("day,when\n", "expected the columns day, due in .*due.csv, got day, when; name them in the first line"),
        ("", "expected the columns day, due in .*due.csv, got nothing"),
        ("day,due\nday01,tomorrow\n", "expected a day, a date and numbers in line 2 of .*due.csv; Invalid isoformat"),
        ("day,due,percent\nday01,2026-10-12,much\n", "in line 2 of .*could not convert"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, message):
    sample.write(tmp_path / "due.csv", text)
    with pytest.raises(ValueError, match=message):
        read_due(tmp_path / "due.csv")


def test_who_is_who(tmp_path):
    sample.write(tmp_path / "people.csv", 'name,student\n"Berg, Ada",ada\nAda B 12,ada\nnobody,\n')
    assert read_people(tmp_path / "people.csv") == {"Berg, Ada": "ada", "Ada B 12": "ada"}

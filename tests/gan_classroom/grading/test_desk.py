"""What the desk keeps."""

import dataclasses

import pytest

from gan_classroom.grading.desk import Desk
from gan_classroom.grading.entry import Entry

from . import sample

KEY = ("anna", "day01", "one")


def test_a_notebook_comes_back_as_it_was_collected(tmp_path):
    desk = Desk(tmp_path)
    cells = [{"cell_type": "code", "source": "ü \u2028", "id": "\ud800", "grade_id": None, "flags": {"points": 2}}]
    entry = Entry("anna", "day01", "one", notes=["a note"], cells=cells)
    desk.collect(entry)
    assert desk.entry(KEY) == entry
    assert desk.collected() == [KEY]


def test_days_come_before_students(tmp_path):
    desk = Desk(tmp_path)
    for student, day in (("anna", "day02"), ("ben", "day01"), ("anna", "day01")):
        desk.collect(Entry(student, day, "one"))
    assert [key[:2] for key in desk.collected()] == [("anna", "day01"), ("ben", "day01"), ("anna", "day02")]


def test_other_cells_take_the_result_away_and_other_notes_do_not(tmp_path):
    desk = Desk(tmp_path)
    desk.collect(Entry("anna", "day01", "one", cells=[]))
    desk.keep(KEY, {"status": "graded"})
    desk.collect(Entry("anna", "day01", "one", notes=["from another folder"], cells=[]))
    assert desk.result(KEY) == {"status": "graded"}
    desk.collect(Entry("anna", "day01", "one", cells=[{}]))
    assert desk.result(KEY) == {}


@pytest.mark.parametrize(
    ("later", "said"),
    [
        ({"status": "unreadable", "notes": ["cut off"]}, "a later file is unreadable, an earlier one counts: cut off"),
        ({"cells": [{}], "submitted": 50.0}, "an older file came in a later run; the newer one counts"),
        ({"cells": [{}], "submitted": 100.0, "attempt": 4}, "an older file came in a later run"),
        ({"cells": [{}], "submitted": 500.0, "doubtful": True}, "a file in another student's folder bears this name"),
    ],
)
def test_what_counts_is_not_replaced_by_what_does_not(tmp_path, later, said):
    desk = Desk(tmp_path)
    first = Entry("anna", "day01", "one", cells=[], submitted=100.0, attempt=5)
    desk.collect(first)
    desk.keep(KEY, {"status": "graded"})
    for _ in range(2):
        desk.collect(Entry("anna", "day01", "one", **later))
        kept = desk.entry(KEY)
        assert kept.later.startswith(said)
        assert dataclasses.replace(kept, later="") == first
        assert desk.result(KEY) == {"status": "graded"}
    desk.collect(Entry("anna", "day01", "one", cells=[{}], submitted=200.0))
    assert (desk.entry(KEY).cells, desk.entry(KEY).later, desk.result(KEY)) == ([{}], "", {})


def test_what_can_be_made_again_goes_and_there_is_one_page(tmp_path):
    desk = Desk(tmp_path)
    sample.write(tmp_path / "course" / "feedback" / "anna" / "day01" / "one.html", "page")
    sample.write(tmp_path / "course" / "submitted" / "anna" / "day01" / "one.ipynb", "{}")
    desk.keep(KEY, {"status": "graded"})
    assert desk.has_page(KEY)
    assert [path.name for path in tmp_path.rglob("one.*")].count("one.html") == 1
    assert not list(tmp_path.rglob("*.ipynb"))


def test_a_picture_is_kept_once(tmp_path):
    page = '<img alt="a ring" src="data:image/png;base64,AAAA">'
    data = [{"image/png": "AAAA", "text/html": page}, {"image/png": "AAAA", "text/html": "<b>"}, {"image/png": "AAAA"}]
    outputs = [{"output_type": "display_data", "data": one} for one in data] + [{"output_type": "stream", "text": "x"}]
    path = tmp_path / "course" / "autograded" / "anna" / "day01" / "one.ipynb"
    sample.write(path, {"cells": [{"source": "# a"}, {"source": "ring()", "outputs": outputs}]})
    desk = Desk(tmp_path)
    desk.keep(KEY, {"status": "graded"})
    kept = [output.get("data") for output in desk.executed(KEY)[1]["outputs"]]
    assert kept == [{"text/html": page}, {"image/png": "AAAA", "text/html": "<b>"}, {"image/png": "AAAA"}, None]


def test_what_is_damaged_is_not_there(tmp_path):
    desk = Desk(tmp_path)
    desk.keep(KEY, {"status": "graded"})
    (path,) = tmp_path.rglob("one.json")
    path.write_text(path.read_text()[:5])
    assert desk.result(KEY) == {}
    desk.drop(KEY)
    assert not path.exists()

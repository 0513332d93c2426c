"""What the desk keeps."""

from gan_classroom.grading.desk import Desk
from gan_classroom.grading.entry import Entry

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
    desk.collect(Entry("anna", "day01", "one", status="unreadable"))
    assert desk.result(KEY) == {}


def test_what_is_damaged_is_not_there(tmp_path):
    desk = Desk(tmp_path)
    desk.keep(KEY, {"status": "graded"})
    (path,) = tmp_path.rglob("one.json")
    path.write_text(path.read_text()[:5])
    assert desk.result(KEY) == {}
    desk.drop(KEY)
    assert not path.exists()

"""Which of a student's files is graded."""

import json

from gan_course.grading.choose import choose
from gan_course.grading.collect import File

from . import sample

ONE, TWO = {"double": sample.EXERCISES["double"]}, {"half": sample.EXERCISES["half"]}
RELEASES = {"one": sample.blank(ONE, ()), "two": sample.blank(TWO, ())}


def file(name, notebook, modified=0):
    return File(tuple(name.split("/")), (modified,), lambda: json.dumps(notebook).encode())


def test_the_content_counts_more_than_the_name():
    chosen = choose([file("anna/one.ipynb", RELEASES["two"])], RELEASES)
    assert chosen["one"].status == "missing notebook"
    assert chosen["two"].cells
    assert chosen["two"].notes == ["handed in as anna/one.ipynb"]


def test_the_right_name_counts_more_than_the_date():
    old, new = file("anna/one.ipynb", RELEASES["one"], 1), file("anna/Untitled.ipynb", RELEASES["one"], 2)
    assert choose([new, old], RELEASES)["one"].notes == [
        "several files: graded anna/one.ipynb, not anna/Untitled.ipynb"
    ]


def test_the_newest_counts_among_the_rest():
    files = [file(f"anna/{day}.ipynb", RELEASES["one"], day) for day in (1, 3, 2)]
    assert "graded anna/3.ipynb, not anna/2.ipynb, anna/1.ipynb" in choose(files, RELEASES)["one"].notes[1]


def test_a_stranger_is_not_graded():
    stranger = sample.blank({"other": ("return 1", "assert other(1)", "")}, ())
    assert choose([file("anna/one.ipynb", stranger)], RELEASES)["one"].status == "wrong notebook"


def test_a_readable_file_counts_more_than_a_broken_one():
    broken = File(("anna", "one.ipynb"), (2,), lambda: b"{")
    assert choose([broken, file("anna/x.ipynb", RELEASES["one"], 1)], RELEASES)["one"].cells
    assert choose([broken], RELEASES)["one"].status == "not a notebook"

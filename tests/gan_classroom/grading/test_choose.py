"""Which of a student's files is graded, and for what."""

import json

import pytest

from gan_classroom.grading.intake.choose import choose
from gan_classroom.grading.intake.collect import File, TooLargeError, UnreadableError

from . import sample

ONE, TWO = {"double": sample.EXERCISES["double"]}, {"half": sample.EXERCISES["half"]}
LESSONS = {("day01", "one"): sample.blank(ONE, ()), ("day02", "two"): sample.blank(TWO, ())}
FIRST, SECOND = LESSONS
STRANGER = sample.blank({"other": ("return 1", "assert other(1)", "")}, ())


def file(name, content, modified=0, day=""):
    def read():
        if isinstance(content, Exception):
            raise content
        return content if isinstance(content, bytes) else json.dumps(content).encode()

    return File(tuple(name.split("/")), (modified,), read, day=day)


def statuses(*files):
    chosen, stray = choose(files, LESSONS)
    return {lesson: choice.status for lesson, choice in chosen.items()}, stray and stray.status


def test_the_content_counts_more_than_the_name():
    chosen, stray = choose([file("anna/one.ipynb", LESSONS[SECOND])], LESSONS)
    assert list(chosen) == [SECOND]
    assert chosen[SECOND].cells
    assert chosen[SECOND].notes == ["handed in as anna/one.ipynb"]
    assert stray is None


def test_a_day_in_the_path_binds():
    chosen, stray = choose([file("anna/day01/one.ipynb", LESSONS[SECOND], day="day01")], LESSONS)
    assert list(chosen) == [FIRST]
    assert chosen[FIRST].status == "wrong_notebook"
    assert chosen[FIRST].notes == ["anna/day01/one.ipynb holds the exercises of day02"]
    assert stray is None


def test_all_days_at_once():
    chosen, _ = choose(
        [
            file("anna/day01/one.ipynb", LESSONS[FIRST], day="day01"),
            file("anna/day02/day02.ipynb", LESSONS[SECOND], day="day02"),
        ],
        LESSONS,
    )
    assert {lesson: choice.notes for lesson, choice in chosen.items()} == {FIRST: [], SECOND: []}


def test_a_tie_goes_to_the_day_that_is_named():
    same = {("day01", "one"): LESSONS[FIRST], ("day02", "one"): LESSONS[FIRST]}
    for day, expected in (("", "day01"), ("day01", "day01"), ("day02", "day02")):
        chosen, _ = choose([file("anna.ipynb", LESSONS[FIRST], day=day)], same)
        assert list(chosen) == [(expected, "one")]


def test_the_right_name_counts_more_than_the_date():
    old, new = file("anna/one.ipynb", LESSONS[FIRST], 1), file("anna/Untitled.ipynb", LESSONS[FIRST], 2)
    assert choose([new, old], LESSONS)[0][FIRST].notes == [
        "several files: graded anna/one.ipynb, not anna/Untitled.ipynb"
    ]


def test_the_newest_counts_among_the_rest():
    files = [file(f"anna/{day}.ipynb", LESSONS[FIRST], day) for day in (1, 3, 2)]
    assert "graded anna/3.ipynb, not anna/2.ipynb, anna/1.ipynb" in choose(files, LESSONS)[0][FIRST].notes[1]


@pytest.mark.parametrize(
    ("name", "day", "content", "expected"),
    [
        ("anna/one.ipynb", "", b"{", ({FIRST: "unreadable"}, None)),
        ("anna/work.ipynb", "day02", b"{", ({SECOND: "unreadable"}, None)),
        ("anna/one.ipynb", "day02", b"{", ({SECOND: "unreadable"}, None)),
        ("anna/work.ipynb", "", b"{", ({}, "unreadable")),
        ("anna/one.ipynb", "", TooLargeError("larger"), ({FIRST: "too_large"}, None)),
        ("anna/one.ipynb", "", UnreadableError("a link"), ({FIRST: "unreadable"}, None)),
        ("anna/one.ipynb", "", STRANGER, ({FIRST: "wrong_notebook"}, None)),
        ("anna/work.ipynb", "", STRANGER, ({}, "wrong_notebook")),
        ("anna/one.pdf", "day01", b"%PDF", ({FIRST: "unreadable"}, None)),
        ("anna/work.pdf", "", b"%PDF", ({}, "unreadable")),
    ],
)
def test_what_cannot_be_graded_counts_for_what_it_is_meant_to_be(name, day, content, expected):
    assert statuses(file(name, content, day=day)) == expected


def test_the_most_telling_reason():
    files = [file("a/one.ipynb", STRANGER, 3), file("a/one (2).ipynb", b"{", 2), file("a/one.pdf", b"", 1)]
    chosen, _ = choose(files, LESSONS)
    assert (chosen[FIRST].status, chosen[FIRST].notes) == (
        "unreadable",
        ["a/one (2).ipynb: not JSON, or cut off (line 1)"],
    )


def test_a_readable_file_counts_more_than_a_broken_one():
    good = file("anna/x.ipynb", LESSONS[FIRST], 1)
    assert statuses(file("anna/one.ipynb", b"{", 2), good) == ({FIRST: ""}, None)


def test_stray_files_beside_a_notebook_say_nothing_of_other_days():
    good = file("anna/one.ipynb", LESSONS[FIRST])
    assert statuses(good, file("anna/notes.pdf", b""), file("anna/scratch.ipynb", STRANGER)) == ({FIRST: ""}, None)
    assert statuses(good, file("anna/scratch.ipynb", b"{")) == ({FIRST: ""}, "unreadable")


def test_no_files():
    assert statuses() == ({}, None)

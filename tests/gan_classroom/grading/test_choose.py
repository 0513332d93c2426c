"""Which of a student's files is graded, and for what."""

import dataclasses
import io
import json
import sys
import tarfile
import zipfile

import pytest

from gan_classroom.grading.desk import Desk
from gan_classroom.grading.intake import archives, take_in
from gan_classroom.grading.intake import choose as module
from gan_classroom.grading.intake.choose import choose
from gan_classroom.grading.intake.collect import File

from . import sample

resource = pytest.importorskip("resource")

ONE, TWO = {"double": sample.EXERCISES["double"]}, {"half": sample.EXERCISES["half"]}
LESSONS = {("day01", "one"): sample.blank(ONE, ()), ("day02", "two"): sample.blank(TWO, ())}
FIRST, SECOND = LESSONS
STRANGER = sample.blank({"other": ("return 1", "assert other(1)", "")}, ())
MOST = 1_000_000


@pytest.fixture
def file(tmp_path):
    """Make a submitted file of a notebook or bytes."""

    def make(name, content, modified=0, **fields):
        path = tmp_path / str(len(list(tmp_path.iterdir())))
        sample.write(path, content)
        return File(tuple(name.split("/")), (str(path),), modified=modified, **fields)

    return make


def statuses(*files):
    chosen, stray = choose(files, LESSONS, MOST)
    return {lesson: choice.status for lesson, choice in chosen.items()}, stray and stray.status


def notes(*files, lesson=FIRST):
    chosen, _ = choose(files, LESSONS, MOST)
    return chosen[lesson].notes


def zipped(**entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content if isinstance(content, bytes) else json.dumps(content))
    return data.getvalue()


def tarred(compression="gz", **entries):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=f"w:{compression}") as archive:
        for name, content in entries.items():
            text = content if isinstance(content, bytes) else json.dumps(content).encode()
            info = tarfile.TarInfo(name.replace("__", "."))
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
    return data.getvalue()


def test_the_content_counts_more_than_the_name(file):
    chosen, stray = choose([file("anna/one.ipynb", LESSONS[SECOND])], LESSONS, MOST)
    assert list(chosen) == [SECOND]
    assert chosen[SECOND].cells
    assert chosen[SECOND].notes == ["handed in as anna/one.ipynb"]
    assert stray is None


def test_a_day_in_the_path_binds(file):
    chosen, stray = choose([file("anna/day01/one.ipynb", LESSONS[SECOND])], LESSONS, MOST)
    assert list(chosen) == [FIRST]
    assert chosen[FIRST].status == "wrong_notebook"
    assert chosen[FIRST].notes == ["anna/day01/one.ipynb holds the exercises of day02"]
    assert stray is None


def test_all_days_at_once(file):
    files = [file("anna/day01/one.ipynb", LESSONS[FIRST]), file("anna/day02/day02.ipynb", LESSONS[SECOND])]
    chosen, _ = choose(files, LESSONS, MOST)
    assert {lesson: choice.notes for lesson, choice in chosen.items()} == {FIRST: [], SECOND: []}


def test_a_tie_goes_to_the_day_that_is_named(file):
    same = {("day01", "one"): LESSONS[FIRST], ("day02", "one"): LESSONS[FIRST]}
    for name, expected in (("anna.ipynb", "day01"), ("anna_day01.ipynb", "day01"), ("anna_day02.ipynb", "day02")):
        chosen, _ = choose([file(name, LESSONS[FIRST])], same, MOST)
        assert list(chosen) == [(expected, "one")]


def test_the_right_name_counts_more_than_the_date_of_the_file(file):
    old, new = file("anna/one.ipynb", LESSONS[FIRST], 1), file("anna/Untitled.ipynb", LESSONS[FIRST], 2)
    assert notes(new, old) == ["several files: graded anna/one.ipynb, not anna/Untitled.ipynb"]


@pytest.mark.parametrize("field", ["submitted", "attempt"])
def test_the_platforms_times_and_numbers_count_more_than_the_name(file, field):
    old = file("anna/one.ipynb", LESSONS[FIRST], 9, **{field: 1})
    new = file("anna/Untitled.ipynb", LESSONS[FIRST], 2, **{field: 2})
    assert "graded anna/Untitled.ipynb, not anna/one.ipynb" in notes(new, old)[1]


def test_the_newest_counts_among_the_rest(file):
    files = [file(f"anna/{name}.ipynb", LESSONS[FIRST], date) for name, date in (("a", 1), ("c", 3), ("b", 2))]
    assert "graded anna/c.ipynb, not anna/b.ipynb, anna/a.ipynb" in notes(*files)[1]


@pytest.mark.parametrize(
    ("name", "content", "fields", "expected"),
    [
        ("anna/one.ipynb", b"{", {}, ({FIRST: "unreadable"}, None)),
        ("anna/day02/work.ipynb", b"{", {}, ({SECOND: "unreadable"}, None)),
        ("anna/day02/one.ipynb", b"{", {}, ({SECOND: "unreadable"}, None)),
        ("anna/work.ipynb", b"{", {}, ({}, "unreadable")),
        ("anna/one.ipynb", b" " * (MOST + 1), {}, ({FIRST: "too_large"}, None)),
        ("anna/one.ipynb", b"", {"problem": "a link"}, ({FIRST: "unreadable"}, None)),
        ("anna/one.ipynb", STRANGER, {}, ({FIRST: "wrong_notebook"}, None)),
        ("anna/work.ipynb", STRANGER, {}, ({}, "wrong_notebook")),
        ("anna/day01/one.pdf", b"%PDF", {}, ({FIRST: "unreadable"}, None)),
        ("anna/work.pdf", b"%PDF", {}, ({}, "unreadable")),
        ("anna/onlinetext.html", b"<p>", {}, ({}, "unreadable")),
    ],
)
def test_what_cannot_be_graded_counts_for_what_it_is_meant_to_be(file, name, content, fields, expected):
    assert statuses(file(name, content, **fields)) == expected


def test_the_most_telling_reason(file):
    files = [file("a/one.ipynb", STRANGER, 3), file("a/one (2).ipynb", b"{", 2), file("a/one.pdf", b"", 1)]
    chosen, _ = choose(files, LESSONS, MOST)
    assert (chosen[FIRST].status, chosen[FIRST].notes) == (
        "unreadable",
        ["a/one (2).ipynb: not JSON, or cut off (line 1)"],
    )


def test_a_readable_file_counts_more_than_a_later_one_that_is_broken(file):
    good, broken = file("anna/x.ipynb", LESSONS[FIRST], submitted=1), file("anna/one.ipynb", b"{", submitted=2)
    assert statuses(broken, good) == ({FIRST: ""}, None)
    assert notes(broken, good)[1] == "not graded: anna/one.ipynb: not JSON, or cut off (line 1)"
    assert choose([broken, good], LESSONS, MOST)[0][FIRST].files == 2


def test_stray_files_beside_a_notebook_say_nothing_of_other_days(file):
    good = file("anna/one.ipynb", LESSONS[FIRST])
    assert statuses(good, file("anna/notes.pdf", b""), file("anna/scratch.ipynb", STRANGER)) == ({FIRST: ""}, None)
    assert statuses(good, file("anna/scratch.ipynb", b"{")) == ({FIRST: ""}, "unreadable")


def test_no_files():
    assert statuses() == ({}, None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("work.zip", zipped(one__ipynb=LESSONS[FIRST])),
        ("day01.zip", zipped(work__zip=zipped(one__ipynb=LESSONS[FIRST]))),
        ("work.zip", zipped(work__tar=tarred("", one__ipynb=LESSONS[FIRST]))),
        ("work.tar.gz", tarred(one__ipynb=LESSONS[FIRST])),
        ("work.tgz", tarred(work__zip=zipped(one__ipynb=LESSONS[FIRST]))),
        ("work.tar.bz2", tarred("bz2", one__ipynb=LESSONS[FIRST])),
        ("work.tar.xz", tarred("xz", one__ipynb=LESSONS[FIRST])),
        ("work.zip", tarred(one__ipynb=LESSONS[FIRST])),
    ],
)
def test_archives_and_archives_in_them_are_opened(file, name, content):
    assert statuses(file(f"anna/{name}", content)) == ({FIRST: ""}, None)


@pytest.mark.parametrize(
    ("name", "content", "status", "note"),
    [
        ("anna/work.7z", b"7z", "unreadable", "a .7z archive, which is not opened here; unpack it, or ask for a zip"),
        ("anna/work.rar", b"Rar!", "unreadable", "a .rar archive, which is not opened here; unpack it, or ask"),
        ("anna/work.tar.gz", b"PK", "unreadable", "not a zip file or other archive, cut off, or encrypted"),
        ("anna/work.zip", zipped(), "unreadable", "an empty archive"),
        ("anna/work.zip", zipped(notes__txt=b"hm"), "unreadable", "anna/work/notes.txt is no notebook"),
        ("anna/work.zip", zipped(one__ipynb=b"0" * (MOST + 1)), "too_large", "one.ipynb: larger than 1 MB"),
        ("anna/work.zip", b" " * (MOST + 1) + zipped(one__ipynb=b"{}"), "too_large", "work.zip: larger than 1 MB"),
        ("anna/work.tar.gz", tarred(one__ipynb=b"0" * (5 * MOST)), "too_large", "work.tar.gz: larger than 4 MB"),
        (
            "GAN-1.zip",
            zipped(Ada_1_assignsubmission_file_=b"", Bob_2_assignsubmission_file_=b""),
            "unreadable",
            "an archive of several people's work; unpack it, and grade it by itself",
        ),
        ("anna/a.zip", zipped(b__zip=zipped(c__zip=zipped(d__ipynb=b"{}"))), "unreadable", "lies too deep"),
    ],
)
def test_what_cannot_be_opened_says_why(file, name, content, status, note):
    chosen, stray = choose([file(name, content)], LESSONS, MOST)
    found = stray or chosen[FIRST]
    assert found.status == status
    assert any(note in said for said in found.notes)


def test_a_zip_that_lies_about_sizes_is_not_believed(file):
    data = bytearray(zipped(one__ipynb=b"0" * (50 * MOST)))
    for place in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[place : place + 4] = (100).to_bytes(4, "little")
    assert statuses(file("anna/work.zip", bytes(data))) == ({FIRST: "unreadable"}, None)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory has no such limit")
def test_what_needs_too_much_memory_is_refused(file, monkeypatch, tmp_path):
    monkeypatch.setattr(take_in, "_MEMORY", 200_000_000)
    greedy = file("anna/one.ipynb", b"[" + b"{}," * 9_000_000 + b"{}]")
    good = file("anna/day02.ipynb", LESSONS[SECOND])
    before = resource.getrlimit(resource.RLIMIT_AS)
    desk = Desk(tmp_path / "desk")
    answer = take_in.take_one(desk, LESSONS, "anna", [dataclasses.asdict(it) for it in (greedy, good)], [], 50)
    assert sorted(answer["lessons"]) == [FIRST, SECOND]
    assert (desk.entry(("anna", *FIRST)).status, desk.entry(("anna", *SECOND)).status) == ("unreadable", "")
    assert desk.entry(("anna", *FIRST)).notes == ["anna/one.ipynb: takes too much memory"]
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_the_list_of_a_zip_has_an_end(file, monkeypatch):
    monkeypatch.setattr(archives, "_LONGEST_LIST", 1_000)
    many = file("anna/many.zip", zipped(**{f"{number}__txt": b"" for number in range(30)}))
    chosen, stray = choose([many], LESSONS, MOST)
    assert (chosen, stray.status) == ({}, "too_large")
    assert stray.notes == ["anna/many.zip: an archive of very many files; unpack it"]


def test_looking_into_one_students_files_has_an_end(file, monkeypatch):
    monkeypatch.setattr(module, "_MOST_FILES", 30)
    monkeypatch.setattr(module, "_MOST_ARCHIVES", 3)
    many = file("anna/many.zip", zipped(**{f"{number}__txt": b"" for number in range(100)}))
    good = file("anna/one.ipynb", LESSONS[FIRST])
    chosen, stray = choose([good, many], LESSONS, MOST)
    assert chosen[FIRST].cells
    assert stray.notes == ["anna/many/29.txt: there are over 30 files; the others were not looked into"]
    bombs = file("anna/bombs.zip", zipped(**{f"{number}__zip": zipped(x__ipynb=b" " * MOST) for number in range(9)}))
    chosen, stray = choose([bombs], LESSONS, MOST)
    assert stray.status == "unreadable"
    assert sum("one too many" in note for note in stray.notes) == 7


def test_the_time_beside_nbgraders_files_counts(file):
    stamp = file("anna/day01/timestamp.txt", b"2026-01-15 10:30:45.123456 UTC")
    (choice,) = choose([stamp, file("anna/day01/one.ipynb", LESSONS[FIRST])], LESSONS, MOST)[0].values()
    assert choice.submitted == pytest.approx(1768473045.12, abs=0.01)
    own = zipped(timestamp__txt=b"2020-01-01 00:00:00 UTC", one__ipynb=LESSONS[FIRST])
    (choice,) = choose([file("anna/day01.zip", own)], LESSONS, MOST)[0].values()
    assert choice.submitted == 0, "a student's own archive says nothing about when it came"

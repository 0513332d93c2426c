"""What one run takes over from those before, with a worker that runs nothing."""

import dataclasses
import errno
import os
import shutil

import pytest
from traitlets.config import Config

from gan_classroom import grading
from gan_classroom.grading.desk import Desk
from gan_classroom.grading.intake import take_in
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.sandbox import bubblewrap

from . import fake, sample

ONE = {"double": sample.EXERCISES["double"]}
TWO = {"half": sample.EXERCISES["half"]}


def answer(exercises, **answers):
    return sample.answered(sample.blank(exercises, ()), **answers)


OURS = answer(ONE, double="return 2 * x")
WRONG = answer(ONE, double="return x")
SECOND = answer(TWO, half="return x / 2")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Write files into a new folder of submissions, grade it, and return status and score by student and day."""
    course = sample.make_course(tmp_path / "course", day01__one=sample.full(ONE, ()), day02__two=sample.full(TWO, ()))
    monkeypatch.setattr(grading, "Client", fake.Worker)
    monkeypatch.setattr(fake.Worker, "graded", [])
    monkeypatch.setattr(fake.Worker, "failing", set())
    monkeypatch.setattr(bubblewrap, "privileged", lambda: False)

    def grade(files=None, /, **options):
        fake.Worker.graded.clear()
        shutil.rmtree(tmp_path / "submissions", ignore_errors=True)
        for path, content in (files or {}).items():
            sample.write(tmp_path / "submissions" / path, content)
        where = None if files is None else tmp_path / "submissions"
        options = {"course": course, "sandboxed": False, "workers": 2, **options}
        return shown(grading.grade(where, options.pop("output", tmp_path / "grades"), **options))

    grade.output, grade.course, grade.folder = tmp_path / "grades", course, tmp_path
    return grade


def shown(rows):
    return {(row.student, row.day): (row.status, row.score) for row in rows}


def graded():
    return sorted((student, day) for student, day, _ in fake.Worker.graded)


def table(run):
    return (run.output / "grades.csv").read_bytes()


def test_all_days_at_once(run):
    rows = run({"anna/day01/one.ipynb": OURS, "anna/day02/two.ipynb": SECOND, "ben_day01.ipynb": WRONG})
    assert rows == {
        ("anna", "day01"): ("graded", 2),
        ("anna", "day02"): ("graded", 2),
        ("ben", "day01"): ("graded", 0),
        ("ben", "day02"): ("missing", 0),
    }
    feedback = run.output / "feedback"
    assert sorted(page.relative_to(feedback).as_posix() for page in feedback.rglob("*.html")) == [
        "anna/day01/one.html",
        "anna/day02/two.html",
        "ben/day01/one.html",
    ]
    assert table(run).startswith(
        b'"student","day","notebook","total","maximum","status","double","half","late","penalty","message"\n"anna","day01"'
    )


def test_weeks_add_up(run):
    run({"anna.ipynb": OURS, "ben.ipynb": WRONG})
    rows = run({"anna_day02.ipynb": SECOND, "cleo/": ""} | {"ben_day02.ipynb": "{"})
    assert graded() == [("anna", "day02")]
    assert rows == {
        ("anna", "day01"): ("graded", 2),
        ("anna", "day02"): ("graded", 2),
        ("ben", "day01"): ("graded", 0),
        ("ben", "day02"): ("unreadable", 0),
    }
    assert shown(grading.rows(run.output)) == rows


def test_a_kept_result_is_never_replaced_by_missing(run):
    run({"anna.ipynb": OURS, "ben.ipynb": WRONG})
    rows = run({"anna_day02.ipynb": SECOND, "ben.ipynb": OURS, "anna/x.txt": ""})
    assert graded() == [("anna", "day02"), ("ben", "day01")]
    assert rows[("anna", "day01")] == ("graded", 2)
    assert rows[("ben", "day01")] == ("graded", 2)
    assert rows[("ben", "day02")] == ("missing", 0)


def test_who_is_who_holds_for_what_came_before_too(run):
    handed_in = {f"Ada B_{number}_assignsubmission_file_/one.ipynb": OURS for number in (1, 2)}
    assert {student for student, _ in run(handed_in)} == {"Ada B 1", "Ada B 2"}
    sample.write(run.folder / "people.csv", "name,student\nAda B 1,ada\nAda B 2,the other ada\n")
    rows = run({"Ada B_7_assignsubmission_file_/two.ipynb": SECOND}, people=run.folder / "people.csv")
    assert rows[("ada", "day01")] == rows[("the other ada", "day01")] == ("graded", 2)
    assert {student for student, _ in rows} == {"ada", "the other ada", "Ada B"}
    assert {student for student, _ in run(handed_in)} == {"ada", "the other ada", "Ada B"}, "it is remembered"


def test_due_dates_are_remembered_and_can_be_given_later(run):
    files = {"C_ada_attempt_2026-01-15-10-30-45_one.ipynb": OURS}
    assert run(files) == {("ada", "day01"): ("graded", 2)}
    sample.write(run.folder / "due.csv", "day,due,percent\nday01,2026-01-14 10:30:45,25\n")
    (row,) = grading.rows(run.output, due=run.folder / "due.csv")
    assert (row.score, row.penalty, row.late) == (1.5, 0.5, "1 d 0 h 0 min")
    assert run(files) == {("ada", "day01"): ("graded", 1.5)}
    sample.write(run.folder / "due.csv", "day,due\nday1,2026-01-14\n")
    with pytest.raises(FileNotFoundError, match="no day 'day1' in solutions/; there are: day01, day02"):
        run(files, due=run.folder / "due.csv")
    assert run(files) == {("ada", "day01"): ("graded", 1.5)}
    assert graded() == []


def test_who_was_missing_can_hand_in_later(run):
    assert run({"anna.ipynb": OURS, "ben/notes.txt": ""})[("ben", "day01")] == ("unreadable", 0)
    assert run({"ben.ipynb": OURS})[("ben", "day01")] == ("graded", 2)


def test_a_broken_file_does_not_take_the_place_of_what_was_graded(run):
    run({"anna/one.ipynb": OURS})
    for _ in range(2):
        assert run({"anna/one.ipynb": "{"}) == {("anna", "day01"): ("graded", 2)}
        assert graded() == []
        assert table(run).count(b"a later file is unreadable, an earlier one counts: anna/one.ipynb: not JSON") == 1
    assert run({"anna/one.ipynb": WRONG}) == {("anna", "day01"): ("graded", 0)}
    assert b"a later file" not in table(run)


def test_what_is_settled_is_not_graded_again(run, monkeypatch):
    files = {"anna.ipynb": OURS, "ben.ipynb": sample.blank(ONE, ())}
    rows = run(files)
    assert rows[("ben", "day01")] == ("blank", 0)
    first = table(run)
    assert run(files) == rows
    assert graded() == []
    assert table(run) == first
    run(files, limits=dataclasses.replace(Limits(), cell_seconds=7))
    assert len(graded()) == 2
    monkeypatch.setenv("GAN_COURSE_BUDGET", "laptop")
    run({"anna.ipynb": OURS})
    assert graded() == [("anna", "day01")]


def test_a_failure_of_the_grader_is_tried_again(run, monkeypatch):
    monkeypatch.setattr(fake.Worker, "failing", {"anna"})
    rows = run({"anna.ipynb": OURS, "ben.ipynb": OURS})
    assert rows == {("anna", "day01"): ("error", 0), ("ben", "day01"): ("graded", 2)}
    assert b"no luck" in table(run)
    monkeypatch.setattr(fake.Worker, "failing", set())
    assert run({"ben.ipynb": OURS})[("anna", "day01")] == ("graded", 2)
    assert graded() == [("anna", "day01")]


def test_feedback_that_is_missing_is_made(run, monkeypatch):
    monkeypatch.setattr(fake.Worker, "mute", {"anna"})
    files = {"anna.ipynb": OURS, "ben.ipynb": OURS}
    for _ in range(2):
        assert set(run(files).values()) == {("graded", 2)}
        assert table(run).count(b"without feedback: no room") == 1
        page = run.output / "feedback" / "anna" / "day01" / "one.html"
        assert not page.exists()
    monkeypatch.setattr(fake.Worker, "mute", set())
    run(files)
    assert graded() == [], "the marks are kept, and with them those that were set by hand"
    assert page.read_text() == "for anna"
    assert b"without feedback" not in table(run)
    shutil.rmtree(run.output / "feedback")
    run({"ben.ipynb": OURS})
    assert page.read_text() == "for anna"
    (run.output / "course" / "autograded" / "anna" / "day01" / "one.ipynb").unlink()
    page.unlink()
    run(files)
    assert (graded(), page.read_text()) == ([("anna", "day01")], "for anna")


@pytest.mark.parametrize("place", range(9))
def test_grading_again_goes_on_after_a_kill(run, monkeypatch, place):
    files = {f"{name}.ipynb": OURS for name in ("anna", "ben", "cleo")}
    run(files)
    clear, grade, ended, again = Desk.clear, fake.Worker.grade, 0, []

    def killed(function):
        def called(*arguments, **options):
            nonlocal ended
            ended += 1
            if ended > place:
                raise KeyboardInterrupt
            return function(*arguments, **options)

        return called

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "clear", killed(clear))
        patch.setattr(fake.Worker, "grade", killed(grade))
        patch.setattr(grading.marking, "run_all", _one_by_one)
        with pytest.raises(KeyboardInterrupt):
            run(None, regrade=True)
    done = {key[0] for key in Desk(run.output).collected() if Desk(run.output).result(key)} if place >= 3 else set()
    run(None, regrade=True)
    again = {student for student, _ in graded()}
    assert again == {"anna", "ben", "cleo"} - done
    run(None, regrade=True)
    assert len(graded()) == 3, "once it is through, the next one begins anew"


def test_an_interrupted_regrade_ends_in_any_run(run, monkeypatch):
    files = {"anna.ipynb": OURS, "ben.ipynb": OURS}
    run(files)
    clear, seen = Desk.clear, []

    def killed(desk, key):
        seen.append(key)
        if len(seen) > 1:
            raise KeyboardInterrupt
        return clear(desk, key)

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "clear", killed)
        with pytest.raises(KeyboardInterrupt):
            run(None, regrade=True)
    run(files)
    assert graded() == [("anna", "day01"), ("ben", "day01")]


def test_regrading_needs_no_files(run):
    run({"anna.ipynb": OURS, "ben.ipynb": WRONG, "anna_day02.ipynb": SECOND})
    first = table(run)
    run(None, regrade=True)
    assert graded() == [("anna", "day01"), ("anna", "day02"), ("ben", "day01")]
    assert table(run) == first
    run(None, regrade=True, days=["day01"], students=["ben"])
    assert graded() == [("ben", "day01")]
    assert table(run) == first


def test_only_some_days_and_students(run):
    files = {"anna.ipynb": OURS, "Ben B.ipynb": WRONG, "anna_day02.ipynb": SECOND}
    rows = run(files, days=["day01"], students=["Ben B"])
    assert rows == {("Ben B", "day01"): ("graded", 0)}
    rows = run(files, days=["day02"])
    assert rows == {
        ("Ben B", "day01"): ("graded", 0),
        ("Ben B", "day02"): ("missing", 0),
        ("anna", "day02"): ("graded", 2),
    }
    with pytest.raises(ValueError, match=r"nobody is called 'Dora'; there are: .*anna"):
        run(files, students=["Dora"])
    with pytest.raises(FileNotFoundError, match=r"no day 'day09' in solutions/; there are: day01, day02"):
        run(files, days=["day09"])


def test_a_changed_lesson_grades_its_day_again(run):
    files = {"anna.ipynb": OURS, "ben.ipynb": WRONG, "anna_day02.ipynb": SECOND}
    run(files)
    changed = {"double": ("return 3 * x", "assert double(3) == 9, 'now it is three times'", "assert double(1) == 3")}
    sample.write(run.course / "solutions" / "day01" / "one.ipynb", sample.full(changed, ()))
    run({"anna_day02.ipynb": SECOND}, days=["day02"])
    assert graded() == []
    run({"ben.ipynb": WRONG}, students=["ben"])
    assert graded() == [("anna", "day01"), ("ben", "day01")]
    assert len(shown(grading.rows(run.output))) == 4


def test_a_notebook_that_left_the_course(run):
    run({"anna.ipynb": OURS})
    source = run.course / "solutions" / "day01" / "one.ipynb"
    source.rename(source.with_name("uno.ipynb"))
    assert [row.notebook for row in grading.rows(run.output)] == ["one"]
    assert run({"anna.ipynb": OURS}) == {("anna", "day01"): ("graded", 2)}
    assert [row.notebook for row in grading.rows(run.output)] == ["uno"]


@pytest.mark.parametrize("place", range(18))
def test_a_run_that_is_killed_goes_on(run, monkeypatch, place):
    """The kill comes before the n-th file that the desk writes."""
    files = {"anna.ipynb": OURS, "ben.ipynb": WRONG, "cleo.ipynb": "{", "anna_day02.ipynb": SECOND}
    run(files, output=run.folder / "whole")
    write, count = grading.desk.write_atomically, 0

    def killed(path, content):
        nonlocal count
        count += 1
        if count > place:
            raise KeyboardInterrupt
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(grading.desk, "write_atomically", killed)
        patch.setattr(grading.marking, "run_all", _one_by_one)
        patch.setattr(take_in, "run_all", _one_by_one)
        with pytest.raises(KeyboardInterrupt):
            run(files)
    run(files)
    assert table(run) == (run.folder / "whole" / "grades.csv").read_bytes()


def _one_by_one(clients, requests, done):
    for name, arguments in requests:
        done((name, arguments), clients[0].ask(name, **arguments))


def test_lost_marks_are_not_made_up(run):
    run({"anna.ipynb": OURS})
    (run.output / "course" / "gradebook.json").write_text(
        '{"points": {"day01": {"one": {"double_check": 2}}}, "scores": {}}'
    )
    (row,) = grading.rows(run.output)
    assert (row.status, row.score, row.message) == ("error", 0, "the gradebook has lost the marks; grade again")
    assert run({"anna.ipynb": OURS}) == {("anna", "day01"): ("graded", 2)}


def test_one_that_cannot_be_prepared_stops_no_other(run, monkeypatch):
    prepare, choose = grading.marking.prepare, take_in.choose

    def hateful(cells, release):
        if any("hateful" in cell["source"] for cell in cells):
            raise RecursionError("too deep")
        return prepare(cells, release)

    def choosy(files, lessons, most):
        files = list(files)
        if files[0].name == "cleo.ipynb":
            raise MemoryError
        return choose(files, lessons, most)

    monkeypatch.setattr(grading.marking, "prepare", hateful)
    monkeypatch.setattr(take_in, "choose", choosy)
    files = {"anna.ipynb": answer(ONE, double="return 'hateful'"), "ben.ipynb": OURS, "cleo.ipynb": OURS}
    rows = run(files)
    assert rows == {("anna", "day01"): ("error", 0), ("ben", "day01"): ("graded", 2), ("cleo", "day01"): ("error", 0)}
    assert b"the grader cannot prepare it: RecursionError('too deep')" in table(run)
    monkeypatch.undo()
    monkeypatch.setattr(bubblewrap, "privileged", lambda: False)
    monkeypatch.setattr(grading, "Client", fake.Worker)
    assert set(run(files).values()) == {("graded", 2)}


def test_a_full_disk_is_said_and_nothing_half_written_is_kept(run, monkeypatch):
    write = grading.desk.write_atomically

    def full(path, content):
        if path.parts[-4] == "results":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(grading.desk, "write_atomically", full)
        with pytest.raises(OSError, match=r"cannot write into .*No space left on device.*make room"):
            run({"anna.ipynb": OURS})
    assert shown(grading.rows(run.output)) == {("anna", "day01"): ("error", 0)}
    assert run({"anna.ipynb": OURS}) == {("anna", "day01"): ("graded", 2)}


def test_nothing_unfinished_stays(run):
    run({"anna.ipynb": OURS})
    unfinished = run.output / "feedback" / "anna" / ".one.html.0123abcd.part"
    unfinished.touch()
    run({"anna.ipynb": OURS})
    assert not unfinished.exists()


def test_nothing_to_grade(run):
    with pytest.raises(ValueError, match=r"found 1 students, but no notebook of the course.*--day"):
        run({"anna/x.ipynb": "{"})
    assert run({"anna/x.ipynb": "{"}, days=["day02"]) == {("anna", "day02"): ("unreadable", 0)}
    with pytest.raises(ValueError, match="left out only to grade again"):
        run(None)
    with pytest.raises(ValueError, match="left out only to grade again"):
        run(None, regrade=True, output=run.folder / "new")
    with pytest.raises(FileNotFoundError, match=r"no grades in .*new"):
        grading.rows(run.folder / "new")
    assert not (run.folder / "new").exists()


def test_without_a_sandbox_nothing_runs(run, monkeypatch):
    monkeypatch.setattr(bubblewrap, "problem", lambda: "install bubblewrap")
    with pytest.raises(RuntimeError, match="install bubblewrap"):
        run({"anna.ipynb": OURS}, sandboxed=True)
    assert graded() == []


def test_root_grades_only_in_a_sandbox(run, monkeypatch):
    monkeypatch.setattr(bubblewrap, "privileged", lambda: True)
    with pytest.raises(RuntimeError, match=r"expected an ordinary user .*; got root; leave out --no-sandbox"):
        run({"anna.ipynb": OURS})
    assert graded() == []


def test_output_folders_are_not_mixed_up(run):
    with pytest.raises(ValueError, match="lies among the submissions"):
        run({"anna.ipynb": OURS}, output=run.folder / "submissions" / "grades")
    for name, content in (("course/chapter.txt", "all my work"), ("grades.csv", "mine"), ("feedback/x", "mine")):
        foreign = run.folder / name.replace("/", "-")
        sample.write(foreign / name, content)
        with pytest.raises(ValueError, match=f"holds another {name.split('/')[0]}; choose another folder with --out"):
            run({"anna.ipynb": OURS}, output=foreign)
        assert (foreign / name).read_text() == content


def test_the_settings_that_workers_get(run, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: range(6), raising=False)

    class Curious(fake.Worker):
        def __init__(self, settings, log, lock=None):
            super().__init__(settings, log, lock)
            seen.append((settings, log.name, lock is None))

    monkeypatch.setattr(grading, "Client", Curious)
    run({"anna.ipynb": OURS}, workers=0, limits=Limits(cell_seconds=3))
    assert len(seen) == 6
    (settings, log, unlocked), *_ = seen
    assert settings == {
        "course": str(run.output / "course"),
        "settings": str(run.course / "nbgrader_config.py"),
        "sandboxed": False,
        "limits": dataclasses.asdict(Limits(cell_seconds=3)),
        "private": [str(run.output), str(run.course), str(run.folder / "submissions")],
    }
    assert (log, unlocked) == ("grading.log", os.name == "nt")
    run({"anna.ipynb": OURS}, workers=2)
    assert len(seen) == 8


@pytest.mark.parametrize("name", ["grades [week 1]", "what? 100 %", "a*b"])
def test_any_folder_name_works(run, monkeypatch, name):
    seen = []

    class Curious(fake.Worker):
        def take_in(self, book, **arguments):
            seen.append((self.settings["course"], self.course.resolve()))
            return super().take_in(book, **arguments)

    monkeypatch.setattr(grading, "Client", Curious)
    output = run.folder / name
    assert run({"anna.ipynb": OURS}, output=output) == {("anna", "day01"): ("graded", 2)}
    assert shown(grading.rows(output)) == {("anna", "day01"): ("graded", 2)}
    ((course, real),) = seen
    assert not set(course) & set("*?[]%#")
    assert real == output / "course"


def test_the_course_folder_suits_nbgrader(run):
    run({"anna.ipynb": OURS})
    text = Desk(run.output).settings.read_text(encoding="utf-8")
    assert text.startswith((run.course / "nbgrader_config.py").read_text(encoding="utf-8"))
    config = Config()
    exec(text, {"get_config": lambda: config})
    assert (config.CourseDirectory.source_directory, config.CourseDirectory.release_directory) == ("source", "release")

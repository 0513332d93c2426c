"""Finding the course, and what it consists of."""

import pytest

from gan_classroom.grading.course import Course, find_course, surroundings

from . import sample


@pytest.fixture
def folder(tmp_path):
    return sample.make_course(
        tmp_path / "course", day02__b=sample.full(), day01__a=sample.full(), day01__c=sample.full()
    )


def test_the_course_is_found_from_below(folder, monkeypatch):
    below = folder / "solutions" / "day01"
    monkeypatch.chdir(below)
    assert find_course() == folder
    assert find_course(folder) == folder
    with pytest.raises(FileNotFoundError, match=r"nbgrader_config\.py"):
        find_course(below)


def test_days_and_notebooks(folder):
    sample.write(folder / "solutions" / ".ipynb_checkpoints" / "a.ipynb", "{")
    course = Course(folder)
    assert course.days == {"day01": ["a", "c"], "day02": ["b"]}
    assert list(course.lessons) == [("day01", "a"), ("day01", "c"), ("day02", "b")]
    course.expect(["day02"])
    with pytest.raises(FileNotFoundError, match=r"no day 'day03' in solutions/; there are: day01, day02"):
        course.expect(["day01", "day03"])


def test_a_course_without_days(tmp_path):
    (tmp_path / "solutions").mkdir()
    with pytest.raises(FileNotFoundError, match="there are: none"):
        Course(tmp_path).expect([])


@pytest.mark.parametrize("content", ["{", "{}", "[]", '{"cells": []}'])
def test_a_damaged_solution_is_named(folder, content):
    sample.write(folder / "solutions" / "day02" / "b.ipynb", content)
    with pytest.raises(ValueError, match=r"b\.ipynb is no notebook with cells"):
        _ = Course(folder).lessons


def test_the_fingerprint_tells_a_change(folder):
    before = Course(folder).fingerprint("day01")
    assert Course(folder).fingerprint("day01") == before
    path = folder / "solutions" / "day01" / "c.ipynb"
    path.rename(path.with_name("d.ipynb"))
    renamed = Course(folder).fingerprint("day01")
    sample.write(path.with_name("d.ipynb"), sample.blank())
    changed = Course(folder).fingerprint("day01")
    (folder / "nbgrader_config.py").write_text("c = get_config()")
    assert len({before, renamed, changed, Course(folder).fingerprint("day01")}) == 4


def test_the_budget_belongs_to_the_surroundings(monkeypatch):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "smoke")
    before = surroundings()
    monkeypatch.setenv("GAN_COURSE_BUDGET", "laptop")
    assert surroundings() != before

"""Names of folders, and finding the course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_course.grading.desk import find_course, folder_of

from . import sample


@given(st.text(max_size=300))
def test_a_folder_is_always_safe(student):
    folder = folder_of(student)
    assert folder
    assert not set(folder) & set("/\\*?[]:. \n\0")
    assert len(folder) <= 80
    assert folder_of(folder) == folder


@given(st.text(), st.text())
def test_two_students_never_share_a_folder(one, other):
    assert (folder_of(one) == folder_of(other)) == (one == other)


def test_the_course_is_found_from_below(tmp_path, monkeypatch):
    course = sample.make_course(tmp_path / "course", day01__sample=sample.full())
    below = course / "solutions" / "day01"
    monkeypatch.chdir(below)
    assert find_course() == course
    assert find_course(course) == course
    with pytest.raises(FileNotFoundError, match=r"nbgrader_config\.py"):
        find_course(below)

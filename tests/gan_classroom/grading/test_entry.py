"""Names of folders, and what a run is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_classroom.grading.entry import Scope, folder_of


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


@pytest.mark.parametrize(
    ("days", "students", "covered"),
    [
        ((), (), True),
        (("day01",), (), True),
        (("day02",), (), False),
        ((), ("ben",), False),
        (("day01",), ("anna",), True),
    ],
)
def test_a_scope(days, students, covered):
    assert Scope(frozenset(days), frozenset(students)).covers(("anna", "day01", "one")) is covered

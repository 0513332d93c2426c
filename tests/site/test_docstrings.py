from types import SimpleNamespace
from typing import NamedTuple

import docstrings
import pytest


def processed(text):
    lines = text.split("\n")
    docstrings.process(None, "function", "f", None, None, lines)
    return "\n".join(lines)


def test_a_source_of_one_line_becomes_a_section():
    assert processed("Add.\n\nSource: A paper,\n    eq. 1.\nDeparts: the sign.\n\nMore.") == (
        "Add.\n\n\nSource:\n    A paper,\n    eq. 1.\n\nDeparts:\n    the sign.\n\nMore."
    )


def test_a_section_that_has_its_block_stays():
    text = "Add.\n\nSource:\n    A paper: eq. 1."
    assert processed(text) == text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("the mean of |x|", r"the mean of \|x\|"),
        ("``a | b`` or |c|", r"``a | b`` or \|c\|"),
        (">>> a | b", ">>> a | b"),
    ],
)
def test_bars_are_no_substitutions_and_code_stays(line, expected):
    assert processed(line) == expected


def test_fields_of_named_tuples_are_explained_by_the_class_alone():
    class Pair(NamedTuple):
        first: int

    assert docstrings.skip(None, "class", "first", Pair.first, False, None) is True
    assert docstrings.skip(None, "class", "first", SimpleNamespace(), False, None) is None

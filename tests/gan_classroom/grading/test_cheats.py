"""Submissions that set out to pass a check without being right, graded as an instructor would."""

import pytest

from . import cheats

POINTS = 2


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """What comes of every cheat, and of an honest submission, by name."""
    notebooks = {name: cheats.submission(name) for name in cheats.CHEATS} | {"honest": cheats.submission(None)}
    notebooks |= {name: cheats.one_liner(name) for name in cheats.ONE_LINERS}
    notebooks |= {source: cheats.submission(None, total=source) for source in cheats.CHANGING}
    return cheats.graded(tmp_path_factory.mktemp("cheats"), notebooks)


@pytest.mark.parametrize("name", cheats.CHEATS)
def test_a_cheat(rows, name):
    row, cheat = rows[name], cheats.CHEATS[name]
    if cheat.in_vain:
        assert (row.scores[cheat.exercise], row.status) == (0, "graded"), row
    else:
        assert row.status == "review", row
        assert "read by hand: cell" in row.message


@pytest.mark.parametrize(("source", "right"), cheats.CHANGING.items())
def test_an_argument_that_is_changed_is_told_and_gains_nothing(rows, source, right):
    row = rows[source]
    assert (row.scores["total"], row.status) == (POINTS * right, "review")
    assert "arguments were changed in total_check" in row.message


@pytest.mark.parametrize("name", cheats.ONE_LINERS)
def test_a_line_in_a_blank_notebook_gains_nothing(rows, name):
    assert rows[name].score == 0
    assert rows[name].status in ("review", "graded")


def test_honesty(rows):
    assert (rows["honest"].status, rows["honest"].score) == ("graded", POINTS * len(cheats.EXERCISES))

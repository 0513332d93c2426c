import json
from collections import Counter

import numpy as np
import pytest

from benchmarks.grading import day, hostile
from benchmarks.grading.submissions import ORDINARY, plan, write
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.verdict import STATUSES

KINDS = hostile.kinds()


@pytest.fixture(scope="module")
def submissions():
    return plan(200, seed=0)


def notebook(content):
    return day.graded(json.loads(content))


def test_a_class_has_each_hostile_kind_once(submissions):
    counts = Counter(one.kind for one in submissions)
    assert counts == {ORDINARY: 180, **dict.fromkeys(KINDS, 1)}
    assert len(KINDS) == 20
    assert len({one.student for one in submissions}) == len({one.path for one in submissions}) == 200


def test_hostile_ones_are_spread_over_the_class(submissions):
    for half in (submissions[:100], submissions[100:]):
        assert sum(one.kind != ORDINARY for one in half) > 4


def test_the_seed_decides(submissions):
    assert plan(200, seed=0) == submissions
    assert plan(200, seed=1) != submissions


@pytest.mark.parametrize("size", [4, 12, 50, 300])
def test_one_in_ten_is_hostile(size):
    assert sum(one.kind != ORDINARY for one in plan(size, seed=0)) == round(size / 10)


def test_an_ordinary_one_mixes_answers_whose_marks_are_known(submissions):
    for one in submissions:
        if one.kind != ORDINARY:
            continue
        ways = []
        for name, cell in notebook(one.content).items():
            if name in day.points():
                ways += [next(way for way, known in day.answers()[name].items() if day.source(cell) in known)]
        right = [way in ("ours", "right") for way in ways]
        assert one.total == sum(points for points, good in zip(day.points().values(), right, strict=True) if good)
        assert one.status == ("blank" if set(ways) == {"blank"} else "graded")
    statuses = Counter(one.status for one in submissions if one.kind == ORDINARY)
    assert 3 <= statuses["blank"] <= 20
    assert len({one.total for one in submissions}) > 8


def test_ordinary_checks_are_as_released(submissions):
    released = notebook(day.encode(day.copy_of_student()))
    for one in submissions:
        if one.kind == ORDINARY:
            handed_in = notebook(one.content)
            assert handed_in.keys() == released.keys()
            for name in day.points():
                check = f"{name}_check"
                assert day.source(handed_in[check]) == day.source(released[check])


def test_the_statuses_are_those_of_the_grader():
    assert {made.status for made in KINDS.values()} <= set(STATUSES)


def test_marks_of_the_hostile_ones():
    assert list(day.points())[:2] == ["optimal_d", hostile.EXERCISE]
    totals = {made.earned: made.total for made in KINDS.values()}
    assert totals == {hostile.NOTHING: 0, hostile.BEFORE: 2, hostile.OTHERS: 11, hostile.ALL: 13}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_answers_are_python_and_stand_in_their_cell(kind):
    made = KINDS[kind]
    if kind in hostile.BODIES | hostile.CELLS:
        cells = notebook(made.content)
        compile(day.source(cells[hostile.EXERCISE]), kind, "exec")
        assert hostile.EXERCISE in day.source(cells[hostile.EXERCISE])
        assert cells["optimal_d"]["source"] == day.answers()["optimal_d"]["ours"][0]


def test_what_they_reach_for_ends_in_a_right_answer(capsys):
    found = {}
    for cell in (
        day.source(notebook(KINDS["a line of 20 MB"].content)[hostile.EXERCISE]),
        day.answers()[hostile.EXERCISE]["ours"][0],
    ):
        names = {"np": np}
        exec(cell, names)
        found[cell] = names[hostile.EXERCISE](np.array([0.0, 0.3]), np.array([0.4, 0.6]), np.array([0.0, 1.0]), dx=0.5)
    with_harm, ours = found.values()
    assert with_harm == ours == -np.inf
    assert len(capsys.readouterr().out) > 20_000_000


def test_hostile_files():
    assert f"{hostile.EXERCISE}_check" not in notebook(KINDS["deleted check"].content)
    assert notebook(KINDS["edited check"].content)[f"{hostile.EXERCISE}_check"]["source"] == "pass"
    assert not set(notebook(KINDS["another day's notebook"].content)) & set(day.points())
    assert b"../../" in KINDS["zip that leads out"].content
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        json.loads(KINDS["cut off"].content)


def test_files_are_written_and_the_large_one_is_a_hole(tmp_path, submissions):
    large = next(one for one in submissions if one.kind == "200 MB")
    write(tmp_path, [submissions[0], large])
    assert (tmp_path / submissions[0].path).read_bytes() == submissions[0].content
    status = (tmp_path / large.path).stat()
    assert status.st_size == hostile.HUGE > Limits().submission_mb * 1_000_000
    assert 512 * status.st_blocks < 10_000_000

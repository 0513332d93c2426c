import json
import math

import pytest

from benchmarks.quality.curves import FILE, Curve, Point, load, save


def curve(*points, contestant="course", seed=0, budget=90):
    return Curve(contestant, seed, budget, 10_000, 0.4, tuple(Point(s, int(40 * s), f) for s, f in points))


UNSTEADY = curve((1, 500), (2, 100), (4, 250), (8, 90), (16, 90), (32, 120))


@pytest.mark.parametrize(
    ("level", "seconds"), [(600, 1), (500, 1), (499, 2), (100, 2), (99, 8), (90, 8), (89.9, math.inf)]
)
def test_a_level_is_reached_when_it_is_first_seen_at_or_below(level, seconds):
    assert UNSTEADY.seconds_to(level) == seconds


def test_the_best_point_is_the_first_of_the_lowest():
    assert UNSTEADY.best == Point(8, 320, 90)
    assert UNSTEADY.seconds_to(UNSTEADY.best.frechet) == UNSTEADY.best.seconds


def test_nothing_is_reached_without_points():
    assert curve().seconds_to(1e9) == math.inf
    assert not curve().finished


def test_a_run_is_finished_at_its_last_second():
    assert curve((90.2, 10), budget=90).finished
    assert not curve((89.9, 10), budget=90).finished


def test_curves_come_back_from_their_file(tmp_path):
    assert load(tmp_path) == []
    curves = [UNSTEADY, curve((1, 5), seed=1), curve((1, 7), contestant="tutorial")]
    for one in curves:
        save(tmp_path, one)
    assert load(tmp_path) == curves
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_curve_takes_the_place_of_its_earlier_self(tmp_path):
    for one in (curve((1, 5)), curve((1, 5), seed=1), curve((1, 5), (2, 4))):
        save(tmp_path, one)
    assert load(tmp_path) == [curve((1, 5), seed=1), curve((1, 5), (2, 4))]


def test_the_file_says_what_its_numbers_are(tmp_path):
    save(tmp_path, curve((1.5, 5)))
    (entry,) = json.loads((tmp_path / FILE).read_text())
    assert entry["points"] == [{"seconds": 1.5, "steps": 60, "frechet": 5}]
    assert (entry["contestant"], entry["samples"], entry["floor"]) == ("course", 10_000, 0.4)

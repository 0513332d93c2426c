import numpy as np
import pytest

from benchmarks.quality.curves import Curve, Point
from benchmarks.quality.report import levels, picture, report


def curve(contestant, seed, budget, *points):
    return Curve(contestant, seed, budget, 10_000, 0.4, tuple(Point(s, int(40 * s), f) for s, f in points))


TUTORIAL = curve("tutorial", 0, 1200, (12, 900), (120, 400), (400, 160), (800, 300), (1201, 170))
COURSES = [
    curve("course", 0, 90, (1, 700), (4, 150), (20, 40), (90, 8)),
    curve("course", 1, 90, (1, 700), (5, 155), (25, 40), (91, 10)),
    curve("course", 2, 90, (1, 700), (5, 170), (10, 140), (90, 12)),
]


def test_levels_are_round_and_between_what_was_seen():
    assert levels([TUTORIAL, *COURSES]) == [500, 200, 100, 50, 20, 10]
    assert levels([TUTORIAL]) == [500, 200]


def test_the_table_shows_when_each_level_is_reached():
    lines = report([TUTORIAL, *COURSES]).split("\n")
    assert "median of 3 seeds (min–max)" in lines[2]
    assert "| 500 | 120 s | 5.0 s (4.0 s–5.0 s) | 24.0× |" in lines  # 4, 5 and 5 s
    assert "| 100 | not reached | 25.0 s (20.0 s–90.0 s) | > 48× |" in lines
    assert "| 10 | not reached | 91.0 s (90.0 s–not reached) | > 13× |" in lines


def test_the_verdict_compares_with_the_best_level_of_the_tutorial():
    text = report([TUTORIAL, *COURSES])
    assert "10,000 samples · real against real 0.40" in text
    assert "in 20.0 minutes: 160.0, after 400 s." in text
    assert "passes it after 5.0 s (4.0 s–10.0 s): 80.0 times sooner." in text
    assert "At its end it stands at 0.062 of that level, 1/16.0." in text
    assert "Where the course's recipe ended, after 90.0 s (90.0 s–91.0 s): 10.00 (8.00–12.00)." in text


def test_the_relativistic_recipe_is_shown_beside_the_courses():
    text = report([*COURSES, curve("relativistic", 0, 90, (1, 700), (91, 9))])
    assert "Where the relativistic recipe with R1 and R2 ended, after 91.0 s: 9.00." in text


def test_a_level_that_the_course_never_reaches_gives_no_ratio():
    text = report([TUTORIAL, curve("course", 0, 90, (1, 700), (90, 300))])
    assert "| 200 | 400 s | not reached |  |" in text
    assert "passes it after not reached" not in text
    assert "does not pass it" in text


def test_an_interrupted_run_is_shown_and_named():
    text = report([TUTORIAL, curve("course", 0, 90, (1, 700), (5, 100))])
    assert "Not finished: course, seed 0" in text
    assert "Where the course's recipe ended, after 5.0 s: 100.00." in text


@pytest.mark.parametrize("curves", [[TUTORIAL], COURSES])
def test_one_contestant_alone_is_shown_without_a_verdict(curves):
    text = report(curves)
    assert "real against real" in text
    assert "best level" not in text


def test_the_best_of_several_runs_of_the_tutorial_counts():
    another = curve("tutorial", 1, 1200, (300, 155), (1200, 200))
    assert "155.0, after 300 s." in report([TUTORIAL, another, *COURSES])


def test_the_picture_says_what_it_shows():
    drawn = picture([TUTORIAL, *COURSES])
    assert "at best 160.0 after 400 s" in drawn.alt
    assert np.ptp(drawn.pixels()) > 0

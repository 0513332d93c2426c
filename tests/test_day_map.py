import json
from pathlib import Path

import pytest

from gan_course import day_map
from gan_course.day_map import Day, next_step, progress_table, read_days, solved_in
from gan_course.solved import Success

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
DAYS = [
    Day("Day 1: Dots", "day01/dots.ipynb", "two hours", "a minute", ("join", "count")),
    Day("Day 2: Lines", "day02/lines.ipynb", "", "", ("draw", "count")),
]


def success(exercise, notebook):
    return Success(exercise, notebook, "2026-11-30T06:00:00+00:00")


def test_every_day_says_its_title_its_times_and_its_exercises():
    days = read_days(NOTEBOOKS)
    assert [day.title.split(":")[0] for day in days] == [f"Day {number}" for number in range(1, 11)]
    for day in days:
        assert day.study.endswith("hours"), day.title
        assert day.run_time.endswith(("seconds", "minute", "minutes")), day.title
        assert len(day.exercises) == len(set(day.exercises)) >= 5
        assert (NOTEBOOKS / day.path).is_file()
    assert days[1].exercises[0] == "two_updates"


def test_without_a_folder_the_current_one_counts_and_else_the_courses(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert len(read_days()) == 10
    (tmp_path / "day01").mkdir()
    cell = {"cell_type": "markdown", "source": ["# Day 1: Mine\n"], "metadata": {}}
    (tmp_path / "day01" / "mine.ipynb").write_text(json.dumps({"cells": [cell]}))
    (tmp_path / "day01" / "broken.ipynb").write_text("{")
    assert read_days() == [Day("Day 1: Mine", "day01/mine.ipynb", "", "", ())]
    monkeypatch.setattr(day_map, "COURSE", tmp_path / "none")
    with pytest.raises(FileNotFoundError, match=r"expected notebooks such as .* got none"):
        read_days(tmp_path / "none")


def test_the_same_name_in_two_days_is_two_exercises():
    done = [success("count", "lines")]
    assert [solved_in(day, done) for day in DAYS] == [[], ["count"]]
    assert solved_in(DAYS[0], [success("count", "dots-Copy1")]) == ["count"]
    assert solved_in(DAYS[0], [success("count", "")]) == ["count"]  # a front end that does not tell
    assert solved_in(DAYS[0], [success("other", "dots")]) == []


def test_the_table_counts_what_is_solved():
    rows = progress_table(DAYS, [success("join", "dots")]).splitlines()
    assert rows[2] == "| [Day 1: Dots](day01/dots.ipynb) | two hours | a minute | ■□ 1 of 2 |"
    assert rows[3] == "| [Day 2: Lines](day02/lines.ipynb) | – | – | □□ 0 of 2 |"


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ([], "Begin with [Day 1: Dots]"),
        ([("unknown", "elsewhere")], "Begin with [Day 1: Dots]"),
        ([("join", "dots")], "Next: exercise `count` in [Day 1: Dots](day01/dots.ipynb), where 1 of 2 are open."),
        ([("draw", "lines")], "Next: exercise `count` in [Day 2: Lines]"),
        ([("join", "dots"), ("count", "dots")], "Next: exercise `draw` in [Day 2: Lines]"),
        ([("draw", "lines"), ("count", "lines")], "Next: exercise `join` in [Day 1: Dots]"),
        ([("join", "dots"), ("count", "dots"), ("draw", "lines"), ("count", "lines")], "All exercises are solved."),
    ],
)
def test_the_next_step_goes_on_where_one_was(done, words):
    assert next_step(DAYS, [success(*each) for each in done]).startswith(words)

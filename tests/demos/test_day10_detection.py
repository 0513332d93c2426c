import pytest

from gan_course import recordings
from gan_course.data import load_images
from gan_course.demos import day10_detection as detection


def test_each_detector_is_tested_on_all_kinds_with_each_seed(monkeypatch):
    monkeypatch.setattr(detection, "FAKES", 20)
    monkeypatch.setattr(detection, "SEEDS", range(2))
    rows = detection.table(load_images("digits"), steps=1)
    assert [(what, seed) for what, seed, _ in rows] == [(what, seed) for seed in range(2) for what in detection.TESTED]
    assert all(0 <= area <= 1 for *_, area in rows)
    assert rows[0][2] > 0.9  # after one step a generator makes noise


@pytest.mark.parametrize("name", [name for name in recordings.TABLES if name.startswith("detectors")])
def test_a_recording_has_three_seeds_and_shows_weak_detectors_that_a_blur_turns_round(name):
    table = recordings.table(name)
    assert tuple(table) == detection.TESTED
    assert all(len(values) == 3 for values in table.values())
    assert max(table["same generator"]) < 0.97
    assert max(table["blur"]) < 0.05

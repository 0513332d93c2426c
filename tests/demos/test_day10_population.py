import numpy as np
import pytest

from gan_course import population, recordings
from gan_course.data import load_images
from gan_course.demos import day10_population as fives


@pytest.fixture(scope="module")
def people():
    return fives.four_to_one(load_images("digits"))


def test_there_are_four_sevens_for_each_five(people):
    assert np.mean(people.labels) == fives.SHARE
    assert fives.four_to_one(load_images("digits"), most=50).images.shape[0] == 50


@pytest.mark.parametrize("way", fives.WAYS)
def test_every_way_trains_and_is_measured(way, people):
    gan = fives.train(way, people, steps=2, seed=1)
    samples = fives.samples(gan, 60, seed=2)
    assert samples.shape == (60, 28, 28, 1)
    found = fives.Yardstick(people.images)(samples)
    assert list(found) == list(fives.MEASURES)
    assert found["low"] <= found["forced choice"] <= found["high"]


def test_held_out_images_are_a_floor(people):
    floor = fives.Yardstick(people.images).floor
    assert floor["low"] <= floor["high"]
    assert floor["forced choice"] == pytest.approx(fives.SHARE, abs=0.08)
    assert floor["recall"] > 0.7


def test_recorded_bounds_become_labels_with_these_bounds():
    models = fives.as_labels([0.1, 0.25], [0.3, 0.25], n=200)
    assert [len(labels) for labels in models] == [200, 200]
    assert population.share_bounds(models[0], fives.MAJORITY, fives.MINORITY) == pytest.approx((0.1, 0.3))
    assert population.share_bounds(models[1], fives.MAJORITY, fives.MINORITY) == pytest.approx((0.25, 0.25))


def test_the_recording_has_all_measures_of_all_ways_for_three_seeds():
    table = recordings.table("population")
    assert set(table) == {f"{way}: {measure}" for way in fives.WAYS for measure in fives.MEASURES}
    assert all(len(values) == 3 for values in table.values())

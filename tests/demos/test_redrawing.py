import numpy as np
import pytest

from gan_course import captions
from gan_course.data import load_images
from gan_course.demos import redrawing
from gan_course.metrics import handwriting


@pytest.fixture(scope="module")
def data():
    return load_images("digits")


@pytest.fixture(scope="module")
def described(data):
    return redrawing.describe(data, limit=600, seed=1)


def test_redrawn_digits_have_the_sizes_and_slants_that_were_asked_for(data):
    images = redrawing.redraw(data.images[:300], seed=2)
    assert images.shape == (300, 28, 28, 1)
    assert images.dtype == np.float32
    assert np.abs(images).max() <= 1
    measured = handwriting(images)
    nearest = np.abs(measured.slant[:, None] - list(redrawing.SLANTS.values())).min(axis=1)
    assert np.mean(nearest) < redrawing.SLANT_SPREAD
    nearest = np.abs(measured.height[:, None] - list(redrawing.HEIGHTS.values())).min(axis=1)
    assert np.mean(nearest) < redrawing.HEIGHT_SPREAD
    np.testing.assert_array_equal(images, redrawing.redraw(data.images[:300], seed=2))


def test_captions_say_what_was_measured_and_nothing_held_out_is_shown(described):
    assert len(described.images) == len(described.captions) == len(described.sentences)
    measured = described.judge.ways(handwriting(described.images))
    for name in captions.WAYS:
        np.testing.assert_array_equal(described.attributes[name], measured[name])
        spoken = 0
        for saying, value in zip(described.captions, described.attributes[name], strict=True):
            for other, words in captions.SAYINGS[name].items():
                said = any(word in saying for word in words)
                assert not said or other == value
                spoken += said
        assert 0.5 * len(described.captions) < spoken < 0.9 * len(described.captions)
    shown = {tuple(one.values()) for one in redrawing.rows(described.attributes)}
    assert not shown & {tuple(one.values()) for one in captions.held_out()}


def test_the_judge_reads_the_digits_of_redrawn_images(described):
    read = described.judge(described.images)
    assert np.mean(read["digit"] == described.attributes["digit"]) > 0.95
    assert list(read) == list(captions.SAYINGS)


def test_half_of_the_digits_are_thick(described):
    assert np.mean(described.attributes["thickness"] == "thick") == pytest.approx(0.5, abs=0.03)

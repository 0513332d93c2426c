import numpy as np
import pytest

from gan_course.data import load_photograph
from gan_course.metrics.patches import patch_distance, patch_statistics


@pytest.fixture(scope="module")
def cat():
    return load_photograph("chelsea", height=96)


def test_the_statistics_of_a_wave_are_those_worked_out_by_hand():
    columns = np.arange(64)
    wave = np.cos(2 * np.pi * columns / 8) * np.ones((64, 1))  # 4 periods in 32 pixels
    statistics = patch_statistics(np.repeat(wave[..., None], 3, axis=-1), n=50)
    assert statistics.shape == (50, 18)
    np.testing.assert_allclose(statistics[:, :3], 1.5, atol=1e-5)  # mean ½, three times
    np.testing.assert_allclose(statistics[:, 3:6], 3 * np.sqrt(1 / 8), atol=1e-5)
    assert set(statistics[:, 6:].argmax(axis=1)) == {3}  # the band of radius 4


def test_it_is_blind_to_what_is_where_and_sees_colours_and_blur(cat):
    turned = np.ascontiguousarray(cat[::-1, ::-1])
    brighter, blurred = np.clip(cat + 0.3, -1, 1), (cat + np.roll(cat, 1, 0) + np.roll(cat, 1, 1)) / 3
    nearest = patch_distance(cat, turned, n=1000)
    assert nearest < 0.3 * patch_distance(cat, brighter, n=1000)
    assert nearest < 0.3 * patch_distance(cat, blurred, n=1000)


def test_what_is_no_picture_is_refused():
    with pytest.raises(ValueError, match="expected a picture"):
        patch_statistics(np.zeros((40, 40)))
    with pytest.raises(ValueError, match="at least 32×32"):
        patch_statistics(np.zeros((20, 40, 3)))

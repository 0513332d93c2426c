import numpy as np
import pytest

from gan_course import models
from gan_course.tiling import in_tiles


def test_tiles_meet_without_a_seam_where_the_margin_is_wide_enough():
    network = models.unet(2, width=3, depth=2, seed=0)
    picture = np.random.default_rng(0).uniform(-0.5, 0.5, (40, 52, 2)).astype("float32")
    whole = in_tiles(network, picture, tile=64, margin=32)
    np.testing.assert_allclose(in_tiles(network, picture, tile=16, margin=32), whole, atol=1e-5)
    assert np.abs(in_tiles(network, picture, tile=16, margin=0) - whole).max() > 1e-3


@pytest.mark.parametrize("shape", [(1, 1, 3), (7, 300, 3), (33, 16, 1)])
def test_pictures_of_any_size_keep_it(shape):
    picture = np.random.default_rng(0).uniform(-1, 1, shape).astype("float32")
    np.testing.assert_array_equal(in_tiles(lambda tiles: tiles, picture, tile=16, margin=8), picture)


def test_all_tiles_have_one_size_and_the_result_is_cut_off():
    seen = []

    def translate(tiles):
        seen.append(tiles.shape)
        return 3 * tiles

    made = in_tiles(translate, np.full((10, 9, 3), 0.5), tile=4, margin=2)
    assert seen == [(1, 8, 8, 3)] * 9
    assert np.all(made == 1)


def test_what_is_no_picture_is_refused():
    with pytest.raises(ValueError, match="expected a picture"):
        in_tiles(lambda tiles: tiles, np.zeros((4, 4)))
    with pytest.raises(ValueError, match="tile"):
        in_tiles(lambda tiles: tiles, np.zeros((4, 4, 1)), tile=0)

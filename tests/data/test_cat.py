import numpy as np
import pytest

from gan_course.data.cat import cat_crops


def test_the_crops_are_a_data_set_of_one_class():
    crops = cat_crops(40, 32, 1)
    assert crops.image_shape == (32, 32, 3)
    assert crops.class_names == ("cat",)
    assert len(np.unique(crops.images.reshape(40, -1), axis=0)) == 40
    np.testing.assert_array_equal(cat_crops(40, 32, 1).images, crops.images)
    assert not np.array_equal(cat_crops(40, 32, 2).images, crops.images)


def test_each_crop_shows_both_eyes():
    crops = cat_crops(60, 64).images
    green = (crops[..., 1] > crops[..., 2] + 0.2) & (crops[..., 1] > crops[..., 0] - 0.1)  # the irises alone
    assert green[:, :, :32].any(axis=(1, 2)).all()
    assert green[:, :, 32:].any(axis=(1, 2)).all()


def test_half_of_the_crops_are_mirrored():
    crops = cat_crops(100, 32).images
    nose = crops[:, 16:, :, 0] - crops[:, 16:, :, 2]  # orange
    right = np.array([np.average(np.arange(32), weights=np.maximum(row, 0).sum(axis=0) ** 4) for row in nose]) > 16
    assert 30 < right.sum() < 70


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0,), "n to be a whole number of at least 1, got 0"),
        ((2, 7), "size to be a whole number of at least 8, got 7"),
        ((2, 257), "size to be a whole number from 8 to 256, got 257"),
        ((2, 32, -1), "seed to be a whole number of at least 0, got -1"),
    ],
)
def test_numbers_out_of_range(arguments, message):
    with pytest.raises(ValueError, match=message):
        cat_crops(*arguments)

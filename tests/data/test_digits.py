import numpy as np
import pytest
from scipy import ndimage
from sklearn.datasets import load_digits as load_small_digits

from gan_course.data.digits import load_digits


@pytest.fixture(scope="module")
def splits():
    return {split: load_digits(split) for split in ("train", "test")}


def test_shapes_and_range(splits):
    for split, n in (("train", 1541), ("test", 256)):
        images, labels = splits[split]
        assert images.shape == (n, 28, 28)
        assert (images.dtype, labels.dtype) == (np.float32, np.int64)
        assert (images.min(), images.max()) == (-1, 1)


def test_split_is_every_seventh_image(splits):
    target = load_small_digits().target
    np.testing.assert_array_equal(splits["test"][1], target[6::7])
    np.testing.assert_array_equal(splits["train"][1], np.delete(target, np.arange(6, 1797, 7)))
    assert np.bincount(splits["test"][1], minlength=10).min() >= 18


def test_upsampling_is_the_cubic_spline_of_scipy(splits):
    """The same picture, from one two-dimensional call instead of a matrix."""
    small = np.pad(load_small_digits().images[6] / 16, 2)
    ink = ndimage.zoom(small, 2.5, order=3, grid_mode=True, mode="grid-constant")[1:-1, 1:-1]
    t = np.clip((ink - 0.25) / 0.6, 0, 1)
    np.testing.assert_allclose(splits["test"][0][0], 2 * (3 * t**2 - 2 * t**3) - 1, atol=1e-5)


def test_ink_lies_in_the_middle_and_follows_the_small_digits(splits):
    images, _ = splits["train"]
    assert (images[:, [0, 1, -2, -1]] == -1).all()
    assert (images[:, :, [0, 1, -2, -1]] == -1).all()
    small = np.delete(load_small_digits().images, np.arange(6, 1797, 7), axis=0)
    again = images[:, 4:24, 4:24].reshape(-1, 4, 5, 4, 5).mean((2, 4)) / 2 + 0.5  # 4×4 blocks of 5×5 pixels
    blocks = small.reshape(-1, 4, 2, 4, 2).mean((2, 4)) / 16
    assert np.corrcoef(again.ravel(), blocks.ravel())[0, 1] > 0.95


def test_look_like_mnist_in_ink_and_contrast(splits):
    """MNIST's training images have the mean 0.131 and the standard deviation 0.308 on the scale from 0 to 1."""
    ink = splits["train"][0] / 2 + 0.5
    assert 0.12 < ink.mean() < 0.16
    assert 0.29 < ink.std() < 0.34

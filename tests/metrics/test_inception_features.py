"""The wiring of the Inception network, with random weights: no test downloads anything."""

import numpy as np
import pytest

from gan_course.metrics import InceptionFeatures
from gan_course.metrics.inception_features import resized


@pytest.fixture(scope="module")
def network():
    from gan_course.runtime import keras

    keras.utils.set_random_seed(0)
    return InceptionFeatures(weights=None)


def images(*shape):
    return np.random.default_rng(0).uniform(-1, 1, shape).astype(np.float32)


def test_2048_features_that_do_not_depend_on_the_batch(network, monkeypatch):
    pair = images(2, 28, 28, 3)
    features = network.features(pair)
    assert (features.shape, features.dtype) == ((2, 2048), np.float32)
    assert features.min() >= 0
    assert not np.allclose(features[0], features[1], rtol=1e-3)
    monkeypatch.setattr("gan_course.metrics.inception_features._CHUNK", 1)
    np.testing.assert_allclose(network.features(pair), features, rtol=1e-3, atol=1e-5 * features.max())


def test_grey_is_three_equal_channels(network):
    grey = images(1, 32, 20, 1)
    np.testing.assert_array_equal(network.features(grey), network.features(np.repeat(grey, 3, axis=3)))


@pytest.mark.parametrize("side", [28, 299, 400])
def test_a_constant_stays_constant(side):
    for value in (-1.0, 0.25, 1.0):
        large = resized(np.full((1, side, side, 1), value, np.float32))
        assert (large.shape, large.dtype) == ((1, 299, 299, 3), np.float32)
        np.testing.assert_allclose(large, value, atol=1e-6)


def test_resizing_stays_in_range_and_is_antialiased():
    assert np.abs(resized(np.sign(images(1, 28, 28, 3)))).max() <= 1
    stripes = np.tile(np.array([-1.0, 1.0], np.float32), 598)[None, None, :, None].repeat(1196, axis=1)
    assert np.abs(resized(stripes)[:, 5:-5, 5:-5]).max() < 0.05  # without antialiasing: a pattern from −1 to 1


def test_images_of_the_right_size_are_left_alone():
    same = images(1, 299, 299, 3)
    np.testing.assert_allclose(resized(same), same, atol=1e-5)


def test_no_network(monkeypatch):
    def offline(*arguments, **options):
        raise Exception("URL fetch failure on https://storage.googleapis.com: None -- unreachable")  # as Keras does

    monkeypatch.setattr("keras.applications.InceptionV3", offline)
    with pytest.raises(
        ConnectionError, match=r"cannot be downloaded .* go online once, or put .*_notop.h5 .*URL fetch"
    ):
        InceptionFeatures()


def test_another_error_is_not_taken_for_a_lack_of_network():
    with pytest.raises(ValueError, match="weights"):
        InceptionFeatures(weights="nowhere.h5")


def test_bad_input(network):
    with pytest.raises(ValueError, match=r"images: expected the shape \(n, h, w, 1\) or .* got \(28, 28, 1\)"):
        network.features(images(28, 28, 1))
    with pytest.raises(ValueError, match=r"got \(2, 28, 28, 4\)"):
        network.features(images(2, 28, 28, 4))
    with pytest.raises(ValueError, match=r"with n ≥ 1, got \(0, 28, 28, 3\)"):
        network.features(images(0, 28, 28, 3))
    with pytest.raises(ValueError, match=r"expected values in \[-1, 1\], got 0 to 255"):
        network.features(np.array([0.0, 255.0]).reshape(1, 1, 2, 1))
    with pytest.raises(ValueError, match="images: expected finite values"):
        network.features(np.full((1, 8, 8, 1), np.nan))

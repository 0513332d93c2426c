import numpy as np
import pytest

from gan_course import models
from gan_course.receptive_field import receptive_field
from gan_course.runtime import keras, tf


def reached(network, images, row, column):
    """Which pixels of the first image change the logit at a place."""
    with tf.GradientTape() as tape:
        tape.watch(images)
        logit = network(images)[0, row, column, 0]
    return np.abs(tape.gradient(logit, images)[0]).sum(axis=-1) > 0


def test_a_u_net_has_the_sizes_worked_out_by_hand_and_takes_images_of_any_size():
    network = models.unet(2, width=3, depth=1, seed=0)
    first, down, up, last = 9 * 2 * 3 + 3, 16 * 3 * 6 + 6, 9 * 6 * 3 + 3, 9 * 6 * 2 + 2
    assert network.count_params() == first + down + up + last
    assert network(np.zeros((1, 8, 14, 2))).shape == (1, 8, 14, 2)


def test_an_untrained_u_net_returns_nearly_its_input_and_without_skips_it_does_not():
    images = np.random.default_rng(0).uniform(-1, 1, (1, 16, 16, 3)).astype("float32")
    assert np.abs(models.unet(seed=0)(images) - images).mean() < 0.1
    assert np.abs(models.unet(skips=False, seed=0)(images) - images).mean() > 0.3


def test_the_discriminator_sees_a_patch_as_wide_as_the_formula_says():
    network = models.patch_discriminator(1, widths=(2, 2), hidden=2, seed=1)
    images = tf.random.stateless_uniform((1, 64, 64, 1), (0, 1), -1, 1)
    seen = reached(network, images, 8, 8)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    expected = receptive_field([(4, 2), (4, 2), (3, 1), (3, 1)])
    assert expected == 26
    assert np.ptp(rows) + 1 == np.ptp(columns) + 1 == expected


def test_the_condition_is_another_input_of_the_discriminator():
    network = models.patch_discriminator(3, condition_channels=1, seed=0)
    images, condition = np.zeros((2, 16, 8, 3), "float32"), np.zeros((2, 16, 8, 1), "float32")
    assert network([images, condition]).shape == (2, 4, 2, 1)
    assert np.abs(network([images, condition + 1]) - network([images, condition])).max() > 0


def test_a_seed_fixes_the_weights_and_layers_differ():
    first, second, other = (models.unet(width=4, seed=seed).get_weights() for seed in (0, 0, 1))
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a, b)
    assert any(np.any(a != b) for a, b in zip(first, other, strict=True))
    assert isinstance(models.patch_discriminator(seed=0), keras.Model)


def test_bad_sizes_are_refused():
    with pytest.raises(ValueError, match="depth"):
        models.unet(depth=0)
    with pytest.raises(ValueError, match="widths"):
        models.patch_discriminator(widths=(0,))

import numpy as np
import pytest

from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.runtime import keras


def trainable(model):
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


@pytest.mark.parametrize(
    ("model", "weights", "trained"),
    [
        (lambda: mlp_generator(), 1_493_520, 1_489_936),
        (lambda: mlp_generator(batch_norm=False), 1_486_352, 1_486_352),
        (lambda: mlp_discriminator(), 533_505, 533_505),
        (lambda: mlp_discriminator(hidden=(1024, 512, 256)), 1_460_225, 1_460_225),
    ],
)
def test_the_sizes_of_the_well_known_networks(model, weights, trained):
    assert model().count_params() == weights
    assert trainable(model()) == trained


@pytest.mark.parametrize("n", [1, 7])
def test_images_have_their_shape_and_lie_within_tanh(n):
    images = mlp_generator(5, (8,))(10 * np.ones((n, 5), "float32")).numpy()
    assert images.shape == (n, 28, 28, 1)
    assert images.dtype == np.float32
    assert -1 <= images.min() < images.max() <= 1


def test_logits_go_beyond_the_range_of_a_probability():
    logits = mlp_discriminator((8,), seed=0)(np.random.default_rng(0).normal(0, 50, (100, 28, 28, 1))).numpy()
    assert logits.shape == (100, 1)
    assert logits.min() < 0
    assert logits.max() > 1


def test_points_of_the_plane_have_no_bounds():
    generator = mlp_generator(2, (4,), sample_shape=(2,), output_activation=None, batch_norm=False, seed=0)
    points = generator(1000 * np.random.default_rng(0).normal(size=(9, 2))).numpy()
    assert points.shape == (9, 2)
    assert np.abs(points).max() > 1
    assert mlp_discriminator((4,), sample_shape=(2,))(points).shape == (9, 1)


def test_a_seed_fixes_the_weights_and_no_two_equal_layers_start_equal():
    first, second = (mlp_generator(6, (6, 6), seed=3, batch_norm=False).get_weights() for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    assert not np.allclose(first[0], first[2])
    assert not np.allclose(first[0], mlp_generator(6, (6, 6), seed=4, batch_norm=False).get_weights()[0])


def test_without_a_seed_keras_decides():
    keras.utils.set_random_seed(1)
    first = mlp_discriminator((3,)).get_weights()[0]
    keras.utils.set_random_seed(1)
    np.testing.assert_array_equal(first, mlp_discriminator((3,)).get_weights()[0])
    assert not np.allclose(first, mlp_discriminator((3,)).get_weights()[0])


@pytest.mark.parametrize(
    "wrong", [{"latent_dim": 0}, {"hidden": (8, -1)}, {"hidden": (2.5,)}, {"sample_shape": (28, 0, 1)}]
)
def test_impossible_sizes_are_named(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        mlp_generator(**wrong)


def test_a_forgotten_comma_is_told():
    with pytest.raises(
        ValueError, match=r"hidden: expected several sizes, got 256; for one, write \(256,\) with its comma"
    ):
        mlp_discriminator(hidden=(256))


def test_sizes_may_come_from_numpy():
    size = np.int64(4)
    assert mlp_generator(size, (size,), sample_shape=(size,)).output_shape == (None, 4)

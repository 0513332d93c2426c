import numpy as np
import pytest

from gan_course import inversion, models
from gan_course.runtime import keras


@pytest.fixture(scope="module")
def generator():
    model = models.mlp_generator(3, (16,), sample_shape=(4, 4, 1), batch_norm=False, seed=0)
    model.set_weights([3 * weight for weight in model.get_weights()])  # so that images differ
    return model


def noise(n=6, d=3, seed=0):
    return np.random.default_rng(seed).standard_normal((n, d)).astype("float32")


def test_it_finds_the_noise_of_images_that_the_generator_made(generator):
    images = generator(noise()).numpy()
    before = [weight.copy() for weight in generator.get_weights()]
    found = inversion.invert(generator, images, steps=600, starts=4)
    assert found.shape == (6, 3)
    assert inversion.squared_errors(generator, found, images).max() < 5e-3
    for got, wanted in zip(generator.get_weights(), before, strict=True):
        np.testing.assert_array_equal(got, wanted)


def test_more_starts_are_at_least_as_good_and_a_seed_fixes_them(generator):
    images = generator(noise()).numpy()
    runs = [inversion.invert(generator, images, steps=20, starts=starts, seed=3) for starts in (1, 1, 6)]
    np.testing.assert_array_equal(runs[0], runs[1])
    single, several = (inversion.squared_errors(generator, run, images) for run in (runs[0], runs[2]))
    assert np.all(several <= single + 1e-6)
    assert several.sum() < single.sum()


def test_it_goes_on_from_a_start_and_the_prior_draws_to_the_origin(generator):
    images, start = generator(noise()).numpy(), noise(seed=1)
    np.testing.assert_array_equal(inversion.invert(generator, images, start=start, steps=0), start)
    near = inversion.invert(generator, images, start=start, steps=100, prior=10.0)
    assert np.linalg.norm(near) < 0.5 * np.linalg.norm(start)


def test_a_search_goes_on_where_it_stopped_and_begins_anew(generator):
    images, start = generator(noise(2)).numpy(), noise(2) + 0.5
    search = inversion.Search(generator, 2, prior=0.1)
    search.begin(images, start)
    search.go_on(10)
    parts, errors = search.go_on(15)
    np.testing.assert_allclose(parts, inversion.invert(generator, images, start=start, steps=25, prior=0.1), atol=1e-5)
    expected = inversion.squared_errors(generator, parts, images) + 0.1 * np.square(parts).mean(axis=1)
    np.testing.assert_allclose(errors, expected, rtol=1e-4)
    search.begin(images, start)
    again, _ = search.go_on(25)
    np.testing.assert_allclose(again, parts, atol=1e-5)


def test_the_encoder_learns_through_the_generator_which_stays(generator):
    images = generator(noise(256)).numpy()
    network = inversion.encoder(3, image_shape=(4, 4, 1), width=8, seed=1)
    both = inversion.autoencoder(generator, network)
    before, weights = inversion.squared_errors(generator, network(images), images).mean(), generator.get_weights()
    both.compile(keras.optimizers.Adam(3e-3), "mse", jit_compile=False)
    both.fit(images, images, epochs=12, verbose=0)
    assert inversion.squared_errors(generator, network(images), images).mean() < 0.3 * before
    for got, wanted in zip(generator.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(got, wanted)
    assert generator.trainable


def test_the_direction_is_that_of_the_fit_also_with_noise_in_the_values():
    z = noise(4000, 5)
    values = 2 + z @ np.array([0, 2.0, 0, 0, -1]) + np.random.default_rng(1).standard_normal(4000)
    found = inversion.direction(z, values)
    np.testing.assert_allclose(found, [0, 0.4, 0, 0, -0.2], atol=0.02)


def test_what_does_not_fit_is_refused(generator):
    with pytest.raises(ValueError, match=r"expected images of shape \(4, 4, 1\)"):
        inversion.invert(generator, np.zeros((2, 5, 4, 1)))
    with pytest.raises(ValueError, match="expected one start"):
        inversion.invert(generator, np.zeros((2, 4, 4, 1)), start=noise(3))
    with pytest.raises(ValueError, match="leave start out"):
        inversion.invert(generator, np.zeros((2, 4, 4, 1)), start=noise(2), starts=2)
    with pytest.raises(ValueError, match="prior"):
        inversion.invert(generator, np.zeros((2, 4, 4, 1)), prior=-1)
    with pytest.raises(ValueError, match="n above d"):
        inversion.direction(noise(4), np.zeros(4))
    with pytest.raises(ValueError, match="the same for all"):
        inversion.direction(noise(9), np.ones(9))

import numpy as np
import pytest

from gan_course import models
from gan_course.data import ImageDataset, paired_batches
from gan_course.data.dataset import as_bytes
from gan_course.demos import day08
from gan_course.runtime import keras
from gan_course.strokes import SEVEN, drawn_digit
from gan_course.super_resolution import shrink


@pytest.fixture(scope="module")
def data():
    images = np.random.default_rng(0).uniform(-1, 1, (32, 28, 28, 1)).astype("float32")
    return ImageDataset(images, np.zeros(32, int), "noise", "these tests", ("noise",))


def test_batches_hold_images_and_what_they_shrink_to(data):
    large, small = next(iter(day08.sharpening_batches(data)))
    assert large.shape == (16, 28, 28, 1)
    np.testing.assert_allclose(shrink(large.numpy()), small, atol=1e-6)


def test_the_mean_network_learns_and_the_sampler_takes_a_step(data):
    small = shrink(data.images)
    network = day08.mean_network(data, 20, seed=1)
    assert network.predict(small, verbose=0).shape == data.images.shape
    gan = day08.sampler_gan(2)
    gan.fit(day08.sharpening_batches(data), epochs=1, steps_per_epoch=2, verbose=0)
    made = day08.answers(gan.generator, small[:3], 4, seed=1)
    assert made.shape == (4, 3, 28, 28, 1)
    assert np.any(made[0] != made[1])
    np.testing.assert_array_equal(made[:2], day08.answers(gan.generator, small[:3], 2, seed=1))


def test_what_a_fake_shrinks_to_counts(data):
    images = data.images[:2]
    term = day08.keeps_the_small_image(
        real_samples=None, fake_samples=images, condition=shrink(images) + np.float32(0.1)
    )
    assert float(term) == pytest.approx(100 * 0.01, rel=1e-4)


def test_pairs_show_the_same_place_and_the_unseen_part_is_the_right_one():
    drawings, photographs, drawing, photograph = day08.pairs(seed=1)
    assert drawings.shape == photographs.shape == (2000, 48, 48, 3)
    assert drawings.dtype == np.uint8
    assert drawing.shape == photograph.shape == (260, 176, 3)
    ink = drawings.mean(axis=-1) < 50
    assert photographs.mean(axis=-1)[ink].mean() < photographs.mean() - 25  # there is ink where it was dark


def test_a_translator_learns_from_pairs():
    drawings = np.random.default_rng(0).uniform(-0.5, 0.5, (64, 16, 16, 3)).astype("float32")
    network = day08.train_on_pairs(models.unet(width=4, seed=0), drawings, drawings + 0.4, 60)
    assert np.abs(network(drawings) - drawings - 0.4).mean() < 0.2
    gan = day08.pair_gan(models.unet(width=2, seed=0), 2)
    gan.fit(paired_batches(drawings, drawings, 4), verbose=0)
    assert gan.generate(2, drawings[:2]).shape == (2, 16, 16, 3)


def test_detail_is_the_mean_step_from_pixel_to_pixel():
    stripes = np.tile(np.array([0.0, 0.5])[None, :, None], (4, 3, 3))
    assert day08.detail(stripes) == pytest.approx(0.5)


def test_the_pixels_that_reach_an_output_are_those_of_its_kernel():
    layer = keras.layers.Conv2D(1, (3, 5), padding="same")
    reached = day08.inputs_reached(keras.Sequential([keras.Input((None, None, 2)), layer]), 16)
    assert reached.sum() == 15
    assert reached[7:10, 6:11].all()


def test_measures_moves_and_inversion_are_those_of_the_package():
    assert day08.error_to(np.zeros((2, 3)))(np.full((2, 3), 2.0)) == 4
    generator = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, use_bias=False)])
    generator.set_weights([np.array([[1.0, 0, 2], [0, 1, -1]])])
    codes = np.array([[0.3, -0.2], [0.1, 0.4]], "float32")
    np.testing.assert_allclose(
        day08.moved(generator, codes, np.array([0.1, 0])), generator(codes + np.array([0.1, 0])), atol=1e-6
    )
    assert day08.moved(generator, codes, np.array([9, 9])).max() == 1
    found = day08.reference_invert(generator, generator(codes).numpy(), np.zeros((2, 2), "float32"), 300)
    np.testing.assert_allclose(found, codes, atol=0.02)


def test_pictures_stand_side_by_side():
    picture = day08.side_by_side(
        {"one": np.zeros((8, 9, 3)), "two": np.full((8, 9, 3), 1.4)}, title="two pictures", alt="two grey pictures"
    )
    assert picture.alt == "two grey pictures"


def test_the_mean_of_more_pixels_is_learnt_too(data):
    large, small = next(iter(day08.sharpening_batches(data, factor=4)))
    np.testing.assert_allclose(shrink(large.numpy(), 4), small, atol=1e-6)
    network = day08.mean_network(data, 2, factor=4, seed=1)
    assert network.predict(shrink(data.images[:2], 4), verbose=0).shape == (2, 28, 28, 1)


def test_the_plane_shows_its_points():
    picture = day08.plane(
        {"a line": [("t = 0", 0.2, 40.0), ("t = 1", 0.4, 10.0)], "a point": [("mean", 0.1, 5.0)]},
        floor=2.0,
        title="errors and distances",
        alt="a line that falls, and a point",
    )
    assert picture.alt == "a line that falls, and a point"


@pytest.fixture(scope="module")
def linear_digits():
    """A generator of two numbers: the first makes a whole image brighter, the second its upper half."""
    upper = np.zeros((28, 28, 1))
    upper[:14] = 1
    generator = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(784, use_bias=False), keras.layers.Reshape((28, 28, 1))]
    )
    generator.set_weights([np.stack([np.ones(784), upper.ravel()])])
    encoder = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    return generator, encoder


def test_the_box_begins_with_a_seven(linear_digits):
    box = day08.drawing_box(*linear_digits, {"brighter": np.array([0.3, 0.0])}, pen=3.0)
    _, (images,) = box.answer({})
    np.testing.assert_array_equal(images[0], as_bytes(drawn_digit(SEVEN, pen=3.0)))
    assert len(images) == 3

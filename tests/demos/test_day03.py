"""Day 3's networks and what is measured of untrained ones."""

import numpy as np
import pytest

from gan_course import models, recordings
from gan_course.data import load_image_folder
from gan_course.demos import day03
from gan_course.runtime import keras


def test_the_papers_networks_have_the_sizes_of_the_exercise():
    generator, discriminator = day03.paper_generator(10, seed=1), day03.paper_discriminator(seed=1)
    assert generator.output_shape == (None, 28, 28, 1)
    assert discriminator.output_shape == (None, 1)
    dense, up, image = 11 * 3136 + 4 * 64, 16 * 64 * 32 + 32 + 4 * 32, 16 * 32 + 1
    assert generator.count_params() == dense + up + image
    assert discriminator.count_params() == 16 * 32 + 32 + 16 * 32 * 64 + 64 + 4 * 64 + 3137


def test_the_papers_networks_repeat_with_the_seed():
    first, again, other = (day03.paper_generator(seed=seed).get_weights()[0] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_latent_dim_below_one_is_refused():
    with pytest.raises(ValueError, match="latent_dim"):
        day03.paper_generator(0)


def test_contrast_is_that_of_the_four_kinds_of_pixels():
    even = np.ones((28, 28))
    board = even.copy()
    board[::2, ::2] = 3
    assert day03.contrast(even) == 1
    assert day03.contrast(board) == 3


def test_strengths_show_the_checkerboard_of_a_5x5_kernel_and_none_of_a_4x4():
    tutorial = day03.gradient_strength([models.tutorial_discriminator(seed=seed) for seed in (0, 10, 20, 30)])
    paper = day03.gradient_strength([day03.paper_discriminator(seed=seed) for seed in (0, 10, 20, 30)])
    assert tutorial.shape == paper.shape == (28, 28)
    assert day03.contrast(tutorial) > day03.contrast(paper)
    assert day03.pixel_strength([day03.paper_generator(seed=0)], 64).shape == (28, 28)


def test_signals_die_out_grow_stay_or_are_normalised():
    dying, growing = (day03.signal_spread(std, batch_norm=False) for std in (0.02, 0.2))
    level = day03.signal_spread(None, batch_norm=False)
    normal = day03.signal_spread(0.02, batch_norm=True)
    assert dying[-1] < dying[0] / 100
    assert growing[-1] > 2 * growing[0]
    assert 0.3 < level[-1] / level[0] < 3
    assert 0.5 < normal[-1] < 1.5


def test_influence_is_the_largest_change_of_each_sample():
    network = keras.Sequential([keras.Input((3,)), keras.layers.Rescaling([-2.0, 0.5, 0.0])])
    batch = np.zeros((3, 3), "float32")
    assert day03.influence(network, batch, 1, training=False).tolist() == [0, 2, 0]
    assert not batch.any()


def test_players_are_the_same_networks_with_known_shapes():
    generator = keras.Sequential([keras.layers.Dense(784), keras.layers.Reshape((28, 28, 1))])
    discriminator = day03.paper_discriminator(seed=0)
    wrapped, judge = day03.players(generator, discriminator, latent_dim=5)
    assert wrapped.input_shape == (None, 5)
    assert judge.output_shape == (None, 1)
    noise = np.ones((2, 5), "float32")
    assert np.array_equal(wrapped(noise), generator(noise))


def test_work_and_outlines_of_the_tutorials_generator():
    noise = np.zeros((1, 100), "float32")
    weights, products = day03.work(models.tutorial_generator(), noise)
    assert weights == 2_305_472
    assert products == 100 * 12_544 + 49 * 25 * 256 * 128 + 49 * 25 * 128 * 64 + 196 * 25 * 64
    lines = day03.outlines(models.tutorial_generator(), noise)
    assert lines[0].split() == ["Dense", "12544"]
    assert lines[-1].split(maxsplit=1) == ["Conv2DTranspose", "28 × 28 × 1"]


def test_the_work_of_a_convolution_counts_what_comes_out():
    weights, products = day03.work(day03.paper_discriminator(), np.zeros((1, 28, 28, 1), "float32"))
    assert products == 196 * 16 * 32 + 49 * 16 * 32 * 64 + 3136
    assert weights == 16 * 32 + 32 + 16 * 32 * 64 + 64 + 2 * 64 + 3137


def test_a_film_has_a_picture_for_each_frame():
    film = day03.film("dcgan-digits", steps=100)
    assert len(film.frames) == len(recordings.frames("dcgan-digits"))
    assert film.labels[:2] == ("after 0 training steps", "after 100 training steps")


def test_a_painted_folder_can_be_loaded(tmp_path):
    day03.paint_folder(np.full((3, 28, 28, 1), -1.0, "float32"), tmp_path, size=32)
    pictures = load_image_folder(str(tmp_path), size=32)
    assert pictures.image_shape == (32, 32, 3)
    assert len(pictures) == 3
    assert np.ptp(pictures.images[0], axis=(0, 1)).max() < 0.02, "without ink there is only the ground"

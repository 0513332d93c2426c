import math

import numpy as np
import pytest

from gan_course.models import tutorial_discriminator, tutorial_generator


def trainable(model):
    return sum(math.prod(weight.shape) for weight in model.trainable_weights)


def test_the_published_numbers_of_weights():
    assert trainable(tutorial_generator()) == 2_305_472
    assert trainable(tutorial_discriminator()) == 212_865


def test_the_maps_grow_from_7_by_7_to_the_image():
    shapes = [layer.output.shape[1:] for layer in tutorial_generator().layers if "transpose" in layer.name]
    assert shapes == [(7, 7, 128), (14, 14, 64), (28, 28, 1)]


def test_images_lie_within_tanh_and_are_judged_by_a_logit():
    images = tutorial_generator(seed=0)(np.ones((2, 100), "float32"))
    assert np.abs(images).max() <= 1
    assert tutorial_discriminator(seed=0)(images).shape == (2, 1)


def test_dropout_acts_in_training_only_and_follows_the_seed():
    images = np.random.default_rng(0).uniform(-1, 1, (4, 28, 28, 1)).astype("float32")
    first, again = (tutorial_discriminator(seed=3) for _ in range(2))
    assert np.array_equal(first(images), first(images))
    noisy = first(images, training=True)
    assert not np.array_equal(noisy, first(images))
    assert np.array_equal(noisy, again(images, training=True))


def test_a_length_of_the_noise_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="latent_dim: expected whole numbers of at least 1, got"):
        tutorial_generator(0)

import numpy as np
import pytest

from gan_course import models
from gan_course.runtime import keras, tf
from gan_course.super_resolution import enlarge, shrink
from gan_course.training import GAN


@pytest.fixture
def random():
    return np.random.default_rng(0)


def test_blocks_get_the_means_that_are_prescribed_and_pixels_stay_in_range(random):
    large = random.uniform(-1, 1, (5, 28, 28, 1)).astype("float32")
    small = random.uniform(-1, 1, (5, 4, 4, 1)).astype("float32")
    small[0], small[1] = -1, 1
    kept = models.KeepBlockMeans()([large, small]).numpy()
    np.testing.assert_allclose(shrink(kept), small, atol=2e-6)
    assert kept.min() >= -1 - 1e-6
    assert kept.max() <= 1 + 1e-6


def test_blocks_of_one_value_and_gradients_at_them_are_finite():
    large, small = tf.fill((1, 4, 4, 1), -1.0), tf.constant([0.5, -1, 1, 0], shape=(1, 2, 2, 1))
    with tf.GradientTape() as tape:
        tape.watch(large)
        kept = models.KeepBlockMeans()([large, small])
    assert np.isfinite(kept).all()
    np.testing.assert_allclose(shrink(kept.numpy(), 2), small, atol=1e-5)
    assert np.isfinite(tape.gradient(kept, large)).all()


def test_an_image_that_has_its_means_stays_as_it_is(random):
    large = random.uniform(-1, 1, (3, 8, 8, 3)).astype("float32")
    np.testing.assert_allclose(models.KeepBlockMeans()([large, shrink(large, 4)]), large, atol=1e-5)


def test_the_generator_depends_on_noise_and_input_and_can_be_made_to_shrink_to_it(random):
    generator = models.super_resolution_generator(8, width=4, seed=0)
    small = shrink(random.uniform(-1, 1, (2, 28, 28, 1)).astype("float32"))
    noise = random.standard_normal((2, 2, 8)).astype("float32")
    kept = models.keep_block_means(generator)
    first, second = (kept([part, small]).numpy() for part in noise)
    np.testing.assert_allclose(shrink(first), small, atol=0.002)
    assert np.any(first != second)
    assert np.abs(shrink(generator([noise[0], small]).numpy()) - small).max() > 0.1
    assert np.any(generator([noise[0], small]) != generator([noise[0], -small]))


def test_the_network_of_the_mean_takes_small_images_alone():
    network = models.super_resolution_generator(0, width=4, image_shape=(32, 32, 3), factor=8, seed=0)
    assert network.input_shape == (None, 4, 4, 3)
    assert network.output_shape == (None, 32, 32, 3)


def test_the_discriminator_sees_both(random):
    network = models.super_resolution_discriminator(width=2, seed=0)
    large, small = (random.uniform(-1, 1, (3, size, size, 1)).astype("float32") for size in (28, 4))
    logits = network([large, small]).numpy()
    assert logits.shape == (3, 1)
    assert np.abs(network([large, -small]) - logits).min() > 0
    assert np.abs(network([-large, small]) - logits).min() > 0


def test_they_train_and_what_keeps_the_means_is_saved(tmp_path, random):
    images = random.uniform(-1, 1, (8, 28, 28, 1)).astype("float32")
    gan = GAN(
        models.super_resolution_generator(3, width=2, seed=0), models.super_resolution_discriminator(width=2, seed=1)
    )
    gan.compile("relativistic", steps_per_execution=1)
    gan.fit(images, shrink(images), batch_size=4, verbose=0)
    kept = models.keep_block_means(gan.generator)
    made = kept([np.ones((8, 3), "float32"), shrink(images)]).numpy()
    np.testing.assert_allclose(shrink(made), shrink(images), atol=0.002)
    kept.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(loaded([np.ones((8, 3), "float32"), shrink(images)]), made, atol=1e-6)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="expected factor to divide height and width, 28 and 28, got 5"):
        models.super_resolution_generator(factor=5)
    with pytest.raises(ValueError, match="expected factor to divide height and width, 28 and 28, got 3"):
        models.super_resolution_discriminator(factor=3)
    with pytest.raises(ValueError, match="latent_dim"):
        models.super_resolution_generator(-1)


def test_an_enlarged_image_shrinks_to_itself(random):
    small = random.uniform(-1, 1, (2, 3, 4, 1))
    np.testing.assert_allclose(shrink(enlarge(small, 5), 5), small)

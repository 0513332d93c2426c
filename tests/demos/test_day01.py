import numpy as np
import pytest

from gan_course import losses, models, plots, recordings, theory, toys
from gan_course.demos import day01
from gan_course.runtime import keras, tf

LOSS = losses.get("non_saturating").discriminator_loss


@pytest.mark.parametrize("name", recordings.DATASETS)
def test_recorded_fakes_are_the_images_of_the_last_frame(name):
    fakes = day01.recorded_fakes(name)
    assert fakes.shape == (16, 28, 28, 1)
    assert fakes.dtype == np.float32
    assert np.array_equal(plots.tile(fakes, columns=4), recordings.frames(f"dcgan-{name}")[-1])
    assert len(np.unique(fakes.reshape(16, -1), axis=0)) == 16


def test_recorded_fakes_of_other_data():
    with pytest.raises(ValueError, match="one of 'digits', 'mnist', got 'faces'; there are recorded fakes"):
        day01.recorded_fakes("faces")


def test_generator_gradients_are_those_of_the_losses():
    logits = np.linspace(-9, 6, 31)
    saturating, non_saturating = day01.generator_gradients(logits)
    for loss, found in ((lambda t: -np.logaddexp(0, t), saturating), (lambda t: np.logaddexp(0, -t), non_saturating)):
        assert np.allclose(found, (loss(logits + 1e-4) - loss(logits - 1e-4)) / 2e-4, atol=1e-7)


def test_loss_and_gradients_are_those_of_the_closed_form():
    real, fake = np.array([[-1000.0], [0.3], [2.0]]), np.array([[1000.0], [-0.4]])
    value, real_gradient, fake_gradient = day01.loss_and_gradients(LOSS, real_logits=real, fake_logits=fake)
    assert value == pytest.approx(np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean(), rel=1e-6)
    with np.errstate(over="ignore"):
        assert np.allclose(real_gradient, -1 / (1 + np.exp(real)) / 3, atol=1e-6)
        assert np.allclose(fake_gradient, 1 / (1 + np.exp(-fake)) / 2, atol=1e-6)


def test_a_loss_without_gradients_is_told_apart_from_one_that_ignores_an_argument():
    real, fake = np.zeros((2, 1)), np.ones((3, 1))
    assert day01.loss_and_gradients(lambda **logits: 1.0, real_logits=real, fake_logits=fake) is None
    numpy_loss = lambda real_logits, fake_logits: np.mean(np.asarray(fake_logits))  # noqa: E731
    assert day01.loss_and_gradients(numpy_loss, real_logits=real, fake_logits=fake) is None
    found = day01.loss_and_gradients(
        lambda real_logits, fake_logits: keras.ops.mean(fake_logits), real_logits=real, fake_logits=fake
    )
    assert found is not None
    assert not found[1].any()
    assert np.allclose(found[2], 1 / 3)


def test_gradients_are_compiled_and_so_show_what_only_breaks_there():
    def loss(real_logits, fake_logits):
        return tf.reduce_mean(tf.where(fake_logits > 0, tf.sqrt(fake_logits), 0.0)) + 0 * tf.reduce_mean(real_logits)

    found = day01.loss_and_gradients(loss, real_logits=np.ones((1, 1)), fake_logits=np.zeros((1, 1)))
    assert found is not None
    assert not np.isfinite(found[2]).all()


def test_a_discriminator_learns_the_log_density_ratio():
    data, generator = toys.normal(0.0, 1.0), toys.normal(1.0, 1.0)
    network = models.mlp_discriminator(hidden=(16,), sample_shape=(1,), seed=0)
    real, fake = data.sample(4000, seed=1), generator.sample(3000, seed=2)
    assert day01.train_discriminator(network, LOSS, real, fake, steps=300, seed=0) is network
    x = np.linspace(-1.5, 2.5, 9)
    expected = theory.optimal_discriminator(data.density(x), generator.density(x))
    assert np.abs(keras.ops.sigmoid(network(x[:, None])).numpy()[:, 0] - expected).max() < 0.06


def test_training_is_repeatable_and_minimises_the_loss_that_is_given():
    real, fake = toys.normal(0.0, 1.0).sample(500, seed=1), toys.normal(2.0, 1.0).sample(500, seed=2)

    def trained(loss, seed):
        network = models.mlp_discriminator(hidden=(8,), sample_shape=(1,), seed=0)
        day01.train_discriminator(network, loss, real, fake, steps=40, batch_size=50, seed=seed)
        return network(np.array([[0.0], [2.0]])).numpy()[:, 0]

    assert np.array_equal(trained(LOSS, 0), trained(LOSS, 0))
    assert not np.array_equal(trained(LOSS, 0), trained(LOSS, 1))
    upside_down = trained(lambda real_logits, fake_logits: LOSS(real_logits=fake_logits, fake_logits=real_logits), 0)
    assert trained(LOSS, 0)[0] > 0 > trained(LOSS, 0)[1]
    assert upside_down[0] < 0 < upside_down[1]


def test_the_way_is_drawn_with_the_numbers_of_its_frame():
    x = np.linspace(-4, 6, 50)
    p_data, p_g = toys.normal(0.0, 1.0).density(x), toys.normal(2.0, 1.0).density(x)
    best = theory.optimal_discriminator(p_data, p_g)
    way = {"distances": [2.0, 1.0], "values": [-0.713, -1.164]}
    first, second = (day01.approach(x, p_data, p_g, best, index=index, **way) for index in (0, 1))
    assert "2.00 apart" in first.alt
    assert "-0.713" in first.alt
    assert "-1.164" in second.alt
    assert first.size == second.size

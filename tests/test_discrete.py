import numpy as np
import pytest
from scipy import stats

from gan_course import discrete
from gan_course.runtime import keras, tf


def test_normal_numbers_become_gumbel_numbers():
    normal = np.random.default_rng(0).standard_normal(5_000)
    gumbel = discrete.gumbel_from_normal(tf.constant(normal, tf.float32)).numpy()
    assert stats.kstest(gumbel, "gumbel_r").pvalue > 0.01
    np.testing.assert_allclose(gumbel[:50], stats.gumbel_r.ppf(stats.norm.cdf(normal[:50])), atol=1e-3)
    assert np.isfinite(discrete.gumbel_from_normal(tf.constant([-40.0, 40.0]))).all()


@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
def test_the_largest_entry_is_drawn_as_often_as_softmax_says(temperature):
    logits = np.array([1.0, 0.0, -0.5])
    gumbel = np.random.default_rng(1).gumbel(size=(20_000, 3))
    drawn = discrete.gumbel_softmax(tf.constant(logits, tf.float32), tf.constant(gumbel, tf.float32), temperature)
    shares = np.bincount(np.argmax(drawn, axis=1), minlength=3) / 20_000
    np.testing.assert_allclose(shares, np.exp(logits) / np.exp(logits).sum(), atol=0.015)
    np.testing.assert_allclose(tf.reduce_sum(drawn, axis=1), 1, atol=1e-5)


def test_the_limits_of_the_temperature():
    logits, gumbel = tf.constant([[0.2, 1.0, 0.4]]), tf.constant([[0.9, 0.0, 0.0]])
    np.testing.assert_allclose(discrete.gumbel_softmax(logits, gumbel, 1e-3), [[1, 0, 0]], atol=1e-5)
    np.testing.assert_allclose(discrete.gumbel_softmax(logits, gumbel, 1e4), np.full((1, 3), 1 / 3), atol=1e-3)


def test_straight_through_is_hard_forward_and_soft_backward():
    logits = tf.constant([[0.3, 0.1, 0.2], [0.0, 2.0, 1.0]])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(logits)
        soft = tf.nn.softmax(logits)
        hard = discrete.straight_through(soft)
        judged, judged_soft = (tf.reduce_sum(rows * [[1.0, 2, 4]]) for rows in (hard, soft))
    np.testing.assert_allclose(hard, [[1, 0, 0], [0, 1, 0]], atol=1e-6)
    np.testing.assert_allclose(tape.gradient(judged, logits), tape.gradient(judged_soft, logits), atol=1e-6)


def test_the_exact_gradient_is_that_of_the_expected_reward():
    logits, rewards = np.array([0.3, -1.0, 0.4, 2.0]), np.array([1.0, -2.0, 0.5, 3.0])
    variable = tf.Variable(logits)
    with tf.GradientTape() as tape:
        expected = tf.reduce_sum(tf.nn.softmax(variable) * rewards)
    np.testing.assert_allclose(discrete.exact_gradient(logits, rewards), tape.gradient(expected, variable), atol=1e-9)


@pytest.mark.parametrize("baseline", [0.0, 1.3])
def test_reinforce_is_unbiased_in_closed_form(baseline):
    logits, rewards = np.array([0.3, -1.0, 0.4]), np.array([1.0, -2.0, 0.5])
    p = np.exp(logits) / np.exp(logits).sum()
    estimates = discrete.reinforce(logits, np.arange(3), rewards, baseline)
    np.testing.assert_allclose(p @ estimates, discrete.exact_gradient(logits, rewards), atol=1e-12)


def test_the_layer_draws_is_a_function_of_its_noise_and_is_saved(tmp_path):
    logits, noise = keras.Input((4, 3)), keras.Input((4, 3))
    model = keras.Model([logits, noise], discrete.StraightThrough(0.5)([logits, noise]))
    random = np.random.default_rng(0)
    parts = [random.standard_normal((2, 4, 3)).astype("float32") for _ in range(2)]
    drawn = model(parts).numpy()
    gumbel = stats.gumbel_r.ppf(stats.norm.cdf(parts[1]))
    np.testing.assert_allclose(drawn, np.eye(3)[(parts[0] + gumbel).argmax(axis=-1)], atol=1e-6)
    model.save(tmp_path / "drawn.keras")
    again = keras.models.load_model(tmp_path / "drawn.keras")
    np.testing.assert_array_equal(again(parts), drawn)
    assert again.layers[-1].temperature == 0.5
    with pytest.raises(ValueError, match="temperature: expected a number above 0, got 0"):
        discrete.StraightThrough(0)

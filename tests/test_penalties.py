import numpy as np
import pytest
from scipy import stats

from gan_course import penalties
from gan_course.models import dcgan_discriminator, mlp_discriminator
from gan_course.runtime import keras, tf
from gan_course.training import GAN


def value(penalty, discriminator, real):
    return penalty(discriminator, real_samples=real)


@pytest.fixture
def linear():
    model = mlp_discriminator((), sample_shape=(2,))
    model.layers[-1].set_weights([np.array([[0.6], [-0.8]]), np.ones(1)])
    return model


@pytest.mark.parametrize("gamma", [0, 1, 0.25])
def test_r1_of_a_linear_critic_is_half_gamma_times_its_squared_norm(linear, gamma):
    assert float(value(penalties.R1(gamma), linear, tf.ones((3, 2)))) == pytest.approx(gamma / 2)


def test_r1_pulls_a_linear_critic_towards_0_with_the_slope_gamma_w(linear):
    with tf.GradientTape() as tape:
        penalty = value(penalties.R1(3.0), linear, tf.ones((5, 2)))
    kernel, bias = linear.trainable_variables
    slope, of_bias = tape.gradient(penalty, [kernel.value, bias.value])
    np.testing.assert_allclose(slope, 3 * kernel.numpy(), rtol=1e-6)
    assert of_bias is None or not of_bias.numpy().any()


def test_r1_is_finite_with_a_finite_slope_where_the_critic_is_flat(linear):
    linear.layers[-1].set_weights([np.zeros((2, 1)), np.zeros(1)])
    with tf.GradientTape() as tape:
        penalty = value(penalties.R1(1.0), linear, tf.ones((5, 2)))
    assert float(penalty) == 0
    assert not tape.gradient(penalty, linear.trainable_variables[0].value).numpy().any()


def test_r1_of_a_square_critic_is_the_mean_over_the_images():
    half_square = keras.Sequential(
        [keras.Input((2,)), keras.layers.Lambda(lambda x: 0.5 * tf.reduce_sum(x**2, axis=1))]
    )
    points = np.random.default_rng(0).normal(size=(7, 2)).astype("float32")
    expected = 2.0 / 2 * np.mean(np.sum(points**2, axis=1))
    assert float(value(penalties.R1(2.0), half_square, tf.constant(points))) == pytest.approx(expected, rel=1e-6)


def test_r1_in_a_compiled_function_equals_differences_of_the_logit():
    discriminator = dcgan_discriminator(image_shape=(8, 8, 1), width=2, seed=0)
    image = tf.random.stateless_uniform((1, 8, 8, 1), seed=[0, 0], minval=-1.0)
    compiled = tf.function(lambda real: value(penalties.R1(2.0), discriminator, real))
    steps = 1e-3 * np.eye(64, dtype="float32").reshape(64, 8, 8, 1)
    slopes = (discriminator(image + steps) - discriminator(image - steps)) / 2e-3
    assert float(compiled(image)) == pytest.approx(float(np.sum(np.square(slopes))), rel=1e-2)


@pytest.mark.parametrize("gamma", [-1, float("nan"), float("inf"), "1", None])
def test_a_weight_that_makes_no_sense_is_refused(gamma):
    with pytest.raises(ValueError, match="gamma to be a number of at least 0, got"):
        penalties.R1(gamma)


def test_r2_is_r1_at_the_generated_images():
    discriminator = dcgan_discriminator(image_shape=(8, 8, 1), width=2, seed=0)
    images = tf.random.stateless_uniform((3, 8, 8, 1), seed=[0, 0], minval=-1.0)
    at_fakes = penalties.R2(2.0)(discriminator, real_samples=tf.zeros_like(images), fake_samples=images, seed=None)
    assert float(at_fakes) == float(value(penalties.R1(2.0), discriminator, images)) > 0


def half_square():
    """f(x) = ‖x‖²/2, whose slope is x."""
    return keras.Sequential([keras.Input((2,)), keras.layers.Lambda(lambda x: 0.5 * tf.reduce_sum(x**2, axis=1))])


def test_the_gradient_penalty_draws_one_uniform_share_for_each_pair():
    real, fake = tf.tile([[3.0, 4.0]], (2_000, 1)), tf.zeros((2_000, 2))  # so that the norm of the slope is 5α
    drawn = float(penalties.GradientPenalty(1.0)(half_square(), real_samples=real, fake_samples=fake, seed=[1, 2]))
    assert drawn == pytest.approx(25 / 3 - 5 + 1, rel=0.05)  # E(5α − 1)²
    again = penalties.GradientPenalty(1.0)(half_square(), real_samples=real, fake_samples=fake, seed=[1, 2])
    other = penalties.GradientPenalty(1.0)(half_square(), real_samples=real, fake_samples=fake, seed=[1, 3])
    assert float(again) == drawn != float(other)


def test_the_share_of_the_gradient_penalty_is_uniform_from_0_to_1():
    real, fake, critic = tf.constant([[0.6, 0.8]]), tf.zeros((1, 2)), half_square()  # the norm of the slope is α
    penalty = tf.function(
        lambda n: penalties.GradientPenalty(1.0)(critic, real_samples=real, fake_samples=fake, seed=[0, n])
    )
    shares = [1 - np.sqrt(penalty(tf.constant(n))) for n in range(500)]
    assert stats.kstest(shares, "uniform").pvalue > 0.01


def test_the_gradient_penalty_has_finite_slopes_where_the_critic_is_flat(linear):
    linear.layers[-1].set_weights([np.zeros((2, 1)), np.zeros(1)])
    ones = tf.ones((5, 2))
    with tf.GradientTape() as tape:
        penalty = penalties.GradientPenalty(10.0)(linear, real_samples=ones, fake_samples=-ones, seed=[0, 0])
    assert float(penalty) == pytest.approx(10.0)
    assert np.isfinite(tape.gradient(penalty, linear.trainable_variables[0].value)).all()


@pytest.mark.parametrize("jit_compile", [False, True])
@pytest.mark.parametrize("shape", [(4, 2), (4, 8, 8, 1)])
def test_the_gradient_penalty_in_a_compiled_function(shape, jit_compile):
    weights = tf.constant(np.random.default_rng(0).normal(size=int(np.prod(shape[1:]))).astype("float32"))
    critic = keras.Sequential([keras.Input(shape[1:]), keras.layers.Flatten(), keras.layers.Dense(1)])
    critic.layers[-1].set_weights([weights.numpy()[:, None], np.zeros(1)])
    penalty = tf.function(
        lambda x, y: penalties.GradientPenalty(2.0)(critic, real_samples=x, fake_samples=y, seed=[0, 1]),
        jit_compile=jit_compile,
    )
    expected = 2 * (np.linalg.norm(weights) - 1) ** 2
    assert float(penalty(tf.ones(shape), tf.zeros(shape))) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("jit_compile", [False, True])
@pytest.mark.parametrize(("penalty", "expected"), [(penalties.R1(2.0), 1), (penalties.R2(4.0), 2)])
def test_r1_and_r2_in_a_compiled_function_and_their_slopes(penalty, expected, jit_compile, linear):
    @tf.function(jit_compile=jit_compile)
    def compiled(real, fake):
        with tf.GradientTape() as tape:
            value = penalty(linear, real_samples=real, fake_samples=fake, seed=None)
        return value, tape.gradient(value, linear.trainable_variables[0].value)

    value, slope = compiled(tf.ones((3, 2)), tf.zeros((5, 2)))
    assert float(value) == pytest.approx(expected)
    np.testing.assert_allclose(slope, penalty.gamma * linear.trainable_variables[0].numpy(), rtol=1e-5)


def test_a_sum_of_penalties_adds_up_and_is_kept_in_a_file():
    both = penalties.Sum((penalties.R1(1.0), penalties.R2(3.0), penalties.GradientPenalty()))
    arguments = {"real_samples": tf.ones((4, 2)), "fake_samples": 2 * tf.ones((4, 2)), "seed": tf.constant([0, 1])}
    parts = [float(part(half_square(), **arguments)) for part in both.parts]
    assert float(both(half_square(), **arguments)) == pytest.approx(sum(parts))
    assert parts[:2] == pytest.approx([1 / 2 * 2, 3 / 2 * 8])
    kept = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(both))
    assert kept == both


@pytest.mark.parametrize("penalty", [penalties.R2, penalties.GradientPenalty, penalties.Mismatch])
def test_a_weight_that_makes_no_sense_is_refused_by_all(penalty):
    with pytest.raises(ValueError, match="gamma to be a number of at least 0, got -1"):
        penalty(-1)


@pytest.mark.parametrize("jit_compile", [False, True])
def test_a_mismatch_is_a_real_sample_with_the_condition_of_another(jit_compile):
    random = np.random.default_rng(0)
    samples, conditions = (tf.constant(random.normal(size=(5, 3)).astype("float32")) for _ in range(2))
    table = tf.Variable(random.normal(size=(3, 3)).astype("float32"))

    @tf.function(jit_compile=jit_compile)
    def compiled():
        with tf.GradientTape() as tape:
            found = penalties.Mismatch(0.5)(
                lambda x: tf.reduce_sum((x @ table) * conditions, axis=1, keepdims=True), real_samples=samples
            )
        return found, tape.gradient(found, table)

    found, gradient = compiled()
    pairs = [(samples[index - 1].numpy(), conditions[index].numpy()) for index in range(5)]
    logits = np.array([x @ table.numpy() @ c for x, c in pairs])
    assert float(found) == pytest.approx(0.5 * np.mean(np.logaddexp(0, logits)), rel=1e-5)
    shares = 0.5 / (1 + np.exp(-logits)) / 5
    expected = sum(share * np.outer(x, c) for share, (x, c) in zip(shares, pairs, strict=True))
    np.testing.assert_allclose(gradient, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("penalty", "looks"), [(None, False), (penalties.Mismatch(), True)])
def test_where_fakes_obey_only_mismatched_pairs_teach_the_discriminator_to_look_at_the_condition(penalty, looks):
    labels = np.arange(400, dtype="int32") % 2
    points = np.stack([2.0 * labels - 1, np.ones(400)], axis=1).astype("float32")  # fakes have the second number 0
    noise, asked = keras.Input((1,)), keras.Input((), dtype="int32")
    place = keras.layers.Embedding(2, 2, keras.initializers.Constant(np.array([[-1.0, 0.0], [1.0, 0.0]])))(asked)
    generator = keras.Model([noise, asked], place + keras.layers.Dense(2, kernel_initializer="zeros")(noise))
    samples, label = keras.Input((2,)), keras.Input((), dtype="int32")
    fit = keras.layers.Dot(axes=1)([samples, keras.layers.Embedding(2, 2, "zeros")(label)])
    discriminator = keras.Model([samples, label], fit + keras.layers.Dense(1)(samples))
    gan = GAN(generator, discriminator)
    frozen = keras.optimizers.SGD(1e-9)
    gan.compile("non_saturating", frozen, keras.optimizers.Adam(0.05), penalty, jit_compile=False)
    gan.fit(tf.data.Dataset.from_tensor_slices((points, labels)).batch(19).repeat(), steps_per_epoch=200, verbose=0)
    matching, other = (discriminator([points, shown]).numpy().mean() for shown in (labels, 1 - labels))
    assert (matching - other > 2) == looks

"""Spectral normalisation against NumPy's singular values and the paper's gradient; the minibatch's spread by hand."""

import numpy as np
import pytest

from gan_course import models
from gan_course.layers import MinibatchStdDev, SpectralNormalization, SumOfWords, power_iteration
from gan_course.runtime import keras, tf
from gan_course.training import GAN

RANDOM = np.random.default_rng(0)


def settled(layer, inputs, calls=200):
    """Call a wrapped layer in training until u has settled."""
    for _ in range(calls):
        layer(inputs, training=True)
    return layer


def largest(kernel):
    return np.linalg.norm(np.reshape(kernel, (-1, kernel.shape[-1])), 2)


@pytest.mark.parametrize("shape", [(7, 7), (9, 4), (4, 9), (1, 5), (5, 1)])
def test_power_iteration_finds_the_largest_singular_value_from_below(shape):
    matrix = tf.constant(RANDOM.standard_normal(shape), tf.float32)
    u = tf.constant(RANDOM.standard_normal(shape[1]), tf.float32)
    sigmas = []
    for _ in range(300):
        sigma, u = power_iteration(matrix, u)
        sigmas.append(float(sigma))
    assert sigmas[-1] == pytest.approx(largest(matrix.numpy()), rel=1e-4)
    assert (np.diff(sigmas) > -1e-5).all()
    assert float(tf.norm(u)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("scale", [1e-7, 1e-20, 1e20])
def test_power_iteration_of_a_tiny_or_huge_matrix(scale):
    u = tf.constant([0.6, 0.8])
    for _ in range(12):
        sigma, u = power_iteration(scale * tf.constant([[3.0, 0.0], [0.0, 1.0]]), u)
    assert float(sigma) == pytest.approx(3 * scale, rel=1e-5)
    assert float(tf.norm(u)) == pytest.approx(1, rel=1e-5)


def test_power_iteration_of_zeros_keeps_u():
    sigma, u = power_iteration(tf.zeros((3, 2)), tf.constant([0.6, 0.8]))
    assert float(sigma) == 0
    np.testing.assert_allclose(u, [0.6, 0.8])


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (keras.layers.Dense(6), (4,)),
        (keras.layers.Conv1D(5, 3, padding="same"), (8, 2)),
        (keras.layers.Conv2D(5, 3, strides=2, padding="same"), (8, 8, 2)),
        (keras.layers.Conv2D(5, 4, activation="relu"), (8, 8, 3)),
    ],
)
def test_the_layer_acts_with_a_kernel_of_norm_1_and_keeps_the_stored_one(layer, shape):
    inputs = RANDOM.standard_normal((3, *shape)).astype("float32")
    wrapped = SpectralNormalization(layer)
    wrapped(inputs)
    layer.bias.assign(RANDOM.standard_normal(layer.bias.shape))
    before = layer.kernel.numpy()
    settled(wrapped, inputs)
    np.testing.assert_array_equal(layer.kernel.numpy(), before)
    by_hand = type(layer).from_config(layer.get_config())
    by_hand.build((None, *shape))
    by_hand.set_weights([before / largest(before), layer.bias.numpy()])
    np.testing.assert_allclose(wrapped(inputs), by_hand(inputs), atol=1e-4)
    assert wrapped.compute_output_shape((3, *shape)) == tuple(by_hand(inputs).shape)


def test_only_training_moves_u():
    layer = SpectralNormalization(keras.layers.Dense(3))
    inputs = RANDOM.standard_normal((2, 4)).astype("float32")
    layer(inputs)
    first = layer.u.numpy()
    layer(inputs, training=False)
    np.testing.assert_array_equal(layer.u.numpy(), first)
    layer(inputs, training=True)
    assert not np.array_equal(layer.u.numpy(), first)
    assert [variable.name for variable in layer.non_trainable_variables] == ["u"]


def test_the_gradient_goes_through_the_norm_as_in_the_paper():
    """(1/σ)(∂L/∂W̄ − ⟨∂L/∂W̄, W̄⟩ vuᵀ), eq. 12 of the paper where ∂L/∂W̄ is a constant C: L = ⟨C, W̄⟩."""
    kernel = RANDOM.standard_normal((3, 3)).astype("float32")
    constant = RANDOM.standard_normal((3, 3)).astype("float32")
    layer = SpectralNormalization(keras.layers.Dense(3, use_bias=False))
    layer(np.eye(3, dtype="float32"))
    layer.layer.kernel.assign(kernel)
    settled(layer, np.eye(3, dtype="float32"), 500)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(constant * layer(np.eye(3, dtype="float32"), training=True))
    left, values, right = np.linalg.svd(kernel)
    normalised = kernel / values[0]
    expected = (constant - (constant * normalised).sum() * np.outer(left[:, 0], right[0])) / values[0]
    found = tape.gradient(loss, layer.layer.kernel).numpy()
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert not np.allclose(found, constant / values[0], atol=1e-2)  # what it would be if σ were a constant


def test_a_kernel_of_zeros_has_nothing_to_normalise():
    layer = SpectralNormalization(keras.layers.Dense(2, kernel_initializer="zeros", bias_initializer="ones"))
    inputs = np.ones((3, 4), "float32")
    with tf.GradientTape() as tape:
        outputs = layer(inputs, training=True)
    np.testing.assert_array_equal(outputs, np.ones((3, 2)))
    assert np.isfinite(tape.gradient(outputs, layer.layer.kernel)).all()


def discriminator():
    wrapped = [
        SpectralNormalization(keras.layers.Conv2D(4, 3, strides=2)),
        SpectralNormalization(keras.layers.Dense(1)),
    ]
    layers = [wrapped[0], keras.layers.LeakyReLU(negative_slope=0.2), MinibatchStdDev(), keras.layers.Flatten()]
    return keras.Sequential([keras.Input((8, 8, 1)), *layers, wrapped[1]])


@pytest.mark.parametrize("jit_compile", [False, True])
def test_a_gan_trains_through_both_layers_and_its_file_keeps_them(jit_compile, tmp_path):
    gan = GAN(models.mlp_generator(3, (8,), sample_shape=(8, 8, 1), seed=1), discriminator())
    gan.compile("hinge", jit_compile=jit_compile, steps_per_execution=2)
    images = RANDOM.uniform(-1, 1, (32, 8, 8, 1)).astype("float32")
    history = gan.fit(images, batch_size=8, verbose=0).history
    assert all(np.isfinite(values).all() for values in history.values())
    gan.save(tmp_path / "gan.keras")
    loaded = keras.saving.load_model(tmp_path / "gan.keras")
    np.testing.assert_array_equal(loaded.discriminator.layers[0].u.numpy(), gan.discriminator.layers[0].u.numpy())
    np.testing.assert_allclose(loaded.discriminator(images), gan.discriminator(images), atol=1e-6)


@pytest.mark.parametrize("layer", [keras.layers.LeakyReLU(), keras.layers.Conv2DTranspose(3, 2), "dense"])
def test_other_layers_are_refused(layer):
    with pytest.raises(ValueError, match="layer: expected one of the kinds Dense, Conv1D"):
        SpectralNormalization(layer)


def test_the_spread_of_a_batch_by_hand():
    inputs = RANDOM.standard_normal((6, 4, 5, 2)).astype("float32")
    outputs = MinibatchStdDev()(inputs).numpy()
    assert outputs.shape == MinibatchStdDev().compute_output_shape((6, 4, 5, 2)) == (6, 4, 5, 3)
    np.testing.assert_array_equal(outputs[..., :2], inputs)
    np.testing.assert_allclose(outputs[..., 2], inputs.std(axis=0).mean(), rtol=1e-5)


def test_groups_have_a_spread_each():
    inputs = RANDOM.standard_normal((8, 3)).astype("float32")
    outputs = MinibatchStdDev(group_size=4)(inputs).numpy()
    for group in (slice(0, 8, 2), slice(1, 8, 2)):
        np.testing.assert_allclose(outputs[group, 3], inputs[group].std(axis=0).mean(), rtol=1e-5)
    assert outputs[0, 3] != pytest.approx(outputs[1, 3])


def test_a_batch_that_is_no_multiple_of_the_group_loses_nobody():
    inputs = RANDOM.standard_normal((7, 3)).astype("float32")
    outputs = MinibatchStdDev(group_size=4)(inputs).numpy()
    np.testing.assert_allclose(outputs[:, 3], inputs.std(axis=0).mean(), rtol=1e-5)


def spread_and_derivatives(inputs):
    """The spread, its gradient, and the gradient of the gradient's squared length, as R1 takes it."""
    with tf.GradientTape() as outer:
        outer.watch(inputs)
        with tf.GradientTape() as inner:
            inner.watch(inputs)
            spread = MinibatchStdDev()(inputs)[0, -1]
        gradient = inner.gradient(spread, inputs)
        squared = tf.reduce_sum(tf.square(gradient))
    return spread, gradient, outer.gradient(squared, inputs)


@pytest.mark.parametrize("jit_compile", [False, True])
def test_equal_samples_have_no_spread_and_finite_derivatives(jit_compile):
    spread, *derivatives = tf.function(spread_and_derivatives, jit_compile=jit_compile)(tf.ones((4, 3)))
    assert float(spread) == pytest.approx(1e-4, rel=1e-3)
    for derivative in derivatives:
        np.testing.assert_array_equal(derivative, np.zeros((4, 3)))


@pytest.mark.parametrize("jit_compile", [False, True])
def test_the_gradient_of_the_spread_is_each_deviation_over_the_standard_deviation(jit_compile):
    inputs = RANDOM.standard_normal((5, 3)).astype("float32")
    _, gradient, _ = tf.function(spread_and_derivatives, jit_compile=jit_compile)(tf.constant(inputs))
    expected = (inputs - inputs.mean(axis=0)) / inputs.std(axis=0) / inputs.size
    np.testing.assert_allclose(gradient, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("group_size", [0, 1, 2.5, True])
def test_a_group_has_at_least_two(group_size):
    with pytest.raises((ValueError, TypeError), match="group_size"):
        MinibatchStdDev(group_size)


def test_the_vectors_of_a_sentences_words_are_added_up_without_what_fills_it_up():
    vectors = tf.constant([[[1.0, 2.0], [10.0, 20.0], [5.0, 5.0]], [[1.0, -1.0], [2.0, -2.0], [4.0, -4.0]]])
    layer = SumOfWords()
    np.testing.assert_allclose(layer(vectors), [[16, 27], [7, -7]])
    mask = tf.constant([[True, True, False], [False, False, True]])
    np.testing.assert_allclose(layer(vectors, mask=mask), [[11, 22], [4, -4]])
    words = keras.Input((3,), dtype="int32")
    network = keras.Model(words, layer(keras.layers.Embedding(5, 4, mask_zero=True)(words)))
    assert network.output_shape == (None, 4)
    table = network.layers[1].get_weights()[0]
    np.testing.assert_allclose(network(np.array([[2, 4, 0]])), [table[2] + table[4]], rtol=1e-6)
    copy = keras.Model.from_config(network.get_config())
    copy.set_weights(network.get_weights())
    np.testing.assert_array_equal(copy(np.array([[1, 3, 3]])), network(np.array([[1, 3, 3]])))

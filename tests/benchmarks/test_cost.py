import numpy as np
import pytest

from benchmarks import cost, dcgan, mlp
from gan_course.runtime import keras

MLP_GENERATOR = [100 * 256, 256 * 512, 512 * 1024, 1024 * 784]
MLP_DISCRIMINATOR = [784 * 512, 512 * 256, 256]
# A transposed convolution multiplies at each position of its input: 7×7, 7×7, 14×14.
TUTORIAL_GENERATOR = [100 * 12544, 49 * 25 * 256 * 128, 49 * 25 * 128 * 64, 196 * 25 * 64]
TUTORIAL_DISCRIMINATOR = [196 * 25 * 64, 49 * 25 * 64 * 128, 6272]


@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        (mlp, (MLP_GENERATOR, MLP_DISCRIMINATOR)),
        (dcgan, (TUTORIAL_GENERATOR, TUTORIAL_DISCRIMINATOR)),
    ],
)
def test_multiply_adds_of_each_layer(compared, expected):
    assert tuple(cost.layer_costs(network) for network in compared.networks()) == expected


@pytest.mark.parametrize("strides", [1, 2])
def test_a_transposed_convolution_costs_what_its_convolution_costs(strides):
    """They are each other's gradient, and the one to the inputs takes as many products as the way forwards."""
    images = keras.Input((8, 8, 3))
    downwards = keras.Model(images, keras.layers.Conv2D(5, 3, strides, "same")(images))
    maps = keras.Input(downwards.output_shape[1:])
    upwards = keras.Model(maps, keras.layers.Conv2DTranspose(3, 3, strides, "same")(maps))
    assert cost.layer_costs(upwards) == cost.layer_costs(downwards) == [(8 // strides) ** 2 * 9 * 3 * 5]


def test_multiply_adds_of_a_step():
    generator, discriminator = sum(MLP_GENERATOR), sum(MLP_DISCRIMINATOR)
    # Forwards and to the weights: generator once each, discriminator three times forwards and twice to the weights.
    # To the inputs: every layer but a first one; in the generator's step the discriminator's first one as well.
    expected = 2 * generator + 5 * discriminator
    expected += (generator - 100 * 256) + 2 * (discriminator - 784 * 512) + discriminator
    networks = mlp.networks()
    assert cost.step_cost(*networks) == expected
    assert cost.step_cost(*networks, generator_runs=2, discriminator_runs=2) == expected + generator - discriminator


def test_the_products_of_a_step_are_its_multiply_adds():
    networks = mlp.networks()
    products = sum(m * k * n for m, k, n in cost.dense_products(*networks, 64))
    assert products == 64 * cost.step_cost(*networks)


def test_multiply_adds_of_a_step_of_each_contestant():
    costs = dcgan.COMPARISON.multiply_adds()
    generator, discriminator = sum(TUTORIAL_GENERATOR), sum(TUTORIAL_DISCRIMINATOR)
    assert costs["gan_fit"] == costs["pytorch"]
    # The tutorial's loop does not ask the updated discriminator about the fakes.
    assert costs["gan_fit"] - costs["tutorial_loop"] == 256 * discriminator
    expected = 3 * generator - TUTORIAL_GENERATOR[0] + 8 * discriminator - 2 * TUTORIAL_DISCRIMINATOR[0]
    assert costs["gan_fit"] == 256 * expected
    assert costs["matrix_products"] == cost.CEILING_SIZE**3


def test_convolutions_count_as_tensorflow_profiles_them():
    from gan_course.runtime import tf

    image = keras.Input((28, 28, 1))
    model = keras.Model(image, keras.layers.Conv2D(64, 5, 2, "same")(image))
    function = tf.function(lambda x: model(x)).get_concrete_function(tf.TensorSpec((1, 28, 28, 1)))
    options = tf.compat.v1.profiler.ProfileOptionBuilder.float_operation() | {"output": "none"}
    profiled = tf.compat.v1.profiler.profile(function.graph, options=options).total_float_ops
    adds_of_bias = 14 * 14 * 64
    assert np.isclose(profiled, 2 * cost.layer_costs(model)[0] + adds_of_bias, rtol=0.02)

"""The rules of the DCGAN, held against networks that break one of them each; the exercise bank has many more."""

import numpy as np
import pytest

from gan_course.demos import day03, dcgan_rules
from gan_course.runtime import keras

LEAKY = 0.2


def generator(latent_dim=64, *, stddev=0.02, kernel=4, norm=True, activation="relu", end="tanh", last=None, **options):
    layers = keras.layers
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=stddev)}
    between = [layers.BatchNormalization] if norm else []
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(7 * 7 * 64, **start),
            layers.Reshape((7, 7, 64)),
            *(layer(**options) for layer in between),
            layers.Activation(activation),
            layers.Conv2DTranspose(32, kernel, strides=2, padding="same", **start),
            *(layer() for layer in between),
            layers.Activation(activation),
            layers.Conv2DTranspose(1, kernel, strides=2, padding="same", activation=end, **start, **(last or {})),
        ]
    )


def discriminator(*, slope=LEAKY, scaled=1.0, padded=False, first_norm=False, end=None, hidden=False, **options):
    layers = keras.layers
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(scaled),
            *([layers.ZeroPadding2D(1)] if padded else []),
            layers.Conv2D(32, 4, strides=2, padding="valid" if padded else "same", **start),
            *([layers.BatchNormalization()] if first_norm else []),
            layers.LeakyReLU(negative_slope=slope),
            *([layers.ZeroPadding2D(1)] if padded else []),
            layers.Conv2D(64, 4, strides=2, padding="valid" if padded else "same", **start),
            layers.BatchNormalization(**options),
            layers.LeakyReLU(negative_slope=slope),
            layers.Flatten(),
            *([layers.Dense(8, **start)] if hidden else []),
            layers.Dense(1, activation=end, **start),
        ]
    )


def test_networks_that_keep_the_rules_have_no_fault():
    assert dcgan_rules.generator_fault(generator) is None
    assert dcgan_rules.generator_fault(day03.paper_generator) is None
    assert dcgan_rules.discriminator_fault(discriminator) is None
    assert dcgan_rules.discriminator_fault(lambda: discriminator(padded=True)) is None
    assert dcgan_rules.discriminator_fault(day03.paper_discriminator) is None


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"stddev": 0.03}, "standard deviation 0.02, got 0.03"),
        ({"kernel": 5}, "the first transposed convolution: expected a kernel of"),
        ({"norm": False}, "straight after the first layer, before the activation; got none"),
        ({"center": False}, "after the first layer: expected batch normalisation with a trained shift β"),
        ({"activation": "linear"}, "expected ReLU after the first layer, got no activation"),
        ({"activation": "elu"}, "expected ReLU after the first layer, got an activation that is curved"),
        ({"end": "sigmoid"}, "got a sigmoid after the last layer"),
        ({"end": None}, "got nothing after the last layer"),
        ({"momentum": 1}, "expected a momentum from 0.5 to 0.9999, got 1.0"),
        ({"momentum": 0}, "expected a momentum from 0.5 to 0.9999, got 0.0"),
        ({"epsilon": 1}, "expected an epsilon from 0 to 0.01, got 1"),
        ({"gamma_initializer": "zeros"}, "expected a first gamma near 1, got one of 0"),
        ({"beta_initializer": "ones"}, "expected a first beta near 0, got one of 1"),
        ({"last": {"kernel_constraint": "unit_norm"}}, "expected no constraint, got UnitNorm"),
        ({"last": {"bias_regularizer": "l2"}}, "expected no regulariser, got L2"),
        ({"last": {"bias_initializer": "ones"}}, "expected a first bias near 0, got one of 1"),
    ],
)
def test_a_generator_that_breaks_one_rule_is_told_which(broken, message):
    fault = dcgan_rules.generator_fault(lambda latent_dim: generator(latent_dim, **broken))
    assert fault is not None
    assert message in fault


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"slope": 0.3}, "expected leaky ReLU with slope 0.2 after the first convolution, got slope 0.3"),
        ({"scaled": 0.5}, "expected the images as given in front of the first convolution, got other numbers"),
        ({"first_norm": True}, "no batch normalisation after the first convolution, got one"),
        ({"end": "sigmoid"}, "expected the logit itself at the end, got a sigmoid"),
        ({"momentum": 1}, "expected a momentum from 0.5 to 0.9999, got 1.0"),
        ({"gamma_constraint": "non_neg"}, "expected no constraint, got NonNeg as gamma_constraint"),
        ({"hidden": True}, "three layers with kernels, Conv2D, Conv2D, Dense; got Conv2D, Conv2D, Dense, Dense"),
    ],
)
def test_a_discriminator_that_breaks_one_rule_is_told_which(broken, message):
    fault = dcgan_rules.discriminator_fault(lambda: discriminator(**broken))
    assert fault is not None
    assert message in fault


def test_batch_normalisation_that_never_leaves_training_is_told_so():
    def build(latent_dim):
        noise = keras.Input((latent_dim,))
        values = noise
        for layer in generator(latent_dim).layers:
            always = {"training": True} if isinstance(layer, keras.layers.BatchNormalization) else {}
            values = layer(values, **always)
        return keras.Model(noise, values)

    assert "outside of training takes each sample on its own, got one" in dcgan_rules.generator_fault(build)


def test_what_is_no_network_is_told_so():
    assert "got None" in dcgan_rules.generator_fault(lambda latent_dim: None)
    assert "shape (6, 10)" in dcgan_rules.generator_fault(lambda latent_dim: generator(64))


def test_a_run_records_layers_in_order_and_leaves_the_network_as_it_was():
    network = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(1, activation="relu", kernel_initializer="ones"), keras.layers.Flatten()]
    )
    inputs = np.array([[1.0, 2.0], [-3.0, 1.0]], "float32")
    layers, output = dcgan_rules.run(network, inputs, training=False)
    assert [layer.kind for layer in layers] == ["Dense", "Flatten"]
    assert layers[0].linear.tolist() == [[3.0], [-2.0]]
    assert layers[0].output.tolist() == output.tolist() == [[3.0], [0.0]]
    assert "call" not in vars(network.layers[0])
    assert network.layers[0].activation is keras.activations.relu

"""Layers with an option that nobody asked for are found, however deep they lie; Keras's own options pass."""

import pytest

from gan_course.demos import day03, layer_options
from gan_course.runtime import keras

layers = keras.layers


class Held(layers.Layer):
    """A layer of one's own that makes its weight by itself."""

    def build(self, shape):
        self.scale = self.add_weight(shape=shape[-1:], constraint=keras.constraints.NonNeg(), name="scale")

    def call(self, inputs):
        return self.scale * inputs


def network(*some):
    nested = keras.Sequential([keras.Input((3,)), layers.Dense(4), *some])
    return keras.Sequential([keras.Input((3,)), nested, layers.LeakyReLU(0.2), layers.Dense(1)])


def frozen(layer):
    layer.trainable = False
    return layer


def test_usual_networks_have_no_fault():
    assert layer_options.fault(day03.paper_generator(20)) is None
    assert layer_options.fault(day03.paper_discriminator()) is None
    assert layer_options.fault(network(layers.Dropout(0.3), layers.LayerNormalization(), layers.ReLU())) is None
    assert layer_options.fault(network(layers.BatchNormalization(momentum=0.8, epsilon=1e-5, scale=False))) is None
    assert layer_options.fault(network(layers.BatchNormalization(momentum=0.999))) is None
    assert layer_options.fault(network(frozen(layers.ReLU()))) is None
    assert layer_options.fault(keras.Sequential([layers.Dense(3, use_bias=False)])) is None


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (lambda: layers.Dense(2, kernel_constraint="unit_norm"), "no constraint, got UnitNorm as kernel_constraint"),
        (lambda: layers.Dense(2, bias_constraint="non_neg"), "no constraint, got NonNeg as bias_constraint"),
        (lambda: layers.Dense(2, kernel_regularizer="l2"), "no regulariser, got L2 as kernel_regularizer"),
        (lambda: layers.Dense(2, bias_regularizer="l1"), "no regulariser, got L1 as bias_regularizer"),
        (lambda: layers.Dense(2, activity_regularizer="l2"), "no regulariser, got L2 as activity_regularizer"),
        (lambda: layers.BatchNormalization(gamma_constraint="non_neg"), "no constraint, got NonNeg"),
        (lambda: layers.BatchNormalization(beta_regularizer="l2"), "no regulariser, got L2 as beta_regularizer"),
        (lambda: layers.BatchNormalization(momentum=1), "expected a momentum from 0.5 to 0.9999, got 1.0"),
        (lambda: layers.BatchNormalization(momentum=0), "got 0.0: the running mean and variance would be those of"),
        (lambda: layers.BatchNormalization(epsilon=1), "expected an epsilon from 0 to 0.01, got 1"),
        (lambda: layers.LayerNormalization(epsilon=3), "expected an epsilon from 0 to 0.01, got 3"),
        (lambda: layers.SpectralNormalization(layers.Dense(2)), "got spectral normalisation"),
        (lambda: layers.Dense(2, trainable=False), "got trainable=False"),
        (lambda: frozen(layers.BatchNormalization()), "got trainable=False"),
        (lambda: Held(), "no constraint, got NonNeg for scale"),
        (lambda: layers.ReLU(max_value=6), "expected max_value as usual, None, got 6"),
        (lambda: layers.ReLU(threshold=0.1), "expected threshold as usual, 0, got 0.1"),
    ],
)
def test_an_unusual_option_is_found(layer, message):
    fault = layer_options.fault(network(layer()))
    assert fault is not None
    assert message in fault


@pytest.mark.parametrize("option", [{"groups": 2}, {"dilation_rate": 2}, {"dilation_rate": (1, 3)}])
def test_a_convolution_in_groups_or_with_gaps_is_found(option):
    usual, odd = (keras.Sequential([layers.Conv2D(4, 3, padding="same", **more)]) for more in ({}, option))
    assert layer_options.fault(usual) is None
    assert f"expected {next(iter(option))} as usual, 1" in layer_options.fault(odd)


def test_a_network_that_is_not_built_is_judged_by_its_options():
    assert "L2" in layer_options.fault(keras.Sequential([layers.Dense(3, kernel_regularizer="l2")]))
    assert "trainable=False" in layer_options.fault(keras.Sequential([layers.Dense(3, trainable=False)]))


def test_a_frozen_network_is_named_at_its_first_layer_with_weights():
    assert "trainable=False" in layer_options.fault(frozen(network()))

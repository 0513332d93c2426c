"""What keeps a network from learning in a large batch is found, though a small one does not show it."""

import numpy as np
import pytest

from gan_course.demos import day03, learning
from gan_course.runtime import keras, tf

layers = keras.layers
NOISE = np.random.default_rng(0).standard_normal((5, 3)).astype("float32")


def network(*some):
    return keras.Sequential([keras.Input((3,)), layers.Dense(4), *some, layers.LeakyReLU(0.2), layers.Dense(2)])


def test_usual_networks_have_no_fault_and_keep_their_state():
    usual = network(layers.BatchNormalization(), layers.Dropout(0.3))
    before = [np.array(each) for each in usual.get_weights()]
    assert learning.fault(usual, NOISE) is None
    assert all(map(np.array_equal, usual.get_weights(), before))
    assert learning.fault(day03.paper_generator(20), np.ones((2, 20), "float32")) is None
    assert learning.fault(day03.paper_discriminator(), np.ones((2, 28, 28, 1), "float32")) is None


def test_inputs_of_several_kinds_are_handed_over_in_order():
    noise, label = keras.Input((3,)), keras.Input((), dtype="int32")
    told = layers.Embedding(4, 2)(label)
    model = keras.Model([noise, label], layers.Dense(2)(layers.Concatenate()([noise, told])))
    assert learning.fault(model, NOISE, np.arange(4)) is None
    told = keras.ops.stop_gradient(layers.Embedding(4, 2, name="table")(label))
    model = keras.Model([noise, label], layers.Dense(2)(layers.Concatenate()([noise, told])))
    assert "got none for table" in learning.fault(model, NOISE, np.arange(4))


@pytest.mark.parametrize(
    ("some", "message"),
    [
        ([layers.Lambda(keras.ops.stop_gradient)], "expected a gradient for all weights, got none for"),
        ([layers.Lambda(lambda x: tf.where(tf.shape(x)[0] < 50, x, 0.0 * x))], "takes each sample on its own"),
        ([layers.Lambda(lambda x: x - tf.reduce_mean(x, 0))], "takes each sample on its own"),
        ([layers.Dense(4, kernel_initializer="zeros")], "nothing but zeros: it never learns"),
        ([layers.Dense(4, kernel_regularizer="l2")], "no regulariser"),
    ],
)
def test_what_keeps_a_network_from_learning_is_found(some, message):
    assert message in learning.fault(network(*some), NOISE)


class Idle(layers.Layer):
    """A layer that passes on no gradient in training, when compiled."""

    def call(self, inputs, training=False):
        return keras.ops.stop_gradient(inputs) if training and not tf.executing_eagerly() else inputs


def test_training_is_looked_at_compiled():
    assert "got none for" in learning.fault(network(Idle()), NOISE)

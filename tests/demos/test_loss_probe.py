import numpy as np
import pytest

from gan_course import losses
from gan_course.demos.loss_probe import as_loss, pair, probe
from gan_course.runtime import keras, tf

REAL, FAKE = [2.0, -1.0, 0.5], [0.3, -4.0]


def sigmoid(logits):
    return 1 / (1 + np.exp(-np.asarray(logits)))


@pytest.mark.parametrize("label", [1.0, 0.7])
def test_values_and_gradients_by_hand(label):
    found = list(probe(as_loss(pair, label), REAL, FAKE).values())
    d_real, d_fake = sigmoid(REAL), sigmoid(FAKE)
    d_loss = -np.mean(label * np.log(d_real) + (1 - label) * np.log(1 - d_real)) - np.mean(np.log(1 - d_fake))
    expected = [d_loss, -np.mean(np.log(d_fake)), (d_real - label) / 3, d_fake / 2, (d_fake - 1) / 2]
    for mine, wanted in zip(found, expected, strict=True):
        np.testing.assert_allclose(mine, wanted, rtol=1e-5)


def test_a_gradient_that_does_not_arrive_is_zero():
    stopped = as_loss(lambda real, fake, label=1.0: pair(real, tf.stop_gradient(fake), label))
    found = probe(stopped, REAL, FAKE)
    assert not found["the gradient of the discriminator's loss in the fake logits"].any()
    assert found["the gradient of the discriminator's loss in the real logits"].all()


def test_the_generators_loss_needs_no_real_logits():
    fake = keras.ops.convert_to_tensor(FAKE)
    mine = as_loss(pair).generator_loss(real_logits=None, fake_logits=fake)
    assert float(mine) == pytest.approx(float(losses.non_saturating_generator_loss(real_logits=None, fake_logits=fake)))

import numpy as np
import pytest

from gan_course import losses
from gan_course.runtime import keras, tf
from gan_course.training import NonFiniteLossError

PLAIN = losses.get("non_saturating")


def batches(images):
    """Batches of 16 in order, which ``fit`` cannot look through before it trains."""
    return tf.data.Dataset.from_tensor_slices(images).batch(16)


@pytest.mark.parametrize(("value", "jit_compile"), [(np.nan, True), (np.nan, False), (np.inf, False), (-np.inf, False)])
def test_images_that_are_not_finite_stop_training_at_their_step(small_gan, images, jit_compile, value):
    gan = small_gan(jit_compile=jit_compile, steps_per_execution=2)
    images[52, 0, 0, 0] = value  # in the fourth batch of 16, so in the second call of two steps
    with pytest.raises(NonFiniteLossError, match=r"discriminator's loss was not finite at step 4.*after step 2"):
        gan.fit(batches(images), verbose=0)

    good = small_gan(jit_compile=jit_compile, steps_per_execution=2)
    good.fit(images[:32], batch_size=16, shuffle=False, verbose=0)
    for restored, last_good in zip(gan.get_weights(), good.get_weights(), strict=True):
        np.testing.assert_array_equal(restored, last_good)


def test_the_generator_is_named_where_its_loss_is_the_one(small_gan, train):
    bad = losses.AdversarialLoss(
        "bad", PLAIN.discriminator_loss, lambda *, real_logits, fake_logits: tf.reduce_mean(fake_logits) / 0.0
    )
    gan = small_gan(loss=bad)
    with pytest.raises(NonFiniteLossError, match="generator's loss was not finite at step 1"):
        train(gan)
    assert all(np.isfinite(weight).all() for weight in gan.get_weights())


def test_weights_that_overflow_under_a_finite_loss_are_taken_back(small_gan, images):
    gan = small_gan(generator_optimizer=keras.optimizers.SGD(np.inf), steps_per_execution=1)
    with pytest.raises(NonFiniteLossError, match="generator's weights were not finite after step 1"):
        gan.fit(images, batch_size=16, verbose=0)
    assert all(np.isfinite(weight).all() for weight in gan.get_weights())


def test_training_goes_on_after_the_cause_is_gone(small_gan, images):
    gan = small_gan()
    spoilt = images.copy()
    spoilt[0] = np.nan
    with pytest.raises(NonFiniteLossError):
        gan.fit(batches(spoilt), verbose=0)
    history = gan.fit(images, batch_size=16, verbose=0).history
    assert np.isfinite(history["d_loss"]).all()

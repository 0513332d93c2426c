import numpy as np
import pytest

from gan_course.runtime import keras


@pytest.fixture
def averaged(small_gan):
    return small_gan(generator_optimizer=keras.optimizers.Adam(0.05, use_ema=True, ema_momentum=0.9))


class Inside(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        before = self.model.get_weights()
        self.raw = self.model.generate(4)
        with self.model.averaged_weights():
            self.images = self.model.generate(4)
        for old, new in zip(before, self.model.get_weights(), strict=True):
            np.testing.assert_array_equal(new, old)


def test_inside_the_generator_is_the_one_that_fit_leaves(averaged, train):
    inside = Inside()
    train(averaged, callbacks=[inside])
    np.testing.assert_array_equal(inside.images, averaged.generate(4))
    assert not np.allclose(inside.raw, inside.images, atol=1e-3)


def test_the_raw_weights_are_back_after_an_exception(averaged, train, images):
    train(averaged)
    averaged.train_on_batch(images[:16])  # fit has put the averages in place, so they must differ again
    before = averaged.get_weights()
    changed = []

    def stopped():
        with averaged.averaged_weights():
            changed.extend(averaged.get_weights())
            raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        stopped()
    assert any(not np.array_equal(old, new) for old, new in zip(before, changed, strict=True))
    for old, new in zip(before, averaged.get_weights(), strict=True):
        np.testing.assert_array_equal(new, old)


def test_the_average_is_the_one_of_the_formula(averaged, images):
    weight, average = averaged.generator.trainable_variables[0], None
    for step in range(4):
        averaged.train_on_batch(images[16 * step : 16 * step + 16])
        average = weight.numpy() if average is None else 0.9 * average + 0.1 * weight.numpy()
    with averaged.averaged_weights():
        np.testing.assert_allclose(weight.numpy(), average, atol=1e-6)


def test_without_an_average_nothing_changes(averaged, small_gan, train):
    trained = small_gan()
    train(trained)
    for gan in (averaged, trained):  # the first keeps an average, but has not taken a step
        before = gan.get_weights()
        with gan.averaged_weights():
            for old, new in zip(before, gan.get_weights(), strict=True):
                np.testing.assert_array_equal(new, old)


def test_blocks_may_be_nested(averaged, train, images):
    train(averaged)
    averaged.train_on_batch(images[:16])
    before = averaged.generate(4)
    with averaged.averaged_weights():
        outer = averaged.generate(4)
        with averaged.averaged_weights():
            np.testing.assert_array_equal(averaged.generate(4), outer)
        np.testing.assert_array_equal(averaged.generate(4), outer)
    np.testing.assert_array_equal(averaged.generate(4), before)

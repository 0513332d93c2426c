import os
import signal
import threading

import numpy as np
import pytest

from gan_course.runtime import keras
from gan_course.training import StopOnInterrupt


class InterruptDuring(keras.callbacks.Callback):
    """Sends Ctrl-C once or more, after the first call of several steps of an epoch."""

    def __init__(self, epoch, times=1):
        super().__init__()
        self.at, self.times = epoch, times

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        if self.epoch == self.at:
            for _ in range(self.times):
                os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture(autouse=True)
def handler():
    before = signal.getsignal(signal.SIGINT)
    yield before
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupt_ends_training_cleanly(small_gan, train, tmp_path, capsys):
    averaging = keras.optimizers.Adam(1e-2, use_ema=True, ema_momentum=0.9)
    gan, stop = small_gan(generator_optimizer=averaging), StopOnInterrupt()
    history = train(gan, epochs=9, callbacks=[InterruptDuring(2), stop])
    assert stop.interrupted
    assert gan.optimizer.iterations == 2 * 8 + 4
    assert len(history["d_loss"]) == 3
    assert capsys.readouterr().out.count("interrupted: training stops") == 1
    with gan.averaged_weights():
        averaged = gan.generate(2)
    np.testing.assert_array_equal(gan.generate(2), averaged)  # fit put the averages in place
    gan.save(tmp_path / "gan.keras")
    np.testing.assert_array_equal(keras.saving.load_model(tmp_path / "gan.keras").generate(2), averaged)


def test_training_goes_on_after_an_interrupt(small_gan, train):
    gan, stop = small_gan(), StopOnInterrupt()
    train(gan, epochs=2, callbacks=[InterruptDuring(0), stop])
    assert len(train(gan, epochs=2, callbacks=[stop])["d_loss"]) == 2
    assert not stop.interrupted


def test_a_second_interrupt_raises(small_gan, train):
    with pytest.raises(KeyboardInterrupt):
        train(small_gan(), epochs=2, callbacks=[StopOnInterrupt(), InterruptDuring(0, times=2)])


def test_interrupts_are_handed_back_where_fit_raises(small_gan, train, handler):
    class Fails(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            assert signal.getsignal(signal.SIGINT) is not handler
            raise RuntimeError("of the test")

    with pytest.raises(RuntimeError, match="of the test"):
        train(small_gan(), callbacks=[StopOnInterrupt(), Fails()])


def test_an_interrupt_in_validation_ends_training_after_it(small_gan, train, dataset, capsys):
    class InterruptValidation(keras.callbacks.Callback):
        def on_test_begin(self, logs=None):
            os.kill(os.getpid(), signal.SIGINT)

    callbacks = [StopOnInterrupt(), InterruptValidation()]
    history = train(small_gan(), epochs=3, validation_data=dataset.batches(16), callbacks=callbacks)
    assert len(history["val_d_loss"]) == 1
    assert "interrupted" in capsys.readouterr().out


def test_in_another_thread_it_does_nothing(small_gan, train):
    gan, stop = small_gan(), StopOnInterrupt()
    thread = threading.Thread(target=train, args=(gan,), kwargs={"callbacks": [stop]})
    thread.start()
    thread.join()
    assert gan.optimizer.iterations == 8
    assert not stop.interrupted

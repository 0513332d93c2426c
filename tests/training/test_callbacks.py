import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course.runtime import keras, tf
from gan_course.training import ProgressLine, SampleFrames


def test_frames_show_the_same_noise_as_training_goes_on(small_gan, train):
    gan, frames = small_gan(), SampleFrames(4, every=2, seed=7)
    train(gan, epochs=5, callbacks=[frames])
    assert frames.epochs == [0, 2, 4, 5]
    assert all(frame.shape == (10, 10) and frame.dtype == np.uint8 for frame in frames.frames)
    assert not np.array_equal(frames.frames[0], frames.frames[-1])

    again = SampleFrames(4, every=9, seed=7)
    train(gan, steps=1, callbacks=[again])
    np.testing.assert_array_equal(again.frames[0], frames.frames[-1])


def test_frames_become_a_gif(small_gan, train, tmp_path):
    frames = SampleFrames(4)
    train(small_gan(), epochs=3, callbacks=[frames])
    with Image.open(frames.save_gif(tmp_path / "training.gif")) as gif:
        assert gif.n_frames == 4


def test_frames_go_on_in_a_second_fit(small_gan, train):
    gan, frames = small_gan(), SampleFrames(4)
    train(gan, epochs=2, callbacks=[frames])
    train(gan, epochs=4, initial_epoch=2, callbacks=[frames])
    train(gan, epochs=1, callbacks=[frames])
    assert frames.epochs == [0, 1, 2, 3, 4, 5]


def test_the_last_epoch_has_a_frame_also_where_training_stops_early(small_gan, train):
    class StopAfterThree(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = epoch == 2

    frames = SampleFrames(4, every=2)
    train(small_gan(), epochs=9, callbacks=[frames, StopAfterThree()])
    assert frames.epochs == [0, 2, 3]


@pytest.mark.parametrize("wrong", [{"n": 0}, {"every": 0}])
def test_frames_need_whole_numbers(wrong):
    with pytest.raises(ValueError, match="at least 1"):
        SampleFrames(**wrong)


def test_progress_is_one_line_that_ends_with_the_last_step_and_metrics(small_gan, train, capsys):
    train(small_gan(), epochs=3, callbacks=[ProgressLine(interval=0)])
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    assert out.endswith("\n")
    last = out.rstrip().split("\r")[-1]
    assert "step 24 of 24" in last
    assert "d_loss" in last
    assert "fake_accuracy" in last


@pytest.mark.filterwarnings("ignore:Your input ran out of data")  # so does Keras take any dataset of unknown length
def test_progress_without_a_known_length(small_gan, capsys):
    unknown = tf.data.Dataset.from_generator(
        lambda: (np.zeros((8, 4, 4, 1), "float32") for _ in range(3)),
        output_signature=tf.TensorSpec((8, 4, 4, 1), tf.float32),
    )
    small_gan(steps_per_execution=1).fit(unknown, epochs=1, verbose=0, callbacks=[ProgressLine(interval=0)])
    assert "epoch 1 of 1, step 3" in capsys.readouterr().out


def test_progress_of_a_resumed_run_counts_from_its_epoch(small_gan, train, capsys):
    train(small_gan(), epochs=3, initial_epoch=2, callbacks=[ProgressLine(interval=0)])
    assert "step 24 of 24" in capsys.readouterr().out


def test_progress_stays_within_an_epoch_shorter_than_a_call(small_gan, train, capsys):
    train(small_gan(steps_per_execution=50), epochs=2, callbacks=[ProgressLine(interval=0)])
    shown = [part.split(" ·")[0] for part in capsys.readouterr().out.strip().split("\r") if part.startswith("step")]
    assert shown == ["step 8 of 16", "step 16 of 16", "step 16 of 16"]


def keras_callbacks(folder):
    return {
        "learning rate": keras.callbacks.LearningRateScheduler(lambda epoch, rate: float(rate) * 0.5),
        "plateau": keras.callbacks.ReduceLROnPlateau(monitor="g_loss", mode="max", patience=0, factor=0.5),
        "checkpoint": keras.callbacks.ModelCheckpoint(folder / "best.keras", monitor="d_loss", mode="max"),
        "weights": keras.callbacks.ModelCheckpoint(folder / "last.weights.h5", save_weights_only=True),
        "early stopping": keras.callbacks.EarlyStopping(monitor="d_loss", mode="min", restore_best_weights=True),
        "log": keras.callbacks.CSVLogger(folder / "history.csv"),
        "nan": keras.callbacks.TerminateOnNaN(),
        "backup": keras.callbacks.BackupAndRestore(folder / "backup"),
        "tensorboard": keras.callbacks.TensorBoard(folder / "logs", write_graph=False),
        "lambda": keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None),
    }


@pytest.mark.parametrize("name", list(keras_callbacks(Path())))
def test_keras_own_callbacks_work(small_gan, train, tmp_path, name):
    history = train(small_gan(), epochs=2, callbacks=[keras_callbacks(tmp_path)[name]])
    assert np.isfinite(history["d_loss"]).all()


def test_a_learning_rate_schedule_reaches_both_players(small_gan, train):
    gan = small_gan(generator_optimizer=keras.optimizers.SGD(0.4), discriminator_optimizer=keras.optimizers.SGD(0.2))
    train(gan, epochs=2, callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2)])
    assert float(gan.generator_optimizer.learning_rate) == pytest.approx(0.1)
    assert float(gan.discriminator_optimizer.learning_rate) == pytest.approx(0.05)


def test_the_log_has_a_row_for_each_epoch(small_gan, train, tmp_path):
    train(small_gan(), epochs=3, callbacks=[keras.callbacks.CSVLogger(tmp_path / "history.csv")])
    with (tmp_path / "history.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["0", "1", "2"]
    assert {"d_loss", "g_loss", "real_accuracy", "fake_accuracy"} < set(rows[0])

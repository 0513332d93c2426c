import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course import plots
from gan_course.runtime import keras, tf
from gan_course.training import ProgressLine, Resume, SampleFrames


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


def test_frames_are_written_as_pictures_too(small_gan, train, tmp_path):
    frames = SampleFrames(4, every=2, folder=tmp_path / "new" / "frames")
    train(small_gan(), epochs=3, callbacks=[frames])
    names = ["epoch-0000.png", "epoch-0002.png", "epoch-0003.png"]
    assert sorted(path.name for path in frames.folder.iterdir()) == names
    for name, frame in zip(names, frames.frames, strict=True):
        with Image.open(frames.folder / name) as picture:
            np.testing.assert_array_equal(np.asarray(picture), frame)


def test_frames_show_the_averaged_generator(small_gan, train):
    averaging = keras.optimizers.Adam(0.1, use_ema=True, ema_momentum=0.999)
    gan, frames = small_gan(generator_optimizer=averaging), SampleFrames(4)
    raw = []
    recorder = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: raw.append(gan.generate(4)))
    train(gan, epochs=2, callbacks=[frames, recorder])
    np.testing.assert_array_equal(frames.frames[-1], plots.tile(gan.generate(4)))  # fit leaves the averages in place
    assert not np.array_equal(frames.frames[-1], plots.tile(raw[-1]))


@pytest.mark.parametrize("same_callback", [True, False])
def test_frames_go_on_after_resuming(same_callback, small_gan, train, tmp_path):
    def run(folder, frames, epochs):
        train(small_gan(), epochs=epochs, callbacks=[Resume(tmp_path / folder), frames])
        return frames

    def new(name):
        return SampleFrames(4, every=2, folder=tmp_path / name)

    whole = run("a", new("whole"), 6)
    first = run("b", new("resumed"), 3)
    assert first.epochs == [0, 2, 3]
    resumed = run("b", first if same_callback else new("resumed"), 6)
    assert resumed.epochs == ([0, 2, 3, 4, 6] if same_callback else [4, 6])
    for epoch in (0, 2, 4, 6):
        name = f"epoch-{epoch:04d}.png"
        assert (whole.folder / name).read_bytes() == (resumed.folder / name).read_bytes()

    finished = run("b", SampleFrames(4, every=2), 6)
    assert finished.epochs == [6]
    np.testing.assert_array_equal(finished.frames[0], whole.frames[-1])


def test_frames_go_back_where_an_epoch_was_not_saved(small_gan, train, tmp_path):
    class Crash(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 2:
                raise RuntimeError("of the test")

    frames = SampleFrames(4)
    with pytest.raises(RuntimeError, match="of the test"):
        train(small_gan(), epochs=4, callbacks=[frames, Resume(tmp_path, every=2), Crash()])
    assert frames.epochs == [0, 1, 2, 3]
    train(small_gan(), epochs=4, callbacks=[frames, Resume(tmp_path, every=2)])
    assert frames.epochs == [0, 1, 2, 3, 4]


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


def test_a_schedule_in_both_optimizers_follows_each_players_own_steps(small_gan, train):
    def halving():
        rate = keras.optimizers.schedules.PiecewiseConstantDecay([4], [0.5, 0.25])
        return keras.optimizers.SGD(rate)

    gan = small_gan(generator_optimizer=halving(), discriminator_optimizer=halving(), discriminator_steps=2)
    rates = []
    record = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: rates.append(
            (float(gan.generator_optimizer.learning_rate), float(gan.discriminator_optimizer.learning_rate))
        )
    )
    history = train(gan, steps=12, callbacks=[record])
    assert rates == [(0.5, 0.5), (0.5, 0.25), (0.25, 0.25)]  # after 4, 8 and 12 steps; the generator took 2, 4 and 6
    assert np.isfinite(history["d_loss"]).all()


def test_a_plateau_lowers_both_rates(small_gan, train):
    gan = small_gan()
    never_better = {"monitor": "real_accuracy", "mode": "max", "min_delta": 9}
    train(gan, epochs=3, callbacks=[keras.callbacks.ReduceLROnPlateau(**never_better, patience=1, factor=0.1)])
    for optimizer in (gan.generator_optimizer, gan.discriminator_optimizer):
        assert float(optimizer.learning_rate) == pytest.approx(2e-6, rel=1e-3)


def test_a_checkpoint_of_keras_is_a_model_to_go_on_with(small_gan, train, tmp_path):
    path = tmp_path / "best.keras"
    gan = small_gan()
    train(gan, epochs=2, callbacks=[keras.callbacks.ModelCheckpoint(path)])
    loaded = keras.saving.load_model(path)
    assert train(loaded) == train(gan)


def test_tensorboard_gets_every_metric(small_gan, train, tmp_path):
    train(small_gan(), epochs=2, callbacks=[keras.callbacks.TensorBoard(tmp_path, write_graph=False)])
    events = [
        (value.tag, event.step)
        for path in tmp_path.rglob("events.*")
        for event in tf.compat.v1.train.summary_iterator(str(path))
        for value in event.summary.value
    ]
    metrics = ("d_loss", "g_loss", "real_accuracy", "fake_accuracy")
    assert {(f"epoch_{name}", step) for name in metrics for step in (0, 1)} <= set(events)


def test_the_log_has_a_row_for_each_epoch(small_gan, train, tmp_path):
    train(small_gan(), epochs=3, callbacks=[keras.callbacks.CSVLogger(tmp_path / "history.csv")])
    with (tmp_path / "history.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["0", "1", "2"]
    assert {"d_loss", "g_loss", "real_accuracy", "fake_accuracy"} < set(rows[0])

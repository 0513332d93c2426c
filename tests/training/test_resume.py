import errno
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from gan_course.augment import DiffAugment
from gan_course.data import ImageDataset
from gan_course.runtime import keras, tf
from gan_course.training import NonFiniteLossError, Resume, checkpoints
from gan_course.training.identity import variables_of

KILLED_RUN = Path(__file__).parent / "killed_run.py"


def kill_at(moment, folder, patience=0.0):
    """Start the run, and kill it with SIGKILL so many seconds after it came to a moment."""
    command = [sys.executable, str(KILLED_RUN), str(folder), moment]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        said = list(iter(run.stdout.readline, "ready\n")) if moment != "end" else []
        time.sleep(patience)
        run.kill()
    assert run.returncode == -9
    return said


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_killed_run_ends_bit_identical_to_an_uninterrupted_one(tmp_path):
    checkpoints = tmp_path / "checkpoints"
    kill_at("step", tmp_path)
    assert names(checkpoints) == ["epoch-000001.npz", "epoch-000002.npz"]

    assert kill_at("half-saved", tmp_path) == ["going on after epoch 2 of 7\n"]
    part, *whole = names(checkpoints)
    assert part.startswith(".epoch-000003.npz")
    assert whole == ["epoch-000001.npz", "epoch-000002.npz"]

    assert kill_at("just-saved", tmp_path) == ["going on after epoch 2 of 7\n"]
    assert names(checkpoints) == ["epoch-000003.npz", "epoch-000004.npz", "epoch-000005.npz"]

    kill_at("random", tmp_path, patience=random.uniform(0, 0.5))
    subprocess.run([sys.executable, str(KILLED_RUN), str(tmp_path), "end"], check=True)
    assert names(checkpoints) == ["epoch-000006.npz", "epoch-000007.npz"]
    with np.load(tmp_path / "resumed.npz") as resumed, np.load(tmp_path / "uninterrupted.npz") as uninterrupted:
        assert resumed.files == uninterrupted.files
        assert resumed["epochs"].tolist() == list(range(7))
        assert any("seed_generator" in name for name in resumed.files)
        for name in resumed.files:
            np.testing.assert_array_equal(resumed[name], uninterrupted[name], err_msg=name)


class CrashError(RuntimeError):
    pass


class CrashDuring(keras.callbacks.Callback):
    """Raises in an epoch, after its first call of several steps."""

    def __init__(self, epoch):
        super().__init__()
        self.at = epoch

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        if self.epoch == self.at:
            raise CrashError


def state(gan):
    return {name: variable.numpy() for name, variable in variables_of(gan).items()}


def assert_same(one, other):
    (gan, history), (other_gan, other_history) = one, other
    assert history.history == other_history.history
    assert history.epoch == other_history.epoch
    for name, value in state(gan).items():
        np.testing.assert_array_equal(value, state(other_gan)[name], err_msg=name)


@pytest.fixture
def ema_gan(small_gan):
    def make(**arguments):
        averaging = keras.optimizers.Adam(1e-2, use_ema=True, ema_momentum=0.9)
        return small_gan(**({"generator_optimizer": averaging} | arguments))

    return make


SOURCES = {
    "endless batches": lambda dataset: (dataset.batches(16, seed=3).repeat(), {"steps_per_epoch": 8}),
    "a pass an epoch": lambda dataset: (dataset.batches(16, seed=3), {}),
    "another dataset": lambda dataset: (
        tf.data.Dataset.from_tensor_slices(dataset.images).shuffle(96, seed=1).batch(16).repeat(),
        {"steps_per_epoch": 8},
    ),
    "an array": lambda dataset: (dataset.images, {"batch_size": 16, "shuffle": False}),
}


@pytest.mark.parametrize("source", list(SOURCES))
def test_a_run_finds_its_place_in_the_data(source, ema_gan, dataset, tmp_path):
    def run(folder, *others, epochs=5):
        data, arguments = SOURCES[source](dataset)
        gan, callbacks = ema_gan(), [Resume(tmp_path / folder, every=2), *others]
        return gan, gan.fit(data, epochs=epochs, verbose=0, callbacks=callbacks, **arguments)

    with pytest.raises(CrashError):
        run("broken", CrashDuring(3))
    assert names(tmp_path / "broken") == ["epoch-000000.npz", "epoch-000002.npz"]
    whole = run("whole")
    assert_same(run("broken"), whole)
    assert_same(run("broken"), whole)  # finished: it trains no more
    assert_same(run("broken", epochs=7), run("longer", epochs=7))


def test_the_same_objects_resume_in_one_process(ema_gan, dataset, tmp_path):
    """In a notebook: the cell that trains is interrupted and run again; batches were looked at before."""

    def run(gan, batches, *others, epochs=4):
        callbacks = [Resume(tmp_path / str(id(gan))), *others]
        return gan, gan.fit(batches, epochs=epochs, steps_per_epoch=8, verbose=0, callbacks=callbacks)

    gan, batches = ema_gan(), dataset.batches(16).repeat()
    next(iter(batches))
    with pytest.raises(CrashError):
        run(gan, batches, CrashDuring(2))
    run(gan, batches)
    resumed = run(gan, batches, epochs=6)
    assert_same(resumed, run(ema_gan(), dataset.batches(16).repeat(), epochs=6))


def test_a_dataset_that_cannot_be_turned_back_serves_one_run_of_a_process(small_gan, dataset, tmp_path):
    gan, batches = small_gan(), dataset.batches(16).repeat().map(tf.identity)
    arguments = {"steps_per_epoch": 4, "verbose": 0, "callbacks": [Resume(tmp_path)]}
    gan.fit(batches, **arguments)
    with pytest.raises(ValueError, match=r"trained on before in this process.*make it anew"):
        gan.fit(batches, epochs=2, **arguments)


def test_initial_weights_are_those_of_the_first_start(small_gan, train, tmp_path):
    first = small_gan()
    with pytest.raises(CrashError):
        train(first, epochs=2, callbacks=[Resume(tmp_path), CrashDuring(0)])
    other = small_gan()
    other.generator.trainable_variables[0].assign_add(np.ones((3, 8), "float32"))
    train(other, epochs=2, callbacks=[Resume(tmp_path)])
    train(whole := small_gan(), epochs=2)
    np.testing.assert_array_equal(other.generate(2), whole.generate(2))


def test_what_other_callbacks_do_at_the_end_of_an_epoch_is_saved(small_gan, train, tmp_path):
    class HalveAfterwards(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs):
            logs["rate"] = float(self.model.generator_optimizer.learning_rate)
            self.model.generator_optimizer.learning_rate = logs["rate"] / 2

    train(small_gan(), epochs=2, callbacks=[Resume(tmp_path), HalveAfterwards()])
    gan = small_gan()
    assert train(gan, epochs=3, callbacks=[Resume(tmp_path), HalveAfterwards()])["rate"] == [
        pytest.approx(2e-4 * factor) for factor in (1, 0.5, 0.25)
    ]


def test_a_restored_learning_rate_that_differs_is_told(small_gan, train, tmp_path, capsys):
    train(small_gan(), callbacks=[Resume(tmp_path)])
    lower = small_gan(discriminator_optimizer=keras.optimizers.Adam(1e-5, beta_1=0.5))
    train(lower, epochs=2, callbacks=[Resume(tmp_path)])
    assert "learning rate of the discriminator: 0.0002, as saved, in place of 1e-05" in capsys.readouterr().out


class StopIn(CrashDuring):
    def on_train_batch_end(self, batch, logs=None):
        self.model.stop_training = self.epoch == self.at


@pytest.mark.parametrize("steps", [4, 8])
def test_an_epoch_is_saved_only_if_it_is_whole(steps, small_gan, train, tmp_path):
    train(small_gan(), steps=steps, epochs=5, callbacks=[StopIn(2), Resume(tmp_path, every=9)])
    assert names(tmp_path) == ["epoch-000000.npz"] + (["epoch-000003.npz"] if steps == 4 else [])  # 4 in one call


def test_losses_that_are_not_finite_leave_the_epoch_before(small_gan, images, tmp_path):
    images[20] = np.nan
    spoilt = tf.data.Dataset.from_tensor_slices(images).batch(16).repeat()
    with pytest.raises(NonFiniteLossError):
        small_gan().fit(spoilt, steps_per_epoch=4, verbose=0, callbacks=[Resume(tmp_path)])
    assert names(tmp_path) == ["epoch-000000.npz"]


@pytest.fixture(scope="module")
def finished_run(small_gan, train, tmp_path_factory):
    gan, folder = small_gan(), tmp_path_factory.mktemp("finished")
    train(gan, epochs=3, callbacks=[Resume(folder)])
    return gan, folder


@pytest.fixture
def finished(finished_run, tmp_path):
    """A GAN that was trained for three epochs; its checkpoints lie in ``tmp_path``."""
    gan, folder = finished_run
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return gan


def spoil(path, how):
    content = path.read_bytes()
    middle = len(content) // 2
    spoilt = {
        "empty": b"",
        "truncated": content[:middle],
        "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "something else": b"<html>",
    }
    path.write_bytes(spoilt[how])


@pytest.mark.parametrize("how", ["empty", "truncated", "flipped", "something else"])
def test_a_damaged_checkpoint_is_skipped_for_the_one_before(how, finished, small_gan, train, tmp_path, capsys):
    spoil(tmp_path / "epoch-000003.npz", how)
    gan = small_gan()
    train(gan, epochs=3, callbacks=[Resume(tmp_path)])
    out = capsys.readouterr().out
    assert "epoch-000003.npz: expected a whole checkpoint, got one that is truncated or damaged; taking" in out
    assert "going on after epoch 2 of 3" in out
    np.testing.assert_array_equal(gan.generate(2), finished.generate(2))


def test_any_damage_is_noticed(finished, tmp_path):
    path = tmp_path / "epoch-000003.npz"
    content = path.read_bytes()
    for bit in np.random.default_rng(0).integers(8 * len(content), size=200).tolist():
        spoilt = bytearray(content)
        spoilt[bit // 8] ^= 1 << bit % 8
        path.write_bytes(spoilt)
        with pytest.raises(ValueError, match=r"epoch-000003\.npz: expected a whole checkpoint, got"):
            checkpoints.read(path)
    path.write_bytes(content)
    with np.load(path) as file:
        assert sorted(file.files) == sorted([*checkpoints.read(path).arrays, "notes"])


def test_where_all_checkpoints_are_damaged_training_does_not_begin(finished, small_gan, train, tmp_path):
    for path in tmp_path.iterdir():
        spoil(path, "truncated")
    with pytest.raises(ValueError, match=r"in .*, got .* alone, epoch-000003.npz, epoch-000002.npz; delete the folder"):
        train(small_gan(), epochs=3, callbacks=[Resume(tmp_path)])


def test_a_checkpoint_of_another_model_is_refused(finished, small_gan, train, tmp_path):
    other = small_gan(batch_norm=False)
    before = other.get_weights()
    with pytest.raises(ValueError, match=r"another model: expected generator/002 kernel .*, got .*/002 gamma"):
        train(other, callbacks=[Resume(tmp_path)])
    for one, same in zip(before, other.get_weights(), strict=True):
        np.testing.assert_array_equal(one, same)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seed": 1}, "seed to be 1, got 0"),
        ({"loss": "hinge"}, "loss to be hinge, got non_saturating"),
        ({"discriminator_steps": 2}, "discriminator_steps to be 2, got 1"),
        ({"simultaneous": True}, "simultaneous to be True, got False"),
        ({"generator_optimizer": keras.optimizers.Adam(2e-4)}, "generator_optimizer beta_1 to be 0.9, got 0.5"),
        ({"penalty": lambda discriminator, **_: 0.0}, "penalty to be .*, got nothing"),
        ({"augment": DiffAugment()}, "augment to be .*, got nothing"),
        ({"penalty_schedule": lambda step: 1.0}, "penalty_schedule to be <lambda>, got nothing"),
        (
            {"penalty_schedule": keras.optimizers.schedules.ExponentialDecay(1.0, 2, 0.5)},
            "penalty_schedule to be ExponentialDecay",
        ),
    ],
)
def test_changed_settings_are_refused(changes, message, finished, small_gan, train, tmp_path):
    with pytest.raises(ValueError, match=f"another run: expected {message}"):
        train(small_gan(**changes), callbacks=[Resume(tmp_path)])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda dataset: (dataset.batches(16, seed=1).repeat(), 8), "seed=1.*seed=0"),
        (lambda dataset: (dataset.batches(8, seed=0).repeat(), 8), r"batches\(8, .*batches\(16, "),
        (lambda dataset: (dataset.batches(16, seed=0).repeat(), 12), "steps an epoch to be 12, got 8"),
        (lambda dataset: (dataset.batches(16, seed=0).map(tf.identity).repeat(), 8), "to be a tf.data.Dataset, got"),
    ],
)
def test_changed_data_are_refused(change, message, finished, small_gan, dataset, tmp_path):
    batches, steps = change(dataset)
    with pytest.raises(ValueError, match=message):
        small_gan().fit(batches, steps_per_epoch=steps, verbose=0, callbacks=[Resume(tmp_path)])


def test_other_images_are_refused(finished, small_gan, dataset, tmp_path):
    others = ImageDataset(-dataset.images, dataset.labels, "others", "these tests", ("noise",))
    with pytest.raises(ValueError, match=r"CRC-32 .*, got .*CRC-32"):
        small_gan().fit(others.batches(16).repeat(), steps_per_epoch=8, verbose=0, callbacks=[Resume(tmp_path)])


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        (lambda dataset: dataset.images, {}, "shuffle=False"),
        (lambda dataset: dataset.images, {"shuffle": False, "steps_per_epoch": 2}, "without steps_per_epoch"),
        (lambda dataset: iter([dataset.images]), {}, "list_iterator"),
        (lambda dataset: dataset.batches(16).repeat(), {}, "expected steps_per_epoch with an endless"),
        (lambda dataset: dataset.batches(16), {"steps_per_epoch": 2}, "add .repeat"),
        (lambda dataset: dataset.batches(16).map(tf.identity), {}, "from epoch to epoch"),
        (lambda dataset: dataset.batches(16).repeat(2), {}, "from epoch to epoch"),
    ],
)
def test_data_whose_place_cannot_be_found_again_are_refused(data, arguments, message, small_gan, dataset, tmp_path):
    with pytest.raises(ValueError, match=message):
        small_gan().fit(data(dataset), verbose=0, callbacks=[Resume(tmp_path / "new")], **arguments)
    assert not (tmp_path / "new").exists()


def test_a_full_disk_keeps_the_checkpoint_before_and_leaves_no_litter(small_gan, train, tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    class FillTheDisk(CrashDuring):
        def on_train_batch_end(self, batch, logs=None):
            if self.epoch == self.at:
                monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match=r"could not save epoch-000003.npz .*No space.*epoch-000002.npz.*Make room") as e:
        train(small_gan(), epochs=4, callbacks=[Resume(tmp_path), FillTheDisk(2)])
    assert e.value.errno == errno.ENOSPC
    assert names(tmp_path) == ["epoch-000001.npz", "epoch-000002.npz"]

    monkeypatch.undo()
    train(resumed := small_gan(), epochs=4, callbacks=[Resume(tmp_path)])
    train(whole := small_gan(), epochs=4)
    np.testing.assert_array_equal(resumed.generate(2), whole.generate(2))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_really_full(small_gan, train, tmp_path, monkeypatch):
    def replacing(path):
        return Path("/dev/full").open("wb")

    monkeypatch.setattr("gan_course.training.checkpoints.replacing", replacing)
    with pytest.raises(OSError, match=r"could not save epoch-000000\.npz"):
        train(small_gan(), callbacks=[Resume(tmp_path)])


@pytest.mark.parametrize("every", [0, 1.5, True])
def test_every_is_a_whole_number(every):
    with pytest.raises(ValueError, match="every to be a whole number"):
        Resume("folder", every=every)


def test_a_run_has_one_resume(small_gan, train, tmp_path):
    with pytest.raises(ValueError, match="got 2"):
        train(small_gan(), callbacks=[Resume(tmp_path), Resume(tmp_path)])


def test_another_fit_is_refused(tmp_path):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    with pytest.raises(RuntimeError, match=r"expected GAN\.fit"):
        model.fit(np.zeros((4, 1)), np.zeros((4, 1)), verbose=0, callbacks=[Resume(tmp_path)])

from dataclasses import replace

import numpy as np
import pytest

from gan_course import models
from gan_course.data.folder import FolderImages
from gan_course.project import training
from gan_course.project.plan import Plan
from gan_course.project.training import read_frames, train, with_mirrored
from gan_course.recipes import RECIPES
from gan_course.runtime import keras


def tiny(latent_dim, image_shape, seed):
    generator = models.mlp_generator(latent_dim, (8,), sample_shape=image_shape, seed=seed)
    return generator, models.mlp_discriminator((8,), sample_shape=image_shape, seed=seed + 1)


@pytest.fixture
def pictures():
    pixels = np.random.default_rng(0).integers(0, 256, (24, 8, 8, 3), dtype=np.uint8)
    return FolderImages(pixels, np.arange(24) % 2, "pictures", "here", ("a", "b"))


@pytest.fixture
def plan(monkeypatch):
    monkeypatch.setattr(training, "STEPS_PER_EPOCH", 2)
    recipe = replace(RECIPES["mlp"], networks=tiny, latent_dim=3, batch_size=8, steps=8)
    return Plan(8, "tiny", recipe, ())


class Kill(keras.callbacks.Callback):
    """Stop training in an epoch, as a killed process does: nothing is saved of it."""

    def __init__(self, epoch):
        super().__init__()
        self.epoch = epoch

    def on_epoch_end(self, epoch, logs=None):
        if epoch == self.epoch:
            raise InterruptedError


def test_mirror_images_follow_the_pictures(pictures):
    both = with_mirrored(pictures)
    assert len(both) == 48
    np.testing.assert_array_equal(both.pixels[24:], pictures.pixels[:, :, ::-1])
    assert both.labels.tolist() == [*pictures.labels, *pictures.labels]


def test_what_was_stopped_goes_on_and_ends_as_if_nothing_had_happened(pictures, plan, tmp_path, capsys):
    with pytest.raises(InterruptedError):
        train(plan, pictures, tmp_path / "a", seed=4, callbacks=[Kill(2)])
    gan, history = train(plan, pictures, tmp_path / "a", seed=4)
    assert "going on after epoch 2 of 4" in capsys.readouterr().out
    other, whole_history = train(plan, pictures, tmp_path / "b", seed=4)
    assert history == whole_history
    assert len(history["d_loss"]) == 4
    np.testing.assert_array_equal(gan.generate(5), other.generate(5))
    frames, whole_frames = read_frames(tmp_path / "a"), read_frames(tmp_path / "b")
    assert len(frames) == 5, "the first, and one after each of four epochs"
    np.testing.assert_array_equal(frames, whole_frames)


def test_a_finished_run_trains_no_more_and_keeps_its_averages(pictures, plan, tmp_path, capsys):
    first, _ = train(plan, pictures, tmp_path)
    again, history = train(plan, pictures, tmp_path)
    assert "nothing is left to train" in capsys.readouterr().out
    np.testing.assert_array_equal(first.generate(4), again.generate(4))
    assert len(history["g_loss"]) == 4


def test_other_pictures_are_another_run(pictures, plan, tmp_path):
    train(plan, pictures, tmp_path)
    with pytest.raises(ValueError, match="holds checkpoints of another run: expected data to be"):
        train(plan, replace(pictures, pixels=pictures.pixels[:-1]), tmp_path)


def test_fewer_steps_than_an_epoch_has(pictures, plan, tmp_path):
    short = replace(plan, recipe=replace(plan.recipe, steps=1))
    gan, history = train(short, pictures, tmp_path)
    assert int(gan.optimizer.iterations) >= 1
    assert len(history["d_loss"]) == 1

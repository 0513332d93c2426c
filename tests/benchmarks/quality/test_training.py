import numpy as np
import pytest

from benchmarks.quality import training
from benchmarks.quality.curves import Curve, load
from gan_course import models
from gan_course.data import ImageDataset
from gan_course.training import GAN


@pytest.fixture
def dataset():
    images = np.random.default_rng(0).uniform(-1, 1, (600, 28, 28, 1)).astype(np.float32)
    return ImageDataset(images, np.zeros(600, int), "noise", "this test", ("noise",))


def tiny_gan(image_shape, seed):
    gan = GAN(models.mlp_generator(4, (8,)), models.mlp_discriminator((8,)))
    gan.compile(seed=seed, steps_per_execution=2, jit_compile=False)
    return gan, 32


def test_a_run_is_judged_and_written_down(tmp_path, monkeypatch, capsys, dataset):
    monkeypatch.setitem(training.GANS, "course", tiny_gan)
    curve = training.train(Curve("course", 3, 2.0, 0, 0.0), dataset, 4, tmp_path)
    assert curve.finished
    assert curve.samples == 100
    assert load(tmp_path) == [curve]
    seconds, steps = (np.array([getattr(point, name) for point in curve.points]) for name in ("seconds", "steps"))
    assert (np.diff(seconds) > 0).all()
    assert (np.diff(steps) > 0).all()
    assert min(point.frechet for point in curve.points) > curve.floor > 0
    assert (tmp_path / "course-3.png").is_file()
    assert f"{curve.points[-1].steps:,} steps" in capsys.readouterr().out


def test_the_floor_comes_from_images_outside_the_reference(dataset):
    ruler = training.ruler_of(dataset.images)
    assert ruler.samples == 100
    assert ruler.floor > 1e-3  # of images of the reference itself it would be nearer to 0
    assert ruler(dataset.images) < ruler.floor


def test_the_tutorials_gan_trains_as_the_tutorial_says():
    gan, batch_size = training.tutorial_gan((28, 28, 1), seed=1)
    assert batch_size == 256
    for optimizer in (gan.generator_optimizer, gan.discriminator_optimizer):
        assert float(optimizer.learning_rate) == pytest.approx(1e-4)
        assert (optimizer.beta_1, optimizer.use_ema) == (0.9, False)
    assert gan.discriminator_steps == 1
    assert gan.seed == 1


@pytest.mark.parametrize("contestant", ["course", "relativistic"])
def test_the_courses_gans_are_the_recipes(contestant):
    gan, batch_size = training.GANS[contestant]((28, 28, 1), seed=1)
    assert gan.discriminator.input_shape[1:] == (28, 28, 1)
    assert batch_size >= 1

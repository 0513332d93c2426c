"""The ruler and the clock of Day 3."""

import numpy as np
import pytest

from gan_course import metrics, models, plots
from gan_course.data import load_images
from gan_course.demos.digit_ruler import QualityClock, Ruler, quality_curves
from gan_course.training import GAN


@pytest.fixture(scope="module")
def images():
    return load_images("digits").images[:200]


@pytest.fixture(scope="module")
def ruler(images):
    return Ruler.of(images)


def test_the_ruler_is_the_frechet_distance_to_half_of_the_images(ruler, images):
    half = images[np.random.default_rng(4).permutation(200)][:100]
    features = metrics.digit_classifier().features
    assert ruler(images[:50]) == pytest.approx(metrics.frechet_distance(features(half), features(images[:50])))
    assert ruler(half) == pytest.approx(0, abs=0.01)
    assert ruler.samples == 100
    assert 0 < ruler.floor < ruler(np.zeros((100, 28, 28, 1), "float32"))


def test_held_out_images_are_no_part_of_the_reference(images):
    few = Ruler.of(images, at_most=12)
    assert few.held_out.shape == (12, 28, 28, 1)
    assert few.samples == 12
    everything = Ruler.of(images)
    rest = [image for image in images if not any(np.array_equal(image, other) for other in everything.held_out)]
    assert everything(np.stack(rest)) == pytest.approx(0, abs=1e-3)  # the reference is all that is not held out


def test_too_few_images_are_refused(images):
    with pytest.raises(ValueError, match="at least 20 real images"):
        Ruler.of(images[:19])


def test_the_clock_starts_at_step_0_and_stops_in_time(ruler, images):
    gan = GAN(models.mlp_generator(8, (16,)), models.mlp_discriminator((16,)))
    gan.compile(run_eagerly=True)
    clock = QualityClock(ruler, every=2)
    gan.fit(images, batch_size=100, epochs=3, verbose=0, callbacks=[clock])
    assert clock.steps == [0, 4]
    assert clock.seconds[0] == 0 < clock.seconds[1]
    assert len(clock.distances) == 2
    capped = QualityClock(ruler, every=10, seconds=0.0)
    gan.fit(images, batch_size=100, epochs=5, verbose=0, callbacks=[capped])
    assert capped.steps == [0, 2]


def test_curves_are_drawn(ruler):
    picture = quality_curves({"ours": ([0, 1000], [700.0, 20.0])}, floor=2.0, title="A title", alt="A falling curve.")
    assert isinstance(picture, plots.Picture)
    assert picture.alt == "A falling curve."

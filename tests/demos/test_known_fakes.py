import numpy as np
import pytest

from gan_course import metrics
from gan_course.data import load_images
from gan_course.demos.known_fakes import Judges, known_fakes


@pytest.fixture(scope="module")
def data():
    return load_images("digits")


@pytest.fixture(scope="module")
def judges(data):
    return Judges(data, load_images("digits", split="test"), count=120)


def test_judges_measure_as_the_package_does(data, judges):
    found = judges.measure(data.images[:120])
    expected = metrics.density_coverage(judges.features(judges.images), judges.features(data.images[:120]), k=5)
    assert (found["density"], found["coverage"]) == (expected.density, expected.coverage)
    assert judges.count == len(judges.images) == 120
    assert judges.features(data.images[:3]).shape == (3, 50)
    assert 0.8 < judges.variance_kept < 1


def test_judges_are_held_out_and_other_seeds_choose_others(data, judges):
    assert not {image.tobytes() for image in judges.images} & {image.tobytes() for image in data.images}
    other = Judges(data, load_images("digits", split="test"), count=120, seed=1)
    assert not np.array_equal(other.images, judges.images)


def test_copies_are_nearest_to_their_originals(data, judges):
    distances, nearest = judges.nearest_training_images(data.images[[5, 900]])
    np.testing.assert_allclose(distances, 0, atol=1e-3)
    np.testing.assert_array_equal(nearest, data.images[[5, 900]])


def test_each_set_has_its_fault(data):
    fakes = known_fakes(data, 60)
    assert {images.shape for images in fakes.values()} == {(60, 28, 28, 1)}
    labels = {image.tobytes(): label for image, label in zip(data.images, data.labels, strict=True)}
    assert {labels[image.tobytes()] for image in fakes["one class"]} == {1}
    assert {labels[image.tobytes()] for image in fakes["half the classes"]} == {0, 1, 2, 3, 4}
    assert sum(image.tobytes() in labels for image in fakes["half noise"]) == 30
    assert sum(image.tobytes() in labels for image in fakes["real"]) == 60
    assert len({image.tobytes() for image in fakes["one image"]}) == 1
    np.testing.assert_allclose(fakes["mean image"][3], data.images.mean(axis=0), atol=1e-6)
    assert not any(image.tobytes() in labels for image in fakes["noise"])
    assert not np.array_equal(known_fakes(data, 60, seed=1)["real"], fakes["real"])

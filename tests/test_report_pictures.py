import numpy as np

from gan_course import report_pictures
from gan_course.metrics.evaluation import report


def test_the_fakes_closest_to_training_images_stand_above_those(monkeypatch):
    random = np.random.default_rng(0)
    training_images, noise = random.uniform(-1, 1, (50, 8, 8, 3)), random.uniform(-1, 1, (20, 8, 8, 3))
    fakes = np.concatenate([noise, training_images[7:15]])
    shown = []
    monkeypatch.setattr("gan_course.plots.image_grid", lambda images, **options: shown.append(images))
    features = [images.reshape(len(images), -1) for images in (training_images, fakes)]
    report_pictures.nearest_picture(training_images, fakes, *features)
    above, below = np.split(shown[0], 2)
    np.testing.assert_array_equal(above, below)
    assert {image.tobytes() for image in above} == {image.tobytes() for image in training_images[7:15]}


def test_fewer_fakes_than_pairs_are_all_shown():
    images = np.random.default_rng(0).uniform(-1, 1, (3, 8, 8, 3))
    features = images.reshape(3, -1)
    assert "Two rows of 3 images" in report_pictures.nearest_picture(images, images, features, features).alt


def test_what_has_no_classes_has_no_bar_for_them():
    real, fake, reference = np.random.default_rng(0).normal(size=(3, 40, 4))
    alt = report_pictures.share_picture(report(real, fake, reference, repeats=0), real="the other half").alt
    assert "in brackets of the other half: precision" in alt
    assert "class coverage" not in alt
    assert "30 images" not in report_pictures.sample_picture(np.zeros((5, 8, 8, 1))).alt

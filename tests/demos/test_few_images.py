import numpy as np
import pytest

from gan_course.data import load_images
from gan_course.demos import few_images


@pytest.fixture(scope="module")
def data():
    return load_images("digits")


@pytest.fixture(scope="module")
def subset(data):
    return few_images.draw_subset(data, 1, tests=200)


def test_a_subset_has_as_many_of_each_class_and_tests_on_others(data, subset):
    np.testing.assert_array_equal(np.bincount(subset.labels), np.full(10, 10))
    assert len(subset.test_images) == 200
    known = {image.tobytes(): label for image, label in zip(data.images, data.labels, strict=True)}
    few = {image.tobytes() for image in subset.images}
    assert all(image.tobytes() not in few for image in subset.test_images)
    for images, labels in ((subset.images, subset.labels), (subset.test_images, subset.test_labels)):
        assert [known[image.tobytes()] for image in images] == list(labels)
    assert not np.array_equal(few_images.draw_subset(data, 2).images, subset.images)


def test_moved_images_keep_their_digit_near_its_place():
    cross = np.full((200, 28, 28, 1), -1, "float32")
    cross[:, 13:15, 4:24] = cross[:, 4:24, 13:15] = 1
    moved = few_images.moved(cross, (3, 4)).numpy()
    assert moved.shape == cross.shape
    assert -1 <= moved.min() < moved.max() <= 1
    assert len({image.tobytes() for image in moved}) == 200
    places = np.arange(28) - 13.5
    ink = (moved[..., 0] + 1) / 2
    shifts = np.stack([(ink * places[:, None]).sum((1, 2)), (ink * places).sum((1, 2))]) / ink.sum((1, 2))
    assert np.abs(shifts).max() < 1.5 * few_images.SHIFT
    assert np.abs(shifts.mean(axis=1)).max() < 0.4
    np.testing.assert_array_equal(moved, few_images.moved(cross, (3, 4)))


def test_a_gan_of_few_makes_what_it_is_asked_for_by_shape(subset):
    made = few_images.gan_of_few(subset, steps=2).generate(3, [0, 4, 9])
    assert made.shape == (3, 28, 28, 1)


def test_each_way_learns_more_than_chance_and_starts_from_the_same_weights(subset):
    reached = few_images.accuracies(subset, subset.test_images[:50], subset.test_labels[:50], steps=40)
    assert list(reached) == list(few_images.WAYS)
    assert min(reached.values()) > 0.25
    again = few_images.accuracies(subset, subset.test_images[:50], subset.test_labels[:50], steps=40)
    assert again["100 real"] == pytest.approx(reached["100 real"], abs=0.02)


def test_the_nearest_neighbour_is_found():
    images = np.array([[0.0, 0.0], [1.0, 1.0], [-1.0, 1.0]])
    classify = few_images.nearest_neighbour(images, [5, 6, 7])
    np.testing.assert_array_equal(classify(np.array([[0.8, 0.7], [-0.1, 0.2], [-2.0, 2.0]])), [6, 5, 7])


def test_only_unseen_images_count():
    real = np.array([[0.0], [1.0], [2.0], [1.0]])

    def fit(images, labels):
        return lambda asked: np.where(asked[:, 0] > 1, 0, 1)

    score = few_images.unseen_accuracy
    assert score(fit, real, [0] * 4, real, [1, 1, 1, 1], []) == 0.75
    assert score(fit, real, [0] * 4, real, [1, 1, 1, 1], [1]) == 0.5
    assert score(fit, real, [0] * 4, real, [1, 1, 1, 1], [2]) == 1.0
    assert np.isnan(score(fit, real, [0] * 4, real, [1, 1, 1, 1], [0, 1, 2]))

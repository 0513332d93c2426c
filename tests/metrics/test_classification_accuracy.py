"""What a classifier learns from fakes."""

import numpy as np
import pytest

from gan_course.metrics import classification_accuracy_score, digit_classifier

CENTRES = np.array([[0.0, 8.0], [8.0, 0.0], [-8.0, -8.0]])


def three_classes(n, seed):
    labels = np.arange(n) % 3
    return CENTRES[labels] + np.random.default_rng(seed).standard_normal((n, 2)), labels


FAKE, FAKE_LABELS = three_classes(300, 0)
REAL, REAL_LABELS = three_classes(150, 1)


def test_fakes_that_show_their_labels():
    assert classification_accuracy_score(FAKE, FAKE_LABELS, REAL, REAL_LABELS) == 1.0


def test_a_class_that_is_missing_is_told_wrong():
    kept = FAKE_LABELS != 1
    assert classification_accuracy_score(FAKE[kept], FAKE_LABELS[kept], REAL, REAL_LABELS) == pytest.approx(2 / 3)


def test_labels_that_say_nothing_or_the_wrong_thing():
    shuffled = np.random.default_rng(0).permutation(FAKE_LABELS)
    assert classification_accuracy_score(FAKE, shuffled, REAL, REAL_LABELS) < 0.7
    assert classification_accuracy_score(FAKE, (FAKE_LABELS + 1) % 3, REAL, REAL_LABELS) == 0.0


def test_a_share_of_wrong_labels_in_the_test_set_is_the_share_lost():
    wrong = REAL_LABELS.copy()
    wrong[:30] = (wrong[:30] + 1) % 3
    assert classification_accuracy_score(FAKE, FAKE_LABELS, REAL, wrong) == pytest.approx(0.8)


def test_the_scale_of_a_feature_does_not_matter():
    stretched = [features * [1e6, 1e-6] + [0, 7] for features in (FAKE, REAL)]
    assert classification_accuracy_score(stretched[0], FAKE_LABELS, stretched[1], REAL_LABELS) == 1.0


def test_a_constant_feature_is_no_obstacle():
    padded = [np.column_stack([features, np.ones(len(features))]) for features in (FAKE, REAL)]
    assert classification_accuracy_score(padded[0], FAKE_LABELS, padded[1], REAL_LABELS) == 1.0


def test_names_serve_as_labels():
    names = np.array(["zero", "one", "two"])
    assert classification_accuracy_score(FAKE, names[FAKE_LABELS], REAL, names[REAL_LABELS]) == 1.0


def test_real_digits_in_the_features_of_the_courses_classifier():
    from gan_course.data import load_images

    train, test = load_images("digits"), load_images("digits", "test")
    train_features, test_features = (digit_classifier().features(split.images) for split in (train, test))
    assert classification_accuracy_score(train_features, train.labels, test_features, test.labels) > 0.95


def test_bad_input():
    with pytest.raises(ValueError, match=r"fake_labels to be one label for each of the 300 samples.* got \(299,\)"):
        classification_accuracy_score(FAKE, FAKE_LABELS[1:], REAL, REAL_LABELS)
    with pytest.raises(ValueError, match=r"real_labels .* 150 samples, shape \(150,\), got \(150, 3\)"):
        classification_accuracy_score(FAKE, FAKE_LABELS, REAL, np.eye(3)[REAL_LABELS])
    with pytest.raises(ValueError, match="at least 2 classes, got 4 alone"):
        classification_accuracy_score(FAKE, np.full(300, 4), REAL, REAL_LABELS)
    with pytest.raises(ValueError, match="equally long features, got 1 for real, 2 for fake samples"):
        classification_accuracy_score(FAKE, FAKE_LABELS, REAL[:, :1], REAL_LABELS)
    with pytest.raises(ValueError, match="fake_features: expected finite values"):
        classification_accuracy_score(FAKE * np.nan, FAKE_LABELS, REAL, REAL_LABELS)

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course.metrics import inception_score


def softmax_rows(n, classes, seed, sharpness=2.0):
    return scipy.special.softmax(sharpness * np.random.default_rng(seed).normal(size=(n, classes)), axis=1)


def test_equals_scipys_divergences():
    rows = softmax_rows(200, 7, 0)
    divergences = [scipy.stats.entropy(row, rows.mean(axis=0)) for row in rows]
    assert inception_score(rows) == (pytest.approx(np.exp(np.mean(divergences)), rel=1e-12), 0.0)


def test_by_hand_with_zeros():
    # p(y) = (3/4, 1/4); KL of (1, 0): log 4/3; of (1/2, 1/2): ½ log 2/3 + ½ log 2 = ½ log 4/3
    score, spread = inception_score([[1.0, 0.0], [0.5, 0.5]])
    assert score == pytest.approx((4 / 3) ** 0.75, rel=1e-12)
    assert spread == 0.0


@pytest.mark.parametrize("classes", [1, 2, 10])
def test_bounds_are_reached(classes):
    assert inception_score(np.eye(classes)) == (pytest.approx(classes, rel=1e-12), 0.0)  # sure and spread out
    assert inception_score(np.full((5, classes), 1 / classes)) == (1.0, 0.0)  # never sure
    assert inception_score(np.eye(classes)[[0, 0, 0]]) == (1.0, 0.0)  # always the same


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 12), st.floats(0, 200))
def test_never_outside_its_bounds(seed, n, classes, sharpness):
    score, _ = inception_score(softmax_rows(n, classes, seed, sharpness))
    assert 1 <= score <= classes * (1 + 1e-12)


def test_rounding_does_not_push_the_score_below_1():
    rows = np.tile(np.arange(1, 101) / 5050, (30, 1))  # the same for all images
    assert 1 <= inception_score(rows)[0] < 1 + 1e-9


def test_one_image_a_class_is_enough():
    one_each = np.eye(10)
    assert inception_score(np.repeat(one_each, 100, axis=0))[0] == pytest.approx(
        inception_score(one_each)[0], rel=1e-12
    )


def test_splits_are_scored_one_by_one():
    sure, unsure = np.eye(2), np.full((2, 2), 0.5)
    mean, spread = inception_score(np.vstack([sure, unsure]), splits=2)  # scores 2 and 1
    assert (mean, spread) == (pytest.approx(1.5, rel=1e-12), pytest.approx(0.5, rel=1e-12))
    assert inception_score(np.eye(4), splits=4) == (1.0, 0.0)  # one image a part says nothing about variety
    assert inception_score(softmax_rows(7, 3, 0), splits=3)[0] >= 1  # parts of 3, 2 and 2


def test_rows_of_lower_precision_are_welcome():
    rows = softmax_rows(100, 10, 0)
    for dtype, tolerance in ((np.float32, 1e-5), (np.float16, 1e-2)):
        assert inception_score(rows.astype(dtype))[0] == pytest.approx(inception_score(rows)[0], rel=tolerance)


def test_bad_input():
    rows = softmax_rows(6, 3, 0)
    with pytest.raises(ValueError, match="expected probabilities from 0 to 1, got -1 to 2; logits go through softmax"):
        inception_score([[-1.0, 2.0]])
    with pytest.raises(ValueError, match=r"from 0 to 1, got -0\.2 to 0\.6"):
        inception_score([[-0.2, 0.6, 0.6]])
    with pytest.raises(ValueError, match=r"that sum to 1, got a sum of 0\.5"):
        inception_score([[0.5, 0.5], [0.5, 0.0]])
    with pytest.raises(ValueError, match="probabilities: expected finite values"):
        inception_score([[np.nan, 1.0]])
    with pytest.raises(ValueError, match=r"probabilities: expected the shape \(samples, features\)"):
        inception_score(rows[0])
    with pytest.raises(ValueError, match=r"got \(0, 3\)"):
        inception_score(rows[:0])
    for splits in (0, 7):
        with pytest.raises(ValueError, match=f"splits to be .* from 1 to 6, the number of images, got {splits}"):
            inception_score(rows, splits=splits)

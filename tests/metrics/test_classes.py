import numpy as np
import pytest

from gan_course.metrics import class_coverage


def labels(*counts):
    return np.repeat(np.arange(len(counts)), counts)


def test_all_some_and_one():
    assert class_coverage(labels(5, 5, 5, 5), classes=4) == 1.0
    assert class_coverage(labels(5, 0, 5, 5), classes=4) == 0.75
    assert class_coverage(labels(20, 0, 0, 0), classes=4) == 0.25
    assert class_coverage(np.arange(10)) == 1.0  # one each is enough where that is the fair share


def test_a_class_counts_from_its_share_upwards():
    # 1,000 fakes in 10 classes: a fair share is 100, a tenth of it 10
    for count, expected in ((9, 0.9), (10, 1.0), (11, 1.0)):
        assert class_coverage(labels(*[100] * 8, 200 - count, count)) == expected


def test_share_can_be_chosen():
    counts = labels(60, 30, 9, 1)  # of a fair share of 25
    assert [class_coverage(counts, classes=4, share=share) for share in (0.01, 0.1, 0.36, 0.37, 1.0)] == [
        1.0,
        0.75,
        0.75,
        0.5,
        0.5,
    ]


@pytest.mark.parametrize("n", [10, 30, 70, 110, 330, 7_000])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.7, 1.0])
def test_equal_counts_always_cover_all(n, share):
    assert class_coverage(np.arange(n) % 10, share=share) == 1.0


def test_a_threshold_is_not_missed_by_rounding():
    assert 0.28 * 750 / 10 > 21
    assert class_coverage(labels(*[75] * 8, 129, 21), share=0.28) == 1.0
    assert class_coverage(labels(*[75] * 8, 130, 20), share=0.28) == 0.9


def test_order_and_dtype_do_not_matter():
    counts = labels(8, 0, 4)
    shuffled = np.random.default_rng(0).permutation(counts).astype(np.uint8)
    assert class_coverage(shuffled, classes=3) == class_coverage(counts.tolist(), classes=3) == pytest.approx(2 / 3)


def test_bad_input():
    with pytest.raises(TypeError, match=r"to be integers, got float64; of probabilities take .argmax\(axis=1\)"):
        class_coverage(np.eye(10))
    with pytest.raises(ValueError, match=r"of shape \(n,\) with n at least 10, got \(9,\)"):
        class_coverage(np.arange(9))
    with pytest.raises(ValueError, match=r"got \(10, 1\)"):
        class_coverage(np.arange(10)[:, np.newaxis])
    with pytest.raises(ValueError, match="from 0 to 9, got 0 to 10"):
        class_coverage(np.arange(11))
    with pytest.raises(ValueError, match="from 0 to 9, got -1 to 9"):
        class_coverage(np.arange(-1, 10))
    with pytest.raises(ValueError, match="classes to be a whole number of at least 1, got 0"):
        class_coverage([0], classes=0)
    for share in (0, 1.1, float("nan")):
        with pytest.raises(ValueError, match="share to be above 0 and at most 1, got"):
            class_coverage(np.arange(10), share=share)

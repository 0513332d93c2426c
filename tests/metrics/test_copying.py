"""The data-copying statistic: its formula by hand, and generators whose verdict is known."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans

from gan_course.metrics import data_copying, nearest_samples


def normal(n, d, seed, scale=1.0, shift=0.0):
    return scale * np.random.default_rng(seed).standard_normal((n, d)) + shift


TRAIN, TEST = normal(1000, 5, 0), normal(400, 5, 1)


def by_all_pairs(train, test, fake):
    """Z of one cell, by the definitions of the paper."""
    near_test, near_fake = (
        np.linalg.norm(samples[:, None] - train[None], axis=2).min(axis=1) for samples in (test, fake)
    )
    pairs = near_fake[:, None] - near_test[None]
    n, m = len(test), len(fake)
    u = (pairs > 0).sum() + (pairs == 0).sum() / 2
    return (u - m * n / 2) / np.sqrt(m * n * (m + n + 1) / 12)


def test_by_hand():
    train, test = [[0.0]], np.arange(1.0, 21.0)[:, None]  # distances 1 to 20
    far, near = test + 100, test / 100
    deviation = np.sqrt(400 * 41 / 12)
    assert data_copying(train, test, far, cells=1).statistic == pytest.approx(200 / deviation, abs=1e-12)
    assert data_copying(train, test, near, cells=1).statistic == pytest.approx(-200 / deviation, abs=1e-12)
    assert data_copying(train, test, test, cells=1) == (pytest.approx(0, abs=1e-12), 1, 1)  # ties count half
    above_ten = data_copying(train, test, np.full((20, 1), 10.5), cells=1)  # farther than half of the test samples
    assert above_ten.statistic == pytest.approx(0, abs=1e-12)


def test_one_cell_against_all_pairs():
    fake = normal(150, 5, 2, scale=0.9)
    assert data_copying(TRAIN, TEST, fake, cells=1).statistic == pytest.approx(
        by_all_pairs(TRAIN, TEST, fake), abs=1e-9
    )


def test_the_mean_over_cells_weighs_by_test_samples_and_leaves_out_small_cells():
    train = np.concatenate([normal(100, 2, 0), normal(100, 2, 1, shift=50), normal(100, 2, 2, shift=-50)])
    test = np.concatenate([normal(90, 2, 3), normal(30, 2, 4, shift=50), normal(30, 2, 5, shift=-50)])
    fake = np.concatenate([normal(40, 2, 6), normal(60, 2, 7, shift=50, scale=0.2), normal(19, 2, 8, shift=-50)])
    parts = [by_all_pairs(train, test[:90], fake[:40]), by_all_pairs(train, test[90:120], fake[40:100])]
    found = data_copying(train, test, fake, cells=3)
    assert (found.cells, found.used) == (3, 2)  # the third has 19 fakes
    assert found.statistic == pytest.approx(np.average(parts, weights=[90, 30]), abs=1e-9)


@pytest.mark.parametrize("cells", [1, 5])
def test_a_memoriser_a_fair_generator_and_one_that_is_too_far(cells):
    memoriser = TRAIN[np.random.default_rng(0).integers(0, 1000, 400)] + normal(400, 5, 2, scale=0.05)
    fair, too_far = normal(400, 5, 3), normal(400, 5, 4, scale=2.5)
    assert data_copying(TRAIN, TEST, memoriser, cells).statistic < -6
    assert abs(data_copying(TRAIN, TEST, fair, cells).statistic) < 3
    assert data_copying(TRAIN, TEST, too_far, cells).statistic > 6


@pytest.mark.parametrize("dimension", [2, 64])  # both ways to compute distances
def test_exact_copies(dimension):
    train, test = normal(500, dimension, 0), normal(200, dimension, 1)
    assert data_copying(train, test, train[:200]).statistic < -6


def test_one_cell_that_is_copied_shows_in_the_mean():
    copied = KMeans(5, n_init=1, random_state=0).fit_predict(TRAIN) == 0
    fake = normal(400, 5, 3)
    fake[: copied.sum()] = TRAIN[copied]
    assert data_copying(TRAIN, TEST, fake).statistic < data_copying(TRAIN, TEST, normal(400, 5, 3)).statistic - 1


def test_of_one_distribution_it_is_about_standard_normal_in_one_cell():
    found = [
        data_copying(normal(300, 3, 3 * i), normal(60, 3, 3 * i + 1), normal(80, 3, 3 * i + 2), cells=1).statistic
        for i in range(100)
    ]
    assert scipy.stats.kstest(found, "norm").pvalue > 0.001


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 10), st.floats(-5, 5))
def test_scale_and_shift_do_not_matter_and_swapping_the_roles_changes_the_sign(seed, scale, shift):
    train, test, fake = (normal(50, 3, seed + i) for i in range(3))
    once = data_copying(train, test, fake, cells=1).statistic
    moved = data_copying(*(scale * samples + shift for samples in (train, test, fake)), cells=1).statistic
    assert moved == pytest.approx(once, abs=1e-9)
    assert data_copying(train, fake, test, cells=1).statistic == pytest.approx(-once, abs=1e-9)


def test_the_seed_settles_the_cells():
    fake = normal(400, 5, 3)
    assert data_copying(TRAIN, TEST, fake, seed=4) == data_copying(TRAIN, TEST, fake, seed=4)


def test_nearest_samples_against_all_pairs():
    for dimension in (2, 40):
        train, fake = normal(30, dimension, 0), normal(20, dimension, 1)
        distances = np.linalg.norm(fake[:, None] - train[None], axis=2)
        found = nearest_samples(train, fake)
        np.testing.assert_array_equal(found.indices, distances.argmin(axis=1))
        np.testing.assert_allclose(found.distances, distances.min(axis=1), rtol=1e-6)


def test_bad_input():
    with pytest.raises(ValueError, match="test_features: expected finite values"):
        data_copying(TRAIN, TEST * np.nan, TEST)
    with pytest.raises(ValueError, match=r"fake_features: .* got \(9, 28, 28, 1\); flatten images first"):
        data_copying(TRAIN, TEST, np.zeros((9, 28, 28, 1)))
    with pytest.raises(ValueError, match="equally long features, got 5 for train, 5 for test, 4 for fake samples"):
        data_copying(TRAIN, TEST, TEST[:, :4])
    for cells in (0, 1001):
        with pytest.raises(
            ValueError, match=f"cells to be a whole number from 1 to 1000, the number of training samples, got {cells}"
        ):
            data_copying(TRAIN, TEST, TEST, cells)
    with pytest.raises(ValueError, match="in one of 5 cells, got none such, of 400 and 19 in all"):
        data_copying(TRAIN, TEST, TEST[:19])
    with pytest.raises(ValueError, match="equally long features, got 5 for train, 2 for fake samples"):
        nearest_samples(TRAIN, TEST[:, :2])

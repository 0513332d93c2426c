"""Precision and recall by hand, against all pairs, and what they see."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from gan_course.metrics import density_coverage, fidelity_diversity, precision_recall

# with k = 2 the radii are 3, 2, 2, 3, 6, and the balls (−3, 3), (−1, 3), (1, 5), (1, 7) and (3, 15)
REAL = np.array([[0.0], [1.0], [3.0], [4.0], [9.0]])


def normal(n, d, seed, shift=0.0):
    return np.random.default_rng(seed).standard_normal((n, d)) + shift


def share_inside(points, centres, k):
    radii = np.sort(cdist(centres, centres), axis=1)[:, k]  # column 0 is the sample itself
    return (cdist(points, centres) < radii).any(axis=1).mean()


@pytest.mark.parametrize(
    ("fake", "precision", "recall"),
    [
        ([[-4.0], [-2.0], [14.0]], 2 / 3, 1.0),  # balls (−22, 14), (−18, 14), (−4, 32)
        ([[20.0], [21.0], [22.0]], 0.0, 0.0),
        ([[0.0], [1.0], [2.0]], 1.0, 3 / 5),  # balls (−2, 2), (0, 2), (0, 4): 3 inside, 4 on the edge
    ],
)
def test_by_hand(fake, precision, recall):
    assert precision_recall(REAL, fake, k=2) == pytest.approx((precision, recall))


@settings(deadline=None, max_examples=25)
@given(
    st.integers(7, 40), st.integers(7, 40), st.sampled_from([1, 2, 20]), st.integers(1, 6), st.integers(0, 2**32 - 1)
)
def test_against_all_pairs(n, m, d, k, seed):
    real, fake = normal(n, d, seed), normal(m, d, seed + 1, shift=0.3)
    expected = share_inside(fake, real, k), share_inside(real, fake, k)
    assert precision_recall(real, fake, k) == pytest.approx(expected, abs=1e-12)


def test_they_tell_bad_samples_from_missing_ones():
    real = np.concatenate([normal(300, 2, 0, shift) for shift in (-10, 10)])
    half = normal(300, 2, 1, -10)
    blurred = np.concatenate([normal(300, 2, seed, shift) for seed, shift in ((2, -10), (3, 10), (4, 40))])
    missing, strange = precision_recall(real, half), precision_recall(real, blurred)
    assert missing.precision > 0.9 > 0.6 > missing.recall
    assert strange.recall > 0.9 > 0.7 > strange.precision


def test_one_outlier_among_the_real_samples_lifts_precision():
    real, fake = normal(200, 2, 0), normal(200, 2, 1, 30)
    assert precision_recall(real, fake).precision == 0
    assert precision_recall(np.concatenate([real, [[60.0, 60.0]]]), fake).precision > 0.9


@pytest.mark.parametrize("scale", [1e200, 1e-200, 1e307])
@pytest.mark.parametrize("dimension", [2, 40])
def test_the_unit_does_not_matter_however_large_or_small(scale, dimension):
    real, fake = normal(60, dimension, 0), normal(50, dimension, 1, 0.3)
    for metric in (precision_recall, density_coverage):
        assert metric(scale * real, scale * fake) == metric(real, fake)
    assert fidelity_diversity(scale * real, scale * fake) == fidelity_diversity(real, fake)


@pytest.mark.parametrize(("real", "fake", "which"), [(1.0, 1e200, "real"), (1e200, 1.0, "fake")])
def test_sizes_that_no_scale_suits_are_named(real, fake, which):
    with pytest.raises(ValueError, match=rf"about one size, got {which} ones whose range is .*e-20\d of the largest"):
        precision_recall(real * normal(20, 3, 0), fake * normal(20, 3, 1))


@pytest.mark.parametrize(
    ("n", "m", "k", "message"),
    [
        (5, 5, 5, "expected k to be a whole number from 1 to 4, one less than the real samples, got 5"),
        (9, 4, 4, "expected k to be less than 4, the number of fake samples, got 4"),
    ],
)
def test_too_few_samples_are_named(n, m, k, message):
    with pytest.raises(ValueError, match=message):
        precision_recall(normal(n, 2, 0), normal(m, 2, 1), k)

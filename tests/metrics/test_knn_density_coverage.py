"""Density and coverage by hand, against all pairs, and against the paper's claims."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from gan_course.metrics import _neighbourhoods, coverage, density

# with k = 2 the radii are 3, 2, 2, 3, 6 (distance to the second nearest other point)
REAL = np.array([[0.0], [1.0], [3.0], [4.0], [9.0]])
#        balls: (−3, 3) (−1, 3) (1, 5) (1, 7) (3, 15)
RADII_2 = [3, 2, 2, 3, 6]


def normal(n, d, seed, shift=0.0):
    return np.random.default_rng(seed).standard_normal((n, d)) + shift


def by_all_pairs(real, fake, k):
    radii = np.sort(cdist(real, real), axis=1)[:, k]  # column 0 is the sample itself
    inside = cdist(real, fake) < radii[:, None]  # (N, M)
    return inside.sum(axis=0).mean() / k, inside.any(axis=1).mean()


def improved_precision_and_recall(real, fake, k):
    def share_inside(centres, points):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k]
        return (cdist(centres, points) < radii[:, None]).any(axis=0).mean()

    return share_inside(real, fake), share_inside(fake, real)


@pytest.mark.parametrize(
    ("fake", "in_balls", "covered"),
    [
        ([[0.5]], 2, 2),
        ([[2.0]], 4, 4),
        ([[2.0], [14.0]], 4 + 1, 5),
        ([[-2.0], [-5.0], [20.0]], 1, 1),
        ([[3.0]], 2, 2),  # on the edge of the first, second and last ball: open balls leave it out
        ([[100.0]], 0, 0),
    ],
)
def test_by_hand(fake, in_balls, covered):
    assert density(REAL, fake, k=2) == pytest.approx(in_balls / (2 * len(fake)), abs=1e-12)
    assert coverage(REAL, fake, k=2) == pytest.approx(covered / 5, abs=1e-12)


@settings(deadline=None, max_examples=25)
@given(
    st.integers(7, 40), st.integers(1, 40), st.sampled_from([1, 2, 20]), st.integers(1, 6), st.integers(0, 2**32 - 1)
)
def test_against_all_pairs(n, m, d, k, seed):
    real, fake = normal(n, d, seed), normal(m, d, seed + 1, shift=0.3)
    expected = by_all_pairs(real, fake, k)
    assert (density(real, fake, k), coverage(real, fake, k)) == pytest.approx(expected, abs=1e-12)


@settings(deadline=None, max_examples=20)
@given(st.integers(7, 200), st.sampled_from([1, 3, 50]), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_identical_sets_have_density_and_coverage_of_exactly_1(n, d, k, seed):
    real = normal(n, d, seed, shift=5.0)
    assert density(real, real, k) == pytest.approx(1.0, abs=1e-12)
    assert coverage(real, real, k) == 1.0


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 10), st.floats(-5, 5))
def test_order_scale_and_shift_do_not_matter(seed, scale, shift):
    real, fake = normal(50, 3, seed), normal(40, 3, seed + 1)
    moved = [scale * normal(50, 3, seed)[::-1] + shift, scale * normal(40, 3, seed + 1)[::-1] + shift]
    assert density(*moved) == pytest.approx(density(real, fake), abs=1e-12)
    assert coverage(*moved) == pytest.approx(coverage(real, fake), abs=1e-12)


def test_two_samples_of_one_distribution():
    real, fake = normal(3000, 4, 0), normal(3000, 4, 1)
    n, k = 3000, 5
    ratio = [(n - i) / (2 * n - i) for i in range(1, k + 1)]  # lemma 2 of the paper
    assert density(real, fake) == pytest.approx(1.0, abs=0.05)
    assert coverage(real, fake) == pytest.approx(1 - np.prod(ratio), abs=0.015)
    assert 1 - np.prod(ratio) == pytest.approx(1 - 2**-5, abs=1e-3)


def test_noise_covers_nothing():
    real = normal(500, 20, 0)
    noise = np.random.default_rng(1).uniform(20, 30, (500, 20))
    assert (density(real, noise), coverage(real, noise)) == (0.0, 0.0)


def test_a_collapsed_generator_covers_a_few_samples():
    real = normal(1000, 5, 0)
    collapsed = np.repeat(real[:1], 1000, axis=0)
    few = coverage(real, collapsed) * 1000
    assert 1 <= few <= 30
    assert coverage(real, collapsed) == pytest.approx(density(real, collapsed) * 5 / 1000, abs=1e-12)


def test_dropping_half_the_modes_halves_coverage_but_not_density():
    modes = np.array([[0.0, 0.0], [50.0, 0.0], [0.0, 50.0], [50.0, 50.0]])
    real = normal(2000, 2, 0) + np.repeat(modes, 500, axis=0)
    fake = normal(2000, 2, 1) + np.repeat(modes[:2], 1000, axis=0)
    assert coverage(real, fake) == pytest.approx(0.5, abs=0.02)
    assert density(real, fake) == pytest.approx(1.0, abs=0.06)


def test_one_real_outlier_fools_precision_and_hardly_density():
    real = np.vstack([normal(100, 2, 0) * 0.1, [[50.0, 0.0]]])  # the outlier's ball reaches back to the cluster
    fake = normal(100, 2, 1) * 0.1 + [25.0, 0.0]  # nowhere near any data
    precision, _ = improved_precision_and_recall(real, fake, k=5)
    assert precision == 1.0
    assert density(real, fake, k=5) == pytest.approx(1 / 5, abs=1e-12)  # one ball of the k
    assert coverage(real, fake, k=5) == pytest.approx(1 / 101, abs=1e-12)


def test_one_fake_outlier_fools_recall_and_not_coverage():
    real = normal(100, 2, 0) * 0.1
    fake = np.vstack([normal(100, 2, 1) * 0.1 + [25.0, 0.0], [[-25.0, 0.0]]])
    _, recall = improved_precision_and_recall(real, fake, k=5)
    assert recall == 1.0
    assert (density(real, fake), coverage(real, fake)) == (0.0, 0.0)


def test_copied_real_samples_have_empty_balls():
    real = np.repeat([[0.0], [10.0]], [3, 1], axis=0)
    assert coverage(real, real, k=2) == 0.25  # only the sample at 10 has a ball
    assert coverage(real, real, k=3) == 1.0


def test_density_never_holds_all_pairs(monkeypatch):
    monkeypatch.setattr(_neighbourhoods, "_MEGABYTES", 1)
    real, fake = normal(1000, 16, 0), normal(5000, 16, 1)
    tracemalloc.start()
    in_chunks = density(real, fake)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8e6  # all pairs would take 1000 × 5000 × 8 bytes = 40 MB
    assert in_chunks == pytest.approx(by_all_pairs(real, fake, 5)[0], abs=1e-12)


@pytest.mark.parametrize("metric", [density, coverage])
def test_bad_input(metric):
    images, points = np.zeros((9, 28, 28, 1)), normal(9, 3, 0)
    with pytest.raises(ValueError, match=r"real_features: .* got \(9, 28, 28, 1\); flatten images first"):
        metric(images, images)
    with pytest.raises(ValueError, match=r"fake_features: .* flatten"):
        metric(points, images)
    with pytest.raises(ValueError, match=r"with at least one of each, got \(9,\)"):
        metric(points[:, 0], points)
    with pytest.raises(ValueError, match=r"at least one of each, got \(0, 3\)"):
        metric(points, points[:0])
    with pytest.raises(ValueError, match="equally long features, got 3 for real, 2 for fake"):
        metric(points, points[:, :2])
    with pytest.raises(ValueError, match="fake_features: expected finite values, got NaN"):
        metric(points, points * np.nan)
    for k in (0, -1, 9):
        with pytest.raises(ValueError, match=f"from 1 to 8, one less than the real samples, got {k}"):
            metric(points, points, k=k)

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course.metrics import frechet_distance


def normal(n, d, seed):
    return np.random.default_rng(seed).normal(size=(n, d))


def with_moments(mean, covariance, n=500, seed=0):
    """Samples whose sample mean and sample covariance are exactly these."""
    mean, covariance = np.asarray(mean, float), np.asarray(covariance, float)
    samples = normal(n, len(mean), seed)
    samples -= samples.mean(axis=0)
    whitened = np.linalg.solve(np.linalg.cholesky(np.cov(samples, rowvar=False).reshape(len(mean), -1)), samples.T)
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * np.sqrt(values) @ vectors.T @ whitened).T + mean


def by_sqrtm(real, fake):
    """The form of Heusel et al., with SciPy's matrix root."""
    covariance1, covariance2 = np.cov(real, rowvar=False), np.cov(fake, rowvar=False)
    root = scipy.linalg.sqrtm(covariance1 @ covariance2)
    shift = real.mean(axis=0) - fake.mean(axis=0)
    return float(shift @ shift + np.trace(covariance1 + covariance2 - 2 * root.real))


@pytest.mark.parametrize(("n", "d"), [(50, 2), (300, 10), (2000, 64)])
def test_equals_scipys_matrix_root(n, d):
    mixing = normal(d, d, 0)
    real, fake = normal(n, d, 1), normal(n + 7, d, 2) @ mixing + 0.3
    assert frechet_distance(real, fake) == pytest.approx(by_sqrtm(real, fake), rel=1e-6)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 6), st.floats(0.01, 100))
def test_equals_scipys_matrix_root_at_any_scale(seed, d, scale):
    real, fake = normal(40, d, seed), scale * normal(30, d, seed + 1) + 1
    if d == 1:  # np.cov drops the dimension
        expected = (real.mean() - fake.mean()) ** 2 + (real.std(ddof=1) - fake.std(ddof=1)) ** 2
    else:
        expected = by_sqrtm(real, fake)
    assert frechet_distance(real, fake) == pytest.approx(expected, rel=1e-6)


def test_identical_sets_are_at_distance_0_to_rounding():
    features = 30 * normal(1000, 64, 0)
    assert 0 <= frechet_distance(features, features) < 1e-12 * features.var(axis=0).sum()
    assert 0 <= frechet_distance(features, features[::-1]) < 1e-12 * features.var(axis=0).sum()


def test_symmetric():
    real, fake = normal(90, 5, 0), 2 * normal(70, 5, 1) + 1
    assert frechet_distance(real, fake) == pytest.approx(frechet_distance(fake, real), rel=1e-12)


def test_a_shift_counts_as_its_squared_length():
    features = normal(100, 3, 0)
    assert frechet_distance(features, features + np.array([1.0, -2.0, 2.0])) == pytest.approx(9, rel=1e-9)


def test_does_not_change_when_both_are_rotated():
    rotation = scipy.linalg.expm(normal(8, 8, 0) - normal(8, 8, 0).T)
    real, fake = normal(100, 8, 1), 2 * normal(120, 8, 2) + 0.5
    assert frechet_distance(real @ rotation, fake @ rotation) == pytest.approx(frechet_distance(real, fake), rel=1e-9)


def test_one_dimension():
    real, fake = with_moments([1], [[4]]), with_moments([4], [[0.25]], n=90, seed=1)
    assert frechet_distance(real, fake) == pytest.approx((1 - 4) ** 2 + (2 - 0.5) ** 2, rel=1e-9)


def test_one_dimension_counts_with_n_minus_1():
    # standard deviations √2 and √8 of 2 samples each: (√8 − √2)² = 2
    assert frechet_distance([[-1.0], [1.0]], [[-2.0], [2.0]]) == pytest.approx(2, rel=1e-12)


def test_commuting_covariances():
    # (√λ − √λ')² over the axes: (1 − 1)² + (2 − 1)²
    real, fake = with_moments([0, 0], np.diag([1, 4])), with_moments([0, 0], np.eye(2), seed=1)
    assert frechet_distance(real, fake) == pytest.approx(1, rel=1e-9)


def test_the_pair_of_the_curriculum():
    # Σ₁ has the eigenvalues 1 and 3, so tr (Σ₁ I)^½ = 1 + √3 and 4 + 2 − 2(1 + √3) = 4 − 2√3
    real, fake = with_moments([0, 0], [[2, 1], [1, 2]]), with_moments([0, 0], np.eye(2), seed=1)
    assert frechet_distance(real, fake) == pytest.approx(4 - 2 * np.sqrt(3), rel=1e-9)


def test_covariances_that_do_not_commute():
    # of 2×2: tr (Σ₁Σ₂)^½ = √(tr Σ₁Σ₂ + 2 √(det Σ₁ det Σ₂)) = √(10 + 2 √12)
    real, fake = with_moments([0, 0], [[2, 1], [1, 2]]), with_moments([0, 0], np.diag([1, 4]), seed=1)
    expected = 4 + 5 - 2 * np.sqrt(10 + 2 * np.sqrt(12))
    assert frechet_distance(real, fake) == pytest.approx(expected, rel=1e-9)


def test_singular_covariances():
    flat = np.hstack([normal(200, 3, 0), np.zeros((200, 2))])  # a feature that never fires, as after ReLU
    other = np.hstack([2 * normal(200, 3, 0), np.zeros((200, 2))])
    assert frechet_distance(flat, other) == pytest.approx(frechet_distance(flat[:, :3], other[:, :3]), rel=1e-9)
    assert frechet_distance(np.ones((4, 3)), np.full((6, 3), 3.0)) == pytest.approx(12, rel=1e-12)  # no spread at all


def test_spreads_along_different_axes_have_nothing_in_common():
    spread = with_moments([0], [[4]])
    along_x, along_y = np.hstack([spread, 0 * spread]), np.hstack([0 * spread, spread])  # Σ₁Σ₂ = 0
    assert frechet_distance(along_x, along_y) == pytest.approx(4 + 4, rel=1e-9)


def test_fewer_samples_than_features_give_a_number_and_a_large_bias():
    few, many = (frechet_distance(normal(n, 64, 0), normal(n, 64, 1)) for n in (32, 2000))
    assert few > 20 * many > 0
    # all of 32 samples lie in 31 dimensions, and SciPy's root agrees there too, if less exactly
    assert few == pytest.approx(by_sqrtm(normal(32, 64, 0), normal(32, 64, 1)), rel=1e-4)


def test_never_negative_or_complex_far_from_the_origin():
    features = 1e-3 * normal(100, 20, 0) + 1e3
    distance = frechet_distance(features, features + 0.0)
    assert isinstance(distance, float)
    assert 0 <= distance < 1e-12


def test_float32_and_lists_are_welcome():
    real, fake = normal(50, 4, 0).astype(np.float32), normal(50, 4, 1).astype(np.float32)
    assert frechet_distance(real, fake) == frechet_distance(real.tolist(), fake.tolist())


def test_bad_input():
    points = normal(9, 3, 0)
    with pytest.raises(ValueError, match="at least 2 real and 2 fake samples, for a covariance, got 1 and 9"):
        frechet_distance(points[:1], points)
    with pytest.raises(ValueError, match="at least 2 real and 2 fake samples, for a covariance, got 9 and 1"):
        frechet_distance(points, points[:1])
    with pytest.raises(ValueError, match="equally long features, got 3 for real, 2 for fake"):
        frechet_distance(points, points[:, :2])
    with pytest.raises(ValueError, match=r"real_features: .* flatten images first"):
        frechet_distance(np.zeros((4, 28, 28, 1)), points)
    with pytest.raises(ValueError, match=r"fake_features: .* at least one of each, got \(0, 3\)"):
        frechet_distance(points, points[:0])
    for bad in (np.nan, np.inf):
        with pytest.raises(ValueError, match="fake_features: expected finite values"):
            frechet_distance(points, np.where(points == points[0, 0], bad, points))


def test_what_overflows_is_named():
    real = np.random.default_rng(0).standard_normal((20, 3))
    with pytest.raises(
        ValueError, match=r"expected features whose powers are finite, got real ones up to 2\..* fake ones"
    ):
        frechet_distance(real, 1e200 * real)

"""The kernel distance against all pairs, its bias, its error and what it sees."""

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course.metrics import kernel_distance


def normal(n, d, seed, shift=0.0, scale=1.0):
    return shift + scale * np.random.default_rng(seed).standard_normal((n, d))


def by_all_pairs(real, fake):
    def kernel(x, y):
        return (x @ y / len(x) + 1) ** 3

    own = [np.mean([kernel(x, y) for x, y in itertools.permutations(samples, 2)]) for samples in (real, fake)]
    return sum(own) - 2 * np.mean([kernel(x, y) for x in real for y in fake])


@settings(deadline=None, max_examples=20)
@given(st.integers(3, 12), st.integers(3, 12), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_against_all_pairs(n, m, d, seed):
    real, fake = normal(n, d, seed), normal(m, d, seed + 1, shift=0.5)
    found = kernel_distance(real, fake)
    assert found.estimate == pytest.approx(by_all_pairs(real, fake), rel=1e-9, abs=1e-9)
    without = [by_all_pairs(np.delete(real, i, 0), fake) for i in range(n)] if n > 3 else None
    if without and m > 3:
        others = [by_all_pairs(real, np.delete(fake, j, 0)) for j in range(m)]
        variance = (n - 1) * np.var(without) + (m - 1) * np.var(others)
        assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("n", "m"), [(300, 140), (128, 257)])
def test_more_samples_than_are_held_at_once(n, m):
    real, fake = normal(n, 5, 0), normal(m, 5, 1, scale=1.2)
    own_real, own_fake, cross = (
        (mine @ theirs.T / 5 + 1) ** 3 for mine, theirs in ((real, real), (fake, fake), (real, fake))
    )
    pairs = [(own.sum() - np.trace(own)) / (len(own) * (len(own) - 1)) for own in (own_real, own_fake)]
    found = kernel_distance(real, fake)
    assert found.estimate == pytest.approx(sum(pairs) - 2 * cross.mean(), rel=1e-9)
    without = [kernel_distance(np.delete(real, i, 0), fake).estimate for i in range(n)]
    others = [kernel_distance(real, np.delete(fake, j, 0)).estimate for j in range(m)]
    variance = (n - 1) * np.var(without) + (m - 1) * np.var(others)
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-6)


def test_it_is_unbiased_and_its_error_tells_its_scatter():
    shift = np.array([0.5, 0, 0, 0])
    found = [kernel_distance(normal(60, 4, seed), normal(90, 4, 10_000 + seed) + shift) for seed in range(400)]
    large = kernel_distance(normal(4_000, 4, 1), normal(4_000, 4, 2) + shift)
    estimates = np.array([each.estimate for each in found])
    scatter = estimates.std()
    assert abs(estimates.mean() - large.estimate) < 3 * np.hypot(scatter / 20, large.standard_error)
    assert np.sqrt(np.mean([each.standard_error**2 for each in found])) == pytest.approx(scatter, rel=0.2)


def test_two_samples_of_one_distribution_are_0_apart_on_average_whatever_their_number():
    for n, m in ((20, 20), (20, 200)):
        estimates = [kernel_distance(normal(n, 3, s), normal(m, 3, 5_000 + s)).estimate for s in range(300)]
        assert abs(np.mean(estimates)) < 4 * np.std(estimates) / np.sqrt(300)
        assert min(estimates) < 0


@pytest.mark.parametrize("change", [{"shift": 0.3}, {"scale": 1.3}])
def test_it_sees_means_and_variances(change):
    found = kernel_distance(normal(1_000, 8, 0), normal(1_000, 8, 1, **change))
    assert found.estimate > 5 * found.standard_error


def test_the_third_moment_counts_where_mean_and_variance_agree():
    rng = np.random.default_rng(0)
    skewed = rng.exponential(size=(3_000, 1)) - 1
    found = kernel_distance(rng.standard_normal((3_000, 1)), skewed)
    assert found.estimate > 3 * found.standard_error


def test_many_samples_take_little_memory():
    real, fake = normal(3_000, 4, 0), normal(3_000, 4, 1)
    tracemalloc.start()
    kernel_distance(real, fake)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20e6  # a whole matrix would take 72 MB


@pytest.mark.parametrize(
    ("real", "fake", "message"),
    [
        (np.zeros((2, 3)), np.zeros((5, 3)), "at least 3 real and 3 fake samples, for the jackknife, got 2 and 5"),
        (np.zeros((5, 3)), np.zeros((5, 2)), "equally long"),
        (np.full((5, 3), np.nan), np.zeros((5, 3)), "real_features: expected finite values"),
    ],
)
def test_what_it_cannot_compare_is_named(real, fake, message):
    with pytest.raises(ValueError, match=message):
        kernel_distance(real, fake)


def test_what_overflows_is_named():
    real = np.random.default_rng(0).standard_normal((20, 3))
    with pytest.raises(
        ValueError, match=r"expected features whose powers are finite, got real ones up to 2\..* fake ones"
    ):
        kernel_distance(real, 1e120 * real)

"""The joint pass gives what the single functions give, whatever way distances are computed."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from gan_course.metrics import _neighbourhoods, density_coverage, fidelity_diversity, precision_recall


def normal(n, d, seed, scale=1.0):
    return scale * np.random.default_rng(seed).standard_normal((n, d))


@settings(deadline=None, max_examples=25)
@given(
    st.integers(8, 300),
    st.integers(8, 300),
    st.sampled_from([1, 15, 16, 40]),
    st.integers(1, 7),
    st.integers(1, 7),
    st.integers(0, 2**32 - 1),
)
def test_the_same_numbers_as_one_by_one(n, m, d, precision_k, density_k, seed):
    real, fake = normal(n, d, seed), normal(m, d, seed + 1, scale=1.2)
    found = fidelity_diversity(real, fake, precision_k=precision_k, density_k=density_k)
    assert found[:2] == precision_recall(real, fake, precision_k)
    assert found[2:] == density_coverage(real, fake, density_k)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 300), st.integers(1, 200), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_the_smallest_of_each_row(rows, columns, k, seed):
    values = np.random.default_rng(seed).integers(0, 50, (rows, columns)).astype(float)  # with ties
    k = min(k, columns)
    np.testing.assert_array_equal(_neighbourhoods._smallest(values, k), np.sort(values, axis=1)[:, :k])


@pytest.mark.parametrize("d", [3, 40])
@pytest.mark.parametrize("megabytes", [0, 8])
def test_radii_against_all_pairs(d, megabytes, monkeypatch):
    monkeypatch.setattr(_neighbourhoods, "_MEGABYTES", megabytes)
    samples = normal(400, d, 0)
    expected = np.sort(cdist(samples, samples, "sqeuclidean"), axis=1)
    found = _neighbourhoods.squared_radii(samples, [2, 5])
    np.testing.assert_allclose(found[0], expected[:, 2], rtol=1e-8)
    np.testing.assert_allclose(found[1], expected[:, 5], rtol=1e-8)


@pytest.mark.parametrize("d", [3, 40, 2048])
def test_copies_have_empty_balls_and_copied_fakes_lie_in_balls(d):
    real = np.repeat(normal(20, d, 0) + 100, 4, axis=0)  # far from 0, where squares lose digits
    assert density_coverage(real, real, k=3) == (0.0, 0.0)
    distinct = normal(20, d, 0) + 100
    assert fidelity_diversity(distinct, distinct)[:2] == (1.0, 1.0)
    assert density_coverage(distinct, distinct) == (pytest.approx(1.0, abs=1e-12), 1.0)


@pytest.mark.parametrize("d", [3, 40])
def test_a_sample_that_is_very_far_away_changes_nothing_about_the_others(d):
    real, fake = normal(100, d, 0), normal(100, d, 1)
    without = density_coverage(real, fake)
    found = density_coverage(real, np.vstack([fake, np.full((1, d), 1e5)]))
    assert found.coverage == without.coverage
    assert found.density == pytest.approx(without.density * 100 / 101, rel=1e-12)
    strayed = density_coverage(np.vstack([real, np.full((1, d), 1e5)]), fake)
    assert strayed.coverage == pytest.approx(without.coverage, abs=0.02)  # the ball of the stray one holds all fakes


def test_memory_does_not_grow_with_the_pairs():
    real, fake = normal(3000, 64, 0), normal(3000, 64, 1)
    tracemalloc.start()
    fidelity_diversity(real, fake)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40e6  # all pairs would take 72 MB three times


def test_bad_input():
    real, fake = normal(9, 3, 0), normal(6, 3, 1)
    with pytest.raises(ValueError, match="k to be a whole number from 1 to 8"):
        fidelity_diversity(real, fake, density_k=9)
    with pytest.raises(ValueError, match="k to be a whole number from 1 to 8"):
        fidelity_diversity(real, fake, precision_k=0)
    with pytest.raises(ValueError, match="k to be less than 6, the number of fake samples, got 6"):
        fidelity_diversity(real, fake, precision_k=6)
    with pytest.raises(ValueError, match="fake_features: expected finite values"):
        fidelity_diversity(real, fake * np.nan)

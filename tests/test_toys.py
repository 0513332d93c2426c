"""The mixtures against SciPy's densities, numerical integration and the statistics of their samples."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import dblquad, quad
from scipy.stats import chi2, kstest, multivariate_normal, norm

from gan_course import toys

LOPSIDED = toys.GaussianMixture([[-2.0, 0.0], [1.0, 1.0], [9.0, -1.0]], stds=[0.3, 0.7, 0.2], weights=[1, 2, 5])
ONE_D = toys.GaussianMixture([-1.0, 2.0], stds=[0.5, 1.5], weights=[0.25, 0.75])


@given(arrays(float, (4, 2), elements=st.floats(-6, 12)))
def test_density_against_scipy(points):
    modes = zip(LOPSIDED.means, LOPSIDED.stds, LOPSIDED.weights, strict=True)
    expected = sum(w * multivariate_normal(mean, std**2).pdf(points) for mean, std, w in modes)
    np.testing.assert_allclose(LOPSIDED.density(points), expected, rtol=1e-9, atol=1e-300)


def test_density_in_one_dimension_against_scipy():
    x = np.linspace(-5, 8, 27)
    expected = 0.25 * norm(-1, 0.5).pdf(x) + 0.75 * norm(2, 1.5).pdf(x)
    np.testing.assert_allclose(ONE_D.density(x), expected, rtol=1e-12)
    np.testing.assert_allclose(ONE_D.density(x[:, None]), expected, rtol=1e-12)
    assert ONE_D.density(x).shape == ONE_D.density(x[:, None]).shape == (27,)
    assert ONE_D.density(0.3).shape == ()


def test_densities_integrate_to_1():
    assert quad(ONE_D.density, -12, 16, points=[-1, 2])[0] == pytest.approx(1.0, abs=1e-8)
    wide = toys.GaussianMixture([[-1.0, 0.0], [1.0, 1.0]], stds=[0.8, 1.0], weights=[1, 3])
    in_a_box = dblquad(lambda y, x: wide.density([x, y]), -6, 6, -6, 6, epsabs=1e-5, epsrel=1e-5)[0]
    assert in_a_box == pytest.approx(1.0, abs=1e-4)
    ticks = np.arange(-2.6, 2.6, 0.02)
    heat_map = toys.ring().density(np.stack(np.meshgrid(ticks, ticks), axis=-1))
    assert heat_map.shape == (len(ticks), len(ticks))
    assert heat_map.sum() * 0.02**2 == pytest.approx(1.0, abs=1e-6)


def test_log_density_far_from_everything():
    far = toys.normal(0.0, 1.0).log_density(100.0)
    assert far == pytest.approx(norm.logpdf(100.0), rel=1e-12)
    assert toys.normal(0.0, 1.0).density(100.0) == 0
    with_empty_mode = toys.GaussianMixture([0.0, 100.0], weights=[1, 0])
    assert with_empty_mode.log_density(100.0) == pytest.approx(norm.logpdf(100.0), rel=1e-12)


def test_samples():
    samples = LOPSIDED.sample(40_000, seed=3)
    assert samples.shape == (40_000, 2)
    assert samples.dtype == np.float32
    shares = np.bincount(LOPSIDED.nearest_mode(samples)) / len(samples)
    np.testing.assert_allclose(shares, [1 / 8, 2 / 8, 5 / 8], atol=0.02)
    mean = LOPSIDED.weights @ LOPSIDED.means
    np.testing.assert_allclose(samples.mean(axis=0), mean, atol=0.05)


def test_samples_follow_the_distribution_function():
    def cdf(x):
        return 0.25 * norm(-1, 0.5).cdf(x) + 0.75 * norm(2, 1.5).cdf(x)

    assert kstest(ONE_D.sample(20_000, seed=0)[:, 0], cdf).pvalue > 0.01
    assert kstest(ONE_D.sample(20_000, seed=0)[:, 0] + 0.1, cdf).pvalue < 1e-6  # the test can fail


def test_samples_depend_on_the_seed_alone():
    ring = toys.ring()
    np.random.seed(1)  # noqa: NPY002  the global state must not matter
    first = ring.sample(50, seed=7)
    np.testing.assert_array_equal(first, ring.sample(50, seed=7))
    assert not np.array_equal(first, ring.sample(50, seed=8))
    assert ring.sample(0).shape == (0, 2)


def test_modes_by_hand():
    mixture = toys.GaussianMixture([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]], stds=[1.0, 1.0, 0.1])
    samples = [[0.0, 2.9], [0.0, 3.1], [10.0, 0.0], [9.0, 1.0], [0.0, 10.31], [np.nan, 0.0], [np.inf, 0.0]]
    assert mixture.nearest_mode(samples[:5]).tolist() == [0, 0, 1, 1, 2]
    assert mixture.mode_counts(samples).tolist() == [1, 2, 0]
    assert mixture.mode_counts(samples, within=3.2).tolist() == [2, 2, 1]
    assert mixture.modes_covered(samples) == 2
    assert mixture.modes_covered(samples, within=3.2) == 3
    assert mixture.high_quality_share(samples) == pytest.approx(3 / 7)


def test_a_share_keeps_stray_samples_from_counting():
    mixture = toys.GaussianMixture([0.0, 100.0], stds=1.0)
    samples = np.r_[np.zeros(98), 100.0, 100.0]
    assert mixture.modes_covered(samples) == 2
    assert mixture.modes_covered(samples, share=0.04) == 2  # 2 of the 50 expected are exactly 4 %
    assert mixture.modes_covered(samples, share=0.05) == 1
    weighted = toys.GaussianMixture([0.0, 100.0], stds=1.0, weights=[0.98, 0.02])
    assert weighted.modes_covered(samples, share=1.0) == 2


@pytest.mark.parametrize("mixture", [toys.ring(), toys.grid(), toys.normal([1.0, 2.0]), LOPSIDED])
def test_a_mixture_covers_itself(mixture):
    samples = mixture.sample(20_000, seed=1)
    assert mixture.modes_covered(samples, share=0.7) == mixture.modes
    assert mixture.modes_covered(samples[:0]) == 0


@pytest.mark.parametrize("dimensions", [1, 2, 5])
def test_high_quality_share_is_the_chi_square_probability(dimensions):
    mixture = toys.normal(np.ones(dimensions), 0.3)
    expected = chi2(dimensions).cdf(9)
    assert mixture.high_quality_share(mixture.sample(50_000)) == pytest.approx(expected, abs=3e-3)


def test_collapse_is_seen():
    collapsed = toys.normal([2.0, 0.0], 0.05).sample(1000)
    assert toys.ring().modes_covered(collapsed) == 1
    assert toys.ring().high_quality_share(collapsed) > 0.95
    assert toys.ring().high_quality_share(toys.normal([0.0, 0.0], 0.1).sample(1000)) == 0


def test_ring_and_grid_and_normal():
    ring = toys.ring(modes=6, radius=3.0, std=0.2)
    np.testing.assert_allclose(np.linalg.norm(ring.means, axis=1), 3.0)
    np.testing.assert_allclose(np.linalg.norm(ring.means - np.roll(ring.means, 1, axis=0), axis=1), 3.0)  # a hexagon
    assert ring.stds.tolist() == [0.2] * 6
    assert sorted(map(tuple, toys.grid().means)) == [(x, y) for x in (-4, -2, 0, 2, 4) for y in (-4, -2, 0, 2, 4)]
    assert toys.normal(2.0, 0.5).means.tolist() == [[2.0]]
    assert toys.normal().dimensions == 1
    assert (toys.ring().modes, toys.grid(side=3).modes, toys.normal().modes) == (8, 9, 1)


def test_weights_are_scaled_and_default_to_equal():
    assert LOPSIDED.weights.tolist() == [1 / 8, 2 / 8, 5 / 8]
    assert toys.ring(modes=4).weights.tolist() == [0.25] * 4


def test_a_mixture_cannot_be_changed():
    means = np.zeros((2, 2))
    mixture = toys.GaussianMixture(means)
    means[0] = 5.0
    assert (mixture.means == 0).all()
    with pytest.raises(ValueError, match="read-only"):
        mixture.means[0] = 1.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        mixture.stds = np.ones(2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"means": np.zeros((2, 2, 2))}, r"shape \(modes, dimensions\), got 8 finite numbers in the shape \(2, 2, 2\)"),
        ({"means": 0.0}, r"in the shape \(\)"),
        ({"means": []}, r"got 0 finite numbers in the shape \(0, 1\)"),
        ({"means": [[np.nan, 0.0]]}, "expected finite means .* got 1 finite"),
        ({"means": [0.0, 1.0], "stds": 0.0}, "stds above 0, got 0.0"),
        ({"means": [0.0, 1.0], "stds": [1.0, -1.0]}, "stds above 0, got -1.0"),
        ({"means": [0.0, 1.0], "stds": [1.0, 1.0, 1.0]}, "stds to be one finite number, or one for each of the 2"),
        ({"means": [0.0, 1.0], "stds": np.inf}, "stds to be one finite number"),
        ({"means": [0.0, 1.0], "weights": [1.0]}, "weights to be one finite number, or one for each of the 2"),
        ({"means": [0.0, 1.0], "weights": [1.0, -1.0]}, r"at least 0, and not all 0, got \[1.0, -1.0\]"),
        ({"means": [0.0, 1.0], "weights": [0.0, 0.0]}, "not all 0"),
    ],
)
def test_bad_mixtures(arguments, message):
    with pytest.raises(ValueError, match=message):
        toys.GaussianMixture(**arguments)


@pytest.mark.parametrize("method", ["density", "log_density", "nearest_mode", "modes_covered", "high_quality_share"])
@pytest.mark.parametrize("wrong", [np.zeros((3, 3)), np.zeros(3), 0.0])
def test_points_of_another_dimension(method, wrong):
    with pytest.raises(ValueError, match=r"expected points of shape \(..., 2\), got"):
        getattr(toys.ring(), method)(wrong)


def test_other_bad_arguments():
    with pytest.raises(ValueError, match="expected finite means of shape"):
        toys.ring(modes=0)
    with pytest.raises(ValueError, match="expected finite means of shape"):
        toys.grid(side=0)
    with pytest.raises(ValueError, match="at least one sample"):
        toys.ring().high_quality_share(np.zeros((0, 2)))
    with pytest.raises(ValueError, match=r"\(..., 1\), got \(4, 2\)"):
        toys.normal().density(np.zeros((4, 2)))


def test_reverse_kl_by_hand():
    mixture = toys.GaussianMixture(means=[0.0, 10.0, 20.0], weights=[2, 1, 1])
    assert mixture.reverse_kl([0.1, -3.0, 9.0, 21.0]) == pytest.approx(0)
    assert mixture.reverse_kl([0.0, 10.0]) == pytest.approx(0.5 * np.log(1) + 0.5 * np.log(2))
    assert mixture.reverse_kl([20.0] * 5) == pytest.approx(np.log(4))
    without = toys.GaussianMixture(means=[0.0, 10.0], weights=[1, 0])
    assert without.reverse_kl([0.0, 10.0]) == np.inf


def test_reverse_kl_of_the_mixtures_own_samples_is_as_small_as_chance_makes_it():
    ring = toys.ring(modes=8)
    found = [ring.reverse_kl(ring.sample(500, seed=seed)) for seed in range(100)]
    assert np.mean(found) == pytest.approx(7 / 1000, rel=0.25)


@pytest.mark.parametrize("samples", [np.zeros((0, 2)), [[np.nan, 0.0]]])
def test_reverse_kl_refuses_what_has_no_nearest_mode(samples):
    with pytest.raises(ValueError, match="expected finite samples, at least one, got"):
        toys.ring().reverse_kl(samples)

"""The closed forms against numerical optimisation, integration and SciPy."""

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import jensenshannon
from scipy.special import expit
from scipy.stats import entropy, norm

from gan_course import theory

LOG4 = np.log(4)
probability = st.floats(1e-6, 1.0)
labels = st.floats(0.05, 1.0)


@st.composite
def two_tables(draw):
    size = draw(st.integers(1, 6))
    pair = [draw(arrays(float, size, elements=st.floats(0, 1))) for _ in range(2)]
    assume(all(table.sum() > 0.01 for table in pair))
    return [np.where(table < 1e-300, 0, table / table.sum()) for table in pair]  # below, the ratios of SciPy overflow


def test_optimal_discriminator_by_hand():
    p, q = [0.2, 0.4, 0.4, 0.0, 0.0], [0.2, 0.1, 0.0, 0.7, 0.0]
    np.testing.assert_allclose(theory.optimal_discriminator(p, q), [0.5, 0.8, 1.0, 0.0, 0.5], rtol=1e-15)
    np.testing.assert_allclose(
        theory.optimal_discriminator(p, q, real_label=0.9), [0.45, 0.72, 0.9, 0.0, 0.45], rtol=1e-15
    )


@given(p=probability, q=probability, label=labels)
def test_optimal_discriminator_minimises_the_loss(p, q, label):
    def loss(logit):
        return float(p * theory.cross_entropy(logit, label) + q * theory.cross_entropy(logit, 0.0))

    best = float(theory.optimal_logit(p, q, real_label=label))
    found = minimize_scalar(loss, bracket=(best - 1, best + 1.5), options={"xtol": 1e-12})
    assert loss(best) <= found.fun + 1e-12
    assert expit(best) == pytest.approx(float(theory.optimal_discriminator(p, q, real_label=label)), rel=1e-9)


@given(p=probability, q=probability)
def test_optimal_logit_is_the_log_density_ratio(p, q):
    assert float(theory.optimal_logit(p, q)) == pytest.approx(np.log(p / q), abs=1e-12)
    assert theory.optimal_logit(p, q) == -theory.optimal_logit(q, p)


def test_optimal_logit_at_the_edges():
    assert theory.optimal_logit([0.3, 0.0, 0.0], [0.0, 0.3, 0.0]).tolist() == [np.inf, -np.inf, 0.0]
    smoothed = theory.optimal_logit([0.3, 0.0, 0.0], [0.0, 0.3, 0.0], real_label=0.9)
    np.testing.assert_allclose(smoothed, [np.log(9), -np.inf, np.log(0.45 / 0.55)], rtol=1e-12)


def test_densities_broadcast_and_keep_their_shape():
    assert theory.optimal_discriminator(np.ones((3, 1)), np.ones(4)).shape == (3, 4)
    assert theory.optimal_logit(np.ones((3, 1)), 0.5).shape == (3, 1)


@pytest.mark.parametrize(
    "function",
    [
        theory.optimal_discriminator,
        theory.optimal_logit,
        theory.js_divergence,
        theory.kl_divergence,
        theory.optimal_value,
    ],
)
def test_bad_densities(function):
    with pytest.raises(ValueError, match=r"at least 0, got -0.1"):
        function([0.5, -0.1], [0.5, 0.5])
    with pytest.raises(ValueError, match="at least 0, got nan"):
        function([0.5, 0.5], [np.nan, 0.5])
    with pytest.raises(ValueError, match="finite densities, got infinity"):
        function([0.5, np.inf], [0.5, 0.5])
    with pytest.raises(ValueError, match=r"on one grid, got .* \(2,\), .* \(3,\)"):
        function([0.5, 0.5], [0.1, 0.2, 0.7])


@pytest.mark.parametrize("function", [theory.optimal_discriminator, theory.optimal_logit])
def test_bad_labels(function):
    with pytest.raises(ValueError, match="above 1 has no minimiser"):
        function(0.5, 0.5, real_label=1.1)
    with pytest.raises(ValueError, match="real samples count as fake"):
        function(0.5, 0.5, real_label=0.0)


def test_label_type():
    for wrong in ("1", None, True):
        with pytest.raises(TypeError, match="to be a number in"):
            theory.check_real_label(wrong)
    theory.check_real_label(np.float32(0.9))
    theory.check_real_label(1)


@pytest.mark.parametrize(("mean", "std"), [(0.0, 1.0), (1.0, 1.0), (-2.0, 0.5), (0.0, 3.0)])
def test_gaussians_against_quadrature(mean, std):
    x = np.linspace(-20, 20, 8001)
    dx = x[1] - x[0]
    data, generator = norm(0, 1), norm(mean, std)
    p, q = data.pdf(x), generator.pdf(x)
    points = {"points": [-3, 0, 3, mean], "limit": 400}

    near = abs(x) < 12  # beyond it the narrow density rounds to 0
    kl = quad(lambda t: data.pdf(t) * (data.logpdf(t) - generator.logpdf(t)), -12, 12, **points)[0]
    assert theory.kl_divergence(p[near], q[near], dx) == pytest.approx(kl, abs=1e-7)
    assert kl == pytest.approx(np.log(std) + (1 + mean**2) / (2 * std**2) - 0.5, abs=1e-7)

    def value_at(t):
        logit = data.logpdf(t) - generator.logpdf(t)
        return -data.pdf(t) * np.logaddexp(0, -logit) - generator.pdf(t) * np.logaddexp(0, logit)

    best = quad(value_at, -18, 18, **points)[0]
    assert theory.optimal_value(p, q, dx) == pytest.approx(best, abs=1e-7)
    assert theory.value(theory.optimal_discriminator(p, q), p, q, dx) == pytest.approx(best, abs=1e-7)


@given(two_tables())
@example([np.full(3, 1 / 3), np.full(3, 1 / 3)])
def test_divergences_against_scipy(tables):
    p, q = tables
    with np.errstate(invalid="ignore"):  # of equal tables SciPy may take the root of a rounding error below 0
        distance = np.nan_to_num(jensenshannon(p, q))
    assert theory.js_divergence(p, q) == pytest.approx(distance**2, abs=1e-9)
    assert theory.kl_divergence(p, q) == pytest.approx(entropy(p, q), rel=1e-9, abs=1e-9)


@given(two_tables())
def test_properties_of_the_divergences(tables):
    p, q = tables
    assert theory.kl_divergence(p, p) == theory.js_divergence(p, p) == 0
    assert theory.js_divergence(p, q) == pytest.approx(theory.js_divergence(q, p), abs=1e-12)
    assert -1e-12 <= theory.js_divergence(p, q) <= np.log(2) + 1e-12
    assert theory.kl_divergence(p, q) >= -1e-12


@given(two_tables(), st.floats(0, 1))
def test_no_discriminator_beats_the_optimal_one(tables, other):
    p, q = tables
    best = theory.optimal_value(p, q)
    assert -LOG4 - 1e-12 <= best <= 1e-12
    assert theory.value(theory.optimal_discriminator(p, q), p, q) == pytest.approx(best, abs=1e-9)
    assert theory.value(np.full_like(p, other), p, q) <= best + 1e-9
    assert theory.value(0.5, p, q) == pytest.approx(-LOG4, abs=1e-12)


def test_value_at_the_extremes():
    assert theory.optimal_value([0.3, 0.7], [0.3, 0.7]) == pytest.approx(-LOG4, abs=1e-12)
    assert theory.optimal_value([1.0, 0.0], [0.0, 1.0]) == pytest.approx(0.0, abs=1e-12)
    assert theory.value([1.0, 0.0], [1.0, 0.0], [0.0, 1.0]) == pytest.approx(0, abs=1e-15)  # perfect
    assert -1000 < theory.value([0.0, 1.0], [1.0, 0.0], [0.0, 1.0]) < -700  # perfectly wrong


def test_dx_scales_the_integral():
    p, q, d = np.array([0.2, 1.8]), np.array([1.0, 1.0]), np.array([0.4, 0.7])
    expected = 0.5 * np.sum(p * np.log(d) + q * np.log(1 - d))
    assert theory.value(d, p, q, dx=0.5) == pytest.approx(expected, rel=1e-12)
    for dx in (0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="dx, the volume of a grid cell, to be above 0, got"):
            theory.kl_divergence(p, q, dx)


@pytest.mark.parametrize("wrong", [1.5, -0.1, np.nan])
def test_value_wants_probabilities(wrong):
    with pytest.raises(ValueError, match=r"probabilities in \[0, 1\], got .*; for logits, apply the sigmoid"):
        theory.value(wrong, [0.5, 0.5], [0.5, 0.5])


def test_value_wants_one_grid():
    with pytest.raises(ValueError, match=r"on one grid, got .* discriminator \(3,\), p_data \(2,\), p_g \(2,\)"):
        theory.value([0.5, 0.5, 0.5], [0.5, 0.5], [0.5, 0.5])


@given(label=st.floats(0.01, 0.99))
def test_best_logit_minimises_the_cross_entropy(label):
    best = theory.best_logit(label)
    assert expit(best) == pytest.approx(label, rel=1e-9)
    at_best = theory.cross_entropy(best, label)
    assert at_best == pytest.approx(-label * np.log(label) - (1 - label) * np.log(1 - label), rel=1e-9)
    assert (theory.cross_entropy(best + np.array([-1, -0.1, 0.1, 1]), label) > at_best).all()


def test_best_logit_at_the_ends():
    assert theory.best_logit(1.0) == np.inf
    assert theory.best_logit(0.0) == -np.inf
    assert theory.best_logit(0.5) == 0


@pytest.mark.parametrize("label", [1.05, 1.2, 2.0])
def test_a_label_above_1_has_no_minimiser(label):
    losses = theory.cross_entropy([1e1, 1e2, 1e3, 1e6], label)
    assert (np.diff(losses) < 0).all()
    assert losses[-1] == pytest.approx((1 - label) * 1e6, rel=1e-6)
    assert (np.diff(theory.cross_entropy(np.linspace(-30, 30, 61), label)) < 0).all()
    with pytest.raises(ValueError, match=f"label to be from 0 to 1, got {label}"):
        theory.best_logit(label)


@pytest.mark.parametrize("label", [-0.1, float("nan")])
def test_other_labels_without_a_minimiser(label):
    with pytest.raises(ValueError, match="no logit minimises"):
        theory.best_logit(label)


def test_cross_entropy_is_exact_far_out():
    assert theory.cross_entropy([1000.0, -1000.0], 1.0).tolist() == [0.0, 1000.0]
    assert theory.cross_entropy([1000.0, -1000.0], 0.0).tolist() == [1000.0, 0.0]


def test_slopes_at_one_percent():
    logit = np.log(0.01 / 0.99)
    assert theory.minimax_generator_gradient(logit) == pytest.approx(-0.01, rel=1e-12)
    assert theory.non_saturating_generator_gradient(logit) == pytest.approx(-0.99, rel=1e-12)


@given(st.floats(-20, 20))
def test_slopes_are_the_derivatives(logit):
    h = 1e-5
    around = logit + np.array([-h, h])
    minimax = np.diff(-theory.cross_entropy(around, 0.0)).item() / (2 * h)
    non_saturating = np.diff(theory.cross_entropy(around, 1.0)).item() / (2 * h)
    assert float(theory.minimax_generator_gradient(logit)) == pytest.approx(minimax, abs=1e-8)
    assert float(theory.non_saturating_generator_gradient(logit)) == pytest.approx(non_saturating, abs=1e-8)


def test_slopes_far_out():
    assert theory.minimax_generator_gradient([-1000.0, 1000.0]).tolist() == [0, -1]
    assert theory.non_saturating_generator_gradient([-1000.0, 1000.0]).tolist() == [-1, 0]

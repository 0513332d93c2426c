"""Paths: steps against matrices, the flow against what it conserves, Jacobians against formulas."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_course import dynamics

weights = st.floats(0, 4)


def bilinear(x, y):
    return -y, x


def penalised(gamma):
    return functools.partial(dynamics.dirac_field, gamma=gamma)


@pytest.mark.parametrize("h", [0.0, 0.1, 1.0, 2.5])
@pytest.mark.parametrize(
    ("path", "step"),
    [
        (dynamics.simultaneous_path, dynamics.simultaneous_step),
        (dynamics.alternating_path, dynamics.alternating_step),
    ],
)
def test_paths_of_the_bilinear_game_are_powers_of_the_steps(path, step, h):
    expected = [np.linalg.matrix_power(step(h), n) @ [0.3, -0.7] for n in range(9)]
    np.testing.assert_allclose(path(bilinear, (0.3, -0.7), h, 8), expected, atol=1e-12)


def test_alternating_steps_of_1_come_back_after_six():
    path = dynamics.alternating_path(bilinear, (1.0, 0.5), 1.0, 12)
    np.testing.assert_allclose(path[[6, 12]], [[1.0, 0.5]] * 2, atol=1e-12)
    assert np.linalg.norm(path[1:6] - path[0], axis=1).min() > 0.5


def test_simultaneous_steps_grow_by_the_root_of_1_plus_h_squared():
    distances = np.linalg.norm(dynamics.simultaneous_path(bilinear, (0.6, 0.8), 0.3, 5), axis=1)
    np.testing.assert_allclose(distances, np.sqrt(1.09) ** np.arange(6))


def test_an_alternating_discriminator_sees_where_the_generator_went():
    (_, (theta, psi)) = dynamics.alternating_path(dynamics.dirac_field, (1.0, 1.0), 0.5, 1)
    new_theta = 1 - 0.5 / (1 + np.e)
    assert theta == pytest.approx(new_theta)
    assert psi == pytest.approx(1 + 0.5 * new_theta / (1 + np.exp(new_theta)))


@pytest.mark.parametrize("slope", [dynamics.logistic_slope, np.ones_like])
def test_the_flow_without_penalty_keeps_its_distance(slope):
    field = functools.partial(dynamics.dirac_field, slope=slope)
    path = dynamics.flow(field, (1.0, -0.4), np.linspace(0, 20, 41))
    np.testing.assert_allclose((path**2).sum(axis=1), 1.16, atol=1e-6)
    assert np.ptp(path[:, 0]) > 2


def test_the_flow_of_the_wasserstein_gan_is_a_rotation():
    times = np.linspace(0, 7, 15)
    path = dynamics.flow(functools.partial(dynamics.dirac_field, slope=np.ones_like), (1.0, 0.0), times)
    np.testing.assert_allclose(path, np.stack([np.cos(times), np.sin(times)], axis=1), atol=1e-7)


@given(gamma=weights)
def test_the_numerical_jacobian_is_the_closed_form(gamma):
    np.testing.assert_allclose(dynamics.jacobian(penalised(gamma)), dynamics.dirac_jacobian(gamma), atol=1e-8)


def test_a_jacobian_away_from_the_equilibrium():
    found = dynamics.jacobian(lambda x, y: (x**2 * y, x + 3 * y), (2.0, 5.0))
    np.testing.assert_allclose(found, [[20, 4], [1, 3]], atol=1e-6)


@pytest.mark.parametrize("gamma", [0.3, 1.0, 3.0])
def test_the_flow_falls_off_as_fast_as_the_eigenvalues_say(gamma):
    times = np.array([0.0, 20.0, 30.0])
    distances = np.linalg.norm(dynamics.flow(penalised(gamma), (0.1, 0.1), times), axis=1)
    slowest = dynamics.dirac_eigenvalues(gamma).real.max()
    assert np.log(distances[2] / distances[1]) / 10 == pytest.approx(slowest, abs=0.06)


def test_players_under_the_penalty_of_wgan_gp_never_come_to_rest():
    field = functools.partial(dynamics.gradient_penalty_field, gamma=1.0, slope=np.ones_like)
    path = dynamics.alternating_path(field, (0.05, 0.0), 0.01, 20_000)
    late = path[10_000:]
    assert np.linalg.norm(late, axis=1).min() > 0.1
    assert late.min() < -0.2 < 0.2 < late.max()


def test_the_penalty_of_wgan_gp_by_hand_and_with_a_target_of_0():
    psi = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])
    theta_rate, psi_rate = dynamics.gradient_penalty_field(0.3, psi, gamma=2.0)
    free = dynamics.dirac_field(0.3, psi)
    np.testing.assert_array_equal(theta_rate, free[0])
    np.testing.assert_allclose(psi_rate - free[1], [2.0, -1.0, 0.0, 1.0, -2.0], atol=1e-12)
    np.testing.assert_allclose(
        dynamics.gradient_penalty_field(0.3, psi, gamma=2.0, target=0.0), dynamics.dirac_field(0.3, psi, gamma=2.0)
    )


@pytest.mark.parametrize("path", [dynamics.simultaneous_path, dynamics.alternating_path])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((1.0,), 0.1, 3), "two numbers"),
        (((1.0, 0.0), -0.1, 3), "step_size to be a number of at least 0, got"),
        (((1.0, 0.0), 0.1, -1), "steps"),
    ],
)
def test_senseless_paths_are_refused(path, arguments, message):
    with pytest.raises(ValueError, match=message):
        path(bilinear, *arguments)


@pytest.mark.parametrize("times", [[0.0], [1.0, 0.0], [[0.0, 1.0]]])
def test_times_must_increase(times):
    with pytest.raises(ValueError, match="times to be at least two numbers that increase, got"):
        dynamics.flow(bilinear, (1, 0), times)


def test_players_who_run_away_are_named():
    with pytest.raises(ValueError, match=r"to time 2, got one that cannot beyond 0\.9"), np.errstate(all="ignore"):
        dynamics.flow(lambda x, y: (x**2, 0 * y), (1.0, 0.0), [*np.linspace(0, 0.99, 12).tolist(), 2.0])

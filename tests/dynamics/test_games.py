"""The two solvable games: step matrices against simulated steps, eigenvalues against NumPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_course import dynamics

step_sizes = st.floats(0.0, 3.0)
coordinates = st.floats(-5, 5)
weights = st.floats(0, 5)
slopes_at_zero = st.floats(0.05, 2)


@given(h=step_sizes, x=coordinates, y=coordinates)
def test_step_matrices_take_the_steps(h, x, y):
    np.testing.assert_allclose(dynamics.simultaneous_step(h) @ [x, y], [x - h * y, y + h * x], atol=1e-12)
    new_x = x - h * y
    np.testing.assert_allclose(dynamics.alternating_step(h) @ [x, y], [new_x, y + h * new_x], atol=1e-12)


@given(h=step_sizes, x=coordinates, y=coordinates)
def test_simultaneous_steps_grow_by_the_root_of_1_plus_h_squared(h, x, y):
    after = np.linalg.norm(dynamics.simultaneous_step(h) @ [x, y])
    assert after == pytest.approx(np.sqrt(1 + h**2) * np.hypot(x, y), rel=1e-9, abs=1e-12)


def test_alternating_steps_of_1_have_period_6():
    step = dynamics.alternating_step(1.0)
    powers = [np.linalg.matrix_power(step, n) for n in range(1, 7)]
    assert [np.array_equal(power, np.eye(2)) for power in powers] == [False] * 5 + [True]


@given(h=step_sizes)
def test_eigenvalues_of_the_steps(h):
    simultaneous = np.linalg.eigvals(dynamics.simultaneous_step(h))
    np.testing.assert_allclose(np.sort_complex(simultaneous), [1 - 1j * h, 1 + 1j * h], atol=1e-9)
    alternating = dynamics.alternating_step(h)
    assert np.linalg.det(alternating) == pytest.approx(1.0, abs=1e-9)
    assert np.trace(alternating) == pytest.approx(2 - h**2, abs=1e-12)
    radius = abs(np.linalg.eigvals(alternating)).max()
    assert radius == pytest.approx(1.0, abs=1e-6) if h < 2 else radius >= 1 - 1e-6


def test_logistic_slope_is_the_derivative():
    t = np.linspace(-20, 20, 41)
    h = 1e-5
    numeric = (-np.logaddexp(0, -(t + h)) + np.logaddexp(0, -(t - h))) / (2 * h)
    np.testing.assert_allclose(dynamics.logistic_slope(t), numeric, atol=1e-8)
    assert dynamics.logistic_slope(0.0) == 0.5


@given(theta=coordinates, psi=coordinates, gamma=weights)
def test_field_is_the_gradient_of_the_two_players(theta, psi, gamma):
    def objective(theta, psi):  # f(ψθ) + f(0)
        return -np.logaddexp(0, -psi * theta) - np.log(2)

    h = 1e-5
    generator = -(objective(theta + h, psi) - objective(theta - h, psi)) / (2 * h)
    penalised = [objective(theta, psi + step) - gamma / 2 * (psi + step) ** 2 for step in (-h, h)]
    discriminator = np.diff(penalised).item() / (2 * h)
    assert dynamics.dirac_field(theta, psi, gamma=gamma) == pytest.approx((generator, discriminator), abs=1e-6)


def test_field_of_the_wasserstein_gan_is_a_rotation():
    theta, psi = np.meshgrid([-1.0, 0.5], [0.2, 3.0])
    theta_rate, psi_rate = dynamics.dirac_field(theta, psi, slope=np.ones_like)
    np.testing.assert_array_equal(theta_rate, -psi)
    np.testing.assert_array_equal(psi_rate, theta)


@given(gamma=weights)
def test_jacobian_is_the_derivative_of_the_field_at_0(gamma):
    h = 1e-6
    columns = [
        (np.array(dynamics.dirac_field(*step, gamma=gamma)) - dynamics.dirac_field(*-step, gamma=gamma)) / (2 * h)
        for step in h * np.eye(2)
    ]
    np.testing.assert_allclose(dynamics.dirac_jacobian(gamma), np.stack(columns, axis=1), atol=1e-6)


@given(gamma=weights, slope=slopes_at_zero)
def test_eigenvalues_solve_the_characteristic_equation(gamma, slope):
    jacobian = dynamics.dirac_jacobian(gamma, slope)
    eigenvalues = dynamics.dirac_eigenvalues(gamma, slope)
    assert eigenvalues.sum() == pytest.approx(np.trace(jacobian), abs=1e-12)
    assert eigenvalues.prod() == pytest.approx(np.linalg.det(jacobian), abs=1e-9)
    found = np.linalg.eigvals(jacobian)  # a double eigenvalue is only found to half the digits
    np.testing.assert_allclose(np.sort_complex(found), np.sort_complex(eigenvalues), atol=1e-6)


def test_eigenvalues_by_hand():
    assert dynamics.dirac_eigenvalues(0.0).tolist() == [0.5j, -0.5j]
    np.testing.assert_allclose(dynamics.dirac_eigenvalues(0.6), [-0.3 + 0.4j, -0.3 - 0.4j], atol=1e-12)
    np.testing.assert_allclose(dynamics.dirac_eigenvalues(1.0), [-0.5, -0.5], atol=1e-12)  # critical: γ = 2 f′(0)
    np.testing.assert_allclose(dynamics.dirac_eigenvalues(1.25), [-0.25, -1.0], atol=1e-12)
    np.testing.assert_allclose(dynamics.dirac_eigenvalues(0.0, 1.0), [1j, -1j], atol=1e-12)


@given(gamma=st.floats(0.01, 5), slope=slopes_at_zero)
def test_a_penalty_makes_the_equilibrium_attract(gamma, slope):
    assert (dynamics.dirac_eigenvalues(gamma, slope).real < 0).all()


def distance_after(steps, gamma, h=0.1):
    theta, psi = 1.0, 0.5
    for _ in range(steps):
        theta_rate, psi_rate = dynamics.dirac_field(theta, psi, gamma=gamma)
        theta, psi = theta + h * theta_rate, psi + h * psi_rate
    return np.hypot(theta, psi)


def test_simulation_agrees_with_the_eigenvalues():
    assert distance_after(500, gamma=0.0) > distance_after(0, gamma=0.0)
    assert distance_after(500, gamma=1.0) < 1e-6


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: dynamics.simultaneous_step(-1), "step_size"),
        (lambda: dynamics.alternating_step(float("nan")), "step_size"),
        (lambda: dynamics.dirac_field(0.0, 0.0, gamma=-1), "gamma"),
        (lambda: dynamics.dirac_jacobian(-1), "gamma"),
        (lambda: dynamics.dirac_eigenvalues(-1), "gamma"),
    ],
)
def test_negative_numbers(call, name):
    with pytest.raises(ValueError, match=f"{name} to be a number of at least 0, got"):
        call()

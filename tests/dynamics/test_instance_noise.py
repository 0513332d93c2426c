"""Instance noise: the field against the gradient of its noisy objective, eigenvalues against a numerical Jacobian."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from gan_course import dynamics


def objective(theta, psi, std):
    """E f(ψθ̃) + E f(−ψx̃) by quadrature."""

    def expectation(function):
        return integrate.quad(lambda z: function(z) * stats.norm.pdf(z), -10, 10, epsabs=1e-12, limit=200)[0]

    fake = expectation(lambda z: -np.logaddexp(0, -psi * (theta + std * z)))
    return fake + expectation(lambda z: -np.logaddexp(0, psi * std * z))


@pytest.mark.parametrize(
    ("theta", "psi", "std"), [(0.7, -0.4, 1.0), (-1.2, 2.0, 0.5), (0.0, 1.0, 1.0), (0.3, 0.2, 0.0)]
)
def test_the_field_is_the_gradient_of_the_noisy_game(theta, psi, std):
    h = 1e-4
    generator = -(objective(theta + h, psi, std) - objective(theta - h, psi, std)) / (2 * h)
    discriminator = (objective(theta, psi + h, std) - objective(theta, psi - h, std)) / (2 * h)
    found = dynamics.instance_noise_field(theta, psi, std=std)
    assert found == pytest.approx((generator, discriminator), abs=1e-7)


def test_without_noise_it_is_the_field_without_noise():
    theta, psi = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-2, 2, 4))
    np.testing.assert_allclose(
        dynamics.instance_noise_field(theta, psi, std=0.0), dynamics.dirac_field(theta, psi), atol=1e-12
    )


@given(std=st.floats(0, 2.5))
def test_eigenvalues_are_those_of_the_numerical_jacobian(std):
    matrix = dynamics.jacobian(functools.partial(dynamics.instance_noise_field, std=std))
    pair = dynamics.instance_noise_eigenvalues(std)
    assert pair.sum() == pytest.approx(np.trace(matrix), abs=1e-6)
    assert pair.prod() == pytest.approx(np.linalg.det(matrix), abs=1e-6)
    np.testing.assert_allclose(pair, dynamics.dirac_eigenvalues(std**2 / 2), atol=1e-12)


def test_noise_brings_the_players_to_rest_but_not_those_of_the_wasserstein_gan():
    for slope, ends in ((dynamics.logistic_slope, (0, 1e-3)), (np.ones_like, (0.99, 1.01))):
        field = functools.partial(dynamics.instance_noise_field, std=1.0, slope=slope)
        last = np.linalg.norm(dynamics.flow(field, (1.0, 0.0), [0.0, 40.0])[-1])
        assert ends[0] <= last <= ends[1]


@pytest.mark.parametrize(
    "call", [lambda: dynamics.instance_noise_field(0, 0, std=-1), lambda: dynamics.instance_noise_eigenvalues(-1)]
)
def test_a_negative_deviation_is_refused(call):
    with pytest.raises(ValueError, match="std to be a number of at least 0, got"):
        call()

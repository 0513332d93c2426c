"""How two players move who each follow their own gradient: the bilinear game f = xy and the Dirac-GAN.

Both are small enough to solve by hand. The bilinear game shows what a finite step does, the Dirac-GAN what a penalty
on the discriminator's gradient does.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

Floats = NDArray[np.floating[Any]]


def simultaneous_step(step_size: float) -> Floats:
    """The matrix of one simultaneous step of both players of f(x, y) = xy: x ← x − h·y, y ← y + h·x.

    x descends f and y ascends it. The matrix turns (x, y) and stretches it by √(1 + h²): the players spiral away from
    the equilibrium (0, 0) for every step size.

    Args:
        step_size: The step size h, at least 0.

    Returns:
        The matrix M, shape ``(2, 2)``, with which (x, y) ← M (x, y); its eigenvalues are 1 ± ih.

    Raises:
        ValueError: If the step size is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, §2 (simultaneous gradient descent), with f′(0) = 1.

    Examples:
        >>> simultaneous_step(0.5) @ [1, 0]
        array([1. , 0.5])
    """
    h = _not_negative(step_size=step_size)
    return np.array([[1, -h], [h, 1]])


def alternating_step(step_size: float) -> Floats:
    """The matrix of x's step followed by y's in f(x, y) = xy: x ← x − h·y, then y ← y + h·x with the new x.

    Its determinant is 1. For h < 2 the players go round a closed curve for ever, with h = 1 in exactly six steps; they
    neither reach the equilibrium nor leave it. For h > 2 they diverge.

    Args:
        step_size: The step size h, at least 0.

    Returns:
        The matrix M, shape ``(2, 2)``, with which (x, y) ← M (x, y); its eigenvalues are
        1 − h²/2 ± √((1 − h²/2)² − 1).

    Raises:
        ValueError: If the step size is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, §2 (alternating gradient descent), with f′(0) = n_g = n_d = 1.

    Examples:
        >>> np.linalg.matrix_power(alternating_step(1.0), 6).tolist()
        [[1.0, 0.0], [0.0, 1.0]]
    """
    h = _not_negative(step_size=step_size)
    return np.array([[1, -h], [h, 1 - h**2]])


def logistic_slope(t: ArrayLike) -> Floats:
    """Slope of the classical GAN's f(t) = −log(1 + e^−t): f′(t) = σ(−t), with f′(0) = ½.

    Args:
        t: Logits, any shape.

    Returns:
        Slopes in [0, 1], in the shape of ``t``.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, eq. 1 and the text below it; f(t) = t is the Wasserstein GAN.
    """
    return expit(-np.asarray(t, float))


def dirac_field(
    theta: ArrayLike, psi: ArrayLike, *, gamma: float = 0.0, slope: Callable[[Floats], Floats] = logistic_slope
) -> tuple[Floats, Floats]:
    """The direction in which the Dirac-GAN's players move: v = (−ψ f′(θψ), θ f′(θψ) − γψ).

    All data lie at 0, all generated samples at θ, and the discriminator is D(x) = ψ·x. The generator descends
    L(θ, ψ) = f(ψθ) + f(0), and the discriminator ascends L − γ/2·ψ², which is R1 as well as R2.

    Args:
        theta: Where the generator puts its samples, any shape.
        psi: The discriminator's slope; broadcast against ``theta``.
        gamma: Weight γ of the penalty, at least 0.
        slope: The derivative f′ of the loss function, on arrays.

    Returns:
        The rates of change of θ and of ψ.

    Raises:
        ValueError: If the weight is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, definition 2.1 and §2; the penalty is their eq. 9 (R1).

    Examples:
        >>> theta_rate, psi_rate = dirac_field(1.0, 0.0)
        >>> float(theta_rate), float(psi_rate)
        (-0.0, 0.5)
    """
    gamma = _not_negative(gamma=gamma)
    theta, psi = np.asarray(theta, float), np.asarray(psi, float)
    f_slope = slope(theta * psi)
    return -psi * f_slope, theta * f_slope - gamma * psi


def dirac_jacobian(gamma: float = 0.0, slope_at_zero: float = 0.5) -> Floats:
    """The Jacobian of the Dirac-GAN's field at its equilibrium (0, 0): [[0, −f′(0)], [f′(0), −γ]].

    Args:
        gamma: Weight γ of the penalty, at least 0.
        slope_at_zero: f′(0); ½ for the classical GAN, 1 for the Wasserstein GAN.

    Returns:
        The matrix, shape ``(2, 2)``; row and column order θ, ψ.

    Raises:
        ValueError: If the weight is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, §3 (zero-centred gradient penalties) and its proof.
    """
    gamma = _not_negative(gamma=gamma)
    return np.array([[0.0, -slope_at_zero], [slope_at_zero, -gamma]])


def dirac_eigenvalues(gamma: float = 0.0, slope_at_zero: float = 0.5) -> NDArray[np.complexfloating[Any]]:
    """The eigenvalues of that Jacobian: −γ/2 ± √(γ²/4 − f′(0)²).

    Without a penalty they are ±i·f′(0) and the players circle; with one the real parts are negative and they converge.
    At γ = 2·|f′(0)| the rotation ends; beyond it the slower eigenvalue creeps back to 0.

    Args:
        gamma: Weight γ of the penalty, at least 0.
        slope_at_zero: f′(0); ½ for the classical GAN, 1 for the Wasserstein GAN.

    Returns:
        The two eigenvalues, complex, shape ``(2,)``, the one with the plus sign first.

    Raises:
        ValueError: If the weight is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, §3 (the lemma on zero-centred gradient penalties).

    Examples:
        >>> dirac_eigenvalues(0.0).imag.tolist()
        [0.5, -0.5]
        >>> dirac_eigenvalues(1.0).real.tolist()
        [-0.5, -0.5]
    """
    gamma = _not_negative(gamma=gamma)
    root = np.emath.sqrt(gamma**2 / 4 - slope_at_zero**2)
    return np.array([-gamma / 2 + root, -gamma / 2 - root], complex)


def _not_negative(**named: float) -> float:
    ((name, number),) = named.items()
    if not number >= 0:
        raise ValueError(f"{name} must be at least 0, not {number}")
    return float(number)

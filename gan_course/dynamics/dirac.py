"""The Dirac-GAN: all data in one point, all samples in another, and a discriminator that is a straight line."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from gan_course.arguments import not_negative

Floats = NDArray[np.floating[Any]]


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
    gamma = not_negative("gamma", gamma)
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
    gamma = not_negative("gamma", gamma)
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
    gamma = not_negative("gamma", gamma)
    root = np.emath.sqrt(gamma**2 / 4 - slope_at_zero**2)
    return np.array([-gamma / 2 + root, -gamma / 2 - root], complex)


def gradient_penalty_field(
    theta: ArrayLike,
    psi: ArrayLike,
    *,
    gamma: float,
    target: float = 1.0,
    slope: Callable[[Floats], Floats] = logistic_slope,
) -> tuple[Floats, Floats]:
    """The same direction under the penalty of WGAN-GP: v = (−ψ f′(θψ), θ f′(θψ) − γ sign(ψ)(|ψ| − target)).

    The discriminator's slope is ψ everywhere, so the penalty is γ/2·(|ψ| − target)² wherever it is taken. It has a kink
    at the equilibrium ψ = 0 and pushes ψ away from it on both sides: the players circle for ever. With a target of 0
    this is `dirac_field`, whose players arrive.

    Args:
        theta: Where the generator puts its samples, any shape.
        psi: The discriminator's slope; broadcast against ``theta``.
        gamma: Weight γ of the penalty, at least 0.
        target: The slope that the penalty asks for, at least 0; 1 in WGAN-GP.
        slope: The derivative f′ of the loss function, on arrays; ``np.ones_like`` is the Wasserstein GAN.

    Returns:
        The rates of change of θ and of ψ; at ψ = 0, where the penalty has no derivative, it adds 0.

    Raises:
        ValueError: If the weight or the target is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, §3 (WGAN-GP) and its appendix; the penalty: Gulrajani et al. 2017,
        arXiv 1704.00028, eq. 3.
    Departs: Gulrajani et al. write the penalty without the factor ½, as `penalties.GradientPenalty` does: a weight λ
        there is γ = 2λ here.

    Examples:
        >>> theta_rate, psi_rate = gradient_penalty_field(0.0, [-2.0, -0.5, 0.5, 2.0], gamma=1.0)
        >>> psi_rate.tolist()
        [1.0, -0.5, 0.5, -1.0]
    """
    gamma, target = not_negative("gamma", gamma), not_negative("target", target)
    theta_rate, psi_rate = dirac_field(theta, psi, slope=slope)
    return theta_rate, psi_rate - gamma * np.sign(psi) * (np.abs(psi) - target)

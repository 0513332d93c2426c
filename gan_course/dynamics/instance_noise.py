"""Instance noise in the Dirac-GAN: real and generated samples are blurred before the discriminator sees them."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gan_course.arguments import not_negative
from gan_course.dynamics.dirac import Floats, logistic_slope

NODES = np.linspace(-8, 8, 201)  # where expectations over a standard normal are taken, by the trapezoidal rule
WEIGHTS = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()


def instance_noise_field(
    theta: ArrayLike, psi: ArrayLike, *, std: float, slope: Callable[[Floats], Floats] = logistic_slope
) -> tuple[Floats, Floats]:
    """The direction in which the Dirac-GAN's players move where both kinds of samples carry Gaussian noise.

    With generated samples θ̃ ~ N(θ, σ²) and real ones x̃ ~ N(0, σ²), the generator descends and the discriminator
    ascends L(θ, ψ) = E f(ψθ̃) + E f(−ψx̃), so

        v = (−ψ E f′(ψθ̃), E[θ̃ f′(ψθ̃)] − E[x̃ f′(−ψx̃)]).

    Args:
        theta: Where the generator puts its samples before the noise, any shape.
        psi: The discriminator's slope; broadcast against ``theta``.
        std: Standard deviation σ of the noise, at least 0; at 0 this is ``dirac_field(theta, psi)``.
        slope: The derivative f′ of the loss function, on arrays.

    Returns:
        The rates of change of θ and of ψ; for the classical GAN with errors below 10⁻¹² while |ψ|σ ≤ 5, and below 10⁻⁴
        while |ψ|σ ≤ 20.

    Raises:
        ValueError: If the standard deviation is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, §3 (instance noise); the idea: Sønderby et al. 2017, arXiv 1610.04490.

    Examples:
        >>> theta_rate, psi_rate = instance_noise_field(0.0, 1.0, std=1.0)
        >>> f"{float(theta_rate):.3f} {float(psi_rate):.3f}"  # ψ is pushed back to 0, without any penalty
        '-0.500 -0.413'
    """
    std = not_negative("std", std)
    theta, psi = np.broadcast_arrays(np.asarray(theta, float)[..., None], np.asarray(psi, float)[..., None])
    fake, real = theta + std * NODES, std * NODES  # (…, 201)
    of_fake, of_real = slope(psi * fake), slope(-psi * real)
    return (-psi * of_fake) @ WEIGHTS, (fake * of_fake - real * of_real) @ WEIGHTS


def instance_noise_eigenvalues(
    std: float, slope_at_zero: float = 0.5, curvature_at_zero: float = -0.25
) -> NDArray[np.complexfloating[Any]]:
    """The eigenvalues of that field's Jacobian at (0, 0): f″(0)σ² ± √(f″(0)²σ⁴ − f′(0)²).

    The Jacobian is [[0, −f′(0)], [f′(0), 2 f″(0) σ²]]: the noise gives both kinds of samples the
    variance σ². So, near the equilibrium, it acts as a penalty with γ = −2 f″(0)σ² does (`dirac_eigenvalues`), and it
    helps only where f is curved: not in the Wasserstein GAN, where f″(0) = 0.

    Args:
        std: Standard deviation σ of the noise, at least 0.
        slope_at_zero: f′(0); ½ for the classical GAN.
        curvature_at_zero: f″(0); −¼ for the classical GAN.

    Returns:
        The two eigenvalues, complex, shape ``(2,)``, the one with the plus sign first.

    Raises:
        ValueError: If the standard deviation is negative.

    Source:
        Mescheder et al. 2018, arXiv 1801.04406, §3 (the lemma on instance noise).

    Examples:
        >>> instance_noise_eigenvalues(0.0).imag.tolist()
        [0.5, -0.5]
        >>> instance_noise_eigenvalues(2.0).real.round(3).tolist()  # −1 ± √(1 − ¼)
        [-0.134, -1.866]
    """
    centre = curvature_at_zero * not_negative("std", std) ** 2
    root = np.emath.sqrt(centre**2 - slope_at_zero**2)
    return np.array([centre + root, centre - root], complex)

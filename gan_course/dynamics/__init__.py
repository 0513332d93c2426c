"""How two players move who each follow their own gradient: the bilinear game f = xy and the Dirac-GAN.

Both are small enough to solve by hand. The bilinear game shows what a finite step does, the Dirac-GAN what a penalty
on the discriminator's gradient does, and what noise on the samples does. A *field* is a function ``(theta, psi) ->
(theta_rate, psi_rate)``: the direction in which the two players move. `flow` follows it in time, and
`simultaneous_path` and `alternating_path` follow it in steps, as training does.
"""

from gan_course.dynamics.bilinear import alternating_step, simultaneous_step
from gan_course.dynamics.dirac import (
    dirac_eigenvalues,
    dirac_field,
    dirac_jacobian,
    gradient_penalty_field,
    logistic_slope,
)
from gan_course.dynamics.instance_noise import instance_noise_eigenvalues, instance_noise_field
from gan_course.dynamics.paths import alternating_path, flow, jacobian, simultaneous_path

__all__ = [
    "alternating_path",
    "alternating_step",
    "dirac_eigenvalues",
    "dirac_field",
    "dirac_jacobian",
    "flow",
    "gradient_penalty_field",
    "instance_noise_eigenvalues",
    "instance_noise_field",
    "jacobian",
    "logistic_slope",
    "simultaneous_path",
    "simultaneous_step",
]

"""The bilinear game f = xy, in which the matrix of a step says all."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_course.arguments import not_negative

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
    h = not_negative("step_size", step_size)
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
    h = not_negative("step_size", step_size)
    return np.array([[1, -h], [h, 1 - h**2]])

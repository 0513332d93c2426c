"""What becomes of two players who follow a field: in steps, in continuous time, and close to a point."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import solve_ivp

from gan_course.arguments import not_negative, whole

Floats = NDArray[np.floating[Any]]
Field = Callable[[Any, Any], tuple[Any, Any]]

DIFFERENCE = 1e-5  # in each direction, for a numerical derivative


def simultaneous_path(field: Field, start: ArrayLike, step_size: float, steps: int) -> Floats:
    """Take steps in which both players move at once: (θ, ψ) ← (θ, ψ) + h·v(θ, ψ).

    Args:
        field: Function (θ, ψ) → (rate of θ, rate of ψ).
        start: The first θ and ψ, shape ``(2,)``.
        step_size: The step size h, at least 0.
        steps: Number of steps, at least 0.

    Returns:
        Every θ and ψ, shape ``(steps + 1, 2)``, the start first.

    Raises:
        ValueError: If the start is not a point, or a number is out of range.

    Source: Mescheder et al. 2018, arXiv 1801.04406, §2 (simultaneous gradient descent).

    Examples:
        >>> simultaneous_path(lambda x, y: (-y, x), [1, 0], 1.0, 2).tolist()  # the game f = xy
        [[1.0, 0.0], [1.0, 1.0], [0.0, 2.0]]
    """
    h, point = not_negative("step_size", step_size), _point(start)
    path = [point]
    for _ in range(whole("steps", steps, at_least=0)):
        point = point + h * _rates(field, point)
        path.append(point)
    return np.array(path)


def alternating_path(field: Field, start: ArrayLike, step_size: float, steps: int) -> Floats:
    """Take steps in which the generator moves first, and the discriminator answers: θ ← θ + h·v_θ, then ψ ← ψ + h·v_ψ.

    Args:
        field: Function (θ, ψ) → (rate of θ, rate of ψ).
        start: The first θ and ψ, shape ``(2,)``.
        step_size: The step size h, at least 0.
        steps: Number of steps of both players, at least 0.

    Returns:
        Every θ and ψ after both have moved, shape ``(steps + 1, 2)``, the start first.

    Raises:
        ValueError: If the start is not a point, or a number is out of range.

    Source: Mescheder et al. 2018, arXiv 1801.04406, §2 (alternating gradient descent), one discriminator update for
        each of the generator's.

    Examples:
        >>> alternating_path(lambda x, y: (-y, x), [1, 0], 1.0, 2).tolist()
        [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """
    h, (theta, psi) = not_negative("step_size", step_size), _point(start)
    path = [(theta, psi)]
    for _ in range(whole("steps", steps, at_least=0)):
        theta = theta + h * _rates(field, (theta, psi))[0]
        psi = psi + h * _rates(field, (theta, psi))[1]
        path.append((theta, psi))
    return np.array(path)


def flow(field: Field, start: ArrayLike, times: ArrayLike) -> Floats:
    """Follow the field in continuous time, which is training with steps that are infinitely small.

    Args:
        field: Function (θ, ψ) → (rate of θ, rate of ψ).
        start: θ and ψ at the first of the times, shape ``(2,)``.
        times: When to look, increasing, shape ``(n,)`` with n at least 2.

    Returns:
        θ and ψ at those times, shape ``(n, 2)``, with about eight digits right where the field is smooth.

    Raises:
        ValueError: If the start is not a point, the times do not increase, or the players run away.

    Source: Dormand and Prince's method of order 8, ``scipy.integrate.solve_ivp``.

    Examples:
        >>> flow(lambda x, y: (-y, x), [1, 0], [0, np.pi]).round(6).tolist()  # half a turn
        [[1.0, 0.0], [-1.0, 0.0]]
    """
    point, moments = _point(start), np.asarray(times, float)
    if moments.ndim != 1 or len(moments) < 2 or not (np.diff(moments) > 0).all():
        raise ValueError(f"expected times to be at least two numbers that increase, got {times!r}")
    solution = solve_ivp(
        lambda _, state: _rates(field, state),
        (moments[0], moments[-1]),
        point,
        method="DOP853",
        t_eval=moments,
        rtol=1e-9,
        atol=1e-11,
    )
    if not solution.success:
        raise ValueError(
            f"expected a field that can be followed to time {moments[-1]:g}, got one that cannot beyond "
            f"{solution.t[-1]:g}: {solution.message}"
        )
    return solution.y.T


def jacobian(field: Field, point: ArrayLike = (0.0, 0.0)) -> Floats:
    """Differentiate a field at a point numerically, by central differences.

    At an equilibrium its eigenvalues tell what becomes of small deviations: where all real parts are negative, they die
    out; where they are 0, the players circle.

    Args:
        field: Function (θ, ψ) → (rate of θ, rate of ψ), smooth at the point.
        point: θ and ψ, shape ``(2,)``.

    Returns:
        The matrix, shape ``(2, 2)``: a row for each rate, a column for each of θ and ψ.

    Raises:
        ValueError: If it is not a point.

    Examples:
        >>> jacobian(lambda x, y: (-y, x)).round(6).tolist()
        [[0.0, -1.0], [1.0, 0.0]]
    """
    centre, offsets = _point(point), DIFFERENCE * np.eye(2)
    columns = [(_rates(field, centre + step) - _rates(field, centre - step)) / (2 * DIFFERENCE) for step in offsets]
    return np.stack(columns, axis=1)


def _rates(field: Field, point: Any) -> Floats:
    return np.array(field(*point), float)


def _point(start: ArrayLike) -> Floats:
    point = np.asarray(start, float)
    if point.shape != (2,):
        raise ValueError(f"expected a point of two numbers, θ and ψ, shape (2,), got shape {point.shape}")
    return point

"""Ways through the latent space: from one noise vector to another without leaving where the generator was trained."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gan_course.arguments import whole

Floats = NDArray[np.floating[Any]]

SMALL_ANGLE = 1e-6  # radians; below it, the arc and the straight line are the same to rounding


def slerp(start: ArrayLike, end: ArrayLike, t: ArrayLike) -> Floats:
    """Interpolate on the arc from one vector to another: (sin((1−t)θ)·a + sin(tθ)·b) / sin θ, θ the angle between them.

    If both vectors have the same norm, so has every point of the arc, and equal steps of t are equal angles. Of vectors
    that point the same way it is the straight line, the limit for θ → 0.

    Args:
        start: Vector a at t = 0, shape ``(..., d)``, not 0.
        end: Vector b at t = 1, of the same length d, not 0.
        t: Place on the arc, a number or an array ``(...)`` that broadcasts against the vectors' axes but the last.

    Returns:
        Points, shape ``(..., d)``; float32 if both vectors are, else float64.

    Raises:
        ValueError: If the lengths differ, a vector is 0, or two vectors are opposite, so that every arc is as short.

    Source: Shoemake 1985, Animating Rotation with Quaternion Curves; for latent spaces White 2016,
        arXiv 1609.04468.

    Examples:
        >>> slerp([1.0, 0.0], [0.0, 1.0], [0.0, 0.5, 1.0]).round(3).tolist()
        [[1.0, 0.0], [0.707, 0.707], [0.0, 1.0]]
    """
    a, b = np.asarray(start), np.asarray(end)
    dtype = np.float32 if a.dtype == b.dtype == np.float32 else np.float64
    a, b, t = a.astype(float), b.astype(float), np.asarray(t, float)[..., None]
    angle = _angle(a, b)
    straight = angle < SMALL_ANGLE
    safe = np.where(straight, 1.0, angle)
    weights = [np.where(straight, part, np.sin(part * safe) / np.sin(safe)) for part in (1 - t, t)]
    return (weights[0] * a + weights[1] * b).astype(dtype)


def walk(stops: ArrayLike, steps: int = 8, *, closed: bool = False) -> Floats:
    """Walk from stop to stop on arcs, in steps of equal angle on each arc.

    Args:
        stops: Vectors to pass through, shape ``(n, d)``, at least two, none 0.
        steps: Steps from one stop to the next, at least 1.
        closed: Whether to walk back to the first stop, so that the path can be repeated without a jump; it then ends
            one step before it.

    Returns:
        Path, shape ``((n − 1)·steps + 1, d)``, or ``(n·steps, d)`` if closed; every stop is on it.

    Raises:
        ValueError: If there are fewer than two stops, ``steps`` is not a whole number of at least 1, or `slerp` cannot
            go from one stop to the next.

    Examples:
        >>> walk(np.eye(3), steps=4).shape, walk(np.eye(3), steps=4, closed=True).shape
        ((9, 3), (12, 3))
    """
    stops = np.asarray(stops)
    if stops.ndim != 2 or len(stops) < 2:
        raise ValueError(f"expected stops to be at least two vectors, shape (n, d), got shape {stops.shape}")
    steps = whole("steps", steps, at_least=1)
    ends = np.roll(stops, -1, axis=0)
    count = len(stops) if closed else len(stops) - 1
    parts = [slerp(stops[i], ends[i], np.arange(steps) / steps) for i in range(count)]
    return np.concatenate(parts if closed else [*parts, stops[-1:].astype(parts[0].dtype)])


def _angle(a: Floats, b: Floats) -> Floats:
    """The angle between vectors, exact also for small ones, where the arc cosine loses half of the digits."""
    if a.shape[-1:] != b.shape[-1:] or not a.ndim:
        raise ValueError(f"expected start and end to be vectors of one length, got shapes {a.shape} and {b.shape}")
    norms = [np.linalg.norm(vector, axis=-1, keepdims=True) for vector in (a, b)]
    if not all((norm > 0).all() for norm in norms):
        raise ValueError("expected start and end that are not 0, got the zero vector, which points nowhere")
    u, v = a / norms[0], b / norms[1]
    angle = 2 * np.arctan2(np.linalg.norm(u - v, axis=-1, keepdims=True), np.linalg.norm(u + v, axis=-1, keepdims=True))
    if (angle > np.pi - SMALL_ANGLE).any():
        raise ValueError(
            "expected start and end that do not point in opposite directions, got two that do, between which no arc is "
            "the shortest"
        )
    return angle

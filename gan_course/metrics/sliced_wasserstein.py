"""The sliced Wasserstein distance: how far mass must be carried, on average over directions."""

import numpy as np
from numpy.typing import ArrayLike

from gan_course.arguments import whole
from gan_course.metrics._arrays import pair

__all__ = ["sliced_wasserstein"]


def sliced_wasserstein(real_points: ArrayLike, fake_points: ArrayLike, directions: int = 128) -> float:
    """Mean over directions u of W₁ between the projections: E_u E_i |(u·x)₍ᵢ₎ − (u·y)₍ᵢ₎|, both sorted.

    On the line the best plan carries the i-th smallest to the i-th smallest, so that sorting solves it.

    Args:
        real_points: Shape ``(n, 2)``.
        fake_points: As many.
        directions: How many, at even angles over a half turn, at least 1.

    Returns:
        A distance in the points' own unit, at least 0. Two samples of one distribution have more than 0: compare.

    Raises:
        ValueError: If a shape is not as above, or a number not finite.

    Source: Rabin et al. 2012, Wasserstein Barycenter and Its Application to Texture Mixing.
    Departs: W₁ in place of W₂, and even angles in place of random ones.

    Examples:
        >>> round(sliced_wasserstein([[0.0, 0.0]], [[3.0, 0.0]]), 2)  # 3 · mean |cos| = 3 · 2/π
        1.91
    """
    real, fake = pair(real_points, fake_points)
    whole("directions", directions, at_least=1)
    if real.shape != fake.shape or real.shape[1] != 2:
        raise ValueError(
            f"expected as many real as fake points of the plane, got {real.shape} and {fake.shape}; draw as many"
        )
    angles = np.pi * (np.arange(directions) + 0.5) / directions
    axes = np.stack([np.cos(angles), np.sin(angles)])
    return float(np.abs(np.sort(real @ axes, axis=0) - np.sort(fake @ axes, axis=0)).mean())

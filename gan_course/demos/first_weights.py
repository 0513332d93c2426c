"""Are a network's first weights from the normal distribution that was asked for?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["fault"]

STANDARD_ERRORS = 5  # how far chance may take a standard deviation or a kurtosis


def fault(kernels: Sequence[ArrayLike], std: float) -> str | None:
    """Judge the first weights of a layer in one network or in several, pooled.

    Args:
        kernels: The layer's kernel in each network, all of one shape; they may all come from one seed.
        std: Standard deviation of the normal distribution with mean 0 that was asked for.

    Returns:
        What was expected and what came, in a sentence; nothing where chance explains the difference.
    """
    builds = len(kernels)
    numbers = np.concatenate([np.ravel(kernel) for kernel in kernels]).astype(float)
    error = std / np.sqrt(2 * numbers.size / builds)  # also where all came from one seed
    if abs(numbers.std() - std) > max(STANDARD_ERRORS * error, 0.02 * std):
        return f"expected first weights with standard deviation {std}, got {numbers.std():.4f}"
    if abs(numbers.mean()) > STANDARD_ERRORS * std / np.sqrt(numbers.size / builds):
        return f"expected first weights with mean 0, got {numbers.mean():.4f}"
    deviations = (numbers - numbers.mean()) / numbers.std()
    excess = np.mean(deviations**4) - 3
    if abs(excess) > max(0.2, STANDARD_ERRORS * np.sqrt(24 * builds / numbers.size)) or excess < -1:
        return f"expected first weights from a normal distribution, got an excess kurtosis of {excess:.2f}"
    return None

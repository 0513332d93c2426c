"""What the networks share: checks of their sizes, and the seeds of their layers."""

from collections.abc import Sequence

import numpy as np


def check_sizes(**sizes: Sequence[int]) -> None:
    """Refuse sizes that no layer can have.

    Args:
        **sizes: For each argument's name, its sizes.

    Raises:
        ValueError: If one is not a sequence of whole numbers of at least 1.
    """
    for name, values in sizes.items():
        if not np.iterable(values):
            raise ValueError(
                f"{name}: expected several sizes, got {values!r}; for one, write ({values!r},) with its comma"
            )
        if not all(isinstance(value, int | np.integer) and value >= 1 for value in values):
            raise ValueError(
                f"{name}: expected whole numbers of at least 1, got {values!r}; change what is smaller or a fraction"
            )


def seed_of_layer(seed: int | None, index: int) -> int | None:
    """Give each layer a seed of its own, so that layers of one shape do not start equal.

    Args:
        seed: Seed of the network, or ``None``.
        index: Number of the layer.

    Returns:
        Seed of the layer; ``None`` leaves it to Keras's global generator.
    """
    return None if seed is None else seed + index

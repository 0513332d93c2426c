"""Pictures made small, in which copies are looked for: noise and fine detail are gone."""

import numpy as np
from numpy.typing import NDArray

SIDE = 8


def thumbnails(images: np.ndarray) -> NDArray[np.float32]:
    """Average pictures over blocks, down to 8×8.

    Args:
        images: Array (n, height, width, channels), height and width multiples of 8, values in [-1, 1].

    Returns:
        float32, shape ``(n, 64 · channels)``.

    Raises:
        ValueError: If a shape is not as above.

    Examples:
        >>> thumbnails(np.ones((2, 32, 32, 3))).shape
        (2, 192)
    """
    if images.ndim != 4 or not len(images) or images.shape[1] % SIDE or images.shape[2] % SIDE:
        raise ValueError(
            f"expected images (n, height, width, channels) with sides that are multiples of {SIDE}, got {images.shape}"
        )
    count, height, width, channels = images.shape
    blocks = images.astype(np.float32).reshape(count, SIDE, height // SIDE, SIDE, width // SIDE, channels)
    return np.asarray(blocks.mean(axis=(2, 4)).reshape(count, -1), np.float32)

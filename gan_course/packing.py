"""A network's weights as one array, which is what the files of weights that the course ships hold."""

import io
from collections.abc import Sequence

import numpy as np


def packed(weights: Sequence[np.ndarray]) -> np.ndarray:
    """Join the weights of a network, in the order of ``get_weights``, in half precision.

    Args:
        weights: Arrays of any shapes.

    Returns:
        One float16 array.

    Examples:
        >>> packed([np.eye(2), np.ones(1)]).tolist()
        [1.0, 0.0, 0.0, 1.0, 1.0]
    """
    return np.concatenate([weight.ravel() for weight in weights]).astype(np.float16)


def unpacked(numbers: np.ndarray, shapes: Sequence[Sequence[int]]) -> list[np.ndarray]:
    """Take the weights of a network apart again, for ``set_weights``.

    Args:
        numbers: What `packed` returned.
        shapes: The shapes of the weights, in order.

    Returns:
        float32 arrays of these shapes.

    Raises:
        ValueError: If the shapes need more or fewer numbers than there are.

    Examples:
        >>> [part.tolist() for part in unpacked(np.arange(3), [(2,), (1, 1)])]
        [[0.0, 1.0], [[2.0]]]
    """
    sizes = [int(np.prod(shape)) for shape in shapes]
    if numbers.shape != (sum(sizes),):
        raise ValueError(
            f"expected weights of the shape ({sum(sizes)},), got {numbers.shape}; make them for this network"
        )
    parts = np.split(numbers.astype(np.float32), np.cumsum(sizes)[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def npy(array: np.ndarray) -> bytes:
    """Write an array as the content of an ``.npy`` file.

    Args:
        array: Numbers.

    Returns:
        The content.
    """
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()

"""Sizes and overlaps of convolutions, along one axis: what Keras's layers give, in closed form."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_course.arguments import one_of, whole

Integers = NDArray[np.integer[Any]]

PADDINGS = ("valid", "same")


def output_size(size: int, kernel: int, stride: int = 1, padding: str = "same") -> int:
    """Size of what a convolution returns: ⌈n / s⌉ with ``"same"``, ⌊(n − k) / s⌋ + 1 with ``"valid"``.

    Args:
        size: Pixels of the input along the axis, n, at least 1.
        kernel: Pixels of the kernel, k, at least 1.
        stride: Pixels between two places of the kernel, s, at least 1.
        padding: ``"valid"``, where the kernel stays inside the input, or ``"same"``, where zeros are added around it.

    Returns:
        Pixels of the output along that axis.

    Raises:
        ValueError: If a number is not a whole one of at least 1, the padding is unknown, or a kernel larger than the
            input would have to stay inside it.

    Source: Dumoulin and Visin 2016, arXiv 1603.07285, §2.
    Departs: ``"same"`` as TensorFlow means it for strides above 1.

    Examples:
        >>> output_size(28, 4, 2), output_size(28, 4, 2, "valid")
        (14, 13)
    """
    _check(padding, size=size, kernel=kernel, stride=stride)
    if padding == "same":
        return -(-size // stride)
    if kernel > size:
        raise ValueError(f"expected a kernel that fits inside an input of {size}, got {kernel}; use padding='same'")
    return (size - kernel) // stride + 1


def transposed_output_size(size: int, kernel: int, stride: int = 1, padding: str = "same") -> int:
    """Size of what a transposed convolution returns: n·s with ``"same"``, n·s + max(k − s, 0) with ``"valid"``.

    Args:
        size: Pixels of the input along the axis, n, at least 1.
        kernel: Pixels of the kernel, k, at least 1.
        stride: Pixels of the output between the stamps of two neighbouring inputs, s, at least 1.
        padding: ``"valid"``, which keeps all that is stamped, or ``"same"``, which cuts the borders to n·s.

    Returns:
        Pixels of the output along that axis.

    Raises:
        ValueError: If a number is not a whole one of at least 1, or the padding is unknown.

    Source: Dumoulin and Visin 2016, arXiv 1603.07285, §4: (n − 1)·s + k, which is the same for k ≥ s.
    Departs: for k < s Keras appends s − k zeros, so that the output has n·s pixels.

    Examples:
        >>> transposed_output_size(7, 5, 2), transposed_output_size(7, 5, 2, "valid")
        (14, 17)
    """
    _check(padding, size=size, kernel=kernel, stride=stride)
    return size * stride + (max(kernel - stride, 0) if padding == "valid" else 0)


def overlap(size: int, kernel: int, stride: int, padding: str = "valid") -> Integers:
    """Count, for each output pixel of a transposed convolution, the input pixels that reach it.

    Input i stamps its kernel on the outputs i·s … i·s + k − 1. Away from the border, output p is reached by
    ⌈(k − p mod s) / s⌉ inputs: as many for each p if and only if s divides k.

    Args:
        size: Pixels of the input along the axis, at least 1.
        kernel: Pixels of the kernel, k, at least 1.
        stride: Pixels of the output between the stamps of two neighbouring inputs, s, at least 1.
        padding: ``"valid"`` or ``"same"``, as in `transposed_output_size`.

    Returns:
        Counts, integers, shape ``(transposed_output_size(size, kernel, stride, padding),)``.

    Raises:
        ValueError: As `transposed_output_size` does.

    Source: Odena, Dumoulin and Olah 2016, Deconvolution and Checkerboard Artifacts, doi 10.23915/distill.00003.

    Examples:
        >>> overlap(4, 3, 2).tolist()
        [1, 1, 2, 1, 2, 1, 2, 1, 1]
        >>> overlap(4, 4, 2).tolist()
        [1, 1, 2, 2, 2, 2, 2, 2, 1, 1]
    """
    counts = np.zeros(transposed_output_size(size, kernel, stride, "valid"), int)
    np.add.at(counts, np.arange(size)[:, None] * stride + np.arange(kernel), 1)
    length = transposed_output_size(size, kernel, stride, padding)
    cut = (len(counts) - length) // 2
    return counts[cut : cut + length]


def overlap_map(size: int, kernel: int, stride: int, padding: str = "same") -> Integers:
    """Count the input pixels that reach each output pixel of a square transposed convolution, in two dimensions.

    It is what the layer makes of an image of ones with a kernel of ones.

    Args:
        size: Height and width of the input in pixels, at least 1.
        kernel: Height and width of the kernel, at least 1.
        stride: Stride along both axes, at least 1.
        padding: ``"valid"`` or ``"same"``, as in `transposed_output_size`.

    Returns:
        Counts, integers, a square of `transposed_output_size` pixels along each side.

    Raises:
        ValueError: As `transposed_output_size` does.

    Source: Odena, Dumoulin and Olah 2016, Deconvolution and Checkerboard Artifacts, doi 10.23915/distill.00003.

    Examples:
        >>> overlap_map(4, 3, 2)[2:6, 2:6].tolist()
        [[4, 2, 4, 2], [2, 1, 2, 1], [4, 2, 4, 2], [2, 1, 2, 1]]
    """
    line = overlap(size, kernel, stride, padding)
    return np.outer(line, line)


def _check(padding: str, **numbers: int) -> None:
    for name, number in numbers.items():
        whole(name, number, at_least=1)
    one_of("padding", padding, PADDINGS)

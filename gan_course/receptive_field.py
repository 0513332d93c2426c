"""How many pixels of the input a unit of a convolutional network sees."""

from collections.abc import Sequence

from gan_course.arguments import whole


def receptive_field(layers: Sequence[tuple[int, int]]) -> int:
    """Compute the width of the receptive field: 1 + Σ (kᵢ − 1) · s₁ ⋯ sᵢ₋₁, along one axis.

    A unit of layer i sees kᵢ neighbours of the layer before, which lie s₁ ⋯ sᵢ₋₁ pixels of the input apart.

    Args:
        layers: For each convolution, from the input on, its kernel and its stride, each at least 1.

    Returns:
        Pixels of the input.

    Raises:
        ValueError: If a kernel or stride is no whole number of at least 1.

    Source: A. Araujo, W. Norris and J. Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill 2019,
        doi 10.23915/distill.00021, eq. 2.

    Examples:
        >>> receptive_field([(4, 2), (4, 2), (4, 2), (4, 1), (4, 1)])  # the 70 × 70 PatchGAN
        70
    """
    field, apart = 1, 1
    for kernel, stride in layers:
        field += (whole("kernel", kernel, at_least=1) - 1) * apart
        apart *= whole("stride", stride, at_least=1)
    return field

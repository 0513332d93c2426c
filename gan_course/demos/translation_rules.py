"""Day 8: what is wrong with a U-Net, in words for the student, judged by what it does with known weights."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import models
from gan_course.demos import first_weights, learning
from gan_course.runtime import keras

__all__ = ["unet_fault"]

WIDE = 32  # channels with which the last kernel has numbers enough to tell their distribution
CHANNELS, INITIAL_STD = 3, 0.02  # of the images; of the last kernel's first weights
SIZES = ((16, 24), (8, 12))  # of images; width and height differ, and no size is the only one
SLOPES = {0.3: "0.3, Keras's default", 0.01: "0.01", 0.0: "0, a plain ReLU", 1.0: "1, no activation"}


def unet_fault(unet: Callable[[int], Any], width: int) -> str | None:
    """Look for what a U-Net does otherwise than the exercise says.

    Args:
        unet: Function of the width to a Keras model from images to images.
        width: Channels of its first map.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    network, reference = unet(width), models.unet(width=width)
    if not isinstance(network, keras.Model):
        return f"expected a keras.Model, got {'None' if network is None else type(network).__name__}"
    images = [np.random.default_rng(0).uniform(-1, 1, (2, *size, 3)).astype("float32") for size in SIZES]
    return (
        _shape_fault(network, images)
        or _weight_fault(network, reference)
        or _untrained_fault(network, images[0])
        or _first_weights_fault(unet(WIDE))
        or learning.fault(network, images[0])
        or _difference(network, reference, images)
    )


def _shape_fault(network: Any, images: list[np.ndarray]) -> str | None:
    for batch in images:
        try:
            made = np.asarray(network(batch))
        except ValueError as error:
            return f"expected a network for images of any size, got an error for {batch.shape[1:]}: {error}"
        if made.shape != batch.shape:
            return f"images of shape {batch.shape}: expected the same shape, got {made.shape}"
    return None


def _weight_fault(network: Any, reference: Any) -> str | None:
    got, want = network.count_params(), reference.count_params()
    if got != want:
        return f"expected {want:,} weights, got {got:,}; compare channels, kernels and what is joined"
    if set(_convolutions(network)) != set(_convolutions(reference)):
        return f"expected kernels {sorted(_convolutions(reference))}, got {sorted(_convolutions(network))}"
    return None


def _untrained_fault(network: Any, images: np.ndarray) -> str | None:
    change = float(np.abs(np.asarray(network(images)) - images).mean())
    if change > 0.2:
        return f"untrained, it should nearly return its input, which it changes by {change:.2f}: is it added?"
    if change < 1e-4:
        return "expected first weights with stddev 0.02 in the last convolution, got an output equal to the input"
    return None


def _first_weights_fault(network: Any) -> str | None:
    (last,) = (layer for shape, layer in _convolutions(network).items() if shape[-1] == CHANNELS)
    fault = first_weights.fault([last.kernel], INITIAL_STD)
    return fault and f"the last convolution: {fault}"


def _difference(network: Any, reference: Any, images: list[np.ndarray]) -> str | None:
    """Give both networks the same weights, large ones at the end, and compare their images."""
    random, theirs, ours = np.random.default_rng(1), _convolutions(network), _convolutions(reference)
    weights = {
        shape: [random.normal(0, 1 / np.sqrt(np.prod(shape[:3])), shape), random.normal(0, 0.1, shape[3])]
        for shape in sorted(ours)
    }
    for shape, layer in theirs.items():
        layer.set_weights(weights[shape])

    def same(training: bool = False) -> bool:
        """Compare, whichever of the two joined maps comes first."""
        made = [np.asarray(network(batch, training=training)) for batch in images]
        for turned in itertools.product((False, True), repeat=2):
            for shape, layer in ours.items():
                kernel, bias = weights[shape]
                layer.set_weights([_other_first(kernel) if _joined(shape, turned) else kernel, bias])
            if all(np.allclose(reference(batch), each, atol=1e-4) for batch, each in zip(images, made, strict=True)):
                return True
        return False

    if same():
        return None if same(training=True) else "expected the same images in training, got others: is there dropout?"
    leaky = [layer for layer in reference.layers if isinstance(layer, keras.layers.LeakyReLU)]
    for slope, name in SLOPES.items():
        for layer in leaky:
            layer.negative_slope = slope
        if same():
            return f"expected leaky ReLUs with the slope 0.2, got the slope {name}"
    return (
        "with the weights of a U-Net as described, its images differ from that one's; compare: leaky ReLU after each "
        "convolution but the last; pixels repeated before the convolution, not after; maps joined after their leaky "
        "ReLU; nothing but a sum at the end"
    )


def _convolutions(network: Any) -> dict[tuple[int, ...], Any]:
    """Return the layers with a kernel, by its shape; no two kernels of this U-Net have the same."""
    return {tuple(layer.kernel.shape): layer for layer in network._flatten_layers() if hasattr(layer, "kernel")}


def _joined(shape: tuple[int, ...], turned: tuple[bool, ...]) -> bool:
    """Tell whether a kernel reads joined maps that come in the other order: the last, or the one before it."""
    size, _, channels, filters = shape
    return size == 3 and ((filters == 3 and turned[0]) or (channels == 4 * filters and turned[1]))


def _other_first(kernel: np.ndarray) -> np.ndarray:
    return np.roll(kernel, kernel.shape[2] // 2, axis=2)

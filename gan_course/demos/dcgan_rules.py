"""Does a network keep DCGAN's rules? Judged by what its layers take and give, however it is written."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gan_course.demos import first_weights, learning
from gan_course.runtime import keras

__all__ = ["Applied", "Run", "discriminator_fault", "generator_fault", "run"]

INITIAL_STD, NEGATIVE_SLOPE = 0.02, 0.2
KERNEL, STRIDE = (4, 4), (2, 2)
IMAGE = (28, 28, 1)
BATCH = 6
LATENT_DIMS = (64, 10)
UP = ("the first layer", "the first transposed convolution", "the last transposed convolution")
DOWN = ("the first convolution", "the second convolution", "the last layer")
BUILDS = 3  # networks whose first weights are pooled
FARTHEST_START = 0.2  # how far first biases, shifts and scales may lie from 0, 0 and 1
CLOSE = 1e-4


@dataclass(frozen=True)
class Applied:
    """One layer, as it was applied while a network ran.

    Args:
        layer: The layer.
        input: What came in, float32, without the zeros of a padding that is not the layer's own.
        linear: What its weights made of that, before an activation that the layer itself applies.
        output: What went out, float32.
    """

    layer: Any
    input: np.ndarray
    linear: np.ndarray
    output: np.ndarray

    @property
    def kind(self) -> str:
        """The name of the layer's class."""
        return type(self.layer).__name__


class Run(NamedTuple):
    """What happened while a network ran.

    Args:
        layers: The layers that hold weights of their own or no other layers, in the order in which they were applied.
        output: What the network returned, float32.
    """

    layers: list[Applied]
    output: np.ndarray


def run(network: Any, inputs: ArrayLike, *, training: bool) -> Run:
    """Run a network and record what each of its layers takes and gives, however the network is written.

    Args:
        network: A Keras model: sequential, functional, nested or a class of one's own.
        inputs: Batch of noise vectors or images.
        training: Passed on to the network.

    Returns:
        The layers and the output.
    """
    network(inputs, training=False)  # builds a network that has no weights yet
    found: list[Applied] = []
    layers = [layer for layer in network._flatten_layers(include_self=False) if _has_kernel(layer) or not layer._layers]
    for layer in layers:
        layer.call = _recorded(layer, found)
    try:
        output = network(inputs, training=training)
    finally:
        for layer in layers:
            del layer.call
    return Run(found, np.asarray(output))


def generator_fault(build: Callable[[int], Any]) -> str | None:
    """Find the first rule that a student's generator breaks.

    Args:
        build: Makes a generator of 28×28 images from the length of its noise.

    Returns:
        What was expected and what came, in a sentence; nothing if all rules are kept.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4, for maps of 7×7×64 and 14×14×32.
    """
    for latent_dim in LATENT_DIMS:
        noise = np.random.default_rng(latent_dim).standard_normal((BATCH, latent_dim)).astype("float32")
        fault = next(_generator_faults(build(latent_dim), noise), None)
        if fault:
            return f"latent_dim {latent_dim}: {fault}"
    noise = np.random.default_rng(0).standard_normal((BATCH, LATENT_DIMS[0])).astype("float32")
    networks = [build(LATENT_DIMS[0]) for _ in range(BUILDS)]
    return next(_initial_faults(networks, noise), None) or learning.fault(networks[0], noise)


def discriminator_fault(build: Callable[[], Any]) -> str | None:
    """Find the first rule that a student's discriminator breaks.

    Args:
        build: Makes a discriminator of 28×28 images.

    Returns:
        What was expected and what came, in a sentence; nothing if all rules are kept.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4, for maps of 14×14×32 and 7×7×64.
    """
    images = np.tanh(np.random.default_rng(1).standard_normal((BATCH, *IMAGE))).astype("float32")
    fault = next(_discriminator_faults(build(), images), None)
    networks = [build() for _ in range(BUILDS)]
    return fault or next(_initial_faults(networks, images), None) or learning.fault(networks[0], images)


def _generator_faults(network: Any, noise: np.ndarray) -> Iterator[str]:
    yield from _not_a_network(network, noise, (BATCH, *IMAGE), "images")
    layers, output = run(network, noise, training=True)
    weighty = [each for each in layers if _has_kernel(each.layer)]
    yield from _other_layers(weighty, [("Dense", "Conv2DTranspose"), ("Conv2DTranspose",), ("Conv2DTranspose",)])
    yield from _maps(weighty[1:], UP[1:], [(7, 7, 64), (14, 14, 32)])
    yield from _strides(weighty[1:], UP[1:])
    yield from _given(weighty[0], noise, "the noise", UP[0])
    norms = [each for each in layers if each.kind == "BatchNormalization"]
    if _normalising(norms, weighty[2].linear) or _normalising(norms, weighty[2].output):
        yield "expected no batch normalisation at the generator's output, got one there"
    for name, (this, following) in zip(UP, itertools.pairwise(weighty), strict=False):
        yield from _normalised(this, following, norms, name, 0.0)
    if len(norms) > 2:
        yield f"expected batch normalisation after the first two layers and nowhere else, got it {len(norms)} times"
    yield from _ending(weighty[-1].linear, output, np.tanh, "tanh, for pixels in [-1, 1]")


def _discriminator_faults(network: Any, images: np.ndarray) -> Iterator[str]:
    yield from _not_a_network(network, images, (BATCH, 1), "logits")
    layers, output = run(network, images, training=True)
    weighty = [each for each in layers if _has_kernel(each.layer)]
    yield from _other_layers(weighty, [("Conv2D",), ("Conv2D",), ("Dense", "Conv2D")])
    yield from _maps(weighty[1:], DOWN[1:], [(14, 14, 32), (7, 7, 64)])
    yield from _strides(weighty[:2], DOWN[:2])
    norms = [each for each in layers if each.kind == "BatchNormalization"]
    if _normalising(norms, images):
        yield "expected no batch normalisation of the images themselves, got one there"
    yield from _given(weighty[0], images, "the images", DOWN[0])
    if _normalising(norms, weighty[0].linear) or _normalising(norms, weighty[1].input):
        yield "expected no batch normalisation after the first convolution, got one there"
    if _normalising(norms, weighty[2].linear):
        yield "expected no batch normalisation of the logits, got one there"
    yield from _activated(weighty[0].linear, weighty[1].input, DOWN[0], NEGATIVE_SLOPE)
    yield from _normalised(weighty[1], weighty[2], norms, DOWN[1], NEGATIVE_SLOPE)
    if len(norms) > 1:
        yield f"expected batch normalisation after the second convolution only, got it {len(norms)} times"
    yield from _ending(weighty[-1].linear, output, lambda logits: logits, "the logit itself")
    last = weighty[-1].layer  # negated, so that of the logits some are positive and others negative
    last.set_weights([-weights for weights in last.get_weights()])
    layers, output = run(network, images, training=True)
    negated = next(each for each in layers if each.layer is last)
    yield from _ending(negated.linear, output, lambda logits: logits, "the logit itself")


def _not_a_network(network: Any, inputs: np.ndarray, shape: tuple[int, ...], what: str) -> Iterator[str]:
    if not callable(network) or not hasattr(network, "_flatten_layers"):
        yield f"expected a Keras model, got {network!r}"
        return
    try:
        given = tuple(np.shape(network(inputs)))
    except ValueError as error:
        yield f"expected a network that takes inputs of shape {inputs.shape}, got the error {_first_line(error)}"
        return
    if given != shape:
        yield f"expected {what} of shape {shape} for inputs of shape {inputs.shape}, got {given}"


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip() and "encountered when calling" not in line]
    return re.sub(r"\x1b\[\d*m", "", (lines or [type(error).__name__])[0])[:200]


def _other_layers(weighty: Sequence[Applied], expected: Sequence[tuple[str, ...]]) -> Iterator[str]:
    got = [each.kind for each in weighty]
    if len(got) != len(expected) or any(kind not in kinds for kind, kinds in zip(got, expected, strict=True)):
        layers = ", ".join(kinds[0] for kinds in expected)
        yield f"expected three layers with kernels, {layers}; got {', '.join(got) or 'none'}"


def _maps(weighty: Sequence[Applied], names: Sequence[str], expected: Sequence[tuple[int, ...]]) -> Iterator[str]:
    for each, name, shape in zip(weighty, names, expected, strict=True):
        if each.input[0].size != np.prod(shape) or (each.input.ndim == 4 and each.input.shape[1:] != shape):
            yield f"expected a map of {shape} in front of {name}, got {each.input.shape[1:]}"


def _strides(weighty: Sequence[Applied], names: Sequence[str]) -> Iterator[str]:
    for each, name in zip(weighty, names, strict=True):
        got = tuple(each.layer.kernel_size), tuple(each.layer.strides)
        if got != (KERNEL, STRIDE):
            yield f"{name}: expected a kernel of {KERNEL} and strides of {STRIDE}, got {got[0]} and {got[1]}"


def _given(first: Applied, inputs: np.ndarray, what: str, name: str) -> Iterator[str]:
    if first.input.size != inputs.size or not np.allclose(first.input.reshape(inputs.shape), inputs, atol=CLOSE):
        yield f"expected {what} as given in front of {name}, got other numbers"


def _normalised(
    this: Applied, following: Applied, norms: Sequence[Applied], name: str, negative_slope: float
) -> Iterator[str]:
    norm = _normalising(norms, this.linear)
    if norm is None:
        late = any(_normalising(norms, _leaky(this.linear, slope)) for slope in (0.0, 0.2, 0.3, 0.01))
        where = "it after the activation" if late or _normalising(norms, this.output) else "none there"
        yield f"expected batch normalisation straight after {name}, before the activation; got {where}"
        return
    channels, gamma = norm.input.shape[-1], norm.layer.gamma
    if norm.layer.beta is None:
        yield f"after {name}: expected batch normalisation with a trained shift β, got one without (center=False)"
    elif gamma is not None and gamma.shape[0] != channels:
        yield f"after {name}: expected batch normalisation of each channel (axis=-1), got axis={norm.layer.axis}"
    elif not np.allclose(norm.output, _standardised(norm), atol=0.01):
        yield f"after {name}: expected the batch's own mean and variance in training, got a frozen batch normalisation"
    yield from _activated(norm.output, following.input, name, negative_slope)


def _activated(before: np.ndarray, after: np.ndarray, name: str, negative_slope: float) -> Iterator[str]:
    rule = f"leaky ReLU with slope {negative_slope}" if negative_slope else "ReLU"
    if before.size != after.size:
        yield f"expected that everything after {name} reaches the next layer, got shape {after.shape[1:]} there"
        return
    before = before.reshape(after.shape)
    if np.allclose(after, _leaky(before, negative_slope), atol=CLOSE):
        return
    below = before < -0.01 * before.std()
    slopes = after[below] / before[below]
    if not np.allclose(after[~below], before[~below], atol=0.03 * before.std()):
        yield f"expected {rule} and nothing else between {name} and the next layer, got other numbers"
    elif not len(slopes) or np.std(slopes) > 0.01:
        yield f"expected {rule} after {name}, got an activation that is curved below 0"
    else:
        got = "no activation" if np.allclose(slopes, 1) else f"slope {np.mean(slopes):.2g} for negative numbers"
        yield f"expected {rule} after {name}, got {got}"


def _ending(linear: np.ndarray, output: np.ndarray, function: Callable[[Any], Any], rule: str) -> Iterator[str]:
    if output.size == linear.size and np.allclose(output.reshape(linear.shape), function(linear), atol=CLOSE):
        return
    for name, other in (("nothing", lambda x: x), ("a sigmoid", _sigmoid), ("tanh", np.tanh), ("ReLU", _leaky)):
        if output.size == linear.size and np.allclose(output.reshape(linear.shape), other(linear), atol=CLOSE):
            yield f"expected {rule} at the end, got {name} after the last layer"
            return
    yield f"expected {rule} at the end, got other numbers"


def _initial_faults(networks: Sequence[Any], inputs: np.ndarray) -> Iterator[str]:
    """Pool the kernels of several networks, so that the small last one can be judged too."""
    for network in networks:
        network(inputs)
    kernels = [[layer for layer in network._flatten_layers() if _has_kernel(layer)] for network in networks]
    for copies in zip(*kernels, strict=True):
        fault = first_weights.fault([layer.kernel for layer in copies], INITIAL_STD)
        if fault:
            yield f"{type(copies[0]).__name__}: {fault}"
    for layer in networks[0]._flatten_layers():
        for symbol, expected in (("bias", 0), ("beta", 0), ("gamma", 1)):
            start = getattr(layer, symbol, None)
            if start is not None and np.abs(np.asarray(start) - expected).max() > FARTHEST_START:
                got = f"one of {np.ravel(start)[np.abs(np.ravel(start) - expected).argmax()]:.2g}"
                yield f"{layer.name}: expected a first {symbol} near {expected}, got {got}"


def _has_kernel(layer: Any) -> bool:
    return hasattr(layer, "kernel_initializer")


def _normalising(norms: Sequence[Applied], values: np.ndarray) -> Applied | None:
    """Find the batch normalisation that takes these values, in whichever shape."""
    for norm in norms:
        if norm.input.size == values.size and np.allclose(norm.input.reshape(values.shape), values, atol=1e-6):
            return norm
    return None


def _standardised(norm: Applied) -> np.ndarray:
    axes = tuple(range(norm.input.ndim - 1))
    mean, variance = norm.input.mean(axis=axes), norm.input.var(axis=axes)
    gamma = 1.0 if norm.layer.gamma is None else np.asarray(norm.layer.gamma)
    beta = 0.0 if norm.layer.beta is None else np.asarray(norm.layer.beta)
    return gamma * (norm.input - mean) / np.sqrt(variance + norm.layer.epsilon) + beta


def _leaky(numbers: np.ndarray, negative_slope: float = 0.0) -> np.ndarray:
    return np.where(numbers > 0, numbers, negative_slope * numbers)


def _unpadded(maps: np.ndarray) -> np.ndarray:
    """Take frames of zeros off: ``ZeroPadding2D`` and ``"valid"`` are another way to write ``"same"``."""
    while maps.ndim == 4 and np.count_nonzero(maps[:, 1:-1, 1:-1]) == np.count_nonzero(maps) > 0:
        maps = maps[:, 1:-1, 1:-1]
    return maps


def _sigmoid(numbers: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-numbers))


def _recorded(layer: Any, found: list[Applied]) -> Any:
    method = layer.call

    def call(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        output = method(inputs, *args, **kwargs)
        linear = output
        if _has_kernel(layer) and layer.activation is not None:
            kept, layer.activation = layer.activation, keras.activations.linear
            try:
                linear = method(inputs, *args, **kwargs)
            finally:
                layer.activation = kept
        found.append(Applied(layer, _unpadded(np.asarray(inputs)), np.asarray(linear), np.asarray(output)))
        return output

    return call

"""Day 9: what is wrong with a function on sequences or symbols, or with a composer, in words for the student."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import discrete
from gan_course.demos import day09, learning
from gan_course.music import HOLD
from gan_course.runtime import keras, tf

__all__ = ["composer_fault", "copied_fault", "gumbel_fault", "influence_fault", "reinforce_fault"]


def influence_fault(influence: Callable[..., Any]) -> str | None:
    """Look for what a function that finds dependences does otherwise than the exercise says.

    Args:
        influence: Function ``(network, sequence, place)`` to booleans.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    for name, network, steps, channels, place, expected in _networks():
        sequence = np.random.default_rng(3).standard_normal((steps, channels)).astype("float32")
        sequence[:, 0] = 0  # zeros are numbers, too: neither setting to 0 nor scaling changes them
        kept = sequence.copy()
        found = influence(network, sequence, place)
        what = f"{name}, {steps} steps, place {place}"
        if found is None:
            return f"{what}: expected booleans, got None"
        found = np.asarray(found)
        if found.shape != (steps,):
            return f"{what}: expected shape ({steps},), got {found.shape}"
        if found.dtype != bool:
            return f"{what}: expected booleans, got {found.dtype}"
        if not np.array_equal(sequence, kept):
            return f"{what}: the caller's sequence was changed; shake a copy"
        got = np.flatnonzero(found)
        if list(got) != expected:
            return f"{what}: expected that it depends on the steps {expected}, got {got.tolist()}"
    return None


def _networks() -> list[tuple[str, Callable[[Any], np.ndarray], int, int, int, list[int]]]:
    """Give networks, with what their output at a place depends on."""

    def mean_of_three(x: Any) -> np.ndarray:
        x = np.asarray(x, float)
        return x + 0.5 * np.roll(x, 1, axis=1) - np.roll(x, -2, axis=1)

    def last_only(x: Any) -> np.ndarray:
        x = np.asarray(x, float)
        return np.stack([np.zeros_like(x[..., 0]), np.roll(x[..., -1], 3, axis=1)], axis=-1)

    def difference(x: Any) -> np.ndarray:
        x = np.asarray(x, float)
        return np.roll(x[..., :1] - x[..., 2:], 1, axis=1)

    def opposite(x: Any) -> np.ndarray:
        x = np.roll(np.asarray(x, float)[..., 0], 1, axis=1)
        return np.stack([x, -x, np.zeros_like(x)], axis=-1)

    def faint(x: Any) -> np.ndarray:
        return 2e-4 * np.asarray(x, float)

    def noisy(x: Any) -> np.ndarray:
        x = np.asarray(x, float)
        return x + 1e-8 * x.sum(axis=1, keepdims=True)

    def squares(x: Any) -> np.ndarray:
        return (np.asarray(x, float) + 0.5) ** 2

    return [
        ("a step, the one before and the second after", mean_of_three, 9, 1, 4, [3, 4, 6]),
        ("a step, the one before and the second after, at the beginning", mean_of_three, 7, 2, 1, [0, 1, 3]),
        ("the last channel, three steps ago, in the second output", last_only, 8, 3, 5, [2]),
        ("the difference of two channels, a step ago", difference, 6, 3, 3, [2]),
        ("a step ago, in two outputs with opposite signs, and a third that is 0", opposite, 6, 1, 3, [2]),
        ("a step, times 0.0002", faint, 5, 2, 3, [3]),
        ("a step, and rounding errors of all", noisy, 5, 2, 2, [2]),
        ("a step plus a half, squared", squares, 5, 1, 0, [0]),
        ("the last of twelve channels, three steps ago, in the second output", last_only, 8, 12, 5, [2]),
        ("a causal convolution with dilation 2", day09.causal_stack((2,), seed=3), 10, 1, 7, [3, 5, 7]),
    ]


def gumbel_fault(soft: Callable[..., Any]) -> str | None:
    """Look for what a Gumbel-softmax does otherwise than the exercise says.

    Args:
        soft: Function ``(logits, gumbel, temperature)`` to soft symbols.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    for shape, temperature in (((5, 3), 1.0), ((2, 4, 3), 0.25), ((6,), 4.0), ((3, 3), 2.0)):
        logits, gumbel = (tf.random.stateless_normal(shape, (seed, 7)) for seed in (1, 2))
        what = f"logits of shape {shape}, temperature {temperature}"
        with tf.GradientTape() as tape:
            tape.watch(logits)
            found = soft(logits, gumbel, temperature)
            if found is None or isinstance(found, np.ndarray):
                return f"{what}: expected a tensor of TensorFlow, got {type(found).__name__}"
            judged = tf.reduce_sum(tf.cast(found, tf.float32) * tf.range(float(shape[-1])))
        if tuple(found.shape) != shape:
            return f"{what}: expected the same shape, got {tuple(found.shape)}"
        if not np.allclose(tf.reduce_sum(found, -1), 1, atol=1e-4):
            return f"{what}: expected rows that add up to 1, got {np.round(tf.reduce_sum(found, -1), 3).ravel()[:3]}"
        slope = tape.gradient(judged, logits)
        if slope is None:
            return f"{what}: expected a gradient in the logits, got none"
        expected = discrete.gumbel_softmax(logits, gumbel, temperature)
        compiled = tf.function(soft)(logits, gumbel, temperature)
        if not np.allclose(compiled, found, atol=1e-4):
            return f"{what}: expected the same numbers in a tf.function, got others"
        if not np.allclose(found, expected, atol=1e-4):
            return f"{what}: wrong numbers; is the noise added before, and all of it divided by the temperature?"
    for rows, temperature, expected in (
        ([[1e4, -1e4, 0.0], [3.0, 1.0, 2.0]], 0.01, [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]),
        ([[1e4, 9_999.0, 9_000.0], [0.0, -200.0, -20.0]], 1.0, [[0.7311, 0.2689, 0.0], [1.0, 0.0, 0.0]]),
        ([[0.0, -200.0, -20.0]], 100.0, [[0.5118, 0.0693, 0.419]]),
    ):
        found = soft(tf.constant(rows), tf.zeros((len(rows), 3)), temperature)
        if not np.allclose(found, expected, atol=1e-3):
            got = np.round(np.asarray(found, float), 4).tolist()
            return f"logits {rows}, no noise, temperature {temperature}: expected {expected}, got {got}"
    return None


def reinforce_fault(reinforce: Callable[..., Any]) -> str | None:
    """Look for what REINFORCE does otherwise than the exercise says: by hand, and in its mean.

    Args:
        reinforce: Function ``(logits, symbols, rewards, baseline)`` to estimates.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    half = np.log([0.5, 0.25, 0.25])
    for logits, symbols, rewards, baseline, expected in (
        (half, [0], [2.0], 0.0, [[1.0, -0.5, -0.5]]),
        (half + 7, [1, 2], [1.0, -2.0], 0.0, [[-0.5, 0.75, -0.25], [1.0, 0.5, -1.5]]),
        (np.log([0.2, 0.8]), [1, 1, 0], [3.0, 1.0, 0.5], 1.0, [[-0.4, 0.4], [0.0, 0.0], [-0.4, 0.4]]),
        (np.zeros(3) + 900, [2], [3.0], -3.0, [[-2.0, -2.0, 4.0]]),
        (half, [0], [90.0], -10.0, [[50.0, -25.0, -25.0]]),
    ):
        what = f"logits {np.round(logits, 2).tolist()}, symbols {symbols}, rewards {rewards}, baseline {baseline}"
        found = reinforce(np.array(logits), np.array(symbols), np.array(rewards), baseline)
        if found is None:
            return f"{what}: expected estimates, got None"
        if np.shape(found) != np.shape(expected):
            return f"{what}: expected shape {np.shape(expected)}, one row a symbol, got {np.shape(found)}"
        if not np.allclose(found, expected, atol=1e-4):
            return f"{what}: expected {expected}, got {np.round(np.asarray(found, float), 4).tolist()}"
    return None


def copied_fault(copied: Callable[..., float]) -> str | None:
    """Look for what a count of copied phrases does otherwise than the exercise says.

    Args:
        copied: Function ``(melodies, train, length)`` to a share.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    held, train = HOLD, [[1, 2, 3, 4, 5, 6], [7, HOLD, HOLD, 8, 9, 9], [12, 3, 0, 12, 12, 12]]
    for melodies, length, expected, why in (
        ([[1, 2, 3, 4, 5, 6]], 3, 1.0, "a whole training melody"),
        ([[2, 3, 4, 9, 9, 9]], 3, 0.25, "a phrase that stands elsewhere in its melody"),
        ([[3, 4, 5, 6, 1, 1]], 4, 1 / 3, "a phrase that ends a training melody"),
        ([[0, 0, 0, 4, 5, 6]], 3, 0.25, "the last phrase of a melody counts"),
        ([[0, held, held, 8, 9, 9]], 3, 0.5, "no phrase begins with HOLD"),
        ([[7, held, held, 2, 2, 2]], 3, 0.5, "notes that are held belong to a phrase"),
        ([[1, 2, 1, 2, 1, 2]], 2, 0.6, "a phrase counts as often as it occurs"),
        ([[5, 4, 3, 2, 1, 0]], 2, 0.0, "backwards is no copy"),
        ([[6, 7, held, 0, 0, 0]], 2, 0.25, "a phrase may not go from one training melody into the next"),
        ([[held] * 6], 2, 0.0, "without notes there are no phrases: 0"),
        ([[1, 2, 3, 0, 0, 0], [4, 5, 6, 0, 0, 0], [0] * 6], 3, 2 / 12, "all melodies together"),
        ([[1, 2, 4, 3, 0, 0]], 4, 0.0, "the same notes in another order"),
        ([[1, 2, 3, 4, 5, 6], [0, *[held] * 5]], 3, 0.8, "a melody with many phrases counts for more"),
        ([[1, 23, 0, 0, 0, 0]], 2, 0.0, "1, 23 is not 12, 3"),
        ([[1, 0, 3, 0, 0, 0]], 3, 0.0, "first and last are not enough"),
        ([[7, held, 8, held, 0, 0]], 4, 0.0, "held for another time"),
        ([[4, 5, 6, 0]], 3, 0.5, "melodies that are shorter than those of training"),
        ([[0, 0, 0, 0, 0, 0, 1, 2, 3]], 3, 1 / 7, "melodies that are longer than those of training"),
    ):
        rows, known = np.array(melodies), np.array(train)
        found = copied(rows, known, length)
        what = f"melodies {melodies}, phrases of {length} ({why})"
        if found is None or not np.isclose(float(found), expected, atol=1e-4):
            return f"{what}: expected {expected:.4f}, got {found}"
        other = float(copied(rows.astype("int8"), known.astype("int16"), length))
        if not np.isclose(other, expected, atol=1e-4):
            return f"{what}, as smaller whole numbers: expected {expected:.4f}, got {other}"
        if not (np.array_equal(rows, melodies) and np.array_equal(known, train)):
            return f"{what}: the caller's arrays were changed; work on copies"
    return None


def composer_fault(build: Callable[..., Any], code: int, steps: int, symbols: int) -> str | None:
    """Look for what a composer does otherwise than the exercise says.

    Args:
        build: Function ``(soft, code, steps, symbols)`` to a Keras model.
        code: Length of the code.
        steps: Length of a melody.
        symbols: How many there are.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    calls: list[tuple[Any, Any, float]] = []

    def soft(logits: Any, gumbel: Any, temperature: float) -> Any:
        calls.append((logits, gumbel, temperature))
        return discrete.gumbel_softmax(logits, gumbel, temperature)

    network = build(soft, code, steps, symbols)
    fault = _shape_fault(network, code, steps, symbols) or _layer_fault(network, steps, symbols)
    fault = fault or _behaviour_fault(network, calls, code, steps, symbols)
    noise = np.random.default_rng(2).standard_normal((7, code + steps * symbols)).astype("float32")
    fault = fault or learning.fault(network, noise)
    return fault and f"code {code}, {steps} steps, {symbols} symbols: {fault}"


def _shape_fault(network: Any, code: int, steps: int, symbols: int) -> str | None:
    if not isinstance(network, keras.Model):
        return f"expected a Keras model, got {'None' if network is None else type(network).__name__}"
    length = code + steps * symbols
    if len(network.inputs) != 1 or tuple(network.inputs[0].shape[1:]) != (length,):
        got = [tuple(each.shape[1:]) for each in network.inputs]
        return f"expected one input of {length} numbers, got {got}"
    if tuple(network.output_shape[1:]) != (steps, symbols):
        return f"expected melodies ({steps}, {symbols}), got {tuple(network.output_shape[1:])}"
    return None


def _layer_fault(network: Any, steps: int, symbols: int) -> str | None:
    dense = [layer.units for layer in _layers(network, keras.layers.Dense)]
    if dense != [steps // 4 * 128]:
        return f"expected one dense layer, to {steps // 4} · 128 numbers, got {dense or 'none'}"
    convolutions = sorted(
        (layer.filters, layer.kernel_size[0], layer.padding) for layer in _layers(network, keras.layers.Conv1D)
    )
    wanted = sorted([(128, 3, "same"), (64, 3, "same"), (symbols, 5, "same")])
    if convolutions != wanted:
        return f"expected convolutions (channels, kernel, padding) {wanted}, got {convolutions}"
    for kind, number in ((keras.layers.BatchNormalization, 3), (keras.layers.UpSampling1D, 2), (day09.Drawn, 1)):
        if len(_layers(network, kind)) != number:
            return f"expected {number} layers of the kind {kind.__name__}, got {len(_layers(network, kind))}"
    return None


def _layers(network: Any, kind: type) -> list[Any]:
    return [layer for layer in network._flatten_layers(include_self=False) if isinstance(layer, kind)]


def _behaviour_fault(network: Any, calls: list[Any], code: int, steps: int, symbols: int) -> str | None:
    random = np.random.default_rng(1)
    noise = random.standard_normal((6, code + steps * symbols)).astype("float32")
    noise[1:3, :code], noise[3, code:] = noise[0, :code], noise[0, code:]
    calls.clear()
    with tf.GradientTape() as tape:
        melodies = network(noise, training=True)
        total = tf.reduce_sum(melodies * random.standard_normal((6, steps, symbols)))
    slopes = tape.gradient(total, network.trainable_variables)
    if not calls:
        return "expected symbols that your function `soft` drew, got none; pass it to day09.Drawn"
    logits, gumbel = (np.asarray(part) for part in calls[-1][:2])
    if (temperature := calls[-1][2]) != (wanted := day09.Drawn(discrete.gumbel_softmax).temperature):
        return f"expected day09.Drawn(soft) with its own temperature, {wanted}, got {temperature}"
    rest = noise[:, code:].reshape(6, steps, symbols)
    if not np.allclose(gumbel, discrete.gumbel_from_normal(tf.constant(rest)), atol=1e-4):
        return f"expected the noise behind the first {code} numbers to draw, in order, got other numbers in Drawn"
    expected = np.eye(symbols)[(logits + gumbel).argmax(axis=-1)]
    if not np.allclose(melodies, expected, atol=1e-4):
        return "expected the layer Drawn to come last, got something after it"
    if not np.allclose(logits[1:3], logits[0], atol=1e-4):
        return "expected logits that depend on the code alone, got others for the same code"
    if np.allclose(logits[3], logits[0], atol=1e-6):
        return "expected other logits for another code, got the same"
    if any(slope is None for slope in slopes):
        return "expected a gradient for all weights, got none for some"
    return _order_fault(network, noise, logits, steps)


def _order_fault(network: Any, noise: np.ndarray, logits: np.ndarray, steps: int) -> str | None:
    """See what each convolution reads: numbers that were doubled in time, normalised, and are at least 0."""
    seen: list[tuple[int, np.ndarray, np.ndarray]] = []
    convolutions = _layers(network, keras.layers.Conv1D)
    calls = [layer.call for layer in convolutions]
    (dense,) = _layers(network, keras.layers.Dense)
    kept = dense.get_weights()
    try:
        for layer, call in zip(convolutions, calls, strict=True):
            layer.call = _noting(layer, call, seen)
        network(noise, training=True)
        written = seen[-1][2]
        seen.clear()
        dense.set_weights([100 * weight for weight in kept])  # which batch normalisation takes back
        network(noise, training=True)
    finally:
        dense.set_weights(kept)
        for layer, call in zip(convolutions, calls, strict=True):
            layer.call = call
    for number, ((channels, read, _), wanted) in enumerate(zip(seen, (128, 64, logits.shape[-1]), strict=True), 1):
        length = steps // 2 if number == 1 else steps
        if channels != wanted:
            return f"expected convolution {number} to make {wanted} channels, got {channels}"
        if read.shape[1] != length:
            return f"expected convolution {number} to read {length} steps, got {read.shape[1]}"
        if number < 3 and not np.allclose(read[:, ::2], read[:, 1::2], atol=1e-5):
            return f"expected convolution {number} to read each step twice, as UpSampling1D leaves it, got others"
        if read.min() < 0 or not 0.3 < np.mean(read**2) < 0.7:
            return (
                f"expected convolution {number} to read what ReLU leaves of normalised numbers, at least 0 and with "
                f"squares of mean 0.5, got {read.min():.2f} and {np.mean(read**2):.2f}"
            )
    if not np.allclose(written, logits, atol=1e-4) or logits.min() >= 0:
        return "expected the last convolution's numbers as logits, as they are, got others"
    return None


def _noting(layer: Any, call: Callable[..., Any], seen: list[Any]) -> Callable[..., Any]:
    def noting(inputs: Any, *rest: Any, **named: Any) -> Any:
        outputs = call(inputs, *rest, **named)
        seen.append((layer.filters, np.asarray(inputs), np.asarray(outputs)))
        return outputs

    return noting

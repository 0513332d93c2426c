"""Does all of a network learn, in batches as large as those of training? What it gives for a few samples need not show.

A gradient that is stopped, kernels that start at 0 one behind the other, and a network that sees how many samples there
are leave each number of a small batch as it should be.
"""

from typing import Any

import numpy as np

from gan_course.demos import layer_options
from gan_course.runtime import tf

__all__ = ["fault"]

BATCH = 96
CLOSE = 1e-4


def fault(network: Any, *inputs: np.ndarray) -> str | None:
    """Find what keeps a network from learning, or from taking each sample on its own.

    Args:
        network: A Keras model that has been built.
        inputs: A batch for each of its inputs, in any numbers of samples, which are repeated.

    Returns:
        What was expected and what came, in a sentence: an option of a layer, as `layer_options.fault` finds it;
        outside of training, outputs that depend on the other samples; in training, compiled, weights without a
        gradient, or a kernel or a table whose gradients are all 0. Nothing if there is none.
    """
    option = layer_options.fault(network)
    if option:
        return option
    batch = [np.resize(each, (BATCH, *np.shape(each)[1:])) for each in inputs]
    one, two, all_of_them = (np.asarray(_run(network, [each[:n] for each in batch])) for n in (1, 2, BATCH))
    if not all(np.allclose(few, all_of_them[: len(few)], atol=CLOSE) for few in (one, two)):
        got = "one that depends on the others in its batch; do not fix training=True inside of it"
        return f"expected a network that outside of training takes each sample on its own, got {got}"
    weights = network.trainable_variables
    for weight, slope in zip(weights, _slopes(network, batch), strict=True):
        if slope is None:
            return f"expected a gradient for all weights, got none for {weight.path}"
        if len(weight.shape) > 1 and not np.any(slope):
            return f"expected gradients for {weight.path} in a batch of {BATCH}, got nothing but zeros: it never learns"
    return None


def _run(network: Any, batch: list[Any], **options: bool) -> Any:
    return network(batch if len(batch) > 1 else batch[0], **options)


def _slopes(network: Any, batch: list[np.ndarray]) -> list[np.ndarray | None]:
    """Differentiate a sum of all outputs, each times a number of its own, with the network's state kept."""
    state = [(weight, weight.numpy()) for weight in network.non_trainable_variables]

    @tf.function
    def slopes(inputs: list[Any]) -> Any:
        with tf.GradientTape() as tape:
            outputs = _run(network, inputs, training=True)
            total = tf.reduce_sum(outputs * tf.random.stateless_normal(tf.shape(outputs), (3, 4)))
        return [
            None if slope is None else tf.convert_to_tensor(slope)
            for slope in tape.gradient(total, [weight.value for weight in network.trainable_variables])
        ]

    try:
        return [None if slope is None else slope.numpy() for slope in slopes([tf.constant(each) for each in batch])]
    finally:
        for weight, before in state:
            weight.assign(before)

"""Multiply-adds: how many a network and a training step need, and how fast this machine is at them."""

import math
from collections.abc import Callable
from typing import Any

CEILING_SIZE = 2048
CEILING_MULTIPLY_ADDS = CEILING_SIZE**3


def layer_costs(model: Any) -> list[int]:
    """Count the multiply-adds per image of each dense or convolutional layer, forwards; the others are next to nothing.

    A convolution applies its kernel at each position of its output, a transposed one at each position of its input.
    Products with the zeros of the padding count, as a matrix product computes them too.
    """
    from gan_course.runtime import keras

    costs = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            costs.append(math.prod(layer.kernel.shape))
        elif isinstance(layer, keras.layers.Conv2DTranspose):
            costs.append(math.prod(layer.input.shape[1:3]) * math.prod(layer.kernel.shape))
        elif isinstance(layer, keras.layers.Conv2D):
            costs.append(math.prod(layer.output.shape[1:3]) * math.prod(layer.kernel.shape))
    return costs


def step_cost(generator: Any, discriminator: Any, *, generator_runs: int = 1, discriminator_runs: int = 3) -> int:
    """Count the multiply-adds of one training step per image of the batch.

    Backwards to the weights and backwards to the inputs each cost a layer as much as forwards; the first layer of a
    network has inputs that nobody asks the slope of. Both players go backwards in the same way in every contestant: the
    discriminator's loss through the real and the fake images to its weights, the generator's loss through the
    discriminator to the fake images, and on to the generator's weights.

    Args:
        generator: Keras model.
        discriminator: Keras model.
        generator_runs: How often the generator runs forwards.
        discriminator_runs: How often the discriminator does; three times where the generator's step asks the updated
            discriminator.
    """
    making, judging = layer_costs(generator), layer_costs(discriminator)
    forwards = generator_runs * sum(making) + discriminator_runs * sum(judging)
    to_the_weights = sum(making) + 2 * sum(judging)
    to_the_inputs = sum(making[1:]) + 2 * sum(judging[1:]) + sum(judging)
    return forwards + to_the_weights + to_the_inputs


def matrix_products() -> Callable[[int], None]:
    """One product of two large matrices a step: the machine's rate of multiply-adds, which nothing can exceed."""
    from gan_course.runtime import tf

    factor = tf.random.normal((CEILING_SIZE, CEILING_SIZE))

    def run(steps: int) -> None:
        for _ in range(steps):
            tf.matmul(factor, factor).numpy()

    return run

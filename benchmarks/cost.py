"""Multiply-adds: how many a network and a training step need, and how fast this machine is at them."""

import math
from collections.abc import Callable, Iterable
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
    network has inputs in which nobody asks for the gradient. Both players go backwards in the same way in every
    contestant: the discriminator's loss through the real and the fake images to its weights, the generator's loss
    through the discriminator to the fake images, and on to the generator's weights.

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


def dense_products(generator: Any, discriminator: Any, batch_size: int) -> list[tuple[int, int, int]]:
    """List the matrix products of one step of two dense networks: (m, k, n) for one of m×k and k×n.

    The discriminator's step takes real and fake samples in one pass; the generator's step takes the fakes alone.

    Args:
        generator: Keras model of dense layers.
        discriminator: Keras model of dense layers.
        batch_size: Real samples in a batch.
    """
    from gan_course.runtime import keras

    making, judging = (
        [tuple(layer.kernel.shape) for layer in network.layers if isinstance(layer, keras.layers.Dense)]
        for network in (generator, discriminator)
    )

    def forwards(rows: int, kernels: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        return [(rows, inputs, outputs) for inputs, outputs in kernels]

    def to_the_weights(rows: int, kernels: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        return [(inputs, rows, outputs) for inputs, outputs in kernels]

    def to_the_inputs(rows: int, kernels: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        return [(rows, outputs, inputs) for inputs, outputs in kernels]

    both = 2 * batch_size
    return [
        *forwards(batch_size, making),
        *(*forwards(both, judging), *to_the_weights(both, judging), *to_the_inputs(both, judging[1:])),
        *(*forwards(batch_size, judging), *to_the_inputs(batch_size, judging)),
        *(*to_the_weights(batch_size, making), *to_the_inputs(batch_size, making[1:])),
    ]


def run_dense_products(shapes: list[tuple[int, int, int]]) -> Callable[[int], None]:
    """Products of the given shapes in one `tf.function`, and nothing else: the limit of a step that needs them.

    Args:
        shapes: (m, k, n) of each.
    """
    from gan_course.runtime import tf

    factors = _factors(shapes)
    return _repeated(tf.function(lambda: _products(factors)))


def run_products_and_updates(
    shapes: list[tuple[int, int, int]], networks: Iterable[Any], optimizer: Callable[[], Any]
) -> Callable[[int], None]:
    """Products of the given shapes and the optimizers' updates of all weights, compiled with XLA, and nothing else.

    Args:
        shapes: (m, k, n) of each.
        networks: Keras models, whose weights are updated with gradients that are made once.
        optimizer: Makes the optimizer of one network.
    """
    from gan_course.runtime import tf

    weights = [network.trainable_variables for network in networks]
    gradients = [[tf.random.normal(weight.shape) for weight in those] for those in weights]
    optimizers = [optimizer() for _ in weights]
    for one, those in zip(optimizers, weights, strict=True):
        one.build(those)

    @tf.function(jit_compile=True)
    def step(factors: Any, gradients: Any) -> Any:
        for one, given, those in zip(optimizers, gradients, weights, strict=True):
            one.apply(given, those)
        return _products(factors)

    factors = _factors(shapes)  # passed on, for XLA would multiply constants once and for all
    return _repeated(lambda: step(factors, gradients))


def _factors(shapes: list[tuple[int, int, int]]) -> list[tuple[Any, Any]]:
    from gan_course.runtime import tf

    return [(tf.random.normal((m, k)), tf.random.normal((k, n))) for m, k, n in shapes]


def _products(factors: list[tuple[Any, Any]]) -> list[Any]:
    from gan_course.runtime import tf

    return [tf.matmul(left, right) for left, right in factors]


def _repeated(step: Callable[[], list[Any]]) -> Callable[[int], None]:
    def run(steps: int) -> None:
        for _ in range(steps):
            products = step()
        products[-1].numpy()

    return run


def matrix_products() -> Callable[[int], None]:
    """One product of two large matrices a step: the machine's rate of multiply-adds, which nothing can exceed."""
    from gan_course.runtime import tf

    factor = tf.random.normal((CEILING_SIZE, CEILING_SIZE))

    def run(steps: int) -> None:
        for _ in range(steps):
            tf.matmul(factor, factor).numpy()

    return run

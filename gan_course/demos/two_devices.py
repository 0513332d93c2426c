"""One GAN on one device and on two: ``python -m gan_course.demos.two_devices``.

Without two GPUs, one CPU is divided into two logical devices. TensorFlow has to be told before it starts, so this is a
program of its own.
"""

import contextlib
import sys
from typing import Any

from gan_course import models
from gan_course.data import load_images
from gan_course.runtime import tf
from gan_course.training import GAN

STEPS = 5
BATCH_SIZE = 64  # of both devices together


def divide_cpu() -> None:
    """Divide the CPU into two logical devices; TensorFlow must not have used it yet."""
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)


def train(scope: Any, steps: int) -> list[Any]:
    """Build a GAN inside a scope and train it.

    Args:
        scope: A context manager, such as ``strategy.scope()``.
        steps: Training steps.

    Returns:
        The weights afterwards.
    """
    with scope:
        gan = GAN(models.mlp_generator(16, (64,), batch_norm=False, seed=1), models.mlp_discriminator((64,), seed=2))
        gan.compile(steps_per_execution=1, jit_compile=False)
    if steps:
        gan.fit(load_images("digits").batches(BATCH_SIZE, seed=0).take(steps), verbose=0)
    return gan.get_weights()


def largest_difference(some: list[Any], others: list[Any]) -> float:
    """Compare two lists of weights.

    Args:
        some: Arrays.
        others: As many arrays of the same shapes.

    Returns:
        The largest difference between two of their numbers.
    """
    return max(float(abs(mine - theirs).max()) for mine, theirs in zip(some, others, strict=True))


def main() -> int:
    """Train on one device and on two, and compare.

    Returns:
        0 if the weights are equal but for rounding, else 1.
    """
    divide_cpu()
    strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
    start, one = train(contextlib.nullcontext(), 0), train(contextlib.nullcontext(), STEPS)
    two = train(strategy.scope(), STEPS)
    print(f"{strategy.num_replicas_in_sync} replicas, with {BATCH_SIZE // 2} images of each batch")
    print(f"{STEPS} steps moved the weights by {largest_difference(start, one):.6f} at most")
    print(f"two devices differ from one by {largest_difference(one, two):.1e} at most")
    return int(largest_difference(one, two) > 1e-5)


if __name__ == "__main__":
    sys.exit(main())

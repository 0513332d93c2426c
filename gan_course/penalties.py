"""Penalties on the discriminator's gradient, for ``GAN.compile(penalty=…)``.

A penalty is a function ``(discriminator, *, real_images, fake_images, seed)`` that returns a scalar, which is added to
the discriminator's loss.
"""

import functools
import math
from collections.abc import Callable
from typing import Any

from gan_course.runtime import keras, tf

Penalty = Callable[..., Any]


def r1(gamma: float) -> Penalty:
    """Penalise the discriminator's slope at real images: γ/2 · E‖∇ₓ f(x)‖².

    It takes away the discriminator's reason to grow ever steeper around the data, and with that the generator's to
    circle around them: near the equilibrium, training with it converges.

    Args:
        gamma: The weight γ, at least 0. It multiplies a squared slope in the pixels, so pixels in [-1, 1] want another
            weight than pixels in [0, 255].

    Returns:
        The penalty, for ``GAN.compile``.

    Raises:
        ValueError: If γ is not a number of at least 0.

    Source: Mescheder et al. 2018, arXiv 1801.04406, eq. 9.

    Examples:
        >>> import numpy as np
        >>> from gan_course.models import mlp_discriminator
        >>> linear = mlp_discriminator((), image_shape=(2,))  # f(x) = w·x + b, so the slope is w everywhere
        >>> linear.layers[-1].set_weights([np.array([[3.0], [4.0]]), np.zeros(1)])
        >>> float(r1(2.0)(linear, real_images=tf.zeros((5, 2)), fake_images=None, seed=None))  # 2/2 · (3² + 4²)
        25.0
    """
    if not isinstance(gamma, int | float) or not 0 <= gamma < math.inf:
        raise ValueError(f"gamma takes a number of at least 0; got {gamma!r}")
    return functools.partial(_r1, gamma=gamma)


def _r1(discriminator: keras.Model, *, real_images: Any, fake_images: Any, seed: Any, gamma: float) -> Any:
    with tf.GradientTape() as tape:
        tape.watch(real_images)
        # Without batch normalisation each logit depends on its own image alone, so the sum's slopes are each logit's.
        total = tf.reduce_sum(discriminator(real_images, training=True))
    slopes = tape.gradient(total, real_images)
    return gamma / 2 * tf.reduce_sum(tf.square(slopes)) / tf.cast(tf.shape(slopes)[0], slopes.dtype)

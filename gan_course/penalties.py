"""Penalties on the discriminator's gradient, for ``GAN.compile(penalty=…)``.

A penalty is a function ``(discriminator, *, real_images, fake_images, seed)`` that returns a scalar, which is added to
the discriminator's loss. Those of this module are objects that can be called so; a saved ``GAN`` keeps them.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any

from gan_course.runtime import keras, tf


@keras.saving.register_keras_serializable("gan_course")
@dataclass(frozen=True)
class R1:
    """Penalise the discriminator's slope at real images: γ/2 · E‖∇ₓ f(x)‖².

    It takes away the discriminator's reason to grow ever steeper around the data, and with that the generator's to
    circle around them: near the equilibrium, training with it converges.

    Args:
        gamma: The weight γ, at least 0. It multiplies a squared slope in the pixels, so pixels in [-1, 1] want another
            weight than pixels in [0, 255].

    Raises:
        ValueError: If γ is not a number of at least 0.

    Source: Mescheder et al. 2018, arXiv 1801.04406, eq. 9.

    Examples:
        >>> import numpy as np
        >>> from gan_course.models import mlp_discriminator
        >>> linear = mlp_discriminator((), image_shape=(2,))  # f(x) = w·x + b, so the slope is w everywhere
        >>> linear.layers[-1].set_weights([np.array([[3.0], [4.0]]), np.zeros(1)])
        >>> float(R1(2.0)(linear, real_images=tf.zeros((5, 2))))  # 2/2 · (3² + 4²)
        25.0
    """

    gamma: float

    def __post_init__(self) -> None:
        if not isinstance(self.gamma, int | float) or not 0 <= self.gamma < math.inf:
            raise ValueError(f"gamma takes a number of at least 0; got {self.gamma!r}")

    def __call__(
        self, discriminator: keras.Model, *, real_images: Any, fake_images: Any = None, seed: Any = None
    ) -> Any:
        """Compute the penalty on one batch.

        Args:
            discriminator: Model from images to logits, in which no image influences another one's logit.
            real_images: Tensor (batch, …).
            fake_images: Not used.
            seed: Not used.

        Returns:
            A scalar tensor, at least 0.
        """
        with tf.GradientTape() as tape:
            tape.watch(real_images)
            # Each logit depends on its own image alone, so the slopes of the sum are those of each logit.
            total = tf.reduce_sum(discriminator(real_images, training=True))
        slopes = tape.gradient(total, real_images)
        return self.gamma / 2 * tf.reduce_sum(tf.square(slopes)) / tf.cast(tf.shape(slopes)[0], slopes.dtype)

    def get_config(self) -> dict[str, float]:
        """Describe the penalty for saving.

        Returns:
            The weight.
        """
        return asdict(self)

    @classmethod
    def from_config(cls, config: dict[str, float]) -> "R1":
        """Make a penalty from its description.

        Args:
            config: What `get_config` returned.

        Returns:
            The penalty.
        """
        return cls(**config)

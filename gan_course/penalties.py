"""Penalties on the discriminator's gradient, for ``GAN.compile(penalty=…)``.

A penalty is a function ``(discriminator, *, real_images, fake_images, seed)`` that returns a scalar, which is added to
the discriminator's loss. Those of this module are objects that can be called so; a saved ``GAN`` keeps them.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any, Self

from gan_course.runtime import keras, tf

_TINY = 1e-24  # of a squared slope


@dataclass(frozen=True)
class _Weighted:
    """A penalty with one weight, which a saved model keeps."""

    gamma: float

    def __post_init__(self) -> None:
        if not isinstance(self.gamma, int | float) or not 0 <= self.gamma < math.inf:
            raise ValueError(f"gamma takes a number of at least 0; got {self.gamma!r}")

    def get_config(self) -> dict[str, float]:
        """Describe the penalty for saving.

        Returns:
            The weight.
        """
        return asdict(self)

    @classmethod
    def from_config(cls, config: dict[str, float]) -> Self:
        """Make a penalty from its description.

        Args:
            config: What `get_config` returned.

        Returns:
            The penalty.
        """
        return cls(**config)


@keras.saving.register_keras_serializable("gan_course")
@dataclass(frozen=True)
class R1(_Weighted):
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
        return self.gamma / 2 * _mean_squared_norm(_slopes(discriminator, real_images))


@keras.saving.register_keras_serializable("gan_course")
@dataclass(frozen=True)
class R2(_Weighted):
    """Penalise the discriminator's slope at generated images: γ/2 · E‖∇ₓ f(G(z))‖².

    Near the equilibrium, where both distributions agree, it does what `R1` does. Far from it, each acts where the other
    does not: together they hold the slope down at real and at generated images.

    Args:
        gamma: The weight γ, at least 0, as for `R1`.

    Raises:
        ValueError: If γ is not a number of at least 0.

    Source: Mescheder et al. 2018, arXiv 1801.04406, §4.1; with R1 and the relativistic loss: Huang et al. 2024, arXiv
        2501.05441, §2.

    Examples:
        >>> import numpy as np
        >>> from gan_course.models import mlp_discriminator
        >>> linear = mlp_discriminator((), image_shape=(2,))
        >>> linear.layers[-1].set_weights([np.array([[3.0], [4.0]]), np.zeros(1)])
        >>> float(R2(2.0)(linear, fake_images=tf.zeros((5, 2))))
        25.0
    """

    def __call__(
        self, discriminator: keras.Model, *, real_images: Any = None, fake_images: Any, seed: Any = None
    ) -> Any:
        """Compute the penalty on one batch.

        Args:
            discriminator: Model from images to logits, in which no image influences another one's logit.
            real_images: Not used.
            fake_images: Tensor (batch, …).
            seed: Not used.

        Returns:
            A scalar tensor, at least 0.
        """
        return self.gamma / 2 * _mean_squared_norm(_slopes(discriminator, fake_images))


@keras.saving.register_keras_serializable("gan_course")
@dataclass(frozen=True)
class GradientPenalty(_Weighted):
    """Hold the critic's slope at 1 between real and generated images: γ · E(‖∇ₓ f(x̂)‖ − 1)².

    x̂ = αx + (1 − α)G(z), with α drawn uniformly from [0, 1] for each pair of images. It stands for the condition of the
    Wasserstein distance that f is 1-Lipschitz. Where the slope is exactly 0 the penalty is γ, and has no gradient.

    Args:
        gamma: The weight, λ in the paper, at least 0.

    Raises:
        ValueError: If it is not a number of at least 0.

    Source: Gulrajani et al. 2017, arXiv 1704.00028, eq. 3 and algorithm 1, where λ is 10.

    Examples:
        >>> import numpy as np
        >>> from gan_course.models import mlp_discriminator
        >>> linear = mlp_discriminator((), image_shape=(2,))  # f(x) = w·x + b, whose slope is w everywhere
        >>> linear.layers[-1].set_weights([np.array([[3.0], [4.0]]), np.zeros(1)])
        >>> zeros = tf.zeros((5, 2))
        >>> float(GradientPenalty(10.0)(linear, real_images=zeros, fake_images=zeros, seed=[0, 0]))  # 10 · (5 − 1)²
        160.0
    """

    gamma: float = 10.0

    def __call__(self, discriminator: keras.Model, *, real_images: Any, fake_images: Any, seed: Any) -> Any:
        """Compute the penalty on one batch.

        Args:
            discriminator: Model from images to logits, in which no image influences another one's logit.
            real_images: Tensor (batch, …).
            fake_images: Tensor of the same shape.
            seed: Two integers, from which α is drawn.

        Returns:
            A scalar tensor, at least 0.
        """
        shape = tf.shape(real_images)
        ones = tf.ones(tf.rank(real_images) - 1, shape.dtype)
        alpha = tf.random.stateless_uniform(tf.concat([shape[:1], ones], 0), seed, dtype=real_images.dtype)
        slopes = _slopes(discriminator, alpha * real_images + (1 - alpha) * fake_images)
        squares = tf.reduce_sum(tf.reshape(tf.square(slopes), (shape[0], -1)), axis=1)
        norms = tf.sqrt(tf.maximum(squares, _TINY))  # the root has no finite slope at 0
        return self.gamma * tf.reduce_mean(tf.square(norms - 1))


@keras.saving.register_keras_serializable("gan_course")
@dataclass(frozen=True)
class Sum:
    """Several penalties at once, such as ``Sum((R1(1.0), R2(1.0)))``.

    Args:
        parts: The penalties.
    """

    parts: tuple[Any, ...]

    def __call__(self, discriminator: keras.Model, **arguments: Any) -> Any:
        """Compute the sum of the penalties on one batch.

        Args:
            discriminator: As for each of them.
            arguments: As for each of them.

        Returns:
            A scalar tensor.
        """
        return tf.add_n([part(discriminator, **arguments) for part in self.parts])

    def get_config(self) -> dict[str, Any]:
        """Describe the penalties for saving.

        Returns:
            Their descriptions.
        """
        return {"parts": [keras.saving.serialize_keras_object(part) for part in self.parts]}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make the penalties from their descriptions.

        Args:
            config: What `get_config` returned.

        Returns:
            The sum.
        """
        return cls(tuple(map(keras.saving.deserialize_keras_object, config["parts"])))


def _slopes(discriminator: keras.Model, images: Any) -> Any:
    """Differentiate each image's logit by the image."""
    with tf.GradientTape() as tape:
        tape.watch(images)
        # Each logit depends on its own image alone, so the slopes of the sum are those of each logit.
        total = tf.reduce_sum(discriminator(images, training=True))
    return tape.gradient(total, images)


def _mean_squared_norm(slopes: Any) -> Any:
    return tf.reduce_sum(tf.square(slopes)) / tf.cast(tf.shape(slopes)[0], slopes.dtype)

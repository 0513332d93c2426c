"""Penalties on the discriminator, most of them on its gradient, for ``GAN.compile(penalty=…)``.

A penalty is a function ``(discriminator, *, real_samples, fake_samples, seed)`` that returns a scalar, which is added
to the discriminator's loss. The discriminator it is given is a function of samples alone: `GAN` binds the condition, if
there is one. Those of this module are objects that can be called so; a saved ``GAN`` keeps them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from gan_course.arguments import not_negative
from gan_course.described import Described

_TINY = 1e-24  # of a squared norm

Discriminator = Callable[..., Any]  # from samples (batch, …) to logits (batch, 1); a Keras model is one


@dataclass(frozen=True)
class _Weighted(Described):
    """A penalty with one weight, which a saved model keeps."""

    gamma: float

    def __post_init__(self) -> None:
        not_negative("gamma", self.gamma)


@dataclass(frozen=True)
class R1(_Weighted):
    """Penalise the discriminator's gradient at real samples: γ/2 · E‖∇ₓ f(x)‖².

    It takes away the discriminator's reason to grow ever steeper around the data, and with that the generator's to
    circle around them: near the equilibrium, training with it converges.

    Args:
        gamma: The weight γ, at least 0. It multiplies a squared gradient in the pixels, so pixels in [-1, 1] want
            another weight than pixels in [0, 255].

    Raises:
        ValueError: If γ is not a number of at least 0.

    Source: Mescheder et al. 2018, arXiv 1801.04406, eq. 9.

    Examples:
        >>> import numpy as np
        >>> from gan_course.runtime import tf
        >>> from gan_course.models import mlp_discriminator
        >>> linear = mlp_discriminator((), sample_shape=(2,))  # f(x) = w·x + b, so the gradient is w everywhere
        >>> linear.layers[-1].set_weights([np.array([[3.0], [4.0]]), np.zeros(1)])
        >>> float(R1(2.0)(linear, real_samples=tf.zeros((5, 2))))  # 2/2 · (3² + 4²)
        25.0
    """

    def __call__(
        self, discriminator: Discriminator, *, real_samples: Any, fake_samples: Any = None, seed: Any = None
    ) -> Any:
        """Compute the penalty on one batch.

        Args:
            discriminator: Function from samples to logits, in which no sample influences another one's logit.
            real_samples: Tensor (batch, …).
            fake_samples: Not used.
            seed: Not used.

        Returns:
            A scalar tensor, at least 0.
        """
        return self.gamma / 2 * _mean_squared_norm(_gradients(discriminator, real_samples))


@dataclass(frozen=True)
class R2(_Weighted):
    """Penalise the discriminator's gradient at generated samples: γ/2 · E‖∇ₓ f(G(z))‖².

    Near the equilibrium, where both distributions agree, it does what `R1` does. Far from it, each acts where the other
    does not: together they hold the gradient down at real and at generated samples.

    Args:
        gamma: The weight γ, at least 0, as for `R1`.

    Raises:
        ValueError: If γ is not a number of at least 0.

    Source: Mescheder et al. 2018, arXiv 1801.04406, §4.1; with R1 and the relativistic loss: Huang et al. 2024, arXiv
        2501.05441, §2.

    Examples:
        >>> import numpy as np
        >>> from gan_course.runtime import tf
        >>> from gan_course.models import mlp_discriminator
        >>> linear = mlp_discriminator((), sample_shape=(2,))
        >>> linear.layers[-1].set_weights([np.array([[3.0], [4.0]]), np.zeros(1)])
        >>> float(R2(2.0)(linear, fake_samples=tf.zeros((5, 2))))
        25.0
    """

    def __call__(
        self, discriminator: Discriminator, *, real_samples: Any = None, fake_samples: Any, seed: Any = None
    ) -> Any:
        """Compute the penalty on one batch.

        Args:
            discriminator: Function from samples to logits, in which no sample influences another one's logit.
            real_samples: Not used.
            fake_samples: Tensor (batch, …).
            seed: Not used.

        Returns:
            A scalar tensor, at least 0.
        """
        return self.gamma / 2 * _mean_squared_norm(_gradients(discriminator, fake_samples))


@dataclass(frozen=True)
class GradientPenalty(_Weighted):
    """Hold the critic's gradient norm at 1 between real and generated samples: γ · E(‖∇ₓ f(x̂)‖ − 1)².

    x̂ = αx + (1 − α)G(z), with α drawn uniformly from [0, 1] for each pair of samples. It stands for the condition of
    the Wasserstein distance that f is 1-Lipschitz. Where ∇f is exactly 0 the penalty is γ, with gradient 0.

    Args:
        gamma: The weight, λ in the paper, at least 0.

    Raises:
        ValueError: If it is not a number of at least 0.

    Source: Gulrajani et al. 2017, arXiv 1704.00028, eq. 3 and algorithm 1, where λ is 10.

    Examples:
        >>> import numpy as np
        >>> from gan_course.runtime import tf
        >>> from gan_course.models import mlp_discriminator
        >>> linear = mlp_discriminator((), sample_shape=(2,))  # f(x) = w·x + b, whose gradient is w everywhere
        >>> linear.layers[-1].set_weights([np.array([[3.0], [4.0]]), np.zeros(1)])
        >>> zeros = tf.zeros((5, 2))
        >>> float(GradientPenalty(10.0)(linear, real_samples=zeros, fake_samples=zeros, seed=[0, 0]))  # 10 · (5 − 1)²
        160.0
    """

    gamma: float = 10.0

    def __call__(self, discriminator: Discriminator, *, real_samples: Any, fake_samples: Any, seed: Any) -> Any:
        """Compute the penalty on one batch.

        Args:
            discriminator: Function from samples to logits, in which no sample influences another one's logit.
            real_samples: Tensor (batch, …).
            fake_samples: Tensor of the same shape.
            seed: Two integers, from which α is drawn.

        Returns:
            A scalar tensor, at least 0.
        """
        from gan_course.runtime import tf

        shape = tf.shape(real_samples)
        ones = tf.ones(tf.rank(real_samples) - 1, shape.dtype)
        alpha = tf.random.stateless_uniform(tf.concat([shape[:1], ones], 0), seed, dtype=real_samples.dtype)
        gradients = _gradients(discriminator, alpha * real_samples + (1 - alpha) * fake_samples)
        squares = tf.reduce_sum(tf.reshape(tf.square(gradients), (shape[0], -1)), axis=1)
        norms = tf.sqrt(tf.maximum(squares, _TINY))  # the root has no finite derivative at 0
        return self.gamma * tf.reduce_mean(tf.square(norms - 1))


@dataclass(frozen=True)
class Mismatch(_Weighted):
    """Let the discriminator call real samples fake that come with another one's condition: γ · E[softplus(f(x′))].

    x′ is the next real sample of the batch, and f the discriminator with the condition of the one in its place.
    Without it, the discriminator learns only indirectly that a sample must suit its condition: from fakes, which give
    themselves away by their looks as well. Where conditions come up twice in a batch, some pairs do match; the fewer
    there are, the better.

    Args:
        gamma: The weight γ, at least 0.

    Raises:
        ValueError: If γ is not a number of at least 0.

    Source: Reed et al. 2016, arXiv 1605.05396, §4.2 and algorithm 1: the matching-aware discriminator, where γ is 0.5.
    Departs: the paper halves the term of the fakes as well.

    Examples:
        >>> from gan_course.runtime import tf
        >>> samples, conditions = tf.constant([[0.0], [1.0]]), tf.constant([[0.0], [1.0]])
        >>> matches = lambda x: 40 - 80 * tf.abs(x - conditions)  # 40 where a sample equals its condition, else -40
        >>> round(float(Mismatch(0.5)(matches, real_samples=samples)), 6)
        0.0
        >>> blind = lambda x: 40 + 0 * x
        >>> float(Mismatch(0.5)(blind, real_samples=samples))
        20.0
    """

    gamma: float = 0.5

    def __call__(
        self, discriminator: Discriminator, *, real_samples: Any, fake_samples: Any = None, seed: Any = None
    ) -> Any:
        """Compute the penalty on one batch.

        Args:
            discriminator: Function from samples to logits, to which the conditions of the real samples are bound.
            real_samples: Tensor (batch, …) of two samples at least: a single one has no other condition.
            fake_samples: Not used.
            seed: Not used.

        Returns:
            A scalar tensor, at least 0.
        """
        from gan_course.runtime import tf

        return self.gamma * tf.reduce_mean(tf.nn.softplus(discriminator(tf.roll(real_samples, 1, axis=0))))


@dataclass(frozen=True)
class Sum:
    """Several penalties at once, such as ``Sum((R1(1.0), R2(1.0)))``.

    Args:
        parts: The penalties.
    """

    parts: tuple[Any, ...]

    def __call__(self, discriminator: Discriminator, **arguments: Any) -> Any:
        """Compute the sum of the penalties on one batch.

        Args:
            discriminator: As for each of them.
            arguments: As for each of them.

        Returns:
            A scalar tensor.
        """
        from gan_course.runtime import tf

        return tf.add_n([part(discriminator, **arguments) for part in self.parts])

    def get_config(self) -> dict[str, Any]:
        """Describe the penalties for saving.

        Returns:
            Their descriptions.
        """
        from gan_course.runtime import keras

        return {"parts": [keras.saving.serialize_keras_object(part) for part in self.parts]}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make the penalties from their descriptions.

        Args:
            config: What `get_config` returned.

        Returns:
            The sum.
        """
        from gan_course.runtime import keras

        return cls(tuple(map(keras.saving.deserialize_keras_object, config["parts"])))


def _gradients(discriminator: Discriminator, samples: Any) -> Any:
    """Differentiate each sample's logit by the sample, in float32 at least: in float16, small squares round to 0."""
    from gan_course.runtime import tf

    with tf.GradientTape() as tape:
        tape.watch(samples)
        # Each logit depends on its own sample alone, so the gradients of the sum are those of each logit.
        total = tf.reduce_sum(discriminator(samples, training=True))
    gradients = tape.gradient(total, samples)
    return tf.cast(gradients, tf.float32) if gradients.dtype.size < tf.float32.size else gradients


def _mean_squared_norm(gradients: Any) -> Any:
    from gan_course.runtime import tf

    return tf.reduce_sum(tf.square(gradients)) / tf.cast(tf.shape(gradients)[0], gradients.dtype)

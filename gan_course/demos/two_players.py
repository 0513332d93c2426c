"""Two networks and two updates, and small games between them whose every number can be worked out."""

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from gan_course import budget, losses, models
from gan_course.demos.day04 import FixedDropout
from gan_course.runtime import keras, tf

__all__ = [
    "PaperGame",
    "TwoPlayers",
    "build_networks",
    "counted",
    "dense_by_hand",
    "linear_players",
    "paper_game",
    "played_rounds",
]


class TwoPlayers:
    """Two networks and two updates: each player follows its own loss with its own weights.

    Args:
        generator: Model from noise to samples.
        discriminator: Model from samples to logits.
        loss: An `AdversarialLoss` whose generator's loss does not look at real logits.
        generator_optimizer: Keras optimizer of the generator.
        discriminator_optimizer: Another one, of the discriminator.

    Source: Goodfellow et al. 2014, arXiv 1406.2661, Algorithm 1 with k = 1, each step with noise of its own.
    """

    def __init__(
        self, generator: Any, discriminator: Any, loss: Any, generator_optimizer: Any, discriminator_optimizer: Any
    ) -> None:
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples: Any, noise: Any) -> Any:
        """Update the discriminator's weights.

        Args:
            real_samples: Batch (n, …) of real samples.
            noise: Batch (m, latent_dim).

        Returns:
            The discriminator's loss before the update.
        """
        samples = {"real_logits": real_samples, "fake_logits": self.generator(noise, training=True)}
        with tf.GradientTape() as tape:
            logits = {name: self.discriminator(batch, training=True) for name, batch in samples.items()}
            loss = self.loss.discriminator_loss(**logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise: Any) -> Any:
        """Update the generator's weights.

        Args:
            noise: Batch (m, latent_dim).

        Returns:
            The generator's loss before the update.
        """
        with tf.GradientTape() as tape:
            fake_samples = self.generator(noise, training=True)
            fake_logits = self.discriminator(fake_samples, training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


def build_networks(
    latent_dim: int,
    image_shape: Sequence[int],
    generator_hidden: Sequence[int],
    discriminator_hidden: Sequence[int],
) -> tuple[Any, Any]:
    """Build an MLP generator and an MLP discriminator that fit together.

    Args:
        latent_dim: Length of a noise vector.
        image_shape: Shape of one image.
        generator_hidden: Units of the generator's hidden layers, each with batch normalisation.
        discriminator_hidden: Units of the discriminator's.

    Returns:
        The generator, from noise to images in [-1, 1], and the discriminator, from images to logits.
    """
    generator = models.mlp_generator(latent_dim, generator_hidden, sample_shape=image_shape)
    return generator, models.mlp_discriminator(discriminator_hidden, sample_shape=image_shape)


class PaperGame(NamedTuple):
    """Losses and gradients of the game that can be worked out on paper.

    Args:
        d_loss: The discriminator's loss.
        g_loss: The generator's non-saturating loss.
        d_gradient_w: Gradient of the discriminator's loss in w, shape (d,).
        d_gradient_c: Its derivative in c.
        g_gradient_b: Gradient of the generator's loss in b, shape (d,).
    """

    d_loss: Any
    g_loss: Any
    d_gradient_w: Any
    d_gradient_c: Any
    g_gradient_b: Any


def paper_game(w: ArrayLike, c: float, b: ArrayLike, real_points: ArrayLike, noise: ArrayLike) -> PaperGame:
    """Work out the game in which the generator shifts its noise by b, and the discriminator's logit is w·x + c.

    Args:
        w: The discriminator's weights, shape (d,).
        c: Its bias.
        b: The generator's shift, shape (d,).
        real_points: Real points, shape (n, d).
        noise: Noise, shape (m, d).

    Returns:
        Both losses, the discriminator's gradient and the generator's; finite for any logits.

    Source: Goodfellow et al. 2014, arXiv 1406.2661, eq. 1 and section 3 (the non-saturating loss).
    """
    w, b = np.asarray(w, float), np.asarray(b, float)
    real, fake = np.asarray(real_points, float), np.asarray(noise, float) + b
    real_logits, fake_logits = real @ w + c, fake @ w + c
    too_low, too_high = expit(-real_logits), expit(fake_logits)  # 1 - D(x) and D(G(z))
    return PaperGame(
        np.logaddexp(0, -real_logits).mean() + np.logaddexp(0, fake_logits).mean(),
        np.logaddexp(0, -fake_logits).mean(),
        -(too_low @ real) / len(real) + (too_high @ fake) / len(fake),
        -too_low.mean() + too_high.mean(),
        -expit(-fake_logits).mean() * w,
    )


def linear_players(
    two_players: Callable[..., Any],
    w: Sequence[float],
    c: float,
    b: Sequence[float],
    *,
    generator_rate: float = 0.5,
    discriminator_rate: float = 1.0,
) -> Any:
    """Build the players of `paper_game` as Keras networks with plain gradient descent.

    Args:
        two_players: `TwoPlayers`, or a class of one's own with the same arguments.
        w: The discriminator's weights, shape (d,).
        c: Its bias.
        b: The generator's shift, shape (d,).
        generator_rate: The generator's learning rate.
        discriminator_rate: The discriminator's.

    Returns:
        What ``two_players`` makes.
    """
    size = len(w)
    generator = models.mlp_generator(size, (), sample_shape=(size,), batch_norm=False, output_activation=None)
    discriminator = models.mlp_discriminator((), sample_shape=(size,))
    generator.set_weights([np.eye(size), np.array(b)])
    discriminator.set_weights([np.array(w).reshape(-1, 1), np.array([c])])
    slow, fast = keras.optimizers.SGD(generator_rate), keras.optimizers.SGD(discriminator_rate)
    return two_players(generator, discriminator, losses.get("non_saturating"), slow, fast)


def played_rounds(two_players: Callable[..., Any], loss: str = "hinge", rounds: int = 2) -> dict[str, np.ndarray]:
    """Play rounds, compiled by XLA, with networks that do something else in training than afterwards.

    The generator has batch normalisation, the discriminator `FixedDropout`; both optimizers are gradient descent.

    Args:
        two_players: `TwoPlayers`, or a class of one's own with the same arguments.
        loss: One of ``losses.NAMES``.
        rounds: How many rounds: a step of the discriminator, then one of the generator.

    Returns:
        By their names in words: both players' losses, shape (rounds,), and all of the weights that each trains, flat.
    """
    generator = models.mlp_generator(3, (8,), sample_shape=(2,), output_activation=None, seed=1)
    *before, last = models.mlp_discriminator((8,), sample_shape=(2,), seed=2).layers
    discriminator = keras.Sequential([keras.Input((2,)), *before, FixedDropout(), last], name="discriminator")
    slow, fast = keras.optimizers.SGD(0.05), keras.optimizers.SGD(0.2, momentum=0.5)
    slow.build(generator.trainable_variables)
    fast.build(discriminator.trainable_variables)
    players = two_players(generator, discriminator, losses.get(loss), slow, fast)
    d_step = tf.function(players.discriminator_step, jit_compile=budget.long_enough_for_xla())
    g_step = tf.function(players.generator_step, jit_compile=budget.long_enough_for_xla())
    random = np.random.default_rng(0)
    d_losses, g_losses = [], []
    for _ in range(rounds):
        real, noise = (tf.constant(random.standard_normal(shape), "float32") for shape in ((6, 2), (10, 3)))
        d_losses.append(float(d_step(real, noise)))
        g_losses.append(float(g_step(noise)))
    return {
        "D's loss in each round": np.array(d_losses),
        "G's loss in each round": np.array(g_losses),
        "the weights of D": _flat(discriminator),
        "the weights of G": _flat(generator),
    }


def _flat(network: Any) -> np.ndarray:
    return np.concatenate([np.ravel(weight) for weight in network.trainable_variables])


def dense_by_hand(
    network: Any, inputs: ArrayLike, units: Sequence[int], negative_slope: float = 0.2, *, batch_norm: bool = False
) -> np.ndarray:
    """Compute what a new network of dense layers gives, from its weight matrices alone, which are told by their shapes.

    New biases are 0, and so is the shift of a new batch normalisation, which after training scales by almost 1: with
    either, a network that is not in training gives this up to a thousandth or two.

    Args:
        network: A new model whose dense layers have different shapes.
        inputs: Array (n, units[0]).
        units: Numbers of units from the input to the output.
        negative_slope: What leaky ReLU, which follows each layer but the last, multiplies negative numbers with.
        batch_norm: Whether batch normalisation, as it is in training, follows each leaky ReLU; with the network's ε.

    Returns:
        What the last layer gives before an activation, shape (n, units[-1]).

    Raises:
        ValueError: If the network has no weight matrix of a shape that such a layer has.
    """
    matrices = {tuple(weight.shape): np.asarray(weight) for weight in network.trainable_variables}
    values = np.asarray(inputs, np.float32)
    epsilon = max((getattr(layer, "epsilon", 0.0) for layer in network._flatten_layers()), default=0.0)
    for layer, shape in enumerate(itertools.pairwise(units)):
        if shape not in matrices:
            raise ValueError(f"expected a weight matrix of shape {shape}, got the shapes {sorted(matrices)}")
        values = values @ matrices[shape]
        if layer < len(units) - 2:
            values = np.where(values > 0, values, negative_slope * values)
            if batch_norm:
                values = (values - values.mean(axis=0)) / np.sqrt(values.var(axis=0) + epsilon)
    return values


def counted(network: Any) -> tuple[int, int]:
    """Count the numbers that a network keeps.

    Args:
        network: A model.

    Returns:
        How many are trained, and how many are not; the state of random layers is neither.
    """
    trained = sum(math.prod(weight.shape) for weight in network.trainable_weights)
    return trained, sum(math.prod(weight.shape) for weight in network.non_trainable_weights)

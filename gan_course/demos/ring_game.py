"""A GAN of points in the plane that is played step by step: the discriminator, the generator, or both in turn."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import losses, models, plots, toys
from gan_course.arguments import one_of
from gan_course.demos.two_players import TwoPlayers
from gan_course.plots import Picture
from gan_course.runtime import keras, tf

__all__ = ["RingGame"]

BATCH_SIZE = 200
LIMIT = 3.6  # the picture reaches from -LIMIT to LIMIT
COVERED = 0.25  # a mode counts from this part of the points that it should get
SHOWN_REAL, SHOWN_FAKE = 120, 80


class RingGame:
    """Two small networks that play for eight clusters of points on a circle.

    Args:
        two_players: `TwoPlayers`, or a class of one's own with the same arguments.
        loss: Name of the players' losses, or an `AdversarialLoss`; its generator's loss does not look at real logits.
        learning_rate: Learning rate of both players.
        seed: Seed of weights, noise and the choice of points.

    Attributes:
        ring: The distribution of the real points.
        real_points: Ten thousand of them.
        players: The two networks with their updates.
        steps: Steps that each player has taken, by "D" and "G".
    """

    def __init__(
        self,
        two_players: Callable[..., Any] = TwoPlayers,
        *,
        loss: str | losses.AdversarialLoss = "non_saturating",
        learning_rate: float = 1e-3,
        seed: int = 0,
    ) -> None:
        self.ring = toys.ring(modes=8, radius=2.0, std=0.05)
        self.real_points = self.ring.sample(10_000, seed=0)
        self.players = two_players(
            models.mlp_generator(
                2, (128, 128), sample_shape=(2,), batch_norm=False, output_activation=None, seed=2 * seed
            ),
            models.mlp_discriminator((128, 128), sample_shape=(2,), seed=2 * seed + 1),
            losses.get(loss),
            keras.optimizers.Adam(learning_rate, beta_1=0.5),
            keras.optimizers.Adam(learning_rate, beta_1=0.5),
        )
        self.steps = {"D": 0, "G": 0}
        self._random = np.random.default_rng(seed)
        self._d_step = tf.function(self.players.discriminator_step)
        self._g_step = tf.function(self.players.generator_step)

    def play(self, who: str, steps: int) -> "RingGame":
        """Let one player take steps, or both in turn.

        Args:
            who: "D", "G" or "both".
            steps: Steps of each player that plays.

        Returns:
            The game itself.

        Raises:
            ValueError: If nobody has that name.
        """
        one_of("who", who, ("D", "G", "both"))
        for _ in range(steps):
            if who != "G":
                real = self.real_points[self._random.integers(len(self.real_points), size=BATCH_SIZE)]
                self._d_step(tf.constant(real), self._noise())
                self.steps["D"] += 1
            if who != "D":
                self._g_step(self._noise())
                self.steps["G"] += 1
        return self

    def samples(self, count: int = 2_000, seed: int = 9) -> np.ndarray:
        """Make points.

        Args:
            count: How many.
            seed: Seed of the noise.

        Returns:
            Array (count, 2), float32.
        """
        noise = np.random.default_rng(seed).standard_normal((count, 2)).astype(np.float32)
        return np.asarray(self.players.generator(noise, training=False))

    def probability(self, points: np.ndarray) -> np.ndarray:
        """Ask the discriminator.

        Args:
            points: Array (n, 2).

        Returns:
            The probability that each is real, shape (n, 1).
        """
        logits = self.players.discriminator(np.asarray(points, np.float32), training=False)
        return np.asarray(keras.ops.sigmoid(logits))

    def mean_probabilities(self) -> tuple[float, float]:
        """Ask the discriminator about both kinds of points.

        Returns:
            The mean probability of "real" that it gives to real points, and to generated ones.
        """
        real, fake = self.probability(self.real_points[:1_000]), self.probability(self.samples(1_000))
        return float(real.mean()), float(fake.mean())

    def generator_loss(self) -> float:
        """Compute the generator's loss.

        Returns:
            Its value on a thousand generated points.
        """
        logits = self.players.discriminator(self.samples(1_000), training=False)
        return float(self.players.loss.generator_loss(real_logits=None, fake_logits=logits))

    def pushes(self, points: np.ndarray) -> np.ndarray:
        """Compute where the generator is told to move points: minus the gradient of its loss in each point.

        Args:
            points: Array (n, 2).

        Returns:
            Array (n, 2).
        """
        moving = tf.constant(points)
        with tf.GradientTape() as tape:
            tape.watch(moving)
            logits = self.players.discriminator(moving, training=False)
            loss = self.players.loss.generator_loss(real_logits=None, fake_logits=logits)
        return -np.asarray(tape.gradient(loss, moving))

    def modes_covered(self) -> int:
        """Count the modes that get at least a quarter of the points that they should.

        Returns:
            A number from 0 to 8.
        """
        return self.ring.modes_covered(self.samples(), share=COVERED)

    def on_ring(self) -> float:
        """Measure the share of generated points that lie on a mode, within three standard deviations.

        Returns:
            A number in [0, 1].
        """
        return self.ring.high_quality_share(self.samples())

    def picture(self, title: str = "") -> Picture:
        """Draw the discriminator's judgement of the plane, real and generated points, and the generator's arrows.

        Args:
            title: Title; by default the steps taken.

        Returns:
            The picture.
        """
        title = title or f"{self.steps['D']:,} steps of D, {self.steps['G']:,} steps of G"
        points = self.samples(SHOWN_FAKE)
        return plots.decision_map(
            self.probability,
            self.real_points[:SHOWN_REAL],
            points,
            arrows=self.pushes(points),
            limit=LIMIT,
            title=title,
            alt=f"{title}. Real points in eight clusters on a circle, generated points with arrows; colours show where "
            f"the discriminator sees real points. {self.modes_covered()} of the 8 clusters are covered; "
            f"{self.on_ring():.0%} of the generated points lie on one.",
        )

    def _noise(self) -> Any:
        return tf.constant(self._random.standard_normal((BATCH_SIZE, 2)).astype(np.float32))

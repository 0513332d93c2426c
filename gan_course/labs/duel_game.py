"""Two small networks that play for a distribution of the plane, one step at a time, by rules that can change."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from gan_course import losses, models, penalties, toys
from gan_course.arguments import not_negative, one_of, whole
from gan_course.labs import duel_data
from gan_course.runtime import keras, tf

__all__ = ["PENALTIES", "PLAYERS", "Duel", "Rules", "View"]

BATCH_SIZE = 128
HIDDEN = (64, 64)
COVERED = 0.25  # a mode counts from this part of the points that it should get
SAMPLES, ARROWS = 400, 64  # points of the generator in a view, and how many of them have an arrow
HEAT_SIDE, GRID_SIDE = 48, 21  # points along a side of the heat map, and of the net of noise
NET_REACH = 2.2  # the net of noise reaches from -NET_REACH to NET_REACH: 97 % of each coordinate
PLAYERS = ("D", "G", "both")
PENALTIES: dict[str, Any] = {
    "none": None,
    "R1": penalties.R1(1.0),
    "R1 and R2": penalties.Sum((penalties.R1(1.0), penalties.R2(1.0))),
    "gradient penalty": penalties.GradientPenalty(1.0),
}


@dataclass(frozen=True)
class Rules:
    """What the two players minimise, and how fast.

    Args:
        loss: A name of ``losses.NAMES``.
        penalty: A key of `PENALTIES`, added to the discriminator's loss.
        gamma: Weight of the penalty, at least 0.
        d_rate: Learning rate of the discriminator's Adam, at least 0.
        g_rate: Learning rate of the generator's.

    Raises:
        ValueError: If a name is unknown or a number is out of range.
    """

    loss: str = "non_saturating"
    penalty: str = "none"
    gamma: float = 0.3
    d_rate: float = 1e-3
    g_rate: float = 1e-3

    def __post_init__(self) -> None:
        one_of("loss", self.loss, losses.NAMES)
        one_of("penalty", self.penalty, PENALTIES)
        for name in ("gamma", "d_rate", "g_rate"):
            not_negative(name, getattr(self, name))


class View(NamedTuple):
    """What there is to see of a duel, as arrays.

    Args:
        heat: σ(logit) of the discriminator on a square net over the plane, the lower left corner first, rows upwards,
            shape (HEAT_SIDE, HEAT_SIDE), from 0 to 1.
        real: Real points, shape (n, 2).
        fake: Generated points, shape (SAMPLES, 2).
        pushes: Minus the gradient of the generator's loss in the first of them, shape (ARROWS, 2).
        net: Where the generator maps a square net of noise, shape (GRID_SIDE, GRID_SIDE, 2).
        modes: Number of modes.
        covered: How many of them the generator covers: those with at least a quarter of the points that they should
            get, within three standard deviations.
        on_mode: Share of generated points within three standard deviations of a mode.
        d_loss: The discriminator's loss in its last step, without the penalty; not a number before the first.
        g_loss: The generator's.
        d_steps: Steps that the discriminator took.
        g_steps: Steps that the generator took.
    """

    heat: np.ndarray
    real: np.ndarray
    fake: np.ndarray
    pushes: np.ndarray
    net: np.ndarray
    modes: int
    covered: int
    on_mode: float
    d_loss: float
    g_loss: float
    d_steps: int
    g_steps: int


class Duel:
    """A generator and a discriminator in the plane. Rules and data may change at any moment, the weights stay.

    Every rule is in one compiled step each for both players, chosen by numbers, so that no change has to wait for a
    compiler.

    Args:
        data: Distribution of the real points; two-dimensional.
        rules: The rules at first.
        seed: Seed of weights, noise and the choice of points.

    Attributes:
        data: As above; may be replaced.
        rules: As above; may be replaced.
    """

    def __init__(self, data: toys.GaussianMixture, rules: Rules | None = None, *, seed: int = 0) -> None:
        seed = whole("seed", seed, at_least=0)
        self.generator = models.mlp_generator(
            2, HIDDEN, sample_shape=(2,), batch_norm=False, output_activation=None, seed=2 * seed
        )
        self.discriminator = models.mlp_discriminator(HIDDEN, sample_shape=(2,), seed=2 * seed + 1)
        self._adams = {"D": _adam(self.discriminator), "G": _adam(self.generator)}
        self._loss, self._penalty = (tf.Variable(0, trainable=False) for _ in range(2))
        self._gamma = tf.Variable(0.0, trainable=False)
        self._d_step, self._g_step = tf.function(self._discriminator_step), tf.function(self._generator_step)
        self._see = tf.function(self._look)
        self._random = np.random.default_rng(seed)
        self._noise = tf.constant(_normal(np.random.default_rng(9), SAMPLES))
        self._losses: dict[str, Any] = {"D": np.nan, "G": np.nan}
        self.steps = {"D": 0, "G": 0}
        self.data, self.rules = data, rules or Rules()

    @property
    def data(self) -> toys.GaussianMixture:
        """The distribution of the real points."""
        return self._data

    @data.setter
    def data(self, data: toys.GaussianMixture) -> None:
        self._data = data
        self._points = data.sample(10_000, seed=0)

    @property
    def rules(self) -> Rules:
        """What the players minimise, and how fast."""
        return self._rules

    @rules.setter
    def rules(self, rules: Rules) -> None:
        self._rules = rules
        self._loss.assign(losses.NAMES.index(rules.loss))
        self._penalty.assign(list(PENALTIES).index(rules.penalty))
        self._gamma.assign(rules.gamma)
        self._adams["D"].learning_rate, self._adams["G"].learning_rate = rules.d_rate, rules.g_rate

    def play(self, who: str, steps: int = 1) -> "Duel":
        """Let one player take steps, or both in turn.

        Args:
            who: "D", "G" or "both".
            steps: Steps of each player that plays.

        Returns:
            The duel itself.

        Raises:
            ValueError: If nobody has that name, or steps is not a whole number of at least 0.
        """
        one_of("who", who, PLAYERS)
        for _ in range(whole("steps", steps, at_least=0)):
            for player, step in (("D", self._d_step), ("G", self._g_step)):
                if who in (player, "both"):
                    self._losses[player] = step(self._batch(), _normal(self._random), self._seed())
                    self.steps[player] += 1
        return self

    def view(self) -> View:
        """Look at the duel.

        Returns:
            The arrays and figures of the picture.
        """
        heat, fake, pushes, net = map(np.asarray, self._see(self._noise, tf.constant(self._points[:ARROWS])))
        return View(
            heat,
            self._points[:SAMPLES],
            fake,
            pushes,
            net,
            self.data.modes,
            self.data.modes_covered(fake, share=COVERED),
            self.data.high_quality_share(fake),
            float(self._losses["D"]),
            float(self._losses["G"]),
            self.steps["D"],
            self.steps["G"],
        )

    def probability(self, points: np.ndarray) -> np.ndarray:
        """Ask the discriminator.

        Args:
            points: Array (n, 2).

        Returns:
            σ of its logits, shape (n, 1).
        """
        return np.asarray(tf.sigmoid(self.discriminator(tf.constant(points, tf.float32))))

    def _discriminator_step(self, real: Any, noise: Any, seed: Any) -> Any:
        fake = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            logits = {"real_logits": self.discriminator(real), "fake_logits": self.discriminator(fake)}
            loss = self._chosen([losses.get(name).discriminator_loss(**logits) for name in losses.NAMES])
            samples = {"real_samples": real, "fake_samples": fake, "seed": seed}
            total = loss + self._gamma * self._penalised(**samples)
        self._descend("D", self.discriminator, tape, total)
        return loss

    def _generator_step(self, real: Any, noise: Any, seed: Any) -> Any:
        with tf.GradientTape() as tape:
            fake = self.generator(noise, training=True)
            loss = self._generator_loss(self.discriminator(real), self.discriminator(fake))
        self._descend("G", self.generator, tape, loss)
        return loss

    def _look(self, noise: Any, real: Any) -> tuple[Any, Any, Any, Any]:
        fake = self.generator(noise)
        moving = fake[:ARROWS]
        with tf.GradientTape() as tape:
            tape.watch(moving)
            loss = ARROWS * self._generator_loss(self.discriminator(real), self.discriminator(moving))
        return self._heat(), fake, -tape.gradient(loss, moving), self._net()

    def _heat(self) -> Any:
        probabilities = tf.sigmoid(self.discriminator(tf.constant(_net(HEAT_SIDE, duel_data.LIMIT))))
        return tf.reshape(probabilities, (HEAT_SIDE, HEAT_SIDE))

    def _net(self) -> Any:
        return tf.reshape(self.generator(tf.constant(_net(GRID_SIDE, NET_REACH))), (GRID_SIDE, GRID_SIDE, 2))

    def _generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        logits = {"real_logits": real_logits, "fake_logits": fake_logits}
        return self._chosen([losses.get(name).generator_loss(**logits) for name in losses.NAMES])

    def _chosen(self, values: list[Any]) -> Any:
        return tf.gather(tf.stack(values), self._loss)

    def _penalised(self, **samples: Any) -> Any:
        def value(penalty: Any) -> Any:
            return tf.constant(0.0) if penalty is None else penalty(self.discriminator, **samples)

        branches = [lambda penalty=penalty: value(penalty) for penalty in PENALTIES.values()]
        return tf.switch_case(tf.convert_to_tensor(self._penalty), branches)

    def _descend(self, player: str, network: Any, tape: Any, loss: Any) -> None:
        weights = network.trainable_variables
        self._adams[player].apply(tape.gradient(loss, weights), weights)

    def _batch(self) -> Any:
        return tf.constant(self._points[self._random.integers(len(self._points), size=BATCH_SIZE)])

    def _seed(self) -> Any:
        return tf.constant([sum(self.steps.values()), 0])


def _adam(network: Any) -> Any:
    adam = keras.optimizers.Adam(1e-3, beta_1=0.5)
    adam.build(network.trainable_variables)
    return adam


def _normal(random: np.random.Generator, count: int = BATCH_SIZE) -> Any:
    return tf.constant(random.standard_normal((count, 2)), tf.float32)


def _net(side: int, reach: float) -> np.ndarray:
    ticks = np.linspace(-reach, reach, side, dtype=np.float32)
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)

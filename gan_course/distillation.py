"""Distilling a diffusion sampler into one call of a network: by regression, with a discriminator, or with both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gan_course import budget, models
from gan_course.arguments import not_negative
from gan_course.described import Described
from gan_course.diffusion import HIGHEST, one_level
from gan_course.penalties import R1, R2, Sum
from gan_course.recipes import falling
from gan_course.runtime import keras, tf, untuned
from gan_course.training import GAN

__all__ = [
    "AnswerError",
    "OneCall",
    "distillation_batches",
    "distillation_gan",
    "one_call",
    "pairs_of",
    "train_by_regression",
]

BATCH, HIDDEN = 256, (128,) * 3
RATE, AVERAGE = 2e-3, 0.99  # the second: momentum of the moving average of the weights

Sampler = Callable[[Callable[..., Any], Any, Any], Any]  # as diffusion.sample


@dataclass(frozen=True)
class AnswerError(Described):
    """Draw each sample to what the teacher makes of the same noise: λ · E‖y − G(z)‖², for ``generator_term``.

    Args:
        weight: The weight λ, at least 0.

    Raises:
        ValueError: If it is not a number of at least 0.

    Examples:
        >>> noise, answers = np.ones((4, 2), "float32"), np.zeros((4, 2), "float32")
        >>> float(AnswerError(0.5)(real_samples=None, fake_samples=noise, condition=(noise, answers)))  # 0.5·(1² + 1²)
        1.0
    """

    weight: float = 1.0

    def __post_init__(self) -> None:
        not_negative("weight", self.weight)

    def __call__(self, *, real_samples: Any, fake_samples: Any, condition: Any) -> Any:
        """Compute the term on one batch.

        Args:
            real_samples: Not used.
            fake_samples: G(z), tensor ``(batch, 2)``.
            condition: Noise z and the teacher's answers y, a pair of such tensors.

        Returns:
            A scalar tensor, at least 0.
        """
        _, answers = condition
        return self.weight * tf.reduce_mean(tf.reduce_sum(tf.square(answers - fake_samples), axis=1))


class OneCall(keras.layers.Layer):
    """A layer that turns noise into samples as a sampler does which may call its network once.

    Args:
        sampler: Function (denoise, noise, levels) to points, such as `diffusion.sample`.
        network: A denoiser.
        **kwargs: As for ``keras.layers.Layer``.
    """

    def __init__(self, sampler: Sampler, network: keras.Model, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._sampler, self.network = sampler, network

    def call(self, noise: Any) -> Any:
        """Sample.

        Args:
            noise: Tensor ``(n, 2)``.

        Returns:
            Points ``(n, 2)``.
        """
        points = self._sampler(one_level(self.network), noise, [HIGHEST, 0.0])
        return tf.ensure_shape(tf.cast(points, tf.float32), (None, 2))

    def compute_output_shape(self, shape: Any) -> Any:
        """Tell the shape of the points.

        Args:
            shape: Of the noise.

        Returns:
            The same.
        """
        return shape


def one_call(sampler: Sampler, teacher: keras.Model) -> keras.Model:
    """Make a student: a copy of the teacher that samples with the levels σ_max and 0, which is one call.

    Args:
        sampler: As in `OneCall`.
        teacher: A denoiser, whose weights the student starts with.

    Returns:
        Model from noise ``(n, 2)`` to points ``(n, 2)``, with weights of its own.

    Source: Sauer et al. 2023, arXiv 2311.17042: the student begins as the teacher.
    """
    network = keras.models.clone_model(teacher)
    network.set_weights(teacher.get_weights())
    noise = keras.Input((2,), name="noise")
    return keras.Model(noise, OneCall(sampler, network, name="one_call")(noise))


def pairs_of(sampler: Sampler, teacher: keras.Model, levels: Any, n: int, *, seed: int = 0) -> tuple[Any, Any]:
    """Have the teacher answer to noise: what a student learns from.

    Args:
        sampler: As in `OneCall`.
        teacher: A denoiser.
        levels: Those of the teacher's calls.
        n: How many pairs.
        seed: Seed of the noise.

    Returns:
        Noise and answers, float32 arrays ``(n, 2)``.
    """
    noise = np.random.default_rng(seed).standard_normal((n, 2)).astype("float32")
    compiled = tf.function(
        lambda part: sampler(one_level(teacher), part, levels), jit_compile=budget.long_enough_for_xla()
    )
    return noise, np.asarray(compiled(tf.constant(noise)), np.float32)


def distillation_gan(student: keras.Model, steps: int, *, weight: float, seed: int = 0) -> GAN:
    """Make a GAN whose generator is a student, for `distillation_batches`.

    Noise comes as the condition, and with it the teacher's answer, of which only the term λ·E‖y − G(z)‖² makes use.
    Otherwise it is like `recipes.REGULARISED_POINTS`: relativistic loss, R1 and R2, though in every step.

    Args:
        student: What `one_call` made.
        steps: Training steps that the rates fall over.
        weight: λ; 0 for the adversarial loss alone.
        seed: Seed of the discriminator.

    Returns:
        The compiled GAN.

    Source: the adversarial loss to real data, beside another one to the teacher: Sauer et al. 2023, arXiv 2311.17042;
        Yin et al. 2024, arXiv 2405.14867.
    Departs: there the other one is score distillation, here the regression on pairs of noise and answer, which the
        predecessor of the second (arXiv 2311.18828) has beside it. The student is called at one level only.
    """
    judge = models.mlp_discriminator(HIDDEN, sample_shape=(2,), seed=seed + 1000)
    answer = keras.Input((2,), name="answer")
    gan = GAN(keras.Model([student.input, answer], student.output), judge, noise=False)
    gan.compile(
        "relativistic",
        keras.optimizers.Adam(falling(RATE, steps), beta_1=0.0, use_ema=True, ema_momentum=AVERAGE),
        keras.optimizers.Adam(falling(2 * RATE, steps), beta_1=0.0),
        Sum((R1(0.1), R2(0.1))),
        generator_term=AnswerError(weight) if weight else None,
        seed=seed,
    )
    return gan


def train_by_regression(student: keras.Model, noise: Any, answers: Any, steps: int, *, seed: int = 0) -> keras.Model:
    """Train a student on the squared error to the teacher's answers alone.

    Args:
        student: What `one_call` made.
        noise: Shape ``(n, 2)``.
        answers: The teacher's, shape ``(n, 2)``.
        steps: Training steps.
        seed: Seed of the batches.

    Returns:
        The student.
    """
    adam = keras.optimizers.Adam(falling(RATE, steps), use_ema=True, ema_momentum=AVERAGE)
    student.compile(adam, "mse", jit_compile=budget.long_enough_for_xla(), steps_per_execution=min(50, steps))
    batches = _rows(noise, answers, seed=seed)
    student.fit(batches, steps_per_epoch=steps, epochs=1, shuffle=False, verbose=0)
    return student


def distillation_batches(data: Any, noise: Any, answers: Any, *, seed: int = 0) -> tf.data.Dataset:
    """Draw real points, and beside them pairs of noise and answer, without end.

    Args:
        data: Real points, shape ``(m, 2)``.
        noise: Shape ``(n, 2)``.
        answers: The teacher's, shape ``(n, 2)``.
        seed: Seed of the lot.

    Returns:
        Batches (real points, (noise, answers)), as `distillation_gan` takes them.
    """
    return tf.data.Dataset.zip((_rows(data, seed=seed), _rows(noise, answers, seed=seed + 1)))


def _rows(*parts: Any, seed: int) -> tf.data.Dataset:
    """Draw rows at random, without end: the same ones of each part."""
    tables = [tf.constant(part, tf.float32) for part in parts]

    def draw(step: Any) -> Any:
        key = tf.stack([tf.constant(seed, tf.int64), step])
        chosen = tf.random.stateless_uniform((BATCH,), key, 0, len(tables[0]), tf.int32)
        drawn = tuple(tf.gather(table, chosen) for table in tables)
        return drawn if len(drawn) > 1 else drawn[0]

    return untuned(tf.data.Dataset.counter().map(draw).prefetch(2))

"""A diffusion model of points: noise is added at many levels, and a network that takes it away draws samples."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gan_course import budget
from gan_course.arguments import whole
from gan_course.recipes import falling
from gan_course.runtime import keras, tf, untuned

__all__ = [
    "HIGHEST",
    "LOWEST",
    "denoiser",
    "denoising_batches",
    "noise_levels",
    "one_level",
    "sample",
    "train_denoiser",
]

LOWEST, HIGHEST, CURVE = 0.01, 8.0, 5.0  # of the standard deviation of the noise, beside data of about [-1, 1]
MEAN_LOG, STD_LOG = -1.2, 1.6  # of the levels that are trained
FREQUENCIES = 4
RATE, BATCH, AVERAGE = 2e-3, 512, 0.998  # the last: momentum of the moving average of the weights


def noise_levels(calls: int, *, low: float = LOWEST, high: float = HIGHEST, curve: float = CURVE) -> np.ndarray:
    """Choose the levels of noise for a sampler: σᵢ = (σ₀^{1/ρ} + i/(N − 1)·(σ_{N−1}^{1/ρ} − σ₀^{1/ρ}))^ρ, and 0 last.

    Args:
        calls: How often the sampler may call its network, N, at least 1.
        low: The lowest level above 0, σ_{N−1}; of one call, the highest is the lowest.
        high: The highest, σ₀.
        curve: ρ, above 0: the larger, the more levels are low.

    Returns:
        N + 1 standard deviations that fall, float64.

    Raises:
        ValueError: If ``calls`` is no whole number of at least 1, or not 0 < low < high, or the curve not above 0.

    Source: Karras et al. 2022, arXiv 2206.00364, §3; there ρ = 7, σ from 80 to 0.002.

    Examples:
        >>> noise_levels(4).round(2).tolist()
        [8.0, 1.95, 0.27, 0.01, 0.0]
    """
    whole("calls", calls, at_least=1)
    if not (0 < low < high and curve > 0):
        raise ValueError(f"expected 0 < low < high and a curve above 0, got {low}, {high} and {curve}; swap the ends")
    roots = np.linspace(high ** (1 / curve), low ** (1 / curve), calls) if calls > 1 else [high ** (1 / curve)]
    return np.append(np.power(roots, curve), 0.0)


def denoiser(data_std: float, *, width: int = 128, depth: int = 4, seed: int | None = None) -> keras.Model:
    """Build a network that guesses points from noisy points and the level of the noise.

    D(x, σ) = c·x + σσ_d/√(σ² + σ_d²) · F(x/√(σ² + σ_d²), σ), with c = σ_d²/(σ² + σ_d²): where there is little noise
    it keeps x, where there is much the answer comes from the dense network F, whose input and target both have about
    the standard deviation 1.

    Args:
        data_std: Standard deviation of the data, σ_d.
        width: Units of each hidden layer.
        depth: Hidden layers.
        seed: Seed of the first weights.

    Returns:
        Model from points ``(n, 2)`` and levels ``(n, 1)``, above 0, to points ``(n, 2)``.

    Source: Karras et al. 2022, arXiv 2206.00364, §5 and Table 1.
    Departs: F is told log(σ)/4 with its sines and cosines.
    """
    points, level = keras.Input((2,), name="points"), keras.Input((1,), name="level")
    total = keras.ops.sqrt(level**2 + data_std**2)
    told = keras.ops.log(level) / 4
    waves = [wave(3.0 * 2**k * told) for k in range(FREQUENCIES) for wave in (keras.ops.sin, keras.ops.cos)]
    hidden = keras.layers.Concatenate()([points / total, told, *waves])
    for number in range(depth):
        hidden = keras.layers.Dense(width, "silu", kernel_initializer=_glorot(seed, number))(hidden)
    answer = keras.layers.Dense(2, kernel_initializer=_glorot(seed, depth))(hidden)
    return keras.Model([points, level], (data_std / total) ** 2 * points + level * data_std / total * answer)


def denoising_batches(points: ArrayLike, *, batch_size: int = BATCH, seed: int = 0) -> tf.data.Dataset:
    """Draw points with noise on them, at random levels, without end.

    Args:
        points: Data, shape ``(n, 2)``.
        batch_size: Points in a batch.
        seed: Seed of points, levels and noise.

    Returns:
        Batches ((noisy points, levels), points, weights), for ``fit`` with the squared error. The weights
        (σ² + σ_d²)/(σσ_d)² give all levels about the same say.

    Source: Karras et al. 2022, arXiv 2206.00364, §5 and Table 1.
    Departs: the logarithm of a level has the standard deviation 1.6; there it is 1.2.
    """
    data = tf.constant(points, tf.float32)
    data_std = float(np.asarray(points).std())

    def draw(step: Any) -> Any:
        key = tf.stack([tf.constant(seed, tf.int64), step])
        chosen = tf.random.stateless_uniform((batch_size,), key, 0, len(data), tf.int32)
        logs, noise = (tf.random.stateless_normal((batch_size, n), key + n) for n in (1, 2))
        clean, level = tf.gather(data, chosen), tf.exp(MEAN_LOG + STD_LOG * logs)
        weight = (level**2 + data_std**2) / (level * data_std) ** 2
        return (clean + level * noise, level), clean, weight[:, 0]

    return untuned(tf.data.Dataset.counter().map(draw).prefetch(2))


def train_denoiser(points: ArrayLike, steps: int, *, seed: int = 0) -> keras.Model:
    """Train a denoiser on points: it minimises the squared error, so that D(x, σ) = E(clean point | noisy point x).

    Args:
        points: Data, shape ``(n, 2)``.
        steps: Training steps.
        seed: Seed of weights, levels and noise.

    Returns:
        The model, with the moving average of its weights.
    """
    network = denoiser(float(np.asarray(points).std()), seed=seed)
    adam = keras.optimizers.Adam(falling(RATE, steps), use_ema=True, ema_momentum=AVERAGE)
    network.compile(adam, "mse", jit_compile=budget.long_enough_for_xla(), steps_per_execution=min(50, steps))
    network.fit(denoising_batches(points, seed=seed), steps_per_epoch=steps, epochs=1, shuffle=False, verbose=0)
    return network


def one_level(network: Callable[..., Any]) -> Callable[[Any, float], Any]:
    """Make a function of points and one level for all of them of a denoiser.

    Args:
        network: Model from points ``(n, 2)`` and levels ``(n, 1)``.

    Returns:
        Function (points, level) to points: one call of the network.
    """

    def denoise(points: Any, level: float) -> Any:
        points = tf.convert_to_tensor(points, tf.float32)
        return network([points, tf.fill((tf.shape(points)[0], 1), tf.cast(level, tf.float32))])

    return denoise


def sample(denoise: Callable[[Any, Any], Any], noise: Any, levels: Any) -> Any:
    """Turn noise into samples, with one call for each level but the last: Euler's method.

    It starts at x = σ₀·z and follows dx/dσ = (x − D(x, σ))/σ, the slope of the probability flow, from each level to the
    next: x ← x + (σᵢ₊₁ − σᵢ)·(x − D(x, σᵢ))/σᵢ.

    Args:
        denoise: D, a function of points and one level.
        noise: Standard normal numbers z, shape ``(n, 2)``.
        levels: Falling, such as `noise_levels` gives; all but the last above 0.

    Returns:
        Points ``(n, 2)``.

    Source: Karras et al. 2022, arXiv 2206.00364, §3, without the second-order correction.

    Examples:
        >>> sample(lambda x, level: x / (1 + level**2), np.ones((1, 2)), [1.0, 0.0]).tolist()
        [[0.5, 0.5]]
    """
    points = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        points = points + (there - here) / here * (points - denoise(points, here))
    return points


def _glorot(seed: int | None, number: int) -> keras.Initializer:
    return keras.initializers.GlorotUniform(None if seed is None else seed + number)

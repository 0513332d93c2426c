"""Sequences: what AR(1) processes and their autocorrelations are, in closed form and measured."""

from typing import Any

import numpy as np

from gan_course.arguments import whole

__all__ = ["ar1", "ar1_autocorrelation", "autocorrelation", "random_walks", "sines", "total_variation"]


def ar1(phi: float, n: int, length: int, *, seed: int = 0) -> np.ndarray:
    """Draw from a stationary autoregressive process of order 1: x_t = φ·x_(t−1) + e_t, with e_t normal.

    The variance of e is 1 − φ², so that each x_t has the variance 1; the first is drawn so.

    Args:
        phi: φ, in (-1, 1).
        n: How many sequences.
        length: How long each is.
        seed: Seed of the random numbers.

    Returns:
        Float array (n, length).

    Raises:
        ValueError: If φ is not in (-1, 1), where no stationary process is.
    """
    _check_phi(phi)
    noise = np.random.default_rng(seed).standard_normal((n, length))
    noise[:, 1:] *= np.sqrt(1 - phi**2)
    x = noise.copy()
    for step in range(1, length):
        x[:, step] += phi * x[:, step - 1]
    return x


def ar1_autocorrelation(phi: float, lag: Any) -> Any:
    """Give the autocorrelation of an AR(1) process: φ^|k|.

    Args:
        phi: φ, in (-1, 1).
        lag: k, a whole number or an array of them.

    Returns:
        Correlation of x_t and x_(t+k), of the shape of ``lag``.

    Raises:
        ValueError: If φ is not in (-1, 1).

    Examples:
        >>> ar1_autocorrelation(-0.5, 3)
        -0.125
    """
    _check_phi(phi)
    return phi ** np.abs(lag) if np.ndim(lag) else float(phi ** abs(lag))


def autocorrelation(sequences: np.ndarray, lag: int) -> float:
    """Measure the autocorrelation: E[(x_t − m)(x_(t+k) − m)] / E[(x_t − m)²].

    m is the mean of the sequence itself, so that a sequence which stays where it is counts as little as one that stays
    elsewhere. For few steps this makes the measured value smaller than that of the process.

    Args:
        sequences: Shape (n, length).
        lag: k, from 0 to length − 1.

    Returns:
        The correlation over all sequences and steps; 0 where nothing varies.

    Raises:
        ValueError: If the lag is not in its range.
    """
    x = np.asarray(sequences, float)
    lag = whole("lag", lag, at_least=0)
    if lag >= x.shape[1]:
        raise ValueError(f"lag: expected less than the length {x.shape[1]}, got {lag}; take longer sequences")
    x = x - x.mean(axis=1, keepdims=True)
    variance = np.mean(x**2)
    return float(np.mean(x[:, lag:] * x[:, : x.shape[1] - lag]) / variance) if variance else 0.0


def sines(n: int, length: int, *, seed: int = 0) -> np.ndarray:
    """Draw sine waves of a frequency and phase of their own: sin(2π·f·t + φ), f of 1 to 3 waves in the length.

    Args:
        n: How many.
        length: Steps.
        seed: Seed of frequencies and phases.

    Returns:
        Float array (n, length), in [-1, 1].

    Source: Yoon et al. 2019, Time-series Generative Adversarial Networks, where the sines have five dimensions.
    """
    random = np.random.default_rng(seed)
    frequency, phase = random.uniform(1, 3, (n, 1)), random.uniform(0, 2 * np.pi, (n, 1))
    return np.sin(2 * np.pi * frequency * np.arange(length) / length + phase)


def random_walks(n: int, length: int, *, seed: int = 0) -> np.ndarray:
    """Draw random walks, scaled so that the last step has the variance 1/4: sums of independent normal steps.

    Args:
        n: How many.
        length: Steps.
        seed: Seed of the steps.

    Returns:
        Float array (n, length).
    """
    steps = np.random.default_rng(seed).standard_normal((n, length))
    return np.cumsum(steps, axis=1) / (2 * np.sqrt(length))


def total_variation(p: np.ndarray, q: np.ndarray) -> float:
    """Measure how far two distributions are apart: ½ · Σ|p − q|.

    Args:
        p: Shares that add up to 1.
        q: Others, of the same shape.

    Returns:
        0 where they agree, 1 where they share nothing.

    Examples:
        >>> total_variation(np.array([0.5, 0.5]), np.array([0.25, 0.75]))
        0.25
    """
    return float(0.5 * np.abs(np.asarray(p) - np.asarray(q)).sum())


def _check_phi(phi: float) -> None:
    if not -1 < phi < 1:
        raise ValueError(f"phi: expected a number in (-1, 1), got {phi}; beyond, no process is stationary")

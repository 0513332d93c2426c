"""Super-resolution as a question with many answers: shrinking, and the errors of the mean and of a sample."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gan_course.arguments import whole


def shrink(images: Any, factor: int = 7) -> Any:
    """Shrink images: each pixel becomes the mean of a block of factor × factor.

    Args:
        images: Tensor or array (batch, factor·h, factor·w, channels).
        factor: At least 1.

    Returns:
        Tensor (batch, h, w, channels); an array of NumPy where the images are one.

    Raises:
        ValueError: If the factor does not divide height and width.

    Examples:
        >>> shrink(np.arange(4.0).reshape(1, 2, 2, 1), 2).ravel().tolist()
        [1.5]
    """
    factor, (_, height, width, channels) = whole("factor", factor, at_least=1), images.shape
    if height % factor or width % factor:
        raise ValueError(f"expected images whose height and width {factor} divides, got {height}×{width}; crop them")
    if isinstance(images, np.ndarray):
        return images.reshape(-1, height // factor, factor, width // factor, factor, channels).mean(axis=(2, 4))
    from gan_course.runtime import tf

    return tf.nn.avg_pool2d(images, factor, factor, "VALID")


def enlarge(images: ArrayLike, factor: int = 7) -> np.ndarray:
    """Enlarge images by repeating each pixel, to show them.

    Args:
        images: Array (batch, height, width, channels).
        factor: At least 1.

    Returns:
        Array (batch, factor·height, factor·width, channels).
    """
    return np.asarray(images).repeat(factor, axis=1).repeat(factor, axis=2)


def shrinking_matrix(size: int, factor: int = 7) -> np.ndarray:
    """Write `shrink` as a matrix A, for square grey images as long vectors: y = A x.

    Args:
        size: Height and width of the images.
        factor: As in `shrink`.

    Returns:
        Array ((size / factor)², size²).

    Raises:
        ValueError: If the factor does not divide the size.

    Examples:
        >>> shrinking_matrix(4, 2)[1]  # the mean of the block at the upper right
        array([0.  , 0.  , 0.25, 0.25, 0.  , 0.  , 0.25, 0.25, 0.  , 0.  , 0.  ,
               0.  , 0.  , 0.  , 0.  , 0.  ])
    """
    pixels = whole("size", size, at_least=1) ** 2
    return shrink(np.eye(pixels).reshape(pixels, size, size, 1), factor).reshape(pixels, -1).T


class PosteriorErrors(NamedTuple):
    """Expected squared errors, summed over the entries of x.

    Args:
        mean: Of the posterior mean E(x|y): the least that any function of y can reach.
        sample: Of one draw from the posterior p(x|y).
    """

    mean: float
    sample: float


def gaussian_posterior(covariance: ArrayLike, matrix: ArrayLike, noise: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Give the posterior of a Gaussian x ~ N(0, Σ) after y = A x + noise: x | y ~ N(K y, Σ − K A Σ).

    K = Σ Aᵀ (A Σ Aᵀ + σ² I)⁻¹.

    Args:
        covariance: Σ, shape (d, d), symmetric and positive definite.
        matrix: A, shape (m, d), such as the means of blocks.
        noise: σ, at least 0; with 0, A needs full row rank.

    Returns:
        K, shape (d, m), and the posterior covariance, shape (d, d).

    Source: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, eq. 2.113 to 2.117.

    Examples:
        >>> gain, posterior = gaussian_posterior([[1.0, 0.0], [0.0, 1.0]], [[0.5, 0.5]])
        >>> gain.ravel().tolist(), posterior.tolist()
        ([1.0, 1.0], [[0.5, -0.5], [-0.5, 0.5]])
    """
    covariance, matrix = np.asarray(covariance, float), np.asarray(matrix, float)
    observed = matrix @ covariance @ matrix.T + noise**2 * np.eye(len(matrix))
    gain = np.linalg.solve(observed, matrix @ covariance).T
    return gain, covariance - gain @ matrix @ covariance


def posterior_errors(covariance: ArrayLike, matrix: ArrayLike, noise: float = 0.0) -> PosteriorErrors:
    """Compute the errors of the posterior mean and of a posterior sample in closed form, for a Gaussian.

    Given y, x and a sample x̂ are two independent draws of one distribution with covariance C. So E|x − E(x|y)|² = tr C,
    and E|x − x̂|² = tr C + tr C: exactly twice as much. The proof uses nothing of the Gaussian but that C exists.

    Args:
        covariance: As in `gaussian_posterior`.
        matrix: As in `gaussian_posterior`.
        noise: As in `gaussian_posterior`.

    Returns:
        The two errors.

    Source: Blau and Michaeli 2018, arXiv 1711.06077: perfect perceptual quality costs at most a factor of 2 in the
        squared error.

    Examples:
        >>> posterior_errors([[1.0, 0.0], [0.0, 1.0]], [[0.5, 0.5]])
        PosteriorErrors(mean=1.0, sample=2.0)
    """
    _, posterior = gaussian_posterior(covariance, matrix, noise)
    least = float(np.trace(posterior))
    return PosteriorErrors(least, 2 * least)

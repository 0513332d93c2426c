"""Toy distributions whose density is known exactly: mixtures of round Gaussians in one or more dimensions.

On these one can see whether a generator is right: compare densities, and count the modes it reaches.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp, rel_entr

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class GaussianMixture:
    """A mixture of k isotropic Gaussians in d dimensions: p(x) = Σᵢ wᵢ N(x; μᵢ, σᵢ² I).

    Args:
        means: Centres μ of the modes, shape ``(k, d)``; a one-dimensional array of k numbers stands for ``(k, 1)``.
        stds: Standard deviations σ of the modes, positive; one for all, or shape ``(k,)``.
        weights: Weights of the modes, at least 0, shape ``(k,)``; scaled to sum to 1. Equal by default.

    Raises:
        ValueError: If a shape does not fit, a standard deviation is not positive, a weight negative or all are 0.

    Examples:
        >>> mixture = GaussianMixture(means=[[0.0, 0.0], [4.0, 0.0]], stds=0.5)
        >>> mixture.modes, mixture.dimensions
        (2, 2)
        >>> mixture.sample(3, seed=0).shape
        (3, 2)
        >>> mixture.density([[0.0, 0.0]]).round(3).tolist()
        [0.318]
    """

    # given as anything that converts to an array; stored as read-only float64 arrays
    means: Any
    stds: Any = 1.0
    weights: Any = None

    def __post_init__(self) -> None:
        means = np.array(self.means, float)
        if means.ndim == 1:
            means = means[:, None]
        if means.ndim != 2 or means.size == 0 or not np.isfinite(means).all():
            raise ValueError(
                f"expected finite means of shape (modes, dimensions), got {np.isfinite(means).sum()} finite numbers in "
                f"the shape {means.shape}"
            )
        stds = _one_per_mode("stds", self.stds, len(means))
        if not (stds > 0).all():
            raise ValueError(f"expected stds above 0, got {stds.min()}")
        weights = _one_per_mode("weights", 1.0 if self.weights is None else self.weights, len(means))
        if not (weights >= 0).all() or weights.sum() == 0:
            raise ValueError(f"expected weights of at least 0, and not all 0, got {weights.tolist()}")
        for name, array in {"means": means, "stds": stds, "weights": weights / weights.sum()}.items():
            array.setflags(write=False)
            object.__setattr__(self, name, array)

    @property
    def modes(self) -> int:
        """Number of modes k."""
        return self.means.shape[0]

    @property
    def dimensions(self) -> int:
        """Number of dimensions d of a sample."""
        return self.means.shape[1]

    def sample(self, n: int, seed: int = 0) -> NDArray[np.float32]:
        """Draw samples.

        Args:
            n: How many.
            seed: Seed; the same one gives the same samples.

        Returns:
            Samples, float32, shape ``(n, d)``.
        """
        random = np.random.default_rng(seed)
        mode = random.choice(self.modes, size=n, p=self.weights)
        noise = random.standard_normal((n, self.dimensions))
        return (self.means[mode] + self.stds[mode, None] * noise).astype(np.float32)

    def log_density(self, x: ArrayLike) -> Floats:
        """Natural logarithm of the density, exact also where the density itself rounds to 0.

        Args:
            x: Points, shape ``(..., d)``; for d = 1 also a number or shape ``(n,)``.

        Returns:
            log p(x), float64, shape ``(...)``.

        Raises:
            ValueError: If the points do not have d coordinates.
        """
        squares = (self._distances(x) / self.stds) ** 2
        normaliser = self.dimensions * np.log(np.sqrt(2 * np.pi) * self.stds)
        return logsumexp(-squares / 2 - normaliser, b=self.weights, axis=-1)

    def density(self, x: ArrayLike) -> Floats:
        """Probability density.

        Args:
            x: Points, shape ``(..., d)``; for d = 1 also a number or shape ``(n,)``.

        Returns:
            p(x), float64, shape ``(...)``.

        Raises:
            ValueError: If the points do not have d coordinates.
        """
        return np.exp(self.log_density(x))

    def nearest_mode(self, x: ArrayLike) -> Integers:
        """Index of the mode whose centre is nearest.

        Args:
            x: Points, shape ``(..., d)``; for d = 1 also a number or shape ``(n,)``.

        Returns:
            Indices into ``means``, shape ``(...)``.

        Raises:
            ValueError: If the points do not have d coordinates.
        """
        return self._distances(x).argmin(axis=-1)

    def mode_counts(self, samples: ArrayLike, within: float = 3.0) -> Integers:
        """Count the high-quality samples of each mode: those near their nearest centre.

        Args:
            samples: Samples, shape ``(n, d)``; for d = 1 also ``(n,)``. One that is not finite counts for no mode.
            within: How near, in standard deviations of that mode.

        Returns:
            Counts, shape ``(k,)``.

        Raises:
            ValueError: If the samples do not have d coordinates.

        Source:
            Srivastava et al. 2017, arXiv 1705.07761 (VEEGAN), synthetic data, with their 3 standard deviations.
        """
        distances = self._distances(samples).reshape(-1, self.modes)
        nearest = distances.argmin(axis=-1)
        good = distances.min(axis=-1) <= within * self.stds[nearest]
        return np.bincount(nearest[good], minlength=self.modes)

    def modes_covered(self, samples: ArrayLike, within: float = 3.0, share: float = 0.0) -> int:
        """Count the modes that the samples reach.

        Args:
            samples: Samples, shape ``(n, d)``; for d = 1 also ``(n,)``.
            within: How near to the centre a sample must be, in standard deviations of its mode.
            share: A mode counts if it gets at least one sample and this share of those it should get, n times its
                weight. 0 is the literature's count, in which a single stray sample covers a mode.

        Returns:
            A number of modes from 0 to k.

        Raises:
            ValueError: If the samples do not have d coordinates.

        Source:
            Srivastava et al. 2017, arXiv 1705.07761 (VEEGAN), synthetic data, for ``share=0``.

        Examples:
            >>> ring(modes=8).modes_covered(ring(modes=8).sample(1000))
            8
            >>> ring(modes=8).modes_covered([[2.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
            2
        """
        counts = self.mode_counts(samples, within)
        expected = self.weights * (np.size(samples) / self.dimensions)
        return int(np.sum((counts > 0) & (counts >= share * expected)))

    def high_quality_share(self, samples: ArrayLike, within: float = 3.0) -> float:
        """Share of samples that are near a mode.

        Args:
            samples: Samples, shape ``(n, d)`` with n ≥ 1; for d = 1 also ``(n,)``.
            within: How near to the centre, in standard deviations of the mode.

        Returns:
            A share in [0, 1]. Samples of the mixture itself reach 0.9973 for d = 1 and 0.9889 for d = 2.

        Raises:
            ValueError: If there are no samples or they do not have d coordinates.

        Source:
            Srivastava et al. 2017, arXiv 1705.07761 (VEEGAN), synthetic data.
        """
        if np.size(samples) == 0:
            raise ValueError("expected at least one sample, got none, of which there is no share")
        return float(self.mode_counts(samples, within).sum() / (np.size(samples) / self.dimensions))

    def reverse_kl(self, samples: ArrayLike) -> float:
        """Compare how samples spread over the modes with how they should: Σᵢ qᵢ log(qᵢ / wᵢ).

        q is the share of the samples whose nearest centre is that of mode i, however far it is. A mode that gets no
        sample adds nothing; what others get too much does.

        Args:
            samples: Samples, shape ``(n, d)`` with n ≥ 1, finite; for d = 1 also ``(n,)``.

        Returns:
            The Kullback-Leibler divergence KL(q ‖ w) in nats: 0 where all modes get their share, log k where one of k
            equal modes gets everything, infinite where a mode of weight 0 gets a sample. About (k − 1)/2n for n samples
            of the mixture itself, if its modes lie far apart.

        Raises:
            ValueError: If there are no samples, one is not finite, or they do not have d coordinates.

        Source:
            Lin et al. 2018, arXiv 1712.04086 (PacGAN), synthetic data, with the closest centre for each sample.

        Examples:
            >>> round(ring(modes=8).reverse_kl([[2.0, 0.0], [1.9, 0.1]]), 4)  # log 8
            2.0794
        """
        points = np.asarray(samples, float)
        if points.size == 0 or not np.isfinite(points).all():
            finite = np.isfinite(points).sum()
            raise ValueError(f"expected finite samples, at least one, got {finite} finite numbers of {points.size}")
        shares = np.bincount(self.nearest_mode(points).ravel(), minlength=self.modes) / (points.size / self.dimensions)
        return float(rel_entr(shares, self.weights).sum())

    def _distances(self, x: ArrayLike) -> Floats:
        points = np.asarray(x, float)
        if self.dimensions == 1 and points.ndim < 2:
            points = points[..., None]
        if points.ndim == 0 or points.shape[-1] != self.dimensions:
            raise ValueError(f"expected points of shape (..., {self.dimensions}), got {points.shape}")
        return np.linalg.norm(points[..., None, :] - self.means, axis=-1)  # (..., k)


def ring(modes: int = 8, radius: float = 2.0, std: float = 0.05) -> GaussianMixture:
    """Gaussians at equal distances on a circle around 0, the first at angle 0.

    Args:
        modes: Number of Gaussians, at least 1.
        radius: Radius of the circle.
        std: Standard deviation of each.

    Returns:
        A two-dimensional mixture.

    Raises:
        ValueError: If there is no mode or the standard deviation is not positive.

    Source:
        Metz et al. 2016, arXiv 1611.02163 (unrolled GAN), the mixture of Gaussians.

    Departs:
        Their standard deviation is 0.02; with 0.05 the modes can be seen in a plot.

    Examples:
        >>> ring(modes=4, radius=1.0).means.round(6).tolist()
        [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [-0.0, -1.0]]
    """
    angles = 2 * np.pi * np.arange(modes) / max(modes, 1)
    return GaussianMixture(radius * np.stack([np.cos(angles), np.sin(angles)], axis=1), std)


def grid(side: int = 5, spacing: float = 2.0, std: float = 0.05) -> GaussianMixture:
    """Gaussians on a square grid around 0.

    Args:
        side: Number of Gaussians along each side, at least 1.
        spacing: Distance between neighbours.
        std: Standard deviation of each.

    Returns:
        A two-dimensional mixture of ``side²`` modes, the first at the lower left, the second above it.

    Raises:
        ValueError: If there is no mode or the standard deviation is not positive.

    Source:
        Lin et al. 2018, arXiv 1712.04086 (PacGAN), 2D-grid: 25 modes at (−4 + 2i, −4 + 2j) with variance 0.0025.

    Examples:
        >>> grid(side=2).means.tolist()
        [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
    """
    ticks = spacing * (np.arange(side) - (side - 1) / 2)
    return GaussianMixture(np.stack(np.meshgrid(ticks, ticks, indexing="ij"), axis=-1).reshape(-1, 2), std)


def normal(mean: ArrayLike = 0.0, std: float = 1.0) -> GaussianMixture:
    """One isotropic Gaussian.

    Args:
        mean: A number for one dimension, or d coordinates.
        std: Standard deviation in every direction, positive.

    Returns:
        A mixture with a single mode.

    Raises:
        ValueError: If the mean is not finite or the standard deviation not positive.

    Examples:
        >>> normal(3.0, 2.0).density([3.0, 5.0]).round(4).tolist()
        [0.1995, 0.121]
        >>> normal([0.0, 1.0]).dimensions
        2
    """
    return GaussianMixture(np.reshape(np.asarray(mean, float), (1, -1)), std)


def _one_per_mode(name: str, given: ArrayLike, modes: int) -> Floats:
    array = np.asarray(given, float)
    if array.shape not in [(), (modes,)] or not np.isfinite(array).all():
        raise ValueError(
            f"expected {name} to be one finite number, or one for each of the {modes} modes, got {array.tolist()}"
        )
    return np.broadcast_to(array, modes).copy()

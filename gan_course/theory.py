"""What a GAN's players would do if they were free of networks and noise: closed forms in NumPy.

Densities are arrays on a grid whose cells have the volume ``dx`` (so an integral is ``sum · dx``), or tables of
probabilities, for which ``dx = 1``. Discriminators are arrays of probabilities on the same grid.
"""

import numbers
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, rel_entr, xlog1py, xlogy

Floats = NDArray[np.floating[Any]]


def optimal_discriminator(p_data: ArrayLike, p_g: ArrayLike, *, real_label: float = 1.0) -> Floats:
    """The discriminator that minimises its loss against a fixed generator: D*(x) = α·p_data(x) / (p_data(x) + p_g(x)).

    Args:
        p_data: Density or probability of the data, at least 0, any shape.
        p_g: The same of the generator's samples; broadcast against ``p_data``.
        real_label: The label α of real samples in (0, 1]; below 1 it is one-sided label smoothing.

    Returns:
        Probabilities of "real" in [0, α]. Where both densities are 0 the loss does not depend on D; α/2 stands there,
        the value that D* has wherever the two are equal (½ without smoothing).

    Raises:
        ValueError: If a density is negative or not a number, or the label is not in (0, 1].

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, proposition 1 (eq. 2). Smoothing: Salimans et al. 2016,
        arXiv 1606.03498, §3.4, with their α and β = 0.

    Examples:
        >>> optimal_discriminator([0.2, 0.5, 0.0], [0.2, 0.1, 0.0]).round(3).tolist()
        [0.5, 0.833, 0.5]
        >>> optimal_discriminator(0.3, 0.3, real_label=0.9).item()
        0.45
    """
    check_real_label(real_label)
    p, q = _densities(p_data=p_data, p_g=p_g)
    total = p + q
    return real_label * np.divide(p, total, out=np.full_like(total, 0.5), where=total > 0)


def optimal_logit(p_data: ArrayLike, p_g: ArrayLike, *, real_label: float = 1.0) -> Floats:
    """The logit of the optimal discriminator: log(α·p_data) − log(p_g + (1 − α)·p_data).

    For α = 1 that is the log density ratio log p_data − log p_g: a trained discriminator estimates it.

    Args:
        p_data: Density or probability of the data, at least 0, any shape.
        p_g: The same of the generator's samples; broadcast against ``p_data``.
        real_label: The label α of real samples in (0, 1].

    Returns:
        Logits; ±∞ where only one density is 0 (+∞ only for α = 1), and where both are, the logit of equal densities.

    Raises:
        ValueError: If a density is negative or not a number, or the label is not in (0, 1].

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, proposition 1, through the inverse of the sigmoid.

    Examples:
        >>> optimal_logit([0.2, 0.4, 0.4], [0.2, 0.1, 0.0]).round(3).tolist()
        [0.0, 1.386, inf]
    """
    check_real_label(real_label)
    p, q = np.broadcast_arrays(*_densities(p_data=p_data, p_g=p_g))
    empty = (p == 0) & (q == 0)
    p, q = np.where(empty, 1.0, p), np.where(empty, 1.0, q)
    with np.errstate(divide="ignore"):
        return np.log(real_label * p) - np.log(q + (1 - real_label) * p)


def value(discriminator: ArrayLike, p_data: ArrayLike, p_g: ArrayLike, dx: float = 1.0) -> float:
    """The value of the minimax game: V = ∫ p_data log D + p_g log(1 − D) dx.

    The discriminator maximises it; its loss without smoothing is −V.

    Args:
        discriminator: Probabilities of "real" in [0, 1] on the grid.
        p_data: Density of the data on the grid.
        p_g: Density of the generator's samples on the grid.
        dx: Volume of a grid cell; 1 for tables of probabilities.

    Returns:
        A number ≤ 0; −log 4 where D is ½ everywhere.

    Raises:
        ValueError: If a probability is outside [0, 1], a density negative, ``dx`` not positive, or the shapes do not
            fit together.

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, eq. 1 and 3.

    Departs:
        A D of exactly 0 or 1 counts as the float next to it, so that the value stays finite: the optimal D rounds to 1
        where ``p_g`` is merely small, and log(1 − 1) would make the value of the best discriminator −∞.

    Examples:
        >>> round(value(0.5, [0.3, 0.7], [0.6, 0.4]), 4)
        -1.3863
    """
    d = np.asarray(discriminator, float)
    if not np.all((d >= 0) & (d <= 1)):
        raise ValueError(
            f"expected discriminator to hold probabilities in [0, 1], got {d.min():g} to {d.max():g}; for logits, "
            "apply the sigmoid first"
        )
    d, p, q = _densities(discriminator=d, p_data=p_data, p_g=p_g)
    d = np.clip(d, np.nextafter(0, 1), np.nextafter(1, 0))
    return _integral(xlogy(p, d) + xlog1py(q, -d), dx)


def kl_divergence(p: ArrayLike, q: ArrayLike, dx: float = 1.0) -> float:
    """Kullback–Leibler divergence KL(p ‖ q) = ∫ p log(p/q) dx.

    Args:
        p: Density on the grid.
        q: Density on the grid.
        dx: Volume of a grid cell; 1 for tables of probabilities.

    Returns:
        A number in [0, ∞], in nats, if both integrate to 1. It is ∞ if q is 0 anywhere that p is not, which also
        happens when a narrow density rounds to 0 in its tails: then cut the grid to where both have mass.

    Raises:
        ValueError: If a density is negative or ``dx`` not positive.

    Source:
        Kullback and Leibler 1951, eq. 2.4.

    Examples:
        >>> round(kl_divergence([0.5, 0.5], [0.25, 0.75]), 4)
        0.1438
        >>> kl_divergence([0.5, 0.5], [1.0, 0.0])
        inf
    """
    p, q = _densities(p=p, q=q)
    return _integral(rel_entr(p, q), dx)


def js_divergence(p: ArrayLike, q: ArrayLike, dx: float = 1.0) -> float:
    """Jensen–Shannon divergence: JS(p, q) = ½ KL(p ‖ m) + ½ KL(q ‖ m) with m = (p + q)/2.

    Args:
        p: Density on the grid.
        q: Density on the grid.
        dx: Volume of a grid cell; 1 for tables of probabilities.

    Returns:
        A number in [0, log 2], in nats, if both integrate to 1: 0 for equal densities, log 2 for disjoint ones.

    Raises:
        ValueError: If a density is negative or ``dx`` not positive.

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, theorem 1 (eq. 5 and 6).

    Examples:
        >>> round(js_divergence([1.0, 0.0], [0.0, 1.0]), 4)
        0.6931
    """
    p, q = _densities(p=p, q=q)
    total = p + q  # 2·m, which unlike m does not round to 0 in the tails
    return _integral(rel_entr(2 * p, total) + rel_entr(2 * q, total), dx) / 4


def optimal_value(p_data: ArrayLike, p_g: ArrayLike, dx: float = 1.0) -> float:
    """The value of the game against the optimal discriminator: max_D V = −log 4 + 2·JS(p_data, p_g).

    Args:
        p_data: Density of the data on a grid that holds practically all its mass.
        p_g: Density of the generator's samples on the same grid.
        dx: Volume of a grid cell; 1 for tables of probabilities.

    Returns:
        A number in [−log 4, 0]: −log 4 if and only if the generator matches the data, 0 if the two never overlap.

    Raises:
        ValueError: If a density is negative or ``dx`` not positive.

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, theorem 1 (eq. 6).

    Examples:
        >>> round(optimal_value([0.3, 0.7], [0.3, 0.7]), 4)
        -1.3863
    """
    return -np.log(4).item() + 2 * js_divergence(p_data, p_g, dx)


def cross_entropy(logits: ArrayLike, label: float) -> Floats:
    """Cross-entropy of each single logit f against a label α: −α log σ(f) − (1 − α) log(1 − σ(f)), for any α.

    Args:
        logits: Logits, any shape.
        label: The target α. Outside [0, 1] it makes no sense as a probability and the loss has no lower bound; it is
            allowed here so that one can look at that.

    Returns:
        The loss of each logit, in the logits' shape.

    Source:
        The two terms of Goodfellow et al. 2014, arXiv 1406.2661, eq. 1, with the label of arXiv 1606.03498, §3.4.

    Examples:
        >>> cross_entropy([0.0, 10.0, 1000.0], 1.1).round(3).tolist()
        [0.693, -1.0, -100.0]
    """
    logits = np.asarray(logits, float)
    return label * np.logaddexp(0, -logits) + (1 - label) * np.logaddexp(0, logits)


def best_logit(label: float) -> float:
    """The logit that minimises the cross-entropy against a label α: log α − log(1 − α), where σ(f) = α.

    Args:
        label: The target α in [0, 1].

    Returns:
        The minimiser; −∞ for the label 0 and ∞ for the label 1, where the loss only approaches its infimum 0.

    Raises:
        ValueError: If the label is outside [0, 1]. There the gradient σ(f) − α has one sign everywhere, and the loss
            falls without bound: it has no minimiser.

    Source:
        The root of the derivative σ(f) − α of `cross_entropy`.

    Examples:
        >>> round(best_logit(0.9), 4)
        2.1972
        >>> best_logit(1.2)
        Traceback (most recent call last):
            ...
        ValueError: expected label to be from 0 to 1, got 1.2; outside, no logit minimises the cross-entropy, which ...
    """
    if not 0 <= label <= 1:
        raise ValueError(
            f"expected label to be from 0 to 1, got {label}; outside, no logit minimises the cross-entropy, which "
            "falls without bound"
        )
    with np.errstate(divide="ignore"):
        return float(np.log(label) - np.log1p(-label))


def minimax_generator_gradient(logits: ArrayLike) -> Floats:
    """Gradient in the logit f of the saturating generator loss log(1 − D), D = σ(f): it is −D.

    Args:
        logits: The discriminator's logits of generated samples, any shape.

    Returns:
        Gradients in [−1, 0], in the logits' shape; next to 0 where the discriminator is sure of "fake".

    Source:
        The derivative of the generator's term in Goodfellow et al. 2014, arXiv 1406.2661, eq. 1; see their §3.

    Examples:
        >>> logit = best_logit(0.01)
        >>> minimax_generator_gradient(logit).round(4).item(), non_saturating_generator_gradient(logit).round(4).item()
        (-0.01, -0.99)
    """
    return -expit(np.asarray(logits, float))


def non_saturating_generator_gradient(logits: ArrayLike) -> Floats:
    """Gradient in the logit f of the non-saturating generator loss −log D, D = σ(f): it is −(1 − D).

    Args:
        logits: The discriminator's logits of generated samples, any shape.

    Returns:
        Gradients in [−1, 0], in the logits' shape; next to −1 where the discriminator is sure of "fake".

    Source:
        The derivative of −log D(G(z)), Goodfellow et al. 2014, arXiv 1406.2661, §3, last paragraph.
    """
    return -expit(-np.asarray(logits, float))


def check_real_label(real_label: float) -> None:
    """Reject a label for real samples that one-sided smoothing cannot use.

    Args:
        real_label: The label, which should be in (0, 1].

    Raises:
        TypeError: If it is no number.
        ValueError: If it is not in (0, 1].

    Source:
        Salimans et al. 2016, arXiv 1606.03498, §3.4; `best_logit` shows why a label above 1 cannot work.
    """
    if not isinstance(real_label, numbers.Real) or isinstance(real_label, bool):
        raise TypeError(f"expected real_label to be a number in (0, 1], got {type(real_label).__name__}")
    if real_label > 1:
        raise ValueError(
            f"expected real_label in (0, 1], got {real_label}; a label above 1 has no minimiser, its loss falls "
            "without bound as the logit grows"
        )
    if not real_label > 0:
        raise ValueError(f"expected real_label in (0, 1], got {real_label}; at 0 and below, real samples count as fake")


def _densities(**named: ArrayLike) -> list[Floats]:
    arrays = []
    for name, given in named.items():
        array = np.asarray(given, float)
        if not np.all(array >= 0):
            raise ValueError(f"expected {name} to hold densities or probabilities, at least 0, got {array.min()}")
        if np.isinf(array).any():
            raise ValueError(f"expected {name} to hold finite densities, got infinity, the density of a point mass")
        arrays.append(array)
    try:
        np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(named, arrays, strict=True))
        raise ValueError(f"expected all arrays on one grid, got the shapes {shapes}") from None
    return arrays


def _integral(integrand: Floats, dx: float) -> float:
    if not dx > 0:
        raise ValueError(f"expected dx, the volume of a grid cell, to be above 0, got {dx}")
    return float(np.sum(integrand) * dx)

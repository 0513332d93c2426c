"""The adversarial losses, as pairs, on logits.

Every function takes the discriminator's *logits* (its last layer has no activation), real before fake and by keyword,
and returns a scalar to be **minimised**. A discriminator loss is the sum of its real and its fake term, so at chance
(all logits 0) the cross-entropy losses give 2·log 2 ≈ 1.386 for the discriminator and log 2 ≈ 0.693 for the
non-saturating generator.

================== ================================== ================================ ==========================
name               discriminator minimises            generator minimises              paper
================== ================================== ================================ ==========================
``minimax``        −E log D(x) − E log(1 − D(G(z)))   E log(1 − D(G(z)))               arXiv 1406.2661
``non_saturating`` the same                           −E log D(G(z))                   arXiv 1406.2661
``least_squares``  ½E (f(x) − 1)² + ½E f(G(z))²       ½E (f(G(z)) − 1)²                arXiv 1611.04076
``hinge``          E max(0, 1 − f(x))                 −E f(G(z))                       arXiv 1705.02894
                   + E max(0, 1 + f(G(z)))
``wasserstein``    E f(G(z)) − E f(x)                 −E f(G(z))                       arXiv 1701.07875
``relativistic``   −E log σ(f(x) − f(G(z)))           −E log σ(f(G(z)) − f(x))         arXiv 1807.00734
================== ================================== ================================ ==========================

f is the logit and D = σ(f) = 1/(1 + e^−f) the probability of "real". Each expectation is the mean over its own batch,
so the real and the fake batch may differ in size; only the relativistic loss takes them in pairs, one real and one fake
sample each.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gan_course import theory
from gan_course.arguments import one_of
from gan_course.runtime import keras

Tensor = Any  # a tensor of the backend, or what it converts: a NumPy array, a list


@dataclass(frozen=True)
class AdversarialLoss:
    """What each of the two players minimises.

    Args:
        name: What to call it in messages and tables.
        discriminator_loss: Function called as ``(*, real_logits, fake_logits)`` that returns a scalar.
        generator_loss: Function called in the same way; it may ignore ``real_logits``.

    Raises:
        TypeError: If one of the two is not callable.

    Examples:
        >>> import numpy as np
        >>> loss = get("non_saturating")
        >>> undecided = np.zeros((4, 1), "float32")
        >>> round(float(loss.discriminator_loss(real_logits=undecided, fake_logits=undecided)), 4)
        1.3863
        >>> round(float(loss.generator_loss(real_logits=undecided, fake_logits=undecided)), 4)
        0.6931
    """

    name: str
    discriminator_loss: Callable[..., Tensor]
    generator_loss: Callable[..., Tensor]

    def __post_init__(self) -> None:
        for player in ("discriminator_loss", "generator_loss"):
            function = getattr(self, player)
            if not callable(function):
                raise TypeError(
                    f"expected {player} to be a function of (*, real_logits, fake_logits), got a "
                    f"{type(function).__name__}"
                )


def minimax_discriminator_loss(*, real_logits: Tensor, fake_logits: Tensor, real_label: float = 1.0) -> Tensor:
    """Cross-entropy of telling real from fake: −E[α log D(x) + (1 − α) log(1 − D(x))] − E log(1 − D(G(z))).

    With the label α = 1 that is the negative of the value V(D, G) of the minimax game. An α below 1 is one-sided label
    smoothing: it moves the optimal discriminator from p/(p + q) to α·p/(p + q) and leaves the fake term as it is.

    Args:
        real_logits: Logits of real samples, float, shape ``(n,)`` or ``(n, 1)``.
        fake_logits: Logits of generated samples, float, shape ``(m,)`` or ``(m, 1)``.
        real_label: The target α for real samples, in (0, 1].

    Returns:
        A scalar in [−α log α − (1 − α) log(1 − α), ∞), which for α = 1 is [0, ∞); 2·log 2 at chance for every α.

    Raises:
        ValueError: If ``real_label`` is not in (0, 1].

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, eq. 1. Smoothing: Salimans et al. 2016, arXiv 1606.03498, §3.4.
    """
    theory.check_real_label(real_label)
    return _cross_entropy(real_logits, real_label) + _cross_entropy(fake_logits, 0.0)


def minimax_generator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """The saturating loss of the minimax game: E log(1 − D(G(z))).

    Its gradient in the logit is −D(G(z)), which vanishes where the discriminator is sure that the sample is fake.

    Args:
        real_logits: Not used.
        fake_logits: Logits of generated samples, float, shape ``(m,)`` or ``(m, 1)``.

    Returns:
        A scalar in (−∞, 0]; −log 2 at chance.

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, eq. 1.
    """
    return -_cross_entropy(fake_logits, 0.0)


def non_saturating_generator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Cross-entropy of generated samples against the label "real": −E log D(G(z)).

    Its gradient in the logit is −(1 − D(G(z))), close to −1 where the discriminator is sure that the sample is fake.

    Args:
        real_logits: Not used.
        fake_logits: Logits of generated samples, float, shape ``(m,)`` or ``(m, 1)``.

    Returns:
        A scalar in [0, ∞); log 2 at chance.

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, §3, last paragraph.
    """
    return _cross_entropy(fake_logits, 1.0)


def least_squares_discriminator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Least squares towards 1 for real and 0 for fake: ½E[(f(x) − 1)²] + ½E[f(G(z))²].

    The logits themselves are the scores, without a sigmoid: the undecided score is ½, where the loss is ¼.

    Args:
        real_logits: Scores of real samples, float, shape ``(n,)`` or ``(n, 1)``.
        fake_logits: Scores of generated samples, float, shape ``(m,)`` or ``(m, 1)``.

    Returns:
        A scalar in [0, ∞); ½ when all scores are 0.

    Source:
        Mao et al. 2017, arXiv 1611.04076, eq. 2 with a = 0, b = c = 1 (their eq. 9).
    """
    return 0.5 * (_mean_square_distance(real_logits, 1.0) + _mean_square_distance(fake_logits, 0.0))


def least_squares_generator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Least squares of generated samples towards 1, the target of real ones: ½E[(f(G(z)) − 1)²].

    Args:
        real_logits: Not used.
        fake_logits: Scores of generated samples, float, shape ``(m,)`` or ``(m, 1)``.

    Returns:
        A scalar in [0, ∞); ⅛ at the undecided score ½.

    Source:
        Mao et al. 2017, arXiv 1611.04076, eq. 2 with a = 0, b = c = 1 (their eq. 9).
    """
    return 0.5 * _mean_square_distance(fake_logits, 1.0)


def hinge_discriminator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Hinge loss with margin 1 on either side of 0: E max(0, 1 − f(x)) + E max(0, 1 + f(G(z))).

    Args:
        real_logits: Logits of real samples, float, shape ``(n,)`` or ``(n, 1)``.
        fake_logits: Logits of generated samples, float, shape ``(m,)`` or ``(m, 1)``.

    Returns:
        A scalar in [0, ∞); 2 when all logits are 0.

    Source:
        Lim and Ye 2017, arXiv 1705.02894; as the negative of eq. 16 of Miyato et al. 2018, arXiv 1802.05957.
    """
    return keras.ops.mean(keras.ops.relu(1.0 - _tensor(real_logits))) + keras.ops.mean(
        keras.ops.relu(1.0 + _tensor(fake_logits))
    )


def wasserstein_discriminator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """How far the critic ranks fake above real: E f(G(z)) − E f(x).

    Its negative estimates the Wasserstein-1 distance (times the critic's Lipschitz constant) only if something else,
    such as a penalty, keeps the critic Lipschitz.

    Args:
        real_logits: The critic's scores of real samples, float, shape ``(n,)`` or ``(n, 1)``.
        fake_logits: The critic's scores of generated samples, float, shape ``(m,)`` or ``(m, 1)``.

    Returns:
        A scalar in (−∞, ∞); 0 when all scores are equal.

    Source:
        Arjovsky et al. 2017, arXiv 1701.07875, eq. 3 (which maximises the negative).
    """
    return keras.ops.mean(_tensor(fake_logits)) - keras.ops.mean(_tensor(real_logits))


def linear_generator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Raise the scores of generated samples: −E f(G(z)). The generator's side of both hinge and Wasserstein.

    Args:
        real_logits: Not used.
        fake_logits: Scores of generated samples, float, shape ``(m,)`` or ``(m, 1)``.

    Returns:
        A scalar in (−∞, ∞); 0 when all scores are 0.

    Source:
        Miyato et al. 2018, arXiv 1802.05957, eq. 17; Arjovsky et al. 2017, arXiv 1701.07875, theorem 3.
    """
    return -keras.ops.mean(_tensor(fake_logits))


def relativistic_discriminator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Judge each real sample against one fake sample: −E log σ(f(x) − f(G(z))).

    Only differences count, so adding a constant to every score changes nothing, and a score above 0 does not mean
    "real". Where real and fake samples are finitely many and paired for good, its landscape as a function of the fake
    samples has no bad basin, while the losses above have one for each way to drop modes; pairs that are drawn anew in
    each batch, as in training, are not covered by that theorem.

    Args:
        real_logits: Scores of real samples, float, shape ``(n,)`` or ``(n, 1)``.
        fake_logits: Scores of as many generated samples, of the same shape.

    Returns:
        A scalar in [0, ∞); log 2 where the scores of each pair are tied.

    Raises:
        ValueError: If the two shapes differ.

    Source:
        Jolicoeur-Martineau 2018, arXiv 1807.00734, §4.1 (RSGAN); the landscape: Sun et al. 2020, arXiv 2011.04926.
    """
    return _cross_entropy(_advantage(real_logits, fake_logits), 1.0)


def relativistic_generator_loss(*, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Ask each fake sample to look more real than the real one it is paired with: −E log σ(f(G(z)) − f(x)).

    Args:
        real_logits: Scores of real samples, float, shape ``(n,)`` or ``(n, 1)``.
        fake_logits: Scores of as many generated samples, of the same shape.

    Returns:
        A scalar in [0, ∞); log 2 where the scores of each pair are tied.

    Raises:
        ValueError: If the two shapes differ.

    Source:
        As the discriminator's.
    """
    return _cross_entropy(_advantage(real_logits, fake_logits), 0.0)


_LOSSES = {
    loss.name: loss
    for loss in (
        AdversarialLoss("minimax", minimax_discriminator_loss, minimax_generator_loss),
        AdversarialLoss("non_saturating", minimax_discriminator_loss, non_saturating_generator_loss),
        AdversarialLoss("least_squares", least_squares_discriminator_loss, least_squares_generator_loss),
        AdversarialLoss("hinge", hinge_discriminator_loss, linear_generator_loss),
        AdversarialLoss("wasserstein", wasserstein_discriminator_loss, linear_generator_loss),
        AdversarialLoss("relativistic", relativistic_discriminator_loss, relativistic_generator_loss),
    )
}

NAMES = tuple(_LOSSES)


def get(name: str | AdversarialLoss, *, real_label: float = 1.0) -> AdversarialLoss:
    """Look up an adversarial loss.

    Args:
        name: One of ``losses.NAMES``, or an `AdversarialLoss` of your own, which comes back unchanged.
        real_label: Target for real samples in (0, 1]; below 1 it is one-sided label smoothing, which only ``minimax``
            and ``non_saturating`` have.

    Returns:
        The pair of losses.

    Raises:
        ValueError: If the name is unknown, the label is not in (0, 1], or the loss has no label to smooth.
        TypeError: If ``name`` is neither a string nor an `AdversarialLoss`, or the label is no number.

    Source:
        One-sided label smoothing: Salimans et al. 2016, arXiv 1606.03498, §3.4.

    Examples:
        >>> get("hinge").name
        'hinge'
        >>> get("hing")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        ValueError: expected the loss to be one of 'minimax', 'non_saturating', ..., got 'hing'
    """
    theory.check_real_label(real_label)
    loss = _look_up(name)
    if real_label == 1:
        return loss
    if loss.discriminator_loss is not minimax_discriminator_loss:
        raise ValueError(
            f"expected real_label to be 1 for the loss {loss.name!r}, which has no cross-entropy to smooth the labels "
            f"of, got {real_label}; use 'minimax' or 'non_saturating', or leave real_label at 1"
        )
    smoothed = functools.partial(minimax_discriminator_loss, real_label=real_label)
    return AdversarialLoss(loss.name, smoothed, loss.generator_loss)


def _look_up(name: str | AdversarialLoss) -> AdversarialLoss:
    if isinstance(name, AdversarialLoss):
        return name
    if not isinstance(name, str):
        raise TypeError(
            f"expected a loss's name or an AdversarialLoss, got {type(name).__name__}; wrap two functions as "
            "AdversarialLoss('my_loss', discriminator_loss, generator_loss)"
        )
    one_of("the loss", name, NAMES)
    return _LOSSES[name]


def _tensor(logits: Tensor) -> Tensor:
    logits = keras.ops.convert_to_tensor(logits)
    return logits if keras.backend.is_float_dtype(logits.dtype) else keras.ops.cast(logits, keras.config.floatx())


def _cross_entropy(logits: Tensor, label: float) -> Tensor:
    # −log σ(f) = softplus(−f) and −log(1 − σ(f)) = softplus(f): no probability is formed, so none rounds to 0
    logits = _tensor(logits)
    real, fake = keras.ops.softplus(-logits), keras.ops.softplus(logits)
    return keras.ops.mean(label * real + (1.0 - label) * fake)


def _advantage(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    real, fake = _tensor(real_logits), _tensor(fake_logits)
    if tuple(real.shape) != tuple(fake.shape):
        raise ValueError(
            "expected as many real logits as fake ones, because the relativistic loss pairs them, got "
            f"{tuple(real.shape)} and {tuple(fake.shape)}"
        )
    return real - fake


def _mean_square_distance(scores: Tensor, target: float) -> Tensor:
    return keras.ops.mean(keras.ops.square(_tensor(scores) - target))

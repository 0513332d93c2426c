"""Both players' losses as one function, and their values and gradients, compiled as in training."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gan_course import budget
from gan_course.losses import AdversarialLoss, minimax_discriminator_loss, non_saturating_generator_loss
from gan_course.runtime import tf

__all__ = ["as_loss", "pair", "probe"]


def pair(real_logits: Any, fake_logits: Any, real_label: float = 1.0) -> tuple[Any, Any]:
    """Compute both losses, with the label for real samples in the discriminator's.

    Args:
        real_logits: Logits of real samples, shape (n,) or (n, 1).
        fake_logits: Logits of generated samples, shape (m,) or (m, 1).
        real_label: The label of real samples, in (0, 1].

    Returns:
        The discriminator's cross-entropy, and the generator's non-saturating loss.

    Source:
        Goodfellow et al. 2014, arXiv 1406.2661, eq. 1 and section 3; Salimans et al. 2016, arXiv 1606.03498, §3.4.
    """
    logits = {"real_logits": real_logits, "fake_logits": fake_logits}
    return minimax_discriminator_loss(**logits, real_label=real_label), non_saturating_generator_loss(**logits)


def as_loss(both: Callable[..., Sequence[Any]], real_label: float = 1.0) -> AdversarialLoss:
    """Make a loss for training of one function that returns both losses.

    Args:
        both: `pair`, or a function of one's own that is called in the same way; its second result must not depend on
            the real logits.
        real_label: The label of real samples.

    Returns:
        The loss.
    """
    return AdversarialLoss(
        "both",
        lambda *, real_logits, fake_logits: both(real_logits, fake_logits, real_label)[0],
        # The generator's step has no real logits, and any will do.
        lambda *, real_logits, fake_logits: both(
            fake_logits if real_logits is None else real_logits, fake_logits, real_label
        )[1],
    )


def probe(loss: AdversarialLoss, real_logits: ArrayLike, fake_logits: ArrayLike) -> dict[str, np.ndarray]:
    """Compute both losses and their gradients, inside a function that XLA compiles.

    Args:
        loss: The losses of both players.
        real_logits: Shape (n,).
        fake_logits: Shape (m,).

    Returns:
        By their names in words: the two losses, scalars; the gradient of the discriminator's loss in the real logits,
        shape (n,), and in the fake ones, shape (m,); and that of the generator's loss in the fake ones, shape (m,). A
        gradient that does not reach the logits is 0.

    Examples:
        >>> from gan_course import losses
        >>> found = probe(losses.get("non_saturating"), [0.0, 0.0], [0.0])
        >>> float(found["the gradient of the generator's loss in the fake logits"][0])
        -0.5
    """
    columns = [tf.constant(np.reshape(logits, (-1, 1)), "float32") for logits in (real_logits, fake_logits)]
    d_loss, g_loss, *gradients = _compiled(loss)(*columns)
    d_real, d_fake, g_fake = (np.ravel(gradient) for gradient in gradients)
    return {
        "the discriminator's loss": np.asarray(d_loss),
        "the generator's loss": np.asarray(g_loss),
        "the gradient of the discriminator's loss in the real logits": d_real,
        "the gradient of the discriminator's loss in the fake logits": d_fake,
        "the gradient of the generator's loss in the fake logits": g_fake,
    }


def _compiled(loss: AdversarialLoss) -> Any:
    @tf.function(jit_compile=budget.long_enough_for_xla())
    def values_and_gradients(real: Any, fake: Any) -> tuple[Any, ...]:
        with tf.GradientTape(persistent=True) as tape:
            tape.watch((real, fake))
            d_loss = loss.discriminator_loss(real_logits=real, fake_logits=fake)
            g_loss = loss.generator_loss(real_logits=real, fake_logits=fake)
        zero = tf.UnconnectedGradients.ZERO
        d_gradients = tape.gradient(d_loss, (real, fake), unconnected_gradients=zero)
        return d_loss, g_loss, *d_gradients, tape.gradient(g_loss, fake, unconnected_gradients=zero)

    return values_and_gradients

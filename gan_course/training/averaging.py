"""The moving average of the weights that Keras's optimizers keep (``use_ema=True``), put in place for a while."""

import contextlib
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def averaged_weights(optimizer: Any) -> Iterator[None]:
    """Let the weights that an optimizer trains be their moving averages inside a ``with`` block.

    The average of the weights w after step s is a_s = m·a_{s−1} + (1 − m)·w_s with the optimizer's ``ema_momentum`` m,
    and a_1 = w_1. At its end ``fit`` puts the averages in place for good; this does it in between.

    Args:
        optimizer: A Keras optimizer that is built. Without ``use_ema=True``, or before its first step, the weights stay
            as they are.

    Yields:
        Nothing. Afterwards the weights are bit for bit what they were, also after an exception.

    Source: Polyak and Juditsky 1992, doi 10.1137/0330046; for GANs Yazıcı et al. 2019, arXiv 1806.04498.
    Departs: an exponential moving average in place of Polyak's mean over all steps.
    """
    raw = []
    if optimizer.use_ema and optimizer.iterations.numpy() > 0:
        # Keras has no public way to the averages; its own callback SwapEMAWeights reaches them like this.
        averages = zip(optimizer._trainable_variables, optimizer._model_variables_moving_average, strict=True)
        raw = [(weight, weight.numpy(), average.numpy()) for weight, average in averages]
    try:
        for weight, _, average in raw:
            weight.assign(average)
        yield
    finally:
        for weight, value, _ in raw:
            weight.assign(value)

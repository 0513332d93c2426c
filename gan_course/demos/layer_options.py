"""Do a network's layers carry an option that nobody asked for? What a network gives for one batch need not show it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

__all__ = ["fault"]

MOMENTA = 0.5, 0.9999
LARGEST_EPSILON = 0.01
USUAL: dict[str, Any] = {"groups": 1, "dilation_rate": 1, "max_value": None, "threshold": 0}
HOLDS = {"_constraint": "constraint", "_regularizer": "regulariser"}


def fault(network: Any) -> str | None:
    """Find a layer that does not learn as it would with Keras's own options.

    Args:
        network: A Keras model or layer, nested or not, built or not.

    Returns:
        Which layer it is, what was expected and what came, in a sentence: a constraint or a regulariser, a convolution
        in groups or with gaps, a ReLU with a ceiling or a threshold, spectral normalisation, weights that are not
        trained, or a batch normalisation with an unusual momentum or epsilon; nothing if there is none.

    Examples:
        >>> from gan_course.runtime import keras
        >>> fault(keras.layers.BatchNormalization(momentum=0.8)) is None
        True
        >>> fault(keras.layers.BatchNormalization(momentum=1, name="norm"))
        'norm: expected a momentum from 0.5 to 0.9999, got 1.0: the running mean and variance would never move'
    """
    return next((f"{layer.name}: {what}" for layer in network._flatten_layers() for what in _faults(layer)), None)


def _faults(layer: Any) -> Iterator[str]:
    kind = type(layer).__name__
    for name, option in vars(layer).items():
        for ending, word in HOLDS.items():
            if name.endswith(ending) and option is not None:
                yield f"expected no {word}, got {type(option).__name__} as {name}"
    for name, standard in USUAL.items():
        option = getattr(layer, name, standard)
        if np.any(np.not_equal(option, standard)):
            yield f"expected {name} as usual, {standard}, got {option}"
    for weight in layer._trainable_variables:
        for word, option in (("constraint", weight.constraint), ("regulariser", weight.regularizer)):
            if option is not None:
                yield f"expected no {word}, got {type(option).__name__} for {weight.name}"
    if kind == "SpectralNormalization":
        yield "expected kernels as they are, got spectral normalisation"
    if not layer.trainable and (layer.weights or hasattr(layer, "kernel_initializer") or kind == "BatchNormalization"):
        yield "expected weights that are trained, got trainable=False"
    if kind == "BatchNormalization" and not MOMENTA[0] <= layer.momentum <= MOMENTA[1]:
        effect = "would never move" if layer.momentum > MOMENTA[1] else "would be those of the last few batches"
        usual = f"a momentum from {MOMENTA[0]} to {MOMENTA[1]}"
        yield f"expected {usual}, got {float(layer.momentum)}: the running mean and variance {effect}"
    if kind.endswith("Normalization") and not 0 <= getattr(layer, "epsilon", 0) <= LARGEST_EPSILON:
        yield f"expected an epsilon from 0 to {LARGEST_EPSILON}, got {layer.epsilon}"

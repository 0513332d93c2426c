"""Colours of one picture, given to another: the control that every translation of photographs has to beat."""

from collections.abc import Sequence

import numpy as np


def match_histograms(picture: np.ndarray, references: Sequence[np.ndarray]) -> np.ndarray:
    """Give a picture the colour histograms of others, channel by channel, without a look at what is where.

    The darkest value of a channel becomes the darkest of the references' channel, the median their median, and so on:
    a value of rank r becomes the references' quantile r.

    Args:
        picture: Array (height, width, channels).
        references: Arrays (height, width, channels), whose pixels count together.

    Returns:
        Array of the picture's shape, float32.

    Raises:
        ValueError: If there are no references, or channels differ.

    Source: R. C. Gonzalez and R. E. Woods, Digital Image Processing, 4th edition 2018, §3.3, histogram specification.

    Examples:
        >>> picture, reference = np.array([[[1.0], [3.0], [2.0]]]), np.array([[[0.5], [0.0], [1.0]]])
        >>> match_histograms(picture, [reference]).ravel().tolist()
        [0.0, 1.0, 0.5]
    """
    channels = picture.shape[-1]
    if not len(references) or any(reference.shape[-1] != channels for reference in references):
        raise ValueError(
            f"expected references of {channels} channels, got {[reference.shape for reference in references]}"
        )
    pixels = np.concatenate([reference.reshape(-1, channels) for reference in references])
    matched = [_matched(picture[..., channel], np.sort(pixels[:, channel])) for channel in range(channels)]
    return np.stack(matched, axis=-1).astype(np.float32)


def _matched(values: np.ndarray, reference: np.ndarray) -> np.ndarray:
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts + 1) / 2  # the middle rank of equal values, from 0
    quantiles = middle / max(values.size - 1, 1)
    mapped = np.interp(quantiles, np.linspace(0, 1, len(reference)), reference)
    return mapped[where].reshape(values.shape)

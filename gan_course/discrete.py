"""Ways around argmax, which has no gradient: Gumbel-softmax, straight-through, and REINFORCE."""

from typing import Any

import numpy as np

from gan_course.runtime import keras, tf

__all__ = [
    "StraightThrough",
    "exact_gradient",
    "gumbel_from_normal",
    "gumbel_softmax",
    "reinforce",
    "straight_through",
]

_EDGE = 1e-6  # of a probability; its logarithm has to stay finite


def gumbel_from_normal(normal: Any) -> Any:
    """Turn standard normal numbers into standard Gumbel numbers: g = −log(−log Φ(x)).

    Φ(x) is uniform on (0, 1), and the other two are the inverse of Gumbel's distribution function exp(−exp(−g)). So a
    generator can draw symbols with a part of its noise, and stays a function of the noise.

    Args:
        normal: Tensor x of any shape.

    Returns:
        Tensor of the same shape, from −2.7 to 13.8: Φ is cut off a millionth from its ends.

    Examples:
        >>> round(float(gumbel_from_normal(tf.constant(0.0))), 4)  # the median, −log(log 2)
        0.3665
    """
    uniform = 0.5 * tf.math.erfc(-normal / np.sqrt(2.0))
    return -tf.math.log(-tf.math.log(tf.clip_by_value(uniform, _EDGE, 1 - _EDGE)))


def gumbel_softmax(logits: Any, gumbel: Any, temperature: float) -> Any:
    """Draw a soft symbol: softmax((logits + g) / τ).

    The largest entry is each symbol as often as softmax(logits) says, for every τ. For τ → 0 the row becomes one-hot;
    for large τ it becomes uniform.

    Args:
        logits: Tensor (…, symbols).
        gumbel: Standard Gumbel numbers g, of the same shape.
        temperature: τ, above 0.

    Returns:
        Tensor of the same shape; its rows are above 0 and add up to 1.

    Source: Jang et al. 2017, arXiv 1611.01144, §2; Maddison et al. 2017, arXiv 1611.00712.
    """
    return tf.nn.softmax((logits + gumbel) / temperature)


def straight_through(soft: Any) -> Any:
    """Make rows one-hot on the way forward, and leave them as they are on the way back.

    Args:
        soft: Tensor (…, symbols) of rows that add up to 1.

    Returns:
        One-hot rows, whose gradient in ``soft`` is taken to be 1.

    Source: Jang et al. 2017, arXiv 1611.01144, §2.2; Bengio et al. 2013, arXiv 1308.3432.

    Examples:
        >>> straight_through(tf.constant([0.2, 0.5, 0.3])).numpy().round(6).tolist()
        [0.0, 1.0, 0.0]
    """
    hard = tf.one_hot(tf.argmax(soft, axis=-1), soft.shape[-1], dtype=soft.dtype)
    return soft + tf.stop_gradient(hard - soft)


def exact_gradient(logits: np.ndarray, rewards: np.ndarray) -> np.ndarray:
    """Differentiate the expected reward of one symbol: ∂/∂l_k Σ p_j·r_j = p_k·(r_k − Σ p_j·r_j), p = softmax(l).

    Args:
        logits: l, shape (symbols,).
        rewards: r_j of each symbol, shape (symbols,).

    Returns:
        The gradient, shape (symbols,).

    Examples:
        >>> exact_gradient(np.zeros(2), np.array([1.0, 0.0])).tolist()
        [0.25, -0.25]
    """
    p = np.exp(logits - np.max(logits))
    p /= p.sum()
    return p * (rewards - p @ rewards)


def reinforce(logits: np.ndarray, symbols: np.ndarray, rewards: np.ndarray, baseline: float = 0.0) -> np.ndarray:
    """Estimate the gradient of the expected reward from drawn symbols: (r − b)·∇ log p(s), one row a symbol.

    ∇ log p(s) is one_hot(s) − p. The rewards may come from anywhere; nothing has to be differentiable in the symbol.

    Args:
        logits: Of the distribution that the symbols were drawn from, shape (symbols,).
        symbols: Whole numbers s, shape (n,).
        rewards: r of each of these, shape (n,).
        baseline: b, a number that does not depend on the symbol.

    Returns:
        Estimates, shape (n, symbols); the mean of each column is the exact gradient.

    Source: Williams 1992; for sequences, Yu et al. 2017, arXiv 1609.05473.
    """
    p = np.exp(logits - np.max(logits))
    p /= p.sum()
    return (np.asarray(rewards) - baseline)[:, None] * (np.eye(len(p))[np.asarray(symbols)] - p)


@keras.saving.register_keras_serializable("gan_course")
class StraightThrough(keras.layers.Layer):
    """Draw one-hot symbols from logits by straight-through Gumbel-softmax, with normal noise that is an input.

    Args:
        temperature: τ, above 0.
        **kwargs: As for every Keras layer, for example ``name``.

    Raises:
        ValueError: If the temperature is not above 0.

    Examples:
        >>> logits, noise = tf.constant([[[0.0, 5.0]]]), tf.zeros((1, 1, 2))
        >>> StraightThrough()([logits, noise]).numpy().round(6).tolist()
        [[[0.0, 1.0]]]
    """

    def __init__(self, temperature: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not temperature > 0:
            raise ValueError(f"temperature: expected a number above 0, got {temperature}; 1 is usual")
        self.temperature = temperature

    def call(self, inputs: Any) -> Any:
        """Draw.

        Args:
            inputs: Logits and standard normal noise, both (batch, steps, symbols).

        Returns:
            One-hot rows, (batch, steps, symbols).
        """
        logits, normal = inputs
        return straight_through(self.soften(logits, gumbel_from_normal(normal)))

    def soften(self, logits: Any, gumbel: Any) -> Any:
        """Draw softly, which a subclass may do in its own way.

        Args:
            logits: Tensor (batch, steps, symbols).
            gumbel: Standard Gumbel numbers, of the same shape.

        Returns:
            Soft rows, as `gumbel_softmax`.
        """
        return gumbel_softmax(logits, gumbel, self.temperature)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of the symbols.

        Args:
            input_shape: Shapes of logits and noise.

        Returns:
            That of the logits.
        """
        return input_shape[0]

    def get_config(self) -> dict[str, Any]:
        """Describe the layer for saving.

        Returns:
            What Keras describes, and the temperature.
        """
        return {**super().get_config(), "temperature": self.temperature}

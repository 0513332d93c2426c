"""Layers: spectral normalisation, the spread of a minibatch as a feature, and the sum over the words of a sentence."""

from typing import Any

from gan_course.arguments import whole
from gan_course.runtime import keras, tf

_TINY = 1e-8  # of a variance; the root has no finite derivative at 0
_WRAPPED = (keras.layers.Dense, keras.layers.Conv1D, keras.layers.Conv2D, keras.layers.Conv3D)


def power_iteration(matrix: Any, u: Any) -> tuple[Any, Any]:
    """Improve an estimate of a matrix's largest singular value: v ← Wu/‖Wu‖, u ← Wᵀv/‖Wᵀv‖, σ = vᵀWu.

    σ is never above the largest singular value, and comes closer to it with every call. Its gradient in W is vuᵀ: u and
    v are taken as constants.

    Args:
        matrix: Tensor W, shape ``(inputs, outputs)``, as in the kernel of a dense layer.
        u: The estimate of the right singular vector from the last call, shape ``(outputs,)``; at first, random numbers.

    Returns:
        σ, a scalar tensor of at least 0; and the new u, which for W = 0 is the old one.

    Source: Miyato et al. 2018, arXiv 1802.05957, algorithm 1, where W has shape ``(outputs, inputs)``.

    Examples:
        >>> u = tf.constant([0.6, 0.8])
        >>> for _ in range(8):
        ...     sigma, u = power_iteration(tf.constant([[3.0, 0.0], [0.0, 1.0]]), u)
        >>> round(float(sigma), 4)
        3.0
    """
    v = _unit(tf.linalg.matvec(matrix, u))
    image = tf.linalg.matvec(matrix, v, transpose_a=True)
    new_u = tf.where(tf.reduce_any(image != 0), _unit(image), u)
    new_u, v = tf.stop_gradient(new_u), tf.stop_gradient(v)
    return tf.tensordot(v, tf.linalg.matvec(matrix, new_u), 1), new_u


def _unit(vector: Any) -> Any:
    """Scale a vector to the length 1, however short it is: TensorFlow's own function leaves those below 1e-6 short."""
    largest = tf.reduce_max(tf.abs(vector))
    return tf.math.l2_normalize(vector / tf.where(largest > 0, largest, 1))


@keras.saving.register_keras_serializable("gan_course")
class SpectralNormalization(keras.layers.Wrapper):
    """Divide a layer's kernel by its largest singular value: W̄ = W/σ(W), in which no direction is stretched.

    With activations of slope at most 1, a discriminator of such layers is 1-Lipschitz, everywhere and not only where a
    penalty looks; kernels of convolutions are bounded as matrices, so with them it is so up to a constant. σ is an
    estimate: one step of `power_iteration` in each call with ``training=True`` goes on from the last one's. The stored
    kernel stays as it is, and its gradient, (1/σ)(∂L/∂W̄ − ⟨∂L/∂W̄, W̄⟩ vuᵀ), no longer points where W would only grow.

    Args:
        layer: A ``Dense``, ``Conv1D``, ``Conv2D`` or ``Conv3D`` layer. A convolution's kernel counts as a matrix of
            shape ``(k·k·channels_in, channels_out)``.
        **kwargs: As for every Keras layer, for example ``name``.

    Raises:
        ValueError: If it is a layer of another kind.

    Source: Miyato et al. 2018, arXiv 1802.05957, algorithm 1 and §2.3.
    Departs: the inputs are divided by σ, which comes to the same as dividing the kernel: before the bias and the
        activation, these layers are linear. The paper takes one power iteration for each update; `GAN` calls the
        discriminator for real and for fake images in either player's update and for a penalty, so there are four
        iterations or more for each, and σ may differ a little between real and fake images.

    Examples:
        >>> import numpy as np
        >>> layer = SpectralNormalization(keras.layers.Dense(2, use_bias=False))
        >>> layer.build((None, 2))
        >>> layer.layer.set_weights([np.diag([4.0, 1.0])])
        >>> for _ in range(20):
        ...     outputs = layer(np.eye(2, dtype="float32"), training=True)
        >>> outputs.numpy().round(3).tolist()
        [[1.0, 0.0], [0.0, 0.25]]
    """

    def __init__(self, layer: keras.layers.Layer, **kwargs: Any) -> None:
        if not isinstance(layer, _WRAPPED):
            kinds = ", ".join(kind.__name__ for kind in _WRAPPED)
            raise ValueError(f"layer: expected one of the kinds {kinds}, got {layer!r}; wrap each such layer by itself")
        super().__init__(layer, **kwargs)

    def build(self, input_shape: Any) -> None:
        """Make the wrapped layer's weights, and the vector u.

        Args:
            input_shape: Shape of the inputs.
        """
        super().build(input_shape)
        # All replicas compute the same u, each for itself: then no call has to wait for the others.
        self.u = keras.Variable(
            keras.initializers.RandomNormal(seed=0),
            shape=self.layer.kernel.shape[-1:],
            trainable=False,
            name="u",
            aggregation="only_first_replica",
            synchronization="on_read",
        )

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Apply the layer with the normalised kernel.

        Args:
            inputs: As for the wrapped layer.
            training: Whether to keep the new u.

        Returns:
            What the wrapped layer returns.
        """
        kernel = tf.convert_to_tensor(self.layer.kernel)
        matrix = tf.reshape(kernel, (-1, kernel.shape[-1]))  # (k, k, c_in, c_out) -> (k·k·c_in, c_out)
        sigma, u = power_iteration(matrix, tf.convert_to_tensor(self.u))
        if training:
            self.u.assign(u)
        return self.layer(inputs / tf.where(sigma > 0, sigma, 1))  # a kernel of zeros has nothing to normalise

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of the outputs.

        Args:
            input_shape: Shape of the inputs.

        Returns:
            The wrapped layer's.
        """
        return self.layer.compute_output_shape(input_shape)


@keras.saving.register_keras_serializable("gan_course")
class MinibatchStdDev(keras.layers.Layer):
    """Append a feature that tells how much the samples of a minibatch differ.

    The standard deviation over the samples is taken for each feature and pixel, and averaged to one number, which every
    sample gets as a further channel. A generator that makes the same image again and again gives itself away by it.

    The logit of a sample then depends on the other samples of its batch: what `penalties` measures with such a
    discriminator is no longer the gradient of each sample's own logit. On several devices each replica looks at its own
    share of the batch.

    Args:
        group_size: Smallest number of samples that are compared, at least 2; a batch of b is dealt out to
            b // group_size groups, so that some may have more. ``None`` compares the whole batch.
        **kwargs: As for every Keras layer, for example ``name``.

    Raises:
        ValueError: If the group size is not a whole number of at least 2.

    Source: Karras et al. 2018, arXiv 1710.10196, §3.
    Departs: 10⁻⁸ is added to each variance, as in the authors' code, so that there is a gradient where all samples are
        the same. Their code also has groups, of 4, which must divide the batch; the paper has none.

    Examples:
        >>> MinibatchStdDev()(tf.constant([[1.0, 0.0], [3.0, 4.0]])).numpy().tolist()  # deviations 1 and 2, mean 1.5
        [[1.0, 0.0, 1.5], [3.0, 4.0, 1.5]]
    """

    def __init__(self, group_size: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.group_size = None if group_size is None else whole("group_size", group_size, at_least=2)

    def call(self, inputs: Any) -> Any:
        """Append the spread.

        Args:
            inputs: Tensor ``(batch, …, channels)``.

        Returns:
            Tensor ``(batch, …, channels + 1)``.
        """
        batch = tf.shape(inputs)[0]
        groups = 1 if self.group_size is None else tf.maximum(batch // self.group_size, 1)
        member = tf.one_hot(tf.range(batch) % groups, groups, dtype=inputs.dtype)  # (batch, groups)
        share = tf.transpose(member / tf.reduce_sum(member, axis=0))  # (groups, batch), rows of mean weights
        features = tf.reshape(inputs, (batch, -1))
        deviations = features - member @ (share @ features)
        spread = tf.reduce_mean(tf.sqrt(share @ tf.square(deviations) + _TINY), axis=1, keepdims=True)  # (groups, 1)
        channel = tf.reshape(member @ spread, [batch] + [1] * (inputs.shape.rank - 1))
        return tf.concat([inputs, tf.broadcast_to(channel, tf.concat([tf.shape(inputs)[:-1], [1]], 0))], axis=-1)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of the outputs.

        Args:
            input_shape: Shape of the inputs.

        Returns:
            The same with one more channel.
        """
        return (*input_shape[:-1], input_shape[-1] + 1)

    def get_config(self) -> dict[str, Any]:
        """Describe the layer for saving.

        Returns:
            What Keras describes, and the group size.
        """
        return {**super().get_config(), "group_size": self.group_size}


@keras.saving.register_keras_serializable("gan_course")
class SumOfWords(keras.layers.Layer):
    """Add up the vectors of the words of each sentence, leaving out what only fills it up.

    ``keras.layers.GlobalAveragePooling1D`` divides by the number of words, so that each says the less, the longer the
    sentence is. The order of the words is lost either way.

    Args:
        **kwargs: As for every Keras layer, for example ``name``.

    Examples:
        >>> words = keras.layers.Embedding(3, 2, mask_zero=True, embeddings_initializer="ones")
        >>> SumOfWords()(words(tf.constant([[1, 2, 0], [1, 0, 0]]))).numpy().tolist()
        [[2.0, 2.0], [1.0, 1.0]]
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs: Any, mask: Any = None) -> Any:
        """Add up.

        Args:
            inputs: Tensor ``(batch, words, units)``.
            mask: Which words count, ``(batch, words)``, as an embedding with ``mask_zero=True`` passes it on; all where
                there is none.

        Returns:
            Tensor ``(batch, units)``.
        """
        return tf.reduce_sum(inputs if mask is None else inputs * tf.cast(mask, inputs.dtype)[..., None], axis=1)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> None:
        """Tell that no mask goes on: there are no words any more.

        Args:
            inputs: Tensor ``(batch, words, units)``.
            previous_mask: Which words count.
        """

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of the outputs.

        Args:
            input_shape: Shape of the inputs.

        Returns:
            ``(batch, units)``.
        """
        return (input_shape[0], input_shape[2])

"""Generator and discriminator as multilayer perceptrons: dense layers only."""

import math
from collections.abc import Sequence

from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras

NEGATIVE_SLOPE = 0.2
BATCH_NORM_MOMENTUM = 0.8


def mlp_generator(
    latent_dim: int = 100,
    hidden: Sequence[int] = (256, 512, 1024),
    *,
    sample_shape: Sequence[int] = (28, 28, 1),
    batch_norm: bool = True,
    output_activation: str | None = "tanh",
    seed: int | None = None,
) -> keras.Model:
    """Build a generator of dense layers, noise ``(batch, latent_dim)`` to samples ``(batch, *sample_shape)``.

    Each hidden layer is dense, leaky ReLU with slope 0.2, then batch normalisation. With the defaults it has
    1,493,520 weights, of which the 3,584 moving means and variances are not trained; without batch normalisation
    1,486,352.

    Args:
        latent_dim: Length of a noise vector, at least 1.
        hidden: Units of each hidden layer, each at least 1.
        sample_shape: Shape of one sample; ``(2,)`` makes points of the plane.
        batch_norm: Whether batch normalisation follows each hidden layer.
        output_activation: ``"tanh"`` for images in [-1, 1], ``None`` for points anywhere.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model``.

    Raises:
        ValueError: If a size is not a whole number of at least 1.

    Source: Goodfellow et al. 2014, arXiv 1406.2661, §5.
    Departs: leaky ReLU, batch normalisation and tanh, as in the tutorials that followed; the paper used ReLU with
        sigmoid and no normalisation.

    Examples:
        >>> mlp_generator().count_params()
        1493520
    """
    check_sizes(latent_dim=(latent_dim,), hidden=hidden, sample_shape=sample_shape)
    layers: list[keras.Layer] = [keras.Input((latent_dim,), name="noise")]
    for index, units in enumerate(hidden):
        layers += [_dense(units, seed, index), keras.layers.LeakyReLU(NEGATIVE_SLOPE)]
        if batch_norm:
            layers.append(keras.layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM))
    layers.append(_dense(math.prod(sample_shape), seed, len(hidden), activation=output_activation))
    layers.append(keras.layers.Reshape(tuple(sample_shape)))
    return keras.Sequential(layers, name="generator")


def mlp_discriminator(
    hidden: Sequence[int] = (512, 256),
    *,
    sample_shape: Sequence[int] = (28, 28, 1),
    seed: int | None = None,
) -> keras.Model:
    """Build a discriminator of dense layers, samples ``(batch, *sample_shape)`` to logits ``(batch, 1)``.

    Each hidden layer is dense, then leaky ReLU with slope 0.2. With the defaults it has 533,505 weights, with
    ``hidden=(1024, 512, 256)`` 1,460,225.

    Args:
        hidden: Units of each hidden layer, each at least 1.
        sample_shape: Shape of one sample; ``(2,)`` judges points of the plane.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model`` whose output is a logit: positive means "real", and its sigmoid is the probability.

    Raises:
        ValueError: If a size is not a whole number of at least 1.

    Source: Goodfellow et al. 2014, arXiv 1406.2661, §5.
    Departs: leaky ReLU in place of maxout with dropout, as in the tutorials that followed.

    Examples:
        >>> mlp_discriminator().count_params()
        533505
    """
    check_sizes(hidden=hidden, sample_shape=sample_shape)
    layers: list[keras.Layer] = [keras.Input(tuple(sample_shape), name="samples"), keras.layers.Flatten()]
    for index, units in enumerate(hidden):
        layers += [_dense(units, seed, index), keras.layers.LeakyReLU(NEGATIVE_SLOPE)]
    layers.append(_dense(1, seed, len(hidden)))
    return keras.Sequential(layers, name="discriminator")


def _dense(units: int, seed: int | None, index: int, activation: str | None = None) -> keras.Layer:
    initializer = keras.initializers.GlorotUniform(seed=seed_of_layer(seed, index))
    return keras.layers.Dense(int(units), activation=activation, kernel_initializer=initializer)

"""The DCGAN of the most widely read TensorFlow tutorial, kept to compare with."""

from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras

KERNEL = 5
NEGATIVE_SLOPE = 0.3
DROPOUT_RATE = 0.3


def tutorial_generator(latent_dim: int = 100, *, seed: int | None = None) -> keras.Model:
    """Build the tutorial's generator, noise ``(batch, latent_dim)`` to images ``(batch, 28, 28, 1)`` in [-1, 1].

    Dense 7·7·256, then transposed 5×5 convolutions with 128, 64 and 1 channels and strides 1, 2 and 2, none with a
    bias; batch normalisation and leaky ReLU with slope 0.3 follow all but the last, which ends in tanh. Of 2,330,944
    weights, 2,305,472 are trained.

    Args:
        latent_dim: Length of a noise vector, at least 1.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model``.

    Raises:
        ValueError: If ``latent_dim`` is not a whole number of at least 1.

    Source: "Deep Convolutional Generative Adversarial Network", TensorFlow tutorials,
        https://www.tensorflow.org/tutorials/generative/dcgan

    Examples:
        >>> tutorial_generator().count_params()
        2330944
    """
    check_sizes(latent_dim=(latent_dim,))
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((latent_dim,), name="noise"),
            layers.Dense(7 * 7 * 256, use_bias=False, kernel_initializer=_initializer(seed, 0)),
            layers.BatchNormalization(),
            layers.LeakyReLU(NEGATIVE_SLOPE),
            layers.Reshape((7, 7, 256)),
            _transposed(128, 1, _initializer(seed, 1)),
            layers.BatchNormalization(),
            layers.LeakyReLU(NEGATIVE_SLOPE),
            _transposed(64, 2, _initializer(seed, 2)),
            layers.BatchNormalization(),
            layers.LeakyReLU(NEGATIVE_SLOPE),
            _transposed(1, 2, _initializer(seed, 3), activation="tanh"),
        ],
        name="generator",
    )


def tutorial_discriminator(*, seed: int | None = None) -> keras.Model:
    """Build the tutorial's discriminator, images ``(batch, 28, 28, 1)`` to logits ``(batch, 1)``.

    Convolutions 5×5 with stride 2 and 64, then 128 channels, each followed by leaky ReLU with slope 0.3 and dropout of
    0.3, then one dense unit; 212,865 weights.

    Args:
        seed: Seed of the initial weights and of the dropout; ``None`` draws them from Keras's global generator.

    Returns:
        A ``keras.Model`` whose output is a logit.

    Source: as `tutorial_generator`.

    Examples:
        >>> tutorial_discriminator().count_params()
        212865
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="images"),
            layers.Conv2D(64, KERNEL, strides=2, padding="same", kernel_initializer=_initializer(seed, 0)),
            layers.LeakyReLU(NEGATIVE_SLOPE),
            layers.Dropout(DROPOUT_RATE, seed=seed_of_layer(seed, 3)),
            layers.Conv2D(128, KERNEL, strides=2, padding="same", kernel_initializer=_initializer(seed, 1)),
            layers.LeakyReLU(NEGATIVE_SLOPE),
            layers.Dropout(DROPOUT_RATE, seed=seed_of_layer(seed, 4)),
            layers.Flatten(),
            layers.Dense(1, kernel_initializer=_initializer(seed, 2)),
        ],
        name="discriminator",
    )


def _transposed(
    filters: int, strides: int, initializer: keras.Initializer, activation: str | None = None
) -> keras.Layer:
    return keras.layers.Conv2DTranspose(
        filters,
        KERNEL,
        strides=strides,
        padding="same",
        use_bias=False,
        activation=activation,
        kernel_initializer=initializer,
    )


def _initializer(seed: int | None, index: int) -> keras.Initializer:
    return keras.initializers.GlorotUniform(seed=seed_of_layer(seed, index))

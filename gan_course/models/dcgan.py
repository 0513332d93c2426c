"""Generator and discriminator with convolutions: DCGAN."""

from collections.abc import Sequence

from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras

KERNEL = 4  # a multiple of the stride, so that every output pixel of a transposed convolution gets as many inputs
STRIDE = 2
NEGATIVE_SLOPE = 0.2
INITIAL_STD = 0.02
BATCH_NORM_MOMENTUM = 0.9
SMALLEST_MAP = (4, 5, 6, 7)  # heights and widths at which the generator starts


def dcgan_generator(
    latent_dim: int = 64,
    *,
    image_shape: Sequence[int] = (28, 28, 1),
    width: int = 32,
    batch_norm: bool = True,
    seed: int | None = None,
) -> keras.Model:
    """Build a generator of transposed convolutions, noise ``(batch, latent_dim)`` to images in [-1, 1].

    A dense layer makes a small map, and each 4×4 transposed convolution with stride 2 doubles its height and width and
    halves its channels: 28×28 grows from 7×7, 64×64 from 4×4. The last one before the image has ``width`` channels.
    Batch normalisation and ReLU follow every layer but the last, which ends in tanh.

    Args:
        latent_dim: Length of a noise vector, at least 1.
        image_shape: Height, width and channels of one image; height and width are 4, 5, 6 or 7 doubled equally often,
            at least once: 28, 32, 48, 64, …
        width: Channels of the last map before the image, at least 1.
        batch_norm: Whether batch normalisation follows each layer but the last.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model``.

    Raises:
        ValueError: If a size is not a whole number of at least 1, or an image cannot be halved down to a map of 4 to 7.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4: no pooling, batch normalisation in all layers but the
        output, ReLU, tanh, weights drawn from N(0, 0.02²).
    Departs: kernels of 4×4 in place of 5×5, which overlap evenly at stride 2; far fewer channels.

    Examples:
        >>> dcgan_generator().count_params()
        234369
        >>> dcgan_generator(image_shape=(64, 64, 3)).output_shape
        (None, 64, 64, 3)
    """
    check_sizes(latent_dim=(latent_dim,), image_shape=image_shape, width=(width,))
    doublings = _halvings(image_shape)
    height, breadth = (size // STRIDE**doublings for size in image_shape[:2])
    widths = [width * STRIDE**power for power in reversed(range(doublings))]
    dense = keras.layers.Dense(
        height * breadth * widths[0], use_bias=not batch_norm, kernel_initializer=_initializer(seed, 0)
    )
    layers = [keras.Input((latent_dim,), name="noise"), dense, keras.layers.Reshape((height, breadth, widths[0]))]
    for index, filters in enumerate(widths[1:], start=1):
        layers += [*_normalised(batch_norm), keras.layers.ReLU()]
        layers.append(_doubling(filters, _initializer(seed, index), use_bias=not batch_norm))
    layers += [*_normalised(batch_norm), keras.layers.ReLU()]
    layers.append(_doubling(image_shape[2], _initializer(seed, doublings), activation="tanh"))
    return keras.Sequential(layers, name="generator")


def dcgan_discriminator(
    *,
    image_shape: Sequence[int] = (28, 28, 1),
    width: int = 32,
    batch_norm: bool = False,
    seed: int | None = None,
) -> keras.Model:
    """Build a discriminator of strided convolutions, images ``(batch, *image_shape)`` to logits ``(batch, 1)``.

    Each 4×4 convolution with stride 2 halves height and width and doubles the channels, from ``width`` after the first,
    down to a map of 4 to 7; leaky ReLU with slope 0.2 follows each. A dense layer turns the last map into the logit.

    Args:
        image_shape: Height, width and channels of one image; as in `dcgan_generator`.
        width: Channels after the first convolution, at least 1.
        batch_norm: Whether batch normalisation follows each convolution but the first.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model`` whose output is a logit: positive means "real", and its sigmoid is the probability.

    Raises:
        ValueError: If a size is not a whole number of at least 1, or an image cannot be halved down to a map of 4 to 7.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4: strided convolutions, leaky ReLU, no batch normalisation
        at the input.
    Departs: no batch normalisation at all by default, since it couples the images of a batch; kernels of 4×4, far
        fewer channels.

    Examples:
        >>> dcgan_discriminator().count_params()
        36513
    """
    check_sizes(image_shape=image_shape, width=(width,))
    layers = [keras.Input(tuple(image_shape), name="images")]
    halvings = _halvings(image_shape)
    for index in range(halvings):
        normalised = batch_norm and index > 0
        layers.append(
            keras.layers.Conv2D(
                width * STRIDE**index,
                KERNEL,
                strides=STRIDE,
                padding="same",
                use_bias=not normalised,
                kernel_initializer=_initializer(seed, index),
            )
        )
        layers += [*_normalised(normalised), keras.layers.LeakyReLU(NEGATIVE_SLOPE)]
    layers += [keras.layers.Flatten(), keras.layers.Dense(1, kernel_initializer=_initializer(seed, halvings))]
    return keras.Sequential(layers, name="discriminator")


def _doubling(
    filters: int, initializer: keras.Initializer, *, use_bias: bool = True, activation: str | None = None
) -> keras.Layer:
    return keras.layers.Conv2DTranspose(
        filters,
        KERNEL,
        strides=STRIDE,
        padding="same",
        use_bias=use_bias,
        activation=activation,
        kernel_initializer=initializer,
    )


def _normalised(batch_norm: bool) -> list[keras.Layer]:
    return [keras.layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)] if batch_norm else []


def _initializer(seed: int | None, index: int) -> keras.Initializer:
    return keras.initializers.RandomNormal(stddev=INITIAL_STD, seed=seed_of_layer(seed, index))


def _halvings(image_shape: Sequence[int]) -> int:
    """Count how often height and width can be halved until the smaller is one of `SMALLEST_MAP`."""
    if len(image_shape) != 3:
        raise ValueError(f"image_shape takes a height, a width and channels, such as (28, 28, 1); got {image_shape!r}")
    height, width, halvings = *image_shape[:2], 0
    while min(height, width) > SMALLEST_MAP[-1] and height % STRIDE == width % STRIDE == 0:
        height, width, halvings = height // STRIDE, width // STRIDE, halvings + 1
    if not halvings or min(height, width) not in SMALLEST_MAP:
        raise ValueError(
            "image_shape takes a height and a width that come from 4, 5, 6 or 7 by doubling, such as 28, 32, 48 or 64; "
            f"got {tuple(image_shape)}"
        )
    return halvings

"""Generator and discriminator with convolutions: DCGAN."""

import functools
import itertools
from collections.abc import Sequence
from typing import Any

from gan_course.arguments import whole
from gan_course.layers import MinibatchStdDev
from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras

KERNEL = 4  # a multiple of the stride, so that every pixel of a strided or transposed convolution counts as often
STRIDE = 2
UPSAMPLED_KERNEL = 3
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
    transposed: bool = False,
    seed: int | None = None,
) -> keras.Model:
    """Build a generator of convolutions, noise ``(batch, latent_dim)`` to images in [-1, 1].

    A dense layer makes a small map. Each further step doubles its height and width, by repeating every pixel (nearest
    neighbour), and a 3×3 convolution then halves its channels: 28×28 grows from 7×7, 64×64 from 4×4. The last map
    before the image has ``width`` channels. Batch normalisation and ReLU follow every layer with weights but the last,
    which ends in tanh.

    Args:
        latent_dim: Length of a noise vector, at least 1.
        image_shape: Height, width and channels of one image; height and width are 4, 5, 6 or 7 doubled equally often,
            at least once: 28, 32, 48, 64, …
        width: Channels of the last map before the image, at least 1.
        batch_norm: Whether batch normalisation follows each layer but the last.
        transposed: Whether 4×4 transposed convolutions with stride 2 double the maps, as in the paper, in place of
            repeated pixels and 3×3 convolutions.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model``.

    Raises:
        ValueError: If a size is not a whole number of at least 1, or an image cannot be halved down to a map of 4 to 7.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4: no pooling, batch normalisation in all layers but the
        output, ReLU, tanh, weights drawn from N(0, 0.02²). Odena et al. 2016, Deconvolution and Checkerboard Artifacts,
        https://distill.pub/2016/deconv-checkerboard: nearest-neighbour upsampling before a convolution.
    Departs: from the first, upsampling and 3×3 convolutions in place of transposed 5×5 ones (4×4 with ``transposed``,
        which overlap evenly at stride 2), and far fewer channels.

    Examples:
        >>> dcgan_generator().count_params()
        219809
        >>> dcgan_generator(image_shape=(64, 64, 3)).output_shape
        (None, 64, 64, 3)
    """
    check_sizes(latent_dim=(latent_dim,))
    layers = image_layers(image_shape, width=width, batch_norm=batch_norm, transposed=transposed, seed=seed)
    return keras.Sequential([keras.Input((latent_dim,), name="noise"), *layers], name="generator")


def dcgan_discriminator(
    *,
    image_shape: Sequence[int] = (28, 28, 1),
    width: int = 32,
    batch_norm: bool = False,
    hidden: int = 128,
    minibatch_stddev: bool = False,
    seed: int | None = None,
) -> keras.Model:
    """Build a discriminator of strided convolutions, images ``(batch, *image_shape)`` to logits ``(batch, 1)``.

    Each 4×4 convolution with stride 2 halves height and width and doubles the channels, from ``width`` after the first,
    down to a map of 4 to 7. A dense layer of ``hidden`` units combines what stands in all places of the last map, and
    another one turns these into the logit. Leaky ReLU with slope 0.2 follows each layer but the last.

    Args:
        image_shape: Height, width and channels of one image; as in `dcgan_generator`.
        width: Channels after the first convolution, at least 1.
        batch_norm: Whether batch normalisation follows each convolution but the first.
        hidden: Units of the dense layer before the logit; 0 leaves it out.
        minibatch_stddev: Whether the logit is also told how much the samples of the batch differ, as in
            `MinibatchStdDev`; the logit of an image then depends on the others of its batch.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model`` whose output is a logit: positive means "real", and its sigmoid is the probability.

    Raises:
        ValueError: If a size is not a whole number of at least 1 (``hidden``: 0), or an image cannot be halved down to
            a map of 4 to 7.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4: strided convolutions, leaky ReLU, no batch normalisation
        at the input. Karras et al. 2018, arXiv 1710.10196, §3 and table 2: a dense layer before the logit, and the
        spread of the minibatch.
    Departs: no batch normalisation at all by default, since it couples the images of a batch; kernels of 4×4, far
        fewer channels. The spread is that of the hidden units, right before the logit; Karras et al. take that of the
        last 4×4 map, before two more convolutions, the second of which is such a dense layer.

    Examples:
        >>> dcgan_discriminator().count_params()
        435041
        >>> dcgan_discriminator(hidden=0).count_params()
        36513
    """
    layers = feature_layers(image_shape, width=width, batch_norm=batch_norm, hidden=hidden, seed=seed)
    layers += [MinibatchStdDev()] if minibatch_stddev else []
    last = halvings(image_shape) + bool(hidden)
    layers.append(keras.layers.Dense(1, kernel_initializer=initializer(seed, last)))
    return keras.Sequential([keras.Input(tuple(image_shape), name="images"), *layers], name="discriminator")


def image_layers(
    image_shape: Sequence[int],
    *,
    width: int = 32,
    batch_norm: bool = True,
    transposed: bool = False,
    refinements: int = 0,
    seed: int | None = None,
) -> list[keras.Layer]:
    """Make the layers of a generator, from a vector of any length ``(batch, length)`` to images.

    Args:
        image_shape: As in `dcgan_generator`.
        width: As in `dcgan_generator`.
        batch_norm: As in `dcgan_generator`.
        transposed: As in `dcgan_generator`.
        refinements: 3×3 convolutions that keep the size of the first map.
        seed: As in `dcgan_generator`.

    Returns:
        The layers, in order.

    Raises:
        ValueError: If a size is not as there.
    """
    check_sizes(image_shape=image_shape, width=(width,))
    doublings = halvings(image_shape)
    height, breadth = (size // STRIDE**doublings for size in image_shape[:2])
    widths = [width * STRIDE**power for power in reversed(range(doublings))]
    doubling = _transposed if transposed else _upsampled
    starts = (initializer(seed, index) for index in itertools.count())
    dense = keras.layers.Dense(height * breadth * widths[0], use_bias=not batch_norm, kernel_initializer=next(starts))
    layers = [dense, keras.layers.Reshape((height, breadth, widths[0]))]
    for make, filters in [(_refined, widths[0])] * refinements + [(doubling, filters) for filters in widths[1:]]:
        layers += [*_normalised(batch_norm), keras.layers.ReLU()]
        layers += make(filters, use_bias=not batch_norm, kernel_initializer=next(starts))
    layers += [*_normalised(batch_norm), keras.layers.ReLU()]
    return layers + doubling(image_shape[2], activation="tanh", kernel_initializer=next(starts))


def feature_layers(
    image_shape: Sequence[int],
    *,
    width: int = 32,
    batch_norm: bool = False,
    hidden: int = 128,
    seed: int | None = None,
) -> list[keras.Layer]:
    """Make the layers of a discriminator up to its features: all but what turns these into the logit.

    Args:
        image_shape: As in `dcgan_generator`.
        width: As in `dcgan_discriminator`.
        batch_norm: As in `dcgan_discriminator`.
        hidden: As in `dcgan_discriminator`.
        seed: As in `dcgan_discriminator`.

    Returns:
        The layers, in order, from images to features ``(batch, hidden)``; with ``hidden=0``, to the last map, flat.

    Raises:
        ValueError: If a size is not as there.
    """
    check_sizes(image_shape=image_shape, width=(width,))
    whole("hidden", hidden, at_least=0)
    layers: list[keras.Layer] = []
    for index in range(halvings(image_shape)):
        normalised = batch_norm and index > 0
        layers.append(
            keras.layers.Conv2D(
                width * STRIDE**index,
                KERNEL,
                strides=STRIDE,
                padding="same",
                use_bias=not normalised,
                kernel_initializer=initializer(seed, index),
            )
        )
        layers += [*_normalised(normalised), keras.layers.LeakyReLU(NEGATIVE_SLOPE)]
    layers.append(keras.layers.Flatten())
    if hidden:
        layers.append(keras.layers.Dense(hidden, kernel_initializer=initializer(seed, halvings(image_shape))))
        layers.append(keras.layers.LeakyReLU(NEGATIVE_SLOPE))
    return layers


def initializer(seed: int | None, index: int) -> keras.Initializer:
    """Draw the first weights of a layer from N(0, 0.02²).

    Args:
        seed: Seed of the network, or ``None``.
        index: Number of the layer.

    Returns:
        The initializer.
    """
    return keras.initializers.RandomNormal(stddev=INITIAL_STD, seed=seed_of_layer(seed, index))


def halvings(image_shape: Sequence[int]) -> int:
    """Count how often height and width can be halved until the smaller is 4, 5, 6 or 7.

    Args:
        image_shape: Height, width and channels of one image.

    Returns:
        How often, at least once.

    Raises:
        ValueError: If there are not three sizes, or they cannot be halved so.
    """
    if len(image_shape) != 3:
        raise ValueError(
            f"image_shape: expected a height, a width and channels, got {image_shape!r}; write such as (28, 28, 1)"
        )
    height, width, count = *image_shape[:2], 0
    while min(height, width) > SMALLEST_MAP[-1] and height % STRIDE == width % STRIDE == 0:
        height, width, count = height // STRIDE, width // STRIDE, count + 1
    if not count or min(height, width) not in SMALLEST_MAP:
        raise ValueError(
            "image_shape: expected a height and a width that come from 4, 5, 6 or 7 by doubling, "
            f"got {tuple(image_shape)}; scale or pad the images to 28, 32, 48 or 64, for example"
        )
    return count


def through(layers: Sequence[keras.Layer], tensor: Any) -> Any:
    """Send a tensor through layers, one after the other.

    Args:
        layers: The layers.
        tensor: What goes into the first one.

    Returns:
        What comes out of the last one.
    """
    return functools.reduce(lambda value, layer: layer(value), layers, tensor)


def _refined(filters: int, **settings: Any) -> list[keras.Layer]:
    return [keras.layers.Conv2D(filters, UPSAMPLED_KERNEL, padding="same", **settings)]


def _upsampled(filters: int, **settings: Any) -> list[keras.Layer]:
    return [keras.layers.UpSampling2D(STRIDE), *_refined(filters, **settings)]


def _transposed(filters: int, **settings: Any) -> list[keras.Layer]:
    return [keras.layers.Conv2DTranspose(filters, KERNEL, strides=STRIDE, padding="same", **settings)]


def _normalised(batch_norm: bool) -> list[keras.Layer]:
    return [keras.layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)] if batch_norm else []

"""Networks of image translation: a U-Net, and a discriminator that judges patch by patch."""

from collections.abc import Sequence
from typing import Any

from gan_course.arguments import whole
from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras

NEGATIVE_SLOPE = 0.2
LAST_STD = 0.02  # of the last kernel: an untrained translator returns its input, nearly


def unet(
    channels: int = 3, *, width: int = 16, depth: int = 2, skips: bool = True, seed: int | None = None
) -> keras.Model:
    """Build a U-Net, images ``(batch, height, width, channels)`` to images of the same shape.

    On the way down, 4×4 convolutions with stride 2 halve height and width and double the channels, ``depth`` times. On
    the way up, each step repeats every pixel (nearest neighbour), a 3×3 convolution halves the channels, and the map
    that had this size on the way down is joined to them: the **skip connection**, by which an edge keeps its place. The
    last convolution's result is added to the input: the network learns what has to change.

    Args:
        channels: Of an image, at least 1.
        width: Channels of the first map, at least 1.
        depth: How often the size is halved, at least 1. Height and width of an image are multiples of 2 to this power.
        skips: Whether maps are joined; without, all that is known of the input passes through the smallest map, and the
            input is not added to the output.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model`` for images of any such height and width.

    Raises:
        ValueError: If a number is not whole, or too small.

    Source: Ronneberger et al. 2015, arXiv 1505.04597, fig. 1; for translation: Isola et al. 2017, arXiv 1611.07004,
        §3.2.1 and appendix 6.1.1.
    Departs: far fewer and smaller layers, no normalisation and no dropout; nearest-neighbour upsampling in place of
        transposed convolutions, against checkerboards; the input is added at the end, where the paper ends in tanh.

    Examples:
        >>> unet().count_params()
        70067
        >>> unet(seed=0).output_shape
        (None, None, None, 3)
    """
    check_sizes(channels=(channels,), width=(width,))
    whole("depth", depth, at_least=1)
    seeds = iter(range(2 * depth + 3))

    def convolution(filters: int, kernel: int, strides: int = 1) -> Any:
        initializer = keras.initializers.GlorotUniform(seed_of_layer(seed, next(seeds)))
        return keras.layers.Conv2D(filters, kernel, strides, padding="same", kernel_initializer=initializer)

    def active(layer: Any, maps: Any) -> Any:
        return keras.layers.LeakyReLU(NEGATIVE_SLOPE)(layer(maps))

    images = keras.Input((None, None, channels), name="images")
    down = [active(convolution(width, 3), images)]
    for power in range(1, depth + 1):
        down.append(active(convolution(width * 2**power, 4, 2), down[-1]))
    maps = down.pop()
    for power in reversed(range(depth)):
        maps = active(convolution(width * 2**power, 3), keras.layers.UpSampling2D(2)(maps))
        if skips:
            maps = keras.layers.Concatenate()([maps, down[power]])
    last = keras.initializers.RandomNormal(stddev=LAST_STD, seed=seed_of_layer(seed, next(seeds)))
    change = keras.layers.Conv2D(channels, 3, padding="same", kernel_initializer=last)(maps)
    return keras.Model(images, keras.layers.Add()([images, change]) if skips else change, name="unet")


def patch_discriminator(
    channels: int = 3,
    *,
    condition_channels: int = 0,
    widths: Sequence[int] = (32, 64),
    hidden: int = 64,
    seed: int | None = None,
) -> keras.Model:
    """Build a discriminator that judges each patch, images to logits ``(batch, height/f, width/f, 1)``.

    A 4×4 convolution with stride 2 for each of ``widths``, then two 3×3 ones with stride 1, the last of which makes the
    logits. Leaky ReLU with slope 0.2 follows all but that. Each logit sees a patch only, 26 pixels wide by default:
    `receptive_field.receptive_field`.

    Args:
        channels: Of an image, at least 1.
        condition_channels: Channels of an image of the same size that is the condition, and joined to the other's
            channels; 0 for a discriminator without a condition.
        widths: Channels of the strided convolutions, at least one.
        hidden: Channels of the last map before the logits.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model``, of images or of images and their condition, for any height and width.

    Raises:
        ValueError: If a size is not a whole number in its range.

    Source: Isola et al. 2017, arXiv 1611.07004, §3.2.2 and appendix 6.1.2.
    Departs: fewer layers and channels, no normalisation; the paper's patches are 70 pixels wide, of 256.

    Examples:
        >>> patch_discriminator().count_params()
        71905
    """
    check_sizes(channels=(channels,), widths=widths, hidden=(hidden,))
    whole("condition_channels", condition_channels, at_least=0)
    inputs = [keras.Input((None, None, channels), name="images")]
    maps: Any = inputs[0]
    if condition_channels:
        inputs.append(keras.Input((None, None, condition_channels), name="condition"))
        maps = keras.layers.Concatenate()(inputs)
    for index, (filters, kernel, strides) in enumerate([*((width, 4, 2) for width in widths), (hidden, 3, 1)]):
        initializer = keras.initializers.GlorotUniform(seed_of_layer(seed, index))
        maps = keras.layers.Conv2D(filters, kernel, strides, padding="same", kernel_initializer=initializer)(maps)
        maps = keras.layers.LeakyReLU(NEGATIVE_SLOPE)(maps)
    initializer = keras.initializers.GlorotUniform(seed_of_layer(seed, len(widths) + 1))
    logits = keras.layers.Conv2D(1, 3, padding="same", kernel_initializer=initializer, name="logits")(maps)
    return keras.Model(inputs if condition_channels else inputs[0], logits, name="patch_discriminator")

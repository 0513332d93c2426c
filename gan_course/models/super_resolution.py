"""Networks of super-resolution: from a small image, and noise, to a large one that shrinks to it exactly."""

from collections.abc import Sequence
from typing import Any

from gan_course.arguments import whole
from gan_course.models.dcgan import dcgan_discriminator, image_layers, through
from gan_course.models.sizes import check_sizes
from gan_course.runtime import keras

ROUNDS, NEIGHBOURS, FLOOR = 6, 5, 0.01  # of KeepBlockMeans
REFINEMENTS = 2  # convolutions on the smallest map
_TINY = 1e-6


@keras.saving.register_keras_serializable("gan_course")
class KeepBlockMeans(keras.layers.Layer):
    """Give each block of an image the mean that a small image prescribes, and add or take ink where it shows least.

    In units from 0 to 1, a block of pixels u lacks r = y − mean(u). Each of some rounds shares r among its pixels by
    weights w: u ← u + r · w / mean(w), cut off at 0 and 1. Where ink is lacking, w = v · (1 − u), with v the mean of
    the 5×5 pixels around, so that strokes grow wider before a dark block lights up; where there is too much,
    w = (1 − v) · u. What is left then is scaled away: u · y/m where y is below the block's mean m, else
    1 − (1 − u) · (1 − y)/(1 − m).

    Args:
        **kwargs: As for every Keras layer, for example ``name``.

    Examples:
        >>> import numpy as np
        >>> large, small = np.array([-1, 0, -1, 0], "float32").reshape(1, 2, 2, 1), np.zeros((1, 1, 1, 1), "float32")
        >>> kept = KeepBlockMeans()([large, small]).numpy()
        >>> bool(abs(kept.mean()) < 1e-6 and kept.min() > -1)
        True
    """

    def call(self, inputs: Any) -> Any:
        """Correct the blocks of the large images.

        Args:
            inputs: Large images (batch, f·h, f·w, channels) and small ones (batch, h, w, channels), in [-1, 1].

        Returns:
            Images of the large shape in [-1, 1], the mean of whose blocks of f × f pixels are the small ones.
        """
        large, small = ((image + 1) / 2 for image in inputs)
        factor = large.shape[1] // small.shape[1]

        def means(image: Any) -> Any:
            return keras.ops.average_pool(image, factor, factor, "valid")

        def enlarged(image: Any) -> Any:
            return keras.ops.repeat(keras.ops.repeat(image, factor, axis=1), factor, axis=2)

        for _ in range(ROUNDS):
            lacking = enlarged(small - means(large))
            near = (keras.ops.average_pool(large, NEIGHBOURS, 1, "same") + FLOOR) / (1 + 2 * FLOOR)  # in (0, 1)
            weights = keras.ops.where(lacking > 0, near * (1 - large), (1 - near) * large)
            shared = lacking * weights / keras.ops.maximum(enlarged(means(weights)), _TINY)
            large = keras.ops.clip(large + shared, 0, 1)
        darker = large * enlarged(small / keras.ops.maximum(means(large), _TINY))
        paler = 1 - (1 - large) * enlarged((1 - small) / keras.ops.maximum(1 - means(large), _TINY))
        return 2 * keras.ops.where(enlarged(small <= means(large)), darker, paler) - 1

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of what comes out.

        Args:
            input_shape: Shapes of the large and the small images.

        Returns:
            That of the large ones.
        """
        return input_shape[0]


def super_resolution_generator(
    latent_dim: int = 32,
    *,
    image_shape: Sequence[int] = (28, 28, 1),
    factor: int = 7,
    width: int = 32,
    seed: int | None = None,
) -> keras.Model:
    """Build a generator from noise ``(batch, latent_dim)`` and small images to large ones, in [-1, 1].

    Noise and the pixels of the small image are joined, and a dense layer makes a small map of both. Two 3×3
    convolutions keep its size; from there on it grows as in `dcgan_generator`, with batch normalisation and ReLU after
    every layer with weights but the last, which ends in tanh. Nothing makes the large image one that shrinks to the
    small one but what it is trained for; see `keep_block_means`.

    Args:
        latent_dim: Length of a noise vector; 0 for a network of small images alone, such as that of the mean.
        image_shape: Height, width and channels of a large image, as in `dcgan_generator`; multiples of ``factor``.
        factor: Height of a large image over that of a small one, at least 1.
        width: As in `dcgan_generator`.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model`` whose inputs are noise and small images; or small images, where there is no noise.

    Raises:
        ValueError: If a number is not whole or out of its range, or ``factor`` does not divide height and width.

    Source: Ledig et al. 2017, arXiv 1609.04802: an adversarial loss for super-resolution.
    Departs: noise, without which each small image has one answer; the networks of a DCGAN.

    Examples:
        >>> model = super_resolution_generator(8)
        >>> [tuple(each.shape[1:]) for each in model.inputs], tuple(model.output_shape[1:])
        ([(8,), (4, 4, 1)], (28, 28, 1))
    """
    whole("latent_dim", latent_dim, at_least=0)
    small = _small_images(image_shape, factor)
    noise = keras.Input((latent_dim,), name="noise") if latent_dim else None
    known = keras.layers.Flatten()(small)
    joined = keras.layers.Concatenate()([noise, known]) if latent_dim else known
    large = through(image_layers(image_shape, width=width, refinements=REFINEMENTS, seed=seed), joined)
    return keras.Model([noise, small] if latent_dim else small, large, name="super_resolution_generator")


def super_resolution_discriminator(
    *, image_shape: Sequence[int] = (28, 28, 1), factor: int = 7, width: int = 32, seed: int | None = None
) -> keras.Model:
    """Build a discriminator of large images and their small ones, to logits ``(batch, 1)``.

    The small image, its pixels repeated, becomes further channels of the large one, and a `dcgan_discriminator` judges
    both: whether the large image looks real, and whether it belongs to the small one.

    Args:
        image_shape: Height, width and channels of a large image, as in `super_resolution_generator`.
        factor: As there.
        width: As in `dcgan_discriminator`.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model`` of large and small images.

    Raises:
        ValueError: If a number is not whole or out of its range, or ``factor`` does not divide height and width.

    Source: Mirza and Osindero 2014, arXiv 1411.1784, fig. 1: a discriminator that sees the condition.

    Examples:
        >>> super_resolution_discriminator().count_params()
        435553
    """
    small, large = _small_images(image_shape, factor), keras.Input(tuple(image_shape), name="large_images")
    both = keras.layers.Concatenate()([large, keras.layers.UpSampling2D(factor)(small)])
    shape = (*image_shape[:2], 2 * image_shape[2])
    logits = dcgan_discriminator(image_shape=shape, width=width, seed=seed)(both)
    return keras.Model([large, small], logits, name="super_resolution_discriminator")


def keep_block_means(generator: keras.Model) -> keras.Model:
    """Put `KeepBlockMeans` behind a trained generator, so that what it makes shrinks to its input exactly.

    Args:
        generator: What `super_resolution_generator` returned; the weights are shared.

    Returns:
        A ``keras.Model`` with the same inputs.

    Source: Bahat and Michaeli 2020, arXiv 1912.01839, §3: a last layer that makes the large image consistent.
    Departs: scales, where the paper projects; after training, where the paper trains through it.
    """
    large = KeepBlockMeans()([generator.outputs[0], generator.inputs[-1]])
    return keras.Model(generator.inputs if len(generator.inputs) > 1 else generator.inputs[0], large)


def _small_images(image_shape: Sequence[int], factor: int) -> Any:
    check_sizes(image_shape=image_shape, factor=(factor,))
    height, breadth, channels = image_shape
    if height % factor or breadth % factor:
        raise ValueError(f"expected factor to divide height and width, {height} and {breadth}, got {factor}")
    return keras.Input((height // factor, breadth // factor, channels), name="small_images")

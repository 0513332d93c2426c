"""Day 3: a DCGAN by the paper's rules, and what its untrained layers show."""

import math
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.colors import hsv_to_rgb
from PIL import Image

from gan_course import recordings
from gan_course.demos import dcgan_rules
from gan_course.labs.scrubber import Scrubber, scrubber
from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras, tf

__all__ = [
    "contrast",
    "film",
    "gradient_strength",
    "influence",
    "outlines",
    "paint_folder",
    "paper_discriminator",
    "paper_generator",
    "pixel_strength",
    "players",
    "signal_spread",
    "work",
]

INITIAL_STD = 0.02


def paper_generator(latent_dim: int = 64, *, seed: int | None = None) -> keras.Model:
    """Build the generator of the exercise: noise ``(batch, latent_dim)`` to images ``(batch, 28, 28, 1)`` in [-1, 1].

    Maps of 7×7×64, 14×14×32 and 28×28×1; batch normalisation and ReLU after all but the last, which ends in tanh.

    Args:
        latent_dim: Length of a noise vector, at least 1.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model``.

    Raises:
        ValueError: If ``latent_dim`` is not a whole number of at least 1.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4.
    Departs: 4×4 kernels, whose overlap is even, in place of 5×5; far fewer channels.
    """
    check_sizes(latent_dim=(latent_dim,))
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(7 * 7 * 64, kernel_initializer=_initializer(seed, 0)),
            layers.Reshape((7, 7, 64)),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2DTranspose(32, 4, strides=2, padding="same", kernel_initializer=_initializer(seed, 1)),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2DTranspose(
                1, 4, strides=2, padding="same", activation="tanh", kernel_initializer=_initializer(seed, 2)
            ),
        ]
    )


def paper_discriminator(*, seed: int | None = None) -> keras.Model:
    """Build the discriminator of the exercise: images ``(batch, 28, 28, 1)`` to logits ``(batch, 1)``.

    Maps of 14×14×32 and 7×7×64, then one logit; leaky ReLU with slope 0.2, batch normalisation after the second only.

    Args:
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model`` whose output is a logit.

    Source: Radford et al. 2016, arXiv 1511.06434, §3 and §4.
    Departs: 4×4 kernels in place of 5×5; far fewer channels.
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 4, strides=2, padding="same", kernel_initializer=_initializer(seed, 0)),
            layers.LeakyReLU(0.2),
            layers.Conv2D(64, 4, strides=2, padding="same", kernel_initializer=_initializer(seed, 1)),
            layers.BatchNormalization(),
            layers.LeakyReLU(0.2),
            layers.Flatten(),
            layers.Dense(1, kernel_initializer=_initializer(seed, 2)),
        ]
    )


def _initializer(seed: int | None, index: int) -> keras.Initializer:
    return keras.initializers.RandomNormal(stddev=INITIAL_STD, seed=seed_of_layer(seed, index))


def pixel_strength(networks: list[Any], latent_dim: int) -> np.ndarray:
    """Measure how much each pixel of a generator varies with the noise, over several untrained generators.

    Args:
        networks: Generators of one shape.
        latent_dim: Length of their noise.

    Returns:
        Root mean variance, shape ``(height, width)``.
    """
    noise = np.random.default_rng(1).standard_normal((16, latent_dim)).astype("float32")
    variances = [np.var(network(noise, training=True), axis=0) for network in networks]
    return np.sqrt(np.mean(variances, axis=0))[:, :, 0]


def gradient_strength(networks: list[Any]) -> np.ndarray:
    """Measure how strong the gradient of the logit is in each pixel, over several untrained discriminators.

    Args:
        networks: Discriminators of 28×28 grey images.

    Returns:
        Root mean square, shape ``(28, 28)``.
    """
    images, squares = tf.random.stateless_normal((16, 28, 28, 1), seed=(1, 2)), []
    for network in networks:
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = network(images)
        squares.append(np.mean(tape.gradient(logits, images) ** 2, axis=0))
    return np.sqrt(np.mean(squares, axis=0))[:, :, 0]


def contrast(strength: np.ndarray) -> float:
    """Compare the four kinds of pixels, in even and odd rows and columns, away from the border.

    Args:
        strength: Shape ``(28, 28)``.

    Returns:
        The mean of the strongest kind over that of the weakest; 1 without a checkerboard.
    """
    kinds = strength[8:20, 8:20].reshape(6, 2, 6, 2).mean(axis=(0, 2))
    return float(kinds.max() / kinds.min())


def signal_spread(std: float | None, *, batch_norm: bool, layers: int = 5, channels: int = 32) -> list[float]:
    """Follow differences of the noise through an untrained stack of transposed 4×4 convolutions with ReLU.

    Args:
        std: Standard deviation of the weights; ``None`` takes He's, √(2 / inputs of an output).
        batch_norm: Whether batch normalisation follows each layer.
        layers: How many convolutions.
        channels: Of each map.

    Returns:
        After each layer, before its ReLU, the standard deviation over a batch, averaged over places and channels.
    """
    he = math.sqrt(2 / (4 * channels))  # a 4×4 kernel with stride 2 reaches an output with four of its weights
    maps, spreads = tf.random.stateless_normal((32, 4, 4, channels), seed=(5, 6)), []
    for layer in range(layers):
        weights = keras.initializers.RandomNormal(stddev=he if std is None else std, seed=layer)
        maps = keras.layers.Conv2DTranspose(channels, 4, 2, "same", use_bias=False, kernel_initializer=weights)(maps)
        if batch_norm:
            maps = keras.layers.BatchNormalization()(maps, training=True)
        spreads.append(float(np.mean(np.std(maps, axis=0))))
        maps = keras.ops.relu(maps)
    return spreads


def influence(network: Any, batch: np.ndarray, index: int, training: bool) -> np.ndarray:
    """Measure how much each sample's output changes when 1 is added to all numbers of one sample.

    Args:
        network: A Keras model.
        batch: Samples along the first axis.
        index: Number of the sample that is changed.
        training: Passed on to the network.

    Returns:
        The largest absolute change of each sample's output, shape ``(len(batch),)``.
    """
    changed = np.array(batch)
    changed[index] += 1
    gaps = np.abs(np.asarray(network(changed, training=training)) - np.asarray(network(batch, training=training)))
    return gaps.reshape(len(gaps), -1).max(axis=1)


def players(generator: Any, discriminator: Any, latent_dim: int = 64) -> tuple[keras.Model, keras.Model]:
    """Put two networks of any kind into models whose input shapes are known, as `GAN` needs them.

    Args:
        generator: Keras model from noise to images of 28×28.
        discriminator: Keras model from such images to logits.
        latent_dim: Length of the noise.

    Returns:
        The two, with the same weights.
    """
    return (
        keras.Sequential([keras.Input((latent_dim,)), generator], name="generator"),
        keras.Sequential([keras.Input((28, 28, 1)), discriminator], name="discriminator"),
    )


def outlines(network: Any, inputs: np.ndarray) -> list[str]:
    """Describe a network layer by layer.

    Args:
        network: A Keras model.
        inputs: A batch to run it on.

    Returns:
        For each layer, its kind and the shape of what it makes of one sample.
    """
    layers = dcgan_rules.run(network, inputs, training=False).layers
    return [f"{each.kind:20} {' × '.join(map(str, each.output.shape[1:]))}" for each in layers]


def work(network: Any, inputs: np.ndarray) -> tuple[int, int]:
    """Count what a network trains, and what it multiplies.

    Args:
        network: A Keras model of dense layers, convolutions and transposed convolutions.
        inputs: A batch to run it on.

    Returns:
        Trained weights, and multiplications with kernels for one sample: a convolution's kernel is used once for each
        pixel that comes out, a transposed one's once for each pixel that goes in.
    """
    products = 0
    for each in dcgan_rules.run(network, inputs, training=False).layers:
        if hasattr(each.layer, "kernel"):
            side = each.input if isinstance(each.layer, keras.layers.Conv2DTranspose) else each.linear
            products += math.prod(side.shape[1:-1]) * math.prod(each.layer.kernel.shape)
    return sum(math.prod(weight.shape) for weight in network.trainable_weights), products


def film(name: str, steps: int) -> Scrubber:
    """Show a recorded training run as a picture with a slider, which needs no kernel.

    Args:
        name: One of ``recordings.FRAMES``.
        steps: Training steps from one frame to the next.

    Returns:
        The film; end the cell with it.
    """
    frames = recordings.frames(name)
    labels = [f"after {number * steps:,} training steps" for number in range(len(frames))]
    return scrubber(frames, labels=labels, alt="Sixteen images that a generator makes of the same noise as it learns.")


def paint_folder(images: np.ndarray, folder: str | Path, *, size: int, seed: int = 15) -> None:
    """Paint a folder of pictures: each digit in a random colour, on a dark ground of the opposite colour.

    Args:
        images: Grey images in [-1, 1], shape ``(n, height, width, 1)``.
        folder: Where to write ``0000.png``, …; it exists.
        size: Height and width of the pictures.
        seed: Seed of the colours.
    """
    random = np.random.default_rng(seed)
    for number, image in enumerate(images):
        ink = np.asarray(Image.fromarray((image[:, :, 0] + 1) / 2).resize((size, size)))[:, :, None]
        hue = random.uniform()
        bright, dark = hsv_to_rgb([hue, 0.7, 1.0]), hsv_to_rgb([(hue + 0.5) % 1, 0.8, 0.35])
        colours = np.clip(ink * bright + (1 - ink) * dark, 0, 1)  # (size, size, 3)
        Image.fromarray((255 * colours).astype("uint8")).save(Path(folder) / f"{number:04}.png")

"""Day 8: images made of images: sharpened, translated and edited, and what that is measured with."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gan_course import inversion, models, plots, recipes, reconstruction
from gan_course.data import ImageDataset, cut_patches, load_photograph, paired_batches, with_condition
from gan_course.data.dataset import as_bytes
from gan_course.labs.drawing_pad import drawing_pad
from gan_course.labs.stage import Laboratory
from gan_course.painter import ink_and_wash
from gan_course.penalties import R1
from gan_course.plots import Picture
from gan_course.plots.style import add_legend, figure_with_axes, pens
from gan_course.runtime import keras, tf
from gan_course.strokes import SEVEN
from gan_course.super_resolution import shrink
from gan_course.training import GAN

__all__ = [
    "answers",
    "detail",
    "drawing_box",
    "error_to",
    "inputs_reached",
    "mean_network",
    "moved",
    "pair_gan",
    "pairs",
    "plane",
    "reference_invert",
    "sampler_gan",
    "sharpening_batches",
    "side_by_side",
    "train_on_pairs",
]

BATCH, LATENT_DIM = 16, 32
PAIR_HEIGHT, PAIR_SHARE, PAIR_PATCH, PAIR_PATCHES, PAIR_BATCH = 260, 0.55, 48, 2000, 4
KEEP = 100.0  # weight of what a fake shrinks to


def sharpening_batches(data: ImageDataset, *, factor: int = 7, seed: int = 0) -> Any:
    """Draw images with what they shrink to.

    Args:
        data: Images of 28×28.
        factor: As in `super_resolution.shrink`.
        seed: Seed of the order.

    Returns:
        An endless ``tf.data.Dataset`` of (images, small images).
    """
    return with_condition(data.batches(BATCH, seed=seed), functools.partial(shrink, factor=factor)).repeat()


def mean_network(data: ImageDataset, steps: int, *, factor: int = 7, seed: int = 0) -> keras.Model:
    """Train a network that answers with the mean of all images that shrink to its input: it minimises E|f(y) − x|².

    Args:
        data: Images of 28×28.
        steps: Training steps.
        factor: As in `super_resolution.shrink`.
        seed: Seed of weights and order.

    Returns:
        Model from small images to large ones.
    """
    network = models.super_resolution_generator(0, factor=factor, seed=seed)
    network.compile(
        keras.optimizers.Adam(recipes.falling(2e-3, steps)), "mse", jit_compile=False, steps_per_execution=10
    )
    swapped = sharpening_batches(data, factor=factor, seed=seed).map(lambda large, small: (small, large))
    network.fit(swapped, epochs=1, steps_per_epoch=steps, shuffle=False, verbose=0)
    return network


def sampler_gan(steps: int, *, seed: int = 0) -> GAN:
    """Make the GAN whose generator answers with one image of those that shrink to its input.

    Args:
        steps: Steps that it will train; its rates fall over them.
        seed: Seed of weights and noise.

    Returns:
        A compiled `GAN`, for `sharpening_batches`.
    """
    gan = GAN(
        models.super_resolution_generator(LATENT_DIM, seed=seed),
        models.super_resolution_discriminator(seed=seed + 1000),
    )
    gan.compile(
        "non_saturating",
        keras.optimizers.Adam(recipes.falling(1e-3, steps), beta_1=0.0, use_ema=True, ema_momentum=0.995),
        keras.optimizers.Adam(recipes.falling(2e-3, steps), beta_1=0.0),
        R1(0.5),
        penalty_every=16,
        generator_term=keeps_the_small_image,
        seed=seed,
    )
    return gan


def keeps_the_small_image(*, real_samples: Any, fake_samples: Any, condition: Any) -> Any:
    """Draw what a fake shrinks to, to the small image: 100 · E|shrink(G(z, y)) − y|²; for ``generator_term``.

    Args:
        real_samples: Not used.
        fake_samples: Large images.
        condition: Small images.

    Returns:
        A scalar tensor.
    """
    return KEEP * tf.reduce_mean(tf.square(shrink(fake_samples) - condition))


def answers(generator: Any, small: np.ndarray, n: int, *, seed: int = 0) -> np.ndarray:
    """Draw several answers to each small image.

    Args:
        generator: Model from noise and small images to large ones.
        small: Small images, as the generator takes them.
        n: How many answers.
        seed: Seed of the noise.

    Returns:
        Array (n, batch, 28, 28, 1).
    """
    noise = np.random.default_rng(seed).standard_normal((n, len(small), generator.inputs[0].shape[-1]))
    return np.stack([generator.predict([z, small], batch_size=500, verbose=0) for z in noise.astype("float32")])


def plane(curves: Mapping[str, Sequence[tuple[str, float, float]]], *, floor: float, title: str, alt: str) -> Picture:
    """Draw the perception–distortion plane: how far answers are from the truth, and how far from looking real.

    Args:
        curves: For each name its points in order: what is written beside it, squared error, Fréchet distance.
        floor: The Fréchet distance that real images get.
        title: Title above the chart.
        alt: What the picture shows, for a reader who does not see it.

    Returns:
        The picture.
    """
    with plots.drawing():
        figure, (axes,) = figure_with_axes(title, height=4.2)
        for (name, points), pen, marker in zip(curves.items(), pens(), "os^D", strict=False):
            texts, errors, distances = zip(*points, strict=True)
            axes.plot(errors, distances, label=name, marker=marker, markersize=7, **pen)
            for text, error, distance in zip(texts, errors, distances, strict=True):
                axes.annotate(text, (error, distance), (6, 6), textcoords="offset points", fontsize=9)
        axes.axhline(floor, color=plots.GUIDE, linestyle=":", label="real digits")
        axes.set(
            xlabel="squared error: distance from the truth", ylabel="Fréchet distance", xlim=(0, None), ylim=(0, None)
        )
        axes.margins(0.12)
        add_legend(figure)
        return plots.picture(figure, alt=alt)


def side_by_side(pictures: Mapping[str, np.ndarray], *, title: str, alt: str, columns: int | None = None) -> Picture:
    """Show pictures of one size with their names.

    Args:
        pictures: Arrays (height, width, channels) in [-1, 1], by name.
        title: Title above them.
        alt: What they show, for a reader who does not see it.
        columns: Pictures in a row; by default all.

    Returns:
        The picture.
    """
    shown = np.clip(np.stack(list(pictures.values())), -1, 1)
    return plots.image_grid(
        shown, columns=len(pictures) if columns is None else columns, labels=list(pictures), title=title, alt=alt
    )


def pairs(*, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Paint a cat, and cut pairs out of the left part of drawing and photograph.

    Args:
        seed: Seed of the places.

    Returns:
        Patches of the drawing and of the photograph, uint8, (n, 48, 48, 3) each; and the right part of both, which no
        patch shows, (height, width, 3) each, in [-1, 1].
    """
    photograph = load_photograph("chelsea", height=PAIR_HEIGHT)
    both = np.concatenate([ink_and_wash(photograph), photograph], axis=-1)
    cut = int(both.shape[1] * PAIR_SHARE)
    patches = cut_patches([as_bytes(both[:, :cut])], PAIR_PATCHES, PAIR_PATCH, seed=seed)
    return patches[..., :3], patches[..., 3:], both[:, cut:, :3], both[:, cut:, 3:]


def train_on_pairs(network: keras.Model, drawings: np.ndarray, photographs: np.ndarray, steps: int) -> keras.Model:
    """Train a translator with the mean absolute error alone.

    Args:
        network: Model from images to images.
        drawings: What it gets.
        photographs: What it should make of it.
        steps: Training steps.

    Returns:
        The same network.
    """
    network.compile(
        keras.optimizers.Adam(recipes.falling(2e-3, steps)), "mae", jit_compile=False, steps_per_execution=10
    )
    batches = paired_batches(drawings, photographs, PAIR_BATCH).map(lambda samples, condition: (condition, samples))
    network.fit(batches.repeat(), epochs=1, steps_per_epoch=steps, shuffle=False, verbose=0)
    return network


def pair_gan(generator: keras.Model, steps: int, *, weight: float = 20.0, seed: int = 0) -> GAN:
    """Make a GAN of pairs: a translator, and a discriminator of patches that sees the drawing too.

    Args:
        generator: Model from images to images of three channels each.
        steps: Steps that it will train; its rates fall over them.
        weight: Of the absolute error.
        seed: Seed of the discriminator's weights.

    Returns:
        A compiled `GAN`.
    """
    gan = GAN(generator, models.patch_discriminator(condition_channels=3, seed=seed + 1000), noise=False)
    gan.compile(
        "relativistic",
        keras.optimizers.Adam(recipes.falling(1.5e-3, steps), beta_1=0.5),
        keras.optimizers.Adam(recipes.falling(2e-3, steps), beta_1=0.5),
        R1(0.001),
        penalty_every=8,
        generator_term=reconstruction.AbsoluteError(weight),
        seed=seed,
    )
    return gan


def detail(picture: np.ndarray) -> float:
    """Measure how much brightness changes from one pixel to the next.

    Args:
        picture: Array (height, width, channels).

    Returns:
        The mean absolute difference of horizontal neighbours.
    """
    return float(np.abs(np.diff(picture.mean(axis=-1), axis=1)).mean())


def inputs_reached(network: Any, size: int = 64) -> np.ndarray:
    """Find the pixels that change the output's channels at one place in the middle.

    Args:
        network: Model of images to maps, for any size.
        size: Height and width of the images to try, a multiple of 8.

    Returns:
        Booleans, shape ``(size, size)``.
    """
    images = tf.random.stateless_uniform((1, size, size, network.inputs[0].shape[-1]), (3, 4), -1, 1)
    with tf.GradientTape() as tape:
        tape.watch(images)
        maps = network(images, training=False)
        place = maps.shape[1] // 2
        value = tf.reduce_sum(maps[0, place, place])
    return np.abs(tape.gradient(value, images)[0]).sum(axis=-1) > 0


def error_to(images: np.ndarray) -> Any:
    """Make a measure: the mean squared error to some images.

    Args:
        images: Array (n, …).

    Returns:
        Function from arrays of the same shape to numbers.
    """
    return lambda others: float(np.mean(np.square(others - images)))


def moved(generator: keras.Model, noise: np.ndarray, step: Any) -> np.ndarray:
    """Generate from noise that was moved.

    Args:
        generator: Model from noise to images.
        noise: Array (n, d).
        step: What to add to each, shape ``(d,)``, or 0.

    Returns:
        Images, cut off at -1 and 1.
    """
    made = generator.predict(np.asarray(noise + step, np.float32), batch_size=500, verbose=0)
    return np.clip(made, -1, 1)


def drawing_box(
    generator: keras.Model, encoder: keras.Model, steps: Mapping[str, np.ndarray], *, pen: float
) -> Laboratory:
    """Let the reader draw a digit, and edit it.

    Args:
        generator: Model from noise to images of 28×28.
        encoder: Model from images to noise, which guesses where to start.
        steps: For each edit's name what it adds to the noise, shape ``(d,)``.
        pen: Width of the pen in pixels, as `strokes.drawn_digit` takes it.

    Returns:
        A pad with a seven on it, and what becomes of that; end the cell with it.
    """
    return drawing_pad(generator, encoder, steps, strokes=SEVEN, pen=pen)


def reference_invert(generator: keras.Model, images: np.ndarray, noise: np.ndarray, steps: int) -> np.ndarray:
    """Invert a generator as the exercise asks: `inversion.invert` from given noise.

    Args:
        generator: Model from noise to images.
        images: Array (n, …).
        noise: Where to start, (n, d).
        steps: Steps of Adam.

    Returns:
        Noise (n, d).
    """
    return inversion.invert(generator, images, start=noise, steps=steps)

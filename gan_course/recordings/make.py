"""Train the GANs whose curves and pictures the course ships."""

import csv
import dataclasses
import functools
import io
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from gan_course import models, recipes
from gan_course.data import load_image_folder, load_images
from gan_course.demos import day03, day07, few_images, redrawing
from gan_course.demos.digit_ruler import NOISE_SEED, QualityClock, Ruler
from gan_course.files import write_atomically
from gan_course.packing import npy, packed
from gan_course.recordings import FRAMES, MELODIES, WEIGHTS, composers, world, writers
from gan_course.runtime import keras
from gan_course.training import GAN, SampleFrames

PAPER_STEPS, PAPER_BATCH, PAPER_FRAMES = 2_500, 32, 25
TUTORIAL_STEPS, TUTORIAL_BATCH, TUTORIAL_POINTS = 600, 256, 30
TABLE_STEPS, SEEDS = 3_000, range(3)
PARTS: dict[str, dict[str, Any]] = {
    "neither": {"transposed": True, "hidden": 0, "minibatch_stddev": False},
    "upsampling": {"hidden": 0, "minibatch_stddev": False},
    "dense": {"transposed": True, "minibatch_stddev": False},
    "both": {"minibatch_stddev": False},
    "all three": {},
}
COLOUR_STEPS, COLOUR_FRAMES, COLOUR_SIZE, COLOUR_PICTURES = 5_000, 20, 32, 1_500
FEW_SUBSETS, FEW_GAN_STEPS, FEW_STEPS = range(5), 1_500, 500
PAINTER_IMAGES, PAINTER_STEPS = 15_000, 2_600
PICTURES = 16  # in a frame
GREYS, COLOURS = 16, 64


def make(name: str, folder: Path, report: Callable[[str], None] = print) -> None:
    """Make one recording.

    Args:
        name: A name of ``recordings``.
        folder: Where to write it; it exists.
        report: Told what was made.
    """
    started = time.perf_counter()
    kind, _, dataset = name.partition("-")
    makers: dict[str, Callable[[str], bytes]] = {
        "dcgan": _dcgan,
        "tutorial": _tutorial,
        "networks": _networks,
        "few": _few,
        "detectors": functools.partial(_world, "detectors"),
    }
    alone = {"colours": _colours, "painter": _painter, "teacher": world.teacher}
    alone |= {name: functools.partial(_world, name) for name in ("students", "population")}
    alone |= {"composers": _composers, "melodies": composers.melodies, "names": _names}
    content = makers[kind](dataset) if dataset else alone[name]()
    ending = "gif" if name in FRAMES else "npy" if name in (*WEIGHTS, *MELODIES) else "csv"
    path = write_atomically(folder / f"{name}.{ending}", content)
    report(f"{path.name}: {len(content) / 1000:.0f} kB, {time.perf_counter() - started:.0f} seconds")


def _dcgan(dataset: str) -> bytes:
    data = load_images(dataset)
    gan = paper_gan(seed=0)
    samples = SampleFrames(PICTURES, seed=7)
    _fit(gan, data.batches(PAPER_BATCH, seed=0), PAPER_STEPS, PAPER_FRAMES, samples)
    return _gif(samples.frames, GREYS)


def paper_gan(seed: int = 0) -> GAN:
    """Make the DCGAN of the lesson's exercise, with the paper's optimizer.

    Args:
        seed: Seed of the weights and the noise.

    Returns:
        A compiled `GAN`.
    """
    gan = GAN(day03.paper_generator(seed=seed), day03.paper_discriminator(seed=seed + recipes.DISCRIMINATOR))
    optimizers = [keras.optimizers.Adam(2e-4, beta_1=0.5) for _ in range(2)]
    gan.compile("non_saturating", *optimizers, seed=seed)
    return gan


def _tutorial(dataset: str) -> bytes:
    data = load_images(dataset)
    gan = GAN(models.tutorial_generator(seed=0), models.tutorial_discriminator(seed=recipes.DISCRIMINATOR))
    gan.compile("non_saturating", keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4))
    clock = QualityClock(Ruler.of(data.images))
    _fit(gan, data.batches(TUTORIAL_BATCH, seed=0), TUTORIAL_STEPS, TUTORIAL_POINTS, clock)
    return _csv(("step", "frechet"), zip(clock.steps, clock.distances, strict=True))


def _networks(dataset: str) -> bytes:
    data = load_images(dataset)
    ruler = Ruler.of(data.images)
    rows: list[tuple[str, int, float]] = []
    for seed in SEEDS:
        gan = paper_gan(seed)
        _fit(gan, data.batches(PAPER_BATCH, seed=seed), PAPER_STEPS, 1)
        rows.append(("paper", seed, ruler(gan.generate(ruler.samples, seed=NOISE_SEED))))
    for name, parts in PARTS.items():
        networks = functools.partial(recipes.dcgan_networks, **parts)
        recipe = dataclasses.replace(recipes.get("dcgan"), networks=networks, steps=TABLE_STEPS)
        for seed in SEEDS:
            gan = recipe.train(data, seed=seed)
            rows.append((name, seed, ruler(gan.generate(ruler.samples, seed=NOISE_SEED))))
    return _csv(("networks", "seed", "frechet"), rows)


def _few(dataset: str) -> bytes:
    data, rows = load_images(dataset), []
    for number in FEW_SUBSETS:
        subset = few_images.draw_subset(data, number)
        labels = np.arange(few_images.FAKES) % len(data.class_names)
        fakes = few_images.gan_of_few(subset, FEW_GAN_STEPS, number).generate(len(labels), labels)
        reached = few_images.accuracies(subset, fakes, labels, FEW_STEPS, number)
        rows += [(way, number, 100 * accuracy) for way, accuracy in reached.items()]
    return _csv(("way", "subset", "accuracy"), rows)


def _world(kind: str, *dataset: str) -> bytes:
    return _csv(("way", "seed", "figure"), world.table(kind, *dataset))


def _composers() -> bytes:
    return _csv(("way", "split", "percent"), composers.table())


def _names() -> bytes:
    return _csv(("way", "seed", "percent"), writers.table())


def _painter() -> bytes:
    described = redrawing.describe(load_images("mnist"), limit=PAINTER_IMAGES)
    gan = day07.sentence_gan(PAINTER_STEPS, seed=1)
    _fit(gan, day07.described_batches(described, seed=1), PAINTER_STEPS, 1)
    return npy(packed(gan.generator.get_weights()))


def _colours() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        day03.paint_folder(load_images("digits").images[:COLOUR_PICTURES], Path(folder), size=COLOUR_SIZE)
        pictures = load_image_folder(folder, size=COLOUR_SIZE)
    recipe = dataclasses.replace(recipes.get("dcgan"), steps=COLOUR_STEPS)
    samples = SampleFrames(PICTURES, seed=7)
    recipe.train(pictures, epochs=COLOUR_FRAMES, callbacks=[samples])
    return _gif(samples.frames, COLOURS)


def _fit(gan: GAN, batches: Any, steps: int, epochs: int, *callbacks: Any) -> None:
    gan.fit(batches.repeat(), epochs=epochs, steps_per_epoch=steps // epochs, verbose=0, callbacks=list(callbacks))


def _gif(frames: Sequence[np.ndarray], colours: int) -> bytes:
    grey = frames[0].ndim == 2
    images = [Image.fromarray(frame) for frame in frames]
    images = [
        image.quantize(colours, dither=Image.Dither.NONE) if not grey else _fewer(image, colours) for image in images
    ]
    file = io.BytesIO()
    images[0].save(file, "GIF", save_all=True, append_images=images[1:], duration=200, loop=0, optimize=False)
    return file.getvalue()


def _fewer(image: Image.Image, greys: int) -> Image.Image:
    step = 255 / (greys - 1)
    return image.point([round(round(level / step) * step) for level in range(256)])


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([f"{value:.2f}" if isinstance(value, float) else value for value in row] for row in rows)
    return stream.getvalue().encode()

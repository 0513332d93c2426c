"""``python -m benchmarks.quality.training``: one run of one contestant, in a process of its own.

The clock runs from before the networks are built, so building and tracing count as training. Imports, reading the
images and judging the generator do not.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.clock import Stopwatch, schedule
from benchmarks.quality.curves import COURSE, RELATIVISTIC, TUTORIAL, Curve, Point, save
from gan_course import models, plots, recipes
from gan_course.data import load_images
from gan_course.demos.digit_ruler import Ruler
from gan_course.runtime import keras
from gan_course.training import GAN, NonFiniteLossError

HELD_OUT = 6  # every sixth real image gives the floor, the others are the reference: 10,000 and 50,000 of MNIST
NOISE_SEED = 0
SHOWN = 64  # images in the picture
ENDLESS = 10**7  # steps; the clock ends the training


def ruler_of(real_images: np.ndarray) -> Ruler:
    """Hold out every sixth real image, drawn at random, and measure by the others."""
    order = np.random.default_rng(0).permutation(len(real_images))
    samples = len(real_images) // HELD_OUT
    return Ruler(real_images[order[samples:]], real_images[order[:samples]])


class Record(keras.callbacks.Callback):
    """Judges the generator at the scheduled seconds, between two calls of TensorFlow, and ends the training after the
    last; writes down what it finds each time.
    """

    def __init__(self, stopwatch: Stopwatch, times: Sequence[float], ruler: Ruler, curve: Curve, folder: Path) -> None:
        super().__init__()
        self.curve = curve
        self._stopwatch, self._ruler, self._folder = stopwatch, ruler, folder
        self._due = list(times)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        seconds = self._stopwatch.seconds
        if seconds >= self._due[0]:
            with self._stopwatch.paused():
                self._judge_now(seconds)
            self._due = [time for time in self._due if time > seconds]
            if not self._due:
                self.model.stop_training = True

    def _judge_now(self, seconds: float) -> None:
        with self.model.averaged_weights():
            images = self.model.generate(self._ruler.samples, seed=NOISE_SEED)
        point = Point(seconds, int(self.model.optimizer.iterations), self._ruler(images))
        self.curve = replace(self.curve, points=(*self.curve.points, point))
        save(self._folder, self.curve)
        name = f"{self.curve.contestant}, seed {self.curve.seed}"
        words = f"{name}: Fréchet distance {point.frechet:.1f} after {seconds:.1f} s, {point.steps:,} steps"
        picture = plots.image_grid(images[:SHOWN], title=words, alt=f"{SHOWN} generated digits. {words}.")
        picture.save(self._folder / f"{self.curve.contestant}-{self.curve.seed}.png")
        print(words, flush=True)


def tutorial_gan(image_shape: tuple[int, ...], seed: int) -> tuple[GAN, int]:
    """Make the tutorial's GAN, and tell its batch size."""
    gan = GAN(models.tutorial_generator(seed=seed), models.tutorial_discriminator(seed=seed))
    gan.compile(
        generator_optimizer=keras.optimizers.Adam(1e-4),
        discriminator_optimizer=keras.optimizers.Adam(1e-4),
        seed=seed,
    )
    return gan, 256


def course_gan(recipe_name: str, image_shape: tuple[int, ...], seed: int) -> tuple[GAN, int]:
    """Make one of the course's GANs, and tell its batch size."""
    recipe = recipes.get(recipe_name)
    return recipe.gan(image_shape, seed=seed), recipe.batch_size


GANS = {
    TUTORIAL: tutorial_gan,
    COURSE: partial(course_gan, "dcgan"),
    RELATIVISTIC: partial(course_gan, "relativistic"),
}


def train(curve: Curve, dataset: Any, points: int, folder: Path) -> Curve:
    """Train one contestant for its seconds, and write down its curve as it grows."""
    ruler = ruler_of(dataset.images)
    curve = replace(curve, samples=ruler.samples, floor=ruler.floor)
    stopwatch = Stopwatch()
    gan, batch_size = GANS[curve.contestant](dataset.image_shape, curve.seed)
    record = Record(stopwatch, schedule(curve.budget, points), ruler, curve, folder)
    batches = dataset.batches(batch_size, seed=curve.seed).repeat()
    gan.fit(batches, steps_per_epoch=ENDLESS, callbacks=[record], verbose=0)
    return record.curve


def main() -> None:
    """Train as the command line says; ``python -m benchmarks.quality`` writes it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.training", description=__doc__)
    parser.add_argument("contestant", choices=GANS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--points", type=int, required=True)
    parser.add_argument("--dataset", default="mnist")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    curve = Curve(options.contestant, options.seed, options.seconds, samples=0, floor=0.0)
    try:
        train(curve, load_images(options.dataset), options.points, options.out)
    except KeyboardInterrupt:
        sys.exit("interrupted")
    except NonFiniteLossError as error:
        sys.exit(f"{curve.contestant}, seed {curve.seed}: {error}")


if __name__ == "__main__":
    main()

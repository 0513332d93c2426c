"""Train the GANs whose logs the course ships."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from gan_course import losses, models
from gan_course.data import load_images
from gan_course.files import write_atomically
from gan_course.runtime import keras
from gan_course.training import GAN
from gan_course.training.guard import NonFiniteLossError
from gan_course.training_logs import COLUMNS, NAMES, SEEDS, STEPS_PER_ROW

ROWS = 40
LATENT_DIM, GENERATOR, DISCRIMINATOR, BATCH_SIZE = 32, (64, 128), (128, 64), 64
IMAGES = 200  # whose diversity is measured


class Diversity(keras.callbacks.Callback):
    """Adds ``diversity`` to the logs of each epoch: how much images of a fixed noise differ from each other.

    It is the standard deviation over the images, averaged over the pixels, as a share of the same for real images:
    0 for a generator that always makes one image, about 1 for a good one. It must come before the callbacks that write
    the logs.

    Args:
        real_images: Images (n, height, width, channels) to compare with.
        seed: Seed of the noise.
    """

    def __init__(self, real_images: np.ndarray, *, seed: int = 0) -> None:
        super().__init__()
        self._real, self._seed = spread(real_images), seed

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Measure.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Metrics of the epoch, to which this one is added.
        """
        if logs is not None:
            logs["diversity"] = spread(self.model.generate(IMAGES, seed=self._seed)) / self._real


def spread(images: np.ndarray) -> float:
    """Measure how much images differ from each other.

    Args:
        images: Array (n, height, width, channels).

    Returns:
        The standard deviation over the images, averaged over the pixels; 0 where all images are the same.
    """
    return float(images.std(axis=0).mean())


def shuffled_labels() -> losses.AdversarialLoss:
    """Make the loss of a program that shuffles labels apart from their images: every second label is "real".

    Returns:
        The loss; the generator's is the non-saturating one.
    """

    def discriminator_loss(*, real_logits: Any, fake_logits: Any) -> Any:
        logits = keras.ops.concatenate([real_logits, fake_logits])
        usual = losses.get("non_saturating").discriminator_loss
        return usual(real_logits=logits[::2], fake_logits=logits[1::2])

    return losses.AdversarialLoss("shuffled_labels", discriminator_loss, losses.get("non_saturating").generator_loss)


def recipe(name: str) -> dict[str, Any]:
    """Give what makes a run go as its name says.

    Args:
        name: One of ``training_logs.NAMES``.

    Returns:
        ``rates``, the learning rates of generator and discriminator; ``batch_norm`` of the generator; ``loss``.
    """
    recipes: dict[str, dict[str, Any]] = {
        "healthy": {},
        "discriminator_wins": {"rates": (1e-5, 2e-3)},
        "collapse": {"rates": (1e-3, 1e-4), "batch_norm": False},
        "chance": {"loss": shuffled_labels()},
        "diverged": {"rates": (5.0, 5.0)},
    }
    return {"rates": (5e-4, 5e-4), "batch_norm": True, "loss": "non_saturating"} | recipes[name]


def train(name: str, seed: int, *, rows: int = ROWS) -> dict[str, list[float]]:
    """Train one GAN on the small digits, and keep its log.

    Args:
        name: One of ``training_logs.NAMES``.
        seed: Seed of weights, noise and order of the images.
        rows: Length of the log, at least 1; shorter where training stops at a loss that is not finite.

    Returns:
        The columns.
    """
    images = load_images("digits")
    settings = recipe(name)
    generator = models.mlp_generator(LATENT_DIM, GENERATOR, batch_norm=settings["batch_norm"], seed=100 * seed)
    gan = GAN(generator, models.mlp_discriminator(DISCRIMINATOR, seed=100 * seed + 50))
    optimizers = [keras.optimizers.Adam(rate, beta_1=0.5) for rate in settings["rates"]]
    gan.compile(settings["loss"], *optimizers, seed=seed, jit_compile=False)
    history = keras.callbacks.History()
    try:
        gan.fit(
            images.batches(BATCH_SIZE, seed=seed).repeat(),
            epochs=rows,
            steps_per_epoch=STEPS_PER_ROW,
            verbose=0,
            callbacks=[Diversity(images.images), history],
        )
    except NonFiniteLossError as error:
        print(error)
    return history.history


def as_csv(log: Mapping[str, list[float]]) -> str:
    """Write a log as text, with four digits.

    Args:
        log: The columns.

    Returns:
        CSV with a line of names.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["epoch", *COLUMNS])
    for epoch, row in enumerate(zip(*(log[column] for column in COLUMNS), strict=True)):
        writer.writerow([epoch, *(f"{value:.4g}" for value in row)])
    return stream.getvalue()


def make(folder: Path, report: Callable[[str], None] = print) -> None:
    """Train all runs and write their logs.

    Args:
        folder: Where to write them; it exists.
        report: Told about each log.
    """
    for name in NAMES:
        for seed in SEEDS:
            text = as_csv(train(name, seed))
            path = write_atomically(folder / f"{name}-{seed}.csv", text.encode())
            report(f"{path.name}: {len(text.splitlines()) - 1} rows; last {text.splitlines()[-1]}")

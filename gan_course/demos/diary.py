"""What happens while two players train: losses, accuracies, quality, and what one noise becomes."""

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from gan_course import budget, losses, models, plots
from gan_course.data import ImageDataset
from gan_course.demos.known_fakes import Judges
from gan_course.demos.two_players import TwoPlayers
from gan_course.progress import Line
from gan_course.runtime import keras, tf
from gan_course.training.averaging import averaged_weights

__all__ = ["Diary", "grow_digits"]

LATENT_DIM, BATCH_SIZE = 100, 64
IMAGES, COLUMNS = 24, 8
JUDGED = 512  # images of each kind that the discriminator's accuracy is measured on
IN_PROGRESS = ("d_loss", "g_loss", "real_accuracy", "fake_accuracy")


class Diary:
    """Numbers and pictures of a training that goes on in epochs.

    Args:
        players: A `TwoPlayers`, or an object with the same attributes, whose optimizers are Keras's.
        real_images: Real images, shape (n, height, width, channels), on which the discriminator's accuracy is measured.
        judges: Measures the generated images' density and coverage; nobody does if not given.
        every: Epochs between two frames.
        seed: Seed of the noise that images are made of.

    Attributes:
        history: A number before training and one for each epoch: d_loss and g_loss (of the first step, then means
            over the epoch), real_accuracy and fake_accuracy (at its end) and, with judges, density and coverage (at
            its end). They are those of the weights as they are, not of the moving average.
        frames: Grids of the same 24 images before training and after every so many epochs, uint8, made with the moving
            average of the generator's weights where its optimizer keeps one.
        frame_epochs: The epochs of the frames, from 0.
    """

    def __init__(
        self,
        players: Any,
        real_images: np.ndarray,
        judges: Judges | None = None,
        *,
        every: int = 1,
        seed: int = 7,
    ) -> None:
        self._players, self._judges, self._every = players, judges, every
        self._real_images = real_images[:JUDGED]
        count = max(JUDGED, judges.count if judges else 0)
        latent_dim = players.generator.input_shape[-1]
        self._noise = np.random.default_rng(seed).standard_normal((count, latent_dim)).astype(np.float32)
        self._losses: list[tuple[Any, Any]] = []
        self.history: dict[str, list[float]] = {}
        self.frames: list[np.ndarray] = []
        self.frame_epochs: list[int] = []

    def epochs(self, count: int) -> Iterator[int]:
        """Count epochs, and measure at the end of each.

        Args:
            count: How many.

        Yields:
            The number of each epoch, from 1.
        """
        line = Line()
        self._record_frame(0)
        self._enter(self._measured())
        for epoch in range(1, count + 1):
            yield epoch
            self._enter(self._mean_losses() | self._measured())
            if epoch % self._every == 0 or epoch == count:
                self._record_frame(epoch)
            last = " · ".join(f"{name} {self.history[name][-1]:.2f}" for name in IN_PROGRESS if name in self.history)
            line.write(f"epoch {epoch} of {count} · {last}")
        line.close()

    def note(self, d_loss: Any, g_loss: Any) -> None:
        """Remember the losses of one step.

        Args:
            d_loss: The discriminator's loss.
            g_loss: The generator's loss.
        """
        self._losses.append((d_loss, g_loss))

    def _enter(self, entry: dict[str, float]) -> None:
        for name, value in entry.items():
            self.history.setdefault(name, []).append(value)

    def _mean_losses(self) -> dict[str, float]:
        noted = np.array([[float(loss) for loss in pair] for pair in self._losses])  # (steps, 2)
        self._losses.clear()
        if not len(noted):
            return {}
        if "d_loss" not in self.history:
            self._enter(dict(zip(("d_loss", "g_loss"), noted[0].tolist(), strict=True)))
        return dict(zip(("d_loss", "g_loss"), noted.mean(axis=0).tolist(), strict=True))

    def _measured(self) -> dict[str, float]:
        fakes = np.asarray(self._players.generator(self._noise, training=False))
        real_logits = np.asarray(self._players.discriminator(self._real_images, training=False))
        fake_logits = np.asarray(self._players.discriminator(fakes[:JUDGED], training=False))
        entry = {"real_accuracy": float(np.mean(real_logits > 0)), "fake_accuracy": float(np.mean(fake_logits < 0))}
        return entry | (self._judges.measure(fakes[: self._judges.count]) if self._judges else {})

    def _record_frame(self, epoch: int) -> None:
        optimizer = self._players.generator_optimizer
        with averaged_weights(optimizer) if optimizer.built else contextlib.nullcontext():
            images = self._players.generator(self._noise[:IMAGES], training=False)
        self.frames.append(plots.tile(np.asarray(images), COLUMNS))
        self.frame_epochs.append(epoch)


def grow_digits(data: ImageDataset, *, epochs: int, steps_per_epoch: int = 100, seed: int = 0) -> tuple[Any, Diary]:
    """Train the MLP GAN of Day 2 on images, and keep a diary.

    Args:
        data: The images.
        epochs: How many epochs.
        steps_per_epoch: Steps of both players in an epoch.
        seed: Seed of weights, noise and the order of the images.

    Returns:
        The players, the generator with the moving average of its weights; and the diary.
    """
    keras.utils.set_random_seed(seed)
    players = TwoPlayers(
        models.mlp_generator(LATENT_DIM, seed=2 * seed),
        models.mlp_discriminator(seed=2 * seed + 1),
        losses.get("non_saturating"),
        keras.optimizers.Adam(5e-4, beta_1=0.5, use_ema=True, ema_momentum=0.98),
        keras.optimizers.Adam(5e-4, beta_1=0.5),
    )
    players.generator_optimizer.build(players.generator.trainable_variables)
    players.discriminator_optimizer.build(players.discriminator.trainable_variables)
    diary = Diary(players, data.images)
    batches = iter(data.batches(BATCH_SIZE, seed=seed).repeat())

    @tf.function(jit_compile=budget.long_enough_for_xla())
    def one_round(real_images: Any) -> Any:
        d_loss = players.discriminator_step(real_images, tf.random.normal((BATCH_SIZE, LATENT_DIM)))
        return d_loss, players.generator_step(tf.random.normal((BATCH_SIZE, LATENT_DIM)))

    for _ in diary.epochs(epochs):
        for _ in range(steps_per_epoch):
            diary.note(*one_round(next(batches)))
    players.generator_optimizer.finalize_variable_values(players.generator.trainable_variables)
    return players, diary

"""A record of what fixed noise becomes while the generator trains."""

import functools
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from gan_course import plots
from gan_course.arguments import whole
from gan_course.files import write_atomically
from gan_course.runtime import keras


class SampleFrames(keras.callbacks.Callback):
    """Records a picture of samples made from one noise: before training, then after every so many epochs.

    The samples are those of the generator with its moving averages, where its optimizer keeps them: what ``fit`` leaves
    at its end. After a `Resume` the frames go on with those that are due after the restored epoch. The earlier ones are
    in the folder, if one was given; in ``frames`` are only those of this process.

    Args:
        n: Samples in a frame, at least 1.
        every: Epochs between two frames, at least 1; the last epoch always gives one.
        seed: Seed of the noise.
        columns: Images in a row; by default as many as make the grid about square.
        condition: As for `GAN.generate`, for a GAN that takes one: ``np.repeat(range(10), 8)`` with 8 columns gives a
            row to each of ten classes.
        draw: Function from samples (n, …) to a picture, an array (height, width) or (height, width, 3) of uint8, for
            samples that are no images; by default a grid of images.
        folder: Folder to which each frame is also written as a picture, ``epoch-0007.png``; made if it is not there.

    Raises:
        ValueError: If ``n`` or ``every`` is below 1.

    Attributes:
        frames: Arrays (height, width) or (height, width, 3) of uint8.
        epochs: For each frame, how many epochs were trained before it, over all calls of ``fit``.
    """

    def __init__(
        self,
        n: int = 16,
        *,
        every: int = 1,
        seed: int = 0,
        columns: int | None = None,
        condition: Any = None,
        draw: Callable[[np.ndarray], np.ndarray] | None = None,
        folder: str | os.PathLike[str] | None = None,
    ) -> None:
        super().__init__()
        self.n, self.every = whole("n", n, at_least=1), whole("every", every, at_least=1)
        self.seed, self.condition = seed, condition
        self.draw = functools.partial(plots.tile, columns=columns) if draw is None else draw
        self.folder = None if folder is None else Path(folder)
        self.frames: list[np.ndarray] = []
        self.epochs: list[int] = []
        self._seen = 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Record the generator as it is before the first epoch, where this is its turn.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Not used.
        """
        if epoch:  # counted from 0, an epoch says nothing: a further `fit` starts there again
            self._go_back_to(epoch)
        if not self.frames and self._seen % self.every == 0:
            self._record()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Record a frame where one is due.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Not used.
        """
        self._seen += 1
        if self._seen % self.every == 0:
            self._record()

    def on_train_end(self, logs: Any = None) -> None:
        """Record the last epoch if it has no frame yet.

        Args:
            logs: Not used.
        """
        if not self.frames:  # no epoch was left to train
            self._seen = max(self._seen, self.params["epochs"])
        if not self.frames or self.epochs[-1] != self._seen:
            self._record()

    def save_gif(self, path: str | os.PathLike[str], *, fps: float = 8) -> Path:
        """Write the frames as an animation.

        Args:
            path: File to write or to replace, in a folder that exists.
            fps: Frames a second, from 1 to 50.

        Returns:
            The path.
        """
        return plots.save_gif(self.frames, path, fps=fps)

    def _record(self) -> None:
        with self.model.averaged_weights():
            frame = self.draw(self.model.generate(self.n, self.condition, seed=self.seed))
        self.frames.append(frame)
        self.epochs.append(self._seen)
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            content = io.BytesIO()
            Image.fromarray(frame).save(content, format="PNG")
            write_atomically(self.folder / f"epoch-{self._seen:04d}.png", content.getvalue())

    def _go_back_to(self, epoch: int) -> None:
        """Forget what comes after an epoch, where the same callback sees a run resumed."""
        self._seen = epoch
        while self.epochs and self.epochs[-1] > epoch:
            self.frames.pop()
            self.epochs.pop()

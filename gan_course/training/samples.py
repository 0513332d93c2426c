"""A record of what a fixed noise becomes while the generator trains."""

import os
from pathlib import Path
from typing import Any

import numpy as np

from gan_course import plots
from gan_course.runtime import keras


class SampleFrames(keras.callbacks.Callback):
    """Records a grid of images made from one noise: before training, then after every so many epochs.

    Args:
        n: Images in a frame, at least 1.
        every: Epochs between two frames, at least 1; the last epoch always gives one.
        seed: Seed of the noise.
        columns: Images in a row; by default as many as make the grid about square.

    Raises:
        ValueError: If ``n`` or ``every`` is below 1.

    Attributes:
        frames: Arrays (height, width) or (height, width, 3) of uint8.
        epochs: For each frame, how many epochs the callback had seen when it was made, over all calls of ``fit``.
    """

    def __init__(self, n: int = 16, *, every: int = 1, seed: int = 0, columns: int | None = None) -> None:
        super().__init__()
        if n < 1 or every < 1:
            raise ValueError(f"n and every take whole numbers of at least 1; got {n!r} and {every!r}")
        self.n, self.every, self.seed, self.columns = n, every, seed, columns
        self.frames: list[np.ndarray] = []
        self.epochs: list[int] = []
        self._seen = 0

    def on_train_begin(self, logs: Any = None) -> None:
        """Record the untrained generator.

        Args:
            logs: Not used.
        """
        if not self.frames:
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
        if self.epochs[-1] != self._seen:
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
        self.frames.append(plots.tile(self.model.generate(self.n, seed=self.seed), self.columns))
        self.epochs.append(self._seen)

"""Training of a project: one run that goes on where it was stopped or killed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gan_course.data.folder import FolderImages

if TYPE_CHECKING:
    from gan_course.project.plan import Plan
    from gan_course.training import GAN

STEPS_PER_EPOCH = 100  # a checkpoint, and a row of the history
FRAMES = 20
SAMPLES = 36  # in a frame
FRAME_FOLDER = "frames"


def with_mirrored(images: FolderImages) -> FolderImages:
    """Add the mirror image of each picture.

    Args:
        images: The pictures.

    Returns:
        Twice as many: the pictures, then their mirror images in the same order.
    """
    both = np.concatenate([images.pixels, images.pixels[:, :, ::-1]])
    return replace(images, pixels=both, labels=np.tile(images.labels, 2))


def train(
    plan: Plan, images: FolderImages, run: Path, *, seed: int = 0, callbacks: Sequence[Any] = ()
) -> tuple[GAN, dict[str, list[float]]]:
    """Train, or go on with what was trained before; a finished run trains no more.

    Args:
        plan: Recipe and size.
        images: What to train on, with mirror images where these are wanted.
        run: Folder of checkpoints and frames; the call that finds its own there goes on after the last one.
        seed: Of weights, noise and order.
        callbacks: Further Keras callbacks.

    Returns:
        The GAN, with its moving averages in place, and the means of each epoch of 100 steps.

    Raises:
        ValueError: If the checkpoints are of another run, or the recipe cannot train on these images.
        NonFiniteLossError: If a loss is not finite.
        OSError: If a checkpoint cannot be written.
    """
    from gan_course.training import Resume, SampleFrames

    length = min(plan.recipe.steps, STEPS_PER_EPOCH)
    epochs = math.ceil(plan.recipe.steps / length)
    gan = plan.recipe.gan(images.image_shape, seed=seed)
    frames = SampleFrames(SAMPLES, every=max(1, epochs // FRAMES), seed=seed, folder=run / FRAME_FOLDER)
    history = gan.fit(
        images.batches(plan.recipe.batch_size, seed=seed).repeat(),
        epochs=epochs,
        steps_per_epoch=length,
        callbacks=[frames, *callbacks, Resume(run)],
        verbose=0,
    )
    return gan, history.history


def read_frames(run: Path) -> list[np.ndarray]:
    """Read the frames of a run, those of earlier processes too.

    Args:
        run: Its folder.

    Returns:
        Pictures (height, width, 3) or (height, width), uint8, in the order of training.
    """
    from PIL import Image

    return [np.asarray(Image.open(path)) for path in sorted((run / FRAME_FOLDER).glob("epoch-*.png"))]

"""Images with what they are to be made of: pairs for translation with pairs, two sets for translation without."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gan_course.data.dataset import ImageDataset, on_cpu, shuffled_batches
from gan_course.data.folder import load_image_folder

if TYPE_CHECKING:
    import tensorflow as tf

MOST_NAMED = 5


def with_condition(batches: tf.data.Dataset, condition_of: Callable[[Any], Any]) -> tf.data.Dataset:
    """Put beside each batch a condition that is computed from it: batches (samples, condition), as `GAN` takes them.

    Args:
        batches: What `ImageDataset.batches` returned.
        condition_of: Function from samples (batch, …) to their condition, made of TensorFlow's operations.

    Returns:
        A ``tf.data.Dataset``, in which `Resume` finds its place again as in ``batches``.

    Examples:
        >>> images = ImageDataset(np.zeros((4, 8, 8, 1), "float32"), np.zeros(4, int), "grey", "here", ("grey",))
        >>> samples, condition = next(iter(with_condition(images.batches(2), lambda x: x[:, ::4, ::4])))
        >>> samples.shape.as_list(), condition.shape.as_list()
        ([2, 8, 8, 1], [2, 2, 2, 1])
    """
    together = batches.map(lambda samples: (samples, condition_of(samples)))
    together.passes = getattr(batches, "passes", None)
    return together


def paired_batches(first: np.ndarray, second: np.ndarray, batch_size: int, *, seed: int = 0) -> tf.data.Dataset:
    """Draw pairs in batches: (second images, first images), as `GAN` takes samples and their condition.

    Args:
        first: Images to be translated, the condition: float32, or uint8, whose batches are scaled to [-1, 1] when they
            are drawn; shape (n, height, width, channels).
        second: For each of them, what it is to become: as many, of the same type, height and width.
        batch_size: Pairs in a batch, from 1 to n.
        seed: Seed of the order.

    Returns:
        A ``tf.data.Dataset``; one iteration is one pass.

    Raises:
        ValueError: If there are not as many second images as first ones or their sizes differ, or a number is out of
            range.
    """
    if first.shape[:3] != second.shape[:3]:
        raise ValueError(
            f"expected as many second images as first ones, of one height and width, got {first.shape} and "
            f"{second.shape}; pairs lie at the same place in both"
        )
    channels = first.shape[-1]
    joined = np.concatenate([first, second], axis=-1)
    batches = shuffled_batches(joined, on_cpu(joined), batch_size, seed)
    pairs = batches.map(lambda both: (both[..., channels:], both[..., :channels]))
    pairs.passes = batches.passes
    return pairs


def unpaired_batches(first: np.ndarray, second: np.ndarray, batch_size: int, *, seed: int = 0) -> tf.data.Dataset:
    """Draw from two sets of images in batches (first images, second images), as `CycleGAN` takes them.

    Args:
        first: float32, or uint8 as in `paired_batches`; shape (n, height, width, channels).
        second: Of the same height and width; it need not have as many.
        batch_size: Images of each set in a batch, from 1 to the number of the smaller one.
        seed: Seed of the two orders.

    Returns:
        An endless ``tf.data.Dataset``: pass ``steps_per_epoch`` to ``fit``.

    Raises:
        ValueError: If a number is out of range.
    """
    from gan_course.runtime import tf

    sets = [shuffled_batches(images, on_cpu(images), batch_size, seed + i) for i, images in enumerate((first, second))]
    return tf.data.Dataset.zip(tuple(batches.repeat() for batches in sets))


def load_pairs(
    first: str | os.PathLike[str], second: str | os.PathLike[str], size: int = 64, *, colour: bool = True
) -> tuple[ImageDataset, ImageDataset]:
    """Load pairs of pictures from two folders, in which what belongs together has the same name (but for the ending).

    For two folders of which nothing belongs together, call `load_image_folder` twice.

    Args:
        first: Folder of the pictures to be translated.
        second: Folder of what they are to become.
        size: As in `load_image_folder`.
        colour: As in `load_image_folder`.

    Returns:
        Both, in the same order.

    Raises:
        FileNotFoundError: If a folder does not exist, or holds no file with the ending of a picture.
        NotADirectoryError: If a path is a file.
        ValueError: If a picture of one folder has no partner in the other, two have the same name but for their ending,
            a number is out of range, or a picture cannot be read.
        MemoryError: If there is no room for so many pictures of this size.
    """
    from gan_course.data.folder import picture_files

    folders = [Path(folder).expanduser() for folder in (first, second)]
    names = [_names(folder, picture_files(folder)) for folder in folders]
    for here, there, missing in ((0, 1, names[0] - names[1]), (1, 0, names[1] - names[0])):
        if missing:
            some = ", ".join(sorted(missing)[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
            raise ValueError(
                f"expected a picture of the same name in {folders[there]} for each in {folders[here]}, got none for "
                f"{len(missing)} of them: {some}; add or remove these"
            )
    loaded = [load_image_folder(folder, size, colour=colour) for folder in folders]
    for folder, images in zip(folders, loaded, strict=True):
        if len(images) != len(names[0]):
            raise ValueError(
                f"expected {len(names[0])} pictures that can be read in {folder}, got {len(images)}; remove the others "
                "from both folders"
            )
    return loaded[0], loaded[1]


def _names(folder: Path, files: list[Path]) -> set[str]:
    names = [file.relative_to(folder).with_suffix("").as_posix() for file in files]
    if len(set(names)) < len(names):
        double = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"{folder}: expected one picture of each name, got several of {double[0]}; rename them")
    return set(names)

"""One split of MNIST or Fashion-MNIST, from an npz archive or from a folder of IDX files."""

import zipfile
import zlib
from pathlib import Path

import numpy as np

from gan_course.data.idx import read_idx

SPLITS = ("train", "test")
IDX_STEMS = {"train": "train", "test": "t10k"}


def read_split(path: Path, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Read the images and labels of one split, and check that they are what they should be.

    Args:
        path: An ``.npz`` archive with x_train, y_train, x_test and y_test, or a folder with the four IDX files.
        split: ``"train"`` or ``"test"``.

    Returns:
        images: uint8, shape ``(n, 28, 28)``.
        labels: int64, shape ``(n,)``, values 0 to 9.

    Raises:
        FileNotFoundError: If the folder lacks one of the split's IDX files.
        ValueError: If a file is damaged, or holds something else.
    """
    images, labels = _read_idx_files(path, split) if path.is_dir() else _read_npz(path, split)
    _check(path, split, images, labels)
    return images, labels.astype(np.int64)


def idx_file(folder: Path, split: str, kind: str) -> Path | None:
    """Find one of the IDX files in a folder, gzipped or not.

    Args:
        folder: Where to look.
        split: ``"train"`` or ``"test"``.
        kind: ``"images"`` or ``"labels"``.

    Returns:
        Its path, or None. Both spellings in use are found: ``train-images-idx3-ubyte`` and ``train-images.idx3-ubyte``.
    """
    stem, dimensions = f"{IDX_STEMS[split]}-{kind}", {"images": 3, "labels": 1}[kind]
    names = (f"{stem}{dot}idx{dimensions}-ubyte{end}" for dot in "-." for end in ("", ".gz"))
    return next((folder / name for name in names if (folder / name).is_file()), None)


def has_idx_files(folder: Path) -> bool:
    """Tell whether a folder holds at least one of the four IDX files.

    Args:
        folder: Where to look; need not exist.

    Returns:
        Whether one is there. If others are missing, ``read_split`` names them.
    """
    return any(idx_file(folder, split, kind) for split in SPLITS for kind in ("images", "labels"))


def _read_idx_files(folder: Path, split: str) -> tuple[np.ndarray, np.ndarray]:
    images, labels = (_require_idx_file(folder, split, kind) for kind in ("images", "labels"))
    return read_idx(images), read_idx(labels)


def _require_idx_file(folder: Path, split: str, kind: str) -> Path:
    path = idx_file(folder, split, kind)
    if path is None:
        name = f"{IDX_STEMS[split]}-{kind}-idx{3 if kind == 'images' else 1}-ubyte"
        raise FileNotFoundError(
            f"{folder}: expected {name} (or {name}.gz) beside the other IDX files, got none; copy it there"
        )
    return path


def _read_npz(path: Path, split: str) -> tuple[np.ndarray, np.ndarray]:
    if not zipfile.is_zipfile(path):
        raise ValueError(f"{path}: expected an npz archive, got none, or one whose end is cut off; copy it again")
    keys = f"x_{split}", f"y_{split}"
    try:
        with np.load(path, allow_pickle=False) as arrays:  # a pickle could run any code
            found = {key: arrays[key] for key in keys if key in arrays}
            names = ", ".join(arrays) or "none"
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ValueError(f"{path}: expected plain arrays in an npz archive, got: {error}; copy it again") from error
    if len(found) < 2:
        raise ValueError(f"{path}: expected the arrays x_train, y_train, x_test and y_test, got {names}")
    return found[keys[0]], found[keys[1]]


def _check(path: Path, split: str, images: np.ndarray, labels: np.ndarray) -> None:
    if images.dtype != np.uint8 or images.ndim != 3 or images.shape[1:] != (28, 28) or len(images) == 0:
        raise ValueError(
            f"{path}: expected the {split} images as uint8 of the shape (n, 28, 28), "
            f"got {images.dtype} of the shape {images.shape}"
        )
    if not np.issubdtype(labels.dtype, np.integer) or labels.shape != (len(images),):
        raise ValueError(
            f"{path}: expected the {split} labels as integers of the shape ({len(images)},), "
            f"got {labels.dtype} of the shape {labels.shape}"
        )
    if labels.min() < 0 or labels.max() > 9:
        raise ValueError(f"{path}: expected {split} labels from 0 to 9, got {labels.min()} to {labels.max()}")

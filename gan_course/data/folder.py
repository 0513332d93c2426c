"""Any folder of pictures as an ``ImageDataset``."""

from __future__ import annotations

import functools
import math
import os
import warnings
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil
from numpy.typing import ArrayLike
from PIL import Image

from gan_course.data.dataset import ImageDataset, evenly_spread, on_cpu, scaled, shuffled_batches
from gan_course.data.pictures import SUFFIXES, read_square
from gan_course.data.sources import shown
from gan_course.progress import Progress

if TYPE_CHECKING:
    import tensorflow as tf

MOST_NAMED = 10
THREADS = 4
BYTES_OF_FLOAT = 4
COPIES_OF_TENSORFLOW = 2  # what `tf.constant` of an array takes (measured with TensorFlow 2.21)


@dataclass(frozen=True, eq=False)
class FolderImages:
    """Pictures as they are kept for training: a byte for a number, scaled to [-1, 1] when a batch is drawn.

    Args:
        pixels: uint8, shape ``(n, size, size, 3 or 1)``.
        labels: int64, shape ``(n,)``; each an index into ``class_names``.
        name: Name of the folder.
        source: Its path.
        class_names: Names of the subfolders, or of the folder.
    """

    pixels: np.ndarray
    labels: np.ndarray
    name: str
    source: str
    class_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.pixels)

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """Height, width and channels of one image."""
        _, height, width, channels = self.pixels.shape
        return height, width, channels

    def batches(self, batch_size: int = 64, *, seed: int = 0, condition: ArrayLike | None = None) -> tf.data.Dataset:
        """Draw the images in batches, in a random order: the same batches as `ImageDataset.batches`.

        Args:
            batch_size: Images in a batch, from 1 to the number of images.
            seed: Non-negative integer; the same seed gives the same batches.
            condition: As there.

        Returns:
            A ``tf.data.Dataset`` of float32 batches, values in [-1, 1], or of pairs of these and conditions.

        Raises:
            TypeError: As there.
            ValueError: As there.
        """
        return shuffled_batches(self.pixels, self._tensor, batch_size, seed, condition)

    @functools.cached_property
    def _tensor(self) -> tf.Tensor:
        return on_cpu(self.pixels)


def load_image_folder(
    path: str | os.PathLike[str], size: int = 64, *, colour: bool = True, limit: int | None = None
) -> ImageDataset:
    """Load every picture in a folder and its subfolders as squares of one size.

    The square in the middle of each picture is resized with Lanczos's filter. The class of a picture is the subfolder
    that it lies in (of nested ones the outermost), or the folder itself. Pictures that cannot be read, or that have
    more pixels than Pillow's limit (89 million), are skipped, and one line names and counts them. Hidden files are
    passed over.

    Args:
        path: The folder.
        size: Side of the squares in pixels, 4 to 1024.
        colour: Load red, green and blue (3 channels) if true, grey (1 channel) if false.
        limit: Take at most this many pictures, evenly spread over the sorted file names; all by default. In memory a
            picture takes ``4 · size² · channels`` bytes.

    Returns:
        The images, float32, shape ``(n, size, size, 3 or 1)``, values in [-1, 1], in the order of the file names.

    Raises:
        FileNotFoundError: If the folder does not exist, or holds no file with the ending of a picture.
        NotADirectoryError: If the path is a file.
        ValueError: If ``size`` or ``limit`` is out of range, or not one of the pictures can be read.
        MemoryError: If there is no room for so many pictures of this size.
    """
    read = _read_folder(path, size, colour, limit, copies=BYTES_OF_FLOAT + 1)
    return ImageDataset(scaled(read.pixels), read.labels, read.name, read.source, read.class_names)


def read_image_folder(
    path: str | os.PathLike[str],
    size: int = 64,
    *,
    colour: bool = True,
    limit: int | None = None,
    leave_out: Collection[Path] = (),
) -> FolderImages:
    """Read pictures as `load_image_folder` does, and keep them in a quarter of the memory.

    Args:
        path: The folder.
        size: Side of the squares in pixels, 4 to 1024.
        colour: Load red, green and blue (3 channels) if true, grey (1 channel) if false.
        limit: Take at most this many pictures, evenly spread over the sorted file names; all by default. In memory a
            picture takes ``size² · channels`` bytes, and three times as much once batches are drawn.
        leave_out: Files to pass over, such as copies of others, as `picture_files` lists them.

    Returns:
        The images, in the order of the file names.

    Raises:
        FileNotFoundError: If the folder does not exist, or holds no file with the ending of a picture.
        NotADirectoryError: If the path is a file.
        ValueError: If ``size`` or ``limit`` is out of range, or not one of the pictures can be read.
        MemoryError: If there is no room for so many pictures of this size.
    """
    return _read_folder(path, size, colour, limit, copies=1 + COPIES_OF_TENSORFLOW, leave_out=leave_out)


def _read_folder(
    path: str | os.PathLike[str],
    size: int,
    colour: bool,
    limit: int | None,
    *,
    copies: int,
    leave_out: Collection[Path] = (),
) -> FolderImages:
    _check_arguments(size, limit)
    folder = Path(path).expanduser()
    found = [file for file in picture_files(folder) if file not in leave_out]
    if not found:
        raise ValueError(f"{shown(folder)}: expected pictures that are not left out, got none; leave out fewer")
    files = [found[place] for place in evenly_spread(len(found), limit)]
    pixels = _room_for(len(files), size, colour, copies)
    read, skipped = _read_into(pixels, files, folder, size, colour)
    if not read:
        raise ValueError(f"{shown(folder)}: expected pictures, got none that can be read: {_list(skipped)}")
    if skipped:
        print(f"skipped {len(skipped):,} of {len(files):,} pictures: {_list(skipped)}")
    class_names, labels = np.unique([_class_name(file, folder) for file in read], return_inverse=True)
    name = folder.resolve().name
    images = FolderImages(pixels[: len(read)], labels, name, shown(folder), tuple(class_names.tolist()))
    print(f"{name}: {len(images):,} pictures of {size}×{size}, from {images.source}")
    return images


def _check_arguments(size: int, limit: int | None) -> None:
    if not isinstance(size, int | np.integer) or not 4 <= size <= 1024:
        raise ValueError(f"size: expected an integer from 4 to 1024 (pixels), got {size!r}")
    if limit is not None and (not isinstance(limit, int | np.integer) or limit < 1):
        raise ValueError(f"limit: expected a positive integer or None, got {limit!r}")


def picture_files(folder: Path) -> list[Path]:
    """List the pictures of a folder and its subfolders by their endings, hidden ones left out.

    Args:
        folder: The folder.

    Returns:
        Their paths, sorted by their place in the folder; at least one.

    Raises:
        FileNotFoundError: If the folder does not exist, or holds no file with the ending of a picture.
        NotADirectoryError: If the path is a file.
    """
    if not folder.exists():
        raise FileNotFoundError(f"{folder}: expected a folder of pictures, got nothing of this name")
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder}: expected a folder of pictures, got a file; pass its folder")
    files = [file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()]
    visible = [file for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts)]
    if not visible:
        endings = ", ".join(sorted(SUFFIXES))
        raise FileNotFoundError(f"{folder}: expected pictures in it or in its subfolders ({endings}), got none")
    return sorted(visible, key=lambda file: file.relative_to(folder).as_posix())


def _room_for(count: int, size: int, colour: bool, copies: int) -> np.ndarray:
    """Make room for pictures; an operating system may promise more than it has, and end the program later."""
    shape = (count, size, size, 3 if colour else 1)
    needed, free = copies * math.prod(shape), psutil.virtual_memory().available
    if needed > free:
        raise MemoryError(
            f"{count:,} pictures of {size}×{size} take {needed / 1e9:,.1f} GB, and {free / 1e9:,.1f} GB are free; "
            f"take fewer, at most {int(count * free / needed):,}, with limit"
        )
    return np.empty(shape, np.uint8)


def _read_into(
    pixels: np.ndarray, files: Sequence[Path], folder: Path, size: int, colour: bool
) -> tuple[list[Path], dict[str, str]]:
    """Read the files into the first rows; return those that were read, and by name why others are skipped."""
    read: list[Path] = []
    skipped: dict[str, str] = {}
    progress = Progress("reading pictures", len(files), ("pictures", 1), quiet_seconds=3)
    for file, result in zip(files, _read_in_threads(files, size, colour), strict=True):
        if isinstance(result, Exception):
            skipped[file.relative_to(folder).as_posix()] = reason(result)
        else:
            pixels[len(read)] = result
            read.append(file)
        progress.add(1)
    progress.close()
    return read, skipped


def _read_in_threads(files: Sequence[Path], size: int, colour: bool) -> Iterator[np.ndarray | Exception]:
    def read(file: Path) -> np.ndarray | Exception:
        try:
            return read_square(file, size, colour=colour)
        except Exception as error:  # a damaged file can make a decoder raise anything
            return error

    with warnings.catch_warnings(), ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1)) as pool:
        warnings.simplefilter("ignore")  # of Pillow, about a file's metadata; on standard error it would cost points
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield from pool.map(read, files)


def reason(error: Exception) -> str:
    """Say in a few words why a picture could not be read.

    Args:
        error: What was raised.

    Returns:
        The reason.
    """
    if isinstance(error, Image.DecompressionBombWarning | Image.DecompressionBombError):
        return f"more than {(Image.MAX_IMAGE_PIXELS or 0) / 1e6:.0f} million pixels, make it smaller"
    if isinstance(error, Image.UnidentifiedImageError):
        return "not a picture that Pillow can read"
    return (str(error) or type(error).__name__).rstrip(".")


def _list(skipped: dict[str, str]) -> str:
    named = [f"{name} ({reason})" for name, reason in list(skipped.items())[:MOST_NAMED]]
    more = len(skipped) - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more > 0 else "")


def _class_name(file: Path, folder: Path) -> str:
    parts = file.relative_to(folder).parts
    return parts[0] if len(parts) > 1 else folder.resolve().name

"""Any folder of pictures as an ``ImageDataset``."""

import os
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from gan_course.data.dataset import ImageDataset
from gan_course.data.pictures import SUFFIXES, read_square
from gan_course.data.sources import shown
from gan_course.progress import Progress

MOST_NAMED = 10
THREADS = 4


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
    """
    _check_arguments(size, limit)
    folder = Path(path).expanduser()
    files = _evenly_spread(_picture_files(folder), limit)
    squares, skipped = _read_all(files, folder, size, colour)
    if not squares:
        raise ValueError(f"{shown(folder)}: expected pictures, but not one can be read: {_list(skipped)}")
    if skipped:
        print(f"skipped {len(skipped):,} of {len(files):,} pictures: {_list(skipped)}")
    images = np.stack(list(squares.values())).astype(np.float32)
    images /= 127.5
    images -= 1
    class_names, labels = np.unique([_class_name(file, folder) for file in squares], return_inverse=True)
    dataset = ImageDataset(images, labels, folder.resolve().name, shown(folder), tuple(class_names.tolist()))
    print(f"{dataset.name}: {len(dataset):,} pictures of {size}×{size}, from {dataset.source}")
    return dataset


def _check_arguments(size: int, limit: int | None) -> None:
    if not isinstance(size, int | np.integer) or not 4 <= size <= 1024:
        raise ValueError(f"size: expected an integer from 4 to 1024 (pixels), got {size!r}")
    if limit is not None and (not isinstance(limit, int | np.integer) or limit < 1):
        raise ValueError(f"limit: expected a positive integer or None, got {limit!r}")


def _picture_files(folder: Path) -> list[Path]:
    if not folder.exists():
        raise FileNotFoundError(f"{folder}: expected a folder of pictures, but it does not exist")
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder}: expected a folder of pictures, but this is a file; pass its folder")
    files = [file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()]
    visible = [file for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts)]
    if not visible:
        endings = ", ".join(sorted(SUFFIXES))
        raise FileNotFoundError(f"{folder}: expected pictures in it or in its subfolders ({endings}), but found none")
    return sorted(visible, key=lambda file: file.relative_to(folder).as_posix())


def _evenly_spread(files: list[Path], limit: int | None) -> list[Path]:
    if limit is None or len(files) <= limit:
        return files
    return [files[i * len(files) // limit] for i in range(limit)]


def _read_all(
    files: Sequence[Path], folder: Path, size: int, colour: bool
) -> tuple[dict[Path, np.ndarray], dict[str, str]]:
    """Read the files; return the squares by file, and the reasons by the name of each file that is skipped."""
    squares, skipped = {}, {}
    progress = Progress("reading pictures", len(files), ("pictures", 1), quiet_seconds=3)
    for file, result in zip(files, _read_in_threads(files, size, colour), strict=True):
        if isinstance(result, Exception):
            skipped[file.relative_to(folder).as_posix()] = _reason(result)
        else:
            squares[file] = result
        progress.add(1)
    progress.close()
    return squares, skipped


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


def _reason(error: Exception) -> str:
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

"""One's own pictures for a command: found, read upright with what is transparent, and written as PNG."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np


class OwnPicture(NamedTuple):
    """A picture as it was read.

    Args:
        name: Name for the result, without an ending.
        colours: uint8, shape ``(height, width, 3)``.
        alpha: uint8, shape ``(height, width)``; ``None`` where nothing says what is transparent.
    """

    name: str
    colours: np.ndarray
    alpha: np.ndarray | None


def read_pictures(paths: Sequence[Path]) -> Iterator[OwnPicture]:
    """Read pictures one after the other; those of a folder that cannot be read are skipped, and named.

    Args:
        paths: Files, and folders of pictures.

    Yields:
        The pictures, each under a name of its own.

    Raises:
        FileNotFoundError: If a path does not exist, or a folder holds no picture.
        ValueError: If a file that was named cannot be read, or not one picture of the folders can.
    """
    from PIL import Image

    from gan_course.data.folder import picture_files, reason
    from gan_course.data.pictures import read_upright

    taken: set[str] = set()
    skipped = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: expected a picture or a folder of pictures, got nothing of this name")
        for file in picture_files(path) if path.is_dir() else [path]:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # of Pillow, about a file's metadata
                    warnings.simplefilter("error", Image.DecompressionBombWarning)
                    colours, alpha = read_upright(file)
            except Exception as error:  # a damaged file can make a decoder raise anything
                skipped.append(f"{file} ({reason(error)})")
                if not path.is_dir():
                    raise ValueError(
                        f"{file}: expected a picture, got one that cannot be read: {reason(error)}"
                    ) from error
                continue
            name = _free(file.stem, taken)
            taken.add(name)
            yield OwnPicture(name, colours, alpha)
    if skipped and not taken:
        raise ValueError(f"expected pictures, got none that can be read: {', '.join(skipped)}")
    if skipped:
        print(f"skipped {', '.join(skipped)}")


def write_picture(path: Path, picture: np.ndarray, alpha: np.ndarray | None) -> None:
    """Write a picture as PNG.

    Args:
        path: The file.
        picture: Array (height, width, 3) in [-1, 1].
        alpha: As in `OwnPicture`.
    """
    import numpy as np
    from PIL import Image

    colours = np.round((np.clip(picture, -1, 1) + 1) * 127.5).astype(np.uint8)
    layers: Any = colours if alpha is None else np.dstack([colours, alpha])
    Image.fromarray(layers).save(path, format="PNG")


def _free(stem: str, taken: set[str]) -> str:
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2))]
    return next(name for name in names if name not in taken)

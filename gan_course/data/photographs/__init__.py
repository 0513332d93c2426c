"""Photographs with a clear licence, as arrays, and patches cut out of pictures; README.md has the licences."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from gan_course.arguments import one_of, whole
from gan_course.data.dataset import scaled

SHIPPED = ("brushes", "chelsea", "coffee", "dandelions", "fig", "mountain", "peaks", "rocket", "stream")
OF_SCIKIT_LEARN = ("china", "flower")
NAMES = SHIPPED + OF_SCIKIT_LEARN


def load_photograph(name: str, *, height: int | None = None) -> np.ndarray:
    """Load a photograph.

    Args:
        name: One of ``photographs.NAMES``.
        height: Pixels to scale it to, at least 8, with Lanczos's filter; by default it keeps its own size.

    Returns:
        Array (height, width, 3), float32, in [-1, 1].

    Raises:
        ValueError: If there is none of that name, or the height is no whole number of at least 8.

    Source: README.md in this folder names photographers and licences.

    Examples:
        >>> load_photograph("chelsea", height=100).shape
        (100, 150, 3)
    """
    one_of("the photograph", name, NAMES)
    if name in SHIPPED:
        with Image.open(Path(__file__).with_name(f"{name}.jpg")) as file:
            picture = file.convert("RGB")
    else:
        from sklearn.datasets import load_sample_image

        picture = Image.fromarray(load_sample_image(f"{name}.jpg"))
    if height is not None:
        whole("height", height, at_least=8)
        picture = picture.resize((round(picture.width * height / picture.height), height), Image.Resampling.LANCZOS)
    return scaled(np.asarray(picture))


def cut_patches(pictures: Sequence[np.ndarray], n: int, size: int, *, seed: int = 0) -> np.ndarray:
    """Cut square patches out of pictures at random places, every second one mirrored on average.

    Each picture gives as many as its area deserves. Pictures with the same size, seed and number of patches are cut at
    the same places, so pairs stay pairs: cut both sides with one seed, or the two joined along their channels.

    Args:
        pictures: Arrays (height, width, channels).
        n: How many patches, at least 1.
        size: Height and width of a patch, at least 1.
        seed: Seed of the places.

    Returns:
        Array (n, size, size, channels), of the pictures' type.

    Raises:
        ValueError: If there is no picture, one is smaller than a patch, or a number is out of range.

    Examples:
        >>> cut_patches([np.zeros((20, 30, 3), "float32")], 5, 8).shape
        (5, 8, 8, 3)
    """
    n, size = whole("n", n, at_least=1), whole("size", size, at_least=1)
    if not len(pictures):
        raise ValueError("pictures: expected at least one, got none")
    for picture in pictures:
        if picture.ndim != 3 or min(picture.shape[:2]) < size:
            raise ValueError(
                f"pictures: expected arrays (height, width, channels) of at least {size}×{size}, got {picture.shape}; "
                "leave it out, or cut smaller patches"
            )
    random = np.random.default_rng(seed)
    areas = np.array([picture.shape[0] * picture.shape[1] for picture in pictures], float)
    chosen = random.choice(len(pictures), size=n, p=areas / areas.sum())
    corners, mirrored = random.uniform(size=(n, 2)), random.uniform(size=n) < 0.5
    return np.stack(
        [
            _patch(pictures[index], corner, size)[:, :: -1 if mirror else 1]
            for index, corner, mirror in zip(chosen, corners, mirrored, strict=True)
        ]
    )


def _patch(picture: np.ndarray, corner: np.ndarray, size: int) -> np.ndarray:
    top, left = (corner * (np.array(picture.shape[:2]) - size + 1)).astype(int)
    return picture[top : top + size, left : left + size]

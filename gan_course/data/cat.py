"""Crops of one photograph of a cat: a small set of natural pictures whose licence is clear."""

import numpy as np
from PIL import Image

from gan_course.arguments import whole
from gan_course.data.dataset import ImageDataset, scaled
from gan_course.data.photographs import load_photograph

SMALLEST, LARGEST = 8, 256
SIDES = (236, 300)  # of a crop, in pixels of the photograph
FACE = (115, 365)  # columns from the left eye's outer corner to the right eye's, with some fur


def cat_crops(n: int = 300, size: int = 32, seed: int = 0) -> ImageDataset:
    """Cut squares out of the photograph *chelsea*, each with both eyes and the nose, half of them mirrored.

    Args:
        n: How many, at least 1.
        size: Height and width in pixels, 8 to 256.
        seed: Non-negative integer; the same seed gives the same crops.

    Returns:
        The crops (n, size, size, 3) in [-1, 1].

    Raises:
        ValueError: If a number is out of range.

    Source: Photograph by Stéfan van der Walt, CC0, as ``data/photographs/README.md`` says.

    Examples:
        >>> cat_crops(3)
        ImageDataset('cat': 3 images of 32×32×3 in [-1, 1], 1 class; crops of one photograph, CC0, seed 0)
    """
    whole("n", n, at_least=1)
    if whole("size", size, at_least=SMALLEST) > LARGEST:
        raise ValueError(f"expected size to be a whole number from {SMALLEST} to {LARGEST}, got {size}")
    random = np.random.default_rng(whole("seed", seed, at_least=0))
    pixels = np.rint((load_photograph("chelsea") + 1) * 127.5).astype(np.uint8)
    photograph = Image.fromarray(pixels)
    crops = np.stack([_crop(photograph, size, random) for _ in range(n)])
    labels = np.zeros(n, np.int64)
    return ImageDataset(scaled(crops), labels, "cat", f"crops of one photograph, CC0, seed {seed}", ("cat",))


def _crop(photograph: Image.Image, size: int, random: np.random.Generator) -> np.ndarray:
    side = random.uniform(*SIDES)
    left = random.uniform(FACE[1] - side, FACE[0]) if side > FACE[1] - FACE[0] else (sum(FACE) - side) / 2
    top = random.uniform(0, photograph.height - side)
    box = (left, top, left + side, top + side)
    crop = np.asarray(photograph.resize((size, size), Image.Resampling.LANCZOS, box=box))
    return crop[:, ::-1] if random.uniform() < 0.5 else crop

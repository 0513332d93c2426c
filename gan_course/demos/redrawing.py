"""Day 7: digits redrawn with another pen, size and slant, measured, and described in words."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from gan_course import captions
from gan_course.data import ImageDataset
from gan_course.metrics import Handwriting, digit_classifier, handwriting

__all__ = ["Described", "Judge", "boldness", "describe", "redraw", "rows"]

HEIGHTS = {"small": 13.5, "large": 19.0}  # in pixels, as `handwriting` measures them; MNIST's are 19 on average
SLANTS = {"left": -22.0, "upright": 0.0, "right": 22.0}  # in degrees
HEIGHT_SPREAD, SLANT_SPREAD = 0.7, 4.0
PEN = 2  # side of the broader pen in pixels, at the digit's own size
SPOKEN = 0.8  # the probability that a caption speaks of an attribute
UNCLEAR = 0.1  # share of images on either side of the median thickness that are called neither thick nor thin


@dataclass(frozen=True)
class Judge:
    """Reads attributes from images: the digit by the course's classifier, the others by measuring.

    Args:
        thickness: The stroke's width, as a share of the digit's height, from which a digit is thick.
        height: In pixels, from which it is large.
        slant: In degrees, from which it leans.
    """

    thickness: float
    height: float = (HEIGHTS["small"] + HEIGHTS["large"]) / 2
    slant: float = SLANTS["right"] / 2

    def __call__(self, images: np.ndarray) -> dict[str, np.ndarray]:
        """Read all attributes.

        Args:
            images: Shape ``(n, 28, 28, 1)`` in [-1, 1].

        Returns:
            For each attribute of `captions.SAYINGS` the n values.
        """
        measured = handwriting(images)
        straight = _drawn(images, measured, np.full(len(images), HEIGHTS["large"]), np.zeros(len(images)))
        digits = np.array(captions.DIGITS)[digit_classifier().labels(straight)]  # it knows digits of that size
        return {"digit": digits, **self.ways(measured)}

    def ways(self, measured: Handwriting) -> dict[str, np.ndarray]:
        """Put measurements into words.

        Args:
            measured: What `handwriting` returned for n images.

        Returns:
            For each of thickness, size and slant the n values.
        """
        upright = np.abs(measured.slant) <= self.slant
        return {
            "thickness": np.where(boldness(measured) < self.thickness, "thin", "thick"),
            "size": np.where(measured.height < self.height, "small", "large"),
            "slant": np.where(upright, "upright", np.where(measured.slant < 0, "left", "right")),
        }


def boldness(measured: Handwriting) -> np.ndarray:
    """Compare the stroke's width with the digit's height.

    Args:
        measured: What `handwriting` returned.

    Returns:
        Their ratio, shape ``(n,)``.
    """
    return measured.thickness / np.maximum(measured.height, 1)


@dataclass(frozen=True)
class Described:
    """Redrawn digits with a caption each.

    Args:
        images: float32, shape ``(n, 28, 28, 1)`` in [-1, 1].
        attributes: For each attribute the n values.
        captions: The n captions.
        sentences: The captions as word numbers, shape ``(n, length)``.
        judge: What read the attributes.
    """

    images: np.ndarray
    attributes: dict[str, np.ndarray]
    captions: list[str]
    sentences: np.ndarray
    judge: Judge


def redraw(images: np.ndarray, seed: int = 0) -> np.ndarray:
    """Draw each digit anew: upright first, then at a size and slant drawn by lot, half of them with a broader pen.

    Args:
        images: Digits, shape ``(n, 28, 28, 1)`` in [-1, 1].
        seed: Seed of the lots.

    Returns:
        Images of the same shape, float32.
    """
    random, n = np.random.default_rng(seed), len(images)
    heights = random.choice(list(HEIGHTS.values()), n) + HEIGHT_SPREAD * random.standard_normal(n)
    slants = random.choice(list(SLANTS.values()), n) + SLANT_SPREAD * random.standard_normal(n)
    broad = random.random(n) < 0.5
    broadened = np.where(broad[:, None, None, None], ndimage.grey_dilation(images, (1, PEN, PEN, 1)), images)
    return _drawn(broadened, handwriting(broadened), heights, slants)


def _drawn(images: np.ndarray, measured: Handwriting, heights: np.ndarray, slants: np.ndarray) -> np.ndarray:
    sheared = np.tan(np.radians(slants)) - np.tan(np.radians(measured.slant))
    shrunk = np.maximum(measured.height, 1) / heights
    ink = np.clip((images[..., 0] + 1) / 2, 0, 1)
    drawn = [_placed(*each) for each in zip(ink, sheared, shrunk, strict=True)]
    return np.clip(2 * np.stack(drawn)[..., None] - 1, -1, 1).astype(np.float32)


def _placed(ink: np.ndarray, shear: float, shrink: float) -> np.ndarray:
    """Shear and resize a digit around the middle of its ink, and put that in the middle of the image."""
    centre = np.array(ndimage.center_of_mass(ink)) if ink.sum() > 0 else np.zeros(2)
    middle = (np.array(ink.shape) - 1) / 2
    # from a pixel (row, column) of the result to where it comes from
    matrix = shrink * np.array([[1.0, 0.0], [shear, 1.0]])
    return ndimage.affine_transform(ink, matrix, centre - matrix @ middle, order=1)


def describe(data: ImageDataset, copies: int = 1, *, limit: int = 20_000, seed: int = 0) -> Described:
    """Redraw digits, measure them, and put what was measured into words.

    Args:
        data: Digits with their labels.
        copies: How often each is redrawn.
        limit: Images at most.
        seed: Seed of all lots.

    Returns:
        The images with their captions, without the combinations of `captions.held_out`.
    """
    random = np.random.default_rng(seed)
    chosen = np.resize(random.permutation(len(data)), min(limit, copies * len(data)))
    images = redraw(data.images[chosen], seed)
    measured = handwriting(images)
    thin, median, thick = np.quantile(boldness(measured), (0.5 - UNCLEAR, 0.5, 0.5 + UNCLEAR))
    clear = (boldness(measured) < thin) | (boldness(measured) > thick)
    judge = Judge(float(median))
    attributes = {"digit": np.array(captions.DIGITS)[data.labels[chosen]], **judge.ways(measured)}
    shown = ~np.any([_has(attributes, combination) for combination in captions.held_out()], axis=0)
    images, attributes = images[shown], {name: values[shown] for name, values in attributes.items()}
    said = [
        captions.caption(_spoken_of(one, plain, random), random)
        for one, plain in zip(rows(attributes), clear[shown], strict=True)
    ]
    return Described(images, attributes, said, captions.vocabulary().encode(said), judge)


def _has(attributes: Mapping[str, np.ndarray], combination: Mapping[str, str]) -> np.ndarray:
    return np.all([attributes[name] == value for name, value in combination.items()], axis=0)


def rows(attributes: Mapping[str, np.ndarray]) -> list[dict[str, str]]:
    """Turn columns of attributes into one dictionary for each image.

    Args:
        attributes: For each attribute the n values.

    Returns:
        The n dictionaries.
    """
    return [dict(zip(attributes, values, strict=True)) for values in zip(*attributes.values(), strict=True)]


def _spoken_of(attributes: Mapping[str, str], clear: bool, random: np.random.Generator) -> dict[str, str]:
    """Leave attributes out by lot, and the thickness where it is not clear."""
    kept = {name for name in attributes if name == "digit" or random.random() < SPOKEN}
    return {name: value for name, value in attributes.items() if name in kept and (clear or name != "thickness")}

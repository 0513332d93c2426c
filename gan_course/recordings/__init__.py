"""Training runs that take longer than a lesson should: their curves and pictures, as they were recorded.

``python -m gan_course.recordings`` makes them all anew; ``python -m gan_course.recordings NAME …`` some of them.

=====================  =============================================================================================
name                   what was recorded
=====================  =============================================================================================
dcgan-digits, -mnist   frames: what 16 noise vectors become while a DCGAN by the paper's rules trains
tutorial-…             curve: the Fréchet distance of the well-known tutorial's recipe
networks-…             table: the paper's recipe; ours with the changes of its networks, one and together; three seeds
few-…                  table: what a classifier learns from 100 real images, with and without samples; five subsets
painter                weights: a generator that takes sentences, trained on redrawn digits of MNIST
population             table: shares of a minority among samples of GANs on MNIST, and other measures; three seeds
detectors-…            table: areas under the ROC curve of spectral detectors of digits; three seeds
students               table: distance and coverage of a diffusion sampler and of its students of one call; three seeds
teacher                weights: a denoiser of points on two spiral arms
composers              table: melodies of GANs and Markov chains, measured against unseen tunes; three splits
names                  table: names by GANs and n-gram models, held against names that nobody trained on; three seeds
melodies               symbols: 200 melodies that a GAN wrote
colours                frames: our recipe on a folder of small coloured pictures
=====================  =============================================================================================
"""

import csv
import io
from collections.abc import Sequence
from importlib import resources

import numpy as np
from PIL import Image, ImageSequence

from gan_course.packing import unpacked

__all__ = ["CURVES", "FRAMES", "MELODIES", "TABLES", "WEIGHTS", "curve", "frames", "melodies", "table", "weights"]

DATASETS = ("digits", "mnist")
FRAMES = (*(f"dcgan-{name}" for name in DATASETS), "colours")
CURVES = tuple(f"tutorial-{name}" for name in DATASETS)
KINDS = ("networks", "few", "detectors")
TABLES = (*(f"{kind}-{name}" for kind in KINDS for name in DATASETS), "students", "population", "composers", "names")
MELODIES = ("melodies",)
WEIGHTS = ("painter", "teacher")


def frames(name: str) -> list[np.ndarray]:
    """Load the frames of an animation.

    Args:
        name: One of `FRAMES`.

    Returns:
        Arrays (height, width) of grey or (height, width, 3) of coloured pictures, uint8; the first shows an
        untrained generator.

    Raises:
        ValueError: If there is no such recording.
    """
    _check(name, FRAMES)
    with resources.files(__name__).joinpath(f"{name}.gif").open("rb") as file, Image.open(file) as image:
        mode = "RGB" if name == "colours" else "L"
        return [np.asarray(frame.convert(mode)) for frame in ImageSequence.Iterator(image)]


def curve(name: str) -> dict[str, np.ndarray]:
    """Load a learning curve.

    Args:
        name: One of `CURVES`.

    Returns:
        ``step`` and ``frechet``, the Fréchet distance after so many steps; arrays of one length, from step 0 on.

    Raises:
        ValueError: If there is no such recording.

    Examples:
        >>> int(curve("tutorial-digits")["step"][0])
        0
    """
    _check(name, CURVES)
    rows = _rows(name)
    return {column: np.array([float(row[column]) for row in rows]) for column in ("step", "frechet")}


def table(name: str) -> dict[str, np.ndarray]:
    """Load what different ways of training reached.

    Args:
        name: One of `TABLES`.

    Returns:
        For each way the figures, one a seed or a subset: Fréchet distances at the end of training, accuracies, or what
        the way's name says behind a colon.

    Raises:
        ValueError: If there is no such recording.
    """
    _check(name, TABLES)
    figures: dict[str, list[float]] = {}
    for row in _rows(name):
        way, *_, figure = row.values()
        figures.setdefault(way, []).append(float(figure))
    return {way: np.array(values) for way, values in figures.items()}


def weights(name: str, shapes: Sequence[tuple[int, ...]]) -> list[np.ndarray]:
    """Load the weights of a network.

    Args:
        name: One of `WEIGHTS`.
        shapes: Those of the network's weights, in order.

    Returns:
        float32 arrays of these shapes.

    Raises:
        ValueError: If there is no such recording, or the network has another number of weights.
    """
    _check(name, WEIGHTS)
    content = resources.files(__name__).joinpath(f"{name}.npy").read_bytes()
    return unpacked(np.load(io.BytesIO(content), allow_pickle=False), shapes)


def melodies() -> np.ndarray:
    """Load melodies that a GAN wrote, trained on four fifths of the tunes.

    Returns:
        Symbols, int array (200, 32), on the grid of `gan_course.music`.
    """
    content = resources.files(__name__).joinpath(f"{MELODIES[0]}.npy").read_bytes()
    return np.load(io.BytesIO(content), allow_pickle=False).astype(int)


def _check(name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise ValueError(
            f"expected one of {', '.join(known)}, got {name!r}; python -m gan_course.recordings makes them"
        )


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))

"""``gan-course edit``: a handwritten digit in one's own picture, edited in a generator's latent space."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gan_course.cli.folder import results_folder
from gan_course.cli.own_pictures import read_pictures, write_picture
from gan_course.cli.saved_model import load_model

if TYPE_CHECKING:
    import numpy as np

WANTED = "a GAN of grey digits, as `gan-course train` saves it"
MEASURED = 2000  # samples of which a direction is found
STEPS, STARTS = 300, 8


def add_to(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    description = (
        "make a handwritten digit thicker or more slanted in a GAN's latent space; leaves a PNG for each picture"
    )
    parser: argparse.ArgumentParser = subparsers.add_parser("edit", help=description, description=description)
    parser.add_argument("model", type=Path, metavar="MODEL", help="a .keras file, as `gan-course train` leaves it")
    parser.add_argument("pictures", type=Path, nargs="+", metavar="PICTURE", help="pictures, or folders of pictures")
    parser.add_argument("--thickness", type=float, default=0.0, metavar="X", help="pixels of 28 to add to the stroke")
    parser.add_argument("--slant", type=float, default=0.0, metavar="X", help="degrees to lean to the right")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    parser.add_argument("--overwrite", action="store_true", help="replace the results that DIR holds")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Find each digit's noise, move it, and write what changes into the picture.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code 0.

    Raises:
        FileNotFoundError: If a model or a picture does not exist.
        ValueError: If the model is no GAN of grey images without condition, a picture cannot be read, or nothing is to
            be changed.
    """
    if not (options.thickness or options.slant) or not all(map(math.isfinite, (options.thickness, options.slant))):
        raise ValueError("expected --thickness or --slant, a number other than 0, got neither; say what to change")
    with results_folder(options.out, overwrite=options.overwrite) as results:
        generator = _generator(options.model)
        step = _step(generator, options)
        for name, colours, alpha in read_pictures(options.pictures):
            made, error = edited(generator, step, colours)
            print(f"{name}: found again with a mean squared error of {error:.3f} (black against white is 4)")
            results.write(f"{name}.png", lambda path, made=made, mask=alpha: write_picture(path, made, mask))  # type: ignore[misc]
        for path in sorted(results.written):
            print(path)
    return 0


def edited(generator: Any, step: np.ndarray, colours: np.ndarray) -> tuple[np.ndarray, float]:
    """Edit the digit in the middle square of a picture.

    The square is scaled to the generator's size, with its ground made dark, and its noise is looked for. What the step
    changes there is scaled back and added to the picture, so all that the generator cannot show stays.

    Args:
        generator: Model from noise (batch, d) to grey images (batch, size, size, 1).
        step: What to add to the noise, shape ``(d,)``.
        colours: uint8, shape ``(height, width, 3)``.

    Returns:
        The picture in [-1, 1], and the mean squared error of the digit that was found, before the step.
    """
    import numpy as np
    from PIL import Image

    from gan_course.data.dataset import scaled
    from gan_course.data.pictures import middle_square
    from gan_course.inversion import invert, squared_errors

    size = generator.outputs[0].shape[1]
    picture = scaled(colours)
    left, top, right, bottom = middle_square(colours.shape[1], colours.shape[0])
    square = picture[top:bottom, left:right].mean(axis=-1)
    small = np.asarray(Image.fromarray(square).resize((size, size), Image.Resampling.LANCZOS)).clip(-1, 1)
    border = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    sign = -1.0 if np.median(border) > 0 else 1.0  # dark ink on a bright ground
    digit = sign * small[None, ..., None].astype(np.float32)
    noise = invert(generator, digit, steps=STEPS, starts=STARTS, prior=0.001)
    change = np.asarray(generator(noise + step) - generator(noise))[0, ..., 0] * sign
    large = np.asarray(Image.fromarray(change).resize((right - left, bottom - top), Image.Resampling.BICUBIC))
    picture[top:bottom, left:right] += large[..., None]
    return np.clip(picture, -1, 1), float(squared_errors(generator, noise, digit)[0])


def _generator(path: Path) -> Any:
    from gan_course.training import GAN

    model = load_model(path, WANTED)
    if not isinstance(model, GAN) or model.condition_inputs or not model.noise:
        raise ValueError(f"expected {WANTED}, without condition, got a {type(model).__name__} in {path}")
    shape = tuple(model.sample_shape)
    if len(shape) != 3 or shape[2] != 1 or shape[0] != shape[1]:
        raise ValueError(f"expected {WANTED}, got one of images {shape} in {path}")
    return model.generator


def _step(generator: Any, options: argparse.Namespace) -> np.ndarray:
    """Add up the directions of what is to be changed."""
    import numpy as np

    from gan_course.inversion import direction
    from gan_course.metrics.handwriting import handwriting

    noise = np.random.default_rng(0).standard_normal((MEASURED, generator.inputs[0].shape[-1])).astype(np.float32)
    measured = handwriting(generator.predict(noise, batch_size=256, verbose=0).clip(-1, 1))
    thicker = options.thickness * direction(noise, measured.thickness) if options.thickness else 0.0
    slanted = options.slant * direction(noise, measured.slant) if options.slant else 0.0
    return np.asarray(thicker + slanted, np.float32)

"""``gan-course translate``: a trained translator applied to one's own pictures of any size."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gan_course.cli.folder import results_folder
from gan_course.cli.own_pictures import read_pictures, write_picture
from gan_course.cli.saved_model import load_model

if TYPE_CHECKING:
    import numpy as np

SHIPPED = "ink"
WANTED = "a translator: a saved CycleGAN, GAN of pairs, or model from images to images"


def add_to(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    description = "translate pictures of any size with a trained model; leaves a PNG for each"
    parser: argparse.ArgumentParser = subparsers.add_parser("translate", help=description, description=description)
    parser.add_argument(
        "model", type=Path, metavar="MODEL", help=f"a .keras file; or {SHIPPED}, which the course ships"
    )
    parser.add_argument("pictures", type=Path, nargs="+", metavar="PICTURE", help="pictures, or folders of pictures")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    parser.add_argument("--overwrite", action="store_true", help="replace the results that DIR holds")
    parser.add_argument(
        "--back", action="store_true", help="translate the other way, with a CycleGAN's second translator"
    )
    parser.add_argument("--height", type=int, metavar="N", help="scale to this height first (default: as they are)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Load the model, translate each picture, and write the results.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code 0.

    Raises:
        FileNotFoundError: If a model or a picture does not exist.
        ValueError: If the model is no translator, a picture cannot be read, or a number is out of range.
    """
    with results_folder(options.out, overwrite=options.overwrite) as results:
        translate = translator(options.model, back=options.back)
        for name, colours, alpha in read_pictures(options.pictures):
            made, mask = translated(translate, colours, alpha, height=options.height)
            results.write(f"{name}.png", lambda path, made=made, mask=mask: write_picture(path, made, mask))  # type: ignore[misc]
        for path in sorted(results.written):
            print(path)
    return 0


def translator(path: Path, *, back: bool = False) -> Callable[[np.ndarray], Any]:
    """Load a translator.

    Args:
        path: A .keras file, or the name of a translator that the course ships.
        back: Whether to take the second one of a CycleGAN.

    Returns:
        Function from images (batch, height, width, channels) to such.

    Raises:
        FileNotFoundError: If there is no such file.
        ValueError: If it holds no translator of pictures with 1 or 3 channels and of any size, or none backwards.
    """
    import numpy as np

    from gan_course.runtime import tf
    from gan_course.training import GAN, CycleGAN

    if str(path) == SHIPPED:
        from gan_course import ink

        model = ink.load_weights(ink.cycle_gan())
    else:
        model = load_model(path, WANTED)
    if isinstance(model, CycleGAN):
        network = model.backward if back else model.forward
    elif back:
        raise ValueError(f"--back: expected a CycleGAN, which has a second translator, got {path}; leave --back out")
    else:
        network = model.generator if isinstance(model, GAN) and not model.noise else model
    shapes = [each.shape for each in getattr(network, "inputs", None) or []]
    if len(shapes) != 1 or len(shapes[0]) != 4 or shapes[0][1:3] != (None, None) or shapes[0][3] not in (1, 3):
        raise ValueError(
            f"expected {WANTED}, for any height and width, with 1 or 3 channels, got one that takes {shapes} in {path}"
        )
    compiled = tf.function(lambda images: network(images, training=False))
    channels = shapes[0][3]

    def translate(images: np.ndarray) -> np.ndarray:
        seen = images if channels == 3 else images.mean(axis=-1, keepdims=True)
        made = np.asarray(compiled(tf.constant(seen)))
        return np.broadcast_to(made, (*made.shape[:3], 3))

    return translate


def translated(
    translate: Callable[[np.ndarray], Any], colours: np.ndarray, alpha: np.ndarray | None, *, height: int | None = None
) -> tuple[np.ndarray, np.ndarray | None]:
    """Translate one picture.

    Args:
        translate: What `translator` returned.
        colours: uint8, shape ``(height, width, 3)``.
        alpha: uint8, shape ``(height, width)``, or ``None``.
        height: Scale to this height first, at least 8.

    Returns:
        The translated picture in [-1, 1], and its alpha channel.

    Raises:
        ValueError: If the height is out of range.
    """
    import numpy as np
    from PIL import Image

    from gan_course.arguments import whole
    from gan_course.data.dataset import scaled
    from gan_course.tiling import in_tiles

    if height is not None:
        size = (max(1, round(colours.shape[1] * height / colours.shape[0])), whole("--height", height, at_least=8))
        colours = np.asarray(Image.fromarray(colours).resize(size, Image.Resampling.LANCZOS))
        alpha = None if alpha is None else np.asarray(Image.fromarray(alpha).resize(size, Image.Resampling.LANCZOS))
    return in_tiles(translate, scaled(colours)), alpha

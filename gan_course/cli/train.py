"""``gan-course train``: trains a GAN on images and leaves pictures, history and model in a folder."""

import argparse
import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gan_course.cli.folder import results_folder

STEPS_PER_EPOCH = 100  # an epoch is one row of the history
FRAMES = 20  # of the animation
SAMPLES = 64  # in the grid
FAILED, INTERRUPTED = 1, 130


@dataclass(frozen=True)
class Recipe:
    """How to make one kind of GAN; a new kind is one more entry in `RECIPES`.

    Args:
        description: What it is, for ``--help``.
        networks: Makes the generator and the discriminator from the length of the noise and the shape of an image.
        steps: Training steps by default.
        learning_rate: Learning rate of both players' Adam by default.
        ema_momentum: Share of the old value at each step of the moving average of the generator's weights, which
            replaces them after training.
    """

    description: str
    networks: Callable[[int, tuple[int, ...]], tuple[Any, Any]]
    steps: int
    learning_rate: float
    ema_momentum: float


def _mlp(latent_dim: int, image_shape: tuple[int, ...]) -> tuple[Any, Any]:
    from gan_course import models

    return models.mlp_generator(latent_dim, image_shape=image_shape), models.mlp_discriminator(image_shape=image_shape)


RECIPES = {"mlp": Recipe("dense networks (day 2)", _mlp, steps=2000, learning_rate=5e-4, ema_momentum=0.995)}


def add_to(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    description = "train a GAN; leaves grid.png, training.gif, history.csv and model.keras"
    parser: argparse.ArgumentParser = subparsers.add_parser("train", help=description, description=description)
    kinds = "; ".join(f"{name}: {recipe.description}, {recipe.steps} steps" for name, recipe in RECIPES.items())
    parser.add_argument("model", choices=RECIPES, metavar="MODEL", help=kinds)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    parser.add_argument("--overwrite", action="store_true", help="replace the results that DIR holds")
    parser.add_argument(
        "--dataset", default="auto", metavar="NAME", help="see `gan-course data --list` (default: auto)"
    )
    parser.add_argument(
        "--steps", type=_positive(int), metavar="N", help="a multiple of 100 above 100, else rounded up"
    )
    parser.add_argument("--batch-size", type=_positive(int), default=64, metavar="N", help="default: 64")
    parser.add_argument("--latent-dim", type=_positive(int), default=100, metavar="N", help="default: 100")
    parser.add_argument(
        "--learning-rate", type=_positive(float), metavar="X", help="of both players' Adam (default: the model's)"
    )
    parser.add_argument("--loss", default="non_saturating", metavar="NAME", help="default: non_saturating")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Train, and write the results.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code: 0; or, where training ended before its time, 130 after Ctrl-C and 1 after a loss that was not finite.
        The results are written all the same, unless there are none yet.
    """
    with results_folder(options.out, overwrite=options.overwrite) as folder:
        from gan_course import losses
        from gan_course.data import load_images

        losses.get(options.loss)  # an unknown name is told before the data are fetched
        trained = _train(options, load_images(options.dataset))
        _write(folder, trained, options.seed)
        names = sorted(file.name for file in folder.iterdir())
    for name in names:
        print(options.out / name)
    return trained.code


@dataclass
class _Trained:
    gan: Any
    samples: Any
    history: Any
    code: int = 0


def _train(options: argparse.Namespace, dataset: Any) -> _Trained:
    from gan_course.runtime import keras
    from gan_course.training import NonFiniteLossError, ProgressLine, SampleFrames

    steps = options.steps or RECIPES[options.model].steps
    length = min(steps, STEPS_PER_EPOCH)
    epochs = math.ceil(steps / length)
    batches = dataset.batches(options.batch_size, seed=options.seed).repeat()
    samples = SampleFrames(SAMPLES, every=max(1, epochs // FRAMES), seed=options.seed)
    trained = _Trained(_compiled_gan(options, dataset.image_shape), samples, keras.callbacks.History())
    callbacks = [samples, ProgressLine(), trained.history]
    try:
        trained.gan.fit(batches, epochs=epochs, steps_per_epoch=length, callbacks=callbacks, verbose=0)
    except (KeyboardInterrupt, NonFiniteLossError) as error:
        trained.code = _explain(error, trained.history)
    return trained


def _explain(error: BaseException, history: Any) -> int:
    """Say why training ended before its time; where there is nothing to keep yet, raise what ``main`` understands."""
    interrupted = isinstance(error, KeyboardInterrupt)
    if interrupted and not history.history:
        raise error
    if not history.history:
        raise ValueError(str(error)) from error
    print(f"\n{'interrupted' if interrupted else error}: the results are those of the training so far")
    return INTERRUPTED if interrupted else FAILED


def _compiled_gan(options: argparse.Namespace, image_shape: tuple[int, ...]) -> Any:
    from gan_course.runtime import keras
    from gan_course.training import GAN

    keras.utils.set_random_seed(options.seed)
    gan = GAN(*RECIPES[options.model].networks(options.latent_dim, image_shape))
    gan.compile(options.loss, *_optimizers(options), seed=options.seed)
    return gan


def _optimizers(options: argparse.Namespace) -> tuple[Any, Any]:
    from gan_course.runtime import keras

    recipe = RECIPES[options.model]
    rate = options.learning_rate or recipe.learning_rate
    of_generator = keras.optimizers.Adam(rate, beta_1=0.5, use_ema=True, ema_momentum=recipe.ema_momentum)
    return of_generator, keras.optimizers.Adam(rate, beta_1=0.5)


def _write(folder: Path, trained: _Trained, seed: int) -> None:
    from gan_course import plots

    title = f"{SAMPLES} images made by the generator after training"
    images = trained.gan.generate(SAMPLES, seed=seed)
    plots.image_grid(images, alt=f"{title}, each from its own noise.", title=title).save(folder / "grid.png")
    plots.save_gif(trained.samples.frames, folder / "training.gif")
    _write_history(folder / "history.csv", trained.history)
    trained.gan.save(folder / "model.keras")


def _write_history(path: Path, history: Any) -> None:
    values, steps_per_row = history.history, history.params["steps"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["step", *values])
        for epoch, row in enumerate(zip(*values.values(), strict=True), start=1):
            writer.writerow([epoch * steps_per_row, *row])


def _positive(kind: type[int] | type[float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        number = kind(text)
        if not 0 < number < math.inf:
            raise argparse.ArgumentTypeError(f"must be above 0; got {text}")
        return number

    read.__name__ = "whole number" if kind is int else "number"  # argparse names it in its message
    return read

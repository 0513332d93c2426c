"""``gan-course train``: trains a GAN on images and leaves pictures, history and model in a folder."""

import argparse
import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gan_course.cli.folder import Results, results_folder
from gan_course.cli.stopping import Stop, stop_signals
from gan_course.recipes import RECIPES, Recipe

STEPS_PER_EPOCH = 100  # an epoch is one row of the history
FRAMES = 20  # of the animation
SAMPLES = 64  # in the grid
FAILED = 1
POLICIES = ("translation", "cutout", "brightness")  # of gan_course.augment, which imports TensorFlow


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
    images = parser.add_mutually_exclusive_group()
    images.add_argument(
        "--dataset", default="auto", metavar="NAME", help="see `gan-course data --list` (default: auto)"
    )
    images.add_argument("--folder", type=Path, metavar="DIR", help="folder of pictures to train on")
    parser.add_argument(
        "--size", type=_positive(int), default=64, metavar="N", help="height and width to give those (default: 64)"
    )
    parser.add_argument(
        "--limit", type=_positive(int), metavar="N", help="train on so many images, evenly spread (default: all)"
    )
    parser.add_argument(
        "--steps", type=_positive(int), metavar="N", help="a multiple of 100 above 100, else rounded up"
    )
    parser.add_argument("--batch-size", type=_positive(int), metavar="N", help="default: the model's")
    parser.add_argument("--latent-dim", type=_positive(int), metavar="N", help="of the noise (default: the model's)")
    parser.add_argument(
        "--learning-rate", type=_positive(float), metavar="X", help="of the generator's Adam (default: the model's)"
    )
    parser.add_argument("--loss", metavar="NAME", help="default: the model's")
    parser.add_argument(
        "--augment",
        type=_policies,
        metavar="POLICIES",
        help="change real and fake images at random (DiffAugment), for few images: some of translation, cutout and "
        "brightness, with commas, or none (default: the model's)",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Train, and write the results.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code: 0; or, where training ended early, 1 after a loss that was not finite, 130 after Ctrl+C, 143 after
        SIGTERM and 129 after SIGHUP. The results are written all the same, unless there are none yet.
    """
    folder = results_folder(options.out, overwrite=options.overwrite, must_survive=True)
    with folder as results, stop_signals() as stop:
        from gan_course import losses

        recipe = _recipe(options)
        losses.get(recipe.loss)  # an unknown name is told before the data are fetched
        images = _images(options)
        if recipe.classes:
            recipe = replace(recipe, classes=_classes(images))
        trained = _train(recipe, images, options.seed, stop)
        stop.must_finish = True
        _write(results, trained, options.seed)
        for path in sorted(results.written):
            print(path)
    return trained.code


def _images(options: argparse.Namespace) -> Any:
    """Read the images; the pictures of a folder stay bytes in memory."""
    from gan_course.data import load_images
    from gan_course.data.dataset import evenly_spread
    from gan_course.data.folder import read_image_folder

    if options.folder:
        return read_image_folder(options.folder, options.size, limit=options.limit)
    dataset = load_images(options.dataset)
    chosen = list(evenly_spread(len(dataset), options.limit))
    return replace(dataset, images=dataset.images[chosen], labels=dataset.labels[chosen])


def _classes(dataset: Any) -> int:
    """Count the classes that a conditional GAN can be told."""
    if len(dataset.class_names) < 2:
        raise ValueError(
            f"expected images of at least 2 classes, whose labels the model is told, got {len(dataset.class_names)}, "
            f"{dataset.class_names[0]!r}; give each class a subfolder of its own, or train another model, such as dcgan"
        )
    return len(dataset.class_names)


def _labels(classes: int) -> Any:
    """Choose what the samples are asked to show: as many of each class as can be, class after class."""
    import numpy as np

    return np.arange(SAMPLES) * classes // SAMPLES if classes else None


@dataclass
class _Trained:
    gan: Any
    labels: Any
    samples: Any
    history: Any
    code: int = 0


def _recipe(options: argparse.Namespace) -> Recipe:
    """Change the model's recipe by what the command line says."""
    names = ("steps", "batch_size", "latent_dim", "learning_rate", "loss")
    chosen = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.augment is not None:
        from gan_course.augment import of_policies

        chosen["augment"] = of_policies(options.augment) if options.augment else None
    return replace(RECIPES[options.model], **chosen)


def _train(recipe: Recipe, dataset: Any, seed: int, stop: Stop) -> _Trained:
    from gan_course.runtime import keras
    from gan_course.training import NonFiniteLossError, ProgressLine, SampleFrames, StopOnInterrupt

    length = min(recipe.steps, STEPS_PER_EPOCH)
    epochs = math.ceil(recipe.steps / length)
    labels = _labels(recipe.classes)
    condition = dataset.labels if recipe.classes else None
    batches = dataset.batches(recipe.batch_size, seed=seed, condition=condition).repeat()
    samples = SampleFrames(SAMPLES, every=max(1, epochs // FRAMES), seed=seed, condition=labels)
    interrupts = StopOnInterrupt()
    trained = _Trained(recipe.gan(dataset.image_shape, seed=seed), labels, samples, keras.callbacks.History())
    callbacks = [interrupts, samples, ProgressLine(), trained.history]
    try:
        trained.gan.fit(batches, epochs=epochs, steps_per_epoch=length, callbacks=callbacks, verbose=0)
        if interrupts.interrupted:
            raise KeyboardInterrupt
    except (KeyboardInterrupt, NonFiniteLossError) as error:
        trained.code = _explain(error, trained.history, stop)
    return trained


def _explain(error: BaseException, history: Any, stop: Stop) -> int:
    """Say why training ended early; where there is nothing to keep yet, raise what ``main`` understands."""
    interrupted = isinstance(error, KeyboardInterrupt)
    if interrupted and not history.history:
        raise error
    if not history.history:
        raise ValueError(str(error)) from error
    print(f"\n{stop.reason if interrupted else error}: the results are those of the training so far", flush=True)
    return stop.exit_code if interrupted else FAILED


def _write(results: Results, trained: _Trained, seed: int) -> None:
    from gan_course import plots

    results.write("model.keras", trained.gan.save)
    last_step = int(trained.gan.optimizer.iterations.value)
    results.write("history.csv", lambda path: _write_history(path, trained.history, last_step))
    title = f"{SAMPLES} images made by the generator after training"
    title += "" if trained.labels is None else ", class after class"
    images = trained.gan.generate(SAMPLES, trained.labels, seed=seed)
    grid = plots.image_grid(images, alt=f"{title}, each from its own noise.", title=title)
    results.write("grid.png", grid.save)
    results.write("training.gif", lambda path: plots.save_gif(trained.samples.frames, path))


def _write_history(path: Path, history: Any, last_step: int) -> None:
    values, steps_per_row = history.history, history.params["steps"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["step", *values])
        for epoch, row in enumerate(zip(*values.values(), strict=True), start=1):
            writer.writerow([min(epoch * steps_per_row, last_step), *row])


def _policies(text: str) -> tuple[str, ...]:
    """Read names of policies; none of them for "none"."""
    names = tuple(name.strip() for name in text.split(","))
    if names == ("none",):
        return ()
    for name in names:
        if name not in POLICIES:
            raise argparse.ArgumentTypeError(f"expected some of {', '.join(POLICIES)}, or none, got {name!r}")
    return names


def _positive(kind: type[int] | type[float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        number = kind(text)
        if not 0 < number < math.inf:
            raise argparse.ArgumentTypeError(f"expected a number above 0, got {text}")
        return number

    read.__name__ = "whole number" if kind is int else "number"  # argparse names it in its message
    return read

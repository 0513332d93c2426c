"""``gan-course evaluate``: measures a saved GAN and leaves report and pictures in a folder."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gan_course.arguments import whole
from gan_course.cli.folder import Results, results_folder
from gan_course.cli.saved_model import load_model

WANTED = "a GAN as `gan-course train` saves it, model.keras"
GRID = 64  # images in the grid
PAIRS = 8  # fakes, each with the training image nearest to it
FEWEST = 10  # images
DIGITS = 10  # classes that a conditional GAN can be asked for
SHARES = ("precision", "recall", "density", "coverage", "class_coverage")  # what has one scale


def add_to(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    description = "measure a saved GAN; leaves report.txt, report.json, grid.png, measures.png and nearest.png"
    parser: argparse.ArgumentParser = subparsers.add_parser("evaluate", help=description, description=description)
    parser.add_argument("model", type=Path, metavar="MODEL", help="a .keras file, as `gan-course train` leaves it")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    parser.add_argument("--overwrite", action="store_true", help="replace the results that DIR holds")
    parser.add_argument(
        "--dataset", default="auto", metavar="NAME", help="digits that the GAN was trained on (default: auto)"
    )
    parser.add_argument(
        "--samples", type=int, metavar="N", help="images to make (default: as many as there are test images)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Load, generate, measure, and write the results.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code 0.

    Raises:
        FileNotFoundError: If there is no such model.
        ValueError: If it is not a GAN, its images are not those of the data, the data are not digits, a number is out
            of its range, or the generator makes what is no image.
    """
    _check(options)
    with results_folder(options.out, overwrite=options.overwrite) as results:
        from gan_course import metrics

        gan = _gan(options.model)
        train, test = _digits(options.dataset)
        fakes = _fakes(gan, train.image_shape, options.samples or len(test), options.seed)
        report = metrics.report(test.images, fakes, train.images, seed=options.seed)
        print(f"\n{report}\n")
        _write(results, report, options, train.name)
        _draw(results, report, fakes, train.images)
        for path in sorted(results.written):
            print(path)
    return 0


def _check(options: argparse.Namespace) -> None:
    if options.samples is not None and options.samples < FEWEST:
        raise ValueError(
            f"expected --samples of at least {FEWEST}, got {options.samples}; a Fréchet distance wants thousands"
        )
    whole("--seed", options.seed, at_least=0)


def _gan(path: Path) -> Any:
    from gan_course.training import GAN

    model = load_model(path, WANTED)
    if not isinstance(model, GAN):
        raise ValueError(
            f"expected a GAN, got a {type(model).__name__} in {path}; `gan-course train` saves one as model.keras"
        )
    return model


def _digits(name: str) -> tuple[Any, Any]:
    from gan_course.data import load_images
    from gan_course.data.published import DIGIT_NAMES

    train, test = (load_images(name, split) for split in ("train", "test"))
    if train.class_names != DIGIT_NAMES:
        raise ValueError(
            "expected digits, because the measures see images through a classifier of digits, got "
            f"{', '.join(train.class_names[:3])} … in {train.name}; for these pass features to "
            "gan_course.metrics.evaluation"
        )
    return train, test


def _fakes(gan: Any, image_shape: tuple[int, int, int], samples: int, seed: int) -> Any:
    made = _generated(gan, 1, seed).shape[1:]
    if made != image_shape:
        sizes = ["×".join(map(str, shape)) for shape in (image_shape, made)]
        raise ValueError(
            f"expected a GAN that makes images of {sizes[0]}, like the data, got one that makes {sizes[1]}; "
            "pass the data that it learned from as --dataset"
        )
    return _generated(gan, samples, seed)


def _generated(gan: Any, samples: int, seed: int) -> Any:
    """Make images; a conditional GAN is asked for each digit as often."""
    told = {"condition": [number % DIGITS for number in range(samples)]} if gan.condition_inputs else {}
    return gan.generate(samples, seed=seed, **told)


def _write(results: Results, report: Any, options: argparse.Namespace, dataset: str) -> None:
    content = {"model": str(options.model), "dataset": dataset, **report.as_dict()}
    as_json = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    as_text = f"{options.model} on {dataset}\n{report}\n"
    results.write("report.json", lambda path: path.write_text(as_json, encoding="utf-8"))
    results.write("report.txt", lambda path: path.write_text(as_text, encoding="utf-8"))


def _draw(results: Results, report: Any, fakes: Any, training_images: Any) -> None:
    from gan_course import plots

    title = f"The first {len(fakes[:GRID])} images of the generator"
    grid = plots.image_grid(fakes[:GRID], alt=f"{title}, each from its own noise.", title=title)
    results.write("grid.png", grid.save)
    results.write("measures.png", _shares(report).save)
    results.write("nearest.png", _nearest(fakes, training_images).save)


def _shares(report: Any) -> Any:
    """Draw the measures that share a scale, beside their floors."""
    from gan_course import plots

    measures = {name.replace("_", " "): report.measures[name] for name in SHARES}
    series = {
        "held-out real images": [measure.floor for measure in measures.values()],
        "fakes": [measure.value for measure in measures.values()],
    }
    pairs = [f"{name} {measure.value:.2f} ({measure.floor:.2f})" for name, measure in measures.items()]
    return plots.bars(
        list(measures),
        series,
        alt=f"Bars of the fakes, and in brackets of held-out real images: {', '.join(pairs)}.",
        title=f"Fakes and held-out real images against training images, {report.samples:,} of each",
        x_label="measure",
        y_label="value",
    )


def _nearest(fakes: Any, training_images: Any) -> Any:
    """Show the fakes that lie closest to a training image, above that image: where copies would show."""
    import numpy as np

    from gan_course import metrics, plots

    classifier = metrics.digit_classifier()
    found = metrics.nearest_samples(classifier.features(training_images), classifier.features(fakes))
    closest = np.argsort(found.distances)[:PAIRS]
    distances = found.distances[closest]
    return plots.image_grid(
        np.concatenate([fakes[closest], training_images[found.indices[closest]]]),
        columns=PAIRS,
        alt=f"Two rows of {PAIRS} digits: the fakes closest to a training image, and below each that image; "
        f"distances in the classifier's features from {distances[0]:.2f} to {distances[-1]:.2f}.",
        title=f"The {PAIRS} fakes closest to a training image, and below each that image",
    )

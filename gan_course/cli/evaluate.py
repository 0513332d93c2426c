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
FEWEST = 10  # images
DIGITS = 10  # classes that a conditional GAN can be asked for


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
    from gan_course import metrics, report_pictures

    results.write("grid.png", report_pictures.sample_picture(fakes).save)
    results.write("measures.png", report_pictures.share_picture(report).save)
    features = metrics.digit_classifier().features
    nearest = report_pictures.nearest_picture(training_images, fakes, features(training_images), features(fakes))
    results.write("nearest.png", nearest.save)

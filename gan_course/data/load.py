"""``load_images``: find a data set, say where it came from, and hand it over as an ``ImageDataset``."""

import os

import numpy as np

from gan_course.arguments import one_of
from gan_course.data import download
from gan_course.data.archives import SPLITS, read_split
from gan_course.data.dataset import ImageDataset, scaled
from gan_course.data.digits import load_digits
from gan_course.data.published import DIGIT_NAMES, PUBLISHED
from gan_course.data.sources import FOLDER_VARIABLE, Location, cache_folder, chosen_name, locate, shown

_said: set[str] = set()


def load_images(name: str = "auto", split: str = "train") -> ImageDataset:
    """Load a data set of 28×28 grey images, and print which one and where from.

    Args:
        name: ``digits``, ``mnist`` or ``fashion_mnist``; or ``auto``, which is the one that the environment variable
            ``GAN_COURSE_DATASET`` names, else MNIST, else (neither cached, nor in ``GAN_COURSE_DATA``, nor to be
            downloaded) the digits.
        split: ``"train"`` or ``"test"``.

    Returns:
        The images, float32, shape ``(n, 28, 28, 1)``, values in [-1, 1], with their labels.

    Raises:
        ConnectionError: If the data set was asked for by name and cannot be had; the message says what was tried and
            what to do without a network.
        FileNotFoundError: If some of the IDX files in ``GAN_COURSE_DATA`` are missing.
        ValueError: If a name is unknown, or a file in ``GAN_COURSE_DATA`` is not what its name says.

    >>> digits = load_images("digits", split="test")
    digits: 256 test images of 28×28, from the digits that ship with scikit-learn, upsampled from 8×8
    >>> digits.images.shape
    (256, 28, 28, 1)
    """
    one_of("split", split, SPLITS)
    name = chosen_name(name)
    dataset = _mnist_or_digits(split) if name == "auto" else _by_name(name, split)
    kind = {"train": "training", "test": "test"}[split]
    print(f"{dataset.name}: {len(dataset):,} {kind} images of 28×28, from {dataset.source}")
    return dataset


def _mnist_or_digits(split: str) -> ImageDataset:
    try:
        return _load("mnist", split)
    except download.DownloadError as error:
        if "fallback" not in _said:
            _said.add("fallback")
            print(
                f"MNIST is not available ({error}), so the digits of scikit-learn take its place. To use MNIST without "
                f"a network, put mnist.npz into a folder and set the environment variable {FOLDER_VARIABLE} to it."
            )
        return _load("digits", split)


def _by_name(name: str, split: str) -> ImageDataset:
    try:
        return _load(name, split)
    except download.DownloadError as error:
        raise download.DownloadError(_advice(name, error)) from error


def _load(name: str, split: str) -> ImageDataset:
    location = locate(name)
    for note in location.notes:
        _say_once(note)
    if location.path is None:
        images, labels = load_digits(split)
        return ImageDataset(images[..., np.newaxis], labels, name, location.description, DIGIT_NAMES)
    if location.kind == "download":
        folder = location.path if len(PUBLISHED[name].files) > 1 else location.path.parent
        download.fetch(PUBLISHED[name].files, folder)
    pixels, labels = read_split(location.path, split)
    _check_not_another(location, split, labels)
    return ImageDataset(
        scaled(pixels[..., np.newaxis]), labels, name, location.description, PUBLISHED[name].class_names
    )


def _check_not_another(location: Location, split: str, labels: np.ndarray) -> None:
    """Refuse Fashion-MNIST's files in MNIST's place and the reverse: their names are the same."""
    first = tuple(labels[:10].tolist())
    for other, published in PUBLISHED.items():
        if other != location.name and first == published.first_labels[split]:
            raise ValueError(
                f"{location.path}: expected the labels of {PUBLISHED[location.name].title}, got those of "
                f"{published.title}; put its files into the subfolder {other}/ of {FOLDER_VARIABLE}"
            )


def _advice(name: str, error: Exception) -> str:
    published, notes = PUBLISHED[name], locate(name).notes
    tried = [
        f"the cache {shown(cache_folder())}: not there",
        *notes,
        *([] if os.environ.get(FOLDER_VARIABLE) else [f"{FOLDER_VARIABLE}: not set"]),
        f"a download: {error}",
    ]
    place = "a folder" if len(published.files) == 1 else f"the subfolder {name}/ of a folder"
    return "\n".join(
        [
            f"{published.title} cannot be had here. What was tried:",
            *(f"  - {attempt}" for attempt in tried),
            f"Without a network: put {', '.join(file.name for file in published.files)} into {place} (get it on "
            f"another machine from {published.files[0].url.rpartition('/')[0]}/) and set the environment variable "
            f'{FOLDER_VARIABLE} to that folder; in a notebook: import os; os.environ["{FOLDER_VARIABLE}"] = "FOLDER".',
            'Or use load_images("digits"), which needs neither.',
        ]
    )


def _say_once(sentence: str) -> None:
    if sentence not in _said:
        _said.add(sentence)
        print(sentence)

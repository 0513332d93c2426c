"""The course's settings: environment variables, data set and cache."""

import os
import shutil
import threading
import urllib.request
from collections.abc import Iterator, Mapping

from gan_course import budget as budgets
from gan_course.data import sources
from gan_course.data.published import PUBLISHED
from gan_course.doctor.finding import Finding

DISK_NEEDED = 2e8  # bytes: all data sets, with room to spare
PATIENCE = 4.0  # seconds
CHOICES: dict[str, tuple[str, ...]] = {
    budgets.VARIABLE: budgets.NAMES,
    sources.DATASET_VARIABLE: sources.NAMES,
    sources.FOLDER_VARIABLE: (),
    sources.CACHE_VARIABLE: (),
}


def variables(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Check the environment variables that the course, Keras and TensorFlow read.

    Args:
        environment: The environment.

    Yields:
        A finding for each variable of the course's that is set, and for others that are in its way.
    """
    for name, value in sorted(environment.items()):
        if name.startswith("GAN_COURSE_") and value:
            yield _variable(name, value)
    backend = environment.get("KERAS_BACKEND", "tensorflow")
    if backend != "tensorflow":
        yield Finding("variable", f"KERAS_BACKEND is {backend}", "problem", "unset it: the course needs tensorflow")
    if environment.get("TF_USE_LEGACY_KERAS", "").lower() in ("1", "true"):
        state = "TF_USE_LEGACY_KERAS turns tf.keras into Keras 2"
        yield Finding("variable", state, "problem", "unset it: the course needs Keras 3")


def data() -> Iterator[Finding]:
    """Tell which data set the lessons will use and where from; nothing is downloaded.

    Yields:
        The findings; a missing network is a note, because the lessons then use scikit-learn's digits.
    """
    try:
        location = sources.locate()
    except ValueError:
        return  # the variable's own finding says so
    for note in location.notes:
        yield Finding("data", note, "note", "put it right; or remove the file, or unset the variable, that it names")
    if location.kind != "download" or _answers(PUBLISHED[location.name].files[0].url):
        yield Finding("data", f"{location.name}, from {location.description}")
        return
    fix = f"for MNIST without a network, put mnist.npz into a folder and set {sources.FOLDER_VARIABLE} to it"
    asked = os.environ.get(sources.DATASET_VARIABLE)
    if asked and asked != "auto":
        yield Finding("data", f"{asked} is not here and its server does not answer", "problem", fix)
    else:
        yield Finding("data", f"no network: digits, from {sources.DIGITS_SOURCE}", "note", fix)


def cache() -> Finding:
    """Check the folder that downloads are kept in; it is not made.

    Returns:
        The finding.
    """
    folder = sources.cache_folder()
    present = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not present.is_dir() or not os.access(present, os.W_OK | os.X_OK):
        fix = f"set {sources.CACHE_VARIABLE} to a folder that you can write"
        return Finding("cache", f"{folder} cannot be written", "problem", fix)
    free = shutil.disk_usage(present).free
    state = f"{folder}, {free / 1e9:.1f} GB free"
    if free < DISK_NEEDED:
        return Finding(
            "cache", state, "note", f"make room, or set {sources.CACHE_VARIABLE} to a folder on another disk"
        )
    return Finding("cache", state)


def _variable(name: str, value: str) -> Finding:
    state = f"{name} is {value}"
    if name not in CHOICES:
        return Finding("variable", state, "note", f"the course does not know it; it reads {', '.join(CHOICES)}")
    if CHOICES[name] and value not in CHOICES[name]:
        return Finding("variable", state, "problem", f"set it to one of {', '.join(CHOICES[name])}, or unset it")
    return Finding("variable", state)


def _answers(url: str) -> bool:
    """Tell whether a server answers; in a thread, because looking up a name knows no time limit."""
    answered = threading.Event()

    def ask() -> None:
        try:
            urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=PATIENCE).close()
        except (OSError, ValueError):
            return
        answered.set()

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return answered.is_set()

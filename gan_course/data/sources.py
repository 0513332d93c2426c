"""Where a data set comes from on this machine: cache, the folder ``GAN_COURSE_DATA``, download, or scikit-learn.

The folder ``GAN_COURSE_DATA`` holds a data set under its name, in one of these forms:

================= ================================================================================================
MNIST             ``mnist.npz``, or the four IDX files in ``mnist/`` or in the folder itself
Fashion-MNIST     ``fashion_mnist.npz``, or the four IDX files in ``fashion_mnist/`` (or ``fashion-mnist/``)
================= ================================================================================================

An npz archive holds x_train, y_train, x_test and y_test; IDX files may be gzipped.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gan_course.arguments import one_of
from gan_course.data import download
from gan_course.data.archives import has_idx_files
from gan_course.data.published import PUBLISHED

NAMES = ("auto", "digits", *PUBLISHED)
DATASET_VARIABLE = "GAN_COURSE_DATASET"
FOLDER_VARIABLE = "GAN_COURSE_DATA"
CACHE_VARIABLE = "GAN_COURSE_CACHE"
DIGITS_SOURCE = "the digits that ship with scikit-learn, upsampled from 8×8"


@dataclass(frozen=True)
class Location:
    """Where a data set would come from.

    Args:
        name: The data set: ``digits``, ``mnist`` or ``fashion_mnist``.
        kind: ``cache``, ``folder`` (``GAN_COURSE_DATA``), ``download`` (not here yet) or ``shipped`` (scikit-learn).
        description: The place in words.
        path: The npz archive or folder of IDX files; of a download, where it will lie; None for ``shipped``.
        notes: What is amiss with the places that were passed over, one sentence each.
    """

    name: str
    kind: Literal["cache", "folder", "download", "shipped"]
    description: str
    path: Path | None = None
    notes: tuple[str, ...] = ()


def locate(name: str = "auto") -> Location:
    """Tell where a data set would come from, without downloading or reading it.

    Args:
        name: ``auto``, ``digits``, ``mnist`` or ``fashion_mnist``.

    Returns:
        Its location. Of ``auto`` it is that of the data set in ``GAN_COURSE_DATASET``; else MNIST's, or, after MNIST's
        download failed in this session, that of the digits.

    Raises:
        ValueError: If the name, or the one in ``GAN_COURSE_DATASET``, is unknown.
    """
    name = chosen_name(name)
    if name == "digits":
        return Location("digits", "shipped", DIGITS_SOURCE)
    if name == "auto":
        location = locate("mnist")
        given_up = location.kind == "download" and download.failure(PUBLISHED["mnist"].files)
        return locate("digits") if given_up else location
    return _locate_published(name)


def chosen_name(name: str) -> str:
    """Resolve ``auto`` by the environment variable ``GAN_COURSE_DATASET``.

    Args:
        name: ``auto`` or the name of a data set.

    Returns:
        The name itself unless it is ``auto``; then the variable's value, or ``auto`` where it is unset or empty.

    Raises:
        ValueError: If the name or the variable's value is unknown.
    """
    origin = "the data set"
    if name == "auto" and os.environ.get(DATASET_VARIABLE):
        name, origin = os.environ[DATASET_VARIABLE], f"the environment variable {DATASET_VARIABLE}"
    one_of(origin, name, NAMES, advice="pictures of your own are read by gan_course.data.load_image_folder")
    return name


def cache_folder() -> Path:
    """Name the folder that downloads are kept in.

    Returns:
        ``GAN_COURSE_CACHE`` if it is set, else ``gan_course`` in the user's cache folder of this platform.
    """
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "gan_course"


def shown(path: Path) -> str:
    """Write a path with ``~`` for the user's home folder.

    Args:
        path: Any path.

    Returns:
        The text to show.
    """
    home = Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def _locate_published(name: str) -> Location:
    files, cached = PUBLISHED[name].files, PUBLISHED[name].path_in(cache_folder(), name)
    paths = [cached if len(files) == 1 else cached / file.name for file in files]
    present = [(path, file) for path, file in zip(paths, files, strict=True) if _exists(path)]
    damaged = [path for path, file in present if not download.is_intact(path, file)]
    if len(present) == len(files) and not damaged:
        return Location(name, "cache", f"the cache ({shown(cached)})", cached)
    notes = [f"{shown(path)} is damaged (its SHA-256 is not the published one) and is not used" for path in damaged]
    found, note = _in_data_folder(name)
    if note:
        notes.append(note)
    if found:
        return Location(name, "folder", f"{FOLDER_VARIABLE} ({shown(found)})", found, tuple(notes))
    return Location(name, "download", f"a download ({files[0].url.rpartition('/')[0]})", cached, tuple(notes))


def _in_data_folder(name: str) -> tuple[Path | None, str]:
    """Find a data set in ``GAN_COURSE_DATA``, or say why it is not found there."""
    if not os.environ.get(FOLDER_VARIABLE):
        return None, ""
    folder = Path(os.environ[FOLDER_VARIABLE]).expanduser()
    if not folder.is_dir():
        return None, f"{FOLDER_VARIABLE} names {shown(folder)}, which is not a folder"
    if (folder / f"{name}.npz").is_file():
        return folder / f"{name}.npz", ""
    subfolders = [folder / name, folder / name.replace("_", "-"), *([folder] if name == "mnist" else [])]
    found = next((subfolder for subfolder in subfolders if has_idx_files(subfolder)), None)
    if found:
        return found, ""
    return None, f"{FOLDER_VARIABLE} ({shown(folder)}) holds no {name}.npz and no IDX files in {name}/"


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder on the way must not be entered
        return False

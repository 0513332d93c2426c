"""A look at a folder of pictures before a GAN learns from them: what is there, what is amiss, and what is left."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from gan_course.data.folder import THREADS, picture_files, reason
from gan_course.data.pictures import read_square
from gan_course.data.sources import shown
from gan_course.progress import Progress
from gan_course.project.doubles import THUMBNAIL, same_file, same_picture

FEWEST = 40  # pictures that are not alike: halves of 20 are the smallest that the copy test takes
FEW = 300  # below this a generator learns pictures by heart
TINY = 32  # pixels of the shorter side: less is enlarged to train on it
LONG = 2.0  # longer side over shorter: the square in the middle leaves out half of the picture
MOST_NAMED = 5
GPS = 0x8825  # Exif's tag of where a photograph was taken


@dataclass(frozen=True, eq=False)
class Look:
    """What one picture file is.

    Args:
        file: Its path.
        width: In pixels, as stored.
        height: In pixels, as stored.
        kind: Such as ``"JPEG"``.
        mode: Pillow's name of what a pixel holds, such as ``"RGB"``, ``"I;16"`` or ``"P"``.
        frames: 1, or more of an animation.
        transparent: Whether parts may be transparent.
        located: Whether it says where it was taken.
        digest: SHA-256 of its bytes.
        thumbnail: Its middle square at 16×16, red, green and blue, float32.
    """

    file: Path
    width: int
    height: int
    kind: str
    mode: str
    frames: int
    transparent: bool
    located: bool
    digest: str
    thumbnail: np.ndarray

    @property
    def shorter(self) -> int:
        """The shorter side in pixels."""
        return min(self.width, self.height)


@dataclass(frozen=True)
class FolderReport:
    """What `survey` found; ``str()`` gives a text to read, ``as_dict()`` what a JSON file can hold.

    Args:
        folder: The folder.
        looks: The pictures that can be read.
        unreadable: Why the others cannot, by their names.
        copies: Names of pictures that are the same as another, to the last byte, by the name of that one.
        alike: Names of those that look the same as another, by the name of that one.
    """

    folder: Path
    looks: tuple[Look, ...]
    unreadable: dict[str, str]
    copies: dict[str, list[str]]
    alike: dict[str, list[str]]

    @property
    def left_out(self) -> list[Path]:
        """The files not to train on: those that cannot be read, and all but one of those that are the same."""
        names = [*self.unreadable, *(name for names in (*self.copies.values(), *self.alike.values()) for name in names)]
        return [self.folder / name for name in names]

    @property
    def count(self) -> int:
        """How many pictures are left to train on."""
        doubles = sum(len(names) for names in (*self.copies.values(), *self.alike.values()))
        return len(self.looks) - doubles

    @property
    def shorter_sides(self) -> np.ndarray:
        """The shorter side of each picture that can be read, in pixels, sorted."""
        return np.sort([look.shorter for look in self.looks])

    def named(self, looks: Iterable[Look]) -> list[str]:
        """Name pictures by their place in the folder.

        Args:
            looks: The pictures.

        Returns:
            Their names.
        """
        return [_name(look.file, self.folder) for look in looks]

    def as_dict(self) -> dict[str, Any]:
        """Turn the report into what ``json.dumps`` takes.

        Returns:
            Counts, and names by what is amiss.
        """
        sides = self.shorter_sides
        return {
            "folder": shown(self.folder),
            "files": len(self.looks) + len(self.unreadable),
            "readable": len(self.looks),
            "left": self.count,
            "shorter_side": {"least": int(sides[0]), "median": int(np.median(sides)), "most": int(sides[-1])},
            "kinds": dict(Counter(look.kind for look in self.looks)),
            "modes": dict(Counter(look.mode for look in self.looks)),
            "unreadable": self.unreadable,
            "copies": self.copies,
            "alike": self.alike,
            **{name: self.named(looks) for name, (looks, _) in self._remarkable().items()},
        }

    def __str__(self) -> str:
        sides = self.shorter_sides
        files = len(self.looks) + len(self.unreadable)
        lines = [
            f"{shown(self.folder)}: {files:,} picture files, {self.count:,} to train on",
            f"shorter side: {sides[0]:,} to {sides[-1]:,} pixels, half of them {int(np.median(sides)):,} or more",
            f"kinds: {_counted(one.kind for one in self.looks)}; pixels: {_counted(one.mode for one in self.looks)}",
        ]
        if self.unreadable:
            some = [f"{name} ({why})" for name, why in self.unreadable.items()]
            lines.append(f"cannot be read, left out: {_some(some)}")
        for what, groups in (("the same file", self.copies), ("look the same", self.alike)):
            if groups:
                some = [f"{', '.join(names)} as {kept}" for kept, names in groups.items()]
                total = sum(len(names) for names in groups.values())
                lines.append(f"{what}, one of each kept, {total:,} left out: {_some(some)}")
        lines += [f"{text}: {_some(self.named(looks))}" for looks, text in self._remarkable().values() if looks]
        if self.count < FEW:
            lines.append(
                f"{self.count:,} pictures are few: a generator may learn them by heart; the copy test will tell"
            )
        lines.append(
            "Whose are they, and under which licence? Are people in them, and do these agree to this use? No program "
            "can tell: write it into the settings, for the model card."
        )
        return "\n".join(lines)

    def _remarkable(self) -> dict[str, tuple[list[Look], str]]:
        """Find pictures that are used, but not as one might think."""
        tests: dict[str, tuple[Callable[[Look], bool], str]] = {
            "tiny": (lambda look: look.shorter < TINY, f"smaller than {TINY} pixels, enlarged"),
            "sixteen_bit": (lambda look: look.mode.startswith("I;16"), "16 bits a pixel, scaled to 8"),
            "animated": (lambda look: look.frames > 1, "animated, the first frame taken"),
            "transparent": (lambda look: look.transparent, "transparent in parts, put on white"),
            "long": (lambda look: max(look.width, look.height) > LONG * look.shorter, "long, cut to a middle square"),
            "located": (lambda look: look.located, "say where they were taken; take that out before you pass them on"),
        }
        return {name: ([look for look in self.looks if test(look)], text) for name, (test, text) in tests.items()}


def survey(folder: Path, *, keep_alike: bool = False) -> FolderReport:
    """Look at every picture of a folder and its subfolders.

    Pictures are the same where their bytes are, or where their thumbnails differ by less than 5 of 255 (root of the
    mean square): the same picture in another size or file format, or with slight changes.

    Args:
        folder: The folder.
        keep_alike: Whether to leave pictures in that look the same as another; files that are the same are left out.

    Returns:
        What is there.

    Raises:
        FileNotFoundError: If the folder does not exist, or holds no file with the ending of a picture.
        NotADirectoryError: If the path is a file.
        ValueError: If fewer than 40 different pictures can be read; the message says why.
    """
    folder = Path(folder).expanduser()
    files = picture_files(folder)
    looks: list[Look] = []
    unreadable: dict[str, str] = {}
    progress = Progress("looking at pictures", len(files), ("pictures", 1), quiet_seconds=3)
    for file, found in zip(files, _looks(files), strict=True):
        if isinstance(found, Look):
            looks.append(found)
        else:
            unreadable[_name(file, folder)] = reason(found)
        progress.add(1)
    progress.close()
    if not looks:
        some = _some([f"{name} ({why})" for name, why in unreadable.items()])
        raise ValueError(f"{shown(folder)}: expected pictures, got none that can be read: {some}; add others")
    report = FolderReport(folder, tuple(looks), unreadable, *_doubles(looks, folder, keep_alike))
    if report.count < FEWEST:
        raise ValueError(
            f"{shown(folder)}: expected at least {FEWEST} different pictures that can be read, got {report.count} of "
            f"{len(files)} files ({len(unreadable)} cannot be read, {len(looks) - report.count} are the same as "
            "another); add pictures: hundreds are a beginning, thousands are better"
        )
    return report


def _looks(files: Sequence[Path]) -> Iterator[Look | Exception]:
    def look(file: Path) -> Look | Exception:
        try:
            return _look(file)
        except Exception as error:  # a damaged file can make a decoder raise anything
            return error

    with warnings.catch_warnings(), ThreadPoolExecutor(THREADS) as pool:
        warnings.simplefilter("ignore")  # of Pillow, about a file's metadata
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield from pool.map(look, files)


def _look(file: Path) -> Look:
    with Image.open(file) as picture:
        facts = picture.size, picture.format or "unknown", picture.mode, getattr(picture, "n_frames", 1)
        transparent = picture.has_transparency_data
        located = bool(picture.getexif().get_ifd(GPS))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    thumbnail = read_square(file, THUMBNAIL, colour=True).astype(np.float32)
    (width, height), kind, mode, frames = facts
    return Look(file, width, height, kind, mode, frames, transparent, located, digest, thumbnail)


def _doubles(
    looks: Sequence[Look], folder: Path, keep_alike: bool
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Find files that are the same to the last byte, and among the others those that look the same as a larger one."""
    same = same_file([look.digest for look in looks])
    different = [look for index, look in enumerate(looks) if same[index] == index]
    different.sort(key=lambda look: -look.shorter)
    kept = np.arange(len(different))
    alike = kept if keep_alike else same_picture(np.stack([look.thumbnail for look in different]))
    return _groups(looks, same, folder), _groups(different, alike, folder)


def _groups(looks: Sequence[Look], kept: np.ndarray, folder: Path) -> dict[str, list[str]]:
    """Name what is left out by the name of what is kept in its place."""
    groups: dict[str, list[str]] = {}
    for index, place in enumerate(kept):
        if place != index:
            groups.setdefault(_name(looks[place].file, folder), []).append(_name(looks[index].file, folder))
    return groups


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _counted(kinds: Iterable[str]) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in Counter(kinds).most_common())


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")

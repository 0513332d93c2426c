"""Archives: what lies in them. Nothing is unpacked to disk, so that a name like ``../../x`` leads nowhere."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

__all__ = ["Member", "Place", "TooLargeError", "UnreadableError", "is_archive", "members", "plain", "read", "stem_of"]

Place = tuple[str | int, ...]  #: A file on disk, and the number of a member in each archive on the way.

_TAR = (".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz")
_CLOSED = (".7z", ".rar", ".zipx", ".tar.zst", ".gz", ".bz2", ".xz")
_COMPRESSED: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7z": lzma.open}
_SIZE_OF_LIST, _LONGEST_LIST = 5, 8_000_000  # of a zip's list of files: where zipfile keeps it, and bytes, at 80 a file
_TAR_TIMES = 4  # how much larger than a file that is read a whole tar archive may be


class UnreadableError(Exception):
    """A submitted file that cannot be opened; the message says why, in words for an instructor."""


class TooLargeError(UnreadableError):
    """A submitted file that is not opened, because it is too large."""


@dataclass(frozen=True)
class Member:
    """What lies in an archive.

    Args:
        parts: Its path there; the last part is empty for a folder.
        number: Its place in the archive.
        modified: When it was changed, in seconds since 1970, as the archive says; 0 if it does not.
    """

    parts: tuple[str, ...]
    number: int
    modified: float


def is_archive(name: str) -> bool:
    """Tell from the name whether a file is an archive, of a kind that is opened or not.

    Args:
        name: The file's name.

    Returns:
        Whether it is.
    """
    return name.lower().endswith((".zip", *_TAR, *_CLOSED))


def stem_of(name: str) -> str:
    """Take the suffix off the name of an archive, a notebook or another file.

    Args:
        name: The file's name.

    Returns:
        What is left; browsers append ``.txt`` or ``.json`` to ``.ipynb``, which goes too.
    """
    low = name.lower()
    if ".ipynb" in low:
        return name[: low.index(".ipynb")]
    suffix = next((suffix for suffix in (*_TAR, *_CLOSED) if low.endswith(suffix)), PurePosixPath(name).suffix)
    return name[: len(name) - len(suffix)]


def members(place: Place, name: str, most: int, whole: int = 0) -> list[Member]:
    """List an archive.

    Args:
        place: Where it lies.
        name: Its name.
        most: A file in an archive with more bytes is not opened.
        whole: An archive on disk with more bytes is not opened either; 0 for any size.

    Returns:
        Its files and folders; not those that are hidden.

    Raises:
        UnreadableError: If it cannot be opened.
    """
    if name.lower().endswith(_CLOSED) and not name.lower().endswith(_TAR):
        kind = PurePosixPath(name).suffix
        raise UnreadableError(f"a {kind} archive, which is not opened here; unpack it, or ask for a zip file")
    if whole and len(place) == 1 and Path(str(place[0])).stat().st_size > whole:
        raise TooLargeError(_larger(whole))
    with _opened(place, most) as archive:
        if isinstance(archive, zipfile.ZipFile):
            found = [(it.filename, it.is_dir(), _zip_time(it)) for it in archive.infolist()]
        else:
            found = [(it.name, it.isdir(), float(it.mtime)) for it in archive.getmembers()]
    paths = [
        tuple(it for it in path.replace("\\", "/").split("/") if it not in ("", ".", "..")) for path, _, _ in found
    ]
    return [
        Member(plain((*path, *[""] * folder)), number, modified)
        for number, (path, (_, folder, modified)) in enumerate(zip(paths, found, strict=True))
        if path and not any(part.startswith((".", "__MACOSX")) for part in path)
    ]


def read(place: Place, most: int) -> bytes:
    """Read a file, which may lie in an archive, and that in another.

    Args:
        place: Where it lies.
        most: It is not read if it has more bytes.

    Returns:
        Its content.

    Raises:
        UnreadableError: If it cannot be opened.
    """
    *above, last = place
    if above:
        with _opened(tuple(above), most) as archive:
            return _member(archive, int(last), most)
    try:
        with Path(str(last)).open("rb") as file:
            return _limited(file, most, os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error


def plain(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Spell a path in one way.

    Args:
        parts: Names of folders and a file.

    Returns:
        One spelling for an umlaut, whatever the file system uses, and ``?`` for a byte that is no UTF-8.
    """
    return tuple(unicodedata.normalize("NFC", part).encode("utf-8", "replace").decode() for part in parts)


@contextmanager
def _opened(place: Place, most: int) -> Iterator[zipfile.ZipFile | tarfile.TarFile]:
    try:
        with Path(str(place[0])).open("rb") if len(place) == 1 else io.BytesIO(read(place, most)) as stream:
            if zipfile.is_zipfile(stream):
                if zipfile._EndRecData(stream)[_SIZE_OF_LIST] > _LONGEST_LIST:  # type: ignore[attr-defined]
                    raise TooLargeError("an archive of very many files; unpack it")
                with zipfile.ZipFile(stream) as archive:
                    yield archive
            else:
                with tarfile.open(fileobj=io.BytesIO(_inflated(stream, _TAR_TIMES * most)), mode="r:") as tar:
                    yield tar
    except UnreadableError:
        raise
    except Exception as error:  # the libraries raise more than they say, and whatever their decompressors raise
        raise UnreadableError(f"not a zip file or other archive, cut off, or encrypted ({error})") from error


def _inflated(stream: IO[bytes], most: int) -> bytes:
    stream.seek(0)
    start = stream.read(3)
    stream.seek(0)
    opened = next((way for magic, way in _COMPRESSED.items() if start.startswith(magic)), None)
    return _limited(opened(stream) if opened else stream, most)


def _member(archive: zipfile.ZipFile | tarfile.TarFile, number: int, most: int) -> bytes:
    if isinstance(archive, zipfile.ZipFile):
        entry = archive.infolist()[number]
        with archive.open(entry) as file:
            return _limited(file, most, entry.file_size)
    inside = archive.extractfile(archive.getmembers()[number])
    if inside is None:
        raise UnreadableError("a link, which may lead anywhere; hand in the file itself")
    return _limited(inside, most)


def _limited(file: IO[bytes], most: int, size: int = 0) -> bytes:
    """Read no more than is allowed, whatever size is claimed."""
    content = b"" if size > most else file.read(most + 1)
    if max(size, len(content)) > most:
        raise TooLargeError(_larger(most))
    return content


def _larger(most: int) -> str:
    return f"larger than {most // 1_000_000} MB"


def _zip_time(entry: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*entry.date_time, 0, 0, -1)) if entry.date_time > (1980, 1, 1, 0, 0, 0) else 0.0
    except (ValueError, OverflowError):
        return 0.0

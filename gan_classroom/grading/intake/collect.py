"""Find the submissions in what an instructor has: folders, flat files, and the zip of a learning platform."""

import dataclasses
import os
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["File", "TooLargeError", "UnreadableError", "collect", "group"]

#: Files in a zip beyond this many are left out.
_MOST_FILES = 10_000


class UnreadableError(Exception):
    """A submitted file that cannot be opened; the message says why, in words for an instructor."""


class TooLargeError(UnreadableError):
    """A submitted file that is not opened, because it is too large."""


@dataclass(frozen=True)
class File:
    """One submitted file.

    Args:
        parts: The path below the submissions; the last part is empty for a folder.
        modified: When it was changed; compares with that of other files.
        read: Returns its content, or raises `UnreadableError`.
        opaque: Whether notebooks may be in it that cannot be reached, as in a damaged zip file.
        day: The day that its path names, or nothing.
    """

    parts: tuple[str, ...]
    modified: tuple[int, ...]
    read: Callable[[], bytes]
    opaque: bool = False
    day: str = ""

    @property
    def name(self) -> str:
        """The path below the submissions."""
        return "/".join(self.parts)

    @property
    def is_notebook(self) -> bool:
        """Whether the name says so; browsers append ``.txt`` or ``.json``."""
        return self.opaque or ".ipynb" in self.parts[-1].lower()


def collect(submissions: Path, *, days: Mapping[str, Collection[str]], largest_mb: int) -> dict[str, list[File]]:
    """Find each student's files.

    Args:
        submissions: A folder or a zip file that holds ``student/day01/notebook.ipynb``, ``student/notebook.ipynb``,
            ``student_day01.ipynb``, ``student_notebook.ipynb``, ``student.ipynb``, or a zip for each student, also
            mixed, and also in a folder for each day.
        days: Day → names of its notebooks, without suffix.
        largest_mb: A file with more MB than this is not opened.

    Returns:
        The files of each student, in the order of the names; an empty list for an empty folder.

    Raises:
        FileNotFoundError: If there is no such folder or zip file.
        ValueError: If it is a file, but no zip file.
    """
    if not submissions.exists():
        raise FileNotFoundError(f"no folder or zip file of submissions at {submissions}")
    most = largest_mb * 1_000_000
    if submissions.is_file():
        if not zipfile.is_zipfile(submissions):
            raise ValueError(f"expected a folder or a zip file of submissions; {submissions} is neither, or cut off")
        return group(_without_wrapper(list(_in_zip(submissions, (), most)), submissions.stem), days)
    return group(_in_folder(submissions, most), days)


def group(found: Iterable[File], days: Mapping[str, Collection[str]]) -> dict[str, list[File]]:
    """Sort files by student, and note the day that each one's path names.

    Args:
        found: The files; one whose last part is empty stands for a folder.
        days: Day → names of its notebooks, without suffix.

    Returns:
        The files of each student.
    """
    students: dict[str, list[File]] = {}
    for file in found:
        day = _day(file.parts, days)
        parts = file.parts[1:] if file.parts[0].lower() == day.lower() and len(file.parts) > 1 else file.parts
        if (student := _student(parts, days)) and parts != ("",):
            files = students.setdefault(student, [])
            files += [dataclasses.replace(file, parts=parts, day=day)] if parts[-1] else []
    return dict(sorted(students.items()))


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _day(parts: tuple[str, ...], days: Iterable[str]) -> str:
    """Find the day in ``anna/day01/x.ipynb``, ``anna_day01.ipynb``, ``anna_Day01-1.ipynb``."""
    pattern = re.compile(rf"(?<![a-z0-9])(?:{_any_of(days)})(?![a-z0-9])", re.IGNORECASE)
    named = [match.group().lower() for part in parts for match in pattern.finditer(part)]
    return next((day for day in days if named and day.lower() == named[0]), "")


def _student(parts: tuple[str, ...], days: Mapping[str, Collection[str]]) -> str:
    """``anna_day01.ipynb``, ``anna_day01_components.ipynb`` and ``components-anna.ipynb`` are Anna's."""
    in_folder = len(parts) > 1
    stem = parts[0] if in_folder else re.split(r"\.ipynb", parts[0], flags=re.IGNORECASE)[0]
    day, slug = _any_of(days), _any_of(name for names in days.values() for name in names)
    between, end = r"[\s_.-]+", r"(?:\W.*|_.*)?$"
    patterns = [rf"(.+?){between}(?:{day}){end}"]
    if not in_folder:
        patterns += [rf"(?:(?:{day}){between})?(?:{slug}){between}(.+)$", rf"(.+?){between}(?:{slug}){end}"]
        patterns += [rf"(?:{day}){between}(.+)$"]
    matches = (re.match(pattern, stem, re.IGNORECASE | re.DOTALL) for pattern in patterns)
    otherwise = stem if in_folder or ".ipynb" in parts[0].lower() else ""
    return next((match.group(1) for match in matches if match), otherwise)


def _in_folder(folder: Path, most: int) -> Iterator[File]:
    root = folder.resolve()
    for path in sorted(root.rglob("*")):
        parts = _plain(path.relative_to(root).parts)
        if _hidden(parts):
            continue
        modified = (int(path.lstat().st_mtime),)
        if path.is_symlink():
            inside = (*parts, path.name) if path.is_dir() else parts
            yield _refused(inside, UnreadableError("a symbolic link, which may lead anywhere; hand in the file itself"))
        elif path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            yield _refused((*parts, path.name), UnreadableError("a folder that cannot be opened"))
        elif path.is_dir():
            yield File((*parts, ""), (), bytes)
        elif path.suffix.lower() == ".zip" and path.stat().st_size > most:
            yield _refused((*parts[:-1], path.stem, path.name), _too_large(most))
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(path, _plain((*parts[:-1], path.stem)), most)
        elif path.is_file():
            yield File(parts, modified, lambda path=path: _read(path, most))  # type: ignore[misc]


def _read(path: Path, most: int) -> bytes:
    try:
        _limit(path.stat().st_size, most)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error


def _limit(size: int, most: int) -> None:
    if size > most:
        raise _too_large(most)


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(f"larger than {most // 1_000_000} MB")


def _in_zip(path: Path, above: tuple[str, ...], most: int) -> Iterator[File]:
    """Nothing is unpacked to disk, so that a name like ``../../x`` leads nowhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()[:_MOST_FILES]
    except Exception:  # zipfile raises more than it says
        yield _refused((*above, path.name), UnreadableError("not a zip file, or cut off"))
        return
    for entry in entries:
        inside = tuple(part for part in PurePosixPath(entry.filename).parts if part not in ("/", "..", "."))
        if inside and not _hidden(inside):
            parts = (*above, *inside, "") if entry.is_dir() else (*above, *inside)
            yield File(_plain(parts), entry.date_time, lambda entry=entry: _read_entry(path, entry, most))  # type: ignore[misc]


def _read_entry(path: Path, entry: zipfile.ZipInfo, most: int) -> bytes:
    _limit(entry.file_size, most)
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(entry)
    except Exception as error:  # zipfile raises whatever its decompressors raise
        raise UnreadableError(f"cannot be unpacked: {error}") from error


def _refused(parts: tuple[str, ...], error: UnreadableError) -> File:
    def refuse() -> bytes:
        raise error

    return File(_plain(parts), (), refuse, opaque=True)


def _without_wrapper(found: list[File], stem: str) -> Iterator[File]:
    """Leave out the folder that packing a folder puts around everything."""
    wrapped = {file.parts[0] for file in found} == {unicodedata.normalize("NFC", stem)}
    for file in found:
        parts = file.parts[1:] if wrapped else file.parts
        if parts not in ((), ("",)):
            yield dataclasses.replace(file, parts=parts)


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _plain(parts: tuple[str, ...]) -> tuple[str, ...]:
    """One spelling for an umlaut, whatever the file system uses, and ``?`` for a byte that is no UTF-8."""
    return tuple(unicodedata.normalize("NFC", part).encode("utf-8", "replace").decode() for part in parts)

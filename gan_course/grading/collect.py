"""Find the submissions in what an instructor has: folders, flat files, and the zip of a learning platform."""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["File", "UnreadableError", "collect", "group"]

#: No notebook of this course comes near; a file beyond is not opened.
LARGEST = 100_000_000


class UnreadableError(Exception):
    """A submitted file that cannot be opened; the message says why, in words for an instructor."""


@dataclass(frozen=True)
class File:
    """One submitted file.

    Args:
        parts: The path below the submissions; the last part is empty for a folder.
        modified: When it was changed; compares with that of other files.
        read: Returns its content, or raises `UnreadableError`.
    """

    parts: tuple[str, ...]
    modified: tuple[int, ...]
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The path below the submissions."""
        return "/".join(self.parts)

    @property
    def is_notebook(self) -> bool:
        """Whether the name says so; browsers append ``.txt`` or ``.json``."""
        return ".ipynb" in self.parts[-1].lower()


def collect(
    submissions: Path, *, assignment: str, notebooks: Collection[str], days: Collection[str] = ()
) -> dict[str, list[File]]:
    """Find each student's files for one assignment.

    Args:
        submissions: A folder or a zip file that holds ``student/notebook.ipynb``, ``student/day01/notebook.ipynb``,
            ``student_notebook.ipynb``, ``student.ipynb`` or a zip for each student, also mixed.
        assignment: The assignment's name, such as ``day01``.
        notebooks: Names of its notebooks, without suffix.
        days: Names of all assignments; the folders of the others are left out.

    Returns:
        The files of each student, in the order of the names; an empty list for an empty folder.

    Raises:
        FileNotFoundError: If there is no such folder or zip file.
    """
    if not submissions.exists():
        raise FileNotFoundError(f"no folder or zip file of submissions at {submissions}")
    found = _in_zip(submissions, ()) if submissions.is_file() else _in_folder(submissions)
    if submissions.is_file():
        found = _without_wrapper(list(found), submissions.stem)
    return group(found, assignment=assignment, notebooks=notebooks, days=days)


def group(
    found: Iterator[File] | list[File], *, assignment: str, notebooks: Collection[str], days: Collection[str] = ()
) -> dict[str, list[File]]:
    """Sort files by student.

    Args:
        found: The files; one whose last part is empty stands for a folder.
        assignment: The assignment's name.
        notebooks: Names of its notebooks, without suffix.
        days: Names of all assignments; the folders of the others are left out.

    Returns:
        The files of each student.
    """
    students: dict[str, list[File]] = {}
    for file in found:
        student = file.parts[0] if len(file.parts) > 1 else _student_in_name(file.parts[0], assignment, notebooks)
        if student is None:
            continue
        files = students.setdefault(student, [])
        if file.parts[-1] and not set(file.parts[1:-1]) & (set(days) - {assignment}):
            files.append(file)
    return dict(sorted(students.items()))


def _student_in_name(name: str, assignment: str, notebooks: Collection[str]) -> str | None:
    """``anna_day01_components.ipynb`` and ``components-anna.ipynb`` are Anna's; so is ``anna.ipynb``."""
    stem = re.split(r"\.ipynb", name, flags=re.IGNORECASE)[0]
    between = r"[\s_.-]+"
    for notebook in notebooks:
        slug = rf"(?:{re.escape(assignment)}{between})?{re.escape(notebook)}"
        for pattern in (rf"(.+?){between}{slug}(?:\W.*|_.*)?$", rf"{slug}{between}(.+)$"):
            if match := re.match(pattern, stem, re.IGNORECASE):
                return match.group(1)
    return stem if ".ipynb" in name.lower() else None


def _in_folder(folder: Path) -> Iterator[File]:
    root = folder.resolve()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if _hidden(parts):
            continue
        if path.is_dir():
            yield File((*_plain(parts), ""), (), bytes)
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(path, _plain((*parts[:-1], path.stem) if len(parts) == 1 else parts[:-1]))
        elif path.is_file() or path.is_symlink():
            yield File(_plain(parts), (int(path.lstat().st_mtime),), lambda path=path: _read(path, root))  # type: ignore[misc]


def _read(path: Path, root: Path) -> bytes:
    if not path.resolve().is_relative_to(root):
        raise UnreadableError("a link that leads outside the submissions")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableError(f"larger than {LARGEST // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error


def _in_zip(path: Path, above: tuple[str, ...]) -> Iterator[File]:
    """Nothing is unpacked to disk, so that a name like ``../../x`` leads nowhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, zipfile.BadZipFile):
        yield File((*(above or (path.stem,)), path.name), (), lambda: _refuse("not a zip file, or cut off"))
        return
    for entry in entries:
        inside = tuple(part for part in PurePosixPath(entry.filename).parts if part not in ("/", "..", "."))
        if inside and not _hidden(inside):
            parts = (*above, *inside, "") if entry.is_dir() else (*above, *inside)
            yield File(_plain(parts), entry.date_time, lambda entry=entry: _read_entry(path, entry))  # type: ignore[misc]


def _read_entry(path: Path, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > LARGEST:
        raise UnreadableError(f"larger than {LARGEST // 1_000_000} MB")
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(entry)
    except Exception as error:  # zipfile raises whatever its decompressors raise
        raise UnreadableError(f"cannot be unpacked: {error}") from error


def _refuse(reason: str) -> bytes:
    raise UnreadableError(reason)


def _without_wrapper(found: list[File], stem: str) -> Iterator[File]:
    """Leave out the folder that packing a folder puts around everything."""
    wrapped = {file.parts[0] for file in found} == {unicodedata.normalize("NFC", stem)}
    for file in found:
        parts = file.parts[1:] if wrapped else file.parts
        if parts not in ((), ("",)):
            yield File(parts, file.modified, file.read)


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _plain(parts: tuple[str, ...]) -> tuple[str, ...]:
    """One spelling for an umlaut, whatever the file system uses, and ``?`` for a byte that is no UTF-8."""
    return tuple(unicodedata.normalize("NFC", part).encode("utf-8", "replace").decode() for part in parts)

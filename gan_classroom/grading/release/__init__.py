"""Make the folder that students get: their notebooks, the package, and how to install it; never a solution."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import gan_course
from gan_classroom.grading.course import Course, find_course
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.release.instructions import instructions

__all__ = ["release"]

INSTRUCTIONS, CHECKSUMS = "INSTRUCTIONS.md", "SHA256SUMS"
START = "start_here.ipynb"  # belongs to no day; nobody hands it in

_SETUP = ("environment.yml", "LICENSE", "pyproject.toml", "requirements.lock")
_CACHES = {".pyc"}


def release(output: Path, *, course: Path | None = None, days: Sequence[str] = ()) -> list[Path]:
    """Make a release, ready to be zipped; a folder that holds an earlier one is replaced as a whole.

    The notebooks are made from ``solutions`` by nbgrader's own steps. With the days goes `START` where the course has
    it; of the two packages, only `gan_course`.

    Args:
        output: The folder.
        course: The folder with ``solutions`` and ``nbgrader_config.py``; None looks for it.
        days: The days to release, such as ``day01``; all by default.

    Returns:
        The files, in the order of their names.

    Raises:
        FileExistsError: If the folder holds anything but an earlier release as it was made.
        FileNotFoundError: If there is no such course or day, or a part of it is missing.
        ModuleNotFoundError: If nbgrader is not installed.
        NotADirectoryError: If there is a file of that name.
        ValueError: If nbgrader refuses a notebook.
    """
    output = output.resolve()
    _refuse_other_files(output)
    files = _contents(find_course(course), days)
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as workshop:
        fresh = Path(workshop) / "new"
        for name, content in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
        if output.exists():
            output.rename(Path(workshop) / "old")
        fresh.rename(output)
    return [output / name for name in files]


def _refuse_other_files(output: Path) -> None:
    """Nothing that somebody wrote is ever deleted."""
    if output.exists() and not output.is_dir():
        raise NotADirectoryError(f"{output} is a file; name a folder")
    found = [path for path in output.rglob("*") if path.is_file()] if output.exists() else []
    made = _listed(output / CHECKSUMS)
    foreign = sorted(path for path in found if not _is_ours(path, made.get(path.relative_to(output).as_posix())))
    if foreign:
        raise FileExistsError(
            f"{output} holds what no release made, such as {foreign[0].relative_to(output)}; choose another folder"
        )


def _listed(checksums: Path) -> dict[str, str]:
    lines = checksums.read_text(encoding="utf-8").splitlines() if checksums.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)} | {CHECKSUMS: ""}


def _is_ours(path: Path, digest: str | None) -> bool:
    return digest == "" or (digest is not None and _digest(path.read_bytes()) == digest)


def _contents(course: Path, days: Sequence[str]) -> dict[str, bytes]:
    notebooks = dict(_notebooks(course, days))
    files = {f"notebooks/{name}": content for name, content in notebooks.items()}
    files |= {name: _home(course, name).joinpath(name).read_bytes() for name in _SETUP}
    files["pyproject.toml"] = files["pyproject.toml"].replace(b'"README.md"', f'"{INSTRUCTIONS}"'.encode())
    files |= _package(_home(course, "gan_course/__init__.py"))
    limits = Limits()
    handed_in = [name for name in notebooks if name != START]
    text = instructions(handed_in, seconds=limits.cell_seconds, gigabytes=limits.memory_mb / 1024)
    files[INSTRUCTIONS] = text.encode()
    sums = "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files))
    return dict(sorted({**files, CHECKSUMS: sums.encode()}.items()))


def _notebooks(course: Path, days: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    import nbformat

    from gan_classroom.authoring.notebook import load_config, student_copy, to_bytes

    config = load_config(course)
    for path in _sources(Course(course), days):
        name = path.relative_to(course / "solutions").as_posix()
        try:
            yield name, to_bytes(student_copy(nbformat.read(path, as_version=4), config))
        except (RuntimeError, ValueError, nbformat.ValidationError) as error:
            raise ValueError(f"nbgrader refuses solutions/{name}: {error}; correct and build the lesson") from error


def _sources(course: Course, days: Sequence[str]) -> list[Path]:
    course.expect(days)
    start = [path for path in [course.root / "solutions" / START] if path.is_file()]
    return start + [path for day, paths in course.sources.items() if not days or day in days for path in paths]


def _package(home: Path) -> dict[str, bytes]:
    files = sorted(path for path in (home / "gan_course").rglob("*") if path.is_file() and path.suffix not in _CACHES)
    names = {path: path.relative_to(home) for path in files}
    return {name.as_posix(): path.read_bytes() for path, name in names.items()}


def _home(course: Path, name: str) -> Path:
    """The course itself, or the folder of this package where a course holds notebooks only."""
    places = [course, Path(gan_course.__file__).resolve().parents[1]]
    for place in places:
        if (place / name).is_file():
            return place
    raise FileNotFoundError(f"a release needs {name}, which is neither in {places[0]} nor in {places[1]}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

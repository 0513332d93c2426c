"""Build every lesson's two notebooks, write them, or compare them with the files that are there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.nbgraderformat import ValidationError
from traitlets.config import Config

from gan_classroom.authoring import notebook, rules
from gan_classroom.authoring.lesson import LessonError, Problem, read
from gan_course.files import write_atomically

__all__ = ["Build", "build", "build_lesson", "differences", "write"]

_IGNORED = {".ipynb_checkpoints", "__pycache__", ".DS_Store"}


@dataclass
class Build:
    """The notebooks of all lessons, by path below the root, and the lessons that cannot be built."""

    files: dict[str, bytes] = field(default_factory=dict)
    errors: list[LessonError] = field(default_factory=list)


def build(root: Path) -> Build:
    """Build all lessons in memory.

    Args:
        root: Folder that holds ``lessons`` and ``nbgrader_config.py``.

    Returns:
        What was built, and what could not be.

    Raises:
        FileNotFoundError: If the folder does not hold these.
    """
    lessons = sorted((root / "lessons").glob("*.py"))
    if not lessons:
        raise FileNotFoundError(f"no lessons/dayNN_subject.py in {root}; run this at the root of the repository")
    config = notebook.load_config(root)
    done = Build()
    for path in lessons:
        try:
            done.files |= build_lesson(path, config)
        except LessonError as error:
            done.errors.append(error)
    return done


def build_lesson(path: Path, config: Config) -> dict[str, bytes]:
    """Build the two notebooks of one lesson.

    Args:
        path: The lesson file.
        config: nbgrader's settings.

    Returns:
        The notebooks by path below the root.

    Raises:
        LessonError: If the lesson holds what it may not.
    """
    lesson = read(path)
    rules.inspect_lesson(lesson)
    full = notebook.full(lesson)
    try:
        copy = notebook.student_copy(full, config)
    except (RuntimeError, ValueError, ValidationError) as error:
        raise LessonError(path, [Problem(1, 1, f"nbgrader refuses the notebook: {error}")]) from error
    stub = config.ClearSolutions.code_stub["python"]
    rules.inspect_student_copy(lesson, [cell.source for cell in copy.cells], stub)
    folders = (config.CourseDirectory.source_directory, config.CourseDirectory.release_directory)
    return {
        f"{folder}/{lesson.notebook}": notebook.to_bytes(n) for folder, n in zip(folders, (full, copy), strict=True)
    }


def differences(root: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """Compare what was built with what is there.

    Args:
        root: Folder that the paths are relative to.
        files: Contents by path.

    Yields:
        One line for each file that differs, is missing, or is there without a lesson.
    """
    for name, content in sorted(files.items()):
        if not (root / name).is_file():
            yield f"missing: {name}"
        elif (root / name).read_bytes() != content:
            yield f"different: {name}"
    for folder in sorted({name.split("/")[0] for name in files}):
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and name not in files and not _IGNORED & set(path.parts):
                yield f"stray: {name}"


def write(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write the files that differ; each is either the old one or the new one, whatever happens.

    Args:
        root: Folder that the paths are relative to.
        files: Contents by path.

    Returns:
        The paths that were written.
    """
    stale = [name for name in sorted(files) if not _holds(root / name, files[name])]
    for name in stale:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(root / name, files[name])
    return stale


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content

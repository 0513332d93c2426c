"""A folder of results that is never half written."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def results_folder(out: Path, *, overwrite: bool) -> Iterator[Path]:
    """Collect files out of sight, and put them into their folder when all are written.

    Args:
        out: The folder; made where it does not exist.
        overwrite: Whether it may hold files already; those of other names stay.

    Yields:
        A temporary folder to write the files into. If an error goes through, ``out`` is left as it was.

    Raises:
        FileExistsError: If the folder is not empty and `overwrite` is false.
        NotADirectoryError: If there is a file of that name.
        PermissionError: If the folder cannot be made or written.
    """
    made = not out.exists()
    if not made and not out.is_dir():
        raise NotADirectoryError(f"{out} is a file; name a folder")
    if not made and any(out.iterdir()) and not overwrite:
        raise FileExistsError(f"{out} is not empty; choose another folder, or add --overwrite to replace its files")
    try:
        out.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=out))
    except OSError as error:
        raise PermissionError(f"the folder {out} cannot be written: {error.strerror}") from error
    try:
        yield workshop
        for file in sorted(workshop.iterdir()):
            file.replace(out / file.name)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
        if made and not any(out.iterdir()):
            out.rmdir()

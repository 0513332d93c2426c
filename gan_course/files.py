"""Files that are complete or not there: written under another name, and renamed when they are finished."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that takes the place of another if all goes well, and vanishes otherwise.

    Its permissions are those of any new file of this user.

    Args:
        path: File to write or to replace, in a folder that exists.

    Yields:
        The stream to write to.

    Raises:
        FileNotFoundError: If there is no such folder.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent} to write {path.name} into; create it first")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as stream:
            yield stream
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_atomically(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write a file at once: whoever reads it finds the old one or the new one, never a part.

    Args:
        path: File to write or to replace, in a folder that exists.
        content: The file's bytes.

    Returns:
        The path.

    Raises:
        FileNotFoundError: If there is no such folder.
    """
    path = Path(path)
    with replacing(path) as stream:
        stream.write(content)
    return path

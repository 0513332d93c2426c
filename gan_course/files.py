"""Atomic file writes: a reader finds the former file or the new one, never a part of one."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write to a temporary file that replaces another if the block succeeds, and is deleted if it fails.

    The permissions are those of any new file of this user.

    Args:
        path: File to create or replace, in an existing folder.

    Yields:
        The stream to write to.

    Raises:
        FileNotFoundError: If the folder does not exist.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"expected a folder {path.parent} to write {path.name} into, got none; create it first")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as stream:
            yield stream
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_atomically(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write a whole file atomically.

    Args:
        path: File to create or replace, in an existing folder.
        content: The file's bytes.

    Returns:
        The path.

    Raises:
        FileNotFoundError: If the folder does not exist.
    """
    path = Path(path)
    with replacing(path) as stream:
        stream.write(content)
    return path

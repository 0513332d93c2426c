"""Checkpoints of a training run: one file each, complete or not there, the newest two kept."""

import hashlib
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gan_course.files import replacing

KEPT = 2
NOTES = "notes"
DIGEST_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Checkpoint:
    """What a file holds.

    Args:
        epoch: How many epochs were trained.
        arrays: The values of all variables, by name.
        notes: What else a run needs to go on, as JSON can hold it.
    """

    epoch: int
    arrays: dict[str, np.ndarray]
    notes: dict[str, Any]

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"epoch-{self.epoch:06d}.npz"

    def write(self, folder: Path) -> Path:
        """Write the file, then remove all but the newest two.

        Whenever the process ends, at once or not, the folder holds every checkpoint that was complete before.

        Args:
            folder: Where checkpoints lie; it exists.

        Returns:
            The file.

        Raises:
            OSError: If the file cannot be written, for example because the disk is full; what the folder held before is
                still there, and nothing else.
        """
        content = io.BytesIO()
        parts: dict[str, Any] = {NOTES: np.array(json.dumps(self.notes)), **self.arrays}
        np.savez(content, **parts)
        path = folder / self.name
        with replacing(path) as stream:
            stream.write(content.getbuffer())
            stream.write(_digest(content.getbuffer()))  # past the end of the archive, where NumPy does not mind it
            stream.flush()
            os.fsync(stream.fileno())  # the content must be on the disk before its name is, or a power cut parts them
        for old in saved(folder)[KEPT:]:
            old.unlink(missing_ok=True)
        return path


def saved(folder: Path) -> list[Path]:
    """List the checkpoints in a folder.

    Args:
        folder: Where they lie.

    Returns:
        The files, the newest first.
    """
    return sorted(folder.glob("epoch-*.npz"), reverse=True)


def read(path: Path) -> Checkpoint:
    """Read a checkpoint and check that it is whole.

    Args:
        path: The file.

    Returns:
        Its content.

    Raises:
        ValueError: If it is truncated or damaged: it ends with its SHA-256.
        OSError: If it cannot be read.
    """
    stored = path.read_bytes()
    content, digest = stored[:-DIGEST_BYTES], stored[-DIGEST_BYTES:]
    if _digest(content) != digest:
        raise ValueError(f"{path.name}: expected a whole checkpoint, got one that is truncated or damaged")
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return Checkpoint(int(path.stem.removeprefix("epoch-")), arrays, json.loads(str(arrays.pop(NOTES))))


def newest(folder: Path) -> Checkpoint | None:
    """Read the newest checkpoint that is whole; a damaged one is skipped, and said to be.

    Args:
        folder: Where checkpoints lie.

    Returns:
        The checkpoint, or ``None`` if there is none.

    Raises:
        ValueError: If there are checkpoints, and all are damaged.
    """
    damaged = {}
    for path in saved(folder):
        try:
            checkpoint = read(path)
        except ValueError as error:
            damaged[path.name] = str(error)
        else:
            for problem in damaged.values():
                print(f"{problem}; taking {path.name} in its place")
            return checkpoint
    if damaged:
        raise ValueError(
            f"expected a whole checkpoint in {folder}, got truncated or damaged ones alone, {', '.join(damaged)}; "
            "delete the folder to train from the beginning"
        )
    return None


def remove_parts(folder: Path) -> None:
    """Remove what a run left behind that was killed while it saved.

    Args:
        folder: Where checkpoints lie.
    """
    for part in folder.glob(".epoch-*.part"):
        part.unlink(missing_ok=True)


def _digest(content: bytes | memoryview) -> bytes:
    return hashlib.sha256(content).digest()

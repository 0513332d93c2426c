"""One run at a time grades into a folder."""

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["locked"]

_PATIENCE = 10  # seconds; the workers of a killed run take a moment to end


@contextlib.contextmanager
def locked(output: Path) -> Iterator[int | None]:
    """Hold the output folder for one run; its workers hold it too, until the last of them has ended.

    Args:
        output: The folder, which is made.

    Yields:
        A descriptor for the workers to inherit; None on Windows, which has no such locks.

    Raises:
        RuntimeError: If another run holds it.
    """
    output.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield None
        return
    import fcntl

    with (output / ".lock").open("a") as file:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise RuntimeError(
                        f"another run is grading into {output}; wait for it, or choose another folder with --out"
                    ) from None
                time.sleep(0.1)
        yield file.fileno()

"""A command that runs in a process group of its own, and is watched until it ends."""

import contextlib
import math
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.grading.memory import Meter

INTERVAL = 0.5  # seconds


@contextlib.contextmanager
def running(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command; whatever is left of its group in the end is killed.

    Args:
        command: Program and arguments.
        folder: Where it runs, and where ``log.txt`` gets what it prints.
        environment: Its environment.
    """
    with (folder / "log.txt").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a command's process group, and wait for the command."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def watch(
    process: subprocess.Popen[bytes], meter: Meter, count: Callable[[], int], until: float = math.inf
) -> list[float]:
    """Look at a process until it ends, or has finished so many submissions.

    Args:
        process: The process.
        meter: Measures its memory.
        count: Tells how many submissions are finished.
        until: At how many to return.

    Returns:
        The seconds after which each submission was seen to be finished, and those until the return.
    """
    start = time.perf_counter()
    moments: list[float] = []
    while process.poll() is None and (finished := count()) < until:
        moments += [time.perf_counter() - start] * (finished - len(moments))
        meter.sample(process.pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(INTERVAL)
    return [*moments, time.perf_counter() - start]

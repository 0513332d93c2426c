"""Run several processes that need each other: all of them end well, or all of them end."""

import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

LINES_OF_ERROR = 12
SECONDS_BETWEEN_LOOKS = 0.1


class WorkerError(RuntimeError):
    """A worker process ended early, or did not end in time. None of the workers is left running."""


def run_together(
    commands: Sequence[Sequence[str]],
    environments: Sequence[Mapping[str, str]],
    *,
    timeout: float,
    show: Callable[[int, str], None] = lambda index, line: None,
) -> list[list[str]]:
    """Start processes, wait for all of them, and stop all of them where one fails.

    The standard input of each is a pipe that closes when this process ends, however it ends: a worker that reads it to
    its end knows that nobody waits for it any more.

    Args:
        commands: One command line for each worker.
        environments: The environment variables of each worker.
        timeout: Seconds that all of them together may take.
        show: Called with a worker's index and a line, for each line of its standard output as it comes.

    Returns:
        For each worker the lines of its standard output.

    Raises:
        WorkerError: If a worker ends with another status than 0, or the time is over.
    """
    workers: list[_Worker] = []
    try:
        for index, (command, environment) in enumerate(zip(commands, environments, strict=True)):
            workers.append(_Worker(index, command, environment, show))
        end = time.monotonic() + timeout
        while any(worker.process.poll() is None for worker in workers):
            _check(workers)
            if time.monotonic() > end:
                raise WorkerError(f"the workers did not end within {timeout:g} s; all of them were stopped")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        _check(workers)
    finally:
        for worker in workers:
            worker.stop()
    return [worker.lines for worker in workers]


class _Worker:
    def __init__(
        self, index: int, command: Sequence[str], environment: Mapping[str, str], show: Callable[[int, str], None]
    ) -> None:
        self.index = index
        self.lines: list[str] = []
        self.errors: list[str] = []
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen(command, env=dict(environment), text=True, **pipes)
        self.readers = [
            threading.Thread(target=self._read, args=arguments, daemon=True)
            for arguments in (
                (self.process.stdout, self.lines, lambda line: show(index, line)),
                (self.process.stderr, self.errors, lambda line: None),
            )
        ]
        for reader in self.readers:
            reader.start()

    def failure(self) -> str:
        status = self.process.returncode
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        return "\n  ".join([f"worker {self.index} {how}; the others were stopped", *self.errors[-LINES_OF_ERROR:]])

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for reader in self.readers:
            reader.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    @staticmethod
    def _read(pipe: Any, lines: list[str], show: Callable[[str], None]) -> None:
        for line in pipe:
            lines.append(line.rstrip("\n"))
            show(lines[-1])


def _check(workers: Sequence[_Worker]) -> None:
    failed = [worker for worker in workers if worker.process.poll()]
    for worker in failed:
        worker.stop()
    if failed:
        raise WorkerError("\n".join(worker.failure() for worker in failed))

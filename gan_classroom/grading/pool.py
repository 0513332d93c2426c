"""Worker processes that are started again when a submission takes one down."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

__all__ = ["Asked", "Client", "run_all"]

_LOOKING = 120  # seconds for one student's files

Answer = dict[str, Any]
Request = tuple[str, dict[str, Any]]


class Asked(Protocol):
    """A `Client`, or what stands in for it."""

    def ask(self, name: str, **arguments: Any) -> Answer:
        """Have the worker do something, as `Client.ask`.

        Args:
            name: Name of a method of the worker.
            arguments: Its arguments.
        """


class Client:
    """A conversation with one `gan_classroom.grading.worker`.

    Args:
        settings: Arguments of the worker.
        log: The file that gets everything nbgrader logs.
        lock: A descriptor that the worker holds open as long as it lives, or None.
    """

    def __init__(self, settings: dict[str, Any], log: Path, lock: int | None = None) -> None:
        self._command = [sys.executable, "-m", "gan_classroom.grading.worker", json.dumps(settings)]
        self._patience = settings["limits"]["notebook_seconds"] + 120
        self._log = log
        self._lock = () if lock is None else (lock,)
        self._process: subprocess.Popen[str] | None = None

    def ask(self, name: str, **arguments: Any) -> Answer:
        """Have the worker do something.

        Args:
            name: Name of a method of the worker.
            arguments: Its arguments.

        Returns:
            Its answer; where the worker was lost over it, ``success`` is False and ``error`` says so.
        """
        process = self._process or self._start()
        patience = min(self._patience, _LOOKING) if name == "take_in" else self._patience
        watchdog = threading.Timer(patience, process.kill)
        watchdog.start()
        try:
            print(json.dumps([name, arguments]), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())  # type: ignore[union-attr]
        except (OSError, ValueError):  # the pipe is closed, or the answer is empty or cut off
            self.close()
        finally:
            watchdog.cancel()
        return {"success": False, "error": "the grader's process was lost or took too long"}

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=pipe,
                stdout=pipe,
                stderr=log,
                encoding="utf-8",
                pass_fds=self._lock,
            )
        return self._process


def run_all(clients: Iterable[Asked], requests: Iterable[Request], done: Callable[[Request, Answer], None]) -> None:
    """Spread requests over workers.

    Args:
        clients: The workers.
        requests: What to ask, as names and arguments.
        done: Called from one thread at a time with each request and its answer.
    """
    waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
    for request in requests:
        waiting.put(request)
    lock = threading.Lock()

    def serve(client: Asked) -> None:
        while True:
            try:
                request = waiting.get_nowait()
            except queue.Empty:
                return
            answer = client.ask(request[0], **request[1])
            with lock:
                done(request, answer)

    threads = [threading.Thread(target=serve, args=(client,), daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    finally:
        with contextlib.suppress(queue.Empty):  # after an interruption, nothing more is begun
            while True:
                waiting.get_nowait()

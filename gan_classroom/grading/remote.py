"""Grading on other machines: a scheduler of Dask's gives the submissions to workers, and to others where one is lost.

A submission is a unit: all that its grade depends on goes out as the contents of files, and what became of it comes
back so. No folder is shared. What stays here is the gradebook, and all that is quick.
"""

import asyncio
import concurrent.futures
import contextlib
import queue
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from gan_classroom.grading.course import SETTINGS, Course, surroundings
from gan_classroom.grading.desk import Desk
from gan_classroom.grading.entry import Key
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.marking import make_releases
from gan_classroom.grading.pool import Answer, Asked, Client

__all__ = ["Conditions", "Remote", "Unit", "grade_unit", "reach"]

_OUT = 256  # submissions that are with the scheduler at a time; this many workers have something to do
_PATIENCE = 30  # seconds until the scheduler has answered
_INSTALL = "grading on several machines needs dask.distributed: python -m pip install 'gan-course[dask]'"
_here = threading.local()


@dataclass(frozen=True)
class Conditions:
    """Under what a class is graded.

    Args:
        limits: What one submission may use.
        sandboxed: Whether it runs in a sandbox.
        version: A digest of the package and the environment.
    """

    limits: Limits
    sandboxed: bool
    version: str = field(default_factory=surroundings)


@dataclass(frozen=True)
class Unit:
    """All that the grade of one submission depends on.

    Args:
        key: Whose it is, the day and the notebook.
        submitted: The prepared notebook.
        course: The settings and the day's solutions: path in the course → content.
        conditions: Under what it is graded.
    """

    key: Key
    submitted: bytes
    course: dict[str, bytes]
    conditions: Conditions


def grade_unit(unit: Unit) -> tuple[Answer, dict[str, bytes]]:
    """Grade a submission, on whatever machine this is.

    Args:
        unit: The submission.

    Returns:
        The answer of `gan_classroom.grading.worker.Worker.grade`, and what nbgrader wrote: step → content.

    Raises:
        RuntimeError: If this machine has another version of the course, or cannot make the release.
    """
    if surroundings() != unit.conditions.version:
        raise RuntimeError(
            "expected the course and the variables GAN_COURSE_… that the class is graded with, got others on this "
            "machine; install the same version on each"
        )
    bench = _bench(unit)
    student, day, notebook = unit.key
    make_releases(bench.desk, bench.course, bench.client, [day])
    bench.desk.write(unit.key, {"submitted": unit.submitted})
    answer = bench.client.ask("grade", assignment=day, student=student, notebook=notebook)
    made = bench.desk.read(unit.key, "autograded", "feedback")
    bench.desk.clear(unit.key)
    return answer, made


class _Bench:
    """A course with nbgrader in a folder of its own, for one thread of one worker."""

    def __init__(self, unit: Unit) -> None:
        self.made_for = unit.course, unit.conditions
        self._folder = tempfile.TemporaryDirectory(prefix="gan-course-")
        root = Path(self._folder.name)
        for path, content in unit.course.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        self.course, self.desk = Course(root), Desk(root / "grades")
        self.desk.open(self.course)
        arguments = {
            "settings": str(root / SETTINGS),
            "course": str(self.desk.course),
            "private": [str(root)],
            "limits": asdict(unit.conditions.limits),
            "sandboxed": unit.conditions.sandboxed,
        }
        self.client = Client(arguments, self.desk.output / "grading.log")


def _bench(unit: Unit) -> _Bench:
    bench = getattr(_here, "bench", None)
    if bench is None or bench.made_for != (unit.course, unit.conditions):
        if bench is not None:
            bench.client.close()
        bench = _here.bench = _Bench(unit)
    return bench


class Remote:
    """Stands in for a `gan_classroom.grading.pool.Client`, and has submissions graded elsewhere.

    Args:
        cluster: Dask's client.
        clients: The workers of this machine, for all else.
        desk: Where the class is graded.
        course: The course.
        conditions: Under what it is graded.
    """

    def __init__(
        self, cluster: Any, clients: Iterable[Client], desk: Desk, course: Course, conditions: Conditions
    ) -> None:
        self._cluster, self._desk, self._course, self._conditions = cluster, desk, course, conditions
        self._clients: queue.SimpleQueue[Client] = queue.SimpleQueue()
        for client in clients:
            self._clients.put(client)

    def ask(self, name: str, **arguments: Any) -> Answer:
        """Have a worker do something.

        Args:
            name: Name of a method of `gan_classroom.grading.worker.Worker`.
            arguments: Its arguments.

        Returns:
            Its answer; where that is lost, ``success`` is False and ``error`` says why.
        """
        if name != "grade":
            return self._ask_here(name, **arguments)
        key = (arguments["student"], arguments["assignment"], arguments["notebook"])
        try:
            answer, made = self._cluster.submit(grade_unit, self._unit(key), pure=False).result()
            self._desk.write(key, made)
        except (Exception, asyncio.CancelledError, concurrent.futures.CancelledError) as error:
            return {"success": False, "error": f"not graded on another machine: {error}"}
        recorded = self._ask_here("record", **arguments) if answer["success"] or answer.get("graded") else answer
        return answer if recorded["success"] else recorded

    def _ask_here(self, name: str, **arguments: Any) -> Answer:
        client = self._clients.get()
        try:
            return client.ask(name, **arguments)
        finally:
            self._clients.put(client)

    def _unit(self, key: Key) -> Unit:
        settings, sources = self._course.settings, self._course.sources[key[1]]
        files = {path.relative_to(settings.parent).as_posix(): path.read_bytes() for path in (settings, *sources)}
        return Unit(key, self._desk.read(key, "submitted")["submitted"], files, self._conditions)


@contextlib.contextmanager
def reach(
    scheduler: str | None, clients: Sequence[Client], desk: Desk, course: Course, conditions: Conditions
) -> Iterator[Sequence[Asked]]:
    """Reach a cluster, where one is wanted.

    Args:
        scheduler: The address of Dask's scheduler, or the file in which it wrote that; None for this machine alone.
        clients: The workers of this machine.
        desk: Where the class is graded.
        course: The course.
        conditions: Under what it is graded.

    Yields:
        The workers of this machine, or what stands in for them, once for each submission that may be under way.

    Raises:
        ModuleNotFoundError: If Dask is not installed.
        RuntimeError: If the scheduler does not answer.
    """
    if not scheduler:
        yield clients
        return
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(_INSTALL) from error
    where = {"scheduler_file": scheduler} if Path(scheduler).is_file() else {"address": scheduler}
    try:
        cluster = distributed.Client(**where, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RuntimeError(
            f"expected Dask's scheduler at {scheduler}, got no answer: {error}; start it with `dask scheduler`"
        ) from error
    with cluster:
        yield [Remote(cluster, clients, desk, course, conditions)] * _OUT

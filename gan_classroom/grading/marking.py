"""The second phase: nbgrader grades what was collected, unless it has already."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gan_classroom.grading.course import Course
from gan_classroom.grading.desk import Desk
from gan_classroom.grading.entry import Key
from gan_classroom.grading.pool import Answer, Asked, Request, run_all
from gan_classroom.grading.prepare import prepare
from gan_classroom.grading.table import Row, make_row
from gan_classroom.grading.verdict import summarise

__all__ = ["make_releases", "mark", "read_gradebook", "tabulate"]

_WITHOUT = "without feedback: "


@dataclass(frozen=True)
class _Task:
    """What of a prepared submission is needed once it is graded; ``known`` is a result that lacks only the feedback."""

    notes: list[str]
    tampered: bool
    fingerprint: str
    known: dict[str, Any] | None = None


def make_releases(desk: Desk, course: Course, client: Asked, days: Iterable[str]) -> set[str]:
    """Have nbgrader make the students' copies of those days that are new or have changed.

    Args:
        desk: Where it is done.
        course: The course.
        client: A worker.
        days: The days that are needed.

    Returns:
        The days that nbgrader has made anew, and which have no marks now.

    Raises:
        RuntimeError: If nbgrader cannot.
    """
    fresh = set()
    for day in days:
        new, known = desk.lay_out(course, day)
        if new:
            for request in ["forget"] * known + ["release"]:
                answer = client.ask(request, assignment=day)
                if not answer["success"]:
                    log = desk.output / "grading.log"
                    raise RuntimeError(f"nbgrader cannot make {day}: {answer['error']}; see {log}")
            for key in desk.collected():
                if key[1] == day and key[2] not in course.days[day]:
                    desk.drop(key)
            desk.released(course, day)
            fresh.add(day)
    return fresh


def mark(
    desk: Desk,
    clients: Sequence[Asked],
    keys: Iterable[Key],
    changed: Collection[Key],
    stamp: str,
    say: Callable[[str], None],
) -> None:
    """Grade what has no valid result.

    Args:
        desk: Where it is done.
        clients: The workers.
        keys: What may be graded.
        changed: What was handed in now; its result is valid only for the same cells and the same stamp.
        stamp: All else that a result depends on.
        say: Gets a line on each submission.
    """
    gradebook = read_gradebook(clients[0])
    tasks: dict[Key, _Task] = {}
    for key in keys:
        try:
            task = _stage(desk, key, stamp, marked=bool(_scores(gradebook, key)), changed=key in changed)
        except OSError:  # a full disk concerns all
            raise
        except Exception as error:  # whatever it is, it must not stop the others
            desk.clear(key)
            desk.keep(key, {"status": "error", "remarks": [f"the grader cannot prepare it: {error!r}"]})
            continue
        if task:
            tasks[key] = task
    _run(desk, clients, tasks, say)


def read_gradebook(client: Asked) -> Answer:
    """Read all marks.

    Args:
        client: A worker.

    Returns:
        ``points`` and ``scores``, as `gan_classroom.grading.worker.Worker.scores`.

    Raises:
        RuntimeError: If the gradebook cannot be read.
    """
    gradebook = client.ask("scores")
    if not gradebook["success"]:
        raise RuntimeError(f"the gradebook cannot be read: {gradebook['error']}")
    return gradebook


def tabulate(desk: Desk, gradebook: Answer) -> list[Row]:
    """Make the table of all that was ever collected.

    Args:
        desk: Where it was graded.
        gradebook: As `read_gradebook` returns it.

    Returns:
        One row for each student, day and notebook, in the order of the names.
    """
    entries = ((key, desk.entry(key)) for key in desk.collected())
    due = desk.due_dates()
    rows = [
        make_row(entry, desk.result(key), _points(gradebook, key), _scores(gradebook, key), due)
        for key, entry in entries
        if entry
    ]
    return sorted(rows, key=lambda row: (row.student, row.day, row.notebook))


def _points(gradebook: Answer, key: Key) -> dict[str, float]:
    return gradebook["points"].get(key[1], {}).get(key[2], {})


def _scores(gradebook: Answer, key: Key) -> dict[str, float]:
    student, day, notebook = key
    return gradebook["scores"].get(student, {}).get(day, {}).get(notebook, {})


def _stage(desk: Desk, key: Key, stamp: str, *, marked: bool, changed: bool) -> _Task | None:
    """Prepare a submission and lay it out for nbgrader, unless it has a valid result."""
    entry = desk.entry(key)
    if entry is None or entry.cells is None:
        return None
    prepared = prepare(entry.cells, desk.release(entry.day, entry.notebook))
    text = json.dumps(prepared.notebook, sort_keys=True)
    fingerprint = sha256(f"{stamp}{text}".encode()).hexdigest()
    result = desk.result(key)
    settled = marked and result.get("status", "error") != "error"
    if settled and (not changed or result.get("fingerprint") == fingerprint):
        if desk.has_page(key):
            return None
        if desk.has_executed(key):
            return _Task([], False, "", result)
    desk.stage(key, prepared.notebook)
    return _Task(prepared.notes, prepared.tampered, fingerprint)


def _run(desk: Desk, clients: Sequence[Asked], tasks: Mapping[Key, _Task], say: Callable[[str], None]) -> None:
    failures: list[OSError] = []
    count = 0

    def done(request: Request, answer: Answer) -> None:
        nonlocal count
        count += 1
        key = (request[1]["student"], request[1]["assignment"], request[1]["notebook"])
        result = _result(desk, key, tasks[key], answer)
        try:
            desk.keep(key, result)
        except OSError as error:
            failures.append(error)
        say(f"[{count}/{len(tasks)}] {' '.join(key)}: {result['status']}")

    run_all(clients, [_request(key, "feedback" if task.known else "grade") for key, task in tasks.items()], done)
    if failures:
        raise failures[0]


def _request(key: Key, name: str) -> Request:
    student, day, notebook = key
    return name, {"assignment": day, "student": student, "notebook": notebook}


def _result(desk: Desk, key: Key, task: _Task, answer: Answer) -> dict[str, Any]:
    """A worker that was lost may leave a notebook that was not executed: only its answer says that it was."""
    error = "" if answer["success"] else answer["error"]
    if task.known:
        remarks = [remark for remark in task.known["remarks"] if not remark.startswith(_WITHOUT)]
        return {**task.known, "remarks": remarks + [_WITHOUT + error] * bool(error)}
    status, remarks = "error", [error]
    if answer["success"] or answer.get("graded"):
        try:
            status, remarks = summarise(desk.executed(key), tampered=task.tampered, by_hand=answer.get("by_hand", ()))
            remarks += [_WITHOUT + error] * bool(error)
        except (OSError, ValueError, LookupError) as trouble:
            remarks = [f"the executed notebook cannot be read: {trouble!r}"]
    return {"status": status, "remarks": task.notes + remarks, "fingerprint": task.fingerprint}

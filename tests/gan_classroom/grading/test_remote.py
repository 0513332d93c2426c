"""A class graded by Dask's workers, one of which is killed: the table is that of one machine."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from gan_classroom import grading
from gan_classroom.grading import remote
from gan_classroom.grading.course import Course
from gan_classroom.grading.desk import Desk
from gan_classroom.grading.limits import Limits

from . import sample
from .sandboxed import needed

distributed = pytest.importorskip("distributed")
pytestmark = needed
LIMITS = Limits(cell_seconds=20, notebook_seconds=100, memory_mb=700)
FULL = sample.full()
KEY = ("ada", "day01", "sample")
ANSWERS = {
    "ours": sample.ours(),
    "blank": sample.blank(),
    "wrong": sample.answered(double="return x", half="return x / 2"),
    "exits": sample.ours(half="import os; os._exit(0)"),
    "slow": sample.ours(half="import time; time.sleep(2); return x / 2"),
    "slower": sample.ours(square="import time; time.sleep(3); return x * x"),
}


def start(stack, program, folder, *options):
    """A scheduler or a worker, which finds the others by a file."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", "--scheduler-file", str(folder / "s.json")]
    log = stack.enter_context((folder / f"{program}.log").open("a"))
    process = stack.enter_context(subprocess.Popen([*command, *options], cwd=folder, stdout=log, stderr=log))
    stack.callback(process.kill)
    return process


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers, as processes of their own."""
    folder = tmp_path_factory.mktemp("dask")
    with ExitStack() as stack:
        start(stack, "scheduler", folder, "--port", "0", "--no-dashboard")
        workers = [start(stack, "worker", folder, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
        with distributed.Client(scheduler_file=str(folder / "s.json"), set_as_default=False, timeout=120) as client:
            client.wait_for_workers(2, timeout=120)
        yield SimpleNamespace(address=str(folder / "s.json"), workers=workers)


@pytest.fixture
def submissions(tmp_path):
    sample.make_course(tmp_path / "course", day01__sample=FULL)
    for student, notebook in ANSWERS.items():
        sample.write(tmp_path / "submissions" / student / "day01" / "sample.ipynb", notebook)
    return tmp_path / "submissions"


def grade(submissions, output, **options):
    return grading.grade(submissions, output, course=submissions.parent / "course", limits=LIMITS, workers=2, **options)


def test_the_table_is_that_of_one_machine_though_a_worker_is_killed(cluster, submissions, tmp_path):
    said = []

    def kill_one(line):
        said.append(line)
        if len(said) == 1:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)

    there = grade(submissions, tmp_path / "there", scheduler=cluster.address, say=kill_one)
    assert cluster.workers[0].wait(60) == -signal.SIGKILL
    here = grade(submissions, tmp_path / "here")
    tables = [(tmp_path / place / "grades.csv").read_bytes() for place in ("there", "here")]
    assert tables[0] == tables[1]
    assert there == here
    assert {row.student: row.status for row in there} == {
        **dict.fromkeys(ANSWERS, "graded"),
        "blank": "blank",
        "exits": "crashed",
    }
    pages = [sorted(path.name for path in (tmp_path / place / "feedback").iterdir()) for place in ("there", "here")]
    assert pages[0] == pages[1] == sorted(ANSWERS)


class Lost:
    """A cluster whose scheduler is gone, or whose workers the submission killed."""

    def __init__(self, error):
        self.error = error

    def submit(self, *arguments, **options):
        raise self.error


@pytest.fixture
def desk(submissions, tmp_path):
    course = Course(submissions.parent / "course")
    desk = Desk(tmp_path / "grades")
    desk.open(course)
    desk.write(KEY, {"submitted": b"{}"})
    return desk, course


WORKER = SimpleNamespace(address="tcp://host:1")


@pytest.mark.parametrize(
    "error", [distributed.KilledWorker("unit", WORKER, 3), distributed.client.FutureCancelledError("unit", "lost")]
)
def test_what_gets_lost_costs_its_own_row_only(desk, error):
    there = remote.Remote(Lost(error), [], *desk, remote.Conditions(LIMITS, True))
    answer = there.ask("grade", student="ada", assignment="day01", notebook="sample")
    assert not answer["success"]
    assert answer["error"].startswith("not graded on another machine: ")


def test_another_version_on_a_worker_grades_nothing():
    unit = remote.Unit(KEY, b"{}", {}, remote.Conditions(LIMITS, True, version="another"))
    with pytest.raises(RuntimeError, match=r"expected the course and the variables .* got others .* same version"):
        remote.grade_unit(unit)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere.json"])
def test_a_scheduler_that_does_not_answer_is_named(address, submissions, tmp_path, monkeypatch):
    monkeypatch.setattr(remote, "_PATIENCE", 1)
    with pytest.raises(RuntimeError, match=f"expected Dask's scheduler at {address}, got no answer"):
        grade(submissions, tmp_path / "there", scheduler=address)

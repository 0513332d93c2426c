import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from gan_course.training import processes
from gan_course.training.processes import WorkerError, run_together

ASLEEP = "import time; time.sleep(600)"
KILLED = 9  # Popen knows a status only of a process that was waited for, and is therefore no zombie


@pytest.fixture
def started(monkeypatch):
    """The processes that the function under test started, and no others: this process may have further children."""
    workers = []

    def start(*arguments, **options):
        workers.append(subprocess.Popen(*arguments, **options))
        return workers[-1]

    monkeypatch.setattr(processes, "subprocess", SimpleNamespace(Popen=start, PIPE=subprocess.PIPE))
    return workers


def run(*programs, timeout=300, **arguments):
    commands = [[sys.executable, "-c", program] for program in programs]
    return run_together(commands, [os.environ] * len(programs), timeout=timeout, **arguments)


def test_what_the_workers_print_comes_back_and_is_shown():
    shown = []
    printed = run("print('one\\ntwo')", "print('three')", show=lambda index, line: shown.append((index, line)))
    assert printed == [["one", "two"], ["three"]]
    assert sorted(shown) == [(0, "one"), (0, "two"), (1, "three")]


def test_a_worker_that_fails_ends_the_others_and_says_why(started):
    with pytest.raises(WorkerError, match=r"(?s)worker 1 ended with status 1; .*no such thing"):
        run(ASLEEP, "raise SystemExit('no such thing')")
    assert [worker.returncode for worker in started] == [-KILLED, 1], "the first did not sleep to its end"


def test_a_worker_that_is_killed_is_named():
    with pytest.raises(WorkerError, match="worker 0 was killed by signal 9"):
        run("import os; os.kill(os.getpid(), 9)", ASLEEP)


def test_the_time_limit_ends_all(started):
    with pytest.raises(WorkerError, match="within 1 s"):
        run(ASLEEP, ASLEEP, timeout=1)
    assert [worker.returncode for worker in started] == [-KILLED, -KILLED]


def test_a_worker_that_cannot_start_leaves_none_behind(started):
    with pytest.raises(FileNotFoundError):
        run_together([[sys.executable, "-c", ASLEEP], ["no-such-program"]], [os.environ] * 2, timeout=60)
    assert [worker.returncode for worker in started] == [-KILLED]

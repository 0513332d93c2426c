"""One run at a time."""

import subprocess
import sys
import time

import pytest

from gan_classroom.grading import lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


def test_another_run_waits_and_gives_up(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "_PATIENCE", 0.3)
    with lock.locked(tmp_path / "grades"):
        start = time.monotonic()
        with (
            pytest.raises(RuntimeError, match=r"another run is grading into .*grades"),
            lock.locked(tmp_path / "grades"),
        ):
            pass
        assert time.monotonic() - start > 0.3
    with lock.locked(tmp_path / "grades"):
        pass


def test_a_worker_holds_on_until_it_ends(tmp_path, monkeypatch):
    with lock.locked(tmp_path) as descriptor:
        worker = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[descriptor])
    monkeypatch.setattr(lock, "_PATIENCE", 0.2)
    with pytest.raises(RuntimeError), lock.locked(tmp_path):
        pass
    monkeypatch.setattr(lock, "_PATIENCE", 10)
    worker.communicate(b"\n")
    with lock.locked(tmp_path):
        pass

"""Sums over a made-up ``/proc``."""

import os

import pytest

from gan_classroom.grading.limits import Limits
from gan_classroom.grading.sandbox.watch import excess

LIMITS = Limits(processes=2, memory_mb=10)


def processes(folder, *megabytes):
    for pid, size in enumerate((0, *megabytes), start=1):
        (folder / str(pid)).mkdir()
        (folder / str(pid) / "statm").write_text(
            f"999999 {int(size * 1_000_000 / os.sysconf('SC_PAGE_SIZE'))} 5 1 0 9 0"
        )
    (folder / "meminfo").write_text("MemTotal: 1 kB")
    return folder


@pytest.mark.parametrize(
    ("megabytes", "reason"),
    [
        ([9], ""),
        ([11], "more than 10 MB of memory or 2 processes"),
        ([6, 6], "more than 10 MB of memory or 2 processes"),
        ([1, 1, 1], "more than 10 MB of memory or 2 processes"),
    ],
)
def test_all_processes_count(tmp_path, megabytes, reason):
    assert excess(processes(tmp_path, *megabytes), LIMITS) == reason


def test_a_process_that_has_just_ended_counts_nothing(tmp_path):
    folder = processes(tmp_path, 5)
    (folder / "2" / "statm").unlink()
    assert excess(folder, LIMITS) == ""
    assert excess(tmp_path / "gone", LIMITS) == ""

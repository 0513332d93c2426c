import json
import subprocess
import sys
import time

import pytest

from benchmarks.grading import __main__ as program
from benchmarks.grading import runs
from benchmarks.grading.memory import Meter
from benchmarks.grading.watched import running, watch
from gan_classroom.grading.sandbox import bubblewrap

MEMORY = "hoard = b'x' * 150_000_000; import time; time.sleep(60)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {MEMORY!r}, 'ipykernel_launcher'])"


def sampled(process, meter):
    deadline = time.monotonic() + 20
    while meter.kernel < 150 and time.monotonic() < deadline:
        meter.sample(process.pid)
        time.sleep(0.05)


def test_the_memory_of_the_whole_tree_is_measured_and_nothing_stays(tmp_path):
    meter = Meter()
    with running([sys.executable, "-c", PARENT], tmp_path, runs.environment()) as process:
        sampled(process, meter)
        assert meter.left_behind(patience=0.1) == 2
    assert 150 < meter.kernel < meter.peak < 400
    assert meter.left_behind() == 0


def test_an_ended_process_has_no_memory():
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    meter = Meter()
    meter.sample(done.pid)
    assert (meter.peak, meter.median, meter.left_behind()) == (0, 0, 0)


def test_watching_notes_when_each_submission_was_finished(tmp_path):
    code = "import pathlib, time\nfor n in range(4):\n    time.sleep(0.6); pathlib.Path(f'{n}.json').touch()"
    with running([sys.executable, "-c", code], tmp_path, runs.environment()) as process:
        *moments, seconds = watch(process, Meter(), lambda: len(list(tmp_path.glob("*.json"))))
    assert 2.4 < seconds < 10
    assert 3 <= len(moments) <= 4
    assert sorted(moments) == moments
    assert 0.5 < moments[0] < moments[-1] <= seconds


def test_watching_ends_at_a_number_of_submissions(tmp_path):
    with running([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, runs.environment()) as process:
        counts = iter([0, 1, 2, 3])
        *moments, seconds = watch(process, Meter(), lambda: next(counts), until=2)
        assert process.poll() is None
    assert len(moments) == 1
    assert seconds < 10


def test_submissions_are_written_once(tmp_path):
    bench = runs.Bench(tmp_path, size=4, workers=1, seed=0)
    before = {path: path.stat().st_mtime_ns for path in bench.handed_in.rglob("*.ipynb")}
    assert len(before) == 4
    assert {path: path.stat().st_mtime_ns for path in bench.handed_in.rglob("*.ipynb")} == before


def test_progress_of_plain_nbgrader(tmp_path):
    lines = ["Sanitizing a", "Writing 10 bytes to a", "Autograding a", "Converting a", "Writing 20 bytes to a"]
    (tmp_path / "log.txt").write_text("\n".join([*lines, *lines[:4]]))
    assert runs._autograded(tmp_path / "log.txt") == 1


def test_killing_needs_a_table_to_compare_with(tmp_path, capsys):
    assert program.main(["--only", "killed", "--keep", str(tmp_path)]) == program.USER_ERROR
    assert "run --only ours" in capsys.readouterr().err


def fake(monkeypatch, phase):
    result = {"kills": [1, 2, 3], "code": 0, "seconds": 60.0, "identical": True, "left_behind": 0}
    asked = []
    monkeypatch.setitem(
        program.PHASES, phase, lambda bench: bench.folder.mkdir(exist_ok=True) or asked.append(bench) or result
    )
    return asked


@pytest.fixture(autouse=True)
def _sandbox(monkeypatch):
    monkeypatch.setattr(bubblewrap, "problem", lambda: "")


def test_a_phase_is_kept_and_not_run_again(tmp_path, monkeypatch, capsys):
    asked = fake(monkeypatch, "killed")
    arguments = ["--only", "killed", "--size", "6", "--keep", str(tmp_path)]
    for _ in range(2):
        assert program.main(arguments) == 0
    assert len(asked) == 1
    assert json.loads((tmp_path / program.FILE).read_text())["settings"] == {"size": 6, "workers": 2, "seed": 0}
    assert "the table is identical" in capsys.readouterr().out


def test_results_of_another_class_are_not_mixed(tmp_path, monkeypatch, capsys):
    fake(monkeypatch, "killed")
    program.main(["--only", "killed", "--size", "6", "--keep", str(tmp_path)])
    assert program.main(["--only", "killed", "--size", "7", "--keep", str(tmp_path)]) == program.USER_ERROR
    assert "name another folder" in capsys.readouterr().err


def test_nothing_hostile_runs_without_a_sandbox(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bubblewrap, "problem", lambda: "install bubblewrap")
    monkeypatch.setitem(program.PHASES, "ours", lambda bench: pytest.fail("must not run"))
    assert program.main(["--only", "ours", "--keep", str(tmp_path)]) == program.USER_ERROR
    assert "install bubblewrap" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--size", "3"], ["--workers", "0"]])
def test_senseless_numbers_are_refused(arguments, capsys):
    with pytest.raises(SystemExit):
        program.main(arguments)
    assert "must be at least" in capsys.readouterr().err

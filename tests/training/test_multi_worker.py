import re
import subprocess
import sys

import psutil
import pytest

from gan_course.data import load_images
from gan_course.runtime import keras
from gan_course.training import multi_worker
from gan_course.training.processes import WorkerError

STEPS = 3


def test_two_workers_train_as_one_device_does(tmp_path):
    file = tmp_path / "generator.keras"
    printed = multi_worker.run_locally(2, [f"--steps={STEPS}", "--batch-size=32", f"--save={file}"], timeout=300)
    losses = [float(loss) for line in printed for loss in re.findall(r"_loss (\S+?)(?:,|$)", line)]

    alone = multi_worker.small_gan()
    expected = []
    for images in load_images("digits").batches(32, seed=0).take(STEPS):
        logs = alone.train_on_batch(images, return_dict=True)
        alone.reset_metrics()
        expected += [logs["d_loss"], logs["g_loss"]]
    assert losses == pytest.approx(expected, abs=1e-5)
    for ours, theirs in zip(keras.saving.load_model(file).get_weights(), alone.generator.get_weights(), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-5)


def test_a_killed_worker_ends_the_run_with_a_message_and_leaves_nothing_behind():
    command = [sys.executable, "-m", multi_worker.MODULE, "--steps=1000000", "--timeout=300"]
    launcher = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in launcher.stdout:
        if "step 1:" in line:
            break
    workers = psutil.Process(launcher.pid).children()
    assert len(workers) == 2
    workers[1].kill()
    _, said = launcher.communicate(timeout=60)
    assert launcher.returncode == 1
    assert "error: worker 1 was killed by signal 9; the others were stopped" in said
    assert not any(worker.is_running() for worker in workers)


def test_workers_that_differ_are_an_error(monkeypatch):
    monkeypatch.setattr(multi_worker, "run_together", lambda *arguments, **options: [["step 1: 0.5"], ["step 1: 0.6"]])
    with pytest.raises(WorkerError, match="different losses"):
        multi_worker.run_locally(2, [], timeout=1)


def test_the_time_limit_is_an_error_of_the_command(capsys):
    assert multi_worker.main(["--workers=2", "--timeout=0.2"]) == 1
    assert "error: the workers did not end within 0.2 s" in capsys.readouterr().err


def test_a_worker_needs_to_know_the_others(monkeypatch, capsys):
    monkeypatch.delenv("TF_CONFIG", raising=False)
    assert multi_worker.main(["--worker"]) == 1
    assert "TF_CONFIG" in capsys.readouterr().err

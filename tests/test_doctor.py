import os
import sys
from types import SimpleNamespace

import pytest

from gan_course import doctor
from gan_course.data import download
from gan_course.doctor import computer, report, settings, software
from gan_course.doctor.finding import Finding

HEALTHY = {"tensorflow": "2.21.0", "keras": "3.15.1", "backend": "tensorflow", "device": "CPU"}


def levels(findings):
    return [finding.level for finding in findings]


@pytest.fixture(autouse=True)
def offline(monkeypatch, tmp_path):
    for name in settings.CHOICES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(settings, "_answers", lambda url: False)
    monkeypatch.setattr(download, "_failures", {})


@pytest.mark.parametrize(("version", "level"), [((3, 10, 9), "problem"), ((3, 11, 0), "ok"), ((3, 13, 9), "ok")])
def test_python(version, level):
    assert software.python(version, "/bin/python").level == level
    assert software.python((3, 14, 0), "/bin/python").fix.startswith("install Python 3.11, 3.12 or 3.13")


def test_packages_that_are_missing_are_problems_but_nbgrader_is_not():
    versions = dict.fromkeys(software.PACKAGES, "1.0") | {"scipy": None, "nbgrader": None}
    findings = list(software.packages(versions))
    assert [finding.topic for finding in findings if finding.level == "problem"] == ["scipy"]
    assert "nbgrader is not installed; instructors: pip install" in findings[-1].state


def test_this_environment_has_the_packages():
    assert all(software.installed_versions()[name] for name in software.PACKAGES)
    assert software._version("no-such-package-of-the-course") is None


@pytest.mark.parametrize(
    ("change", "state", "fix"),
    [
        ({"error": "ModuleNotFoundError: No module named 'tensorflow'"}, "cannot be imported", "make lab"),
        ({"error": "ModuleNotFoundError: No module named 'jax'"}, "cannot be imported", "unset KERAS_BACKEND"),
        ({"error": "the import was ended by signal 4"}, "signal 4", "AVX"),
        ({"error": "ImportError: DLL load failed"}, "DLL load failed", "remove the folder .venv"),
        ({"keras": "2.15.0"}, "2.15.0", "needs Keras 3"),
        ({"backend": "torch"}, "backend torch", "unset KERAS_BACKEND"),
    ],
)
def test_a_broken_tensorflow(change, state, fix):
    finding = list(software.tensorflow(HEALTHY | change))[-1]
    assert finding.level == "problem"
    assert state in finding.state
    assert fix in finding.fix


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGILL)", "the import was ended by signal 4"),
        ("print('not JSON')", "no answer"),
        ("import sys; sys.exit('stop')", "stop"),
    ],
)
def test_asking_survives_whatever_tensorflow_does(code, error):
    assert software.ask_tensorflow(code) == {"error": error}


def test_tensorflow_itself_answers():
    answer = software.ask_tensorflow()
    assert set(answer) == {"tensorflow", "keras", "backend", "device"}
    assert levels(software.tensorflow(answer)) == ["ok", "ok"]


def test_asking_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(software, "PROBE_SECONDS", 0.2)
    assert software.ask_tensorflow("import time; time.sleep(60)") == {"error": "the import did not end in 0.2 s"}


@pytest.mark.parametrize(
    ("environment", "platform", "fix"),
    [
        ({}, "linux", 'pip install "tensorflow[and-cuda]==2.21.0"'),
        ({"CUDA_VISIBLE_DEVICES": "-1"}, "linux", "unset CUDA_VISIBLE_DEVICES"),
        ({}, "win32", "WSL 2"),
    ],
)
def test_a_gpu_that_tensorflow_does_not_see(environment, platform, fix):
    finding = computer.device(HEALTHY, ["Example GPU"], environment, platform)
    assert finding.level == "note"
    assert "does not see the GPU Example GPU" in finding.state
    assert fix in finding.fix


def test_no_gpu_and_a_gpu_in_use_are_both_well():
    assert computer.device(HEALTHY, [], {}, "linux").level == "ok"
    found = computer.device(HEALTHY | {"device": "GPU (Example)"}, ["Example"], {}, "linux")
    assert (found.level, found.state) == ("ok", "GPU (Example)")


@pytest.mark.parametrize(("script", "gpus"), [("echo Example GPU", ["Example GPU"]), ("exit 9", []), (None, [])])
def test_the_driver_is_asked_for_its_gpus(script, gpus, tmp_path, monkeypatch):
    if script:
        (tmp_path / "nvidia-smi").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "nvidia-smi").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert computer.gpus_of_the_driver() == gpus


@pytest.mark.parametrize(("available", "level"), [(2.9e9, "note"), (3.1e9, "ok")])
def test_memory(available, level, monkeypatch):
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=available, total=8e9))
    assert computer.memory().level == level
    assert computer.memory().state == f"{available / 1e9:.1f} of 8.0 GB free"


def test_memory_without_psutil(monkeypatch):
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert computer.memory().level == "note"


@pytest.mark.parametrize(
    ("environment", "level", "words"),
    [
        ({"GAN_COURSE_BUDGET": "huge"}, "problem", "one of smoke, laptop, gpu"),
        ({"GAN_COURSE_BUDGET": "smoke"}, "ok", ""),
        ({"GAN_COURSE_DATASET": "cats"}, "problem", "one of auto, digits, mnist, fashion_mnist"),
        ({"GAN_COURSE_DATSET": "digits"}, "note", "it reads GAN_COURSE_BUDGET, GAN_COURSE_DATASET"),
        ({"KERAS_BACKEND": "jax"}, "problem", "needs tensorflow"),
        ({"TF_USE_LEGACY_KERAS": "1"}, "problem", "needs Keras 3"),
    ],
)
def test_variables(environment, level, words):
    (finding,) = settings.variables(environment)
    assert finding.level == level
    assert words in finding.fix


def test_an_environment_without_settings_says_nothing():
    assert list(settings.variables({"KERAS_BACKEND": "tensorflow", "TF_USE_LEGACY_KERAS": "0", "HOME": "/"})) == []


def test_budget():
    assert software.budget(HEALTHY, {}).state == "laptop"
    assert software.budget({"device": "GPU (Example)"}, {}).state == "gpu"
    assert software.budget({"error": "no"}, {"GAN_COURSE_BUDGET": "smoke"}).state == "smoke, by GAN_COURSE_BUDGET"


def test_without_a_network_the_digits_are_a_note_but_a_data_set_asked_for_by_name_is_a_problem(monkeypatch):
    (finding,) = settings.data()
    assert (finding.level, finding.state.split(",")[0]) == ("note", "no network: digits")
    assert "set GAN_COURSE_DATA" in finding.fix
    monkeypatch.setenv("GAN_COURSE_DATASET", "mnist")
    assert levels(settings.data()) == ["problem"]
    monkeypatch.setenv("GAN_COURSE_DATASET", "digits")
    assert levels(settings.data()) == ["ok"]
    monkeypatch.setenv("GAN_COURSE_DATASET", "cats")
    assert levels(settings.data()) == []


def test_with_a_network_the_download_is_named_and_with_a_folder_the_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "_answers", lambda url: url.endswith("mnist.npz"))
    (finding,) = settings.data()
    assert (finding.level, finding.state.split(" (")[0]) == ("ok", "mnist, from a download")
    monkeypatch.setenv("GAN_COURSE_DATA", str(tmp_path / "absent"))
    assert levels(settings.data()) == ["note", "ok"]
    (tmp_path / "mnist.npz").touch()
    monkeypatch.setenv("GAN_COURSE_DATA", str(tmp_path))
    (finding,) = settings.data()
    assert finding.state.startswith("mnist, from GAN_COURSE_DATA")


def test_a_server_that_never_answers_is_given_up(monkeypatch):
    import socket

    monkeypatch.undo()
    monkeypatch.setattr(settings, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert not settings._answers(f"http://127.0.0.1:{silent.getsockname()[1]}/mnist.npz")
    assert not settings._answers("http://127.0.0.1:1/mnist.npz")


def test_the_cache_is_judged_but_not_made(monkeypatch, tmp_path):
    finding = settings.cache()
    assert finding.level == "ok"
    assert "GB free" in finding.state
    assert not (tmp_path / "cache").exists()
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=1e6))
    assert settings.cache().level == "note"
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert settings.cache().level == "problem"


def test_a_cache_that_is_a_file(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "file" / "cache"))
    assert settings.cache().fix == "set GAN_COURSE_CACHE to a folder that you can write"


@pytest.mark.parametrize(
    ("command", "level"), [("python", "ok"), (sys.executable, "ok"), ("/usr/bin/other-python", "problem")]
)
def test_the_kernel_runs_this_python(command, level, monkeypatch):
    spec = SimpleNamespace(argv=[command, "-m", "ipykernel_launcher"])
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", lambda self, name: spec)
    assert software.kernel().level == level


@pytest.mark.skipif(os.name != "posix", reason="environments of links")
def test_python_and_python3_of_one_environment_are_one(monkeypatch, tmp_path):
    for name in ("one/python", "one/python3", "other/python"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(sys.executable)
    monkeypatch.setattr("sys.executable", str(tmp_path / "one" / "python"))
    test_the_kernel_runs_this_python(str(tmp_path / "one" / "python3"), "ok", monkeypatch)
    test_the_kernel_runs_this_python(str(tmp_path / "other" / "python"), "problem", monkeypatch)


def test_no_kernel(monkeypatch):
    from jupyter_client.kernelspec import NoSuchKernel

    def missing(self, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", missing)
    assert "ipykernel install --sys-prefix" in software.kernel().fix


def test_the_report_ends_even_where_a_check_breaks(monkeypatch, capsys):
    def broken(versions):
        raise OSError("unreadable metadata")

    monkeypatch.setattr(software, "packages", broken)
    monkeypatch.setattr(software, "ask_tensorflow", lambda: {"error": "No module named 'tensorflow'"})
    assert doctor.main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert "✗ packages      cannot be checked: OSError: unreadable metadata" in lines
    assert "✗ TensorFlow    cannot be imported: No module named 'tensorflow'" in lines
    assert lines[-1].startswith("2 problems")


def test_a_healthy_computer(monkeypatch, capsys):
    monkeypatch.setattr(software, "ask_tensorflow", lambda: HEALTHY)
    monkeypatch.setattr(computer, "memory", lambda: doctor.Finding("memory", "enough"))
    assert doctor.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("gan-course 0.2.0 in ")
    assert "  TensorFlow    2.21.0" in lines
    assert lines[-1] == "no problems, 1 note"


@pytest.mark.parametrize(
    ("level", "verdict"),
    [("ok", "Everything that the course needs is here."), ("note", "Everything"), ("problem", "Something is missing.")],
)
def test_what_is_told_to_a_student_names_what_is_amiss_and_what_to_do(monkeypatch, level, verdict):
    found = [Finding("Python", "3.12.1"), Finding("cache", "no room", level, "make room")]
    monkeypatch.setattr(report, "examine", lambda: iter(found))
    text = report.told()
    assert ("no room" in text, "→ make room" in text) == (level != "ok",) * 2
    assert verdict in text
    assert text.splitlines()[-1] == "Python: 3.12.1"

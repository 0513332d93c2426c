import nbformat
import pytest

from gan_classroom.authoring import verify


def notebook(folder, *sources):
    path = folder / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources]), path)
    return path


def test_time_and_memory_are_those_of_the_kernel(tmp_path):
    path = notebook(tmp_path, "import time; time.sleep(1.5)", "block = bytearray(300_000_000)", "del block")
    measured = verify.run(path)
    assert measured.error == ""
    assert 1.5 <= measured.wall_seconds < 60
    assert 0 < measured.longest_cell <= measured.seconds <= measured.wall_seconds
    assert 0.3 <= measured.gigabytes < 1


def test_outputs_go_to_a_copy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = notebook(tmp_path, "print(6 * 7)")
    before = path.read_bytes()
    verify.run(path.relative_to(tmp_path), tmp_path / "out")
    assert path.read_bytes() == before
    assert nbformat.read(tmp_path / "out" / "lesson.ipynb", 4).cells[0].outputs[0].text == "42\n"


def test_an_error_is_told_and_fails(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "smoke")
    assert verify.main([str(notebook(tmp_path, "1 / 0"))]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_a_good_notebook_passes(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "smoke")
    assert verify.main([str(notebook(tmp_path, "1 + 1"))]) == 0


@pytest.mark.parametrize(
    ("figures", "complaint"),
    [((31, 5, 1), "at most 30 s"), ((29, 61, 1), "at most 60 s"), ((29, 5, 2.6), "at most 2.5 GB")],
)
def test_each_broken_promise_is_named(figures, complaint):
    (found,) = verify.Measurement("any", *figures).complaints(30)
    assert complaint in found
    assert list(verify.Measurement("any", 29, 5, 1).complaints(30)) == []


@pytest.mark.parametrize(("others", "quiet"), [(0.0, 10.0), (8.0, 6.0), (30.0, 2.0)])
def test_what_others_work_is_taken_off(monkeypatch, others, quiet):
    """Ten seconds by the clock on two cores, of which the own process worked four."""
    clock, busy, own = iter([0.0, 10.0]), iter([100.0, 104.0 + others]), iter([1.0, 5.0])
    monkeypatch.setattr(verify.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(verify, "_busy_seconds", lambda: next(busy))
    monkeypatch.setattr(verify.psutil, "cpu_count", lambda: 2)
    monkeypatch.setattr(verify.Stopwatch, "_own_seconds", lambda self: next(own))
    assert verify.Stopwatch([]).quiet_seconds() == pytest.approx(quiet)

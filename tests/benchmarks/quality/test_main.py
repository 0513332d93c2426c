import pytest

from benchmarks.quality import __main__ as program
from benchmarks.quality.curves import Curve, Point, save
from gan_course.data import download


def curve(contestant, seed, budget, seconds):
    return Curve(contestant, seed, budget, 10_000, 0.4, (Point(1.0, 40, 500.0), Point(seconds, 4000, 100.0)))


def planned(*arguments):
    options = program._parser().parse_args(arguments)
    return [(run.contestant, run.seed, run.budget) for run in program.planned(options)]


def test_what_is_run_by_default():
    ours = [(name, seed, 90) for name in ("course", "relativistic") for seed in range(3)]
    assert planned() == [*ours, ("tutorial", 0, 1200)]


def test_what_is_run_can_be_chosen():
    assert planned("--only", "tutorial", "--minutes", "0.5") == [("tutorial", 0, 30)]
    assert planned("--only", "course", "--seeds", "1", "--course-seconds", "5") == [("course", 0, 5)]


def test_finished_runs_are_kept_and_shown(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(program, "_run", lambda *_: pytest.fail("nothing is left to be trained"))
    save(tmp_path, curve("course", 0, 90, 90.1))
    save(tmp_path, curve("relativistic", 0, 90, 90.1))
    save(tmp_path, curve("tutorial", 0, 1200, 1201.0))
    assert program.main(["--seeds", "1", "--out", str(tmp_path)]) == 0
    assert "real against real 0.40" in capsys.readouterr().out
    assert (tmp_path / "quality.png").is_file()


def test_an_interrupted_run_shows_what_it_has(tmp_path, monkeypatch, capsys):
    def interrupted(run, options, folder):
        save(folder, curve("course", 0, 90, 50.0))
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "_run", interrupted)
    assert program.main(["--out", str(tmp_path), "--dataset", "digits"]) == program.INTERRUPTED
    assert "Not finished: course, seed 0" in capsys.readouterr().out


def test_unfinished_and_differently_long_runs_are_done_again(tmp_path, monkeypatch):
    save(tmp_path, curve("course", 0, 90, 50.0))
    save(tmp_path, curve("course", 1, 30, 30.1))
    again = []
    monkeypatch.setattr(program, "_run", lambda run, options, folder: again.append(run.seed) or program.FAILED)
    arguments = ["--only", "course", "--out", str(tmp_path), "--dataset", "digits"]
    assert program.main(arguments) == program.FAILED
    assert again == [0, 1, 2]


def test_missing_images_are_told_before_anything_runs(tmp_path, monkeypatch, capsys):
    def unavailable(name):
        raise download.DownloadError("MNIST cannot be had here: GAN_COURSE_DATA: not set")

    monkeypatch.setattr(program, "load_images", unavailable)
    monkeypatch.setattr(program, "_run", lambda *_: pytest.fail("there is nothing to train on"))
    assert program.main(["--out", str(tmp_path)]) == program.USER_ERROR
    assert "GAN_COURSE_DATA" in capsys.readouterr().err

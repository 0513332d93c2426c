import csv
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course.cli import commands, main, train
from gan_course.cli.folder import results_folder

RESULTS = ["grid.png", "history.csv", "model.keras", "training.gif"]


def run(*arguments):
    """Run a command in this process, as the shell would; returns its exit code."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as error:
        return error.code


def test_help_is_quick_and_imports_nothing_heavy():
    code = (
        "import sys; from gan_course.cli.program import _parser; _parser().format_help()\n"
        "heavy = {'tensorflow', 'keras', 'numpy', 'matplotlib', 'nbgrader', 'jupyterlab'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "gan_course.cli", "--help"], capture_output=True, text=True)
        seconds.append(time.perf_counter() - start)
    assert "lab" in done.stdout
    assert "train" in done.stdout
    assert min(seconds) < 0.5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["data", "nope"], "gan-course: unknown data set 'nope'"),
        (["doctor", "--what"], "unrecognised arguments: --what"),
        (["train", "nope", "--out", "x"], "invalid choice: 'nope'"),
        (["train", "mlp", "--out", "x", "--steps", "0"], "must be above 0; got 0"),
        (["train", "mlp", "--out", "x", "--steps", "many"], "invalid whole number value: 'many'"),
        (["train", "mlp", "--out", "x", "--learning-rate", "nan"], "must be above 0; got nan"),
        (["train", "mlp"], "required: --out"),
        (["train", "mlp", "--out", "x", "--loss", "nope"], "gan-course: "),
        (["train", "mlp", "--out", "x", "--dataset", "nope"], "gan-course: unknown data set 'nope'"),
        (["train", "mlp", "--out", "x", "--dataset", "digits", "--folder", "x"], "not allowed with argument --dataset"),
        (["train", "mlp", "--out", "x", "--folder", "nowhere"], "gan-course: "),
        (["train", "mlp", "--out", "x", "--dataset", "digits", "--batch-size", "5000"], "gan-course: batch_size"),
        ([], "required: COMMAND"),
    ],
)
def test_an_error_of_the_users_is_a_message_and_exit_code_2(arguments, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert "Traceback" not in shown
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_points_to_the_doctor(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "gan_course.data", None)
    assert run("data") == 2
    assert "`gan-course doctor` tells what is missing" in capsys.readouterr().err


def test_ctrl_c_is_no_traceback(monkeypatch, capsys):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr("gan_course.doctor.main", interrupted)
    assert run("doctor") == 130
    assert capsys.readouterr().err == "gan-course: interrupted\n"


def test_the_course_folder_is_the_packages_or_the_current_one(monkeypatch, tmp_path):
    assert commands.course_folder("gan_course") == Path(commands.__file__).parents[2]
    (tmp_path / "only-here").mkdir()
    with pytest.raises(FileNotFoundError, match=r"there is no only-here in .*; run this in the course's folder"):
        commands.course_folder("only-here")
    monkeypatch.chdir(tmp_path)
    assert commands.course_folder("only-here") == tmp_path


def test_data_names_every_data_set_and_shows_one(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path))
    monkeypatch.setenv("GAN_COURSE_DATASET", "digits")
    assert run("data", "--list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == ["auto", "digits", "mnist", "fashion_mnist"]
    assert "digits, from the digits that ship with scikit-learn" in listed[0]
    assert run("data", "digits") == 0
    assert capsys.readouterr().out.endswith("classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9\n")


@pytest.mark.parametrize(("arguments", "check"), [([], []), (["--check"], ["--check"])])
def test_build_hands_over_to_authoring(arguments, check, monkeypatch):
    asked = []
    monkeypatch.setattr("gan_classroom.authoring.__main__.main", lambda arguments: asked.append(arguments) or 1)
    assert run("build", *arguments) == 1
    assert asked == [["--root", str(Path(commands.__file__).parents[2]), *check]]


def test_a_folder_of_results_appears_complete_or_not_at_all(tmp_path):
    out = tmp_path / "a" / "b"

    def interrupted():
        with results_folder(out, overwrite=False) as folder:
            (folder / "grid.png").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not out.exists()
    with results_folder(out, overwrite=False) as folder:
        (folder / "grid.png").write_text("1")
        assert not (out / "grid.png").exists()
    assert [path.name for path in out.iterdir()] == ["grid.png"]


def test_a_folder_with_files_is_refused_or_keeps_those_of_other_names(tmp_path):
    (tmp_path / "grid.png").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="is not empty; choose another folder, or add --overwrite"):
        results_folder(tmp_path, overwrite=False).__enter__()
    with results_folder(tmp_path, overwrite=True) as folder:
        (folder / "grid.png").write_text("new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"grid.png": "new", "notes.txt": "mine"}


def test_a_folder_that_cannot_be(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match="file is a file; name a folder"):
        results_folder(tmp_path / "file", overwrite=True).__enter__()

    def read_only(**options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkdtemp", read_only)
    with pytest.raises(PermissionError, match="cannot be written: Read-only file system"):
        results_folder(tmp_path, overwrite=True).__enter__()


def tiny(latent_dim, image_shape, seed):
    from gan_course import models

    generator = models.mlp_generator(latent_dim, hidden=(8,), image_shape=image_shape)
    return generator, models.mlp_discriminator(hidden=(8,), image_shape=image_shape)


@pytest.fixture
def small(monkeypatch):
    """Train tiny networks for epochs of two steps."""
    monkeypatch.setattr(train, "STEPS_PER_EPOCH", 2)
    monkeypatch.setitem(train.RECIPES, "mlp", replace(train.RECIPES["mlp"], networks=tiny))
    return ["train", "mlp", "--dataset", "digits", "--batch-size", "8", "--steps", "4", "--latent-dim", "5"]


def test_train_leaves_grid_animation_history_and_a_model_that_generates(small, tmp_path, capsys):
    from gan_course.runtime import keras

    out = tmp_path / "out"
    assert run(*small, "--out", out, "--learning-rate", "0.001", "--loss", "hinge", "--seed", "3") == 0
    assert sorted(path.name for path in out.iterdir()) == RESULTS
    assert capsys.readouterr().out.splitlines()[-4:] == [str(out / name) for name in RESULTS]
    with Image.open(out / "training.gif") as animation:
        assert animation.n_frames >= 2
    with Image.open(out / "grid.png") as grid:
        assert "64 images" in grid.text["Description"]
    with (out / "history.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["2", "4"]
    assert set(rows[0]) == {"step", "d_loss", "g_loss", "real_accuracy", "fake_accuracy"}
    assert all(np.isfinite(float(value)) for row in rows for value in row.values())
    gan = keras.saving.load_model(out / "model.keras")
    assert gan.generate(2).shape == (2, 28, 28, 1)
    assert gan.latent_dim == 5
    assert run(*small, "--out", out) == 2
    assert "is not empty" in capsys.readouterr().err


def test_train_on_a_folder_of_pictures_of_ones_own(small, tmp_path):
    from gan_course.runtime import keras

    for number in range(8):
        Image.fromarray(np.full((9, 12, 3), 20 * number, "uint8")).save(tmp_path / f"{number}.png")
    command = [*small[:2], "--folder", tmp_path, "--size", "16", *small[4:], "--out", tmp_path / "out"]
    assert run(*command) == 0
    assert keras.saving.load_model(tmp_path / "out" / "model.keras").generate(1).shape == (1, 16, 16, 3)


def test_ctrl_c_during_training_keeps_what_was_trained(small, tmp_path, monkeypatch, capsys):
    from gan_course.runtime import keras

    class Interrupting(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 1:
                raise KeyboardInterrupt

    monkeypatch.setattr("gan_course.training.ProgressLine", Interrupting)
    assert run(*small[:-3], "6", "--latent-dim", "5", "--out", tmp_path) == 130
    assert "interrupted: the results are those of the training so far" in capsys.readouterr().out
    assert (tmp_path / "history.csv").read_text().count("\n") == 2
    assert keras.saving.load_model(tmp_path / "model.keras").generate(1).shape == (1, 28, 28, 1)


def test_ctrl_c_before_the_first_epoch_leaves_nothing(small, tmp_path, monkeypatch, capsys):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("gan_course.training.GAN.fit", interrupted)
    assert run(*small, "--out", tmp_path) == 130
    assert capsys.readouterr().err == "gan-course: interrupted\n"
    assert list(tmp_path.iterdir()) == []


def test_a_loss_that_is_not_finite_keeps_the_last_good_results_if_there_are_any(small, tmp_path, monkeypatch, capsys):
    from gan_course.runtime import keras
    from gan_course.training import NonFiniteLossError

    class Diverging(keras.callbacks.Callback):
        last_good = 1

        def on_epoch_end(self, epoch, logs=None):
            if epoch == self.last_good:
                raise NonFiniteLossError("the generator's loss was not finite at step 4")

    monkeypatch.setattr("gan_course.training.ProgressLine", Diverging)
    assert run(*small, "--out", tmp_path / "a") == 1
    assert "the generator's loss was not finite at step 4: the results are those" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == RESULTS
    monkeypatch.setattr(Diverging, "last_good", 0)
    assert run(*small, "--out", tmp_path / "b") == 2
    assert capsys.readouterr().err == "gan-course: the generator's loss was not finite at step 4\n"
    assert not (tmp_path / "b").exists()


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_real_ctrl_c(tmp_path):
    arguments = ["train", "mlp", "--dataset", "digits", "--batch-size", "8", "--steps", "1000000"]
    arguments += ["--out", str(tmp_path / "out")]
    code = (
        "import sys; from gan_course.cli import main, train; from gan_course.models import *\n"
        "from dataclasses import replace\n"
        "tiny = lambda d, s, _: (mlp_generator(d, (8,), image_shape=s), mlp_discriminator((8,), image_shape=s))\n"
        f"train.RECIPES['mlp'] = replace(train.RECIPES['mlp'], networks=tiny); sys.exit(main({arguments}))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    shown = b""
    while b"step 2" not in shown and process.poll() is None:  # more than one epoch
        shown = shown[-100:] + os.read(process.stdout.fileno(), 1000)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode == 130
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == RESULTS

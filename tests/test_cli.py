import csv
import errno
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from gan_course import augment
from gan_course.augment import DiffAugment
from gan_course.cli import commands, main, train
from gan_course.cli.folder import results_folder
from gan_course.cli.stopping import stop_signals

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
        (["data", "nope"], "mnist', got 'nope'; pictures of your own"),
        (["doctor", "--what"], "unrecognised arguments: --what"),
        (["train", "nope", "--out", "x"], "invalid choice: 'nope'"),
        (["train", "mlp", "--out", "x", "--steps", "0"], "expected a number above 0, got 0"),
        (["train", "mlp", "--out", "x", "--steps", "many"], "invalid whole number value: 'many'"),
        (["train", "mlp", "--out", "x", "--learning-rate", "nan"], "expected a number above 0, got nan"),
        (["train", "mlp"], "required: --out"),
        (["train", "mlp", "--out", "x", "--loss", "nope"], "gan-course: "),
        (["train", "mlp", "--out", "x", "--dataset", "nope"], "mnist', got 'nope'; pictures of your own"),
        (["train", "mlp", "--out", "x", "--dataset", "digits", "--folder", "x"], "not allowed with argument --dataset"),
        (["train", "mlp", "--out", "x", "--folder", "nowhere"], "gan-course: "),
        (["train", "mlp", "--out", "x", "--dataset", "digits", "--batch-size", "5000"], "gan-course: batch_size"),
        (["train", "mlp", "--out", "x", "--augment", "colour"], "expected some of translation, cutout, brightness, or"),
        (
            ["train", "mlp", "--out", "x", "--augment", ""],
            "expected some of translation, cutout, brightness, or none, got",
        ),
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
    with pytest.raises(FileNotFoundError, match=r"expected only-here in .*, got none; run this in the course's folder"):
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


def writes(text):
    return lambda path: path.write_text(text)


def full_disk(path):
    path.write_text("the first half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_each_result_is_there_as_soon_as_it_is_whole_and_stays(tmp_path):
    out = tmp_path / "a" / "b"

    def interrupted():
        with results_folder(out, overwrite=False) as results:
            assert list(out.iterdir()) == [], "nothing that a kill could leave behind"
            results.write("first.txt", writes("1"))
            assert contents(out) == {"first.txt": "1"}
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert contents(out) == {"first.txt": "1"}


def test_a_folder_without_results_is_not_left_behind(tmp_path):
    with pytest.raises(KeyboardInterrupt), results_folder(tmp_path / "out", overwrite=False):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_at_a_full_disk_the_other_results_stay_and_the_message_says_what_to_do(tmp_path):
    out = tmp_path / "out"

    def fill():
        with results_folder(out, overwrite=False) as results:
            results.write("a.txt", writes("a"))
            results.write("b.txt", full_disk)
            results.write("c.txt", writes("c"))

    message = f"expected room in {out} for b.txt, got: No space left on device; make room or choose another --out, and"
    with pytest.raises(OSError, match=re.escape(message)):
        fill()
    assert contents(out) == {"a.txt": "a", "c.txt": "c"}


def write_to(out, **files):
    with results_folder(out, overwrite=False, must_survive=True) as results:
        for name, make in files.items():
            results.write(f"{name}.txt", make)


def fits_elsewhere_than(folder, text):
    return lambda path: full_disk(path) if path.is_relative_to(folder) else path.write_text(text)


def test_what_must_survive_a_full_disk_is_kept_elsewhere(tmp_path, monkeypatch):
    out, spare = tmp_path / "out", tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spare))
    with pytest.raises(OSError, match=r"expected room in .*out for a\.txt, b\.txt, got: No space") as caught:
        write_to(out, a=fits_elsewhere_than(out, "a"), b=fits_elsewhere_than(out, "b"), c=writes("c"))
    assert contents(out) == {"c.txt": "c"}
    (kept,) = spare.iterdir()
    assert contents(kept) == {"a.txt": "a", "b.txt": "b"}
    message = f"kept in another place: {kept / 'a.txt'}, {kept / 'b.txt'}; make room in {out} and move"
    assert message in str(caught.value)


def test_where_no_disk_has_room_a_person_is_asked_to_make_some(tmp_path, monkeypatch, capsys):
    tries = []

    def fits_after_a_while(path):
        tries.append(path)
        return full_disk(path) if len(tries) < 4 else path.write_text("whole")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda prompt: "")
    write_to(tmp_path / "out", a=fits_after_a_while)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert contents(tmp_path / "out") == {"a.txt": "whole"}
    assert capsys.readouterr().err.count("expected room in") == 2


def test_who_has_nobody_to_ask_is_told_what_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(OSError, match=r"for a\.txt, got: No space left"):
        write_to(tmp_path / "out", a=full_disk)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_files_is_refused_or_keeps_those_of_other_names(tmp_path):
    (tmp_path / "grid.png").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match=r"got .*, which holds grid.png; choose another folder, or add --over"):
        results_folder(tmp_path, overwrite=False).__enter__()
    with results_folder(tmp_path, overwrite=True) as results:
        results.write("grid.png", writes("new"))
    assert contents(tmp_path) == {"grid.png": "new", "notes.txt": "mine"}


def test_hidden_leftovers_do_not_fill_a_folder(tmp_path):
    (tmp_path / ".DS_Store").write_text("of the Finder")
    (tmp_path / ".unfinished-abc").mkdir()
    (tmp_path / ".unfinished-abc" / "model.keras").write_text("half of it")
    with results_folder(tmp_path, overwrite=False) as results:
        results.write("grid.png", writes("new"))
    assert contents(tmp_path) == {".DS_Store": "of the Finder", "grid.png": "new"}


def test_a_folder_that_cannot_be(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match=r"expected a folder, got the file .*file; choose"):
        results_folder(tmp_path / "file", overwrite=True).__enter__()

    def read_only(**options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkdtemp", read_only)
    with pytest.raises(PermissionError, match="cannot be written: Read-only file system"):
        results_folder(tmp_path, overwrite=True).__enter__()


def tiny(latent_dim, image_shape, seed):
    from gan_course import models

    generator = models.mlp_generator(latent_dim, hidden=(8,), sample_shape=image_shape)
    return generator, models.mlp_discriminator(hidden=(8,), sample_shape=image_shape)


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
    assert "expected an empty folder" in capsys.readouterr().err


def test_train_on_a_folder_of_pictures_of_ones_own(small, tmp_path):
    from gan_course.runtime import keras

    for number in range(8):
        Image.fromarray(np.full((9, 12, 3), 20 * number, "uint8")).save(tmp_path / f"{number}.png")
    command = [*small[:2], "--folder", tmp_path, "--size", "16", *small[4:], "--out", tmp_path / "out"]
    assert run(*command) == 0
    assert keras.saving.load_model(tmp_path / "out" / "model.keras").generate(1).shape == (1, 16, 16, 3)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], None),
        (["--augment", "none"], None),
        (["--augment", "translation"], DiffAugment(cutout=0, brightness=0)),
        (["--augment", "translation, cutout,brightness"], DiffAugment()),
    ],
)
def test_train_augments_as_it_is_told(options, expected, small, tmp_path):
    from gan_course.runtime import keras

    assert run(*small, "--out", tmp_path / "out", *options) == 0
    assert keras.saving.load_model(tmp_path / "out" / "model.keras").augment == expected


def test_the_commands_policies_are_those_of_the_augmentation():
    assert train.POLICIES == augment.POLICIES


def told(latent_dim, image_shape, seed, *, condition):
    """Make tiny networks that take a label."""
    from gan_course import models

    generator = models.conditional_generator(condition, latent_dim, image_shape=image_shape, width=1)
    return generator, models.conditional_discriminator(condition, image_shape=image_shape, width=1, hidden=2)


def test_a_conditional_gan_is_told_the_subfolders_of_ones_pictures(small, tmp_path, monkeypatch, capsys):
    from gan_course.runtime import keras

    monkeypatch.setitem(train.RECIPES, "conditional", replace(train.RECIPES["conditional"], networks=told))
    for number in range(9):
        folder = tmp_path / "pictures" / "abc"[number % 3]
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((9, 12, 3), 20 * number, "uint8")).save(folder / f"{number}.png")
    command = ["train", "conditional", "--size", "16", *small[4:]]
    assert run(*command, "--folder", tmp_path / "pictures", "--out", tmp_path / "out") == 0
    with Image.open(tmp_path / "out" / "grid.png") as grid:
        assert "class after class" in grid.text["Description"]
    gan = keras.saving.load_model(tmp_path / "out" / "model.keras")
    assert gan.generate(2, 2).shape == (2, 16, 16, 3)
    assert {weight.shape[0] for weight in gan.weights if "embeddings" in weight.name} == {3}
    capsys.readouterr()
    assert run(*command, "--folder", tmp_path / "pictures" / "a", "--out", tmp_path / "none") == 2
    assert "expected images of at least 2 classes" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


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


def test_train_on_some_of_the_images(small, tmp_path, capsys):
    for number in range(12):
        Image.fromarray(np.full((9, 9, 3), 20 * number, "uint8")).save(tmp_path / f"{number}.png")
    folder = [*small[:2], "--folder", tmp_path, "--size", "16", *small[4:]]
    assert run(*folder, "--limit", "9", "--out", tmp_path / "a") == 0
    assert "9 pictures of 16×16" in capsys.readouterr().out
    assert run(*folder, "--limit", "7", "--out", tmp_path / "b") == 2
    assert "batch_size: expected an integer from 1 to 7, the number of images" in capsys.readouterr().err
    assert run(*small, "--limit", "7", "--out", tmp_path / "b") == 2
    assert "batch_size: expected an integer from 1 to 7, the number of images" in capsys.readouterr().err
    assert run(*small, "--limit", "8", "--out", tmp_path / "b") == 0


def test_too_little_memory_is_a_message(small, tmp_path, capsys, monkeypatch):
    Image.fromarray(np.zeros((9, 9, 3), "uint8")).save(tmp_path / "a.png")
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=1000))
    assert run(*small[:2], "--folder", tmp_path, *small[4:], "--out", tmp_path / "out") == 2
    shown = capsys.readouterr().err
    assert shown.startswith("gan-course: expected more memory than is free, got: 1 pictures of 64×64 take 0.0 GB")
    assert "fewer images (train --limit" in shown
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize(
    ("number", "code", "reason"),
    [
        (signal.SIGINT, 130, b"interrupted"),
        (signal.SIGTERM, 143, b"stopped by SIGTERM"),
        (signal.SIGHUP, 129, b"stopped by SIGHUP"),
    ],
)
def test_a_signal_that_stops_training_keeps_what_was_trained(tmp_path, number, code, reason):
    arguments = ["train", "mlp", "--dataset", "digits", "--batch-size", "8", "--steps", "1000000"]
    arguments += ["--out", str(tmp_path / "out")]
    program = (
        "import sys; from gan_course.cli import main, train; from gan_course.models import *\n"
        "from dataclasses import replace\n"
        "tiny = lambda d, s, _: (mlp_generator(d, (8,), sample_shape=s), mlp_discriminator((8,), sample_shape=s))\n"
        f"train.RECIPES['mlp'] = replace(train.RECIPES['mlp'], networks=tiny); sys.exit(main({arguments}))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    shown = b""
    while b"step 2" not in shown and process.poll() is None:  # more than one epoch
        shown = shown[-100:] + os.read(process.stdout.fileno(), 1000)
    process.send_signal(number)
    rest, _ = process.communicate(timeout=300)
    assert process.returncode == code
    assert reason + b": the results are those of the training so far" in rest
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == RESULTS


@pytest.fixture
def on_interrupt():
    """What Ctrl+C does during a test: it is noted."""
    noted = []
    former = signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
    yield noted
    signal.signal(signal.SIGINT, former)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_signal_that_comes_twice_stops_once_and_one_while_writing_stops_nothing(on_interrupt):
    with stop_signals() as stop:
        assert (stop.reason, stop.exit_code) == ("interrupted", 130)
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        assert (stop.reason, stop.exit_code) == ("stopped by SIGTERM", 143)
    assert on_interrupt == [signal.SIGINT]
    with stop_signals() as stop:
        stop.must_finish = True
        signal.raise_signal(signal.SIGTERM)
    assert on_interrupt == [signal.SIGINT]
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_signal_that_is_ignored_stays_so_as_nohup_wants_it(on_interrupt):
    former = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_signals() as stop:
            signal.raise_signal(signal.SIGHUP)
        assert stop.signal is None
    finally:
        signal.signal(signal.SIGHUP, former)


@pytest.mark.skipif(os.name != "posix", reason="opens a terminal")
def test_a_terminal_that_closes_does_not_take_the_results_with_it():
    import pty

    here, there = pty.openpty()
    program = (
        "import signal, time\nfrom gan_course.cli.stopping import stop_signals\n"
        "with stop_signals() as stop:\n"
        "    signal.signal(signal.SIGINT, lambda number, frame: None)\n"
        "    print('ready', flush=True)\n"
        "    while stop.signal is None: time.sleep(0.01)\n"
        "print('nobody reads this', flush=True)\n"
        "signal.raise_signal(signal.SIGHUP)  # as a shell and the system may both\n"
        "raise SystemExit(stop.exit_code)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=there, stderr=there)
    os.close(there)
    assert b"ready" in os.read(here, 100)
    os.close(here)  # from now on, to write to the terminal is an error
    process.send_signal(signal.SIGHUP)
    assert process.wait(timeout=120) == 129

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course import model_card
from gan_course.cli import main
from gan_course.data import cartoon_faces
from gan_course.recipes import RECIPES

SAID = ["--license", "mit", "--author", "Ada", "--pictures-from", "drawn", "--people", "nobody", "--use", "a test"]
RESULTS = [
    "copies.json",
    "copies.png",
    "grid.png",
    "history.csv",
    "measures.png",
    "model.keras",
    "nearest.png",
    "pictures.json",
    "report.json",
    "report.txt",
    "training.gif",
]
MADE = ["MODEL_CARD.md", "README.md", "export", "project.ipynb", "results", "run", "settings.toml"]


def run(*arguments):
    """Run a command in this process, as the shell would; returns its exit code."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as error:
        return error.code


def tiny(latent_dim, image_shape, seed):
    from gan_course import models

    generator = models.mlp_generator(latent_dim, (8,), sample_shape=image_shape, seed=seed)
    return generator, models.mlp_discriminator((8,), sample_shape=image_shape, seed=seed + 1)


def shrink(monkeypatch):
    """Train tiny networks for a few epochs of two steps, and measure little."""
    recipe = replace(RECIPES["mlp"], networks=tiny, latent_dim=3, batch_size=8, steps=6)
    monkeypatch.setitem(RECIPES, "small_collection", recipe)
    monkeypatch.setattr("gan_course.project.training.STEPS_PER_EPOCH", 2)
    monkeypatch.setattr("gan_course.cli.run_project.AUDITED", 30)


@pytest.fixture
def small(monkeypatch):
    shrink(monkeypatch)


@pytest.fixture
def pictures(tmp_path):
    """A folder with 45 pictures of mixed sizes."""
    folder = tmp_path / "faces"
    folder.mkdir()
    for number, image in enumerate(cartoon_faces(45, 48, 3).images):
        picture = Image.fromarray(np.rint((image + 1) * 127.5).astype(np.uint8))
        picture.resize((40 + number, 70 - number)).save(folder / f"{number:02d}.png")
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def generated(project):
    from gan_course.runtime import keras

    generator = keras.saving.load_model(project / "export" / "generator.keras")
    noise = np.random.default_rng(0).standard_normal((4, 3)).astype("float32")
    return np.asarray(generator(noise, training=False))


def test_from_a_folder_of_pictures_to_a_valid_card_and_an_export(small, pictures, tmp_path, capsys):
    project = tmp_path / "project"
    assert run("new-project", project, "--images", pictures, "--name", "Kings", *SAID) == 0
    shown = capsys.readouterr().out
    assert f"{pictures}: 45 picture files, 45 to train on" in shown
    assert f"Next: gan-course run-project {project}" in shown
    assert names(project) == ["README.md", "project.ipynb", "settings.toml"]
    assert run("run-project", project) == 0
    shown = capsys.readouterr().out
    for text in (
        "1 of 5: pictures",
        "shorter side: 26 to 55 pixels",
        "size 32, as 0% of the pictures have 64 pixels",
        "recipe small_collection; 6 steps of 8 of the 45 pictures",
        "2 of 5: training",
        "3 of 5: evaluation",
        "held-out real samples are here one half of the training images",
        "generated pictures are copies",
        "MODEL_CARD.md: valid",
        f"begin with {project / 'MODEL_CARD.md'}",
    ):
        assert text in shown, text
    assert names(project) == MADE
    assert names(project / "results") == RESULTS
    assert model_card.validate((project / "MODEL_CARD.md").read_text(encoding="utf-8")) == []
    assert generated(project).shape == (4, 32, 32, 3)
    report = json.loads((project / "results" / "report.json").read_text(encoding="utf-8"))
    assert report["model"] == "Kings"
    assert report["measures"]["frechet"]["value"] > report["measures"]["frechet"]["floor"]
    assert json.loads((project / "results" / "pictures.json").read_text(encoding="utf-8"))["left"] == 45
    assert (project / "results" / "history.csv").read_text().count("\n") == 4
    with Image.open(project / "results" / "copies.png") as picture:
        assert "most like one training picture" in picture.text["Description"]


def test_what_is_not_said_is_told_and_can_be_said_later_without_training_again(small, pictures, tmp_path, capsys):
    project = tmp_path / "project"
    assert run("new-project", project, "--images", pictures, *SAID[:-2]) == 0
    assert run("run-project", project) == 0
    shown = capsys.readouterr().out
    assert "MODEL_CARD.md: not valid yet" in shown
    assert "Intended Use: expected facts, got the placeholder TODO" in shown
    former = (project / "MODEL_CARD.md").read_text(encoding="utf-8")
    settings = project / "settings.toml"
    settings.write_text(settings.read_text().replace('use = ""', 'use = "A test, no more."'))
    assert run("run-project", project) == 0
    shown = capsys.readouterr().out
    assert "nothing is left to train" in shown
    assert "MODEL_CARD.md: valid" in shown
    assert (project / "MODEL_CARD.before.md").read_text(encoding="utf-8") == former


def test_an_example_needs_an_author_alone(small, tmp_path, capsys):
    project = tmp_path / "faces"
    assert run("new-project", project, "--example", "cartoon-faces", "--author", "Ada") == 0
    assert len(names(project / "pictures")) == 500
    settings = project / "settings.toml"
    settings.write_text(settings.read_text().replace('size = "auto"', "size = 32"))
    assert run("run-project", project) == 0
    assert "MODEL_CARD.md: valid" in capsys.readouterr().out


def test_without_pictures_there_is_a_place_for_them(tmp_path, capsys):
    project = tmp_path / "project"
    assert run("new-project", project) == 0
    assert f"put pictures into {project / 'pictures'}" in capsys.readouterr().out
    assert names(project / "pictures") == []
    assert run("run-project", project) == 2
    assert "expected pictures in it or in its subfolders" in capsys.readouterr().err
    assert names(project) == ["README.md", "pictures", "project.ipynb", "settings.toml"]


def test_a_project_is_not_made_twice_nor_over_other_files(pictures, tmp_path, capsys):
    project = tmp_path / "project"
    assert run("new-project", project) == 0
    before = (project / "settings.toml").read_text()
    assert run("new-project", project, "--name", "another") == 2
    assert f"expected a new folder, got the project {project}; go on with it" in capsys.readouterr().err
    assert (project / "settings.toml").read_text() == before
    assert run("new-project", pictures) == 2
    assert "which holds 00.png; choose another DIR, and name a folder of pictures with --images" in (
        capsys.readouterr().err
    )
    (tmp_path / "file").touch()
    assert run("new-project", tmp_path / "file") == 2
    assert "expected a folder, got the file" in capsys.readouterr().err


def spoil(kind, pictures):
    files = sorted(pictures.iterdir())
    if kind == "empty":
        for file in files:
            file.unlink()
    elif kind == "one picture":
        for file in files[1:]:
            file.unlink()
    elif kind == "one picture many times":
        for file in files[1:]:
            shutil.copy(files[0], file)
    elif kind == "broken":
        for file in files:
            file.write_bytes(file.read_bytes()[:50])
    elif kind == "missing":
        shutil.rmtree(pictures)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("empty", "expected pictures in it or in its subfolders"),
        ("missing", "expected a folder of pictures, got nothing of this name"),
        ("one picture", "expected at least 40 different pictures that can be read, got 1 of 1 files"),
        ("one picture many times", "got 1 of 45 files (0 cannot be read, 44 are the same as another)"),
        ("broken", "expected pictures, got none that can be read: 00.png ("),
    ],
)
def test_pictures_that_will_not_do_are_told_before_anything_is_made(kind, message, pictures, tmp_path, capsys):
    spoil(kind, pictures)
    assert run("new-project", tmp_path / "project", "--images", pictures) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert "Traceback" not in shown
    assert not (tmp_path / "project").exists()


def test_flawed_pictures_among_good_ones_are_told_and_left_out_or_used(small, pictures, tmp_path, capsys):
    shutil.copy(pictures / "03.png", pictures / "twin.png")
    (pictures / "broken.png").write_bytes(b"no picture")
    Image.effect_noise((12, 12), 90).save(pictures / "tiny.png")
    deep = np.random.default_rng(0).integers(0, 65536, (64, 64)).astype(np.uint16)
    Image.fromarray(deep).save(pictures / "deep.png")
    assert run("new-project", tmp_path / "project", "--images", pictures, *SAID) == 0
    assert run("run-project", tmp_path / "project") == 0
    shown = capsys.readouterr().out
    for text in (
        "49 picture files, 47 to train on",
        "cannot be read, left out: broken.png (not a picture that Pillow can read)",
        "the same file, one of each kept, 1 left out: twin.png as 03.png",
        "smaller than 32 pixels, enlarged: 39.png, 40.png, 41.png, 42.png, 43.png and 2 more",
        "16 bits a pixel, scaled to 8: deep.png",
        "faces: 47 pictures of 32×32",
    ):
        assert text in shown, text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new-project", "x", "--license", "GPL"], "expected [card] license to be one of Hugging Face's identifiers"),
        (["new-project", "x", "--example", "dogs"], "invalid choice: 'dogs'"),
        (["new-project", "x", "--example", "cat", "--images", "y"], "not allowed with argument"),
        (["new-project"], "required: DIR"),
        (["run-project", "nowhere"], "expected a project with settings.toml, got none in nowhere; make one:"),
    ],
)
def test_an_error_of_the_users_is_a_message_and_exit_code_2(arguments, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert "Traceback" not in shown
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written(tmp_path, capsys, monkeypatch):
    def read_only(**options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkdtemp", read_only)
    assert run("new-project", tmp_path / "project") == 2
    shown = capsys.readouterr().err
    assert "which cannot be written: Read-only file system; choose another DIR" in shown
    assert not (tmp_path / "project").exists()


def test_other_settings_of_training_need_a_restart(small, pictures, tmp_path, capsys):
    project = tmp_path / "project"
    assert run("new-project", project, "--images", pictures, *SAID) == 0
    assert run("run-project", project) == 0
    settings = project / "settings.toml"
    settings.write_text(settings.read_text().replace("seed = 0", "seed = 1"))
    first = generated(project)
    capsys.readouterr()
    assert run("run-project", project) == 2
    shown = capsys.readouterr().err
    assert "holds checkpoints of another run: expected seed to be 1, got 0" in shown
    assert f"or forget that run: gan-course run-project {project} --restart" in shown
    assert run("run-project", project, "--restart") == 0
    assert not np.array_equal(generated(project), first)


def test_a_loss_that_is_not_finite_is_told(small, pictures, tmp_path, capsys, monkeypatch):
    from gan_course.training import NonFiniteLossError

    def diverge(*arguments, **options):
        raise NonFiniteLossError("the generator's loss was not finite at step 4")

    assert run("new-project", tmp_path / "project", "--images", pictures, *SAID) == 0
    monkeypatch.setattr("gan_course.training.GAN.fit", diverge)
    assert run("run-project", tmp_path / "project") == 1
    assert "not finite at step 4; choose another seed in" in capsys.readouterr().out


PROGRAM = """
import sys, time
sys.path.insert(0, {tests!r})
import pytest, test_cli_project as shared
from gan_course.runtime import keras
from gan_course.cli import main

class Slow(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        time.sleep({seconds})

patch = pytest.MonkeyPatch()
shared.shrink(patch)
patch.setattr("gan_course.training.ProgressLine", Slow)
sys.exit(main(["run-project", {project!r}]))
"""


def start(project, seconds):
    program = PROGRAM.format(tests=str(Path(__file__).parent), project=str(project), seconds=seconds)
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def wait_for(path, process):
    deadline = time.monotonic() + 300
    while not path.exists():
        assert process.poll() is None, process.stdout.read().decode()
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_project_that_was_killed_goes_on_and_ends_as_if_nothing_had_happened(
    number, small, pictures, tmp_path, capfd
):
    killed, other = tmp_path / "killed", tmp_path / "other"
    for project in (killed, other):
        assert run("new-project", project, "--images", pictures, *SAID) == 0
    process = start(killed, seconds=3)
    wait_for(killed / "run" / "epoch-000001.npz", process)
    process.send_signal(number)
    shown, _ = process.communicate(timeout=300)
    assert process.returncode == (-9 if number == signal.SIGKILL else 143)
    if number == signal.SIGTERM:
        assert b"stopped by SIGTERM: nothing is lost that was saved; the same command goes on" in shown
    assert not (killed / "MODEL_CARD.md").exists()
    capfd.readouterr()
    assert run("run-project", killed) == 0
    assert "going on after epoch " in capfd.readouterr().out
    assert run("run-project", other) == 0
    np.testing.assert_array_equal(generated(killed), generated(other))
    assert (killed / "results" / "history.csv").read_text() == (other / "results" / "history.csv").read_text()


def test_the_notebook_does_what_the_command_does(small, pictures, tmp_path, monkeypatch):
    project = tmp_path / "project"
    assert run("new-project", project, "--images", pictures, *SAID) == 0
    assert run("run-project", project) == 0
    wanted, card = generated(project), (project / "MODEL_CARD.md").read_text(encoding="utf-8")
    shutil.rmtree(project / "export")
    shutil.rmtree(project / "run")
    notebook = json.loads((project / "project.ipynb").read_text(encoding="utf-8"))
    monkeypatch.chdir(project)
    namespace = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), namespace)
    np.testing.assert_array_equal(generated(Path()), wanted)
    assert (project / "MODEL_CARD.md").read_text(encoding="utf-8").count("\n") == card.count("\n")
    assert model_card.validate((project / "MODEL_CARD.md").read_text(encoding="utf-8")) == []

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from gan_course.cli import main
from gan_course.models import (
    Labels,
    conditional_discriminator,
    conditional_generator,
    mlp_discriminator,
    mlp_generator,
)
from gan_course.recipes import RECIPES
from gan_course.training import GAN

RESULTS = ["grid.png", "measures.png", "nearest.png", "report.json", "report.txt"]


def run(*arguments):
    """Run a command in this process, as the shell would; returns its exit code."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as error:
        return error.code


def tiny(latent_dim, image_shape, seed):
    generator = mlp_generator(latent_dim, hidden=(8,), sample_shape=image_shape)
    return generator, mlp_discriminator(hidden=(8,), sample_shape=image_shape)


def save_gan(path, image_shape=(28, 28, 1)):
    replace(RECIPES["mlp"], networks=tiny).gan(image_shape).save(path)
    return path


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return save_gan(tmp_path_factory.mktemp("model") / "model.keras")


def evaluate(model, out, *options):
    return run("evaluate", model, "--dataset", "digits", "--samples", "30", "--out", out, *options)


def test_evaluate_leaves_the_report_that_it_prints_and_three_pictures(model, tmp_path, capsys):
    out = tmp_path / "out"
    assert evaluate(model, out) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[-5:] == [str(out / name) for name in RESULTS]
    assert sorted(path.name for path in out.iterdir()) == RESULTS
    text = (out / "report.txt").read_text(encoding="utf-8")
    assert text.startswith(f"{model} on digits\n30 fakes, and 30 held-out real samples")
    assert text.split("\n", 1)[1] in shown
    content = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert (content["model"], content["dataset"]) == (str(model), "digits")
    assert content["given"] == {"real": 256, "fake": 30, "reference": 1541}
    assert content["measures"]["frechet"]["value"] > content["measures"]["frechet"]["floor"]
    with Image.open(out / "grid.png") as grid, Image.open(out / "nearest.png") as nearest:
        assert "30 images" in grid.text["Description"]
        assert "8 images" in nearest.text["Description"]
    coverage = content["measures"]["coverage"]
    with Image.open(out / "measures.png") as bars:
        assert f"coverage {coverage['value']:.2f} ({coverage['floor']:.2f})" in bars.text["Description"]
    assert evaluate(model, out) == 2
    assert "expected an empty folder" in capsys.readouterr().err
    assert evaluate(model, out, "--overwrite", "--seed", "1") == 0
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["seed"] == 1


def test_as_many_fakes_as_test_images_unless_told_otherwise(model, tmp_path, monkeypatch):
    made = []

    def count(self, n, *, seed):
        made.append(n)
        return np.full((n, 28, 28, 1), -1.0, np.float32) + np.random.default_rng(seed).random((n, 28, 28, 1))

    monkeypatch.setattr(GAN, "generate", count)
    assert run("evaluate", model, "--dataset", "digits", "--out", tmp_path) == 0
    assert made == [1, 256]


def test_a_conditional_gan_is_asked_for_each_digit_as_often(tmp_path, monkeypatch):
    labels = []
    networks = conditional_generator(Labels(10), 2, width=1), conditional_discriminator(Labels(10), width=1, hidden=2)
    made = replace(RECIPES["conditional"], networks=lambda *sizes, condition: networks).gan()
    made.save(tmp_path / "model.keras")
    generate = GAN.generate

    def count(self, n, condition, *, seed):
        labels.append(list(condition))
        return generate(self, n, condition, seed=seed)

    monkeypatch.setattr(GAN, "generate", count)
    assert evaluate(tmp_path / "model.keras", tmp_path / "out") == 0
    assert labels == [[0], [*range(10)] * 3]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--samples", "9"], "expected --samples of at least 10, got 9"),
        (["--samples", "many"], "invalid int value: 'many'"),
        (["--seed", "-1"], "expected --seed to be a whole number of at least 0, got -1"),
        (["--dataset", "nope"], "mnist', got 'nope'; pictures of your own"),
    ],
)
def test_an_option_that_cannot_be(options, message, model, tmp_path, capsys):
    assert run("evaluate", model, "--out", tmp_path / "out", *options) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert "Traceback" not in shown
    assert not (tmp_path / "out").exists()


def test_a_model_that_cannot_be_evaluated(tmp_path, capsys):
    from gan_course.runtime import keras

    (tmp_path / "text.keras").write_text("no model")
    (tmp_path / "text.txt").write_text("no model")
    mlp_generator(4, (8,)).save(tmp_path / "generator.keras")
    keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]).save(tmp_path / "dense.keras")
    save_gan(tmp_path / "small.keras", (16, 16, 3))
    expected = {
        "nowhere.keras": "expected a GAN as `gan-course train` saves it, model.keras, got no file",
        "text.keras": "text.keras, which is none or is damaged",
        "text.txt": "text.txt, which is none or is damaged",
        "generator.keras": "generator.keras; `gan-course train` saves one as model.keras",
        "dense.keras": "expected a GAN, got a Sequential in ",
        "small.keras": "expected a GAN that makes images of 28×28×1, like the data, got one that makes 16×16×3; pass",
    }
    for name, message in expected.items():
        assert evaluate(tmp_path / name, tmp_path / "out") == 2
        shown = capsys.readouterr().err
        assert message in shown
        assert "Traceback" not in shown
        assert not (tmp_path / "out").exists()


def test_data_that_are_no_digits(model, tmp_path, capsys, monkeypatch):
    from gan_course.data import ImageDataset

    def clothes(name, split):
        images = np.full((20, 28, 28, 1), -1, np.float32)
        return ImageDataset(
            images, np.zeros(20, int), "fashion_mnist", "a test", ("T-shirt", "trouser", "pullover", "dress")
        )

    monkeypatch.setattr("gan_course.data.load_images", clothes)
    assert evaluate(model, tmp_path / "out") == 2
    assert "classifier of digits, got T-shirt, trouser, pullover … in fashion_mnist; for" in capsys.readouterr().err


def test_a_generator_that_broke_down(model, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(GAN, "generate", lambda self, n, *, seed: np.full((n, 28, 28, 1), np.nan, np.float32))
    assert evaluate(model, tmp_path / "out") == 2
    assert "fake: expected finite values, got NaN or infinity; look at the generator's loss" in capsys.readouterr().err

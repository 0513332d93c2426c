import argparse

import numpy as np
import pytest
from PIL import Image

from gan_course import models
from gan_course.cli import edit, main
from gan_course.runtime import keras
from gan_course.training import GAN


def run(*arguments):
    """Run a command in this process, as the shell would; returns its exit code."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as error:
        return error.code


class Bars(keras.layers.Layer):
    """Upright bars in 28×28 pixels: the first number of the noise widens them, the second makes them lean."""

    def call(self, noise):
        rows, columns = (keras.ops.cast(each, "float32") for each in np.mgrid[-13.5:14.5, -13.5:14.5])
        width, slant = (keras.ops.reshape(noise[:, i], (-1, 1, 1)) for i in (0, 1))
        distance = keras.ops.abs(columns + 0.2 * slant * rows)
        ink = keras.ops.sigmoid(4 * (2.5 + 0.8 * width - distance)) * keras.ops.sigmoid(4 * (9 - keras.ops.abs(rows)))
        return 2 * ink[..., None] - 1


@pytest.fixture
def gan(tmp_path, monkeypatch):
    noise = keras.Input((2,))
    generator = keras.Model(noise, Bars()(noise))
    path = tmp_path / "bars.keras"
    GAN(generator, models.mlp_discriminator((4,))).save(path)
    monkeypatch.setitem(keras.saving.get_custom_objects(), "Bars", Bars)
    return path


def digit(generator_noise, size=56):
    image = np.asarray(Bars()(np.array([generator_noise], "float32")))[0, ..., 0]
    pixels = ((np.kron(image, np.ones((size // 28, size // 28))) + 1) * 127.5).astype("uint8")
    return np.pad(pixels, ((0, 0), (20, 20)))


def thickness(pixels):
    return np.mean(pixels[24:32, 20:76].astype(float)) * 28 / 255


def test_a_digit_is_made_thicker_in_a_picture_of_any_size_with_its_alpha(gan, tmp_path, capsys):
    pixels = digit([0.2, 0.3])
    alpha = np.full_like(pixels, 99)
    Image.fromarray(np.dstack([pixels] * 3 + [alpha])).save(tmp_path / "own.png")
    assert run("edit", gan, tmp_path / "own.png", "--thickness", 2, "--out", tmp_path / "out") == 0
    assert "own: found again with a mean squared error of 0.0" in capsys.readouterr().out
    with Image.open(tmp_path / "out" / "own.png") as file:
        made = np.asarray(file)
    assert made.shape == (*pixels.shape, 4)
    np.testing.assert_array_equal(made[..., 3], 99)
    np.testing.assert_array_equal(made[:, :20, 0], pixels[:, :20])
    wider = thickness(made[..., 0]) - thickness(pixels)  # above 2: the ends count as edge, so a bar measures thinner
    assert 1.5 < wider < 3.5


def test_dark_ink_on_a_bright_ground_stays_so_and_a_slant_moves_the_top_to_the_right(gan, tmp_path):
    Image.fromarray(255 - digit([0.2, 0.0])).save(tmp_path / "own.png")
    assert run("edit", gan, tmp_path / "own.png", "--slant", 8, "--out", tmp_path / "out") == 0
    with Image.open(tmp_path / "out" / "own.png") as file:
        ink = 255.0 - np.asarray(file.convert("L"))
    top, bottom = (np.average(np.arange(ink.shape[1]), weights=rows.mean(axis=0)) for rows in (ink[12:24], ink[32:44]))
    assert top > bottom + 1
    assert ink[:, :20].mean() < 5


def test_errors_say_what_was_expected(gan, tmp_path, capsys):
    Image.fromarray(digit([0, 0])).save(tmp_path / "own.png")
    out = ("--out", tmp_path / "out")
    assert run("edit", gan, tmp_path / "own.png", *out) == 2
    assert "expected --thickness or --slant" in capsys.readouterr().err
    models.unet(1, width=2).save(tmp_path / "unet.keras")
    assert run("edit", tmp_path / "unet.keras", tmp_path / "own.png", "--slant", 3, *out) == 2
    assert "expected a GAN of grey digits" in capsys.readouterr().err
    generator, discriminator = (
        models.mlp_generator(2, (4,), sample_shape=(8, 8, 3)),
        models.mlp_discriminator((4,), sample_shape=(8, 8, 3)),
    )
    GAN(generator, discriminator).save(tmp_path / "coloured.keras")
    assert run("edit", tmp_path / "coloured.keras", tmp_path / "own.png", "--slant", 3, *out) == 2
    assert "got one of images (8, 8, 3)" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_steps_of_two_directions_add_up():
    noise = keras.Input((2,))
    generator = keras.Model(noise, Bars()(noise))
    both, thick, slant = (
        edit._step(generator, argparse.Namespace(thickness=a, slant=b)) for a, b in ((1.0, 5.0), (1.0, 0.0), (0.0, 5.0))
    )
    np.testing.assert_allclose(both, thick + slant, atol=1e-5)
    assert abs(thick[0]) > 5 * abs(thick[1])
    assert abs(slant[1]) > 5 * abs(slant[0])

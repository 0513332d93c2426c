import numpy as np
import pytest
from PIL import Image

from gan_course import models
from gan_course.cli import main
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.runtime import keras
from gan_course.training import GAN, CycleGAN


def run(*arguments):
    """Run a command in this process, as the shell would; returns its exit code."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as error:
        return error.code


def negative(channels=3):
    """A translator that turns pictures into their negatives."""
    layer = keras.layers.Conv2D(channels, 1, use_bias=False)
    model = keras.Sequential([keras.Input((None, None, channels)), layer])
    layer.set_weights([-np.eye(channels)[None, None]])
    return model


@pytest.fixture
def model(tmp_path):
    negative().save(tmp_path / "negative.keras")
    return tmp_path / "negative.keras"


@pytest.fixture
def picture(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (13, 301, 3)).astype("uint8")
    Image.fromarray(pixels).save(tmp_path / "noise.png")
    return pixels, tmp_path / "noise.png"


def opened(path):
    with Image.open(path) as file:
        return np.asarray(file)


def test_a_picture_of_any_size_is_translated_and_keeps_it(model, picture, tmp_path, capsys):
    pixels, path = picture
    assert run("translate", model, path, "--out", tmp_path / "out") == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(tmp_path / "out" / "noise.png")
    np.testing.assert_array_equal(opened(tmp_path / "out" / "noise.png"), 255 - pixels)


def test_what_is_transparent_stays_so_and_the_camera_may_be_turned(model, tmp_path):
    colours = np.zeros((5, 8, 4), "uint8")
    colours[..., 3], colours[0, :, 0] = np.arange(8) * 30, 200
    Image.fromarray(colours).save(tmp_path / "glass.png")
    upright = Image.fromarray(colours[..., :3])
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter: the first row is the right column
    upright.save(tmp_path / "turned.tiff", exif=exif)
    assert run("translate", model, tmp_path / "glass.png", tmp_path / "turned.tiff", "--out", tmp_path / "out") == 0
    made = opened(tmp_path / "out" / "glass.png")
    np.testing.assert_array_equal(made[..., 3], colours[..., 3])
    np.testing.assert_array_equal(made[..., :3], 255 - colours[..., :3])
    turned = opened(tmp_path / "out" / "turned.png")
    assert turned.shape == (8, 5, 3)
    np.testing.assert_array_equal(turned[:, -1, 0], 55)


def test_a_folder_is_translated_and_what_cannot_be_read_is_named(model, tmp_path, capsys):
    for name in ("a/same.png", "b/same.png"):
        (tmp_path / "own" / name).parent.mkdir(parents=True)
        Image.new("RGB", (9, 9)).save(tmp_path / "own" / name)
    (tmp_path / "own" / "broken.jpg").write_bytes(b"nothing")
    assert run("translate", model, tmp_path / "own", "--out", tmp_path / "out") == 0
    assert "skipped" in (shown := capsys.readouterr().out)
    assert "broken.jpg (not a picture that Pillow can read)" in shown
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["same-2.png", "same.png"]


def test_the_courses_own_translator_has_a_name(tmp_path):
    Image.fromarray(np.full((16, 16, 3), 250, "uint8")).save(tmp_path / "bright.png")
    assert run("translate", "ink", tmp_path / "bright.png", "--out", tmp_path / "out") == 0
    assert opened(tmp_path / "out" / "bright.png")[8, 8].astype(int)[[0, 2]] @ [1, -1] > 10  # paper is yellowish


def test_a_height_scales_first(model, picture, tmp_path):
    assert run("translate", model, picture[1], "--height", 26, "--out", tmp_path / "out") == 0
    assert opened(tmp_path / "out" / "noise.png").shape == (26, 602, 3)


def test_each_kind_of_translator_is_understood(picture, tmp_path):
    identity = negative()
    identity.set_weights([np.eye(3)[None, None]])
    judges = [models.patch_discriminator(widths=(2,), hidden=2) for _ in range(2)]
    CycleGAN(negative(), identity, *judges).save(tmp_path / "cycle.keras")
    conditional = models.patch_discriminator(widths=(2,), hidden=2, condition_channels=3)
    GAN(negative(), conditional, noise=False).save(tmp_path / "pairs.keras")
    grey = negative(1)
    grey.save(tmp_path / "grey.keras")
    pixels, path = picture
    for name, options, expected in (
        ("cycle", [], 255 - pixels),
        ("cycle", ["--back"], pixels),
        ("pairs", [], 255 - pixels),
        ("grey", [], np.repeat(255 - pixels.mean(axis=-1, keepdims=True), 3, axis=-1)),
    ):
        out = tmp_path / f"{name}{len(options)}"
        assert run("translate", tmp_path / f"{name}.keras", path, *options, "--out", out) == 0
        np.testing.assert_allclose(opened(out / "noise.png"), expected, atol=0.51)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.keras", "noise.png"], "got no file"),
        (["noise.png", "noise.png"], "which is none or is damaged"),
        (["negative.keras", "nothing.png"], "got nothing of this name"),
        (["negative.keras", "negative.keras"], "expected a picture, got one that cannot be read"),
        (["negative.keras", "noise.png", "--back"], "leave --back out"),
        (["negative.keras", "noise.png", "--height", "2"], "--height"),
        (["gan.keras", "noise.png"], "for any height and width"),
    ],
)
def test_errors_say_what_was_expected(model, picture, tmp_path, capsys, arguments, message):
    sample_shape = (8, 8, 1)
    generator = mlp_generator(2, (4,), sample_shape=sample_shape)
    GAN(generator, mlp_discriminator((4,), sample_shape=sample_shape)).save(tmp_path / "gan.keras")
    paths = [tmp_path / each if "." in each else each for each in arguments]
    assert run("translate", *paths, "--out", tmp_path / "out") == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

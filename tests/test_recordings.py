"""What the course ships of long training runs, and that the code which makes it works."""

import numpy as np
import pytest

from gan_course import recordings
from gan_course.recordings import make


@pytest.mark.parametrize("name", recordings.FRAMES)
def test_frames_begin_even_and_end_with_pictures(name):
    frames = recordings.frames(name)
    assert len(frames) > 10
    assert len({frame.shape for frame in frames}) == 1
    assert frames[0].ndim == (3 if name == "colours" else 2)
    assert frames[0][:28, :28].std() < 25 < frames[-1][:28, :28].std()


@pytest.mark.parametrize("name", recordings.CURVES)
def test_the_tutorials_curve_begins_at_step_0_and_falls(name):
    curve = recordings.curve(name)
    assert curve["step"][0] == 0
    assert curve["step"][-1] == make.TUTORIAL_STEPS
    assert np.all(np.diff(curve["step"]) == make.TUTORIAL_STEPS // make.TUTORIAL_POINTS)
    assert 0 < curve["frechet"][-1] < curve["frechet"][0]


@pytest.mark.parametrize("name", recordings.TABLES)
def test_a_table_has_three_seeds_for_each_pair_of_networks(name):
    table = recordings.table(name)
    assert list(table) == ["paper", "neither", "upsampling", "dense", "both"]
    assert all(len(distances) == 3 and (distances > 0).all() for distances in table.values())


@pytest.mark.parametrize("load", [recordings.frames, recordings.curve, recordings.table])
def test_an_unknown_name_is_refused(load):
    with pytest.raises(ValueError, match=r"expected one of .*, got 'nothing'"):
        load("nothing")


def test_a_recording_can_be_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(make, "PAPER_STEPS", 4)
    monkeypatch.setattr(make, "PAPER_FRAMES", 2)
    said = []
    make.make("dcgan-digits", tmp_path, said.append)
    file = tmp_path / "dcgan-digits.gif"
    assert file.read_bytes()[:6] == b"GIF89a"
    assert said[0].startswith("dcgan-digits.gif: ")


@pytest.mark.parametrize(("upsampling", "hidden"), [(False, 0), (True, 128)])
def test_the_pairs_of_the_table_differ_in_what_they_say(upsampling, hidden):
    generator, discriminator = make.pair(upsampling, hidden)(64, (28, 28, 1), 0)
    kinds = [type(layer).__name__ for layer in generator.layers]
    assert ("UpSampling2D" in kinds) == upsampling
    assert ("Conv2DTranspose" in kinds) != upsampling
    assert (discriminator.layers[-2].output.shape[-1] == 128) == bool(hidden)
    assert generator.output_shape == (None, 28, 28, 1)
    assert discriminator.output_shape == (None, 1)


def test_the_tables_say_what_day_3_says_of_them():
    mnist, digits = recordings.table("networks-mnist"), recordings.table("networks-digits")
    assert mnist["both"].max() < min(mnist[name].min() for name in ("paper", "neither", "upsampling", "dense"))
    assert digits["neither"].min() < digits["both"].mean() < digits["neither"].max()
    assert max(digits["neither"].max(), digits["both"].max()) < digits["paper"].mean()

import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from scrubber import Frame, frames_of, from_pixels, scrubber

from gan_course import plots

FRAMES = [from_pixels(np.full((20, 30), 40 * number, np.uint8), f"frame <{number}>", scale=2) for number in range(3)]
LABELS = ["0 steps", "1 step", "2 steps"]


def data(html):
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)[1])


def test_a_frame_keeps_its_pixels_where_that_is_small():
    shades = np.arange(0, 240, 8, dtype=np.uint8).reshape(5, 6)
    frame = from_pixels(shades, "shades", scale=3)
    assert frame.size == (18, 15)
    with Image.open(io.BytesIO(frame.webp)) as image:
        assert np.abs(np.asarray(image.convert("L")).astype(int) - shades).max() <= 8


def test_a_picture_is_one_frame_of_its_size():
    picture = plots.histogram({"a": [1, 2]}, title="t", x_label="x", alt="two bars")
    (frame,) = frames_of(picture)
    assert (frame.size, frame.alt) == (picture.size, "two bars")


def test_an_animation_has_all_its_frames():
    pixels = [np.full((330, 400), shade, np.uint8) for shade in (0, 100, 200)]
    frames = frames_of(plots.animation(pixels, alt="it grows lighter"))
    with_means = [np.asarray(Image.open(io.BytesIO(frame.webp)).convert("L")).mean() for frame in frames]
    assert with_means == pytest.approx([0, 100, 200], abs=3)
    assert {frame.alt for frame in frames} == {"it grows lighter"}


def test_without_its_script_the_figure_is_a_described_picture():
    html = scrubber(FRAMES, LABELS, "training")
    assert html.count("<img ") == 1
    assert 'alt="frame &lt;2&gt;" width="60" height="40" src="data:image/webp;base64,' in html
    assert '<figcaption class="scrubber-controls" hidden>' in html


def test_the_slider_is_labelled_and_says_its_value():
    html = scrubber(FRAMES, LABELS, "training", first=0)
    assert '<label>training <input type="range" min="0" max="2" value="0" aria-valuetext="0 steps"></label>' in html


def test_the_script_gets_every_frame_and_cannot_be_ended_by_a_description():
    frames = [*FRAMES, Frame(FRAMES[0].webp, (60, 40), "</script><b>")]
    html = scrubber(frames, [*LABELS, "3 steps"], "training")
    assert data(html)["alts"] == ["frame <0>", "frame <1>", "frame <2>", "</script><b>"]
    assert data(html)["labels"][3] == "3 steps"
    assert len(set(data(html)["sources"])) == 3


@pytest.mark.parametrize(("frames", "labels"), [([], []), (FRAMES, LABELS[:2])])
def test_frames_and_labels_belong_together(frames, labels):
    with pytest.raises(ValueError, match="expected a label for each frame, at least one, got"):
        scrubber(frames, labels, "training")

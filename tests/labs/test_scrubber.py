import base64
import io
import json
import re
import shutil
import subprocess

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from gan_course import plots, recordings
from gan_course.labs.scrubber import WIDEST, Scrubber, frames_of, from_pixels, scrubber

FRAMES = [np.full((4, 6), value, np.uint8) for value in (0, 100, 255)]
LABELS = ["at first", "later", "</script> at last"]

# What scrubber.js needs of a browser.
BROWSER = """
const handlers = {};
const make = (kind) => ({ textContent: "", attributes: {},
  addEventListener(name, act) { handlers[kind + name] = act; },
  setAttribute(name, value) { this.attributes[name] = value; } });
const parts = { img: make("img"), input: Object.assign(make("input"), { value: 2 }),
  output: make("output"), button: make("button"), "[hidden]": { hidden: true } };
globalThis.document = { getElementById: () => ({ querySelector: (kind) => parts[kind] }) };
globalThis.matchMedia = () => ({ matches: false });
let tick;
globalThis.setInterval = (act) => { tick = act; return 7; };
globalThis.clearInterval = () => { tick = 0; };
"""


def listed(page):
    return json.loads(re.search(r"const frames = (\[\[.*\]\]);", page)[1])


def decoded(source):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(source.removeprefix("data:image/webp;base64,")))))


def test_each_frame_is_there_with_its_label_and_description():
    page = scrubber(FRAMES, labels=LABELS, alt="Grey.").html()
    frames = listed(page)
    assert [label for label, *_ in frames] == LABELS
    assert [alt for *_, alt in frames] == [f"Grey. Now: {label}." for label in LABELS]
    for (_, source, _), frame in zip(frames, FRAMES, strict=True):
        assert np.array_equal(decoded(source)[..., 0], frame)
    assert page.count("</script>") == 1  # a label cannot end the script
    assert "&lt;/script&gt; at last" in page


def test_without_script_one_frame_stays_with_its_description():
    run = scrubber(FRAMES, labels=LABELS, alt='Grey "frames".')
    figure = run.html().partition("<script>")[0]
    assert figure.count("<img ") == 1
    assert 'alt="Grey &quot;frames&quot;. Now: &lt;/script&gt; at last."' in figure
    assert '<figcaption class="scrubber-controls" hidden>' in figure
    bundle = run._repr_mimebundle_()
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as image:
        assert np.all(np.asarray(image.convert("RGB")) == 255)
    assert bundle["text/plain"] == 'Grey "frames". Now: </script> at last.'


def test_the_slider_is_labelled_and_says_its_value():
    frames = tuple(from_pixels(frame, "grey") for frame in FRAMES)
    page = Scrubber(frames, ("0", "1", "2"), "training", first=0).html()
    assert re.search(r'<label>training <input type="range" min="0" max="2" value="0" aria-valuetext="0" ', page)


def test_small_frames_are_enlarged_by_whole_numbers_and_pictures_are_not():
    run = scrubber(FRAMES, labels=LABELS, alt="x")
    assert {frame.size for frame in run.frames} == {(342, 228)}
    assert "image-rendering: pixelated" in run.html()
    picture = plots.picture(Figure((2, 1)), alt="one")
    run = scrubber([picture, picture], labels=["a", "b"], alt="x")
    assert run.frames[0].size == picture.size == (192, 96)
    assert "pixelated" not in run.html()


def test_a_frame_keeps_its_pixels_where_that_is_small():
    shades = np.arange(0, 240, 8, dtype=np.uint8).reshape(5, 6)
    frame = from_pixels(shades, "shades", scale=3)
    assert frame.size == (18, 15)
    with Image.open(io.BytesIO(frame.webp)) as image:
        assert np.abs(np.asarray(image.convert("L")).astype(int) - shades).max() <= 8


def test_a_wide_frame_among_many_loses_pixels_and_keeps_its_size_on_the_page():
    wide = np.full((330, 2 * WIDEST), 100, np.uint8)
    (moving,) = frames_of(plots.animation([wide], alt="it stays"), widest=WIDEST)
    run = scrubber([wide], labels=["now"], alt="it stays")
    for frame in (moving, *run.frames):
        with Image.open(io.BytesIO(frame.webp)) as image:
            assert image.size == (WIDEST, 165)
        assert frame.size == (2 * WIDEST, 330)


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


def test_a_recorded_run_stays_small():
    frames = recordings.frames("colours")
    page = scrubber(frames, labels=[str(i) for i in range(len(frames))], alt="Coloured digits.").html()
    assert len(page) < 1_000_000


@pytest.mark.parametrize(
    ("frames", "labels"),
    [
        ([], []),
        (FRAMES, LABELS[:2]),
        ([FRAMES[0], np.zeros((2, 2), np.uint8)], ["a", "b"]),
        ([np.zeros((2, 2))], ["a"]),
    ],
)
def test_what_are_no_frames_is_refused(frames, labels):
    with pytest.raises(ValueError, match=r"expected .*, got "):
        scrubber(frames, labels=labels, alt="x")


@pytest.mark.skipif(shutil.which("node") is None, reason="the script is tried with node")
def test_the_script_shows_frames_plays_to_the_end_and_stops(tmp_path):
    page = scrubber(FRAMES, labels=["first", "second", "third"], alt="Grey.").html()
    source = page.partition("<script>")[2].removesuffix("</script>\n")
    script = tmp_path / "script.mjs"
    script.write_text(
        BROWSER
        + source
        + """
const seen = [parts["[hidden]"].hidden];
parts.input.value = 1;
handlers.inputinput();
seen.push(parts.output.textContent, parts.img.alt, parts.input.attributes["aria-valuetext"]);
parts.input.value = 2;
handlers.buttonclick();
seen.push(parts.output.textContent);
tick();
tick();
seen.push(parts.output.textContent, tick, parts.button.textContent);
console.log(JSON.stringify(seen));
""",
        encoding="utf-8",
    )
    done = subprocess.run(["node", str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    played = ["second", "Grey. Now: second.", "second", "first", "third", 0, "▶ play"]
    assert json.loads(done.stdout) == [False, *played]

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
from gan_course.labs.scrubber import scrubber

FRAMES = [np.full((4, 6), value, np.uint8) for value in (0, 100, 255)]
LABELS = ["at first", "later", "</script> at last"]

# What scrubber.js needs of a browser.
BROWSER = """
const handlers = {};
const make = (kind) => ({ textContent: "", attributes: {},
  addEventListener(name, act) { handlers[kind + name] = act; },
  setAttribute(name, value) { this.attributes[name] = value; } });
const parts = { img: Object.assign(make("img"), { alt: "Grey." }), input: Object.assign(make("input"), { value: 2 }),
  output: make("output"), button: make("button"), "[hidden]": { hidden: true } };
globalThis.document = { getElementById: () => ({ querySelector: (kind) => parts[kind] }) };
globalThis.matchMedia = () => ({ matches: false });
let tick;
globalThis.setInterval = (act) => { tick = act; return 7; };
globalThis.clearInterval = () => { tick = null; };
"""


def test_each_frame_is_there_with_its_label():
    page = scrubber(FRAMES, labels=LABELS, alt="Grey.").html()
    (listed,) = re.findall(r"const frames = (\[\[.*\]\]);", page)
    frames = json.loads(listed)
    assert [label for label, _ in frames] == LABELS
    for (_, encoded), frame in zip(frames, FRAMES, strict=True):
        assert np.array_equal(np.asarray(Image.open(io.BytesIO(base64.b64decode(encoded)))), frame)
    assert page.count("</script>") == 1  # a label cannot end the script
    assert "&lt;/script&gt; at last" in page


def test_without_script_the_last_frame_stays_with_its_description():
    run = scrubber(FRAMES, labels=LABELS, alt='Grey "frames".')
    before = run.html().partition("<script>")[0]
    assert 'alt="Grey &quot;frames&quot;."' in before
    assert "<div hidden" in before
    bundle = run._repr_mimebundle_()
    assert np.asarray(Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))))[0, 0] == 255
    assert bundle["text/plain"] == 'Grey "frames".'


def test_small_frames_are_enlarged_by_whole_numbers_and_pictures_are_not():
    assert scrubber(FRAMES, labels=LABELS, alt="x").width == 342
    picture = plots.picture(Figure((2, 1)), alt="one")
    run = scrubber([picture, picture], labels=["a", "b"], alt="x")
    assert (run.width, run.pixelated) == (192, False)


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
    source = page.partition("<script>")[2].removesuffix("</script>")
    script = tmp_path / "script.mjs"
    script.write_text(
        BROWSER
        + source
        + """
const seen = [parts.output.textContent, parts["[hidden]"].hidden];
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
    played = ["second", "Grey. Now: second.", "second", "first", "third", None, "▶ play"]
    assert json.loads(done.stdout) == ["third", False, *played]

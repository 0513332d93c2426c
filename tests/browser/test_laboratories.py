"""Each laboratory, moved by its controls in a real browser: its picture changes, and how long that took.

All stand in one notebook. `pytest -rP` prints the milliseconds from control to picture.
"""

import statistics

import pytest

LABORATORIES = {
    "the detector bench": """
import numpy

from gan_course import fake_detection
from gan_course.demos import day10
from gan_course.labs.detector_bench import detector_bench

real, twin, other, another = (
    day10.grey_patches(names, 100, seed=seed) for seed, names in enumerate((day10.KNOWN,) * 2 + (day10.UNSEEN,) * 2)
)
known = fake_detection.enlarge(twin, "transposed")
spectrum = fake_detection.spectral_detector(real, known)
network = fake_detection.network_detector(real, known, epochs=1)
detector_bench({"spectrum": spectrum, "network": network}, other, another)
""",
    "the piano roll": """
from gan_course import music
from gan_course.labs.piano_roll import piano_roll

melodies = music.load_melodies()
halves = [9, *[music.HOLD] * 3, 12, *[music.HOLD] * 3] * 4
piano_roll({"halves": halves, "a test tune": melodies.test[0]}, melodies)
""",
    "the prompt box": """
from gan_course.demos import day07

day07.prompt_box(day07.painter(), "a seven")
""",
    "the drawing pad": """
from gan_course import inversion, models
from gan_course.demos import day08

generator = models.dcgan_generator(64)
edits = {name: numpy.full(64, step) for name, step in (("one way", 0.1), ("the other", -0.1))}
day08.drawing_box(generator, inversion.encoder(64), edits, pen=2.6)
""",
    "the latent explorer": """
from gan_course.data import load_images
from gan_course.labs.explorer import explorer

explorer(generator, load_images().images)
""",
    "the Dirac-GAN": """
from gan_course.labs.dirac import dirac

dirac()
""",
    "a recorded run": """
from gan_course import recordings
from gan_course.labs.scrubber import scrubber

frames = recordings.frames("dcgan-digits")
scrubber(frames, labels=[f"frame {i}" for i in range(len(frames))], alt="Digits come out of noise.")
""",
}
MOVES = 6
# Waits until the laboratory is at rest, sets a field or presses keys as a reader does, and waits until the laboratory
# has drawn and the browser has shown it.
MOVE = """
async ([lab, query, value, keys]) => {
  const root = document.querySelector(`[role=group][aria-label="${lab}"]`);
  const field = root.querySelector(query);
  const counted = root.parentElement;
  for (let seen = null; seen !== counted.dataset.pictures; await new Promise((resolve) => setTimeout(resolve, 120)))
    seen = counted.dataset.pictures;
  const start = performance.now();
  for (const key of keys) field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  if (!keys.length) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  await new Promise((resolve) => {
    const before = counted.dataset.pictures;
    const watch = new MutationObserver(() => {
      if (counted.dataset.pictures === before) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(counted, { attributes: true });
  });
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}
"""

SCRUB = """
async (frame) => {
  const root = document.querySelector("figure.scrubber");
  const [image, slider] = [root.querySelector("img"), root.querySelector("input")];
  const start = performance.now();
  slider.value = frame;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await image.decode();
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}
"""
# Keeps the frequency of every note that the browser is told to play.
COUNT_NOTES = """
globalThis.notesBegun = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  globalThis.notesBegun.push(this.frequency.value);
  return start.apply(this, when);
};
"""


@pytest.fixture(scope="module")
def opened(new_student):
    """All laboratories in one notebook, alive."""
    with new_student(COUNT_NOTES) as student:
        student.write("laboratories.ipynb", list(LABORATORIES.values()))
        student.open("laboratories.ipynb")
        student.run_all("laboratories.ipynb")
        yield student


def laboratory(student, name):
    part = student.page.get_by_role("group", name=name, exact=True)
    part.wait_for()
    part.scroll_into_view_if_needed()
    student.wait_for_picture_after(part, 0)
    return part


def times(student, name, label, values=(), *, keys=()):
    """Move a control some times, or press keys on it as often, and print how long the pictures took."""
    query = f'[aria-label^="{label}"]:is(input, canvas)'
    moves = [[str(value), []] for value in values] or [["", list(keys)]] * MOVES
    found = [student.page.evaluate(MOVE, [name, query, *move]) for move in moves]
    report(name, label, found)


def report(name, label, milliseconds):
    typical, longest = statistics.median(milliseconds), max(milliseconds)
    print(f"{name:20} {label:16} median {typical:4.0f} ms, longest {longest:4.0f} ms")


def test_the_detector_bench(opened):
    bench = laboratory(opened, "the detector bench")
    before = opened.drawn(bench)
    times(opened, "the detector bench", "patch", range(2, 2 + MOVES))
    assert opened.drawn(bench) != before
    told = bench.locator(".gan-lab-status").inner_text()
    times(opened, "the detector bench", "blur, pixels", [0.05 * (1 + i) for i in range(MOVES)])
    times(opened, "the detector bench", "JPEG quality", range(60, 60 + MOVES))
    times(opened, "the detector bench", "threshold", [0.25 * i for i in range(MOVES)])
    assert bench.locator(".gan-lab-status").inner_text() != told
    bench.get_by_label("detector", exact=True).select_option("network")
    opened.page.wait_for_timeout(500)
    times(opened, "the detector bench", "blur, pixels", [0.9 + 0.05 * i for i in range(MOVES)])
    opened.look("bench")


def test_the_piano_roll(opened):
    roll, page = laboratory(opened, "the piano roll"), opened.page
    told, keys = roll.locator(".gan-lab-status").last, roll.get_by_role("application")
    before, words = opened.drawn(roll), told.inner_text()
    box = keys.bounding_box()
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.1 * box["height"])
    opened._until(lambda: told.inner_text() != words, "expected other measures for another melody, got the same")
    assert opened.drawn(roll) != before
    roll.get_by_role("button", name="undo").click()
    opened._until(lambda: told.inner_text() == words, "expected the measures as they were, got others")
    keys.focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    assert "Bar 3, eighth 7" in roll.locator(".gan-lab-status").first.inner_text()
    opened._until(lambda: told.inner_text() != words, "expected one note more, got as many as before")
    times(opened, "the piano roll", "piano roll", keys=["ArrowLeft", "Enter"])
    roll.get_by_role("button", name="play").click()
    opened._until(lambda: heard(opened) > 2, "expected some notes to sound, got silence")
    opened.look("piano_roll")
    roll.get_by_role("button", name="stop").click()
    roll.get_by_role("button", name="play").wait_for()
    silent = heard(opened)
    page.wait_for_timeout(700)
    assert heard(opened) == silent


def heard(student):
    return student.page.evaluate("() => globalThis.notesBegun.length")


def test_the_prompt_box(opened):
    prompt = laboratory(opened, "the prompt box")
    told, box = prompt.locator(".gan-lab-status"), prompt.get_by_role("textbox")
    before = opened.drawn(prompt)
    box.fill("a purple seven")
    told.filter(has_text="'purple'").wait_for()
    assert box.get_attribute("aria-invalid") == "true"
    assert opened.drawn(prompt) == before
    box.press("ControlOrMeta+a")
    box.press_sequentially("a thick four")
    told.filter(has_text="“a thick four”").wait_for()
    assert opened.drawn(prompt) != before
    times(opened, "the prompt box", "Ask for:", ["a tiny three", "a bold two", "a nine"] * 2)
    opened.look("prompt_box")
    box.fill("a seven")
    told.filter(has_text="“a seven”").wait_for()
    assert opened.drawn(prompt) == before


def test_the_drawing_pad(opened):
    pad, page = laboratory(opened, "the drawing pad"), opened.page
    told, made = pad.locator(".gan-lab-status"), pad.locator("canvas").nth(1)
    told.filter(has_text="found again by 100 steps").wait_for()
    seven, before = opened.drawn(pad), pixels(made)
    box = pad.get_by_role("application").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 200, steps=12)
    page.mouse.up()
    told.filter(has_text="found again by 100 steps").wait_for()
    assert opened.drawn(pad) != seven
    assert pixels(made) != before
    opened.look("drawing_pad")
    pad.get_by_role("application").focus()
    page.keyboard.press("Control+z")
    opened._until(lambda: opened.drawn(pad) == seven, "expected the seven without the stroke, got something else")
    page.keyboard.press("Delete")
    told.filter(has_text="The pad is empty").wait_for()
    for key in ("Space", *("ArrowDown",) * 4, "Space"):
        page.keyboard.press(key)
    told.filter(has_text="found again by 100 steps").wait_for()
    opened.look("drawing_pad_by_keys")
    times(opened, "the drawing pad", "pad to draw in", keys=["ArrowRight", " ", "ArrowRight", "ArrowUp", " "])
    pad.get_by_role("button", name="clear").click()
    told.filter(has_text="The pad is empty").wait_for()


def pixels(canvas):
    return canvas.evaluate("node => node.toDataURL()")


def test_the_latent_explorer(opened):
    explorer = laboratory(opened, "the latent explorer")
    before = opened.drawn(explorer)
    times(opened, "the latent explorer", "pad over", keys=["ArrowRight"])
    times(opened, "the latent explorer", "from A to B", [0.05 * (1 + i) for i in range(MOVES)])
    assert opened.drawn(explorer) != before


def test_the_dirac_gan(opened):
    game = laboratory(opened, "the Dirac-GAN")
    before = opened.drawn(game)
    times(opened, "the Dirac-GAN", "γ of R1", [0.1 * (1 + i) for i in range(MOVES)])
    times(opened, "the Dirac-GAN", "start at θ", [0.1 * i for i in range(MOVES)])
    assert opened.drawn(game) != before


def test_a_recorded_run(opened):
    run = opened.page.locator("figure.scrubber")
    run.scroll_into_view_if_needed()
    picture = run.get_by_role("img")
    before = picture.get_attribute("src")
    found = [opened.page.evaluate(SCRUB, str(frame)) for frame in range(MOVES)]
    report("a recorded run", "moment", found)
    assert picture.get_attribute("src") != before


def test_no_part_of_them_keeps_a_reader_out(opened):
    for name in LABORATORIES:
        if name != "a recorded run":
            laboratory(opened, name)
    assert not opened.barriers()

"""Each laboratory, moved by its controls in a real browser: its picture changes, and how long that took.

All stand in one notebook. `pytest -rP` prints the milliseconds from control to picture.
"""

import statistics

import pytest

LABORATORIES = {
    "the detector bench": """
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
from gan_course import music, recordings
from gan_course.labs.piano_roll import piano_roll

melodies = music.load_melodies()
piano_roll({"a GAN's": recordings.melodies()[0], "a test tune": melodies.test[0]}, melodies)
""",
}
MOVES = 12
# Sets a field or presses keys as a reader does, and waits until the laboratory has drawn and the browser has shown it.
MOVE = """
async ([lab, query, value, keys]) => {
  const root = document.querySelector(`[role=group][aria-label="${lab}"]`);
  const field = root.querySelector(query);
  const counted = root.parentElement;
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
def opened(chromium, server):
    """All laboratories in one notebook, alive."""
    from tests.browser.conftest import Student

    root, address = server
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.add_init_script(COUNT_NOTES)
    student = Student(root, address, page)
    student.write("laboratories.ipynb", list(LABORATORIES.values()))
    student.open("laboratories.ipynb")
    student.run_all("laboratories.ipynb")
    yield student
    student.end_kernels()
    page.close()


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
    print(f"{name:24} {label:32} median {statistics.median(found):5.0f} ms, longest {max(found):5.0f} ms")


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
    opened._until(lambda: told.inner_text() != words, "expected the note that was keyed in to count, got the same")
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

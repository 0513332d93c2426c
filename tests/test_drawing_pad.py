import json
import shutil
import subprocess
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from gan_course import drawing_pad, plots

LINE = [[[0.1, 0.2], [0.3, 0.4]]]

# What drawing_pad.js needs of a browser: elements that keep what they are given, and one call for each event.
BROWSER = """
class Element {
  constructor() { this.style = {}; this.children = []; this.handlers = {}; this.calls = []; this.attributes = {}; }
  append(...children) { this.children.push(...children); }
  setAttribute(name, value) { this.attributes[name] = value; }
  addEventListener(name, handler) { this.handlers[name] = handler; }
  setPointerCapture() {}
  getBoundingClientRect() { return { left: 10, top: 20, width: 200, height: 100 }; }
  getContext() {
    const calls = this.calls;
    return new Proxy({}, { get: (_, name) => (...values) => calls.push([name, ...values]), set: () => true });
  }
}
globalThis.document = { createElement: () => new Element() };
const values = { strokes: [], pixels: 100, description: "a digit" };
const sent = [];
const changed = {};
const model = {
  get: (name) => values[name],
  set: (name, value) => { values[name] = value; },
  save_changes: () => { sent.push(JSON.parse(JSON.stringify(values.strokes))); changed["change:strokes"](); },
  on: (name, handler) => { changed[name] = handler; },
  off: (name) => { delete changed[name]; },
};
"""


def test_the_picture_follows_the_drawing():
    seen = []

    def draw(strokes):
        seen.append(strokes)
        if len(strokes) > 1:
            raise ValueError("expected one stroke, got more")
        return plots.picture(Figure((2, 1)), alt=f"a drawing of {len(strokes[0])} points")

    box = drawing_pad.drawing_box(draw, strokes=[[(0.5, 0.5)]], description="a digit")
    assert box.picture.alt == "a drawing of 1 points"
    assert box.pad.strokes == [[[0.5, 0.5]]]
    box.pad.strokes = LINE
    assert box.picture.alt == "a drawing of 2 points"
    assert seen[-1] == [[(0.1, 0.2), (0.3, 0.4)]]
    box.pad.strokes = [*LINE, *LINE]
    assert (box.picture.alt, box.message.value) == ("a drawing of 2 points", "expected one stroke, got more")
    box.pad.strokes = []
    assert (box.picture.alt, box.message.value) == ("a drawing of 2 points", "")
    box.pad.strokes = [["nonsense"]]
    assert "expected strokes to be lists of points" in box.message.value
    assert len(seen) == 3


def test_in_a_notebook_the_picture_is_an_ordinary_output_that_a_drawing_replaces(outputs_of_two_cells):
    first = (
        "from matplotlib.figure import Figure\nfrom gan_course import drawing_pad, plots\n"
        "draw = lambda strokes: plots.picture(Figure((2, 1)), alt=f'{len(strokes)} strokes')\n"
        "box = drawing_pad.drawing_box(draw, strokes=[[(0, 0)]], description='a digit')\nbox"
    )
    (picture, control), (replaced, _), _ = outputs_of_two_cells(first, "box.pad.strokes = [[[0, 0]], [[1, 1]]]")
    assert picture.data["text/plain"] == "1 strokes"
    assert "application/vnd.jupyter.widget-view+json" in control.data
    assert replaced.data["text/plain"] == "2 strokes"


@pytest.mark.skipif(shutil.which("node") is None, reason="the pad's part in the browser is tried with node")
def test_in_the_browser_a_stroke_is_sent_when_the_pen_is_lifted(tmp_path):
    source = Path(drawing_pad.__file__).with_name("drawing_pad.js").read_text(encoding="utf-8")
    script = tmp_path / "script.mjs"
    script.write_text(
        BROWSER
        + source.replace("export default { render };", "")
        + """
const el = new Element();
const stop = render({ model, el });
const [canvas, clear] = el.children;
const at = (x, y) => ({ clientX: x, clientY: y, pointerId: 1 });
canvas.handlers.pointermove(at(50, 50));
canvas.handlers.pointerdown(at(10, 20));
canvas.handlers.pointermove(at(110, 70));
const during = sent.length;
const lines = canvas.calls.filter((call) => call[0] === "lineTo").slice(-1)[0];
canvas.handlers.pointerup(at(110, 70));
canvas.handlers.pointerup(at(110, 70));
canvas.handlers.pointerdown(at(210, 120));
canvas.handlers.pointerup(at(210, 120));
clear.handlers.click();
stop();
const label = canvas.attributes["aria-label"];
console.log(JSON.stringify({ during, lines, sent, label, left: Object.keys(changed) }));
""",
        encoding="utf-8",
    )
    done = subprocess.run(["node", str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    stroke = [[0, 0], [0.5, 0.5]]
    assert told == {
        "during": 0,
        "lines": ["lineTo", 50, 50],
        "sent": [[stroke], [stroke, [[1, 1]]], []],
        "label": "a digit",
        "left": [],
    }

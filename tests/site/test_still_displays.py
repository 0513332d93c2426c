import re
from pathlib import Path

import nbclient
import nbformat
import pytest

SITE = Path(__file__).parents[2] / "site"
PROLOGUE = f"import sys; sys.path.insert(0, {str(SITE)!r})\nimport still_displays\nstill_displays.register()"
SOURCES = {
    "animation": "import numpy as np\nfrom gan_course import plots, widgets\n"
    "plots.animation([np.full((400, 400), shade, np.uint8) for shade in (0, 99, 200)], alt='it grows lighter')",
    "slider": "def frame(n):\n    return plots.histogram({'a': range(n)}, title='t', x_label='x', alt=f'{n} values')\n"
    "widgets.frame_slider([frame(2), frame(3)], values=[2, 3], description='values')",
    "control": "import ipywidgets\nipywidgets.Button(description='press')",
    "picture": "frame(4)",
    "live": "live = widgets.LivePicture(frame(5))\nlive._ipython_display_()\nlive.replace(frame(6))",
}


@pytest.fixture(scope="module")
def outputs():
    """What the cells of a page leave, and the notebook's metadata."""
    cells = [nbformat.v4.new_code_cell(source) for source in (PROLOGUE, *SOURCES.values())]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=120).execute()
    shown = {name: cell.outputs for name, cell in zip(SOURCES, cells[1:], strict=True)}
    return shown, notebook.metadata


def html(outputs):
    (output,) = outputs
    return output.data["text/html"]


def test_an_animation_waits_to_be_played(outputs):
    text = html(outputs[0]["animation"])
    assert text.startswith('<figure class="scrubber"')
    assert text.count('"it grows lighter"') >= 4  # a description for each frame, and that of the picture
    assert "3 of 3" in text


def test_a_slider_has_its_frames_and_labels(outputs):
    text = html(outputs[0]["slider"])
    assert 'alt="2 values"' in text
    assert re.findall(r'\["(\d)", "data:image/webp', text) == ["2", "3"]
    assert '<label>values <input type="range" min="0" max="1" value="0"' in text


def test_a_control_that_needs_a_kernel_is_a_note(outputs):
    assert (
        html(outputs[0]["control"])
        == '<p class="controls-note">The controls that belong here work in the notebook.</p>'
    )


def test_a_picture_is_a_small_file(outputs):
    (output,) = outputs[0]["picture"]
    assert set(output.data) == {"text/html", "text/plain"}
    assert output.data["text/html"].startswith('<img alt="4 values"')
    assert "data:image/webp;base64," in output.data["text/html"]


def test_a_picture_that_is_replaced_stands_once(outputs):
    assert html(outputs[0]["live"]).startswith('<img alt="6 values"')


def test_no_state_of_widgets_is_kept(outputs):
    assert not outputs[1].get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state")

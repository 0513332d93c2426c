"""What a page's cells show where no kernel will run: frames with a slider of their own, and no controls that are dead.

A page's first cell, which is not shown, calls `register`.
"""

import io
from typing import Any

import comm
import ipywidgets
import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import HTML, display
from PIL import Image

from gan_course.labs.scrubber import Scrubber
from gan_course.plots import Animation
from gan_course.widgets import FrameSlider
from scrubber import frames_of, from_pixels, scrubber

__all__ = ["register"]

NOTE = '<p class="controls-note">The controls that belong here work in the notebook.</p>'


def register() -> None:
    """Show animations and sliders as HTML that moves by itself, and a note in place of other controls."""
    comm.create_comm = comm.DummyComm  # nobody listens: a widget's state would only make the page large
    formatter = InteractiveShell.instance().display_formatter.ipython_display_formatter
    formatter.for_type(Animation, _show_animation)
    formatter.for_type(FrameSlider, _show_slider)
    formatter.for_type(Scrubber, _show_recorded)
    formatter.for_type(ipywidgets.Widget, lambda control: display(HTML(NOTE)))


def _show_animation(animation: Animation) -> None:
    frames = frames_of(animation)
    labels = [f"{number} of {len(frames)}" for number in range(1, len(frames) + 1)]
    display(HTML(scrubber(frames, labels, "frame")))


def _show_recorded(run: Scrubber) -> None:
    frames = []
    for file, label in zip(run.files, run.labels, strict=True):
        pixels = np.asarray(Image.open(io.BytesIO(file)))
        frames.append(from_pixels(pixels, f"{run.alt} Now: {label}.", scale=run.width / pixels.shape[1]))
    display(HTML(scrubber(frames, run.labels, "moment", pixels=run.pixelated)))


def _show_slider(slider: FrameSlider) -> None:
    frames, labels = [], []
    for label, index in slider.slider.options:
        slider.slider.value = index
        frames += frames_of(slider.picture)
        labels.append(label)
    display(HTML(scrubber(frames, labels, _name(slider), still=0)))


def _name(slider: Any) -> str:
    return slider.slider.description or "frame"

"""What a page's cells show where no kernel will run: frames with a slider of their own, and no controls that are dead.

A page's first cell, which is not shown, calls `register`.
"""

import functools
from collections.abc import Callable
from typing import Any

import comm
import ipywidgets
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import HTML, display

from gan_course.labs.scrubber import WIDEST, Scrubber, frames_of, still
from gan_course.plots import Animation, Picture
from gan_course.widgets import FrameSlider

__all__ = ["register"]

NOTE = '<p class="controls-note">The controls that belong here work in the notebook.</p>'


def register() -> None:
    """Show pictures as small files, what moves as HTML with its own script, and a note in place of other controls."""
    comm.create_comm = comm.DummyComm  # nobody listens: a widget's state would only make the page large
    formatter = InteractiveShell.instance().display_formatter
    for kind, written in WRITTEN.items():
        formatter.mimebundle_formatter.for_type(kind, functools.partial(_bundle, written))
    formatter.ipython_display_formatter.for_type(FrameSlider, lambda slider: display(HTML(_slider(slider))))


def _bundle(written: Callable[[Any], str], shown: Any) -> dict[str, str]:
    return {"text/html": written(shown), "text/plain": getattr(shown, "alt", "")}


def _picture(picture: Picture) -> str:
    return still(frames_of(picture)[0])


def _animation(animation: Animation) -> str:
    frames = frames_of(animation, widest=WIDEST)
    labels = [f"{number} of {len(frames)}" for number in range(1, len(frames) + 1)]
    return Scrubber(tuple(frames), tuple(labels), "frame").html()


def _slider(slider: FrameSlider) -> str:
    frames, labels = [], []
    for label, index in slider.slider.options:
        slider.slider.value = index
        frames += frames_of(slider.picture, widest=WIDEST)
        labels.append(label)
    return Scrubber(tuple(frames), tuple(labels), slider.slider.description or "frame", first=0).html()


WRITTEN: dict[type, Callable[[Any], str]] = {
    Picture: _picture,
    Animation: _animation,
    Scrubber: Scrubber.html,
    ipywidgets.Widget: lambda control: NOTE,
}

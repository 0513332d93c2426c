"""A square to draw in with mouse, pen or finger, and a picture of what becomes of the drawing.

As with the other `widgets`, the picture is an ordinary output: without a kernel it stays as it was saved.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from gan_course.plots import Picture
from gan_course.strokes import Stroke, checked
from gan_course.widgets import Answered

__all__ = ["DrawingBox", "DrawingPad", "drawing_box"]

PIXELS = 220  # width and height of the square on the page


class DrawingPad(anywidget.AnyWidget):
    """A square to draw in; ``drawing_pad.js`` is its part in the browser, which needs no network.

    Attributes:
        strokes: What is drawn: for each stroke its points (x, y), from 0 to 1, from the upper left corner. The browser
            sets it whenever the pen is lifted.
        pixels: Width and height on the page.
        description: What to draw, for a reader who does not see the square.
    """

    _esm = Path(__file__).with_name("drawing_pad.js")
    strokes = traitlets.List().tag(sync=True)
    pixels = traitlets.Int(PIXELS).tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)


class DrawingBox(Answered):
    """A picture with a square to draw in under it; a notebook shows both.

    Args:
        draw: Function from strokes to a picture. Its ``ValueError`` is shown, and the picture stays.
        strokes: What is drawn at first.
        description: What to draw.

    Attributes:
        pad: The square.
    """

    def __init__(
        self, draw: Callable[[Sequence[Stroke]], Picture], strokes: Sequence[Stroke], description: str
    ) -> None:
        self.pad = DrawingPad(
            strokes=[[list(point) for point in stroke] for stroke in strokes], description=description
        )
        control = ipywidgets.VBox([ipywidgets.Label(description), self.pad])
        super().__init__(lambda drawn: draw(checked(drawn)), strokes, control)
        self.pad.observe(self._show, names="strokes")

    def _show(self, change: Any) -> None:
        if change["new"]:
            self.answer(change["new"])
        else:  # cleared, to draw anew
            self.message.value = ""


def drawing_box(
    draw: Callable[[Sequence[Stroke]], Picture], *, strokes: Sequence[Stroke], description: str
) -> DrawingBox:
    """Let the reader draw, and show what becomes of it.

    Args:
        draw: Function from strokes to a picture; its ``ValueError`` is shown.
        strokes: What is drawn at first, such as `strokes.SEVEN`.
        description: What to draw.

    Returns:
        The first picture with a square under it; end the cell with it.

    Raises:
        ValueError: If the first strokes cannot be drawn.
    """
    return DrawingBox(draw, strokes, description)

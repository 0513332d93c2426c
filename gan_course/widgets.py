"""Interactive parts of the lessons: controls over pictures that were computed before.

The picture is an ordinary output of the cell, which the control replaces in place. A saved notebook therefore reads
without a kernel, in JupyterLab as elsewhere, and every frame keeps its description for screen readers.
"""

from collections.abc import Sequence
from typing import Any

import ipywidgets
from IPython.display import DisplayHandle, display

from gan_course.plots import Picture

MILLISECONDS_PER_FRAME = 400


class LivePicture:
    """A picture in a notebook that is replaced in place.

    Args:
        picture: What is shown at first.
    """

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._handles: list[DisplayHandle] = []

    def replace(self, picture: Picture) -> None:
        """Show another picture, wherever this one stands.

        Args:
            picture: The picture.
        """
        self._picture = picture
        for handle in self._handles:
            handle.update(picture)

    def _ipython_display_(self) -> None:
        handle = display(self._picture, display_id=True)
        if handle is not None:  # None outside a notebook
            self._handles.append(handle)


class FrameSlider:
    """A picture with a slider and a play button under it; a notebook shows it.

    Args:
        pictures: The frames; at least one.
        labels: What the slider says at each frame.
        description: What the slider changes.

    Attributes:
        slider: The slider; its value is the number of the frame in view, from 0.
        control: The slider with the play button.
    """

    def __init__(self, pictures: Sequence[Picture], labels: Sequence[str], description: str) -> None:
        self._pictures = tuple(pictures)
        self._live = LivePicture(self._pictures[0])
        self.slider = ipywidgets.SelectionSlider(
            options=[(label, index) for index, label in enumerate(labels)],
            description=description,
            style={"description_width": "initial"},
            layout={"width": "32em", "max_width": "100%"},
        )
        play = ipywidgets.Play(max=len(labels) - 1, interval=MILLISECONDS_PER_FRAME)
        ipywidgets.jslink((play, "value"), (self.slider, "index"))
        self.slider.observe(self._show_frame, names="value")
        self.control = ipywidgets.HBox([play, self.slider])

    @property
    def picture(self) -> Picture:
        """The frame in view."""
        return self._pictures[self.slider.value]

    def _show_frame(self, change: Any) -> None:
        self._live.replace(self.picture)

    def _ipython_display_(self) -> None:
        display(self._live)
        display(self.control)


def frame_slider(pictures: Sequence[Picture], *, values: Sequence[object], description: str) -> FrameSlider:
    """Let the reader move through pictures with a slider, or play them.

    Args:
        pictures: The frames, drawn to the same size and with the same axes.
        values: The quantity that changes, one value a frame; a float is shown with three significant digits.
        description: Name of that quantity.

    Returns:
        The first picture with a slider under it; end the cell with it.

    Raises:
        ValueError: If there are no pictures, not as many as values, or they differ in size.
        TypeError: If a frame is not a `Picture`.
    """
    _check(pictures, values)
    labels = [f"{value:.3g}" if isinstance(value, float) else str(value) for value in values]
    return FrameSlider(pictures, labels, description)


def _check(pictures: Sequence[Picture], values: Sequence[object]) -> None:
    if not len(pictures) or len(pictures) != len(values):
        raise ValueError(
            f"expected one value for each picture, at least one, got {len(pictures)} pictures, {len(values)} values"
        )
    for picture in pictures:
        if not isinstance(picture, Picture):
            raise TypeError(f"expected each frame to be a gan_course.plots.Picture, got {type(picture).__name__}")
    sizes = sorted({picture.size for picture in pictures})
    if len(sizes) > 1:
        raise ValueError(f"expected pictures of one size, or the page jumps as they change, got {sizes}")

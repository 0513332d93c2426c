"""What the reader's games share: a picture, controls under it, and a button that tells the truth."""

import abc
from collections.abc import Sequence
from typing import Any, NamedTuple

import ipywidgets
from IPython.display import display

from gan_course.plots import Picture
from gan_course.widgets import LivePicture

__all__ = ["ReaderGame", "Verdict"]


class Verdict(NamedTuple):
    """What the game says to the guesses so far.

    Args:
        words: The line beside the button.
        final: Whether all guesses are made, so that the picture may tell the truth.
    """

    words: str
    final: bool


class ReaderGame(abc.ABC):
    """A game for the reader; a notebook shows it. Without a kernel its first picture stays.

    Args:
        rows: The controls.
        invitation: The line beside the button before the first press.
        **layout: Of the controls, as ``ipywidgets.Layout`` takes it.

    Attributes:
        reveal: The button that tells the truth.
        verdict: The line that says how many guesses were right.
        control: The controls, the line and the button.
    """

    def __init__(self, rows: Sequence[ipywidgets.Widget], invitation: str, **layout: str) -> None:
        self._live = LivePicture(self.picture(revealed=False))
        self.reveal = ipywidgets.Button(description="the truth", button_style="primary")
        self.verdict = ipywidgets.Label(invitation)
        self.reveal.on_click(self._tell)
        self.control = ipywidgets.VBox([*rows, ipywidgets.HBox([self.verdict, self.reveal])], layout=layout)

    @abc.abstractmethod
    def picture(self, *, revealed: bool) -> Picture:
        """Draw the game.

        Args:
            revealed: Whether the picture tells the truth.

        Returns:
            The picture.
        """

    @abc.abstractmethod
    def judged(self) -> Verdict:
        """Judge the guesses.

        Returns:
            The verdict.
        """

    def _tell(self, _: Any) -> None:
        self.verdict.value, final = self.judged()
        if final:
            self._live.replace(self.picture(revealed=True))

    def _ipython_display_(self) -> None:
        display(self._live)
        display(self.control)

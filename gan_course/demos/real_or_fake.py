"""A game for the reader: which of these images are fake?"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import ipywidgets
import numpy as np
from IPython.display import DisplayHandle, display

from gan_course import plots
from gan_course.plots import Picture

__all__ = ["Deal", "FindTheFakes", "deal", "drawn", "find_the_fakes", "score"]


class Deal(NamedTuple):
    """Images in a mixed order, and which of them are fake.

    Args:
        images: Array (n, height, width, channels).
        is_fake: Booleans, shape (n,).
    """

    images: np.ndarray
    is_fake: np.ndarray


def deal(real_images: np.ndarray, fake_images: np.ndarray, seed: int = 0) -> Deal:
    """Mix real and fake images.

    Args:
        real_images: Array (n, height, width, channels).
        fake_images: Array (m, height, width, channels).
        seed: Seed of the order.

    Returns:
        The n + m images in random order.
    """
    images = np.concatenate([real_images, fake_images])
    is_fake = np.repeat([False, True], [len(real_images), len(fake_images)])
    order = np.random.default_rng(seed).permutation(len(images))
    return Deal(images[order], is_fake[order])


def score(guesses: Sequence[int], is_fake: np.ndarray) -> int:
    """Count the images that are judged rightly.

    Args:
        guesses: Numbers of the images that are taken for fake, from 1.
        is_fake: Booleans, shape (n,).

    Returns:
        How many of the n are right.

    Examples:
        >>> score([1, 3], np.array([True, False, False, True]))
        2
    """
    guessed = np.isin(np.arange(1, len(is_fake) + 1), list(guesses))
    return int(np.sum(guessed == is_fake))


def drawn(dealt: Deal, *, columns: int, revealed: bool = False) -> Picture:
    """Draw the images with their numbers, or with the truth.

    Args:
        dealt: The images.
        columns: Images in a row.
        revealed: Whether the labels say which are fake.

    Returns:
        The picture.
    """
    numbers = range(1, len(dealt.images) + 1)
    truth = ["fake" if fake else "real" for fake in dealt.is_fake]
    labels = [f"{number}: {word}" if revealed else str(number) for number, word in zip(numbers, truth, strict=True)]
    kind = f"Fake are {', '.join(str(n) for n in numbers if dealt.is_fake[n - 1])}." if revealed else "Some are fake."
    return plots.image_grid(
        dealt.images,
        columns=columns,
        labels=labels,
        title="The truth" if revealed else "Which of these are fake?",
        alt=f"{len(dealt.images)} numbered images of handwritten digits. {kind}",
    )


class FindTheFakes:
    """Numbered images with a button for each, and one that tells the truth; a notebook shows it.

    Args:
        dealt: The images.
        columns: Images in a row.

    Attributes:
        toggles: A button for each image, pressed where it is taken for fake.
        reveal: The button that tells the truth.
        verdict: The line that says how many were right.
    """

    def __init__(self, dealt: Deal, columns: int) -> None:
        self._dealt, self._columns = dealt, columns
        self._handles: list[DisplayHandle] = []
        width = {"width": f"{90 // columns}%", "min_width": "3em"}
        count = len(dealt.images)
        self.toggles = [ipywidgets.ToggleButton(description=str(n), layout=width) for n in range(1, count + 1)]
        self.reveal = ipywidgets.Button(description="the truth", button_style="primary")
        self.verdict = ipywidgets.Label("Press the numbers of those that you take for fake, then: ")
        self.reveal.on_click(self._tell)
        rows = [ipywidgets.HBox(self.toggles[i : i + columns]) for i in range(0, count, columns)]
        self.control = ipywidgets.VBox([*rows, ipywidgets.HBox([self.verdict, self.reveal])])

    def _tell(self, _: Any) -> None:
        guesses = [number for number, toggle in enumerate(self.toggles, start=1) if toggle.value]
        right = score(guesses, self._dealt.is_fake)
        self.verdict.value = f"You judged {right} of {len(self.toggles)} rightly. "
        for handle in self._handles:
            handle.update(drawn(self._dealt, columns=self._columns, revealed=True))

    def _ipython_display_(self) -> None:
        handle = display(drawn(self._dealt, columns=self._columns), display_id=True)
        if handle is not None:  # None outside a notebook
            self._handles.append(handle)
        display(self.control)


def find_the_fakes(dealt: Deal, *, columns: int = 6) -> FindTheFakes:
    """Let the reader be the discriminator.

    Args:
        dealt: The images, as `deal` mixes them.
        columns: Images in a row.

    Returns:
        The game; end the cell with it.
    """
    return FindTheFakes(dealt, columns)

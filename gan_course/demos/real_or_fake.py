"""A game for the reader: which of these images are fake?"""

from collections.abc import Sequence
from typing import NamedTuple

import ipywidgets
import numpy as np

from gan_course import plots
from gan_course.demos.reader_game import ReaderGame, Verdict
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


class FindTheFakes(ReaderGame):
    """Numbered images with a button for each, and one that tells the truth; a notebook shows it.

    Args:
        dealt: The images.
        columns: Images in a row.

    Attributes:
        toggles: A button for each image, pressed where it is taken for fake.
    """

    def __init__(self, dealt: Deal, columns: int) -> None:
        self._dealt, self._columns = dealt, columns
        width = {"width": f"{90 // columns}%", "min_width": "3em"}
        count = len(dealt.images)
        self.toggles = [ipywidgets.ToggleButton(description=str(n), layout=width) for n in range(1, count + 1)]
        rows = [ipywidgets.HBox(self.toggles[i : i + columns]) for i in range(0, count, columns)]
        super().__init__(rows, "Press the numbers of those that you take for fake, then: ")

    def picture(self, *, revealed: bool) -> Picture:
        """Draw the images; see `drawn`.

        Args:
            revealed: Whether the picture tells the truth.

        Returns:
            The picture.
        """
        return drawn(self._dealt, columns=self._columns, revealed=revealed)

    def judged(self) -> Verdict:
        """Count the images that are judged rightly.

        Returns:
            The verdict.
        """
        guesses = [number for number, toggle in enumerate(self.toggles, start=1) if toggle.value]
        right = score(guesses, self._dealt.is_fake)
        return Verdict(f"You judged {right} of {len(self.toggles)} rightly. ", final=True)


def find_the_fakes(dealt: Deal, *, columns: int = 6) -> FindTheFakes:
    """Let the reader be the discriminator.

    Args:
        dealt: The images, as `deal` mixes them.
        columns: Images in a row.

    Returns:
        The game; end the cell with it.
    """
    return FindTheFakes(dealt, columns)

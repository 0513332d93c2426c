"""A game for the reader: of two images, which is real?"""

from collections.abc import Sequence
from typing import NamedTuple

import ipywidgets
import numpy as np

from gan_course import plots
from gan_course.demos.reader_game import ReaderGame, Verdict
from gan_course.plots import Picture

__all__ = ["Pairs", "WhichIsReal", "drawn", "make_pairs", "score", "which_is_real"]


class Pairs(NamedTuple):
    """Real and fake images, side by side.

    Args:
        real: Array (n, height, width, channels).
        fake: Array of the same shape.
        real_on_top: Booleans, shape (n,): where each pair's real image is shown.
    """

    real: np.ndarray
    fake: np.ndarray
    real_on_top: np.ndarray


def make_pairs(real_images: np.ndarray, fake_images: np.ndarray, seed: int = 0) -> Pairs:
    """Put as many real images beside fake ones, each pair in a random order.

    Args:
        real_images: Array (n, height, width, channels).
        fake_images: Array of the same shape.
        seed: Seed of the order.

    Returns:
        The pairs.

    Raises:
        ValueError: If the two arrays differ in shape.
    """
    if np.shape(real_images) != np.shape(fake_images):
        shapes = f"{np.shape(real_images)} and {np.shape(fake_images)}"
        raise ValueError(f"expected as many real images as fake ones of the same shape, got {shapes}; cut one of them")
    on_top = np.random.default_rng(seed).random(len(real_images)) < 0.5
    return Pairs(np.asarray(real_images), np.asarray(fake_images), on_top)


def score(guesses: Sequence[bool], pairs: Pairs) -> int:
    """Count the pairs that are judged rightly.

    Args:
        guesses: For each pair, whether the upper image is taken for the real one.
        pairs: The pairs.

    Returns:
        How many guesses are right.

    Examples:
        >>> score([True, True], Pairs(np.zeros((2, 1, 1, 1)), np.zeros((2, 1, 1, 1)), np.array([True, False])))
        1
    """
    return int(np.sum(np.asarray(guesses, bool) == pairs.real_on_top))


def drawn(pairs: Pairs, *, revealed: bool = False) -> Picture:
    """Draw each pair as a column.

    Args:
        pairs: The pairs.
        revealed: Whether each image's label says what it is.

    Returns:
        The picture: two rows of n images.
    """
    on_top = pairs.real_on_top[:, None, None, None]
    upper, lower = np.where(on_top, pairs.real, pairs.fake), np.where(on_top, pairs.fake, pairs.real)
    numbers = range(1, len(upper) + 1)
    words = {True: "real", False: "fake"}
    top = [words[bool(on)] if revealed else f"{number}" for number, on in zip(numbers, pairs.real_on_top, strict=True)]
    bottom = [words[not on] if revealed else "" for on in pairs.real_on_top]
    truth = f" Real on top: {', '.join(str(n) for n in numbers if pairs.real_on_top[n - 1])}." if revealed else ""
    return plots.image_grid(
        np.concatenate([upper, lower]),
        columns=len(upper),
        labels=top + bottom,
        title="The truth" if revealed else "In each column one digit was written by a person",
        alt=f"{len(upper)} columns, each with two images of handwritten digits, one real and one fake.{truth}",
    )


class WhichIsReal(ReaderGame):
    """Pairs of images with a choice under each, and a button that tells the truth; a notebook shows it.

    Args:
        pairs: The pairs.

    Attributes:
        choices: For each pair the buttons for "upper" (True) and "lower" (False).
    """

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self.choices = [
            ipywidgets.ToggleButtons(
                options=[("▲", True), ("▼", False)],
                value=None,
                tooltips=[f"{number}: the upper one is real", f"{number}: the lower one is real"],
                style={"button_width": "2.2em"},
                layout={"width": "79px"},
            )
            for number in range(1, len(pairs.real) + 1)
        ]
        invitation = "Under each column, choose the real one: ▲ or ▼. Then: "
        super().__init__([ipywidgets.HBox(self.choices)], invitation, width="640px")

    def picture(self, *, revealed: bool) -> Picture:
        """Draw the pairs; see `drawn`.

        Args:
            revealed: Whether the picture tells the truth.

        Returns:
            The picture.
        """
        return drawn(self._pairs, revealed=revealed)

    def judged(self) -> Verdict:
        """Count the pairs that are judged rightly, once all are judged.

        Returns:
            The verdict.
        """
        guesses = [choice.value for choice in self.choices]
        if None in guesses:
            return Verdict(f"Still to choose: column {guesses.index(None) + 1}. ", final=False)
        right = score(guesses, self._pairs)
        return Verdict(f"You found {right} of {len(guesses)}; tossing a coin finds half. ", final=True)


def which_is_real(pairs: Pairs) -> WhichIsReal:
    """Let the reader be the discriminator.

    Args:
        pairs: The pairs, as `make_pairs` makes them.

    Returns:
        The game; end the cell with it.
    """
    return WhichIsReal(pairs)

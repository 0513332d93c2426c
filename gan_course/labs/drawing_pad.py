"""The drawing pad: a digit drawn by hand, found again in latent space, and edited there."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gan_course import inversion, plots
from gan_course.data.dataset import as_bytes
from gan_course.labs.stage import Answer, Laboratory
from gan_course.plots import Picture
from gan_course.runtime import tf
from gan_course.strokes import Stroke, checked, drawn_digit

__all__ = ["Redrawing", "drawing_pad"]

STEPS, AT_ONCE = 100, 10  # of the search: in all, and between two pictures


class Redrawing:
    """What the pad shows, without a browser.

    Args:
        generator: Model from noise (n, d) to images of 28×28.
        encoder: Model from images to noise, which guesses where to start.
        edits: For each edit's name what it adds to the noise, shape (d,).
        strokes: What is drawn at first, as `strokes.drawn_digit` takes it.
        pen: Width of the pen in pixels of the image, as there.

    Attributes:
        steps: Steps that the search has taken for this drawing.

    Raises:
        ValueError: If the strokes or the pen cannot be.
    """

    def __init__(
        self,
        generator: Any,
        encoder: Any,
        edits: Mapping[str, ArrayLike],
        strokes: Sequence[Stroke],
        *,
        pen: float,
    ) -> None:
        self.edits = {name: np.asarray(step, np.float32) for name, step in edits.items()}
        self._pen = pen
        self._moves = np.stack([np.zeros(generator.inputs[0].shape[-1], np.float32), *self.edits.values()])
        self._search = inversion.Search(generator, 1)
        self._generate = tf.function(lambda noise: generator(noise, training=False))
        self._encode = tf.function(lambda images: encoder(images, training=False))
        self.begin(strokes)

    def begin(self, strokes: Sequence[Stroke]) -> None:
        """Take another drawing, and guess its noise.

        Args:
            strokes: The drawing.

        Raises:
            ValueError: If it has no point, or something that is none.
        """
        self._digit = drawn_digit(strokes, pen=self._pen)[None]
        self._search.begin(self._digit, np.asarray(self._encode(self._digit)))
        self.steps = 0
        self._noise, self._error = self._search.go_on(0)

    def improve(self, steps: int = AT_ONCE) -> None:
        """Search on, from the noise found so far.

        Args:
            steps: Steps of Adam; beyond a hundred in all nothing happens.
        """
        further = min(steps, STEPS - self.steps)
        self._noise, self._error = self._search.go_on(further)
        self.steps += further

    def images(self) -> np.ndarray:
        """Make the images.

        Returns:
            The drawing, what the generator makes of the noise that was found, and the edits: (2 + edits, 28, 28, 1).
        """
        made = np.asarray(self._generate(self._noise + self._moves))
        return np.concatenate([self._digit, np.clip(made, -1, 1)])

    def told(self) -> str:
        """Say how near the generator comes.

        Returns:
            A sentence.
        """
        found = f"found again by {self.steps} steps" if self.steps else "guessed by the encoder"
        return f"The drawing, {found} with a squared error of {self._error[0]:.3f}, and edited."

    def answer(self, question: Mapping[str, Any]) -> Answer:
        """Take a drawing, or search on.

        Args:
            question: ``strokes``, the drawing; otherwise ``improve``, whether to search on. Both may be left out.

        Returns:
            What is shown in words, and under ``unfinished`` whether the search can go on; the images as bytes.

        Raises:
            ValueError: If the strokes are none, or have no point.
        """
        if question.get("strokes") is not None:
            self.begin(checked(question["strokes"]))
        elif question.get("improve"):
            self.improve()
        return {"told": self.told(), "unfinished": self.steps < STEPS}, [as_bytes(self.images())]

    def picture(self) -> Picture:
        """Draw the picture that stays without a kernel, with the search at its end.

        Returns:
            The images with their names.
        """
        self.improve(STEPS)
        images = self.images()
        return plots.image_grid(
            images,
            columns=len(images),
            labels=["drawn", "found", *self.edits],
            title=f"A drawing, found again with a squared error of {self._error[0]:.3f}, and edited",
            alt="A digit drawn by hand; nearly the same from the generator; and that digit edited: "
            f"{', '.join(self.edits)}.",
        )


def drawing_pad(
    generator: Any, encoder: Any, edits: Mapping[str, ArrayLike], *, strokes: Sequence[Stroke], pen: float
) -> Laboratory:
    """Let the reader draw a digit with mouse, finger or keys, and see it found again and edited.

    Args:
        generator: As in `Redrawing`.
        encoder: As in `Redrawing`.
        edits: As in `Redrawing`.
        strokes: What is drawn at first, such as `strokes.SEVEN`.
        pen: As in `Redrawing`.

    Returns:
        The laboratory; end the cell with it.

    Raises:
        ValueError: If the first strokes or the pen cannot be.
    """
    redrawing = Redrawing(generator, encoder, edits, strokes, pen=pen)
    settings = {
        "strokes": [[list(point) for point in stroke] for stroke in strokes],
        "names": ["drawn", "found", *redrawing.edits],
        "size": redrawing.images().shape[1],
    }
    return Laboratory("drawing_pad.js", settings, redrawing.answer, redrawing.picture)

"""The prompt box: a sentence, and what a generator makes of it while it is typed."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from gan_course import captions, plots
from gan_course.data.dataset import as_bytes
from gan_course.labs.stage import Answer, Laboratory
from gan_course.plots import Picture
from gan_course.runtime import tf

__all__ = ["Prompted", "prompt_box"]

SHOWN = 8  # images of one sentence


class Prompted:
    """What the prompt box shows, without a browser.

    Args:
        generator: Model from noise (n, d) and sentences (n, words) to images in [-1, 1], with the words of
            `captions.vocabulary`.
        sentence: What is asked for at first.
        seed: Seed of the first noise.

    Attributes:
        sentence: What was asked for last.

    Raises:
        ValueError: If a word is unknown.
    """

    def __init__(self, generator: Any, sentence: str, *, seed: int = 0) -> None:
        self._generator = tf.function(lambda noise, words: generator([noise, words], training=False))
        self._latent_dim = generator.inputs[0].shape[-1]
        self._words, self._seed = captions.vocabulary(), seed
        self.sentence = sentence
        self._words.encode(sentence)

    def images(self) -> np.ndarray:
        """Make images of the sentence.

        Returns:
            Array (8, height, width, channels) in [-1, 1].
        """
        numbers = np.repeat(self._words.encode([self.sentence]), SHOWN, axis=0)
        noise = np.random.default_rng(self._seed).standard_normal((SHOWN, self._latent_dim)).astype("float32")
        return np.asarray(self._generator(noise, numbers))

    def answer(self, question: Mapping[str, Any]) -> Answer:
        """Draw what is asked for.

        Args:
            question: ``sentence``, what to draw; ``again``, whether from other noise. Both may be left out.

        Returns:
            What is shown in words, and the images as bytes.

        Raises:
            ValueError: If a word is unknown; the sentence stays as it was.
        """
        sentence = question.get("sentence", self.sentence)
        if not isinstance(sentence, str):
            raise ValueError(f"expected a sentence in words, got {sentence!r}")
        self._words.encode(sentence)
        self.sentence = sentence
        self._seed += bool(question.get("again"))
        return {"told": self.told()}, [as_bytes(self.images())]

    def told(self) -> str:
        """Say what the images are.

        Returns:
            A sentence.
        """
        return f"{SHOWN} images that the generator makes of “{self.sentence}”."

    def picture(self) -> Picture:
        """Draw the picture that stays without a kernel.

        Returns:
            The images, with the sentence above them.
        """
        return plots.image_grid(self.images(), columns=SHOWN, title=f"“{self.sentence}”", alt=self.told())


def prompt_box(generator: Any, sentence: str) -> Laboratory:
    """Let the reader ask a generator for images in words, and draw them at every word.

    Args:
        generator: As in `Prompted`.
        sentence: What is asked for at first.

    Returns:
        The laboratory; end the cell with it.

    Raises:
        ValueError: If a word is unknown.
    """
    prompted = Prompted(generator, sentence)
    height, width = prompted.images().shape[1:3]
    settings = {"sentence": sentence, "height": height, "width": width, "shown": SHOWN}
    return Laboratory("prompt_box.js", settings, prompted.answer, prompted.picture)

"""Sentences about handwritten digits: what can be said, in which words, and as which numbers."""

import difflib
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gan_course.arguments import one_of

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SAYINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "digit": {name: (name,) for name in DIGITS},
    "thickness": {"thin": ("thin", "fine"), "thick": ("thick", "bold")},
    "size": {"small": ("small", "tiny"), "large": ("large", "big")},
    "slant": {
        "left": ("leaning left", "that leans left"),
        "upright": ("upright", "straight"),
        "right": ("leaning right", "that leans right"),
    },
}
FRAMES = (
    "a {size} {thickness} {digit} {slant}",
    "a {thickness} {size} {digit} {slant}",
    "{thickness} {size} {digit} {slant}",
)
NUMERALS = {str(value): name for value, name in enumerate(DIGITS)}  # may stand for the words
WAYS = ("thickness", "size", "slant")  # to write a digit
LONGEST = 10  # words

Attributes = Mapping[str, str]


def combinations() -> list[dict[str, str]]:
    """List everything that a caption can ask for in full.

    Returns:
        One value for each attribute of `SAYINGS`, in every combination: 10 · 2 · 2 · 3 of them.
    """
    return [dict(zip(SAYINGS, values, strict=True)) for values in itertools.product(*SAYINGS.values())]


def held_out() -> list[dict[str, str]]:
    """Choose combinations that a generator is not to see, to ask for them later.

    Each of the 12 ways to write is kept from one digit, and each digit is without one or two of them: no digit, no
    word and no way to write is new by itself.

    Returns:
        Twelve combinations.
    """
    ways = [dict(zip(WAYS, values, strict=True)) for values in itertools.product(*(SAYINGS[name] for name in WAYS))]
    return [{"digit": DIGITS[(7 * number + 1) % len(DIGITS)], **way} for number, way in enumerate(ways)]


def caption(attributes: Attributes, random: np.random.Generator) -> str:
    """Say what an image shows, in words drawn at random.

    Args:
        attributes: Some of the attributes of `SAYINGS`, with the digit; what is left out is not spoken of.
        random: What draws the words and their order.

    Returns:
        The sentence, in lower case and without punctuation.

    Raises:
        ValueError: If an attribute or its value is unknown, or the digit is missing.

    Examples:
        >>> caption({"digit": "seven"}, np.random.default_rng(3))
        'seven'
    """
    if "digit" not in attributes:
        raise ValueError(f"expected attributes with a digit, got {dict(attributes)}; add such as digit='seven'")
    for name, value in attributes.items():
        one_of("an attribute", name, SAYINGS)
        one_of(name, value, SAYINGS[name])
    words = {name: random.choice(SAYINGS[name][attributes[name]]) if name in attributes else "" for name in SAYINGS}
    return " ".join(random.choice(FRAMES).format(**words).split())


@dataclass(frozen=True)
class Vocabulary:
    """Numbers words, from 1 on; 0 stands where a sentence has ended.

    Args:
        words: The words, in lower case, in the order of their numbers.
        length: Words that a sentence may have.
    """

    words: tuple[str, ...]
    length: int = LONGEST

    def __len__(self) -> int:
        return len(self.words)

    def encode(self, sentences: str | Sequence[str]) -> np.ndarray:
        """Turn sentences into numbers.

        Args:
            sentences: One sentence or several; capitals and punctuation do not count, and 7 is read as seven.

        Returns:
            int32, shape ``(length,)`` for one sentence and ``(n, length)`` for several.

        Raises:
            ValueError: If a word is unknown, or a sentence has no words or too many.

        Examples:
            >>> Vocabulary(("a", "thick", "seven"), 4).encode("A thick seven!").tolist()
            [1, 2, 3, 0]
        """
        if isinstance(sentences, str):
            return np.array(self._numbers(sentences), np.int32)
        return np.array([self._numbers(sentence) for sentence in sentences], np.int32).reshape(-1, self.length)

    def _numbers(self, sentence: str) -> list[int]:
        words = [NUMERALS.get(word, word) for word in re.findall(r"\w+", sentence.lower())]
        unknown = [word for word in words if word not in self.words]
        if unknown:
            raise ValueError(
                f"expected words of the vocabulary, got {', '.join(map(repr, unknown))}; {self._advice(unknown[0])}"
            )
        if not 1 <= len(words) <= self.length:
            raise ValueError(f"expected a sentence of 1 to {self.length} words, got {len(words)} in {sentence!r}")
        numbers = [1 + self.words.index(word) for word in words]
        return numbers + [0] * (self.length - len(numbers))

    def _advice(self, word: str) -> str:
        alike = difflib.get_close_matches(word, self.words, n=1)
        return f"did you mean {alike[0]!r}?" if alike else f"it knows {', '.join(self.words)}"


def vocabulary() -> Vocabulary:
    """Collect the words of all captions.

    Returns:
        The vocabulary, sorted.
    """
    sayings: Iterable[str] = (saying for values in SAYINGS.values() for all_of in values.values() for saying in all_of)
    text = " ".join([*sayings, *(re.sub(r"{.*?}", "", frame) for frame in FRAMES)])
    return Vocabulary(tuple(sorted(set(text.split()))))

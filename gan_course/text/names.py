"""First names as rows of symbols: a letter for each step, and an end sign to fill up."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from gan_course.arguments import whole

__all__ = ["END", "LENGTH", "LETTERS", "Names", "decode", "encode", "load_names"]

LENGTH = 8  # letters of a name at most
END = "·"
LETTERS = END + string.ascii_lowercase
TRAINING_SHARE = 0.8


@dataclass(frozen=True)
class Names:
    """Names, split at random.

    Args:
        train: Names to train on.
        test: Others.
    """

    train: tuple[str, ...]
    test: tuple[str, ...]


def load_names(split: int = 0) -> Names:
    """Load first names of 16 countries, of 3 to 8 letters from a to z, no name twice.

    Args:
        split: Seed of the choice of names to train on, four fifths of them.

    Returns:
        The names.

    Raises:
        ValueError: If the split is no whole number of at least 0.

    Source: The lists of Faker (MIT licence, in ``names.txt``).
    """
    text = resources.files(__package__).joinpath("names.txt").read_text(encoding="utf-8")
    names = [name for line in text.splitlines() if not line.startswith("#") for name in line.split()]
    order = np.random.default_rng(whole("split", split, at_least=0)).permutation(len(names))
    cut = round(TRAINING_SHARE * len(names))
    train, test = (tuple(names[number] for number in part) for part in (order[:cut], order[cut:]))
    return Names(train, test)


def encode(words: Sequence[str]) -> np.ndarray:
    """Turn words into symbols.

    Args:
        words: Of at most 8 letters from a to z.

    Returns:
        Int array (n, 8), 0 for what comes after the end.

    Raises:
        ValueError: If a word is too long, or has other letters.

    Examples:
        >>> encode(["abc"]).tolist()
        [[1, 2, 3, 0, 0, 0, 0, 0]]
    """
    for word in words:
        if len(word) > LENGTH or not set(word) <= set(LETTERS[1:]):
            raise ValueError(f"expected words of at most {LENGTH} letters from a to z, got {word!r}; leave it out")
    return np.array([[LETTERS.index(letter) for letter in word.ljust(LENGTH, END)] for word in words]).reshape(
        -1, LENGTH
    )


def decode(symbols: np.ndarray) -> list[str]:
    """Turn symbols into words, each up to its first end sign.

    Args:
        symbols: Int array (n, 8).

    Returns:
        The words; one that begins with an end sign is empty.
    """
    return ["".join(LETTERS[symbol] for symbol in row).split(END)[0] for row in np.asarray(symbols)]

"""n-grams: runs of n letters, models that draw words by them, and measures that count them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from gan_course.arguments import whole
from gan_course.text.names import LENGTH

__all__ = ["MEASURES", "compare", "gram_shares", "grams", "ngram_words"]

START, STOP = "^", "$"
SHORTEST = 3
MEASURES = ("bigrams", "trigrams", "new", "distinct")


def grams(word: str, n: int) -> list[str]:
    """List the runs of n letters of a word, with its beginning and its end.

    Args:
        word: The word.
        n: Letters of a run, at least 1.

    Returns:
        As many as the word has letters, and one more.

    Examples:
        >>> grams("ada", 2)
        ['^a', 'ad', 'da', 'a$']
    """
    marked = START * (n - 1) + word + STOP
    return [marked[place : place + n] for place in range(len(word) + 1)]


def gram_shares(words: Iterable[str], n: int) -> dict[str, float]:
    """Count how often each run of n letters occurs.

    Args:
        words: The words.
        n: Letters of a run.

    Returns:
        Shares that add up to 1, by run.
    """
    counts = Counter(run for word in words for run in grams(word, n))
    total = sum(counts.values())
    return {run: count / total for run, count in counts.items()}


def ngram_words(train: Sequence[str], n: int, count: int, *, seed: int = 0) -> list[str]:
    """Draw words letter by letter, each from what followed the same n − 1 letters in the training words.

    Words that come out shorter than 3 letters or longer than 8 are drawn again.

    Args:
        train: Words to count in.
        n: At least 2; 2 is the bigram model.
        count: How many words to draw.
        seed: Seed of the draws.

    Returns:
        The words.

    Raises:
        ValueError: If n or the count is not a whole number in its range.
    """
    n, count = whole("n", n, at_least=2), whole("count", count, at_least=1)
    followers = defaultdict(list)
    for word in train:
        for run in grams(word, n):
            followers[run[:-1]].append(run[-1])
    random = np.random.default_rng(seed)
    words: list[str] = []
    while len(words) < count:
        word = _draw(followers, n, random)
        if SHORTEST <= len(word) <= LENGTH:
            words.append(word)
    return words


def compare(words: Sequence[str], train: Sequence[str], real: Sequence[str]) -> dict[str, float]:
    """Measure made words.

    Args:
        words: What was made.
        train: The words that were trained on.
        real: The words whose runs of letters count: other ones than those trained on, or the same.

    Returns:
        The distances (total variation, in [0, 1]) of bigrams and trigrams; the share of words that are not among those
        trained on, ``"new"``; and the share of different words, ``"distinct"``.
    """
    known = set(train)
    distances = {
        name: _distance(gram_shares(words, n), gram_shares(real, n)) for name, n in (("bigrams", 2), ("trigrams", 3))
    }
    new = float(np.mean([word not in known for word in words]))
    return distances | {"new": new, "distinct": len(set(words)) / len(words)}


def _distance(p: Mapping[str, float], q: Mapping[str, float]) -> float:
    return 0.5 * sum(abs(p.get(run, 0) - q.get(run, 0)) for run in p.keys() | q.keys())


def _draw(followers: Mapping[str, list[str]], n: int, random: np.random.Generator) -> str:
    word = ""
    while len(word) <= LENGTH:
        choices = followers[(START * (n - 1) + word)[-(n - 1) :]]
        letter = choices[random.integers(len(choices))]
        if letter == STOP:
            break
        word += letter
    return word

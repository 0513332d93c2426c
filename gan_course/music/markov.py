"""Markov chains of melodies: each step is drawn from what followed the same few steps in the tunes."""

from collections import defaultdict

import numpy as np

from gan_course.arguments import whole
from gan_course.music.grid import STEPS

__all__ = ["markov_melodies"]

PLACES = 2  # on the beat, or between two


def markov_melodies(train: np.ndarray, order: int, n: int, *, seed: int = 0) -> np.ndarray:
    """Draw melodies of a Markov chain of order k: p(s_t | s_(t−k), …, s_(t−1), t mod 2), counted in the tunes.

    At the beginning of a melody there are fewer steps to look at.

    Args:
        train: Melodies to count in, int array (m, 32).
        order: k, at least 0; 0 looks at no step before.
        n: How many to draw.
        seed: Seed of the draws.

    Returns:
        Symbols, int array (n, 32).

    Raises:
        ValueError: If the order or the number is not a whole number in its range.
    """
    order, n = whole("order", order, at_least=0), whole("n", n, at_least=1)
    followers = defaultdict(list)
    for melody in np.asarray(train):
        for step in range(STEPS):
            followers[_context(melody, step, order)].append(melody[step])
    random = np.random.default_rng(seed)
    drawn = [_draw(followers, order, random) for _ in range(2 * n)]
    complete = [melody for melody in drawn if len(melody) == STEPS]
    return np.array(complete[:n])


def _context(melody: np.ndarray | list[int], step: int, order: int) -> tuple[int, ...]:
    return (step % PLACES, *(int(symbol) for symbol in melody[max(0, step - order) : step]))


def _draw(followers: dict[tuple[int, ...], list[int]], order: int, random: np.random.Generator) -> list[int]:
    """Draw a melody; it ends early where its last steps end a tune and stand nowhere else."""
    melody: list[int] = []
    while len(melody) < STEPS:
        choices = followers.get(_context(melody, len(melody), order))
        if not choices:
            break
        melody.append(int(choices[random.integers(len(choices))]))
    return melody

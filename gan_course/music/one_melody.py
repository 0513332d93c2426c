"""Measures of a single melody, beside what single training tunes get: one melody is never like the sum of many."""

import numpy as np

from gan_course.music.grid import HOLD
from gan_course.music.measures import MEASURES, copied_phrases

__all__ = ["ALONE", "measure_alone", "span_of_tunes"]

ALONE = tuple(name for name in MEASURES if name != "next note")  # from one melody no classifier learns
SPAN = (0.1, 0.5, 0.9)  # quantiles


def measure_alone(melody: np.ndarray, train: np.ndarray, test: np.ndarray) -> dict[str, float]:
    """Measure how far one melody is from many real ones, with the measures of `music.compare`.

    Args:
        melody: Symbols, (32,).
        train: The melodies that are looked through for copies, (n, 32).
        test: The melodies to compare with, (m, 32).

    Returns:
        For each of `ALONE` the distance, at least 0, and ``"copied"``, the share of copied phrases.

    Raises:
        ValueError: If the melody has fewer than two notes.
    """
    row = np.asarray(melody)[None]
    if (notes := int(np.sum(row != HOLD))) < 2:
        raise ValueError(f"expected a melody with at least two notes, got {notes}; add some")
    found = {name: MEASURES[name](row, test) for name in ALONE}
    return found | {"copied": copied_phrases(row, train)}


def span_of_tunes(train: np.ndarray, test: np.ndarray, *, at_most: int = 150) -> dict[str, tuple[float, float, float]]:
    """Measure training melodies one by one: the floor that a single melody can be held to.

    Args:
        train: Real melodies, (n, 32).
        test: Melodies of other tunes to compare with, (m, 32).
        at_most: How many training melodies are measured, spread over all of them.

    Returns:
        For each of `ALONE` the distance that a tenth, a half and nine tenths of them stay below.
    """
    chosen = np.asarray(train)[np.unique(np.linspace(0, len(train) - 1, at_most).astype(int))]
    return {
        name: tuple(np.quantile([MEASURES[name](melody[None], test) for melody in chosen], SPAN).tolist())
        for name in ALONE
    }

"""Melodies on a grid of eighths: 32 steps, each of which begins a note or holds the one before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gan_course.arguments import whole
from gan_course.music.tunes import BAR, Note, Tune, load_tunes

__all__ = ["HOLD", "LOWEST", "STEPS", "SYMBOLS", "Melodies", "load_melodies", "melody_of", "notes_of", "sounding"]

LOWEST, HIGHEST = 55, 81  # pitches: G below middle C to the second A above
HOLD = HIGHEST - LOWEST + 1  # the symbol behind those of the pitches
SYMBOLS = HOLD + 1
STEPS = 4 * BAR
TRAINING_SHARE = 0.8  # of the tunes
SPLIT = 3  # the lesson's: of 0 to 3, the one with the most windows of test tunes


@dataclass(frozen=True)
class Melodies:
    """Windows of four bars, split by tune.

    Args:
        train: Symbols to train on, int array (n, 32).
        test: Symbols of other tunes, int array (m, 32).
        train_titles: The tunes of the first.
        test_titles: The tunes of the second.
    """

    train: np.ndarray
    test: np.ndarray
    train_titles: tuple[str, ...]
    test_titles: tuple[str, ...]


def load_melodies(split: int = SPLIT) -> Melodies:
    """Cut the course's tunes into windows of four bars that begin with a bar and a note.

    No tune is on both sides: windows of one tune overlap, and tunes repeat themselves.

    Args:
        split: Seed of the choice of tunes to train on, four fifths of them; by default the lesson's.

    Returns:
        The melodies.

    Raises:
        ValueError: If the split is no whole number of at least 0.
    """
    tunes = load_tunes()
    order = np.random.default_rng(whole("split", split, at_least=0)).permutation(len(tunes))
    cut = round(TRAINING_SHARE * len(tunes))
    sides = [[tunes[number] for number in part] for part in (order[:cut], order[cut:])]
    train, test = (np.array([window for tune in side for window in _windows(tune)]) for side in sides)
    titles = [tuple(tune.title for tune in side) for side in sides]
    return Melodies(train, test, *titles)


def melody_of(notes: Iterable[Note], steps: int = STEPS) -> np.ndarray:
    """Write notes onto the grid.

    Args:
        notes: In the order of time; those that begin before 0 or after the end are left out.
        steps: Length of the grid, in eighths.

    Returns:
        Symbols, int array (steps,): pitch − 55 where a note begins, and `HOLD` elsewhere.

    Raises:
        ValueError: If a pitch is out of range.
    """
    symbols = np.full(steps, HOLD)
    for note in notes:
        if not LOWEST <= note.pitch <= HIGHEST:
            raise ValueError(f"expected pitches of {LOWEST} to {HIGHEST}, got {note.pitch}; move it by octaves")
        if 0 <= note.start < steps:
            symbols[note.start] = note.pitch - LOWEST
    return symbols


def notes_of(melody: Sequence[int]) -> list[Note]:
    """Read notes from the grid.

    Args:
        melody: Symbols, shape (steps,).

    Returns:
        The notes; what is held before the first note begins is silent.

    Examples:
        >>> notes_of([5, HOLD, 7, HOLD])
        [Note(start=0, length=2, pitch=60), Note(start=2, length=2, pitch=62)]
    """
    symbols = np.asarray(melody)
    starts = np.flatnonzero(symbols != HOLD)
    ends = np.append(starts, len(symbols))[1:]
    return [
        Note(int(start), int(end - start), int(symbols[start]) + LOWEST)
        for start, end in zip(starts, ends, strict=True)
    ]


def sounding(melodies: np.ndarray) -> np.ndarray:
    """Tell which pitch sounds in each step.

    Args:
        melodies: Symbols, (n, steps).

    Returns:
        Pitches, float array (n, steps); where a melody begins with `HOLD`, its first note sounds from the beginning,
        and a melody without notes is nan.
    """
    melodies = np.asarray(melodies)
    begins = melodies != HOLD
    last = np.maximum.accumulate(np.where(begins, np.arange(melodies.shape[1]), -1), axis=1)
    last = np.where(last < 0, np.argmax(begins, axis=1)[:, None], last)
    pitches = np.take_along_axis(melodies, last, axis=1) + float(LOWEST)
    return np.where(begins.any(axis=1)[:, None], pitches, np.nan)


def _windows(tune: Tune) -> list[np.ndarray]:
    whole_tune = melody_of(tune.notes, -(-tune.length // BAR) * BAR)
    starts = range(0, len(whole_tune) - STEPS + 1, BAR)
    return [whole_tune[start : start + STEPS] for start in starts if whole_tune[start] != HOLD]

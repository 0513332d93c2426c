"""What tells generated melodies from real ones, in numbers; each compares distributions, none listens."""

from collections.abc import Callable, Mapping

import numpy as np

from gan_course.music.grid import HOLD, LOWEST, STEPS, SYMBOLS, sounding
from gan_course.music.tunes import BAR
from gan_course.sequences import autocorrelation, total_variation

__all__ = [
    "LAGS",
    "MEASURES",
    "compare",
    "copied_phrases",
    "intervals",
    "next_note_error",
    "onsets",
    "pitch_classes",
    "repeated_rhythms",
    "self_similarity",
]

OCTAVE = 12
PHRASE = 12  # steps
LAGS = (2, 4, 8, 16)
CONTEXT, TASK_STEPS = 8, range(8, STEPS, 3)  # of the prediction of the next note


def pitch_classes(melodies: np.ndarray) -> np.ndarray:
    """Count how often each of the twelve notes of the octave begins, whatever its octave.

    Args:
        melodies: Symbols, (n, 32).

    Returns:
        Twelve shares, C first; their sum is 1.
    """
    symbols = np.asarray(melodies)
    begun = symbols[symbols != HOLD] + LOWEST
    return _shares(begun % OCTAVE, OCTAVE)


def intervals(melodies: np.ndarray) -> np.ndarray:
    """Count the steps from each note to the next, in semitones.

    Args:
        melodies: Symbols, (n, 32).

    Returns:
        25 shares, from an octave or more down, over 0 in the middle, to an octave or more up; their sum is 1.
    """
    steps = [np.diff(row[row != HOLD]) for row in np.asarray(melodies)]
    return _shares(np.clip(np.concatenate(steps), -OCTAVE, OCTAVE) + OCTAVE, 2 * OCTAVE + 1)


def onsets(melodies: np.ndarray) -> np.ndarray:
    """Count how often a note begins, for each of the eight places in a bar.

    Args:
        melodies: Symbols, (n, 32).

    Returns:
        Eight shares of the bars, each in [0, 1].
    """
    return (np.asarray(melodies) != HOLD).reshape(-1, BAR).mean(axis=0)


def self_similarity(melodies: np.ndarray) -> np.ndarray:
    """Correlate what sounds with what sounded one, two, four and eight quarters before.

    Args:
        melodies: Symbols, (n, 32).

    Returns:
        The autocorrelation of the sounding pitch at the lags of `LAGS`, each in about [-1, 1].
    """
    pitches = sounding(melodies)
    return np.array([autocorrelation(pitches[~np.isnan(pitches).any(axis=1)], lag) for lag in LAGS])


def repeated_rhythms(melodies: np.ndarray) -> float:
    """Count how often a bar has the rhythm of another bar of its melody.

    Args:
        melodies: Symbols, (n, 32).

    Returns:
        Share of the pairs of bars in which notes begin at the same places, in [0, 1].
    """
    bars = (np.asarray(melodies) != HOLD).reshape(-1, STEPS // BAR, BAR)
    one, other = np.triu_indices(STEPS // BAR, 1)
    return float((bars[:, one] == bars[:, other]).all(axis=-1).mean())


def next_note_error(melodies: np.ndarray, test: np.ndarray) -> float:
    """Train a classifier on melodies to tell the next symbol, and count its errors on others.

    It is a logistic regression on the eight steps before and on the place in the bar: train on synthetic, test on real.

    Args:
        melodies: Symbols to learn from, (n, 32).
        test: Symbols to be tested on, (m, 32).

    Returns:
        Share of wrong answers, in [0, 1].

    Source: Esteban et al. 2017, arXiv 1706.02633 (train on synthetic, test on real).
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=0.3, max_iter=60, tol=1e-2)
    model.fit(*_prediction_task(melodies))
    asked, answers = _prediction_task(test)
    return float(np.mean(model.predict(asked) != answers))


def copied_phrases(melodies: np.ndarray, train: np.ndarray, length: int = PHRASE) -> float:
    """Find the phrases that stand in the training melodies, step by step, anywhere.

    A phrase begins with a note, and two phrases may overlap.

    Args:
        melodies: Symbols, (n, steps).
        train: The melodies that were trained on, (m, steps).
        length: Steps of a phrase.

    Returns:
        Share of the phrases that are copies, in [0, 1]; 0 where there are none.
    """
    known = {phrase.tobytes() for phrase in _phrases(train, length)}
    found = [phrase.tobytes() in known for phrase in _phrases(melodies, length)]
    return float(np.mean(found)) if found else 0.0


MEASURES: Mapping[str, Callable[[np.ndarray, np.ndarray], float]] = {
    "pitch classes": lambda made, real: total_variation(pitch_classes(made), pitch_classes(real)),
    "intervals": lambda made, real: total_variation(intervals(made), intervals(real)),
    "rhythm": lambda made, real: float(np.abs(onsets(made) - onsets(real)).mean()),
    "self-similarity": lambda made, real: float(np.abs(self_similarity(made) - self_similarity(real)).mean()),
    "repetition": lambda made, real: abs(repeated_rhythms(made) - repeated_rhythms(real)),
    "next note": next_note_error,
}


def compare(
    melodies: np.ndarray,
    train: np.ndarray,
    test: np.ndarray,
    copied: Callable[[np.ndarray, np.ndarray, int], float] = copied_phrases,
) -> dict[str, float]:
    """Measure how far melodies are from real ones of other tunes than those trained on.

    Args:
        melodies: Symbols, (n, 32).
        train: The melodies that were trained on, (m, 32).
        test: Melodies of other tunes, (k, 32).
        copied: As `copied_phrases`.

    Returns:
        For each of `MEASURES` a distance to the test melodies, and ``"copied"``; less is nearer, and 0 is the least.
    """
    found = {name: measure(melodies, test) for name, measure in MEASURES.items()}
    return found | {"copied": float(copied(melodies, train, PHRASE))}


def _shares(values: np.ndarray, size: int) -> np.ndarray:
    if not len(values):
        raise ValueError("expected melodies with at least one note, or two for intervals, got none; draw more melodies")
    return np.bincount(values, minlength=size) / len(values)


def _phrases(melodies: np.ndarray, length: int) -> list[np.ndarray]:
    symbols = np.asarray(melodies, np.int64)
    starts = range(symbols.shape[1] - length + 1)
    return [row[start : start + length] for row in symbols for start in starts if row[start] != HOLD]


def _prediction_task(melodies: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    symbols, one_hot = np.asarray(melodies), np.eye(SYMBOLS)
    asked = [
        np.hstack(
            [
                one_hot[symbols[:, step - CONTEXT : step]].reshape(len(symbols), -1),
                np.repeat(np.eye(BAR)[[step % BAR]], len(symbols), axis=0),
            ]
        )
        for step in TASK_STEPS
    ]
    return np.concatenate(asked), np.concatenate([symbols[:, step] for step in TASK_STEPS])

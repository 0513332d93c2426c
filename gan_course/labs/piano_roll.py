"""The piano roll: a melody to change note by note, to hear, and to hold against real tunes."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gan_course import music, plots
from gan_course.arguments import one_of
from gan_course.labs.stage import Answer, Laboratory
from gan_course.music import sound
from gan_course.plots import Picture

__all__ = ["PianoRoll", "piano_roll"]


class PianoRoll:
    """What the piano roll shows, without a browser.

    Args:
        melodies: Symbols of melodies to begin with, (32,) each, by name.
        known: Real melodies: those that are looked through for copies, and those to compare with.

    Attributes:
        melody: Symbols of the melody in view, (32,).
        spans: For each measure, what a tenth, a half and nine tenths of the training tunes stay below.

    Raises:
        ValueError: If there is no melody with a note, or a symbol is unknown.
    """

    def __init__(self, melodies: Mapping[str, ArrayLike], known: music.Melodies) -> None:
        self.melodies = {name: checked(melody) for name, melody in melodies.items()}
        if not any(np.any(melody != music.HOLD) for melody in self.melodies.values()):
            raise ValueError("expected a melody with a note, got none; pass such as music.load_melodies().test[0]")
        self.name, self.melody = next(iter(self.melodies.items()))
        self.spans = music.span_of_tunes(known.train, known.test)
        self._known = known

    def told(self) -> str:
        """Say how many notes the melody has, and how far it is from real ones.

        Returns:
            Sentences; what is missing where the melody cannot be measured.
        """
        notes = f"{len(music.notes_of(self.melody.tolist()))} notes."
        try:
            found = self.measures()
        except ValueError as error:
            return f"{notes} {str(error).capitalize()}."
        near = [name for name, (_, _, high) in self.spans.items() if found[name] <= high]
        far = [name for name in self.spans if name not in near]
        return (
            f"{notes} {_listed('Within what nine tenths of the training tunes get', near)}"
            f"{_listed('Farther from the test tunes', far)}{found['copied']:.0%} of its phrases are copied."
        )

    def measures(self) -> dict[str, float]:
        """Measure the melody.

        Returns:
            As `music.measure_alone`.

        Raises:
            ValueError: If it has fewer than two notes.
        """
        return music.measure_alone(self.melody, self._known.train, self._known.test)

    def answer(self, question: Mapping[str, Any]) -> Answer:
        """Take another melody, or a changed one, and measure it.

        Args:
            question: ``choose``, the name of a melody, or ``melody``, its symbols. Both may be left out or None.

        Returns:
            The sentences, and under ``measures`` a number for each measure (none where there are too few notes); the
            symbols as bytes.

        Raises:
            ValueError: If the name is unknown, or a symbol.
        """
        if (name := question.get("choose")) is not None:
            one_of("melody", name, self.melodies)
            self.name, self.melody = name, self.melodies[name]
        if question.get("melody") is not None:
            self.melody = checked(question["melody"])
        try:
            measures = self.measures()
        except ValueError:
            measures = {}
        return {"told": self.told(), "measures": measures}, [self.melody.astype(np.uint8)]

    def picture(self) -> Picture:
        """Draw the picture that stays without a kernel.

        Returns:
            The piano rolls of all melodies.
        """
        rolls = {
            name: [(note.start, note.length, note.pitch) for note in music.notes_of(melody.tolist())]
            for name, melody in self.melodies.items()
        }
        title = "Melodies to change note by note"
        return plots.piano_rolls(rolls, title=title, alt=f"Piano rolls: {', '.join(rolls)}. {self.name}: {self.told()}")


def checked(melody: Any) -> np.ndarray:
    """Check a melody that may come from outside, such as from a browser.

    Args:
        melody: What should be 32 symbols.

    Returns:
        The symbols, int array (32,).

    Raises:
        ValueError: If it is anything else.

    Examples:
        >>> checked([5] + [music.HOLD] * 31)[:2].tolist()
        [5, 27]
    """
    try:
        symbols = np.asarray(melody)
    except ValueError:  # rows of unequal length
        symbols = np.empty(0)
    whole = symbols.dtype.kind in "iu" and symbols.shape == (music.STEPS,)
    if not whole or symbols.min() < 0 or symbols.max() > music.HOLD:
        raise ValueError(
            f"expected {music.STEPS} whole numbers from 0 to {music.HOLD}, a melody's symbols, got {repr(melody)[:60]}"
            "; take such as music.load_melodies().test[0]"
        )
    return symbols.astype(int)


def piano_roll(melodies: Mapping[str, ArrayLike], known: music.Melodies) -> Laboratory:
    """Let the reader change melodies note by note, hear them, and see their measures.

    Args:
        melodies: Symbols of melodies to begin with, (32,) each, by name.
        known: Real melodies to measure with, such as `music.load_melodies` gives.

    Returns:
        The laboratory; end the cell with it.

    Raises:
        ValueError: If there is no melody with a note, or a symbol is unknown.
    """
    roll = PianoRoll(melodies, known)
    settings = {
        "melodies": list(roll.melodies),
        "melody": roll.melody.tolist(),
        "spans": roll.spans,
        "hold": music.HOLD,
        "lowest": music.LOWEST,
        "bar": music.BAR,
        "sound": {
            "overtones": sound.OVERTONES,
            "decay": sound.DECAY,
            "attack": sound.ATTACK,
            "release": sound.RELEASE,
        },
    }
    return Laboratory("piano_roll.js", settings, roll.answer, roll.picture)


def _listed(words: str, names: list[str]) -> str:
    return f"{words}: {', '.join(names)}. " if names else ""

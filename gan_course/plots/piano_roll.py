"""Piano rolls: time from left to right, pitch upwards, a bar for each note."""

import textwrap
from collections.abc import Iterable, Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gan_course.plots.pictures import Picture, picture
from gan_course.plots.style import REAL, drawing

NAMES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
NAMED = (0, 4, 7)  # the notes of the octave that get a name at the side
OCTAVE = 12
INCHES_WIDE, INCHES_HIGH, NAME_WIDTH = 3.3, 1.75, 42


def piano_rolls(
    rolls: Mapping[str, Iterable[tuple[int, int, int]]],
    *,
    alt: str,
    title: str,
    columns: int = 2,
    steps: int = 32,
    bar: int = 8,
) -> Picture:
    """Draw melodies as piano rolls with a common scale.

    Args:
        rolls: For each melody its name and its notes: start, length and pitch of each, in steps and in MIDI's numbers.
        alt: What the picture shows, for a reader who does not see it.
        title: Title above all.
        columns: Rolls in a row, at least 1.
        steps: Length of the time axis.
        bar: Steps of a bar; a line is drawn before each.

    Returns:
        The picture.

    Raises:
        ValueError: If there is no melody with a note, or the description is empty.
    """
    notes = {name: list(roll) for name, roll in rolls.items()}
    pitches = [pitch for roll in notes.values() for _, _, pitch in roll]
    if not pitches:
        raise ValueError(f"expected melodies with notes, got none in {list(rolls)}; pass music.notes_of(melody)")
    rows = -(-len(notes) // columns)
    with drawing():
        figure = Figure(figsize=(INCHES_WIDE * columns, INCHES_HIGH * rows + 0.4), layout="constrained")
        for number, (name, roll) in enumerate(notes.items()):
            axes = figure.add_subplot(rows, columns, number + 1)
            _draw(axes, roll, name, min(pitches), max(pitches), steps, bar)
        figure.suptitle(textwrap.fill(title, 11 * 3 * columns), x=0.02, horizontalalignment="left")
        return picture(figure, alt=alt)


def _draw(axes: Axes, roll: list[tuple[int, int, int]], name: str, low: int, high: int, steps: int, bar: int) -> None:
    for start, length, pitch in roll:
        axes.broken_barh([(start + 0.06, length - 0.12)], (pitch - 0.45, 0.9), facecolor=REAL)
    named = [pitch for pitch in range(low - 1, high + 2) if pitch % OCTAVE in NAMED]
    axes.set_yticks(named, [f"{NAMES[pitch % OCTAVE]}{pitch // OCTAVE - 1}" for pitch in named])
    axes.set_xticks(range(0, steps + 1, bar), [str(1 + start // bar) for start in range(0, steps, bar)] + [""])
    axes.set(xlim=(0, steps), ylim=(low - 1, high + 1))
    axes.tick_params(length=0, labelsize=8)
    axes.set_xlabel("bar", fontsize=9)
    axes.set_title(textwrap.shorten(name, NAME_WIDTH, placeholder=" …"), fontsize=10, loc="left")

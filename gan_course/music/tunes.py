"""Tunes written in ABC notation: the file that the course ships, and a reader for what it uses of the notation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

__all__ = ["BAR", "Note", "Tune", "load_tunes", "parse"]

BAR = 8  # eighths
KEYS = ("C", "Am")
FIELDS = {"T": "title", "C": "composer", "O": "origin", "H": "year", "K": "key"}
FIXED = {"M": "4/4", "L": "1/8"}
SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
MIDDLE_C = 60
ACCIDENTALS = {"^": 1, "_": -1, "=": 0}
NOTE = re.compile(r"([\^_=]?)([A-Ga-g])([,']*)(\d*)(-?)")


@dataclass(frozen=True)
class Note:
    """A note of a tune.

    Args:
        start: When it begins, in eighths after the first bar line; below 0 for what comes before it.
        length: In eighths.
        pitch: Number of the key in MIDI's way of counting: 60 is middle C, one more is a semitone higher.
    """

    start: int
    length: int
    pitch: int


@dataclass(frozen=True)
class Tune:
    """A melody and where it comes from.

    Args:
        title: Its name.
        origin: Country.
        year: A year, or a century, in words.
        key: ``"C"`` or ``"Am"``.
        notes: In the order of time.
        composer: Who wrote it; empty where nobody knows.
    """

    title: str
    origin: str
    year: str
    key: str
    notes: tuple[Note, ...]
    composer: str = ""

    @property
    def length(self) -> int:
        """When the last note ends, in eighths after the first bar line."""
        return self.notes[-1].start + self.notes[-1].length


def load_tunes() -> list[Tune]:
    """Load the tunes of the course: folk songs, hymns and classical themes, all in the public domain.

    Returns:
        The tunes, in 4/4, in C major or A minor, with no note shorter than an eighth.

    Examples:
        >>> [note.pitch for note in load_tunes()[0].notes[:4]]  # Twinkle, twinkle
        [60, 60, 67, 67]
    """
    return parse(resources.files(__package__).joinpath("tunes.abc").read_text(encoding="utf-8"))


def parse(text: str) -> list[Tune]:
    r"""Read tunes in 4/4 in the part of ABC notation that ``tunes.abc`` uses.

    A letter is a note, capitals from middle C on and small letters an octave above; ``,`` and ``'`` go an octave down
    and up; ``^``, ``_`` and ``=`` are sharp, flat and natural, valid until the bar line; a number multiplies the
    eighth; ``-`` ties a note to the next one; ``|`` is a bar line. There are no rests.

    Args:
        text: Tunes with the fields X, T, C (may be left out), O, H, M, L and K, one empty line between two tunes.

    Returns:
        The tunes.

    Raises:
        ValueError: If a field is missing or has a value that the course has no use for, a sign is unknown, or a bar
            that is not the first or the last has not eight eighths.

    Source: ABC notation standard 2.1, abcnotation.com.

    Examples:
        >>> (tune,) = parse("X:1\nT:Two bars\nO:here\nH:today\nM:4/4\nL:1/8\nK:C\nC4^F2F2|G8|")
        >>> [(note.start, note.length, note.pitch) for note in tune.notes]
        [(0, 4, 60), (4, 2, 66), (6, 2, 66), (8, 8, 67)]
    """
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    return [_tune(part) for part in re.split(r"\n\s*\n", lines) if part.strip()]


def _tune(text: str) -> Tune:
    fields = dict(re.findall(r"^([A-Z]):(.*)$", text, re.MULTILINE))
    title = fields.get("T", "?")
    missing = [field for field in (*FIELDS, *FIXED) if field not in fields and field != "C"]
    if missing:
        raise ValueError(f"{title}: expected the fields {', '.join(missing)} of ABC notation, got none; add them")
    for field, value in FIXED.items():
        if fields[field] != value:
            raise ValueError(f"{title}: expected {field}:{value}, got {field}:{fields[field]}; write the tune so")
    if fields["K"] not in KEYS:
        raise ValueError(f"{title}: expected K:C or K:Am, got K:{fields['K']}; transpose the tune")
    music = "".join(line for line in text.splitlines() if not re.match(r"[A-Z]:", line))
    return Tune(
        **{name: fields[field] for field, name in FIELDS.items() if field in fields},
        notes=tuple(_notes(title, [bar for bar in music.replace(" ", "").split("|") if bar])),
    )


def _notes(title: str, bars: list[str]) -> Iterable[Note]:
    parsed = [_bar(title, bar) for bar in bars]
    lengths = [sum(length for _, length, _ in bar) for bar in parsed]
    for number, length in enumerate(lengths):
        inside = 0 < number < len(bars) - 1
        if length > BAR or (inside and length < BAR):
            raise ValueError(f"{title}: expected {BAR} eighths in a bar, got {length} in {bars[number]!r}; count them")
    start = 0 if lengths[0] == BAR else -lengths[0]
    tied: Note | None = None
    for pitch, length, goes_on in (note for bar in parsed for note in bar):
        if tied is not None and tied.pitch != pitch:
            raise ValueError(f"{title}: expected a tie to the same note, got {tied.pitch} - {pitch}; leave out the -")
        note = Note(start, length, pitch) if tied is None else Note(tied.start, tied.length + length, pitch)
        start, tied = start + length, note if goes_on else None
        if tied is None:
            yield note


def _bar(title: str, bar: str) -> list[tuple[int, int, bool]]:
    """Read one bar: pitch, length and whether it is tied to the next, for each note."""
    if NOTE.sub("", bar):
        raise ValueError(f"{title}: expected notes such as ^F2, got {NOTE.sub('', bar)!r} in {bar!r}; see parse")
    raised: dict[tuple[str, str], int] = {}
    notes = []
    for accidental, letter, octaves, length, tie in NOTE.findall(bar):
        if accidental:
            raised[letter, octaves] = ACCIDENTALS[accidental]
        octave = octaves.count("'") - octaves.count(",") + letter.islower()
        pitch = MIDDLE_C + SEMITONES[letter.upper()] + 12 * octave + raised.get((letter, octaves), 0)
        notes.append((pitch, int(length or 1), bool(tie)))
    return notes

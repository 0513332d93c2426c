"""Melodies as MIDI files, which every player and score program reads."""

import os
import struct
from collections.abc import Sequence
from pathlib import Path

from gan_course.arguments import whole
from gan_course.files import write_atomically
from gan_course.music.grid import notes_of

__all__ = ["midi_bytes", "save_midi"]

TICKS_PER_EIGHTH = 48
VELOCITY = 90
NOTE_ON, NOTE_OFF, PROGRAM = 0x90, 0x80, 0xC0
MICROSECONDS_PER_MINUTE = 60_000_000


def midi_bytes(melody: Sequence[int], *, tempo: int = 120) -> bytes:
    """Write a melody as a MIDI file with one track, for a piano.

    Args:
        melody: Symbols, shape (steps,).
        tempo: Quarters a minute, at least 4.

    Returns:
        The file, of format 0.

    Raises:
        ValueError: If the tempo is no whole number of at least 4: it has three bytes in the file.

    Source: MIDI Manufacturers Association, Standard MIDI Files 1.0.
    """
    tempo = whole("tempo", tempo, at_least=4)
    events = [b"\x00\xff\x51\x03" + (MICROSECONDS_PER_MINUTE // tempo).to_bytes(3, "big")]
    events.append(b"\x00\xff\x58\x04\x04\x02\x18\x08")  # 4/4
    events.append(bytes([0, PROGRAM, 0]))
    now = 0
    for note in notes_of(melody):
        events.append(_quantity((note.start - now) * TICKS_PER_EIGHTH) + bytes([NOTE_ON, note.pitch, VELOCITY]))
        events.append(_quantity(note.length * TICKS_PER_EIGHTH) + bytes([NOTE_OFF, note.pitch, 0]))
        now = note.start + note.length
    track = b"".join(events) + b"\x00\xff\x2f\x00"
    header = b"MThd" + struct.pack(">IHHH", 6, 0, 1, 2 * TICKS_PER_EIGHTH)
    return header + b"MTrk" + struct.pack(">I", len(track)) + track


def save_midi(melody: Sequence[int], path: str | os.PathLike[str], *, tempo: int = 120) -> Path:
    """Save a melody as a MIDI file: complete, or not at all.

    Args:
        melody: Symbols, shape (steps,).
        path: File to write or to replace, in a folder that exists.
        tempo: Quarters a minute.

    Returns:
        The path.

    Raises:
        FileNotFoundError: If there is no such folder.
    """
    return write_atomically(path, midi_bytes(melody, tempo=tempo))


def _quantity(value: int) -> bytes:
    """Write a number with seven bits in each byte, the highest first; all but the last byte have the eighth bit set."""
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(0x80 | (value & 0x7F))
    return bytes(reversed(parts))

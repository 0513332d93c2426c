"""Melodies as sound, made of sine waves: no files, no synthesiser, no network."""

import io
import wave
from collections.abc import Sequence

import numpy as np

from gan_course.arguments import whole
from gan_course.music.grid import notes_of

__all__ = ["RATE", "samples", "wave_bytes"]

RATE = 8_000  # samples a second; the highest overtone, of 3,520 Hz, lies below half of it
CONCERT_A, CONCERT_PITCH, OCTAVE = 69, 440.0, 12
OVERTONES = (1.0, 0.5, 0.25, 0.12)  # amplitudes of the multiples of the frequency
DECAY, ATTACK, RELEASE = 0.5, 0.01, 0.03  # seconds
LOUDNESS = 0.8


def samples(melody: Sequence[int], *, tempo: float = 120.0) -> np.ndarray:
    """Play a melody: each note is a sum of overtones that dies away.

    Args:
        melody: Symbols, shape (steps,).
        tempo: Quarters a minute, above 0.

    Returns:
        Float array in [-1, 1], 8,000 numbers a second; silence where no note has begun yet.

    Raises:
        ValueError: If the tempo is not above 0.

    Examples:
        >>> round(len(samples([5] + [27] * 31, tempo=60)) / RATE, 2)  # seconds of 32 eighths
        16.0
    """
    if not tempo > 0:
        raise ValueError(f"tempo: expected quarters a minute above 0, got {tempo}; 120 is usual")
    per_step = whole("samples in a step", round(RATE * 30 / tempo), at_least=1)
    sound = np.zeros(per_step * len(melody))
    for note in notes_of(melody):
        start = note.start * per_step
        sound[start : start + note.length * per_step] = _tone(note.pitch, note.length * per_step)
    loudest = np.abs(sound).max()
    return LOUDNESS * sound / loudest if loudest else sound


def wave_bytes(sound: np.ndarray) -> bytes:
    """Write sound as a WAV file.

    Args:
        sound: Numbers in [-1, 1], 8,000 a second.

    Returns:
        The file: one channel of 16 bits.
    """
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(np.round(32767 * np.clip(sound, -1, 1)).astype("<i2").tobytes())
    return file.getvalue()


def _tone(pitch: int, length: int) -> np.ndarray:
    seconds = np.arange(length) / RATE
    frequency = CONCERT_PITCH * 2 ** ((pitch - CONCERT_A) / OCTAVE)
    tone = sum(
        amplitude * np.sin(2 * np.pi * frequency * number * seconds) for number, amplitude in enumerate(OVERTONES, 1)
    )
    left = seconds[::-1]
    return tone * np.exp(-seconds / DECAY) * np.minimum(1, seconds / ATTACK) * np.minimum(1, left / RELEASE)

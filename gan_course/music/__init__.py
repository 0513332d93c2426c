"""Music of Day 9: tunes, the grid of eighths they are written on, sound and MIDI, Markov chains and measures."""

from gan_course.music.grid import HOLD, LOWEST, STEPS, SYMBOLS, Melodies, load_melodies, melody_of, notes_of, sounding
from gan_course.music.markov import markov_melodies
from gan_course.music.measures import LAGS, MEASURES, compare, copied_phrases, intervals, onsets, pitch_classes
from gan_course.music.midi import midi_bytes, save_midi
from gan_course.music.one_melody import ALONE, measure_alone, span_of_tunes
from gan_course.music.sound import RATE, samples, wave_bytes
from gan_course.music.tunes import BAR, Note, Tune, load_tunes, parse

__all__ = [
    "ALONE",
    "BAR",
    "HOLD",
    "LAGS",
    "LOWEST",
    "MEASURES",
    "RATE",
    "STEPS",
    "SYMBOLS",
    "Melodies",
    "Note",
    "Tune",
    "compare",
    "copied_phrases",
    "intervals",
    "load_melodies",
    "load_tunes",
    "markov_melodies",
    "measure_alone",
    "melody_of",
    "midi_bytes",
    "notes_of",
    "onsets",
    "parse",
    "pitch_classes",
    "samples",
    "save_midi",
    "sounding",
    "span_of_tunes",
    "wave_bytes",
]

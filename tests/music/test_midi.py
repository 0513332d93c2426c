import struct

import pytest

from gan_course import music
from gan_course.music import HOLD, Note


def read(content):
    """Parse a MIDI file as a player does: header, and (time, message) of the one track."""
    assert content[:4] == b"MThd"
    length, kind, tracks, division = struct.unpack(">IHHH", content[4:14])
    assert (length, kind, tracks) == (6, 0, 1)
    assert content[14:18] == b"MTrk"
    (size,) = struct.unpack(">I", content[18:22])
    track = content[22:]
    assert len(track) == size
    events, now, at = [], 0, 0
    while at < len(track):
        delta = 0
        while True:
            byte, at = track[at], at + 1
            delta = delta << 7 | byte & 0x7F
            if not byte & 0x80:
                break
        now += delta
        end = at + 3 + track[at + 2] if track[at] == 0xFF else at + (2 if track[at] >> 4 == 0xC else 3)
        events.append((now, track[at:end]))
        at = end
    return division, events


def test_a_player_reads_the_notes_of_the_melody():
    melody = [5, HOLD, HOLD, 7, *[HOLD] * 27, 0]
    division, events = read(music.midi_bytes(melody))
    eighth = division // 2
    started, notes = {}, []
    for now, message in events:
        if message[0] == 0x90:
            started[message[1]] = now
        elif message[0] == 0x80:
            begin = started.pop(message[1])
            notes.append(Note(begin // eighth, (now - begin) // eighth, message[1]))
    assert notes == music.notes_of(melody)
    assert not started
    assert events[-1][1] == b"\xff\x2f\x00"


def test_the_tempo_is_in_the_file():
    for tempo in (60, 120, 240):
        _, events = read(music.midi_bytes([5] + [HOLD] * 31, tempo=tempo))
        (found,) = [message for _, message in events if message[:2] == b"\xff\x51"]
        assert int.from_bytes(found[3:], "big") == 60_000_000 // tempo
    with pytest.raises(ValueError, match="expected tempo to be a whole number of at least 4, got 3"):
        music.midi_bytes([5], tempo=3)


def test_long_waits_are_written_in_several_bytes():
    _, events = read(music.midi_bytes([HOLD] * 200 + [5] + [HOLD] * 400))
    on, off = (now for now, message in events if message[0] in (0x80, 0x90))
    assert (on, off - on) == (200 * 48, 401 * 48)


def test_a_file_is_saved(tmp_path):
    path = music.save_midi([5, HOLD], tmp_path / "mine.mid")
    assert path.read_bytes() == music.midi_bytes([5, HOLD])

from importlib import resources

import pytest

from gan_course.music import HOLD, LOWEST, load_tunes, parse
from gan_course.music.grid import HIGHEST
from gan_course.music.tunes import BAR

TUNE = "X:1\nT:A tune\nO:here\nH:1900\nM:4/4\nL:1/8\nK:C\n"


@pytest.fixture(scope="module")
def tunes():
    return load_tunes()


def test_there_are_enough_tunes_and_each_says_where_it_comes_from(tunes):
    assert 50 <= len(tunes) <= 100
    assert len({tune.title for tune in tunes}) == len(tunes)
    for tune in tunes:
        assert tune.origin
        assert tune.year.isdigit() or tune.year.endswith("century")
        if tune.year.isdigit():
            assert 1200 < int(tune.year) < 1930


def test_the_file_can_be_read_and_is_small():
    content = resources.files("gan_course.music").joinpath("tunes.abc").read_bytes()
    assert len(content) < 60_000
    assert b"public domain" in content
    content.decode("utf-8")


def test_bars_add_up_and_notes_follow_each_other(tunes):
    for tune in tunes:
        pickup = min(0, tune.notes[0].start)
        assert -BAR < pickup <= 0, tune.title
        assert tune.length >= 3 * BAR, tune.title
        for one, other in zip(tune.notes, tune.notes[1:], strict=False):
            assert one.start + one.length == other.start, tune.title
        assert tune.notes[0].start == pickup


def test_pitches_are_those_of_a_voice_and_of_the_grid(tunes):
    for tune in tunes:
        pitches = [note.pitch for note in tune.notes]
        assert min(pitches) >= LOWEST, tune.title
        assert max(pitches) <= HIGHEST, tune.title
        assert max(pitches) - min(pitches) <= 21, tune.title
    assert HIGHEST - LOWEST + 1 == HOLD


def test_keys_are_c_major_and_a_minor(tunes):
    white = {0, 2, 4, 5, 7, 9, 11}
    for tune in tunes:
        inside = sum(note.length for note in tune.notes if note.pitch % 12 in white)
        assert inside >= 0.8 * sum(note.length for note in tune.notes), tune.title
        last = tune.notes[-1].pitch % 12
        assert tune.key in ("C", "Am")
        if "first part" not in tune.title and "beginning" not in tune.title and "turns" not in tune.title:
            assert last in {"C": (0, 2, 4, 7), "Am": (9, 4, 2)}[tune.key], tune.title


def test_no_two_tunes_begin_alike(tunes):
    beginnings = {}
    for tune in tunes:
        beginning = tuple((note.pitch, note.length) for note in tune.notes[:12])
        assert beginnings.setdefault(beginning, tune.title) == tune.title


def test_a_tune_is_read_as_it_is_written():
    (tune,) = parse(TUNE.replace("K:C", "C:Somebody\nK:C") + "G,2|C^FF=F G2A,2|c4d'2a2|")
    assert (tune.title, tune.composer, tune.year, tune.key) == ("A tune", "Somebody", "1900", "C")
    assert [(note.start, note.length, note.pitch) for note in tune.notes] == [
        (-2, 2, 55),
        (0, 1, 60),
        (1, 1, 66),
        (2, 1, 66),
        (3, 1, 65),
        (4, 2, 67),
        (6, 2, 57),
        (8, 4, 72),
        (12, 2, 86),
        (14, 2, 81),
    ]


def test_accidentals_end_with_the_bar_and_belong_to_one_octave():
    (tune,) = parse(TUNE + "^F4f4|F4_B4|")
    assert [note.pitch for note in tune.notes] == [66, 77, 65, 70]


def test_ties_go_over_the_bar_line():
    (tune,) = parse(TUNE + "C4G4-|G8|")
    assert [(note.start, note.length) for note in tune.notes] == [(0, 4), (4, 12)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TUNE.replace("O:here\n", "") + "C8|C8|", "expected the fields O"),
        (TUNE.replace("4/4", "3/4") + "C8|C8|", "expected M:4/4, got M:3/4"),
        (TUNE.replace("K:C", "K:G") + "C8|C8|", "expected K:C or K:Am, got K:G"),
        (TUNE + "C8|C6|C8|", "expected 8 eighths in a bar, got 6"),
        (TUNE + "C8|C8D|C8|", "expected 8 eighths in a bar, got 9"),
        (TUNE + "C4z4|C8|", "expected notes such as"),
        (TUNE + "C4G4-|A8|", "expected a tie to the same note, got 67 - 69"),
    ],
)
def test_what_cannot_be_read_is_told(text, message):
    with pytest.raises(ValueError, match=message):
        parse(text)

import numpy as np
import pytest

from gan_course import music
from gan_course.labs.piano_roll import PianoRoll, checked, piano_roll

KNOWN = music.load_melodies()
MELODIES = {"a tune": KNOWN.test[0], "another": KNOWN.test[20]}


@pytest.fixture(scope="module")
def known():
    return music.Melodies(KNOWN.train[:60], KNOWN.test, KNOWN.train_titles, KNOWN.test_titles)


@pytest.fixture
def roll(known):
    return PianoRoll(MELODIES, known)


def test_a_changed_melody_is_measured_anew(roll, known):
    before, (symbols,) = roll.answer({})
    assert np.array_equal(symbols, KNOWN.test[0])
    changed = KNOWN.test[0].copy()
    changed[[1, 3, 5, 7]] = 0
    after, (symbols,) = roll.answer({"melody": changed.tolist(), "choose": None})
    assert np.array_equal(symbols, changed)
    assert after["measures"] == music.measure_alone(changed, known.train, known.test)
    assert after["measures"]["rhythm"] != before["measures"]["rhythm"]
    assert after["told"].startswith(f"{len(music.notes_of(changed))} notes. ")


def test_a_chosen_melody_comes_as_it_was(roll):
    roll.answer({"melody": KNOWN.test[5].tolist()})
    for name, melody in MELODIES.items():
        assert np.array_equal(roll.answer({"choose": name, "melody": None})[1][0], melody)
        assert roll.name == name


def test_each_measure_is_called_within_or_farther(roll):
    found, spans = roll.measures(), roll.spans
    within, _, rest = roll.told().partition("Farther from the test tunes")
    for name in spans:
        assert name in (within if found[name] <= spans[name][2] else rest)


@pytest.mark.parametrize(("symbols", "notes"), [([27] * 32, 0), ([3] + [27] * 31, 1)])
def test_a_melody_with_too_few_notes_is_shown_without_measures(roll, symbols, notes):
    answer, (shown,) = roll.answer({"melody": symbols})
    assert answer["measures"] == {}
    assert answer["told"].startswith(f"{notes} notes. Expected a melody with at least two notes")
    assert shown.tolist() == symbols


@pytest.mark.parametrize(
    "bad",
    [
        {"choose": "nobody's"},
        {"melody": [28] * 32},
        {"melody": [-1] * 32},
        {"melody": [1] * 31},
        {"melody": [1.5] * 32},
        {"melody": "x"},
        {"melody": 3},
        {"melody": [[1], [2, 3]]},
    ],
)
def test_bad_questions_are_answered_in_words_and_change_nothing(known, bad):
    laboratory = piano_roll(MELODIES, known)
    answer, arrays = laboratory.answer(bad)
    assert answer["error"].startswith("expected ")
    assert arrays == ()
    assert np.array_equal(laboratory.answer({})[1][0], KNOWN.test[0])


def test_without_a_kernel_the_roll_stays_with_its_description(roll, known):
    assert roll.picture().alt.startswith("Piano rolls: a tune, another. a tune: ")
    for none in ({}, {"silence": [music.HOLD] * 32}):
        with pytest.raises(ValueError, match="expected a melody with a note, got none"):
            PianoRoll(none, known)
    assert PianoRoll({"silence": [music.HOLD] * 32} | MELODIES, known).picture().alt
    with pytest.raises(ValueError, match="expected 32 whole numbers from 0 to 27"):
        checked([1, 2])

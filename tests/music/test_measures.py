import numpy as np
import pytest

from gan_course import music
from gan_course.music import HOLD, measures


def melody(*symbols):
    return np.array([[*symbols, *[HOLD] * (32 - len(symbols))]])


def test_shares_by_hand():
    one = melody(5, 7, 5, 17)  # C D C C, the last an octave higher
    classes = music.pitch_classes(one)
    assert classes[0] == 0.75
    assert classes[2] == 0.25
    steps = music.intervals(one)
    assert steps[[14, 10, 24]].tolist() == [1 / 3, 1 / 3, 1 / 3]
    assert music.onsets(one).tolist() == [0.25, 0.25, 0.25, 0.25, 0, 0, 0, 0]
    assert music.intervals(melody(0, 20))[24] == 1  # more than an octave counts as one


def test_without_notes_there_is_nothing_to_count():
    with pytest.raises(ValueError, match="expected melodies with at least one note"):
        music.pitch_classes(melody())
    with pytest.raises(ValueError, match="expected melodies with at least one note"):
        music.intervals(melody(3))


def test_bars_of_the_same_rhythm_are_counted_in_pairs():
    long, short = [5, *[HOLD] * 7], [5, HOLD, 6, HOLD, 7, HOLD, 8, HOLD]
    assert measures.repeated_rhythms(np.array([long + short + long + long])) == 0.5
    assert measures.repeated_rhythms(np.array([short * 4, long * 4])) == 1


def test_a_melody_that_swings_every_two_steps_is_unlike_itself_at_lag_two_and_like_itself_at_four():
    swing = np.array([[5, HOLD, 12, HOLD] * 8])
    found = measures.self_similarity(swing)
    assert found[0] < -0.8
    assert found[1] > 0.8


def test_phrases_are_copies_only_if_they_begin_with_a_note_and_agree_in_each_step():
    train = np.array([[1, 2, HOLD, 4, 5, 6]])
    assert music.copied_phrases(np.array([[2, HOLD, 4, 0, 0, 0]]), train, 3) == pytest.approx(1 / 3)
    assert music.copied_phrases(train, train) == 0  # no phrase of twelve steps
    assert music.copied_phrases(np.full((2, 32), HOLD), train) == 0


def test_real_tunes_are_nearest_to_real_ones_and_the_lot_is_far():
    melodies = music.load_melodies()
    real = music.compare(melodies.train, melodies.train, melodies.test)
    lot = music.compare(music.markov_melodies(melodies.train, 0, 300), melodies.train, melodies.test)
    for measure in music.MEASURES:
        if measure != "pitch classes":  # which the lot has from the tunes
            assert real[measure] < lot[measure], measure
    assert real["copied"] == 1
    assert lot["copied"] < 0.01
    assert set(real) == {*music.MEASURES, "copied"}


def test_each_measure_is_zero_or_an_error_rate_between_a_set_and_itself():
    melodies = music.load_melodies().test
    for name, measure in music.MEASURES.items():
        found = measure(melodies, melodies)
        assert found == 0 if name != "next note" else 0 < found < 0.5, name

import numpy as np
import pytest

from gan_course import music
from gan_course.music import HOLD, Note


def test_notes_go_onto_the_grid_and_come_back():
    notes = [Note(0, 3, 60), Note(3, 1, 62), Note(4, 4, 55)]
    melody = music.melody_of(notes, 8)
    assert melody.tolist() == [5, HOLD, HOLD, 7, 0, HOLD, HOLD, HOLD]
    assert music.notes_of(melody) == notes


def test_what_lies_outside_the_grid_is_left_out_or_refused():
    assert music.melody_of([Note(-2, 2, 60), Note(0, 2, 62), Note(40, 2, 60)], 4).tolist() == [7, HOLD, HOLD, HOLD]
    with pytest.raises(ValueError, match="expected pitches of 55 to 81, got 90"):
        music.melody_of([Note(0, 2, 90)])


def test_a_melody_that_begins_with_hold_is_silent_until_its_first_note():
    assert music.notes_of([HOLD, HOLD, 5, HOLD]) == [Note(2, 2, 60)]
    assert music.notes_of([HOLD] * 4) == []


def test_what_sounds_is_the_last_note_that_began():
    sounding = music.sounding(np.array([[5, HOLD, 7, HOLD], [HOLD, 0, HOLD, 1], [HOLD] * 4]))
    np.testing.assert_array_equal(sounding[:2], [[60, 60, 62, 62], [55, 55, 55, 56]])
    assert np.isnan(sounding[2]).all()


def test_windows_are_split_by_tune_and_begin_with_a_note():
    for split in range(4):
        melodies = music.load_melodies(split)
        assert not set(melodies.train_titles) & set(melodies.test_titles)
        assert len(melodies.train_titles) + len(melodies.test_titles) == len(music.load_tunes())
        for windows in (melodies.train, melodies.test):
            assert windows.shape[1] == music.STEPS
            assert (windows[:, 0] != HOLD).all()
            assert windows.min() >= 0
            assert windows.max() == HOLD
        assert len(melodies.train) > 3 * len(melodies.test) > 200
    assert music.load_melodies(0).test_titles != music.load_melodies(1).test_titles


def test_the_lessons_split_has_the_most_windows_of_test_tunes():
    tested = [len(music.load_melodies(split).test) for split in range(4)]
    assert len(music.load_melodies().test) == max(tested)


def test_windows_are_bars_of_the_tunes():
    tunes = {tune.title: tune for tune in music.load_tunes()}
    whole = music.melody_of(tunes["Hot cross buns"].notes, 64)
    melodies = music.load_melodies()
    windows = np.concatenate([melodies.train, melodies.test])
    found = sum((windows == whole[start : start + 32]).all(axis=1).any() for start in range(0, 33, 8))
    assert found == 5

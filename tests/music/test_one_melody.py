import numpy as np
import pytest

from gan_course import music

KNOWN = music.load_melodies()


def test_a_melody_is_measured_as_many_are_without_the_classifier():
    found = music.measure_alone(KNOWN.train[3], KNOWN.train, KNOWN.test)
    assert list(found) == [*music.ALONE, "copied"]
    assert "next note" not in found
    for name in music.ALONE:
        assert found[name] == music.MEASURES[name](KNOWN.train[3:4], KNOWN.test)
    assert found["copied"] == 1


def test_a_melody_of_one_note_is_refused():
    melody = np.full(music.STEPS, music.HOLD)
    melody[0] = 5
    with pytest.raises(ValueError, match="at least two notes, got 1; add some"):
        music.measure_alone(melody, KNOWN.train, KNOWN.test)


def test_the_span_holds_eight_tenths_of_the_training_tunes():
    spans = music.span_of_tunes(KNOWN.train[:40], KNOWN.test)
    assert list(spans) == list(music.ALONE)
    for name, (low, middle, high) in spans.items():
        values = [music.MEASURES[name](melody[None], KNOWN.test) for melody in KNOWN.train[:40]]
        for bound, share in ((low, 0.1), (middle, 0.5), (high, 0.9)):
            assert np.mean(np.less(values, bound)) <= share <= np.mean(np.less_equal(values, bound)) + 1 / 40
    assert music.span_of_tunes(KNOWN.train, KNOWN.test, at_most=2)["rhythm"][1] == pytest.approx(
        np.mean([music.MEASURES["rhythm"](KNOWN.train[[end]], KNOWN.test) for end in (0, -1)])
    )

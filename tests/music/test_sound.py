import io
import wave

import numpy as np
import pytest

from gan_course import music
from gan_course.music import HOLD, RATE


def loudest_frequency(sound):
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return np.argmax(spectrum) * RATE / len(sound)


@pytest.mark.parametrize(("symbol", "frequency"), [(14, 440.0), (5, 261.63), (26, 880.0), (0, 196.0)])
def test_a_note_sounds_at_its_frequency(symbol, frequency):
    sound = music.samples([symbol] + [HOLD] * 7)
    assert loudest_frequency(sound) == pytest.approx(frequency, abs=1)


def test_time_and_silence_are_those_of_the_melody():
    sound = music.samples([HOLD, HOLD, 14, HOLD], tempo=60)
    assert len(sound) == pytest.approx(4 * RATE / 2, abs=4)
    middle = len(sound) // 2
    assert np.abs(sound[:middle]).max() == 0
    assert 0.5 < np.abs(sound[middle:]).max() <= 1
    assert np.abs(music.samples([HOLD] * 8)).max() == 0
    with pytest.raises(ValueError, match="tempo: expected quarters a minute above 0, got 0"):
        music.samples([1], tempo=0)


def test_the_file_holds_the_sound():
    sound = np.array([0.0, 0.5, -1.0, 1.0])
    with wave.open(io.BytesIO(music.wave_bytes(sound))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        found = np.frombuffer(file.readframes(4), "<i2")
    np.testing.assert_array_equal(found, [0, 16384, -32767, 32767])

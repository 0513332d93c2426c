import numpy as np
import pytest

from gan_course import plots


def test_notes_are_drawn_where_they_sound():
    low, high = ([(0, 4, 60), (8, 8, pitch)] for pitch in (60, 72))
    pictures = [plots.piano_rolls({"one": roll, "two": low}, title="Rolls", alt="two rolls") for roll in (low, high)]
    assert pictures[0].alt == "two rolls"
    assert pictures[0].size[0] > 500
    blue = [(np.abs(picture.pixels().astype(int) - [0, 114, 178]).sum(axis=-1) < 10) for picture in pictures]
    assert blue[0].sum() > 500
    left = blue[1][:, : blue[1].shape[1] // 2]
    assert np.ptp(np.flatnonzero(left.any(axis=1))) > 50  # the second note of the first roll is higher


def test_more_rolls_take_more_rows_and_none_is_refused():
    roll = [(0, 4, 60)]
    two, four = (plots.piano_rolls({str(number): roll for number in range(n)}, title="t", alt="rolls") for n in (2, 4))
    assert four.size[1] > two.size[1]
    assert four.size[0] == two.size[0]
    with pytest.raises(ValueError, match="expected melodies with notes, got none in"):
        plots.piano_rolls({"empty": []}, title="t", alt="rolls")

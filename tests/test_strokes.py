import numpy as np
import pytest

from gan_course.metrics.handwriting import handwriting
from gan_course.strokes import SEVEN, checked, drawn_digit


def test_a_digit_lies_as_mnists_do_whatever_the_unit():
    image = drawn_digit(SEVEN)
    assert image.shape == (28, 28, 1)
    assert image.dtype == np.float32
    assert image.min() == -1
    assert image.max() == 1
    ink = (image[..., 0] + 1) / 2
    rows, columns = np.mgrid[:28, :28]
    for places in (rows, columns):
        assert (ink * places).sum() / ink.sum() == pytest.approx(13.5, abs=0.2)  # centred by mass, not by its box
    assert np.ptp(np.nonzero((ink > 0.5).any(axis=1))) + 1 == pytest.approx(20, abs=1)
    moved = [[(300 + 50 * x, 50 * y - 7) for x, y in stroke] for stroke in SEVEN]
    np.testing.assert_allclose(drawn_digit(moved), image, atol=1e-4)


@pytest.mark.parametrize("pen", [2.0, 3.3])
def test_the_pen_is_as_thick_as_asked(pen):
    assert handwriting(drawn_digit(SEVEN, pen=pen)[None]).thickness[0] == pytest.approx(pen, rel=0.1)


def test_a_slash_is_wider_than_tall_where_it_is_drawn_so():
    wide = drawn_digit([[(0, 0), (10, 2)]])[..., 0] > 0
    assert np.ptp(np.nonzero(wide.any(axis=0))) > 3 * np.ptp(np.nonzero(wide.any(axis=1)))
    down = wide[:, wide.any(axis=0)]
    assert down.argmax(axis=0)[0] < down.argmax(axis=0)[-1]  # y goes down, from left to right


def test_a_point_is_a_dot_and_strokes_do_not_join():
    dot = drawn_digit([[(3, 3)]], pen=3)[..., 0]
    assert (dot + 1).sum() / 2 == pytest.approx(np.pi * 1.5**2, rel=0.1)
    two = drawn_digit([[(0, 0), (0, 4)], [(4, 0), (4, 4)]])[..., 0]
    assert (two[14] > 0).sum() < 10
    assert two[14, 14] == -1


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="expected at least one point, got none"):
        drawn_digit([[]])
    with pytest.raises(ValueError, match=r"expected pen to be from 1 to 8 pixels, got 0\.5"):
        drawn_digit(SEVEN, pen=0.5)
    for wrong in (None, [[1, 2]], [[(1, 2, 3)]], [[("a", 1)]], 7):
        with pytest.raises(ValueError, match="expected strokes to be lists of points"):
            checked(wrong)
    with pytest.raises(ValueError, match="finite numbers"):
        checked([[(float("nan"), 0)]])
    assert checked([[], [[1, 2]]]) == [[(1.0, 2.0)]]

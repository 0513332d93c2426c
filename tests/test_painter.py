import numpy as np

from gan_course.data import load_photograph
from gan_course.painter import INK, PAPER, ink_and_wash


def test_white_becomes_paper_and_black_becomes_ink():
    for brightness, colour in ((1.0, PAPER), (-1.0, INK)):
        painted = ink_and_wash(np.full((12, 12, 3), brightness))
        assert painted.dtype == np.float32
        np.testing.assert_allclose((painted + 1) / 2, np.tile(colour, (12, 12, 1)), atol=0.02)


def test_an_edge_between_grey_and_white_becomes_a_line_on_the_darker_side():
    photograph = np.full((24, 24, 3), 0.0)
    photograph[:, 12:] = 0.9
    brightness = ink_and_wash(photograph).mean(axis=-1)[12]
    assert 8 <= brightness.argmin() <= 11
    assert brightness.min() < brightness[2] - 0.3


def test_paint_stays_in_range_and_colours_stay_apart():
    painted = ink_and_wash(load_photograph("flower", height=64))
    assert painted.min() >= -1
    assert painted.max() <= 1
    red, blue = np.zeros((2, 8, 8, 3))
    red[..., 0], blue[..., 2] = 0.8, 0.8
    assert (ink_and_wash(red)[..., 0] > ink_and_wash(blue)[..., 0] + 0.5).all()

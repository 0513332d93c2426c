import numpy as np
import pytest

from gan_course.metrics import handwriting


def bars(shear=0.0, width=3.0, height=16, shape=(32, 40)):
    """A bar whose rows are shifted by ``shear`` pixels from one to the next, with soft ends."""
    rows, columns = np.indices(shape)
    centre = shape[1] / 2 - shear * (rows - shape[0] / 2)
    ink = np.clip(width / 2 + 0.5 - np.abs(columns - centre), 0, 1)
    ink[: (shape[0] - height) // 2] = ink[(shape[0] + height) // 2 :] = 0
    return (2 * ink - 1)[None, :, :, None]


@pytest.mark.parametrize("shear", [-0.8, -0.3, 0.0, 0.5])
def test_a_sheared_bar_leans_by_the_arc_tangent_of_its_shear(shear):
    assert handwriting(bars(shear)).slant[0] == pytest.approx(np.degrees(np.arctan(shear)), abs=0.6)


@pytest.mark.parametrize("height", [6, 11, 20])
def test_a_bar_is_as_tall_as_it_is(height):
    assert handwriting(bars(height=height)).height[0] == pytest.approx(height, rel=0.02)


@pytest.mark.parametrize("width", [2.0, 3.0, 5.0])
def test_a_long_stroke_is_as_thick_as_it_is(width):
    image = bars(width=width, height=80, shape=(100, 40))
    assert handwriting(image).thickness[0] == pytest.approx(width, rel=0.1)


def test_brightness_and_place_change_neither_slant_nor_height():
    image = bars(0.4)
    moved = np.roll(image, (3, -5), axis=(1, 2))
    faded = 0.5 * (image + 1) - 1
    for other in (moved, faded):
        np.testing.assert_allclose(handwriting(other), handwriting(image), atol=1e-5)


def test_images_are_measured_one_by_one_and_no_ink_is_zero():
    images = np.concatenate([bars(0.3), -np.ones((1, 32, 40, 1)), bars(-0.5, width=5)])
    together = np.stack(handwriting(images))
    np.testing.assert_allclose(together[:, [0]], np.stack(handwriting(images[:1])))
    np.testing.assert_allclose(together[:, [2]], np.stack(handwriting(images[2:])))
    np.testing.assert_array_equal(together[:, 1], 0)


def test_what_is_no_grey_image_in_range_is_refused():
    with pytest.raises(ValueError, match="images: expected"):
        handwriting(np.zeros((28, 28)))
    with pytest.raises(ValueError, match="images: expected"):
        handwriting(2 * bars() + 3)

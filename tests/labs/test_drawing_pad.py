import numpy as np
import pytest

from gan_course.data.dataset import as_bytes
from gan_course.labs.drawing_pad import AT_ONCE, STEPS, Redrawing, drawing_pad
from gan_course.runtime import keras
from gan_course.strokes import SEVEN, drawn_digit

EDITS = {"brighter": np.array([0.3, 0.0]), "upper half darker": np.array([0.0, -0.2])}
LINE = [[[0.2, 0.2], [0.8, 0.8]]]


@pytest.fixture(scope="module")
def networks():
    """A generator of two numbers: the first makes a whole image brighter, the second its upper half; and an encoder."""
    upper = np.zeros((28, 28, 1))
    upper[:14] = 1
    generator = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(784, use_bias=False), keras.layers.Reshape((28, 28, 1))]
    )
    generator.set_weights([np.stack([np.ones(784), upper.ravel()])])
    encoder = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    encoder.set_weights([np.zeros((784, 2)), np.array([0.1, -0.2])])
    return generator, encoder


@pytest.fixture
def redrawing(networks):
    return Redrawing(*networks, EDITS, SEVEN, pen=3.0)


def test_at_first_the_encoder_guesses_and_the_edits_move_the_guess(redrawing):
    images = redrawing.images()
    np.testing.assert_array_equal(images[0], drawn_digit(SEVEN, pen=3.0))
    for image, lower, upper in zip(images[1:], (0.1, 0.4, 0.1), (-0.1, 0.2, -0.3), strict=True):
        np.testing.assert_allclose(image[14:], lower, atol=1e-6)
        np.testing.assert_allclose(image[:14], upper, atol=1e-6)
    assert redrawing.told().startswith("The drawing, guessed by the encoder with a squared error of ")


def test_searching_on_finds_the_best_that_the_generator_can_and_ends(redrawing):
    digit = drawn_digit(SEVEN, pen=3.0)
    unfinished, errors = [], []
    for _ in range(STEPS // AT_ONCE):
        answer, _ = redrawing.answer({"improve": True})
        unfinished.append(answer["unfinished"])
        errors.append(float(redrawing._error[0]))
    assert unfinished == [True] * (STEPS // AT_ONCE - 1) + [False]
    assert errors[-1] == pytest.approx(digit[:14].var() / 2 + digit[14:].var() / 2, abs=2e-3)
    for half in (slice(14), slice(14, 28)):  # the mean of each half
        np.testing.assert_allclose(redrawing.images()[1][half], digit[half].mean(), atol=0.05)
    before = redrawing.images()
    redrawing.answer({"improve": True})
    np.testing.assert_array_equal(redrawing.images(), before)


def test_another_drawing_begins_another_search(redrawing, networks):
    redrawing.improve(STEPS)
    answer, (shown,) = redrawing.answer({"strokes": LINE, "improve": None})
    assert answer["unfinished"]
    fresh = Redrawing(*networks, EDITS, LINE, pen=3.0)
    np.testing.assert_array_equal(shown, as_bytes(fresh.images()))
    redrawing.improve(30)
    fresh.improve(30)
    np.testing.assert_allclose(redrawing.images(), fresh.images(), atol=1e-6)


@pytest.mark.parametrize("bad", [[], [[]], 3, [["x"]], [[[0, float("nan")]]], [[[1, 2, 3]]]])
def test_bad_strokes_are_answered_in_words_and_the_picture_stays(networks, bad):
    laboratory = drawing_pad(*networks, EDITS, strokes=SEVEN, pen=3.0)
    before = laboratory.answer({})[1][0]
    answer, arrays = laboratory.answer({"strokes": bad})
    assert answer["error"].startswith("expected")
    assert arrays == ()
    np.testing.assert_array_equal(laboratory.answer({})[1][0], before)


def test_without_a_kernel_the_search_is_shown_at_its_end(redrawing):
    assert redrawing.picture().alt.endswith("edited: brighter, upper half darker.")
    assert redrawing.steps == STEPS

import numpy as np
import pytest

from gan_course import captions
from gan_course.data.dataset import as_bytes
from gan_course.labs.prompt_box import SHOWN, Prompted, prompt_box
from gan_course.runtime import keras, tf

FIRST = "a thick seven"


class Meaning(keras.layers.Layer):
    """Makes of noise and words images of 2×3 that tell them: the first number of noise, and the sum of the words."""

    def call(self, inputs):
        noise, words = inputs
        told = tf.stack([noise[:, 0], tf.reduce_sum(tf.cast(words, tf.float32), axis=1) / 1000], axis=1)
        return tf.reshape(tf.tile(told, (1, 3)), (-1, 2, 3, 1)) / 4

    def compute_output_shape(self, shapes):
        return (shapes[0][0], 2, 3, 1)


@pytest.fixture(scope="module")
def generator():
    words = captions.vocabulary()
    noise, sentence = keras.Input((4,)), keras.Input((words.length,), dtype="int32")
    return keras.Model([noise, sentence], Meaning()([noise, sentence]))


def meant(sentence):
    return captions.vocabulary().encode(sentence).sum() / 4000


def test_the_images_are_the_generators_of_the_sentence_and_of_the_same_noise(generator):
    prompted = Prompted(generator, FIRST)
    first = prompted.images()
    assert first.shape == (SHOWN, 2, 3, 1)
    assert len(np.unique(first[:, 0, 0])) == SHOWN
    np.testing.assert_allclose(first[:, 0, 1, 0], meant(FIRST), rtol=1e-6)
    answer, (images,) = prompted.answer({"sentence": "a tiny three"})
    assert "“a tiny three”" in answer["told"]
    np.testing.assert_array_equal(images, as_bytes(prompted.images()))
    np.testing.assert_allclose(prompted.images()[:, 0, 1, 0], meant("a tiny three"), rtol=1e-6)
    np.testing.assert_array_equal(prompted.images()[:, 0, 0], first[:, 0, 0])


def test_other_noise_makes_other_images_of_the_same_sentence(generator):
    prompted = Prompted(generator, FIRST)
    before = prompted.images()
    answer, _ = prompted.answer({"again": True})
    assert FIRST in answer["told"]
    assert not np.array_equal(prompted.images()[:, 0, 0], before[:, 0, 0])
    np.testing.assert_array_equal(prompted.images()[:, 0, 1], before[:, 0, 1])


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("a purple seven", "got 'purple'"),
        ("a thicck seven", "got 'thicck'; did you mean 'thick'?"),
        ("", "expected a sentence of 1 to"),
        (3, "expected a sentence in words, got 3"),
        (None, "expected a sentence in words, got None"),
    ],
)
def test_what_it_does_not_understand_is_named_and_the_images_stay(generator, bad, words):
    laboratory = prompt_box(generator, FIRST)
    before = laboratory.answer({})[1][0]
    answer, arrays = laboratory.answer({"sentence": bad})
    assert words in answer["error"]
    assert arrays == ()
    np.testing.assert_array_equal(laboratory.answer({})[1][0], before)


def test_without_a_kernel_the_images_stay_and_a_first_sentence_must_be_known(generator):
    assert f"“{FIRST}”" in Prompted(generator, FIRST).picture().alt
    with pytest.raises(ValueError, match="'purple'"):
        prompt_box(generator, "purple")

import numpy as np
import pytest
from scipy import stats

from gan_course import captions
from gan_course.data import load_images
from gan_course.demos import day07, redrawing
from gan_course.runtime import keras, tf


def test_label_maps_are_one_for_the_own_class():
    maps = np.arange(2 * 2 * 3, dtype="float32").reshape(2, 2, 3, 1)
    told = day07.with_label_maps(maps, [2, 0], 3)
    assert told.shape == (2, 2, 3, 4)
    assert told.dtype == np.float32
    np.testing.assert_array_equal(told[..., :1], maps)
    np.testing.assert_array_equal(told[0, 1, 2, 1:], [0, 0, 1])
    np.testing.assert_array_equal(told[1, 0, 0, 1:], [1, 0, 0])


def test_the_projection_is_the_formula():
    random = np.random.default_rng(0)
    features, table, weights = (random.standard_normal(shape).astype("float32") for shape in ((4, 3), (5, 3), (3,)))
    labels = [4, 0, 0, 2]
    logits = day07.projection(*map(tf.constant, (features, labels, table, weights, np.float32(0.5))))
    expected = features @ weights + 0.5 + np.sum(features * table[labels], axis=1)
    np.testing.assert_allclose(logits, expected[:, None], rtol=1e-5)


def test_a_function_of_ones_own_judges_in_the_discriminator_and_trains():
    def double(*parts):
        return 2 * day07.projection(*parts)

    networks = [day07.discriminator(judge, 3, seed=1) for judge in (day07.projection, double)]
    images = load_images("digits").images[:4]
    logits = [network([images, np.array([0, 1, 2, 0])]) for network in networks]
    np.testing.assert_allclose(logits[1], 2 * logits[0], rtol=1e-5)
    gan = day07.conditional_gan(day07.reference_generator(5, 3), double, 3, 2, seed=1)
    before = [weight.numpy() for weight in gan.discriminator.trainable_weights]
    gan.fit(images, np.array([0, 1, 2, 0]), batch_size=4, verbose=0)
    assert all(
        np.abs(weight - old).max() > 0 for weight, old in zip(gan.discriminator.trainable_weights, before, strict=True)
    )


def test_between_two_classes_lies_their_mixture_and_the_table_stays():
    generator = day07.reference_generator(5, 4)
    (table,) = [layer for layer in generator.layers if isinstance(layer, keras.layers.Embedding)]
    kept, noise = table.get_weights()[0], np.ones(5, "float32")
    images = day07.blend(generator, noise, 3, 1, [0, 0.5, 1])
    ends = np.asarray(generator([np.stack([noise, noise]), np.array([3, 1])], training=False))
    np.testing.assert_allclose(images[[0, 2]], ends, atol=1e-6)
    np.testing.assert_array_equal(table.get_weights()[0], kept)
    assert np.abs(images[1] - ends).max(axis=(1, 2, 3)).min() > 0


def test_the_painter_draws_what_it_is_asked_for():
    painter, judge = day07.painter(), redrawing.Judge(0.16)
    random = np.random.default_rng(0)
    asked = [one for one in captions.combinations() for _ in range(4)]
    sentences = captions.vocabulary().encode([captions.caption(one, random) for one in asked])
    noise = random.standard_normal((len(asked), day07.LATENT_DIM)).astype("float32")
    read = judge(np.asarray(painter([noise, sentences], training=False)))
    for name, values in read.items():
        assert np.mean(values == [one[name] for one in asked]) > 0.85, name


def test_a_sentence_is_painted_and_an_unknown_word_refused():
    picture = day07.paint(day07.painter(), "a thick seven")
    assert "“a thick seven”" in picture.alt
    with pytest.raises(ValueError, match="'purple'"):
        day07.paint(day07.painter(), "a purple seven")
    answer, _ = day07.prompt_box(day07.painter(), "a seven").answer({"sentence": "a purple seven"})
    assert "'purple'" in answer["error"]


class Obeying:
    """Stands for a GAN whose images are the numbers of what was asked for."""

    def __init__(self, asked):
        self.asked = asked

    def generate(self, n, sentences, *, seed):
        assert sentences.shape == (n, captions.LONGEST)
        return np.arange(n) % len(self.asked)


def test_the_table_counts_what_is_as_asked_for_and_what_shuffling_would_give():
    asked = captions.combinations()[:24]

    def judge(images):
        read = {name: np.array([asked[number][name] for number in images]) for name in captions.SAYINGS}
        return read | {"slant": np.full(len(images), "left")}

    table = day07.agreement_table(Obeying(asked), asked, judge, 48)
    assert table["digit"] == pytest.approx((1, 0.5))
    assert table["size"] == pytest.approx((1, 0.5))
    assert table["slant"] == pytest.approx((1 / 3, 1 / 3))
    assert table["all"] == pytest.approx((1 / 3, 8 / 24 / 8))


def test_the_mean_difference_has_students_interval():
    gain = day07.mean_difference([3.0, 5.0, 4.0], [1.0, 1.0, 1.0])
    expected = stats.ttest_1samp([2.0, 4.0, 3.0], 0).confidence_interval(0.95)
    assert gain == pytest.approx((3.0, expected.low, expected.high))

import numpy as np
import pytest

from gan_course import models, music, penalties, sequences
from gan_course.runtime import keras, tf
from gan_course.training import GAN


def one_hot(melodies):
    return np.eye(music.SYMBOLS, dtype="float32")[melodies]


def test_the_generator_draws_one_symbol_a_step_from_its_noise():
    generator = models.sequence_generator(8, 5, 3, seed=1)
    noise = np.random.default_rng(0).standard_normal((6, 3 + 8 * 5)).astype("float32")
    noise[1] = noise[0]
    drawn = generator(noise).numpy()
    assert drawn.shape == (6, 8, 5)
    np.testing.assert_allclose(np.sort(drawn, axis=-1)[..., :-1], 0, atol=1e-6)
    np.testing.assert_array_equal(drawn[0], drawn[1])
    assert (drawn[2:] != drawn[0]).any()


def test_seeds_decide_the_first_weights():
    one, same, other = (models.sequence_generator(8, 5, 3, seed=seed) for seed in (1, 1, 2))
    for first, second in zip(one.get_weights(), same.get_weights(), strict=True):
        np.testing.assert_array_equal(first, second)
    assert (one.get_weights()[0] != other.get_weights()[0]).any()
    with pytest.raises(ValueError, match="steps: expected a multiple of 4, got 6"):
        models.sequence_generator(6, 5)


def test_intervals_are_what_sounds_and_how_far_each_note_is_from_the_last():
    melodies = music.load_melodies().train[:20]
    heard = models.Ear()(one_hot(melodies)).numpy()
    symbols, pitches = music.SYMBOLS, music.SYMBOLS - 1
    np.testing.assert_array_equal(heard[..., :symbols], one_hot(melodies))
    sounds = heard[..., symbols : symbols + pitches]
    np.testing.assert_array_equal(sounds.argmax(axis=-1) + music.LOWEST, music.sounding(melodies))
    np.testing.assert_array_equal(sounds.sum(axis=-1), 1)
    found = heard[..., symbols + pitches : symbols + pitches + 25]
    for row, intervals in zip(melodies, found, strict=True):
        starts = np.flatnonzero(row != music.HOLD)
        expected = np.zeros((32, 25))
        expected[starts[1:], np.clip(np.diff(row[starts]), -12, 12) + 12] = 1
        np.testing.assert_array_equal(intervals, expected)
    np.testing.assert_array_equal(heard[..., -8:].argmax(axis=-1), np.tile(np.arange(32) % 8, (20, 1)))


def test_intervals_have_gradients_through_what_is_held():
    melody = tf.constant(one_hot(music.load_melodies().train[:1]))
    with tf.GradientTape() as tape:
        tape.watch(melody)
        total = tf.reduce_sum(models.Ear()(melody)[..., music.SYMBOLS : -8] ** 2)
    slopes = tape.gradient(total, melody).numpy()
    assert np.isfinite(slopes).all()
    assert np.abs(slopes[..., -1]).max() > 0


@pytest.mark.parametrize("hears", [True, False])
def test_a_gan_of_melodies_takes_a_step_and_is_saved(tmp_path, hears):
    generator = models.sequence_generator(32, music.SYMBOLS, 8, seed=1)
    judge = models.melody_discriminator(32, music.SYMBOLS, width=4, ear=hears, seed=2)
    gan = GAN(generator, judge)
    gan.compile("relativistic", penalty=penalties.Sum((penalties.R1(0.1), penalties.R2(0.1))), steps_per_execution=1)
    before = [weight.numpy() for weight in gan.trainable_variables]
    gan.fit(one_hot(music.load_melodies().train[:16]), batch_size=8, verbose=0)
    moved = [(weight.numpy() != old).any() for weight, old in zip(gan.trainable_variables, before, strict=True)]
    assert moved == [True] * (len(before) - 1) + [False]  # a relativistic loss does not see the last bias
    gan.save(tmp_path / "gan.keras")
    again = keras.models.load_model(tmp_path / "gan.keras")
    np.testing.assert_array_equal(again.generate(3, seed=1), gan.generate(3, seed=1))


def test_the_discriminator_of_words_gives_a_logit_for_each():
    judge = models.word_discriminator(8, 27, width=4, seed=1)
    assert judge(np.zeros((5, 8, 27), "float32")).shape == (5, 1)


def test_pairs_are_those_of_neighbours():
    words = np.array([[2, 0, 1], [1, 1, 2]])
    pairs = models.Pairs()(np.eye(3, dtype="float32")[words]).numpy()
    assert pairs.shape == (2, 3, 3 + 9)
    assert (pairs[:, 0, 3:] == 0).all()
    np.testing.assert_array_equal(pairs[:, 1:, 3:].argmax(axis=-1), 3 * words[:, :-1] + words[:, 1:])
    np.testing.assert_array_equal(pairs[:, 1:, 3:].sum(axis=-1), 1)


def test_recall_is_the_variance_and_the_autocorrelation():
    melodies = music.load_melodies().train[:30]
    told = models.Recall(scale=1.0)(one_hot(melodies)).numpy()
    for melody, (size, *likeness) in zip(melodies, told, strict=True):
        pitches = music.sounding(melody[None]) / 12
        variance = pitches.var() + 0.005
        assert size == pytest.approx(np.log(variance / 0.05), rel=1e-3, abs=1e-3)
        expected = [sequences.autocorrelation(pitches, lag) * pitches.var() / variance for lag in music.LAGS]
        np.testing.assert_allclose(likeness, expected, rtol=1e-3, atol=1e-3)


def test_recall_of_a_melody_that_stays_where_it_is_is_finite():
    told = models.Recall(scale=1.0)(one_hot(np.full((1, music.STEPS), 5))).numpy()[0]
    np.testing.assert_allclose(told, [np.log(0.1), 0, 0, 0, 0], atol=1e-6)


def test_recall_has_gradients_where_a_note_is_held_and_is_saved():
    melody = tf.constant(one_hot(music.load_melodies().train[:1]))
    with tf.GradientTape() as tape:
        tape.watch(melody)
        told = models.Recall()(melody)
    slopes = tape.gradient(told, melody).numpy()
    assert (np.abs(slopes[0, 1:, -1]) > 0).any()
    layer = models.Recall.from_config(models.Recall(lags=(1,), scale=2.0).get_config())
    assert (layer.lags, layer.scale) == ((1,), 2.0)

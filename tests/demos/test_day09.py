import base64
import io
import re
import wave

import numpy as np
import pytest

from gan_course import discrete, music, sequences, text
from gan_course.demos import day09
from gan_course.recordings import composers
from gan_course.runtime import keras, tf


def test_melodies_are_heard_and_seen():
    heard = day09.listen({"one": [5] + [27] * 31, "two & more": [7] + [27] * 31}, title="Two", alt="two rolls")
    html = heard._repr_html_()
    assert 'alt="two rolls"' in html
    assert html.count("<audio controls") == 2
    assert 'aria-label="two &amp; more"' in html
    (first, _) = re.findall(r"data:audio/wav;base64,([^\"]+)", html)
    with wave.open(io.BytesIO(base64.b64decode(first))) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(8, abs=0.1)


def test_the_quiz_has_two_old_tunes_and_two_by_a_gan():
    heard = day09.quiz()
    assert heard._repr_html_().count("<audio") == 4
    answers = day09.quiz_answers().split("\n")
    assert [answer[:2] for answer in answers] == ["A:", "B:", "C:", "D:"]
    assert sum("a GAN" in answer for answer in answers) == 2
    titles = {tune.title for tune in music.load_tunes()}
    assert all("a GAN" in answer or answer[3:] in titles for answer in answers)


def test_the_tunes_of_the_quiz_were_not_trained_on():
    trained = music.load_melodies(composers.SHIPPED_SPLIT).train_titles
    for _, title, _ in day09.QUIZ:
        assert title not in trained


def test_a_causal_stack_sees_the_past_and_a_dilated_one_far():
    series = np.zeros((40, 1), "float32")
    seen = np.flatnonzero(day09.reference_influence(day09.causal_stack((1, 2, 4)), series, 30))
    assert seen.tolist() == list(range(16, 31))
    seen = np.flatnonzero(day09.reference_influence(day09.causal_stack((1,), padding="same"), series, 30))
    assert seen.tolist() == [29, 30, 31]


def test_what_an_ar1_process_remembers():
    assert day09.reference_memory(0.5, 3.0, -1) == pytest.approx((6, 0.5))


def test_series_are_forecast_from_what_they_follow():
    real, test = sequences.random_walks(500, 24, seed=1), sequences.random_walks(200, 24, seed=2)
    error = day09.forecast_error(real, test)
    assert error == pytest.approx(np.sqrt(2 / np.pi) / (2 * np.sqrt(24)), rel=0.05)  # of a step, E|e|
    assert day09.forecast_error(np.random.default_rng(0).permuted(real, axis=1), test) > 1.3 * error
    gan = day09.series_gan(2, seed=1)
    gan.fit(real.astype("float32"), batch_size=128, verbose=0)
    assert gan.generate(3).shape == (3, 24)


def test_the_ways_around_argmax_have_the_bias_and_the_spread_that_theory_says():
    target = tf.constant([0.1, 0.7, 0.2])
    ways = day09.gradient_estimates(
        [1.0, 0.5, 0.2],
        lambda y: tf.reduce_sum((y - target) ** 2, axis=-1),
        discrete.gumbel_softmax,
        discrete.reinforce,
    )
    exact = ways["exact"][0]
    for name in ("REINFORCE", "REINFORCE with a baseline"):
        mean, spread = ways[name]
        assert (np.abs(mean - exact) < 4 * spread / np.sqrt(day09.DRAWS)).all()
    assert np.abs(ways["mean in place of a draw"][0] - exact).max() > 0.05
    assert ways["mean in place of a draw"][1].max() < 1e-3


def test_a_composer_with_a_function_of_ones_own_takes_a_step():
    def shifted(logits, gumbel, temperature):
        return discrete.gumbel_softmax(logits + 1, gumbel, temperature)

    keras.utils.set_random_seed(1)
    generator = day09.reference_composer(shifted, day09.CODE, music.STEPS, music.SYMBOLS)
    gan = day09.composer_gan(generator, 2, seed=1)
    before = generator.get_weights()[0].copy()
    gan.fit(day09.melody_batches(music.load_melodies().train), steps_per_epoch=2, verbose=0)
    assert (generator.get_weights()[0] != before).any()
    drawn = gan.generate(5, seed=1)
    assert drawn.shape == (5, music.STEPS, music.SYMBOLS)
    np.testing.assert_allclose(np.sort(drawn, axis=-1)[..., -1], 1, atol=1e-5)


def test_a_gan_writes_words():
    generator = day09.reference_composer(discrete.gumbel_softmax, day09.CODE, text.LENGTH, len(text.LETTERS))
    gan = day09.words_gan(generator, 2, seed=1)
    gan.fit(day09.word_batches(text.load_names().train), steps_per_epoch=2, verbose=0)
    words = day09.written(gan, 50, seed=2)
    assert 0 < len(words) <= 50
    assert all(0 < len(word) <= text.LENGTH for word in words)


def test_tables_hold_what_was_measured_and_are_printed(capsys):
    melodies = music.load_melodies()
    made = {"training tunes": melodies.train[:60]}
    table = day09.melody_table(made, melodies, lambda rows, train, length: 0.25 * length / 12)
    assert table["training tunes"]["copied"] == 0.25
    assert table["training tunes"]["rhythm"] == music.compare(*[melodies.train[:60]] * 2, melodies.test)["rhythm"]
    day09.print_table(table)
    printed = capsys.readouterr().out
    assert "0.250" in printed

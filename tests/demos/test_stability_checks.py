"""The tools of Day 5's checks: right penalties and losses pass, wrong ones do not."""

import numpy as np
import pytest

from gan_course import losses, penalties
from gan_course.demos import day05, stability_checks
from gan_course.runtime import keras, tf


def ours(discriminator, real_samples, fake_samples, gamma, seed):
    penalty = penalties.GradientPenalty(gamma)
    return penalty(discriminator, real_samples=real_samples, fake_samples=fake_samples, seed=seed)


def with_shares(shares_of):
    def gradient_penalty(discriminator, real_samples, fake_samples, gamma, seed):
        shares = shares_of(real_samples, seed)
        between = shares * real_samples + (1 - shares) * fake_samples
        with tf.GradientTape() as tape:
            tape.watch(between)
            logits = discriminator(between)
        squares = tf.reduce_sum(tape.gradient(logits, between) ** 2, axis=1)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-24)) - 1) ** 2)

    return gradient_penalty


def test_known_gradients():
    discriminator, w = stability_checks.linear(3.0, 4.0)
    samples = tf.ones((2, 2, 1))
    assert np.ravel(discriminator(samples)).tolist() == [7, 7]
    assert np.ravel(w).tolist() == [3, 4]
    assert float(stability_checks.square(tf.constant(4.0))) == 8


@pytest.mark.parametrize("compiled", [False, True])
def test_a_penalty_and_its_gradient_are_measured(compiled):
    discriminator, w = stability_checks.linear(3.0, 4.0)
    value, gradient = stability_checks.measured(
        lambda x: penalties.R1(2.0)(discriminator, real_samples=x), tf.ones((5, 2)), w, compiled=compiled
    )
    assert value == pytest.approx(25)
    assert gradient == pytest.approx([6, 8])


@pytest.mark.parametrize(
    ("penalty", "message"),
    [
        (lambda x, w: tf.reduce_sum(x * w, axis=1), r"one number; got an array of shape \(3,\)"),
        (lambda x, w: 7.0, "no gradient reaches"),
        (lambda x, w: tf.reduce_sum(w) / 0.0, "expected a finite penalty"),
        (lambda x, w: tf.sqrt(tf.reduce_sum(0 * w)), "expected a finite gradient"),
    ],
)
def test_what_is_no_penalty_is_refused(penalty, message):
    w = tf.Variable(1.0)
    with pytest.raises(AssertionError, match=message):
        stability_checks.measured(lambda x: penalty(x, w), tf.ones((3, 2)), w)


def test_our_gradient_penalty_looks_at_the_segment():
    stability_checks.check_segment(ours)


@pytest.mark.parametrize(
    ("shares_of", "message"),
    [
        (lambda x, seed: tf.random.stateless_normal((x.shape[0], 1), seed), "steep outside"),
        (lambda x, seed: tf.random.stateless_uniform((), seed), "one for each pair"),
        (
            lambda x, seed: tf.clip_by_value(0.5 + 0.34 * tf.random.stateless_normal((x.shape[0], 1), seed), 0.0, 1.0),
            "a tenth of all between 0.0 and 0.1",
        ),
        (
            lambda x, seed: tf.where(tf.random.stateless_uniform((x.shape[0], 1), seed) < 2 / 3, 1.0, 0.0),
            "a tenth of all between 0.0 and 0.1",
        ),
        (lambda x, seed: tf.constant(0.5), "one for each pair"),
        (lambda x, seed: tf.random.stateless_uniform((x.shape[0], 1), (1, 1)), "depend on the seed"),
        (lambda x, seed: tf.random.stateless_uniform(x.shape, seed), "all coordinates"),
    ],
)
def test_other_shares_are_refused(shares_of, message):
    with pytest.raises(AssertionError, match=message):
        stability_checks.check_segment(with_shares(shares_of))


def test_samples_that_are_not_paired_are_refused():
    def shuffled(discriminator, real_samples, fake_samples, gamma, seed):
        return ours(discriminator, real_samples, fake_samples[::-1], gamma, seed)

    with pytest.raises(AssertionError, match=r"pairs \(1, 1\)"):
        stability_checks.check_segment(shuffled)


@pytest.mark.parametrize("compiled", [False, True])
def test_losses_and_their_gradients(compiled):
    def both(real, fake):
        loss = losses.get("non_saturating")
        logits = {"real_logits": real, "fake_logits": fake}
        return [loss.discriminator_loss(**logits), loss.generator_loss(**logits)]

    found = stability_checks.losses_and_gradients(both, [[0.0], [0.0]], [[0.0], [0.0]], compiled=compiled)
    expected = [[2 * np.log(2)], [np.log(2)], [-0.25, -0.25], [0.25, 0.25], [-0.25, -0.25]]
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=1e-5)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda r, f: None, "expected two losses; got None"),
        (lambda r, f: tf.reduce_mean(r - f), "expected two losses; got one"),
        (lambda r, f: (r[0], r[0], f[0]), "expected two losses; got 3"),
        (lambda r, f: (tf.reduce_mean(r - f), r - f), "the generator's loss is one number"),
        (lambda r, f: (tf.reduce_mean(r), tf.reduce_mean(f)), "discriminator's loss to the fake logits"),
    ],
)
def test_what_is_no_pair_of_losses_is_refused(answer, message):
    with pytest.raises(AssertionError, match=message):
        stability_checks.losses_and_gradients(answer, [1.0, 2.0], [0.0, 1.0])


@pytest.mark.parametrize(
    ("penalty", "message"),
    [
        (None, "expected a penalty; got None"),
        (penalties.R1(0.2), r"half of γ times \(5 \+ 20\) = 2.5; got 0.5"),
        (penalties.Sum((penalties.R1(0.1), penalties.R2(0.1))), "= 2.5; got 1.25"),
    ],
)
def test_another_penalty_than_r1_and_r2_is_refused(penalty, message):
    gan = day05.GAN(*(keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]) for _ in range(2)))
    gan.compile(penalty=penalty)
    with pytest.raises(AssertionError, match=message):
        stability_checks.check_penalty(gan, 0.2)


def test_the_mean_over_the_coordinates_is_refused():
    def mean_square(discriminator, *, real_samples, fake_samples, seed):
        def of(samples):
            with tf.GradientTape() as tape:
                tape.watch(samples)
                logits = discriminator(samples)
            return tf.reduce_mean(tape.gradient(logits, samples) ** 2)

        return 0.1 * (of(real_samples) + of(fake_samples))

    gan = day05.GAN(*(keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]) for _ in range(2)))
    gan.compile(penalty=mean_square)
    with pytest.raises(AssertionError, match=r"half of γ times \(25 \+ 25\) = 5; got 2.5"):
        stability_checks.check_penalty(gan, 0.2)


def gan_with(rate=1e-3, generator=None, discriminator=None, **options):
    average = {"use_ema": True, "ema_momentum": 0.999}
    gan = day05.GAN(*(keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]) for _ in range(2)))
    gan.compile(
        generator_optimizer=keras.optimizers.Adam(rate, **{"beta_1": 0.0} | average | (generator or {})),
        discriminator_optimizer=keras.optimizers.Adam(rate, **{"beta_1": 0.0} | (discriminator or {})),
        **{"penalty_every": 4} | options,
    )
    return gan


@pytest.mark.parametrize("rate", [2e-3, day05.falling_rate(9, 1e-4)])
def test_usual_optimizers_pass(rate):
    gan = gan_with(rate, {"beta_2": 0.99}, {"epsilon": 1e-8, "weight_decay": 0})
    stability_checks.check_optimizers(gan, rate)
    stability_checks.check_steps(gan)
    assert int(gan.generator_optimizer.iterations) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"generator": {"ema_overwrite_frequency": 1}}, "generator: expected Adam without ema_overwrite_frequency"),
        ({"discriminator": {"epsilon": 1.0}}, "discriminator: expected epsilon as usual, from 0 to 1e-05; got 1"),
        ({"generator": {"weight_decay": 0.004}}, "generator: expected Adam without weight_decay"),
        ({"discriminator": {"clipnorm": 1.0}}, "discriminator: expected Adam without clipnorm"),
        ({"discriminator": {"amsgrad": True}}, "discriminator: expected Adam without amsgrad"),
        ({"generator": {"gradient_accumulation_steps": 2}}, "expected Adam without gradient_accumulation_steps"),
        ({"generator": {"beta_2": 0.0}}, "generator: expected beta_2 as usual"),
        ({"discriminator": {"beta_1": 0.5}}, "expected no inertia for the discriminator"),
        ({"generator": {"use_ema": False}}, "expected use_ema True"),
        ({"discriminator": {"use_ema": True}}, "expected no average of its weights"),
        ({"rate": 1e-4}, "expected the generator's rate .* at step 5"),
    ],
)
def test_unusual_optimizers_are_refused(options, message):
    schedule = day05.falling_rate(9, 1e-4)
    with pytest.raises(AssertionError, match=message):
        stability_checks.check_optimizers(gan_with(**{"rate": schedule} | options), schedule)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"penalty_every": 1}, "a penalty in one of 4 steps; got penalty_every=1"),
        ({"discriminator_steps": 2}, "got discriminator_steps=2"),
        ({"simultaneous": True}, "got simultaneous=True"),
        ({"augment": lambda samples, seed: samples}, "expected no augment"),
    ],
)
def test_other_steps_are_refused(options, message):
    with pytest.raises(AssertionError, match=message):
        stability_checks.check_steps(gan_with(**options))


def test_r1_and_r2_pass():
    gan = day05.GAN(*(keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]) for _ in range(2)))
    gan.compile(penalty=penalties.Sum((penalties.R1(0.2), penalties.R2(0.2))))
    stability_checks.check_penalty(gan, 0.2)

"""What Day 5 shows: rings and their recording, critics, damping, and gradients across a batch."""

import math

import numpy as np
import pytest

from gan_course import dynamics, penalties
from gan_course.demos import day05, stability_checks
from gan_course.layers import SpectralNormalization
from gan_course.runtime import keras, tf

ALT = "points and circles"


@pytest.fixture(autouse=True)
def smoke(monkeypatch):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "smoke")


def a_run(count=2):
    points = np.stack([day05.RING.sample(20, seed=frame) for frame in range(count)])
    coverages = tuple(map(day05.coverage, points))
    return day05.RingRun(tuple(range(count)), points, coverages)


def test_a_mode_that_a_stray_point_hits_is_not_covered():
    heap = np.repeat(day05.RING.means[:1], 799, axis=0)
    stray = day05.RING.means[1:2]
    found = day05.coverage(np.concatenate([heap, stray]))
    assert found.modes == 1
    assert found.high_quality == 1
    assert found.reverse_kl == pytest.approx(math.log(8), abs=0.02)


def test_the_ring_itself_is_covered():
    found = day05.coverage(day05.RING.sample(20_000, seed=3))
    assert found.modes == 8
    assert found.high_quality == pytest.approx(0.9889, abs=0.005)
    assert 0 <= found.reverse_kl < 0.002
    assert str(found).startswith("8 of 8 modes, 99% of the points on a mode")


def test_the_rate_falls_to_a_fiftieth():
    rate = day05.falling_rate(100)
    assert float(rate(0)) == pytest.approx(2e-3)
    assert float(rate(50)) == pytest.approx(1.02e-3)
    assert float(rate(100)) == pytest.approx(4e-5)


@pytest.mark.parametrize("gamma", [0.0, 0.3])
def test_the_regularised_gan_is_what_it_says(gamma):
    networks = day05.ring_networks(seed=1)
    gan = day05.regularised_gan(*networks, "relativistic", gamma, 3e-3, seed=5)
    assert (gan.generator, gan.discriminator) == networks
    assert not any(isinstance(layer, keras.layers.BatchNormalization) for layer in gan.discriminator.layers)
    for optimizer in (gan.generator_optimizer, gan.discriminator_optimizer):
        assert optimizer.beta_1 == 0
        assert float(optimizer.learning_rate) == pytest.approx(3e-3)
    assert gan.generator_optimizer.use_ema
    assert gan.generator_optimizer.ema_momentum == 0.999
    assert gan.penalty_every == 4
    if not gamma:
        assert gan.penalty is None
        return
    samples = {"real_samples": tf.constant([[1.0], [3.0]]), "fake_samples": tf.constant([[2.0], [4.0]])}
    value = gan.penalty(lambda x, training: x**2 / 2, seed=(1, 2), **samples)
    assert float(value) == pytest.approx(gamma / 2 * (5 + 10))


def test_the_reference_penalties_are_those_of_the_course():
    ones, chosen = tf.ones((5, 2)), day05.GradientPenalties()
    discriminator, _ = stability_checks.linear(3.0, 4.0)
    assert float(chosen.zero_centred(discriminator, ones, 2.0)) == pytest.approx(25)
    assert float(chosen.gradient_penalty(discriminator, ones, 0 * ones, 2.0, (1, 2))) == pytest.approx(32)


def test_training_on_the_ring_is_noted_from_the_first_step_on():
    gan = day05.regularised_gan(*day05.ring_networks(0), "relativistic", 0.1, day05.falling_rate(4), seed=0)
    before = gan.generate(day05.SHOWN, seed=9)
    run = day05.train_on_ring(gan, 4, seed=0, frames=2)
    assert run.steps == (0, 2, 4)
    assert run.points.shape == (3, day05.SHOWN, 2)
    assert np.array_equal(run.points[0], before)
    assert not np.array_equal(run.points[1], run.points[2])
    assert len(run.coverages) == 3


def test_the_recording_tells_the_plain_gan_from_the_regularised_one():
    runs = day05.recording()
    assert list(runs) == ["plain", "regularised"]
    for run in runs.values():
        assert run.steps[0] == 0
        assert len(run.steps) == len(run.points) == len(run.coverages)
    plain, regularised = (run.coverages[-1] for run in runs.values())
    assert plain.modes < regularised.modes == 8
    assert plain.reverse_kl > 10 * regularised.reverse_kl


def test_a_recording_is_read_as_it_was_written(tmp_path, monkeypatch):
    path = day05._record(tmp_path / "rings.npz", steps=4, frames=2)
    monkeypatch.setattr(day05, "FILE", path)
    runs = day05.recording()
    assert list(runs) == ["plain", "regularised"]
    assert runs["plain"].steps == (0, 2, 4)
    assert runs["plain"].points.shape == (3, day05.SHOWN, 2)


def test_the_animation_has_the_frames_asked_for():
    animation = day05.ring_animation({"a": a_run(5), "b": a_run(5)}, alt=ALT, every=2)
    assert f"In the end: a, {a_run(5).coverages[-1]}; b" in animation.alt
    assert animation.gif.count(b"\x21\xf9\x04") == 3  # graphic control extensions: one a frame


def test_panels_and_frames_are_pictures_with_a_description():
    panels = day05.ring_panels({"a": [a_run(), a_run()], "b": [a_run()]}, columns=2, title="Rings", alt=ALT)
    modes, unevenness = a_run().coverages[-1].modes, a_run().coverages[-1].reverse_kl
    expected = f"a: modes {modes}, {modes}, reverse KL {unevenness:.3f}, {unevenness:.3f}; b: modes {modes}, reverse"
    assert panels.alt.startswith(f"{ALT} {expected}")
    for gamma in (0.0, 4.0):
        frame = day05.damping_frame(gamma, dynamics.dirac_eigenvalues(gamma))
        assert f"γ = {gamma:g}" in frame.alt
    line = np.linspace(-2, 2, 11)
    critics = day05.critics_picture(line, {"R1": line, "R2": -2 * line}, title="Critics", alt=ALT)
    assert "R1: gradient 1.0 at the real and 1.0 at the fake points; R2: gradient -2.0" in critics.alt


def test_damped_players_end_nearer():
    ends = [day05.damping_frame(gamma, dynamics.dirac_eigenvalues(gamma)).alt for gamma in (0.0, 1.0)]
    distances = [float(alt.split("ends ")[1].split(" ")[0]) for alt in ends]
    assert distances[0] == pytest.approx(math.hypot(1.5, 0.5), rel=0.02)  # two digits are written
    assert distances[1] < 0.01


def test_r1_flattens_a_critic_at_the_real_points(monkeypatch):
    monkeypatch.setenv("GAN_COURSE_BUDGET", "laptop")
    places = np.linspace(-2, 2, 201)
    steepness = {}
    for name, penalty in (("R1", penalties.R1(1.0)), ("none", None)):
        gradients = np.abs(np.gradient(day05.fitted_critic(penalty, 500)(places), places))
        steepness[name] = gradients[np.abs(places + 1) < 0.15].mean()
    assert steepness["R1"] < 0.1 < 1 < steepness["none"]


def test_a_critic_learns_which_side_is_real():
    logits = day05.fitted_critic(None, 200)(np.array([-1.0, 1.0]))
    assert logits[0] > 1 > -1 > logits[1]


def test_a_linear_discriminator_has_no_gradient_across_a_batch():
    images = tf.random.stateless_normal((4, 3, 2, 1), seed=(1, 2))
    found = day05.gradients_in_a_batch(lambda x, training: tf.reduce_sum(2 * x, axis=(1, 2, 3))[:, None], images)
    assert found == pytest.approx((2 * math.sqrt(6), 0, 2 * math.sqrt(6)), abs=1e-5)


def test_logits_less_their_mean_have_no_gradient_in_their_sum():
    def centred(x, training):
        total = tf.reduce_sum(x, axis=1, keepdims=True)
        return total - tf.reduce_mean(total)

    found = day05.gradients_in_a_batch(centred, tf.random.stateless_normal((4, 9), seed=(1, 2)))
    assert found == pytest.approx((3 * 0.75, 3 * 0.25, 0), abs=1e-5)


@pytest.mark.parametrize("beta", [-0.5, -0.1, 0.2, 0.9])
def test_momentum_drives_out_and_negative_momentum_in(beta):
    h, x, y, last_x, last_y = 0.1, 1.0, 0.0, 0.0, 0.0
    far = [1.0]
    for _ in range(400):  # the players themselves, without matrices
        last_x = beta * last_x - h * y
        x += last_x
        last_y = beta * last_y + h * x
        y += last_y
        far.append(math.hypot(x, y))
    assert (day05.momentum_radius(h, beta) > 1) == (beta > 0) == (far[-1] > far[0])
    growth = (max(far[300:]) / max(far[100:201])) ** (1 / 200)
    assert day05.momentum_radius(h, beta) == pytest.approx(growth, abs=0.003)


def test_a_scale_makes_only_the_plain_discriminator_steeper():
    points = tf.random.stateless_uniform((200, 2), (1, 2), -3.0, 3.0)
    plain = [day05.steepest_gradient(day05.plane_discriminator(lambda x: x, s)[0], points) for s in (1.0, 10.0)]
    bounded = [day05.steepest_gradient(day05.plane_discriminator(SpectralNormalization, s)[0], points) for s in (1, 10)]
    assert plain[1] == pytest.approx(1000 * plain[0], rel=1e-3)
    assert bounded[0] == pytest.approx(bounded[1], rel=1e-3)
    assert max(bounded) < 1.001


def test_the_steepest_gradient_of_a_known_function():
    steepest = day05.steepest_gradient(lambda x, training: x[:, :1] ** 2 + x[:, 1:], tf.constant([[0.0, 0], [-2, 1]]))
    assert steepest == pytest.approx(math.hypot(4, 1))

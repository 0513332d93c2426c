import numpy as np
import pytest

from gan_course import diffusion, distillation
from gan_course.runtime import tf


@pytest.fixture
def teacher():
    return diffusion.denoiser(0.6, width=8, depth=2, seed=3)


NOISE = np.random.default_rng(0).standard_normal((40, 2)).astype("float32")


def test_the_student_begins_as_one_call_of_the_teacher_with_weights_of_its_own(teacher):
    student = distillation.one_call(diffusion.sample, teacher)
    expected = diffusion.one_level(teacher)(8.0 * NOISE, 8.0)
    np.testing.assert_allclose(student(NOISE), expected, atol=1e-5)
    student.trainable_weights[0].assign_add(tf.ones_like(student.trainable_weights[0]))
    np.testing.assert_allclose(diffusion.one_level(teacher)(8.0 * NOISE, 8.0), expected)


def test_a_sampler_of_ones_own_is_what_the_student_does(teacher):
    student = distillation.one_call(
        lambda denoise, noise, levels: 2 * diffusion.sample(denoise, noise, levels), teacher
    )
    np.testing.assert_allclose(student(NOISE), 2 * diffusion.one_level(teacher)(8.0 * NOISE, 8.0), atol=1e-5)


def test_pairs_are_noise_and_what_the_teacher_makes_of_it(teacher):
    levels = diffusion.noise_levels(3)
    noise, answers = distillation.pairs_of(diffusion.sample, teacher, levels, 30, seed=1)
    assert noise.shape == answers.shape == (30, 2)
    np.testing.assert_allclose(answers, diffusion.sample(diffusion.one_level(teacher), noise, levels), atol=1e-4)


def test_regression_brings_the_student_to_the_answers(teacher, monkeypatch):
    monkeypatch.setattr(distillation, "AVERAGE", 0.9)
    monkeypatch.setattr(distillation, "RATE", 1e-2)
    student = distillation.one_call(diffusion.sample, teacher)
    answers = np.tanh(NOISE)
    before = np.mean(np.square(student(NOISE) - answers))
    distillation.train_by_regression(student, NOISE, answers, 300)
    assert np.mean(np.square(student(NOISE) - answers)) < 0.1 * before


def test_batches_keep_noise_and_answer_together():
    data = np.zeros((5, 2), "float32")
    real, (noise, answers) = next(iter(distillation.distillation_batches(data, NOISE, 3 * NOISE)))
    assert (real.numpy() == 0).all()
    np.testing.assert_allclose(answers, 3 * noise)
    assert len(np.unique(noise[:, 0])) > 10


def test_the_gan_trains_the_student_and_reports_the_term_only_where_it_has_one(teacher):
    for weight, reported in ((0.0, False), (2.0, True)):
        student = distillation.one_call(diffusion.sample, teacher)
        before = student.get_weights()
        gan = distillation.distillation_gan(student, 4, weight=weight)
        batches = distillation.distillation_batches(np.tanh(NOISE), NOISE, np.tanh(NOISE))
        history = gan.fit(batches, epochs=1, steps_per_epoch=4, verbose=0).history
        assert ("generator_term" in history) == reported
        assert any(np.abs(old - new).max() > 0 for old, new in zip(before, student.get_weights(), strict=True))


def test_the_term_is_the_mean_squared_length():
    term = distillation.AnswerError(2.0)
    value = term(real_samples=None, fake_samples=NOISE, condition=(None, NOISE + np.array([3, 4])))
    assert float(value) == pytest.approx(50)
    with pytest.raises(ValueError, match="expected weight"):
        distillation.AnswerError(-1.0)

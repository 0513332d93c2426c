import numpy as np
import pytest

from gan_course.runtime import tf
from gan_course.super_resolution import gaussian_posterior, posterior_errors, shrink, shrinking_matrix


def problem():
    random = np.random.default_rng(0)
    root = random.standard_normal((6, 6))
    return root @ root.T + 0.1 * np.eye(6), np.kron(np.eye(2), np.full((1, 3), 1 / 3))


def test_shrinking_takes_the_means_of_blocks_in_numpy_and_in_tensorflow():
    images = np.random.default_rng(0).standard_normal((2, 6, 9, 3)).astype("float32")
    by_hand = np.stack(
        [[[images[:, 3 * i : 3 * i + 3, 3 * j : 3 * j + 3].mean((1, 2)) for j in range(3)] for i in range(2)]]
    )[0].transpose(2, 0, 1, 3)
    np.testing.assert_allclose(shrink(images, 3), by_hand, atol=1e-6)
    np.testing.assert_allclose(shrink(tf.constant(images), 3), by_hand, atol=1e-6)
    with pytest.raises(ValueError, match="expected images whose height and width 4 divides, got 6×9"):
        shrink(images, 4)


def test_the_posterior_is_that_of_the_joint_gaussian():
    covariance, matrix = problem()
    gain, posterior = gaussian_posterior(covariance, matrix, 0.3)
    joint = np.linalg.inv(np.linalg.inv(covariance) + matrix.T @ matrix / 0.09)  # by the information form
    np.testing.assert_allclose(posterior, joint)
    np.testing.assert_allclose(gain, joint @ matrix.T / 0.09)


def test_without_noise_a_sample_shrinks_to_what_was_seen():
    covariance, matrix = problem()
    gain, posterior = gaussian_posterior(covariance, matrix)
    np.testing.assert_allclose(matrix @ gain, np.eye(2), atol=1e-9)
    np.testing.assert_allclose(matrix @ posterior @ matrix.T, 0, atol=1e-9)


def test_a_samples_error_is_twice_the_least_as_drawn_samples_show():
    covariance, matrix = problem()
    errors = posterior_errors(covariance, matrix, 0.5)
    assert errors.sample == 2 * errors.mean
    random = np.random.default_rng(1)
    x = random.multivariate_normal(np.zeros(6), covariance, 50_000)
    y = x @ matrix.T + 0.5 * random.standard_normal((50_000, 2))
    gain, posterior = gaussian_posterior(covariance, matrix, 0.5)
    samples = y @ gain.T + random.multivariate_normal(np.zeros(6), posterior, 50_000)
    assert np.square(x - y @ gain.T).sum(axis=1).mean() == pytest.approx(errors.mean, rel=0.02)
    assert np.square(x - samples).sum(axis=1).mean() == pytest.approx(errors.sample, rel=0.02)


def test_the_matrix_shrinks_as_the_function_does():
    images = np.random.default_rng(1).standard_normal((3, 6, 6, 1))
    np.testing.assert_allclose(
        images.reshape(3, 36) @ shrinking_matrix(6, 3).T, shrink(images, 3).reshape(3, 4), atol=1e-12
    )
    with pytest.raises(ValueError, match="expected images whose height and width 4 divides, got 6×6"):
        shrinking_matrix(6, 4)

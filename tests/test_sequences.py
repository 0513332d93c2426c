import numpy as np
import pytest
from scipy import signal

from gan_course import sequences


@pytest.mark.parametrize("phi", [0.9, 0.0, -0.6])
def test_the_process_has_variance_one_and_its_autocorrelation(phi):
    drawn = sequences.ar1(phi, 400, 300, seed=2)
    assert drawn.shape == (400, 300)
    np.testing.assert_allclose(drawn[:, 0].var(), 1, atol=0.2)
    np.testing.assert_allclose(drawn.var(), 1, atol=0.05)
    for lag in (0, 1, 3):
        pairs = drawn[:, lag:], drawn[:, : 300 - lag]
        assert np.mean(pairs[0] * pairs[1]) == pytest.approx(sequences.ar1_autocorrelation(phi, lag), abs=0.05)


def test_the_process_is_the_filter_of_its_noise():
    drawn = sequences.ar1(0.7, 1, 50, seed=3)[0]
    noise = np.random.default_rng(3).standard_normal((1, 50))[0]
    noise[1:] *= np.sqrt(1 - 0.49)
    np.testing.assert_allclose(drawn, signal.lfilter([1], [1, -0.7], noise), atol=1e-12)


def test_no_process_is_stationary_beyond_one():
    for phi in (1.0, -1.5):
        with pytest.raises(ValueError, match=r"phi: expected a number in \(-1, 1\), got"):
            sequences.ar1(phi, 1, 5)
        with pytest.raises(ValueError, match="phi: expected"):
            sequences.ar1_autocorrelation(phi, 1)
    np.testing.assert_allclose(sequences.ar1_autocorrelation(0.5, np.array([-2, 0, 3])), [0.25, 1, 0.125])


def test_the_measured_autocorrelation_by_hand():
    assert sequences.autocorrelation(np.array([[1.0, -1, 1, -1]]), 1) == -1
    assert sequences.autocorrelation(np.array([[1.0, -1, 1, -1]]), 2) == 1
    assert sequences.autocorrelation(np.array([[4.0, 4, 4], [2, 2, 2]]), 1) == 0
    x = np.array([[0.0, 1, 5, 2]])
    centred = x[0] - 2
    assert sequences.autocorrelation(x, 1) == pytest.approx(np.mean(centred[1:] * centred[:-1]) / np.mean(centred**2))
    with pytest.raises(ValueError, match="lag: expected less than the length 4, got 4"):
        sequences.autocorrelation(x, 4)


def test_sines_turn_one_to_three_times_and_walks_have_independent_steps():
    waves = sequences.sines(200, 24, seed=1)
    assert np.abs(waves).max() <= 1
    crossings = (np.diff(np.sign(waves), axis=1) != 0).sum(axis=1)
    assert crossings.min() >= 1
    assert crossings.max() <= 6
    walks = sequences.random_walks(2_000, 24, seed=1)
    assert walks[:, -1].var() == pytest.approx(0.25, abs=0.03)
    steps = np.diff(walks, axis=1)
    assert abs(np.corrcoef(steps[:, 3], steps[:, 4])[0, 1]) < 0.08


def test_total_variation_by_hand():
    assert sequences.total_variation(np.array([1.0, 0]), np.array([0, 1.0])) == 1
    assert sequences.total_variation(np.array([0.5, 0.5]), np.array([0.5, 0.5])) == 0

import numpy as np
import pytest
from scipy import stats

from gan_course.metrics import chance_agreement, label_agreement, wilson_interval


@pytest.mark.parametrize(("successes", "trials"), [(0, 5), (3, 7), (10, 10), (981, 1000), (1, 1)])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.99])
def test_the_interval_ends_where_the_score_test_rejects(successes, trials, level):
    quantile = stats.norm.ppf((1 + level) / 2)
    for share in wilson_interval(successes, trials, level):
        deviation = abs(successes / trials - share)
        assert deviation == pytest.approx(quantile * np.sqrt(max(share * (1 - share), 0) / trials), abs=1e-9)


def test_share_and_interval_of_the_requests_that_were_met():
    agreement = label_agreement([0, 1, 2, 2, 1], [0, 1, 2, 0, 0])
    assert agreement.share == pytest.approx(0.6)
    assert (agreement.low, agreement.high) == pytest.approx(wilson_interval(3, 5))
    assert agreement.control == pytest.approx((1 * 3 + 2 * 1 + 2 * 1) / 25)


def test_the_control_is_the_mean_over_shuffled_requests():
    random = np.random.default_rng(0)
    requested, recognised = random.integers(0, 4, 60), random.choice([1, 2, 7], 60)
    shuffled = [np.mean(random.permutation(requested) == recognised) for _ in range(4000)]
    error = np.std(shuffled) / np.sqrt(len(shuffled))
    assert abs(label_agreement(requested, recognised).control - np.mean(shuffled)) < 4 * error


def test_agreement_by_chance_is_that_of_every_pairing():
    first, second = np.array(["a", "b", "b", "c"]), np.array(["b", "b", "a"])
    assert chance_agreement(first, second) == pytest.approx(np.mean(first[:, None] == second))


def test_a_generator_that_makes_one_class_is_as_good_as_its_control():
    agreement = label_agreement(np.arange(100) % 10, np.full(100, 3))
    assert agreement.share == pytest.approx(0.1)
    assert agreement.control == pytest.approx(0.1)


def test_what_does_not_fit_is_refused():
    with pytest.raises(TypeError, match="recognised to be integers, got float64"):
        label_agreement([1, 2], [0.5, 0.5])
    for other in ([1], [[1, 2]], []):
        with pytest.raises(ValueError, match="expected two arrays of one shape"):
            label_agreement(np.array([1, 2]), np.array(other, int))
    with pytest.raises(ValueError, match="successes from 0 to trials"):
        wilson_interval(3, 2)
    with pytest.raises(ValueError, match="level to be above 0 and below 1"):
        wilson_interval(1, 2, 1.0)

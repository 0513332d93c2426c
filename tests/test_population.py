import numpy as np
import pytest

from gan_course import population


def test_what_is_neither_is_between_the_bounds():
    assert population.share_bounds([7, 7, 5, 0, 3, 7, 7, 7, 7, 7], 7, 5) == pytest.approx((0.1, 0.3))
    assert population.share_bounds([5, 5], 7, 5) == (1, 1)
    with pytest.raises(ValueError, match="expected labels"):
        population.share_bounds([], 7, 5)
    with pytest.raises(ValueError, match="two classes"):
        population.share_bounds([5], 5, 5)


def test_forced_choice_lies_within_the_bounds():
    probabilities = np.random.default_rng(0).dirichlet(np.ones(10), 500)
    low, high = population.share_bounds(probabilities.argmax(axis=1), 7, 5)
    assert low < population.forced_share(probabilities, 7, 5) < high


def test_students_interval_holds_the_mean_as_often_as_it_says():
    random = np.random.default_rng(1)
    held = [
        interval.low < 0.2 < interval.high
        for interval in (population.models_interval(random.normal(0.2, 0.03, 3)) for _ in range(2000))
    ]
    assert np.mean(held) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize("wrong", [{"figures": [0.1]}, {"figures": [0.1, 0.2], "confidence": 1.0}])
def test_one_model_has_no_interval(wrong):
    with pytest.raises(ValueError, match="expected at least two models"):
        population.models_interval(**wrong)


def test_the_interval_of_a_minority_joins_bounds_and_models():
    models = [[5] * low + [9] * neither + [7] * (100 - low - neither) for low, neither in ((8, 10), (10, 12), (12, 8))]
    low, high = population.minority_interval(models, 7, 5)
    assert low == pytest.approx(population.models_interval([0.08, 0.10, 0.12]).low)
    assert high == pytest.approx(population.models_interval([0.18, 0.22, 0.20]).high)
    assert population.minority_interval([[5, 7], [7, 7]], 7, 5) == (0, 1)

"""Intervals: against the closed form of a mean, and how often they hold the expectation."""

import numpy as np
import pytest
import scipy.stats

from gan_course.metrics import bootstrap_interval, coverage, density_coverage, frechet_distance
from gan_course.metrics.bootstrap import half_sample_deviations


def normal(n, d, seed, scale=1.0):
    return scale * np.random.default_rng(seed).standard_normal((n, d))


def difference(real, fake):
    return real.mean() - fake.mean()


REAL, FAKE = normal(400, 1, 0), normal(200, 1, 1, scale=2.0)


@pytest.mark.parametrize("confidence", [0.5, 0.95])
def test_the_interval_of_a_difference_of_means(confidence):
    found = bootstrap_interval(difference, REAL, FAKE, repeats=4000, confidence=confidence)
    deviation = np.sqrt(REAL.var(ddof=1) / 400 + FAKE.var(ddof=1) / 200)
    reach = scipy.stats.norm.ppf((1 + confidence) / 2) * deviation
    assert found.estimate == difference(REAL, FAKE)
    assert found.high - found.estimate == pytest.approx(reach, rel=0.05)
    assert found.estimate - found.low == pytest.approx(found.high - found.estimate, rel=1e-9)


def test_nothing_scatters_in_a_constant():
    assert bootstrap_interval(lambda real, fake: 3, REAL, FAKE) == (3.0, 3.0, 3.0)


def test_the_metric_sees_half_of_each_and_no_sample_twice():
    seen = []
    rows = np.arange(9.0)[:, None]
    bootstrap_interval(lambda *pair: seen.append(pair) or 0.0, rows, rows[:6], repeats=5)
    assert [tuple(map(len, pair)) for pair in seen] == [(9, 6)] + 5 * [(4, 3)]
    assert all(len(np.unique(side)) == len(side) for pair in seen for side in pair)
    assert len({tuple(pair[0].ravel()) for pair in seen[1:]}) > 1


def test_the_seed_settles_it():
    one, same, other = (bootstrap_interval(difference, REAL, FAKE, seed=seed) for seed in (0, 0, 1))
    assert one == same != other


def test_several_numbers_at_once_scatter_as_one_by_one():
    real, fake = normal(60, 3, 0), normal(60, 3, 1)
    together = half_sample_deviations(density_coverage, real, fake, repeats=20, seed=0)
    assert together[1] == pytest.approx(half_sample_deviations(coverage, real, fake, repeats=20, seed=0), rel=1e-12)


@pytest.mark.parametrize("metric", [frechet_distance, coverage])
def test_it_holds_the_expectation_about_as_often_as_it_says(metric):
    def draw(seed):
        return normal(60, 4, 2 * seed), normal(60, 4, 2 * seed + 1, scale=1.5)

    expectation = np.mean([metric(*draw(seed)) for seed in range(1000, 1600)])
    found = [bootstrap_interval(metric, *draw(seed), repeats=50) for seed in range(60)]
    held = np.mean([interval.low <= expectation <= interval.high for interval in found])
    assert held > 0.85  # of the usual bootstrap: under 0.5


def test_bad_input():
    with pytest.raises(TypeError, match=r"to return one number, got .*lambda real, fake: precision_recall"):
        bootstrap_interval(density_coverage, normal(9, 2, 0), normal(9, 2, 1))
    for name, value in (("repeats", 1), ("confidence", 0.0), ("confidence", 1.0), ("confidence", 95), ("seed", -1)):
        with pytest.raises(ValueError, match=f"expected {name} to be .*, got {value}"):
            bootstrap_interval(difference, REAL, FAKE, **{name: value})
    with pytest.raises(ValueError, match="at least 4 real and 4 fake samples, for half-samples, got 400 and 3"):
        bootstrap_interval(difference, REAL, FAKE[:3])
    with pytest.raises(ValueError, match="real_features: expected finite values"):
        bootstrap_interval(difference, REAL * np.inf, FAKE)

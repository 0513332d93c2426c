import numpy as np
import pytest
from scipy.stats import wasserstein_distance

from gan_course.metrics.sliced_wasserstein import sliced_wasserstein


def test_it_is_scipys_distance_on_the_line_for_each_direction():
    random = np.random.default_rng(0)
    real, fake = random.standard_normal((2, 60, 2)) * [1, 3]
    angles = np.pi * (np.arange(8) + 0.5) / 8
    expected = np.mean(
        [wasserstein_distance(real @ u, fake @ u) for u in np.stack([np.cos(angles), np.sin(angles)], 1)]
    )
    assert sliced_wasserstein(real, fake, 8) == pytest.approx(expected)


def test_a_shift_costs_two_over_pi_of_its_length_and_order_does_not_matter():
    points = np.random.default_rng(1).standard_normal((50, 2))
    assert sliced_wasserstein(points, points[::-1] + np.array([3, 4])) == pytest.approx(10 / np.pi, rel=1e-3)
    assert sliced_wasserstein(points, points[::-1]) == 0


@pytest.mark.parametrize("other", [np.zeros((4, 2)), np.zeros((5, 3)), np.full((5, 2), np.nan)])
def test_other_shapes_and_numbers_are_refused(other):
    with pytest.raises(ValueError, match=r"expected .* got"):
        sliced_wasserstein(np.zeros((5, other.shape[1])), other)

"""Arcs keep the norm and the pace; walks pass through every stop."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course import latent

unhurried = settings(max_examples=50, deadline=None)
seeds = st.integers(0, 10_000)
places = st.floats(0, 1)
dimensions = st.integers(2, 128)


def pair(seed, dimension):
    return np.random.default_rng(seed).standard_normal((2, dimension))


@unhurried
@given(seed=seeds, t=places, dimension=dimensions)
def test_slerp_keeps_a_common_norm_and_a_steady_pace(seed, t, dimension):
    a, b = (8 * vector / np.linalg.norm(vector) for vector in pair(seed, dimension))
    point = latent.slerp(a, b, t)
    assert np.linalg.norm(point) == pytest.approx(8, rel=1e-6)
    angle, part = (np.arccos(np.clip(a @ other / 64, -1, 1)) for other in (b, point))
    assert part == pytest.approx(t * angle, abs=1e-5)


@unhurried
@given(seed=seeds, t=places)
def test_slerp_is_symmetric_and_lies_in_the_plane_of_its_ends(seed, t):
    a, b = pair(seed, 6)
    point = latent.slerp(a, b, t)
    np.testing.assert_allclose(point, latent.slerp(b, a, 1 - t), atol=1e-9)
    assert np.linalg.matrix_rank([a, b, point], tol=1e-8) == 2


@unhurried
@given(seed=seeds)
def test_slerp_starts_and_ends_where_it_should(seed):
    a, b = pair(seed, 5)
    np.testing.assert_allclose(latent.slerp(a, b, [0, 1]), [a, b], atol=1e-9)


def test_slerp_by_hand():
    np.testing.assert_allclose(latent.slerp([2, 0], [0, 2], 1 / 3), [np.sqrt(3), 1], atol=1e-12)
    np.testing.assert_allclose(latent.slerp([1, 0], [0, 3], 0.5), [np.sqrt(0.5), 3 * np.sqrt(0.5)], atol=1e-12)


def test_slerp_of_parallel_vectors_is_the_straight_line():
    np.testing.assert_allclose(latent.slerp([1.0, 2.0], [3.0, 6.0], [0.0, 0.25, 1.0]), [[1, 2], [1.5, 3], [3, 6]])
    a = np.array([1.0, 1e-5])
    np.testing.assert_allclose(latent.slerp([1.0, 0.0], a, 0.5), [1.0, 5e-6], rtol=1e-9)


def test_slerp_broadcasts():
    a, b = np.ones((4, 3)), np.eye(4, 3) + 0.1
    assert latent.slerp(a, b, 0.3).shape == (4, 3)
    assert latent.slerp(a, b, np.linspace(0, 1, 4)).shape == (4, 3)
    path = latent.slerp(a, b, np.linspace(0, 1, 5)[:, None])
    assert path.shape == (5, 4, 3)
    np.testing.assert_allclose(path[2, 1], latent.slerp(a[1], b[1], 0.5))


def test_slerp_keeps_float32():
    a, b = pair(0, 4).astype("float32")
    assert latent.slerp(a, b, 0.5).dtype == np.float32
    assert latent.slerp(a, b.astype(float), 0.5).dtype == np.float64
    assert latent.walk([a, b]).dtype == np.float32


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ([1.0, 0.0], [1.0, 0.0, 0.0], r"vectors of one length, got shapes \(2,\) and \(3,\)"),
        (1.0, 2.0, "vectors of one length"),
        ([0.0, 0.0], [1.0, 0.0], "got the zero vector, which points nowhere"),
        ([1.0, 2.0], [-2.0, -4.0], "opposite directions"),
    ],
)
def test_slerp_refuses_what_has_no_arc(start, end, message):
    with pytest.raises(ValueError, match=message):
        latent.slerp(start, end, 0.5)


@unhurried
@given(seed=seeds, steps=st.integers(1, 9))
def test_a_walk_passes_through_every_stop(seed, steps):
    stops = np.random.default_rng(seed).standard_normal((4, 7))
    path, loop = latent.walk(stops, steps), latent.walk(stops, steps, closed=True)
    assert path.shape == (3 * steps + 1, 7)
    assert loop.shape == (4 * steps, 7)
    np.testing.assert_allclose(path[::steps], stops, atol=1e-9)
    np.testing.assert_allclose(loop[::steps], stops, atol=1e-9)
    np.testing.assert_allclose(loop[-steps:], latent.slerp(stops[-1], stops[0], np.arange(steps) / steps), atol=1e-9)


def test_a_walk_of_whole_numbers_becomes_one_of_fractions():
    np.testing.assert_allclose(latent.walk(np.eye(2, dtype=int), 2), [[1, 0], [np.sqrt(0.5)] * 2, [0, 1]])


@pytest.mark.parametrize(
    ("stops", "steps", "message"),
    [
        (np.ones((1, 3)), 8, r"at least two vectors, shape \(n, d\), got shape \(1, 3\)"),
        (np.ones(3), 8, "at least two vectors"),
        (np.eye(3), 0, "steps to be a whole number of at least 1, got 0"),
    ],
)
def test_walk_refuses_what_is_no_walk(stops, steps, message):
    with pytest.raises(ValueError, match=message):
        latent.walk(stops, steps)

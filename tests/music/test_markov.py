import numpy as np
import pytest

from gan_course import music


@pytest.fixture(scope="module")
def train():
    return music.load_melodies().train


@pytest.mark.parametrize("order", [1, 2, 4])
def test_each_step_followed_the_same_steps_somewhere_in_the_tunes(train, order):
    known = {
        (step % 2, *map(int, tune[max(0, step - order) : step + 1])) for tune in train for step in range(music.STEPS)
    }
    drawn = music.markov_melodies(train, order, 50, seed=3)
    assert drawn.shape == (50, music.STEPS)
    for melody in drawn:
        for step in range(music.STEPS):
            assert (step % 2, *map(int, melody[max(0, step - order) : step + 1])) in known


def test_frequencies_are_those_of_the_tunes():
    train = np.tile([[0, 1], [0, 1], [0, 2]], (1, 16))  # 1 follows twice as often as 2 at the end of order 1
    drawn = music.markov_melodies(train, 1, 400, seed=1)
    odd = drawn[:, 1::2]
    assert np.mean(odd == 1) == pytest.approx(2 / 3, abs=0.03)


def test_seeds_decide_and_wrong_orders_are_refused(train):
    np.testing.assert_array_equal(
        music.markov_melodies(train, 2, 5, seed=1), music.markov_melodies(train, 2, 5, seed=1)
    )
    assert (music.markov_melodies(train, 2, 5, seed=1) != music.markov_melodies(train, 2, 5, seed=2)).any()
    with pytest.raises(ValueError, match="expected order to be a whole number"):
        music.markov_melodies(train, -1, 5)

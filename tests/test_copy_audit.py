import numpy as np
import pytest

from gan_course import copy_audit
from gan_course.demos import day10


def test_planted_copies_are_found_and_no_others():
    random = np.random.default_rng(0)
    train, held_out, honest = (random.standard_normal((n, 6, 6, 1)) for n in (200, 300, 150))
    fakes, places = day10.planted(train, honest, 9, level=0.1, seed=1)
    found = copy_audit.find_copies(train, fakes)
    np.testing.assert_array_equal(found.fakes, places)
    for place, original in zip(found.fakes, found.originals, strict=True):
        assert np.abs(fakes[place] - train[original]).mean() < 0.2
    assert len(copy_audit.find_copies(train, held_out).fakes) == 0


def test_the_ratio_decides_and_an_exact_copy_of_a_double_is_one():
    train = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 0.0]])
    fakes = np.array([[2.4, 0.0], [2.6, 0.0], [10.0, 0.0], [10.0, 1.0]])
    assert copy_audit.find_copies(train, fakes).fakes.tolist() == [0, 2]  # 2.4/7.6 < 1/3 < 2.6/7.4; 0; 1/1
    assert copy_audit.find_copies(train, fakes, 0.5).fakes.tolist() == [0, 1, 2]


@pytest.mark.parametrize("wrong", [{"bound": 0}, {"bound": 2}, {"train": [[0.0]]}, {"fakes": [[1.0, 2.0]]}])
def test_what_has_no_ratio_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected at least two .* got"):
        copy_audit.find_copies(**{"train": [[0.0], [1.0]], "fakes": [[0.5]], **wrong})


def test_scores_are_the_discriminators_logits_for_each_image():
    images = np.arange(14.0).reshape(7, 2)
    scores = copy_audit.membership_scores(lambda batch: batch[:, :1] - batch[:, 1:] * 2, images, batch_size=3)
    np.testing.assert_allclose(scores, images[:, 0] - 2 * images[:, 1])

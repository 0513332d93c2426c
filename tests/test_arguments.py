import numpy as np
import pytest

from gan_course.arguments import not_negative, one_of, whole, whole_up_to


@pytest.mark.parametrize("value", [3, np.int64(3)])
def test_a_whole_number_comes_back_as_an_int(value):
    assert type(whole("n", value, at_least=3)) is int
    assert type(whole_up_to("n", value, 3, "the most")) is int


@pytest.mark.parametrize("value", [2, -1, 3.0, "3", True, None])
def test_anything_else_is_named_with_what_was_expected(value):
    with pytest.raises(ValueError, match=f"expected n to be a whole number of at least 3, got {value!r}"):
        whole("n", value, at_least=3)


@pytest.mark.parametrize("value", [0, 10, 3.0, "3", True, None])
def test_the_upper_limit_is_named_with_where_it_comes_from(value):
    with pytest.raises(ValueError, match=f"expected k to be a whole number from 1 to 9, the images, got {value!r}"):
        whole_up_to("k", value, 9, "the images")


@pytest.mark.parametrize("value", [0, 2, 0.5, np.float32(0.5), np.int64(2)])
def test_a_number_that_is_not_negative_comes_back_as_a_float(value):
    assert type(not_negative("std", value)) is float
    assert not_negative("std", value) == value


@pytest.mark.parametrize("value", [-1, -1e-9, np.nan, np.inf, "1", True, None, 1j])
def test_anything_but_a_finite_number_of_at_least_0_is_named(value):
    with pytest.raises(ValueError, match="expected std to be a number of at least 0, got"):
        not_negative("std", value)


def test_a_choice_is_refused_with_all_that_there_are():
    one_of("mode", "a", ("a", "b"))
    with pytest.raises(ValueError, match=r"^expected mode to be one of 'a', 'b', got 'c'$"):
        one_of("mode", "c", ("a", "b"))
    with pytest.raises(ValueError, match=r", got 'c'; ask first$"):
        one_of("mode", "c", ("a", "b"), advice="ask first")

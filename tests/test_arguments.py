import numpy as np
import pytest

from gan_course.arguments import whole


@pytest.mark.parametrize("value", [3, np.int64(3)])
def test_a_whole_number_comes_back_as_an_int(value):
    assert type(whole("n", value, at_least=3)) is int


@pytest.mark.parametrize("value", [2, -1, 3.0, "3", True, None])
def test_anything_else_is_named_with_what_was_expected(value):
    with pytest.raises(ValueError, match="n takes a whole number of at least 3; got"):
        whole("n", value, at_least=3)

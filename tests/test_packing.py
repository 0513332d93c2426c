import io

import numpy as np
import pytest

from gan_course.packing import npy, packed, unpacked


def test_weights_come_back_in_their_shapes_but_for_rounding():
    random = np.random.default_rng(0)
    weights = [random.normal(size=shape).astype("float32") for shape in [(3, 3, 1, 8), (8,), (), (0, 2)]]
    numbers = packed(weights)
    assert numbers.dtype == np.float16
    for got, wanted in zip(unpacked(numbers, [weight.shape for weight in weights]), weights, strict=True):
        assert got.dtype == np.float32
        np.testing.assert_allclose(got, wanted, rtol=2**-10, atol=1e-7)


@pytest.mark.parametrize("numbers", [np.zeros(5), np.zeros(7), np.zeros((1, 6))])
def test_weights_of_another_network_are_refused(numbers):
    with pytest.raises(ValueError, match=r"expected weights of the shape \(6,\), got"):
        unpacked(numbers, [(2, 2), (2,)])


def test_the_content_is_that_of_a_file_that_numpy_reads():
    array = np.arange(6, dtype=np.int16).reshape(2, 3)
    np.testing.assert_array_equal(np.load(io.BytesIO(npy(array)), allow_pickle=False), array)

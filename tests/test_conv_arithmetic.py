"""The closed forms against Keras's layers, and the rule about checkerboards for every kernel and stride."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course import conv_arithmetic
from gan_course.runtime import keras

GRID = [*itertools.product((1, 2, 5, 7), (1, 2, 3, 4, 5), (1, 2, 3), ("valid", "same"))]
unhurried = settings(max_examples=50, deadline=None)
sizes = st.integers(2, 12)
kernels = st.integers(1, 9)
strides = st.integers(1, 5)


def ones(layer, size):
    """What a one-dimensional layer with a kernel of ones makes of ones."""
    layer = layer(kernel_initializer="ones", use_bias=False)
    return np.asarray(layer(np.ones((1, size, 1), "float32")))[0, :, 0]


@pytest.mark.parametrize(("size", "kernel", "stride", "padding"), GRID)
def test_sizes_and_overlaps_are_those_of_keras(size, kernel, stride, padding):
    arguments = {"strides": stride, "padding": padding}
    stamped = ones(lambda **more: keras.layers.Conv1DTranspose(1, kernel, **arguments, **more), size)
    assert conv_arithmetic.transposed_output_size(size, kernel, stride, padding) == len(stamped)
    np.testing.assert_array_equal(conv_arithmetic.overlap(size, kernel, stride, padding), stamped)
    if padding == "same" or kernel <= size:
        convolved = ones(lambda **more: keras.layers.Conv1D(1, kernel, **arguments, **more), size)
        assert conv_arithmetic.output_size(size, kernel, stride, padding) == len(convolved)


@pytest.mark.parametrize(("size", "kernel", "stride"), [(7, 5, 2), (7, 4, 2), (6, 5, 1), (4, 2, 3)])
def test_the_map_is_what_a_layer_of_ones_makes_of_ones(size, kernel, stride):
    layer = keras.layers.Conv2DTranspose(1, kernel, stride, padding="same", kernel_initializer="ones", use_bias=False)
    made = np.asarray(layer(np.ones((1, size, size, 1), "float32")))[0, :, :, 0]
    np.testing.assert_array_equal(conv_arithmetic.overlap_map(size, kernel, stride), made)


@unhurried
@given(size=sizes, kernel=kernels, stride=strides)
def test_every_input_stamps_its_whole_kernel(size, kernel, stride):
    counts = conv_arithmetic.overlap(size, kernel, stride)
    assert counts.sum() == size * kernel
    np.testing.assert_array_equal(counts[: (size - 1) * stride + kernel], counts[: (size - 1) * stride + kernel][::-1])


@unhurried
@given(kernel=kernels, stride=strides)
def test_the_overlap_is_constant_inside_exactly_if_the_stride_divides_the_kernel(kernel, stride):
    size = 12
    inside = conv_arithmetic.overlap(size, kernel, stride)[max(kernel - stride, 0) : size * stride]
    assert (len(set(inside.tolist())) == 1) == (kernel % stride == 0)
    places = np.arange(max(kernel - stride, 0), size * stride)
    np.testing.assert_array_equal(inside, -(-(kernel - places % stride) // stride))


@unhurried
@given(size=sizes, kernel=kernels, stride=strides)
def test_transposing_undoes_the_size_where_nothing_is_left_over(size, kernel, stride):
    assert conv_arithmetic.output_size(size * stride, kernel, stride) == size
    larger = conv_arithmetic.transposed_output_size(size, kernel, stride, "valid")
    assert conv_arithmetic.output_size(larger, kernel, stride, "valid") >= size
    if kernel >= stride:
        assert conv_arithmetic.output_size(larger, kernel, stride, "valid") == size


@pytest.mark.parametrize("function", [conv_arithmetic.output_size, conv_arithmetic.transposed_output_size])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 3, 1), "size to be a whole number of at least 1, got 0"),
        ((7, 3.0, 1), "kernel to be a whole number of at least 1, got 3.0"),
        ((7, 3, True), "stride to be a whole number of at least 1, got True"),
        ((7, 3, 2, "full"), "padding to be one of 'valid', 'same', got 'full'"),
    ],
)
def test_refuses_what_is_no_size(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)


def test_refuses_a_kernel_that_does_not_fit():
    with pytest.raises(ValueError, match="a kernel that fits inside an input of 4, got 5; use padding='same'"):
        conv_arithmetic.output_size(4, 5, 1, "valid")

import gzip
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gan_course.data.idx import read_idx


@pytest.fixture
def idx(tmp_path):
    def write(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        return path

    return write


def test_bytes_worked_out_by_hand(idx):
    content = bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255])
    values = read_idx(idx(content))
    np.testing.assert_array_equal(values, [[1, 2, 3], [4, 5, 255]])
    assert values.dtype == np.uint8


@settings(deadline=None)
@given(array=hnp.arrays(np.uint8, hnp.array_shapes(max_dims=3, max_side=6)), zipped=st.booleans())
def test_every_array_comes_back(array, zipped, make, tmp_path_factory):
    path = tmp_path_factory.mktemp("idx") / "file"
    content = make.idx(array)
    path.write_bytes(gzip.compress(content) if zipped else content)
    np.testing.assert_array_equal(read_idx(path), array)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected an IDX file, which starts with two zero bytes, got b''"),
        (b"<html>no such page</html>", "two zero bytes, got b'<htm'"),
        (b"\0\0\x0d\x01\0\0\0\x01\0\0\0\0", r"unsigned bytes \(type 8\), got type 13"),
        (b"\0\0\x08\x00", "the size of each dimension, at least one, got 0 dimensions"),
        (b"\0\0\x08\x03\0\0\0\x01", "got 3 dimensions in a file of 8 bytes"),
        (b"\0\0\x08\x01\0\0\0\x05\1\2\3", r"shape \(5,\), got 3 values"),
        (b"\0\0\x08\x01\0\0\0\x02\1\2\3", r"shape \(2,\), got 3 values"),
        (b"\0\0\x08\x03" + struct.pack(">3I", 2**31, 2**31, 4), "got 0 values"),  # 2⁶⁴ overflows to 0
    ],
)
def test_bad_headers(idx, content, message):
    with pytest.raises(ValueError, match=message):
        read_idx(idx(content))


def test_damaged_gzip(idx, make):
    content = gzip.compress(make.idx(np.arange(200, dtype=np.uint8)))
    for damaged in (content[:40], content[:-1], content[:10] + b"\xff" + content[11:], content[:-8] + bytes(8)):
        with pytest.raises(ValueError, match="a whole gzip file, got one that is damaged or cut off"):
            read_idx(idx(damaged))

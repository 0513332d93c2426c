import pickle

import numpy as np
import pytest

from gan_course.data.archives import has_idx_files, idx_file, read_split


@pytest.fixture
def npz(tmp_path, arrays, make):
    def write(**changes):
        path = tmp_path / "mnist.npz"
        path.write_bytes(make.npz(arrays, **changes))
        return path

    return write


@pytest.mark.parametrize("split", ["train", "test"])
def test_npz(npz, arrays, split):
    images, labels = read_split(npz(), split)
    np.testing.assert_array_equal(images, arrays[f"x_{split}"])
    np.testing.assert_array_equal(labels, arrays[f"y_{split}"])
    assert (images.dtype, labels.dtype) == (np.uint8, np.int64)


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("dot", ["-", "."])
@pytest.mark.parametrize("split", ["train", "test"])
def test_idx_files(tmp_path, arrays, make, split, zipped, dot):
    files = make.idx_files(arrays, zipped=zipped)
    make.write(tmp_path, {name.replace("-idx", f"{dot}idx"): content for name, content in files.items()})
    assert has_idx_files(tmp_path)
    images, labels = read_split(tmp_path, split)
    np.testing.assert_array_equal(images, arrays[f"x_{split}"])
    np.testing.assert_array_equal(labels, arrays[f"y_{split}"])


def test_missing_idx_file_is_named(tmp_path, arrays, make):
    files = make.idx_files(arrays)
    del files["t10k-labels-idx1-ubyte.gz"]
    make.write(tmp_path, files)
    assert idx_file(tmp_path, "test", "labels") is None
    with pytest.raises(FileNotFoundError, match="expected t10k-labels-idx1-ubyte"):
        read_split(tmp_path, "test")
    read_split(tmp_path, "train")


def test_no_idx_files(tmp_path):
    assert not has_idx_files(tmp_path / "nowhere")
    assert not has_idx_files(tmp_path)


def test_truncated_npz(npz):
    path = npz()
    content = path.read_bytes()
    for length in (0, 10, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        with pytest.raises(ValueError, match=r"mnist\.npz: expected an npz archive.*cut off"):
            read_split(path, "train")


def test_npz_damaged_inside(npz):
    path = npz()
    content = bytearray(path.read_bytes())
    content[2000:2100] = bytes(100)
    path.write_bytes(content)
    with pytest.raises(ValueError, match="expected plain arrays in an npz archive"):
        read_split(path, "train")


def test_npz_without_a_key(npz):
    with pytest.raises(ValueError, match=r"expected the arrays x_train, y_train, x_test and y_test, got .*x_test"):
        read_split(npz(y_train=None), "train")
    with pytest.raises(ValueError, match="got none"):
        read_split(npz(x_train=None, y_train=None, x_test=None, y_test=None), "train")


class Bomb:
    def __reduce__(self):
        return exec, ("raise SystemExit('unpickled')",)


def test_pickles_are_not_opened(npz):
    with pytest.raises(ValueError, match="allow_pickle=False"):
        read_split(npz(x_train=np.array([Bomb()], dtype=object)), "train")
    path = npz()
    path.write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ValueError, match="expected an npz archive"):
        read_split(path, "train")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"x_train": np.zeros((12, 28, 28), np.float32)},
            r"images as uint8 .* got float32 of the shape \(12, 28, 28\)",
        ),
        ({"x_train": np.zeros((12, 784), np.uint8)}, r"shape \(n, 28, 28\), got uint8 of the shape \(12, 784\)"),
        ({"x_train": np.zeros((12, 32, 32), np.uint8)}, r"got uint8 of the shape \(12, 32, 32\)"),
        ({"x_train": np.zeros((0, 28, 28), np.uint8), "y_train": np.zeros(0, np.uint8)}, r"shape \(0, 28, 28\)"),
        ({"y_train": np.zeros(12, np.float32)}, r"labels as integers .* got float32"),
        ({"y_train": np.zeros((12, 10), np.uint8)}, r"shape \(12,\), got uint8 of the shape \(12, 10\)"),
        ({"y_train": np.zeros(11, np.uint8)}, r"got uint8 of the shape \(11,\)"),
        ({"y_train": np.full(12, 10, np.uint8)}, "labels from 0 to 9, got 10 to 10"),
        ({"y_train": np.full(12, -1, np.int8)}, "labels from 0 to 9, got -1 to -1"),
    ],
)
def test_wrong_shape_or_dtype(npz, changes, message):
    with pytest.raises(ValueError, match=message):
        read_split(npz(**changes), "train")

import gzip
import os
import socket

import numpy as np
import pytest

from gan_course.data import locate
from gan_course.data.load import load_images
from gan_course.data.published import PUBLISHED

REAL_DATA = os.environ.get("GAN_COURSE_DATA")  # before the fixtures take it away


@pytest.fixture
def served(server, publish, arrays, make):
    """MNIST and Fashion-MNIST as small files on a server that works."""
    mnist, fashion = {"mnist.npz": make.npz(arrays)}, make.idx_files(make.arrays(seed=1))
    server.files.update(mnist | fashion)
    publish("mnist", server.url, mnist)
    publish("fashion_mnist", server.url, fashion)
    return server


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("GAN_COURSE_DATA", str(folder))
    return folder


def test_pixels_become_minus_one_to_one(data_folder, make, arrays):
    arrays["x_train"][0, 0, :3] = [0, 51, 255]
    make.write(data_folder, {"mnist.npz": make.npz(arrays)})
    dataset = load_images("mnist")
    assert dataset.images.shape == (12, 28, 28, 1)
    np.testing.assert_allclose(dataset.images[0, 0, :3, 0], [-1, -0.6, 1], rtol=0, atol=1e-7)
    np.testing.assert_array_equal(np.round((dataset.images[..., 0] + 1) * 127.5), arrays["x_train"])
    np.testing.assert_array_equal(dataset.labels, arrays["y_train"])
    assert dataset.class_names == tuple("0123456789")


def test_digits(capsys):
    dataset = load_images("digits")
    assert dataset.images.shape == (1541, 28, 28, 1)
    assert dataset.name == "digits"
    expected = (
        "digits: 1,541 training images of 28×28, from the digits that ship with scikit-learn, upsampled from 8×8\n"
    )
    assert capsys.readouterr() == (expected, "")


def test_download_then_cache(served, capsys):
    assert locate("mnist").kind == "download"
    assert load_images("mnist").name == "mnist"
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"mnist: 12 training images of 28×28, from a download ({served.url[:-1]})"
    assert locate("mnist").kind == "cache"
    assert len(load_images("mnist", split="test")) == 5
    path = locate("mnist").path
    assert capsys.readouterr() == (f"mnist: 5 test images of 28×28, from the cache ({path})\n", "")
    assert served.requests == ["/mnist.npz"]


def test_fashion_mnist_is_four_files(served, make):
    train, test = load_images("fashion_mnist"), load_images("fashion_mnist", "test")
    arrays = make.arrays(seed=1)
    np.testing.assert_array_equal(train.labels, arrays["y_train"])
    np.testing.assert_array_equal(test.labels, arrays["y_test"])
    assert train.class_names[9] == "Ankle boot"
    assert sorted(served.requests) == sorted(f"/{name}" for name in make.idx_files(arrays))
    assert locate("fashion_mnist").kind == "cache"


def test_auto_is_mnist_where_it_can_be_had(served):
    assert load_images().name == "mnist"
    assert locate().kind == "cache"


def test_auto_falls_back_to_digits_and_says_so_once(no_network, capsys):
    first, second = load_images(), load_images(split="test")
    assert (first.name, second.name) == ("digits", "digits")
    written, errors = capsys.readouterr()
    lines = written.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("MNIST is not available (127.0.0.1:1 cannot be reached")
    assert "set the environment variable GAN_COURSE_DATA" in lines[0]
    assert [line.split(" images")[0] for line in lines[1:]] == ["digits: 1,541 training", "digits: 256 test"]
    assert errors == ""
    assert locate().kind == "shipped"


def test_silent_server_is_waited_for_once_only(publish, make, arrays):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        publish("mnist", f"http://127.0.0.1:{silent.getsockname()[1]}/", {"mnist.npz": make.npz(arrays)})
        assert load_images().name == "digits"
        silent.settimeout(2)
        silent.accept()[0].close()
        assert load_images().name == "digits"
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_a_named_data_set_is_never_substituted(no_network, monkeypatch):
    for ask in (lambda: load_images("mnist"), load_images):
        with pytest.raises(ConnectionError) as caught:
            ask()
        message = str(caught.value)
        assert message.startswith("MNIST cannot be had here. What was tried:\n  - the cache ")
        assert "GAN_COURSE_DATA: not set" in message
        assert "a download: 127.0.0.1:1 cannot be reached" in message
        assert "Without a network: put mnist.npz into a folder (get it on another machine from http" in message
        monkeypatch.setenv("GAN_COURSE_DATASET", "mnist")


def test_fashion_mnist_cannot_be_had(publish, make, arrays):
    publish("fashion_mnist", "http://127.0.0.1:1/", make.idx_files(arrays))
    with pytest.raises(ConnectionError, match=r"Fashion-MNIST cannot be had(?s:.*)the subfolder fashion_mnist/ of a"):
        load_images("fashion_mnist")


@pytest.mark.parametrize("variable", ["digits", "mnist", "fashion_mnist", "auto", ""])
def test_the_variable_chooses_for_auto(served, monkeypatch, variable):
    monkeypatch.setenv("GAN_COURSE_DATASET", variable)
    assert load_images().name == (variable if variable not in ("auto", "") else "mnist")
    assert load_images("digits").name == "digits"


def test_unknown_names(monkeypatch):
    with pytest.raises(
        ValueError, match="the data set to be one of 'auto', 'digits', 'mnist', 'fashion_mnist', got 'cifar10'"
    ):
        load_images("cifar10")
    with pytest.raises(ValueError, match="expected split to be one of 'train', 'test', got 'validation'"):
        load_images("digits", "validation")
    monkeypatch.setenv("GAN_COURSE_DATASET", "MNSIT")
    with pytest.raises(ValueError, match=r"the environment variable GAN_COURSE_DATASET to be one of .*, got 'MNSIT'"):
        load_images()


def test_a_damaged_cached_file_is_replaced(served, capsys):
    load_images("mnist")
    path = locate("mnist").path
    path.write_bytes(path.read_bytes()[:-1])
    assert locate("mnist").kind == "download"
    capsys.readouterr()
    assert len(load_images("mnist")) == 12
    assert f"{path} is damaged (its SHA-256 is not the published one) and is not used" in capsys.readouterr().out
    assert locate("mnist").kind == "cache"
    assert served.requests == ["/mnist.npz"] * 2


def test_only_the_damaged_one_of_four_files_is_fetched(served):
    load_images("fashion_mnist")
    (locate("fashion_mnist").path / "train-labels-idx1-ubyte.gz").write_bytes(b"")
    load_images("fashion_mnist")
    assert served.requests[4:] == ["/train-labels-idx1-ubyte.gz"]


def test_unwritable_cache(served, tmp_path, capsys):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(ConnectionError, match=r"MNIST cannot be had(?s:.*)cannot be written .*set GAN_COURSE_CACHE"):
        load_images("mnist")
    assert load_images().name == "digits"
    assert "cannot be written" in capsys.readouterr().out
    with pytest.raises(ConnectionError, match="cannot be written"):
        load_images("fashion_mnist")


def test_cache_folder_that_cannot_be_looked_into(served, monkeypatch, tmp_path):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / ("x" * 300)))
    assert load_images().name == "digits"
    with pytest.raises(ConnectionError, match="cannot be written"):
        load_images("fashion_mnist")


def test_wrong_hash_falls_back(served, make):
    served.files["mnist.npz"] = served.files["mnist.npz"][:-1] + b"x"
    assert load_images().name == "digits"
    with pytest.raises(ConnectionError, match="sent another file than the published one"):
        load_images("mnist")


def test_cache_comes_before_the_folder_and_the_folder_before_the_network(served, data_folder, make):
    make.write(data_folder, {"mnist.npz": make.npz(make.arrays(train=3))})
    assert locate("mnist").kind == "folder"
    assert len(load_images("mnist")) == 3
    assert served.requests == []
    cached = served.files["mnist.npz"]
    make.write(locate("fashion_mnist").path.parent, {"mnist.npz": cached})
    assert len(load_images("mnist")) == 12


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize(
    ("name", "subfolder"),
    [("mnist", "."), ("mnist", "mnist"), ("fashion_mnist", "fashion_mnist"), ("fashion_mnist", "fashion-mnist")],
)
def test_idx_files_in_the_folder(data_folder, make, capsys, name, subfolder, zipped):
    make.write(data_folder / subfolder, make.idx_files(make.arrays(), zipped=zipped))
    assert locate(name).kind == "folder"
    assert load_images(name).source == f"GAN_COURSE_DATA ({data_folder / subfolder})"
    assert "from GAN_COURSE_DATA" in capsys.readouterr().out


def test_both_data_sets_live_in_one_folder(data_folder, make):
    make.write(data_folder, make.idx_files(make.arrays(train=3)))
    make.write(data_folder, {"fashion_mnist.npz": make.npz(make.arrays(train=4))})
    assert len(load_images("mnist")) == 3
    assert len(load_images("fashion_mnist")) == 4


def test_idx_files_at_the_top_are_not_fashion_mnist(no_network, publish, data_folder, make, arrays):
    publish("fashion_mnist", "http://127.0.0.1:1/", make.idx_files(arrays))
    make.write(data_folder, make.idx_files(arrays))
    with pytest.raises(ConnectionError, match=r"holds no fashion_mnist\.npz and no IDX files in fashion_mnist/"):
        load_images("fashion_mnist")


@pytest.mark.parametrize(("name", "other"), [("mnist", "fashion_mnist"), ("fashion_mnist", "mnist")])
def test_one_data_set_under_the_name_of_the_other(data_folder, make, arrays, name, other):
    for split in ("train", "test"):
        arrays[f"y_{split}"] = np.array(PUBLISHED[other].first_labels[split], np.uint8)
        arrays[f"x_{split}"] = np.zeros((10, 28, 28), np.uint8)
    make.write(data_folder / name, make.idx_files(arrays))
    for split in ("train", "test"):
        with pytest.raises(ValueError, match=f"got those of {PUBLISHED[other].title}; put its files into"):
            load_images(name, split)


@pytest.mark.parametrize("name", ["mnist", "auto"])
def test_bad_files_in_the_folder_are_errors_also_for_auto(data_folder, make, arrays, name):
    """Whoever put a file there wants it used."""
    make.write(data_folder, {"mnist.npz": make.npz(arrays)[:-30]})
    with pytest.raises(ValueError, match="expected an npz archive"):
        load_images(name)
    make.write(data_folder, {"mnist.npz": make.npz(arrays, x_train=None)})
    with pytest.raises(ValueError, match="expected the arrays x_train"):
        load_images(name)
    (data_folder / "mnist.npz").unlink()
    make.write(data_folder, {"train-images-idx3-ubyte": b"nonsense"})
    with pytest.raises(FileNotFoundError, match="expected train-labels-idx1-ubyte"):
        load_images(name)
    make.write(data_folder, {"train-labels-idx1-ubyte.gz": gzip.compress(b"nonsense")})
    with pytest.raises(ValueError, match="expected an IDX file"):
        load_images(name)


def test_folder_that_does_not_exist_or_lacks_the_data(no_network, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("GAN_COURSE_DATA", str(tmp_path / "nowhere"))
    assert load_images().name == "digits"
    assert "nowhere, which is not a folder" in capsys.readouterr().out
    load_images()
    assert "not a folder" not in capsys.readouterr().out
    monkeypatch.setenv("GAN_COURSE_DATA", str(tmp_path))
    with pytest.raises(ConnectionError, match=r"holds no mnist\.npz and no IDX files in mnist/"):
        load_images("mnist")


def test_the_real_mnist_where_it_is_at_hand(monkeypatch):
    monkeypatch.setenv("GAN_COURSE_DATA", REAL_DATA or "")
    if locate("mnist").kind != "folder":
        pytest.skip("GAN_COURSE_DATA is not set to a folder that holds MNIST")
    for split, n in (("train", 60_000), ("test", 10_000)):
        dataset = load_images("mnist", split)
        assert len(dataset) == n
        assert tuple(dataset.labels[:10]) == PUBLISHED["mnist"].first_labels[split]

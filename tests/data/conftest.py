import dataclasses
import functools
import gzip
import hashlib
import http.server
import io
import struct
import threading
import types

import numpy as np
import pytest

from gan_course.data import download, load
from gan_course.data.published import PUBLISHED, RemoteFile


@pytest.fixture(autouse=True)
def fresh_session(monkeypatch, tmp_path):
    """An empty cache, none of the user's settings, and nothing remembered."""
    for variable in ("GAN_COURSE_DATASET", "GAN_COURSE_DATA", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(download, "_failures", {})
    monkeypatch.setattr(load, "_said", set())


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(download, "PATIENCE", 1.0)


def make_arrays(train=12, test=5, seed=0):
    rng = np.random.default_rng(seed)
    arrays = {}
    for split, n in (("train", train), ("test", test)):
        arrays[f"x_{split}"] = rng.integers(0, 256, (n, 28, 28), dtype=np.uint8)
        arrays[f"y_{split}"] = rng.integers(0, 10, n, dtype=np.uint8)
    return arrays


def npz_bytes(arrays, **changes):
    stream = io.BytesIO()
    np.savez_compressed(stream, **{key: value for key, value in {**arrays, **changes}.items() if value is not None})
    return stream.getvalue()


def idx_bytes(array):
    return b"\0\0\x08" + bytes([array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def idx_files(arrays, *, zipped=True):
    """The four IDX files by their names."""
    files = {}
    for split, stem in (("train", "train"), ("test", "t10k")):
        files[f"{stem}-images-idx3-ubyte"] = idx_bytes(arrays[f"x_{split}"])
        files[f"{stem}-labels-idx1-ubyte"] = idx_bytes(arrays[f"y_{split}"])
    if zipped:
        return {f"{name}.gz": gzip.compress(content, mtime=0) for name, content in files.items()}
    return files


def write(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.fixture(scope="session")
def make():
    """The functions above, for tests, which cannot import a conftest."""
    return types.SimpleNamespace(arrays=make_arrays, npz=npz_bytes, idx=idx_bytes, idx_files=idx_files, write=write)


@pytest.fixture
def arrays():
    return make_arrays()


class Server(http.server.ThreadingHTTPServer):
    """Serve ``files``; a callable among them is given the handler and answers as it likes."""

    daemon_threads = True

    def __init__(self):
        self.files, self.requests, self.released = {}, [], threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append(self.path)
        answer = self.server.files.get(self.path[1:])
        if answer is None:
            self.send_error(404)
        elif callable(answer):
            answer(self)
        else:
            self.begin(len(answer))
            self.wfile.write(answer)

    def begin(self, length):
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with Server() as running:
        thread = threading.Thread(target=functools.partial(running.serve_forever, poll_interval=0.02))
        thread.start()
        yield running
        running.released.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def publish(monkeypatch):
    """Let the course believe that a data set consists of these files at this URL."""

    def publish(name, url, files):
        remote = tuple(
            RemoteFile(file, url + file, len(content), hashlib.sha256(content).hexdigest())
            for file, content in files.items()
        )
        monkeypatch.setitem(PUBLISHED, name, dataclasses.replace(PUBLISHED[name], files=remote))
        return remote

    return publish


@pytest.fixture
def no_network(publish, arrays):
    """A port on which nothing listens."""
    return publish("mnist", "http://127.0.0.1:1/", {"mnist.npz": npz_bytes(arrays)})

import contextlib
import dataclasses
import hashlib
import http.server
import socket
import threading
import time

import pytest

from gan_course.data.download import DownloadError, failure, fetch, is_intact
from gan_course.data.published import RemoteFile

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def remote(server):
    server.files["file.bin"] = CONTENT
    return RemoteFile("file.bin", server.url + "file.bin", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def fetch_fails(remote, folder, message):
    """Let a download fail; check that nothing is left behind and that it is not tried again."""
    with pytest.raises(DownloadError, match=message) as caught:
        fetch([remote], folder)
    assert list(folder.glob("*")) == []
    assert failure([remote]) == str(caught.value)
    started = time.perf_counter()
    with pytest.raises(DownloadError, match="tried earlier in this session, restart it to try again"):
        fetch([remote], folder)
    assert time.perf_counter() - started < 0.5


def test_download(server, remote, tmp_path, capsys):
    folder = tmp_path / "new" / "folder"
    fetch([remote], folder)
    assert (folder / "file.bin").read_bytes() == CONTENT
    assert [path.name for path in folder.iterdir()] == ["file.bin"]
    written, errors = capsys.readouterr()
    assert errors == ""
    assert written.endswith("\rdownloading: 0.512 of 0.512 MB (100%)\n")
    assert written.count("\n") == 1
    assert written.count("\r") <= 21


def test_intact_files_are_not_downloaded_again(server, remote, tmp_path):
    server.files["other.bin"] = b"other"
    other = RemoteFile("other.bin", server.url + "other.bin", 5, hashlib.sha256(b"other").hexdigest())
    fetch([remote], tmp_path)
    fetch([remote, other], tmp_path)
    assert server.requests == ["/file.bin", "/other.bin"]


def test_a_damaged_file_is_replaced(remote, tmp_path):
    (tmp_path / "file.bin").write_bytes(CONTENT[:-1])
    assert not is_intact(tmp_path / "file.bin", remote)
    fetch([remote], tmp_path)
    assert is_intact(tmp_path / "file.bin", remote)


def test_is_intact_of_what_is_no_file(remote, tmp_path):
    assert not is_intact(tmp_path / "nowhere", remote)
    assert not is_intact(tmp_path, remote)


def test_nothing_listens(remote, tmp_path):
    fetch_fails(
        dataclasses.replace(remote, url="http://127.0.0.1:1/file.bin"), tmp_path, "127.0.0.1:1 cannot be reached"
    )


def test_unknown_host(remote, tmp_path, monkeypatch):
    def no_such_host(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
    message = "example.invalid cannot be reached .*Name or service not known"
    fetch_fails(dataclasses.replace(remote, url="http://example.invalid/file.bin"), tmp_path, message)


def test_name_server_never_answers(impatient, remote, tmp_path, monkeypatch):
    """The look-up of a name knows no time-out of its own."""
    released = threading.Event()

    def look_up(*_, **__):
        released.wait(10)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    started = time.perf_counter()
    remote = dataclasses.replace(remote, url="http://example.invalid/file.bin")
    fetch_fails(remote, tmp_path, r"example.invalid did not answer, or stalled, for 1 s")
    assert 0.9 < time.perf_counter() - started < 7
    released.set()


def test_server_accepts_and_never_answers(impatient, remote, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/file.bin"
        started = time.perf_counter()
        fetch_fails(dataclasses.replace(remote, url=url), tmp_path, r"did not answer, or stalled, for 1 s")
        assert 0.9 < time.perf_counter() - started < 7


def test_server_stalls_midway(impatient, server, remote, tmp_path):
    def stall(handler):
        handler.begin(len(CONTENT))
        handler.wfile.write(CONTENT[:100_000])
        handler.wfile.flush()
        server.released.wait(10)

    server.files["file.bin"] = stall
    started = time.perf_counter()
    fetch_fails(remote, tmp_path, "did not answer, or stalled")
    assert time.perf_counter() - started < 7


def test_server_trickles(impatient, server, remote, tmp_path):
    """One byte at a time keeps a socket's time-out from ever striking."""

    def trickle(handler):
        handler.begin(len(CONTENT))
        with contextlib.suppress(OSError):
            for _ in range(160):  # eight seconds in all
                server.released.wait(0.05)
                handler.wfile.write(b"x")
                handler.wfile.flush()

    server.files["file.bin"] = trickle
    started = time.perf_counter()
    fetch_fails(remote, tmp_path, "did not answer, or stalled")
    assert time.perf_counter() - started < 7


def test_download_cut_off(server, remote, tmp_path):
    def cut(handler):
        handler.begin(len(CONTENT))
        handler.wfile.write(CONTENT[:200_000])

    server.files["file.bin"] = cut
    fetch_fails(remote, tmp_path, "file.bin was cut off or changed")


def test_connection_reset(server, remote, tmp_path):
    def reset(handler):
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        handler.connection.close()
        handler.wfile = handler.rfile

    server.files["file.bin"] = reset
    server.handle_error = lambda *_: None
    fetch_fails(remote, tmp_path, "cannot be reached")


def test_longer_than_published(server, remote, tmp_path):
    server.files["file.bin"] = CONTENT + b"x" * 1_000_000
    fetch_fails(remote, tmp_path, "expected 512,000 bytes, got more")


def test_wrong_hash(server, remote, tmp_path):
    server.files["file.bin"] = CONTENT[:-1] + b"\0"
    fetch_fails(remote, tmp_path, f"sent another file than the published one: .*{remote.sha256}")


def test_log_in_page_in_place_of_the_file(server, remote, tmp_path):
    server.files["file.bin"] = b"<html>Please log in</html>"
    fetch_fails(remote, tmp_path, "sent another file than the published one")


@pytest.mark.parametrize("code", [403, 404, 503])
def test_error_codes(server, remote, tmp_path, code):
    server.files["file.bin"] = lambda handler: handler.send_error(code)
    fetch_fails(remote, tmp_path, f"file.bin answered {code} .*{http.server.BaseHTTPRequestHandler.responses[code][0]}")


def test_not_http(server, remote, tmp_path):
    server.files["file.bin"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")
    fetch_fails(remote, tmp_path, "cannot be reached")


def test_unwritable_folder(remote, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(DownloadError, match=r"cache folder .*cannot be written .*set GAN_COURSE_CACHE to a folder"):
        fetch([remote], tmp_path / "cache")
    assert failure([remote]) is None  # another folder may do


def test_the_first_failure_of_several_files_ends_it(server, remote, tmp_path):
    missing = dataclasses.replace(remote, name="missing.bin", url=server.url + "missing.bin")
    with pytest.raises(DownloadError, match="answered 404"):
        fetch([missing, remote], tmp_path)
    assert server.requests == ["/missing.bin"]
    assert failure([remote, missing])

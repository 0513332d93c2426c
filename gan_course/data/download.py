"""Downloads that give up early, keep only what passes its SHA-256, and are not tried twice in a session."""

import contextlib
import hashlib
import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from gan_course.data.published import RemoteFile
from gan_course.files import replacing
from gan_course.progress import Progress

PATIENCE = 5.0  # seconds: for the connection with the first answer, and for every CRAWL bytes after it
CRAWL = 16_384
_failures: dict[str, str] = {}


class DownloadError(ConnectionError):
    """A file could not be downloaded, or not be stored."""


def fetch(files: Sequence[RemoteFile], folder: Path) -> None:
    """Download those of the files that do not lie in the folder intact.

    Args:
        files: What to download.
        folder: Where to; made where it does not exist.

    Raises:
        DownloadError: If a server cannot be reached, does not answer, stalls or sends something else, or the folder
            cannot be written. A download that failed is not tried again in this session.
    """
    if reason := failure(files):
        raise DownloadError(f"{reason}; tried earlier in this session, restart it to try again")
    missing = [file for file in files if not is_intact(folder / file.name, file)]
    progress = Progress("downloading", sum(file.size for file in missing), ("MB", 1e6))
    try:
        for file in missing:
            _download(file, folder, progress)
    finally:
        progress.close()


def failure(files: Sequence[RemoteFile]) -> str | None:
    """Tell why a download failed earlier in this session.

    Args:
        files: The files that are wanted.

    Returns:
        The reason, or None if none of them failed.
    """
    return next((_failures[file.url] for file in files if file.url in _failures), None)


def is_intact(path: Path, file: RemoteFile) -> bool:
    """Tell whether a path holds exactly the published file.

    Args:
        path: Where the file should lie.
        file: Its published size and hash.

    Returns:
        Whether it is there, can be read, and has that SHA-256.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def _download(file: RemoteFile, folder: Path, progress: Progress) -> None:
    with _in_cache(folder / file.name) as stream:
        try:
            digest = hashlib.sha256()
            for chunk in _chunks(file):
                stream.write(chunk)
                digest.update(chunk)
                progress.add(len(chunk))
            if digest.hexdigest() != file.sha256:
                raise DownloadError(
                    f"{file.url} sent another file than the published one: expected the SHA-256 {file.sha256}, "
                    f"got {digest.hexdigest()}"
                )
        except DownloadError as error:
            _failures[file.url] = str(error)
            raise


@contextlib.contextmanager
def _in_cache(path: Path) -> Iterator[IO[bytes]]:
    """Open a file of the cache that appears only if all goes well, or say that the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as stream:
            yield stream
    except DownloadError:
        raise
    except OSError as error:
        raise DownloadError(
            f"the cache folder {path.parent} cannot be written ({error}); "
            "set GAN_COURSE_CACHE to a folder that you can write"
        ) from error


def _chunks(file: RemoteFile) -> Iterator[bytes]:
    """Yield exactly the published number of bytes, or raise."""
    received = 0
    try:
        with _open(file.url) as response:
            for chunk in _steadily(response):
                received += len(chunk)
                if received > file.size:
                    break
                yield chunk
    except TimeoutError as error:
        raise DownloadError(f"{_host(file)} did not answer, or stalled, for {PATIENCE:g} s") from error
    except urllib.error.HTTPError as error:
        error.close()
        raise DownloadError(f"{file.url} answered {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise DownloadError(f"{_host(file)} cannot be reached ({getattr(error, 'reason', error)})") from error
    if received != file.size:
        came = "more" if received > file.size else f"{received:,}"
        raise DownloadError(f"{file.url} was cut off or changed: expected {file.size:,} bytes, got {came}")


def _steadily(response: Any) -> Iterator[bytes]:
    """Yield what arrives, unless fewer than CRAWL bytes arrive in PATIENCE seconds."""
    since, arrived = time.monotonic(), 0
    while chunk := response.read1(65_536):
        arrived += len(chunk)
        if arrived >= CRAWL:
            since, arrived = time.monotonic(), 0
        elif time.monotonic() - since > PATIENCE:
            raise TimeoutError
        yield chunk


def _open(url: str) -> Any:
    """Open a URL within PATIENCE seconds in all.

    The time-out of a socket counts neither the look-up of the name nor the further addresses of a host; a thread does.
    """
    opened: Future[Any] = Future()

    def run() -> None:
        try:
            opened.set_result(urllib.request.urlopen(url, timeout=PATIENCE))
        except Exception as error:
            opened.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return opened.result(PATIENCE)
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise TimeoutError from error
        raise
    except TimeoutError:
        opened.add_done_callback(_close)  # it may still come
        raise


def _close(opened: "Future[Any]") -> None:
    if opened.exception() is None:
        opened.result().close()


def _host(file: RemoteFile) -> str:
    return urlsplit(file.url).netloc

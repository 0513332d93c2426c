"""Downloads by pooch that give up early, keep only what passes its SHA-256, and are not tried twice in a session."""

import contextlib
import hashlib
import logging
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, wait
from pathlib import Path
from urllib.parse import urlsplit

from gan_course.data.published import RemoteFile
from gan_course.progress import Progress

PATIENCE = 5.0  # seconds: for the connection with the first CHUNK bytes, and for every further CHUNK
CHUNK = 16_384  # bytes
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


class _Watched:
    """Stands where pooch expects a progress bar: counts bytes, and remembers when the last ones came.

    Args:
        file: What is downloaded.
        progress: Shows the bytes of all files.
    """

    def __init__(self, file: RemoteFile, progress: Progress) -> None:
        self.total = file.size  # pooch puts here what the server announces
        self.last_news = time.monotonic()
        self._file, self._progress, self._received = file, progress, 0

    def update(self, received: int) -> None:
        """Count a chunk, of which the last may be shorter; refuse more than the published file has."""
        self.last_news = time.monotonic()
        if max(self.total, self._received) > self._file.size:
            raise DownloadError(f"{self._file.url} was changed: expected {self._file.size:,} bytes, got more")
        self._progress.add(min(received, self._file.size - self._received))
        self._received += received

    def reset(self) -> None:
        """Begin to count again: pooch fills its bar up at the end."""
        self._received = self._file.size

    def close(self) -> None:
        """Do nothing: the progress over all files goes on."""


def _download(file: RemoteFile, folder: Path, progress: Progress) -> None:
    with _workshop(folder) as workshop:
        watched = _Watched(file, progress)
        try:
            _wait(_started(file, workshop, watched), watched, file)
        except DownloadError as error:
            _failures[file.url] = str(error)
            raise
        (workshop / file.name).replace(folder / file.name)


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Make a folder inside the cache, which goes with what a download that failed leaves in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workshop = tempfile.TemporaryDirectory(prefix=".download-", dir=folder, ignore_cleanup_errors=True)
    except OSError as error:
        raise DownloadError(
            f"the cache folder {folder} cannot be written ({error}); "
            "set GAN_COURSE_CACHE to a folder that you can write"
        ) from error
    with workshop as name:
        yield Path(name)


def _started(file: RemoteFile, folder: Path, watched: _Watched) -> "Future[None]":
    """Start a download in a thread: no time-out of a socket counts the look-up of a name, or a trickle of bytes."""
    done: Future[None] = Future()

    def run() -> None:
        try:
            _retrieve(file, folder, watched)
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(None)

    threading.Thread(target=run, daemon=True).start()
    return done


def _retrieve(file: RemoteFile, folder: Path, watched: _Watched) -> None:
    import pooch

    pooch.get_logger().setLevel(logging.ERROR)  # its other lines would go to standard error
    downloader = pooch.HTTPDownloader(progressbar=watched, chunk_size=CHUNK, timeout=PATIENCE)
    pooch.retrieve(file.url, f"sha256:{file.sha256}", file.name, folder, downloader=downloader)


def _wait(done: "Future[None]", watched: _Watched, file: RemoteFile) -> None:
    import requests

    host = urlsplit(file.url).netloc
    stalled = DownloadError(f"{host} did not answer, or stalled, for {PATIENCE:g} s")
    while not wait([done], timeout=0.05).done:
        if time.monotonic() - watched.last_news > PATIENCE:
            raise stalled
    try:
        done.result()
    except DownloadError:
        raise
    except requests.exceptions.HTTPError as error:
        raise DownloadError(f"{file.url} answered {error}") from error
    except requests.exceptions.ChunkedEncodingError as error:
        raise DownloadError(f"{file.url} was cut off or changed ({error})") from error
    except requests.exceptions.RequestException as error:
        if "timed out" in str(error):
            raise stalled from error
        raise DownloadError(f"{host} cannot be reached ({error})") from error
    except ValueError as error:
        raise DownloadError(f"{file.url} sent another file than the published one: {error}") from error
    except OSError as error:
        raise DownloadError(f"{file.name} cannot be stored in the cache ({error}); set GAN_COURSE_CACHE") from error

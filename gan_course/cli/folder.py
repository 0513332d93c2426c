"""A folder of results: each file is written atomically, and a file that does not fit is kept elsewhere."""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

UNFINISHED = ".unfinished-"


class Results:
    """Writes the files of one run into its folder.

    Where a file cannot be written, for example because the disk is full, the others still are. What must survive is
    then written to the temporary folder of this computer; and where it does not fit there either and a person sits at
    the terminal, the program asks for room and tries again.

    Args:
        out: The folder; it exists.
        must_survive: Whether to keep files elsewhere that cannot be written here, because making them again takes long.
        option: What chooses the folder on the command line, for messages.

    Attributes:
        written: The files that were written, in that order.
    """

    def __init__(self, out: Path, *, must_survive: bool = False, option: str = "--out") -> None:
        self.out, self.must_survive, self.option = out, must_survive, option
        self.written: list[Path] = []
        self._elsewhere: list[Path] = []
        self._lost: list[str] = []
        self._reason = ""

    def write(self, name: str, make: Callable[[Path], object]) -> None:
        """Write one file.

        Args:
            name: Its name.
            make: Writes the file to the path that it is given, which has the same name.
        """
        try:
            self.written.append(_write(self.out, name, make))
        except OSError as error:
            self._reason = _reason(error)
            self._rescue(name, make)

    def check(self) -> None:
        """Report the files that could not be written.

        Raises:
            OSError: If there are any; the message says where they are now, and what to do.
        """
        if not self._elsewhere and not self._lost:
            return
        names = [*(path.name for path in self._elsewhere), *self._lost]
        advice = f"make room or choose another {self.option}{', and run this again' if self._lost else ''}"
        if self._elsewhere:
            kept = ", ".join(map(str, self._elsewhere))
            again = f" and run this again for {', '.join(self._lost)}" if self._lost else ""
            advice = f"kept in another place: {kept}; make room in {self.out} and move what was kept there{again}"
        raise OSError(f"expected room in {self.out} for {', '.join(names)}, got: {self._reason}; {advice}")

    def _rescue(self, name: str, make: Callable[[Path], object]) -> None:
        if self.must_survive and (path := self._write_elsewhere(name, make)):
            self._elsewhere.append(path)
        elif self.must_survive and (path := self._ask_and_retry(name, make)):
            self.written.append(path)
        else:
            self._lost.append(name)

    def _write_elsewhere(self, name: str, make: Callable[[Path], object]) -> Path | None:
        try:
            folder = self._elsewhere[0].parent if self._elsewhere else Path(tempfile.mkdtemp(prefix="gan-course-"))
        except OSError:
            return None
        try:
            return _write(folder, name, make)
        except OSError:
            if not self._elsewhere:
                shutil.rmtree(folder, ignore_errors=True)
            return None

    def _ask_and_retry(self, name: str, make: Callable[[Path], object]) -> Path | None:
        while sys.stdin is not None and sys.stdin.isatty():
            print(f"\nexpected room in {self.out} for {name}, got: {self._reason}", file=sys.stderr)
            try:
                input("It is still in memory: make room and press Enter; Ctrl+D gives it up. ")
                return _write(self.out, name, make)
            except EOFError:
                return None
            except OSError as error:
                self._reason = _reason(error)
        return None


@contextlib.contextmanager
def results_folder(
    out: Path, *, overwrite: bool, must_survive: bool = False, option: str = "--out"
) -> Iterator[Results]:
    """Open a folder for the results of a run, and see that it can be written before the work begins.

    Args:
        out: The folder; created where it does not exist, and deleted again if it stays empty.
        overwrite: Whether it may hold files already. Files of other names are kept. Hidden files do not count.
        must_survive: Whether files that cannot be written there are kept elsewhere.
        option: What chooses the folder on the command line, for messages.

    Yields:
        What writes the files.

    Raises:
        FileExistsError: If the folder is not empty and `overwrite` is false.
        NotADirectoryError: If there is a file of that name.
        PermissionError: If the folder cannot be created or written.
        OSError: At the end, if a file could not be written.
    """
    made = not out.exists()
    if not made and not out.is_dir():
        raise NotADirectoryError(f"expected a folder, got the file {out}; choose another {option}")
    if not made and not overwrite and (found := _visible(out)):
        raise FileExistsError(
            f"expected an empty folder, got {out}, which holds {found[0].name}; choose another folder, or add "
            "--overwrite to replace its files"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        _remove_unfinished(out)
        Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=out)).rmdir()
    except OSError as error:
        if made:
            with contextlib.suppress(OSError):
                out.rmdir()
        raise PermissionError(
            f"expected a folder to write to, got {out}, which cannot be written: {_reason(error)}; choose another "
            f"{option}"
        ) from error
    results = Results(out, must_survive=must_survive, option=option)
    try:
        yield results
        results.check()
    finally:
        if made and not any(out.iterdir()):
            out.rmdir()


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _remove_unfinished(folder: Path) -> None:
    """Remove what a run left behind that was killed while it wrote."""
    for path in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)


def _write(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder, ignore_cleanup_errors=True) as workshop:
        make(Path(workshop, name))
        return Path(workshop, name).replace(folder / name)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)

"""The command line that shuts a kernel up with bubblewrap: what it sees, what it may write, and nothing else.

Inside, there is no network, no other process, and of the file system only programs and libraries, read-only. What can
be written lies in memory, is limited in size, and is gone with the kernel: ``/tmp`` (the working directory is in it),
``/dev/shm``, and ``/run/kernel`` for the sockets.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import gan_course
from gan_classroom.grading.limits import Limits

__all__ = ["CONNECTION", "HOME", "NOBODY", "NOTEBOOKS", "SOCKETS", "command", "environment", "privileged", "problem"]

#: Inside the sandbox: the kernel's connection file, its sockets, its home, and where it works.
CONNECTION, SOCKETS, HOME, NOTEBOOKS = "/run/kernel.json", "/run/kernel", "/tmp", "/tmp/notebook"

#: Who owns nothing.
NOBODY = 65534
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
# User 0 of a namespace in which nobody has privileges. With any other, bubblewrap nests a second user namespace, which
# an ordinary user cannot join. Where root grades, user 0 would be root outside, and the kernel becomes nobody itself.
_ORDINARY = ("--uid", "0", "--gid", "0", "--unshare-user", "--unshare-all")
_ROOT = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
_SHUT = ("--cap-drop", "ALL", "--die-with-parent", "--new-session")
_SOCKETS_SIZE = 1_000_000
_MB = 1_000_000
_PASSED_ON = ("GAN_COURSE_", "LANG", "LC_", "TZ")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
_INSTALL = (
    "install it with `sudo apt install bubblewrap` or `sudo dnf install bubblewrap`, "
    "or grade without protection with --no-sandbox (docs/instructors.md says what that means)"
)


def command(limits: Limits, *, private: Iterable[Path] = (), files: Mapping[str, int] | None = None) -> list[str]:
    """Build the command line of bubblewrap, without the program to run.

    Args:
        limits: The sizes of what can be written.
        private: Folders that stay invisible even where they lie inside something visible, such as the course.
        files: Path inside → descriptor that is read to fill the file.

    Returns:
        The arguments, beginning with the program.
    """
    arguments = [shutil.which("bwrap") or "bwrap", *(_ROOT if privileged() else _ORDINARY), *_SHUT]
    arguments += ["--hostname", "sandbox", "--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]
    arguments += ["--dev", "/dev"]
    for place, size in (("/dev/shm", limits.scratch_mb), ("/tmp", limits.scratch_mb)):
        arguments += ["--perms", "1777", "--size", str(size * _MB), "--tmpfs", place]
    arguments += ["--perms", "1777", "--size", str(_SOCKETS_SIZE), "--tmpfs", SOCKETS]
    arguments += _mounts(_visible(), [path.resolve() for path in private])  # some may lie in /tmp
    arguments += ["--perms", "1777", "--dir", NOTEBOOKS]
    for inside, descriptor in (files or {}).items():
        arguments += ["--perms", "0444", "--file", str(descriptor), inside]
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/"]


def environment() -> dict[str, str]:
    """Make the environment of a kernel, with next to nothing of ours.

    Numerical libraries get one thread, however many kernels run: their results, and so the marks, do not depend on it.

    Returns:
        The variables.
    """
    kept = {name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)}
    return {
        **kept,
        **dict.fromkeys(_THREADS, "1"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "NBGRADER_EXECUTION": "autograde",
    }


def privileged() -> bool:
    """Tell whether this is root, who can become somebody else.

    Returns:
        Whether it is; not so for an ordinary user who is called root in a namespace.
    """
    known = Path("/proc/self/uid_map")
    if not known.exists() or os.geteuid() != 0:
        return False
    ranges = (map(int, line.split()) for line in known.read_text(encoding="ascii").splitlines())
    return any(first <= NOBODY < first + count for first, _, count in ranges)


@functools.cache
def problem() -> str:
    """Try whether a sandbox can be made here.

    Returns:
        What is in the way and how to remove it; nothing if all is well.
    """
    if shutil.which("bwrap") is None:
        return f"grading runs each submission in a sandbox made by bubblewrap, which is not installed: {_INSTALL}"
    if "--size" not in _help():
        return "the sandbox needs bubblewrap 0.7 or newer, which can limit the size of a folder; update it"
    trial = [*command(Limits()), "true"]
    done = subprocess.run(trial, capture_output=True, text=True, env=environment(), check=False)
    if done.returncode == 0:
        return ""
    return (
        f"bubblewrap is installed, but cannot make a sandbox: {done.stderr.strip()}; user namespaces may be switched "
        "off, as on Ubuntu 24.04 or in a container: docs/instructors.md says how to allow them"
    )


def _visible() -> list[Path]:
    """Programs, libraries, this Python and this package."""
    places = [Path(place) for place in _SYSTEM]
    places += [Path(prefix) for prefix in (sys.base_prefix, sys.prefix)]
    places += [Path(sys.executable).resolve().parents[1], Path(gan_course.__file__).resolve().parent]
    data = os.environ.get("GAN_COURSE_DATA")
    return [place for place in [*places, *([Path(data).resolve()] if data else [])] if place.exists()]


def _mounts(visible: Iterable[Path], private: Iterable[Path]) -> list[str]:
    """Parents before children, so that what lies deeper decides. What covers a private folder cannot be written to."""
    shown = dict.fromkeys(visible)
    hidden = [path for path in private if any(path.is_relative_to(place) for place in shown)]
    places = {*shown, *hidden}
    above = {parent for path in places for parent in path.parents[:-1]}
    between = sorted(path for path in above if not any(path.is_relative_to(place) for place in places))
    arguments = [word for path in between for word in ("--perms", "0755", "--dir", str(path))]  # else nobody but root
    for path in sorted(places):
        arguments += ["--tmpfs", str(path)] if path in hidden else list(_show(path))
    return arguments + [word for path in sorted(hidden) for word in ("--remount-ro", str(path))]


def _show(path: Path) -> Iterator[str]:
    """``/bin`` is a link to ``usr/bin`` on most systems, and stays one."""
    if path.is_symlink() and len(path.parts) == 2:
        yield from ("--symlink", str(path.readlink()), str(path))
    else:
        yield from ("--ro-bind", str(path), str(path))


@functools.cache
def _help() -> str:
    return subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False).stdout

"""Join the namespaces of a sandbox that bubblewrap has made, and give up every privilege there.

This is what ``nsenter`` and ``setpriv`` do, for a process that must not begin anew with ``exec``.
"""

import ctypes
import os
from pathlib import Path

__all__ = ["drop_privileges", "join"]

_SET_DUMPABLE, _DROP_FROM_BOUNDING_SET, _SET_NO_NEW_PRIVILEGES = 4, 24, 38  # of prctl(2)
_CAPABILITIES = 64
_VERSION = 0x20080522  # of the structures of capset(2)
_NO_MORE_NAMESPACES = Path("/proc/sys/user/max_user_namespaces")

_libc = ctypes.CDLL(None, use_errno=True)


def join(pid: int) -> None:
    """Join all namespaces of a process; what is forked from then on is in its PID namespace too.

    Nobody in its user namespace can make further ones afterwards: there, a process could have file systems of its own,
    of any size.

    Args:
        pid: The process. This one must have a single thread, and the same user.

    Raises:
        OSError: If the process is gone or the system forbids it.
    """
    root = os.open(f"/proc/{pid}/root", os.O_PATH)
    user, *others = [
        os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY) for kind in ("user", "ipc", "uts", "net", "pid", "mnt")
    ]
    _call(_libc.setns, user, 0)
    _NO_MORE_NAMESPACES.write_text("0")
    for namespace in others:
        _call(_libc.setns, namespace, 0)
    os.fchdir(root)
    os.chroot(".")
    for descriptor in (root, user, *others):
        os.close(descriptor)


def drop_privileges() -> None:
    """Give up all capabilities for good, as bubblewrap's ``--cap-drop ALL`` does.

    Raises:
        OSError: If the system forbids it.
    """
    _call(_libc.prctl, _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for capability in range(_CAPABILITIES):
        _libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)  # fails for those that this system does not know
    _call(_libc.capset, (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)())
    _call(_libc.prctl, _SET_DUMPABLE, 1, 0, 0, 0)  # else the process may not read its own /proc/self


def _call(function: object, *arguments: object) -> None:
    if function(*arguments) != 0:  # type: ignore[operator]
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))

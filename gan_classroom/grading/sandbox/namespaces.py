"""Join the namespaces of a sandbox that bubblewrap has made, and give up every privilege there.

This is what ``nsenter`` and ``setpriv`` do, for a process that must not begin anew with ``exec``.
"""

import ctypes
import os

from gan_classroom.grading.sandbox.bubblewrap import NOBODY, privileged

__all__ = ["become_nobody", "drop_privileges", "join"]

_SET_DUMPABLE, _DROP_FROM_BOUNDING_SET, _SET_NO_NEW_PRIVILEGES = 4, 24, 38  # of prctl(2)
_NEW_USER_NAMESPACE = 0x10000000  # of unshare(2)
_CAPABILITIES = 64
_VERSION = 0x20080522  # of the structures of capset(2)
_SHARED_MEMORY = "sys/kernel/shmall"
_NO_MORE_NAMESPACES = "sys/user/max_user_namespaces"

_libc = ctypes.CDLL(None, use_errno=True)


def join(pid: int) -> int:
    """Join all namespaces of a process; what is forked from then on is in its PID namespace too.

    Nobody in its user namespace can make further ones afterwards: there, a process could have file systems of its own,
    of any size. A sandbox that root has made has no user namespace of its own: `become_nobody` sees to that.

    Args:
        pid: The process. This one must have a single thread, and the same user.

    Returns:
        A descriptor of this side's ``/proc``.

    Raises:
        OSError: If the process is gone or the system forbids it.
    """
    proc, root = os.open("/proc", os.O_PATH), os.open(f"/proc/{pid}/root", os.O_PATH)
    kinds = ["user"] * (not privileged()) + ["ipc", "uts", "net", "pid", "mnt"]
    namespaces = {kind: os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY) for kind in kinds}
    for kind, namespace in namespaces.items():
        _call(_libc.setns, namespace, 0)
        if kind == "user":
            _write(_NO_MORE_NAMESPACES, "0", proc)
        if kind == "ipc":
            _write(_SHARED_MEMORY, "0", proc)  # of System V: nobody outside could see how much it is
    os.fchdir(root)
    os.chroot(".")
    for descriptor in (root, *namespaces.values()):
        os.close(descriptor)
    return proc


def become_nobody(proc: int) -> None:
    """Where root grades, become a user who owns nothing, in a user namespace in which nobody can make further ones.

    Args:
        proc: What `join` returned.

    Raises:
        OSError: If the system forbids it.
    """
    if not privileged():
        return
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    _call(_libc.prctl, _SET_DUMPABLE, 1, 0, 0, 0)  # else /proc/self belongs to root
    _call(_libc.unshare, _NEW_USER_NAMESPACE)
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {NOBODY} 1"), ("gid_map", f"0 {NOBODY} 1")):
        _write(f"self/{name}", text, proc)
    _write(_NO_MORE_NAMESPACES, "0", proc)


def drop_privileges() -> None:
    """Give up all capabilities for good, as bubblewrap's ``--cap-drop ALL`` does.

    Raises:
        OSError: If the system forbids it.
    """
    _call(_libc.prctl, _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for capability in range(_CAPABILITIES):
        _libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)  # fails for those that this system does not know
    _call(_libc.capset, (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)())
    _call(_libc.prctl, _SET_DUMPABLE, 0, 0, 0, 0)  # so it cannot write into its own memory by /proc/self/mem


def _write(path: str, text: str, proc: int) -> None:
    descriptor = os.open(path, os.O_WRONLY, dir_fd=proc)
    os.write(descriptor, text.encode())
    os.close(descriptor)


def _call(function: object, *arguments: object) -> None:
    if function(*arguments) != 0:  # type: ignore[operator]
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))

"""A process that has imported what the lessons import, and splits off a kernel into each sandbox.

Importing TensorFlow takes half of the time that a submission takes. This process never runs a line of a submission, so
that each kernel begins with the same untouched modules.

It reads ``{"imports": …}`` and then, for each kernel, ``{"sandbox": pid, "limits": {"RLIMIT_FSIZE": …}, "entrance":
path}`` as one line of JSON from standard input, and answers each with ``{"kernel": pid}`` or ``{"error": …}``. A kernel
writes 0 into the entrance, which is opened outside: so it joins the sandbox's control group.
"""

import contextlib
import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipykernel.ipkernel  # noqa: F401
from ipykernel.kernelapp import launch_new_instance

from gan_classroom.grading.sandbox.bubblewrap import CONNECTION, HOME, NOTEBOOKS
from gan_classroom.grading.sandbox.namespaces import become_nobody, drop_privileges, join

_SETTINGS = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "PIP_CONFIG_FILE", "WGETRC")  # where programs look for theirs


def main() -> None:
    """Import, and then serve until standard input ends."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        _import(json.loads(sys.stdin.readline())["imports"])
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the processes that are split off
        for line in sys.stdin:
            if os.fork() == 0:
                _serve(json.loads(line), answers)


def _import(statements: str) -> None:
    for statement in statements.splitlines():
        with contextlib.suppress(ImportError):  # the notebook itself will say so
            exec(statement, {})
    if (threads := len(os.listdir("/proc/self/task"))) != 1:  # noqa: PTH208
        raise RuntimeError(f"an import started {threads - 1} threads, which would not survive a fork")


def _serve(request: Mapping[str, Any], answers: Any) -> None:
    """Put a kernel into a sandbox, and end the sandbox when the kernel has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    error = ""
    try:
        entrance = os.open(request["entrance"], os.O_WRONLY)
        proc = join(request["sandbox"])
        kernel = os.fork()
    except OSError as problem:
        error = f"a process cannot join the sandbox: {problem}"
    if not error and kernel == 0:
        os.write(entrance, b"0")
        _become_kernel(request["limits"], proc)
    print(json.dumps({"error": error} if error else {"kernel": kernel}), file=answers, flush=True)
    if not error:
        os.waitpid(kernel, 0)
    os.kill(request["sandbox"], signal.SIGKILL)
    os._exit(0)


def _become_kernel(limits: Mapping[str, int], proc: int) -> None:
    """Shed everything that is ours, take on the limits, and start IPython's kernel."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    Path("/proc/self/oom_score_adj").write_text("1000")  # where memory runs out, the system ends this one first
    become_nobody(proc)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    drop_privileges()
    for name, most in limits.items():
        _limit(getattr(resource, name), most)
    os.environ |= {"HOME": HOME, "USER": "student"}
    # a program runs no file of the notebook's
    os.environ |= {"PYTHONSAFEPATH": "1"} | dict.fromkeys(_SETTINGS, os.devnull)
    os.environ.pop("MPLCONFIGDIR", None)
    os.chdir(NOTEBOOKS)
    sys.argv[1:] = ["-f", CONNECTION, "--HistoryManager.hist_file=:memory:"]
    launch_new_instance()
    os._exit(0)


def _limit(kind: int, most: int) -> None:
    """Set a limit; the system's own may be lower, and nobody without privileges may raise that."""
    bound = resource.getrlimit(kind)[1]
    most = most if bound == resource.RLIM_INFINITY else min(most, bound)
    resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()

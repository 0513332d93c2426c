"""Jupyter's kernel manager, for a kernel in the sandbox.

The kernel's sockets lie in a folder that exists in the sandbox only; from outside they are reached through
``/proc/PID/root``. So nothing that the kernel can write to is part of the computer's file system.
"""

import asyncio
import contextlib
import functools
import json
import os
import signal
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Dict, List, Unicode

from gan_classroom.grading.limits import Limits
from gan_classroom.grading.sandbox import bubblewrap, control_group
from gan_classroom.grading.sandbox.watch import Watch

__all__ = ["SandboxError", "SandboxedKernelManager"]

_LAST = "trap '' CHLD; echo ready; exec sleep infinity"  # as process 1, which no signal from inside can end
_MESSAGE, _MESSAGES = 64_000_000, 8  # bytes of a kernel's message; messages that wait to be read
_FILES = 1024  # open at once in a process; a computer has a limit for all of them together


class SandboxError(RuntimeError):
    """The sandbox cannot be made; the message says why and what to do."""


class SandboxedKernelManager(AsyncKernelManager):
    """Starts a kernel under bubblewrap, whatever kernel the notebook names."""

    limits = Dict(help="Fields of gan_classroom.grading.limits.Limits that differ from its defaults.").tag(config=True)
    imports = Unicode("", help="Import statements that most notebooks begin with, one a line.").tag(config=True)
    private = List(help="Folders that stay invisible wherever they lie.").tag(config=True)

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        if problem := bubblewrap.problem():
            raise SandboxError(problem)
        self.transport, self.ip = "ipc", f"{bubblewrap.SOCKETS}/k"
        self._folder = tempfile.TemporaryDirectory(prefix="kernel-")
        self.connection_file = str(Path(self._folder.name) / "kernel.json")
        name = options.setdefault("kernel_id", "sandboxed")
        self.provisioner = BubblewrapProvisioner(kernel_id=name, kernel_spec=KernelSpec(), parent=self)
        return await super()._async_pre_start_kernel(**options)

    def client(self, **options: Any) -> Any:
        """Create a client that refuses a kernel's large messages, lets few of them wait, and listens to no heartbeat.

        The manager knows whether the kernel lives; and Jupyter's thread for the heartbeat, where it begins after it was
        told to end, opens sockets until there are none left.

        Args:
            options: As for ``AsyncKernelManager``.

        Returns:
            The client, not yet connected.
        """
        client = super().client(**options)
        client.context.setsockopt(zmq.MAXMSGSIZE, _MESSAGE)
        client.context.setsockopt(zmq.RCVHWM, _MESSAGES)
        client.start_channels = functools.partial(client.start_channels, hb=False)
        return client

    async def cleanup_resources(self, restart: bool = False) -> None:
        """Remove what starting the kernel left behind.

        Args:
            restart: Whether the kernel starts again.
        """
        await super()._async_cleanup_resources(restart=restart)
        self._folder.cleanup()

    @property
    def exceeded(self) -> str:
        """Which limit the kernel was ended for, in words; nothing if for none."""
        return self.provisioner.watch.reason if self.provisioner and self.provisioner.watch else ""


class BubblewrapProvisioner(LocalProvisioner):
    """Launches the kernel in the sandbox, signals it there, and takes the whole sandbox down with it."""

    watch: Watch | None = None
    group: control_group.ControlGroup | None = None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Launch the kernel.

        Args:
            cmd: What Jupyter would run; the sandbox has its own way.
            options: Jupyter's further options for the process, likewise.

        Returns:
            How to reach the kernel from outside.
        """
        limits = Limits(**self.parent.limits)
        with Path(self.parent.connection_file).open("rb") as connection:
            self.process, self.pid = await asyncio.to_thread(
                _make_sandbox, limits, map(Path, self.parent.private), connection.fileno()
            )
        try:
            self.group = control_group.make(limits)
            self.watch = Watch(self.pid, limits, self._end, self.group)
            self.watch.start()
            server = fork_server(self.parent.imports)
            self._kernel = await asyncio.to_thread(server.start_kernel, self.pid, _bounds(limits), self.group)
        except BaseException:
            fork_server.cache_clear()  # the next submission gets a new one, with no answer left to read
            self._end()
            await self.cleanup()
            raise
        return {**self.connection_info, "ip": f"/proc/{self.pid}/root{self.connection_info['ip']}"}

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel; one that ends it ends the sandbox.

        Args:
            signum: The signal.
        """
        if signum in (signal.SIGKILL, signal.SIGTERM):
            self._end()
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._kernel, signum)

    def _end(self) -> None:
        """The end of the first process of a PID namespace is the end of all."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        if self.process is not None:
            self.process.kill()

    async def cleanup(self, restart: bool = False) -> None:
        """Stop watching, and remove the control group.

        Args:
            restart: Whether the kernel starts again.
        """
        if self.watch is not None:
            self.watch.end()
        await super().cleanup(restart=restart)
        if self.group is not None:
            self.group.remove()


class ForkServer:
    """Our end of `gan_classroom.grading.sandbox.forkserver`.

    Args:
        imports: What it imports beforehand, one statement a line.
    """

    def __init__(self, imports: str) -> None:
        home = tempfile.TemporaryDirectory(prefix="forkserver-")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "gan_classroom.grading.sandbox.forkserver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=home.name,
            env={**bubblewrap.environment(), "HOME": home.name, "MPLCONFIGDIR": _font_folder()},
        )
        weakref.finalize(self, _end_server, self._process, home)
        self._tell(imports=imports)

    def start_kernel(self, pid: int, limits: dict[str, int], group: control_group.ControlGroup | None) -> int:
        """Start a kernel in a sandbox.

        Args:
            pid: The sandbox's first process.
            limits: What `resource.setrlimit` shall set.
            group: The control group that it joins, if there is one.

        Returns:
            The kernel's process.

        Raises:
            SandboxError: If that does not work.
        """
        try:
            self._tell(sandbox=pid, limits=limits, entrance=str(group.entrance) if group else os.devnull)
            answer = json.loads(self._process.stdout.readline())  # type: ignore[union-attr]
        except (OSError, ValueError) as error:
            raise SandboxError("the process that kernels are forked from has ended; grading.log may say why") from error
        if "error" in answer:
            raise SandboxError(answer["error"])
        return answer["kernel"]

    def _tell(self, **request: Any) -> None:
        print(json.dumps(request), file=self._process.stdin, flush=True)


@functools.lru_cache(maxsize=1)
def fork_server(imports: str) -> ForkServer:
    """Start the fork server, once.

    Args:
        imports: As for `ForkServer`.

    Returns:
        The fork server of this process.
    """
    return ForkServer(imports)


def _end_server(process: subprocess.Popen[str], home: tempfile.TemporaryDirectory[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(BrokenPipeError):
            pipe.close()  # type: ignore[union-attr]
    home.cleanup()


def _make_sandbox(limits: Limits, private: Iterable[Path], connection: int) -> tuple[subprocess.Popen[str], int]:
    """Start a process in a new sandbox that does nothing but last, and find its number."""
    told, tell = os.pipe()
    with os.fdopen(told, encoding="utf-8") as news:
        shut = bubblewrap.command(limits, private=private, files={bubblewrap.CONNECTION: connection})
        process = subprocess.Popen(
            [*shut, "--info-fd", str(tell), "--as-pid-1", "--", "sh", "-c", _LAST],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=bubblewrap.environment(),
            pass_fds=[tell, connection],
        )
        os.close(tell)
        with process.stdout as words:  # type: ignore[union-attr]
            if not words.readline():
                raise SandboxError("bubblewrap ended before the kernel started; grading.log may say why")
        return process, _first_process(news)


def _first_process(news: Iterable[str]) -> int:
    """Read bubblewrap's information, which is one JSON object, up to its end; the file may stay open."""
    text = ""
    for line in news:
        text += line
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(text)["child-pid"]
    raise SandboxError("bubblewrap ended before the kernel started")


def _bounds(limits: Limits) -> dict[str, int]:
    return {
        "RLIMIT_FSIZE": limits.file_mb * 1_000_000,
        "RLIMIT_CPU": 2 * limits.notebook_seconds,
        "RLIMIT_NPROC": control_group.TASKS,
        "RLIMIT_NOFILE": _FILES,
        "RLIMIT_CORE": 0,
    }


def _font_folder() -> str:
    """Where Matplotlib keeps its list of fonts, which takes a second to make anew."""
    import matplotlib

    return matplotlib.get_cachedir()

"""Cells that run in a sandbox, as a submission does."""

import asyncio
import contextlib
import signal

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from gan_classroom.grading.sandbox import bubblewrap
from gan_classroom.grading.sandbox.manager import SandboxedKernelManager

needed = pytest.mark.skipif(bool(bubblewrap.problem()), reason=f"no sandbox: {bubblewrap.problem()}")


class Client(NotebookClient):
    """Asks the manager why the kernel was ended, before it is thrown away.

    And gives signals back, which nbclient keeps where a kernel does not start: it would take those of later tests.
    """

    exceeded = ""

    @contextlib.asynccontextmanager
    async def async_setup_kernel(self, **kwargs):
        try:
            async with super().async_setup_kernel(**kwargs):
                yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().remove_signal_handler(number)

    async def _async_cleanup_kernel(self):
        self.exceeded = self.km.exceeded
        await super()._async_cleanup_kernel()


def run(*sources, private=(), imports="", **limits):
    """Run cells; return the text of each one's outputs (an error as its name and text), and the limit gone over."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    client = Client(
        nbformat.v4.new_notebook(cells=cells),
        kernel_manager_class=SandboxedKernelManager,
        allow_errors=True,
        timeout=10,
        interrupt_on_timeout=True,
        error_on_timeout={"ename": "Interrupted", "evalue": "", "traceback": []},
        shutdown_kernel="immediate",
    )
    client.config.SandboxedKernelManager.limits = limits
    client.config.SandboxedKernelManager.imports = imports
    client.config.SandboxedKernelManager.private = [str(path) for path in private]
    with contextlib.suppress(DeadKernelError):
        client.execute()
    return ["".join(map(_text, cell.outputs)).strip() for cell in cells], client.exceeded


def _text(output):
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}\n"
    return output.get("text") or output.get("data", {}).get("text/plain", "")

"""JupyterLab as a student has it, started for real in a folder of its own, and Chromium to open it.

``GAN_COURSE_SCREENSHOTS`` names a folder for pictures of what was seen.
"""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from gan_course.cli import lab

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 180  # seconds for anything that a kernel does; a quiet computer needs a tenth


class Student:
    """A student's folder with the notebooks, JupyterLab running in it, and a page of the browser.

    Args:
        root: The course's folder.
        address: Where the server answers.
        page: The page.
    """

    def __init__(self, root, address, page):
        self.root, self.address, self.page = root, address, page
        self.written = set()

    def write(self, name, cells):
        """Write a notebook into the folder; the cells are those of a notebook, or sources."""
        import nbformat

        made = [
            nbformat.from_dict(cell) if isinstance(cell, dict) else nbformat.v4.new_code_cell(cell) for cell in cells
        ]
        path = self.root / "notebooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=METADATA), path)
        self.written.add(name)

    def open(self, name, *, app="lab/tree"):
        """Open a notebook, one of the course's as it was handed out, and wait until it has a kernel."""
        if name not in self.written:
            shutil.copyfile(REPOSITORY / "notebooks" / name, self.root / "notebooks" / name)
        self.page.goto(f"{self.address}/{app}/notebooks/{name}?token={TOKEN}{'&reset' if app == 'lab/tree' else ''}")
        self.page.locator(".jp-Notebook").wait_for(timeout=1000 * PATIENCE)
        self._until(lambda: self._idle(), "expected a kernel for the notebook, got none")

    def run_all(self, name):
        """Run all cells of the open notebook by the menu, and read what is saved: every cell ran, and none failed."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self._until(lambda: self._all_ran(name), f"expected all cells of {name} to run, got some that did not")
        errors = [out for cell in self.saved(name) for out in cell["outputs"] if out["output_type"] == "error"]
        assert not errors, [f"{out['ename']}: {out['evalue']}" for out in errors]

    def saved(self, name):
        """Read the code cells of a notebook as the last save left them."""
        notebook = json.loads((self.root / "notebooks" / name).read_text(encoding="utf-8"))
        return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    def pictures(self, laboratory):
        """Count the pictures that a laboratory has drawn."""
        return int(laboratory.evaluate("node => node.parentElement.dataset.pictures ?? 0"))

    def drawn(self, laboratory):
        """Read the pixels of a laboratory's first canvas."""
        return laboratory.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")

    def wait_for_picture_after(self, laboratory, count):
        """Wait until a laboratory has drawn more than so many pictures."""
        self._until(lambda: self.pictures(laboratory) > count, "expected a new picture, got none")

    def barriers(self):
        """Find what keeps readers out of the laboratories on the page, as axe-core sees it."""
        axe = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed: no page is checked")
        self.page.evaluate(f"() => {{ {axe.AXE_FILE_PATH.read_text()} }}")
        run = "async () => (await axe.run('.gan-lab', {resultTypes: ['violations']})).violations"
        found = [each for each in self.page.evaluate(run) if each["impact"] in ("serious", "critical")]
        return [(each["id"], node["html"][:200]) for each in found for node in each["nodes"]]

    def end_kernels(self):
        """End every kernel, as a restart of the server does."""

        def ended():
            for kernel in self._kernels():
                with contextlib.suppress(urllib.error.HTTPError):  # one that is just starting or ending
                    _ask(f"{self.address}/api/kernels/{kernel['id']}", method="DELETE")
            return not self._kernels()

        self._until(ended, "expected no kernel to be left, got one that does not end")

    def look(self, name):
        """Keep a picture of the page, where a folder for such was named."""
        folder = os.environ.get("GAN_COURSE_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def _all_ran(self, name):
        if not self._idle():  # to save a large notebook every second would take longer than to run it
            return False
        self.page.keyboard.press("Control+s")
        self.page.wait_for_timeout(700)
        try:
            cells = self.saved(name)
        except ValueError:  # half written
            return False
        failed = any(out["output_type"] == "error" for cell in cells for out in cell["outputs"])
        return failed or all(cell["execution_count"] for cell in cells if cell["source"])

    def _idle(self):
        return any(kernel.get("execution_state") == "idle" for kernel in self._kernels())

    def _kernels(self):
        try:
            return json.loads(_ask(f"{self.address}/api/kernels"))
        except urllib.error.HTTPError:  # while one is starting, the server may have no answer
            return [{"id": "starting"}]

    def _until(self, holds, complaint):
        last = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < last, complaint
            self.page.wait_for_timeout(300)


TOKEN = secrets.token_hex(16)
METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The folder of a student, and the address of the JupyterLab that serves it."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    home = tmp_path_factory.mktemp("home")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(lab.SETTINGS),
        "GAN_COURSE_BUDGET": "smoke",
        "GAN_COURSE_DATASET": "digits",
        "GAN_COURSE_CACHE": str(home / "cache"),
    }
    for name in ("PYTEST_CURRENT_TEST", "GAN_COURSE_SCREENSHOTS", "GAN_COURSE_BROWSER"):
        environment.pop(name, None)
    options = [
        f"--port={port}",
        "--no-browser",
        "--allow-root",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.log_level=ERROR",
    ]
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", *options]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, running)
        yield root, address
    finally:
        running.terminate()
        running.wait(60)


@pytest.fixture(scope="module")
def new_student(server, chromium):
    """A context in which there is a student; each page of theirs begins with a script."""

    @contextlib.contextmanager
    def begin(script=""):
        root, address = server
        page = chromium.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(1000 * PATIENCE)
        page.add_init_script(script)
        student = Student(root, address, page)
        yield student
        student.end_kernels()
        page.close()

    return begin


@pytest.fixture
def student(new_student):
    with new_student() as student:
        yield student


def _wait_for(address, running):
    last = time.monotonic() + PATIENCE
    while True:
        assert running.poll() is None, "JupyterLab ended at once"
        try:
            _ask(f"{address}/api")
            return
        except OSError:
            assert time.monotonic() < last, "JupyterLab does not answer"
            time.sleep(0.2)


def _ask(url, method="GET"):
    request = urllib.request.Request(url, method=method, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.read()

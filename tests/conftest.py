"""What tests of several modules use."""

import copy
import shutil
import signal

import nbclient
import nbformat
import pytest


@pytest.fixture(autouse=True)
def signals():
    """No test takes signals for longer than itself: what another test sends would go where nobody expects it."""

    def handlers():
        return [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    before = handlers()
    yield
    assert handlers() == before


@pytest.fixture
def outputs_of_two_cells():
    """A function that runs two cells in a notebook: what the first one shows before the second, and what both after."""

    def run(*sources):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        client = nbclient.NotebookClient(nbformat.v4.new_notebook(cells=cells), timeout=120)
        with client.setup_kernel():
            client.execute_cell(cells[0], 0)
            before = copy.deepcopy(cells[0].outputs)
            client.execute_cell(cells[1], 1)
        return before, cells[0].outputs, cells[1].outputs

    return run


@pytest.fixture(scope="session")
def chromium_path():
    """Where Chromium is; without it a test is skipped."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return next(found, None) or pytest.skip("no Chromium: nothing is opened in a browser (sudo apt install chromium)")


@pytest.fixture(scope="module")
def chromium(chromium_path):
    """A headless Chromium, driven by Playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: no page is opened")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield browser
        browser.close()

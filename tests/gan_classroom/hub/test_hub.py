"""A real JupyterHub: two students and an instructor go the whole way for Day 1, through what their browsers would ask.

It needs the hub's proxy: `npm install --global configurable-http-proxy`.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import nbformat
import psutil
import pytest
import requests

from gan_classroom.grading.sandbox import bubblewrap

ROOT = Path(__file__).parents[3]
PATH = "day01/components.ipynb"
PATIENCE = 300  # seconds, on a machine with other things to do
SETTINGS = """
import os
c = get_config()
c.CourseDirectory.course_id = "gan-course"
c.Exchange.root = {exchange!r}
# All servers of this hub are one user of the computer; elsewhere nbgrader knows the student by that.
if os.environ.get("JUPYTERHUB_USER") != "teacher":
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
"""

PROXY = shutil.which("configurable-http-proxy")
pytestmark = [
    pytest.mark.hub,
    pytest.mark.skipif(not PROXY, reason="no configurable-http-proxy: npm install --global configurable-http-proxy"),
    pytest.mark.skipif(bool(bubblewrap.problem()), reason=f"no sandbox: {bubblewrap.problem()}"),
]


class Hub:
    """A running hub, spoken to with one token that may do everything."""

    def __init__(self, folder, url, token):
        self.folder, self.url, self.session = folder, url, requests.Session()
        self.session.headers["Authorization"] = f"token {token}"
        self.session.trust_env = False  # no proxy of the environment

    def ask(self, method, path, **options):
        answer = self.session.request(method, f"{self.url}{path}", timeout=PATIENCE, **options)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json() if answer.content else None

    def enter(self, name):
        """Start the server of somebody; return a function that asks it."""
        self.ask("POST", f"/hub/api/users/{name}")
        self.ask("POST", f"/hub/api/users/{name}/server")
        wait(lambda: self.ask("GET", f"/hub/api/users/{name}")["server"])

        def ask(method, path, **options):
            answer = self.ask(method, f"/user/{name}/{path}", **options)
            assert not isinstance(answer, dict) or answer.get("success", True), answer
            return answer

        return ask


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub")
    ports, token = free_ports(3), secrets.token_hex(32)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GAN_COURSE_", "JUPYTER"))}
    environment = {
        **kept,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HUB_FOLDER": str(folder),
        "HUB_PORTS": " ".join(map(str, ports)),
        "HUB_PROXY": PROXY,
        "HUB_TOKEN": token,
    }
    settings = Path(__file__).with_name("jupyterhub_config.py")
    with ExitStack() as stack:
        log = stack.enter_context((folder / "hub.log").open("w"))
        command = [sys.executable, "-m", "jupyterhub", "--config", str(settings)]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        stack.callback(end, process)
        hub = Hub(folder, f"http://127.0.0.1:{ports[0]}", token)
        wait(lambda: process.poll() is not None or answers(hub))
        assert process.poll() is None, (folder / "hub.log").read_text()
        yield hub


def test_a_day_goes_from_the_instructor_to_the_students_and_back(hub):
    exchange = make_exchange(hub.folder)
    make_course(hub.folder / "teacher", exchange)
    teacher = hub.enter("teacher")
    teacher("POST", "formgrader/api/assignment/day01/assign")
    teacher("POST", "formgrader/api/assignment/day01/release")

    solutions = nbformat.read(ROOT / "solutions" / PATH, as_version=4)
    students = {"ada": solved(solutions, "optimal_d", "generator_loss"), "bob": solved(solutions, "optimal_d")}
    asks = {}
    for name, answers in students.items():
        home = hub.folder / name
        home.mkdir()
        (home / "nbgrader_config.py").write_text(SETTINGS.format(exchange=str(exchange)))
        asks[name] = ask = hub.enter(name)
        assignment = {"course_id": "gan-course", "assignment_id": "day01"}
        ask("POST", "assignments/fetch", json=assignment)
        notebook = ask("GET", f"api/contents/{PATH}")["content"]
        ask("PUT", f"api/contents/{PATH}", json={"type": "notebook", "content": answered(notebook, answers)})
        submitted = ask("POST", "assignments/submit", json=assignment)
        assert [one["status"] for one in submitted["value"]].count("submitted") == 1

    teacher("POST", "formgrader/api/assignment/day01/collect")
    for name in students:
        teacher("POST", f"formgrader/api/submission/day01/{name}/autograde")
    teacher("POST", "formgrader/api/assignment/day01/generate_feedback")
    teacher("POST", "formgrader/api/assignment/day01/release_feedback")
    submissions = teacher("GET", "formgrader/api/submissions/day01")
    assert {one["student"]: one["score"] for one in submissions} == {"ada": 3.0, "bob": 2.0}
    assert {one["max_score"] for one in submissions} == {13.0}

    for name, ask in asks.items():
        ask("POST", "assignments/fetch_feedback", json=assignment)
        (page,) = (hub.folder / name).glob("day01/feedback/*/components.html")
        assert "generator_loss" in page.read_text(encoding="utf-8")


def make_exchange(folder):
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)  # as nbgrader wants it
    return exchange


def make_course(home, exchange):
    """The course as it ships, in the home of the instructor, whose own settings are the course's and where it lies."""
    solution = home / "course" / "solutions" / PATH
    solution.parent.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / PATH, solution)
    settings = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8") + SETTINGS.format(exchange=str(exchange))
    (home / ".jupyter").mkdir()
    (home / ".jupyter" / "nbgrader_config.py").write_text(
        f"{settings}\nc.CourseDirectory.root = {str(home / 'course')!r}\n", encoding="utf-8"
    )


def solved(solutions, *names):
    """Our solutions of some exercises, by name."""
    gradings = ((cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source) for cell in solutions.cells)
    return {name: source for name, source in gradings if name in names}


def answered(notebook, answers):
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    return notebook


def free_ports(count):
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def answers(hub):
    try:
        return hub.session.get(f"{hub.url}/hub/api/", timeout=PATIENCE).ok  # the proxy is there before the hub
    except requests.ConnectionError:
        return False


def wait(reached):
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "waited for too long"
        time.sleep(0.2)


def end(process):
    started = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()  # the hub ends its proxy and servers, unless it was not ready yet
    try:
        process.wait(60)
    finally:
        for each in (process, *started):
            with suppress(psutil.NoSuchProcess):
                each.kill()

"""JupyterLab as ``gan-course lab`` opens it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from gan_course.cli import lab, main


@pytest.fixture
def started(monkeypatch, tmp_path):
    """The command lines in place of which JupyterLab would run, for a course in a temporary folder."""
    commands = []
    monkeypatch.setattr(lab, "_become", lambda command: commands.append(command) or 0)
    monkeypatch.setattr(lab, "course_folder", lambda needed: tmp_path)
    monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
    return commands


@pytest.mark.parametrize(("user", "allowed"), [(1000, []), (0, ["--allow-root"])])
def test_the_first_start_opens_where_one_begins_and_passes_options_on(monkeypatch, started, tmp_path, user, allowed):
    monkeypatch.setattr(lab.os, "geteuid", lambda: user)
    assert main(["lab", "--no-browser", "--port", "9999"]) == 0
    (command,) = started
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert "--LabApp.default_url=/lab/tree/notebooks/start_here.ipynb" in command
    assert command[6:] == [*allowed, "--no-browser", "--port", "9999"]


def test_a_later_start_opens_what_was_open(started, tmp_path):
    workspaces = tmp_path / ".jupyter" / "workspaces"
    workspaces.mkdir(parents=True)
    (workspaces / "default-37a8.jupyterlab-workspace").touch()
    assert main(["lab"]) == 0
    assert f"--LabApp.workspaces_dir={workspaces}" in started[0]
    assert "--LabApp.default_url=/lab" in started[0]


def test_settings_of_the_user_come_after_ours(monkeypatch, started):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/theirs")
    main(["lab"])
    assert os.environ["JUPYTER_CONFIG_PATH"] == f"{lab.SETTINGS}{os.pathsep}/theirs"


def test_without_jupyterlab(monkeypatch, started, capsys):
    find_spec = lab.importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name, *rest: None if name == "jupyterlab" else find_spec(name, *rest)
    )
    assert main(["lab"]) == 2
    assert "No module named 'jupyterlab'" in capsys.readouterr().err


def test_the_page_has_validate_and_none_of_the_instructors_panels(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=", "--ServerApp.log_level=ERROR"]
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path), "HOME": str(tmp_path)}
    server = subprocess.Popen([sys.executable, "-m", "gan_course.cli", "lab", *options], env=environment)
    try:
        page = read(f"http://127.0.0.1:{port}/lab")
    finally:
        server.terminate()
        server.wait(20)
    config = json.loads(
        re.search(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', page, re.S)[1]
    )
    disabled = set(config["disabledExtensions"])
    assert {"@jupyter/nbgrader:create-assignment", "@jupyterlab/apputils-extension:announcements"} <= disabled
    assert "@jupyter/nbgrader:validate-assignment" not in disabled
    assert "@jupyter/nbgrader" in {extension["name"] for extension in config["federated_extensions"]}


def read(url, seconds=60):
    """Wait for a page that a server is still getting ready."""
    last = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > last:
                raise
            time.sleep(0.3)

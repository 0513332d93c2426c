"""``gan-course lab``: JupyterLab as a student needs it.

JupyterLab's layouts are kept in ``.jupyter/`` in the course's folder, so that a later start finds what was open.
``jupyter/labconfig/`` beside this module switches off, for this command alone, what is for instructors (nbgrader's
panels and menu, but not its *Validate*), jupytext's menu, and the question about news.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gan_course.cli.commands import add_command, course_folder

START = "notebooks/start_here.ipynb"
SETTINGS = Path(__file__).parent / "jupyter"


def add_to(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    add_command(subparsers, "lab", lab, "open the course in JupyterLab; further options go to `jupyter lab`")


def lab(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Open JupyterLab in the course's folder: at `START`, or where the student was.

    Args:
        options: The parsed command line.
        passed_on: Options for JupyterLab.

    Returns:
        JupyterLab's exit code.

    Raises:
        FileNotFoundError: If the notebooks are not found.
        ModuleNotFoundError: If JupyterLab is not installed.
    """
    root = course_folder(START)
    if importlib.util.find_spec("jupyterlab") is None:
        raise ModuleNotFoundError("No module named 'jupyterlab'")
    workspaces = root / ".jupyter" / "workspaces"
    been_here = workspaces.is_dir() and any(workspaces.iterdir())
    place = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.workspaces_dir={workspaces}",
        f"--LabApp.default_url={'/lab' if been_here else f'/lab/tree/{START}'}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        place.append("--allow-root")  # as in a container; Jupyter would refuse to start
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(SETTINGS), *([others] if others else [])])
    return _become([sys.executable, "-m", "jupyterlab", *place, *passed_on])


def _become(command: list[str]) -> int:
    if os.name == "posix":
        os.execv(command[0], command)  # so that Ctrl-C reaches JupyterLab alone, which asks before it stops
    return subprocess.call(command)

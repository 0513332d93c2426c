"""The short commands: each checks what it was given and hands over to the module that does the work."""

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

FIRST_NOTEBOOK = "notebooks/day01/components.ipynb"

Options = argparse.Namespace
Command = Callable[[Options, Sequence[str]], int]


def add_to(subparsers: Any) -> None:
    """Declare the commands.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    add_command(subparsers, "lab", lab, "open the course in JupyterLab; further options go to `jupyter lab`")
    add_command(subparsers, "doctor", doctor, "check this computer, and say how to put right what is amiss")
    data_parser = add_command(subparsers, "data", data, "fetch a data set, and show where it comes from")
    data_parser.add_argument(
        "name", nargs="?", default="auto", metavar="NAME", help="default: auto, the lessons' own choice"
    )
    data_parser.add_argument("--list", action="store_true", help="name the data sets and their sources; fetch nothing")


def add_command(subparsers: Any, name: str, run: Command, description: str) -> argparse.ArgumentParser:
    """Declare one command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
        name: The command's name.
        run: What it runs.
        description: What it does, in a line.

    Returns:
        The command's parser.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(name, help=description, description=description)
    parser.set_defaults(run=run)
    return parser


def lab(options: Options, passed_on: Sequence[str]) -> int:
    """Open JupyterLab in the course's folder, at the first day.

    Args:
        options: The parsed command line.
        passed_on: Options for JupyterLab.

    Returns:
        JupyterLab's exit code.

    Raises:
        FileNotFoundError: If the notebooks are not found.
        ModuleNotFoundError: If JupyterLab is not installed.
    """
    root = course_folder(FIRST_NOTEBOOK)
    if importlib.util.find_spec("jupyterlab") is None:
        raise ModuleNotFoundError("No module named 'jupyterlab'")
    place = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        place.append("--allow-root")  # as in a container; Jupyter would refuse to start
    return _become([sys.executable, "-m", "jupyterlab", *place, *passed_on])


def doctor(options: Options, passed_on: Sequence[str]) -> int:
    """Check this computer.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code: 1 if there is a problem, else 0.
    """
    from gan_course.doctor import main

    return main()


def data(options: Options, passed_on: Sequence[str]) -> int:
    """Fetch one data set, or list them all.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code 0.
    """
    from gan_course.data import NAMES, load_images, locate

    if options.list:
        for name in NAMES:
            location = locate(name)
            print(f"{name:15} {location.name + ', ' if name == 'auto' else ''}from {location.description}")
        return 0
    for split in ("train", "test"):
        dataset = load_images(options.name, split)
    print(f"classes: {', '.join(dataset.class_names)}")
    return 0


def course_folder(needed: str) -> Path:
    """Find the course's folder: the one that holds the package, or the current one.

    Args:
        needed: What must lie in it.

    Returns:
        The folder.

    Raises:
        FileNotFoundError: If neither holds it.
    """
    candidates = [Path(__file__).resolve().parents[2], Path.cwd()]
    for folder in candidates:
        if (folder / needed).exists():
            return folder
    places = " or ".join(str(folder) for folder in dict.fromkeys(candidates))
    raise FileNotFoundError(f"there is no {needed} in {places}; run this in the course's folder, as cloned")


def _become(command: list[str]) -> int:
    if os.name == "posix":
        os.execv(command[0], command)  # so that Ctrl-C reaches JupyterLab alone, which asks before it stops
    return subprocess.call(command)

"""The short commands: each checks what it was given and hands over to the module that does the work."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Options = argparse.Namespace
Command = Callable[[Options, Sequence[str]], int]


def add_to(subparsers: Any) -> None:
    """Declare the commands.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
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
    raise FileNotFoundError(f"expected {needed} in {places}, got none; run this in the course's folder, as cloned")

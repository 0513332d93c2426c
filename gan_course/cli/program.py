"""``gan-course``: reads the command line; each command imports what it needs when it runs, and not before."""

import argparse
import contextlib
import importlib.util
import sys
from collections.abc import Sequence

import gan_course
from gan_course.cli import commands, edit, evaluate, lab, new_project, run_project, train, translate

USER_ERROR, INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line without the program's name; that of the process by default.

    Returns:
        Exit code: 0 if all is well, 1 if something was found amiss, 2 for an error of the user's, 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without × or ✓ shows ?
    options, passed_on = _parser().parse_known_args(arguments)
    if passed_on and options.command != "lab":
        _parser().error(f"unrecognised arguments: {' '.join(passed_on)}")
    try:
        return int(options.run(options, passed_on))
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED)
    except ModuleNotFoundError as error:
        return _fail(f"{error}; `gan-course doctor` tells what is missing and how to install it", USER_ERROR)
    except MemoryError as error:
        return _fail(_memory(error), USER_ERROR)
    except (OSError, ValueError) as error:
        return _fail(str(error), USER_ERROR)


def _memory(error: MemoryError) -> str:
    return (
        f"expected more memory than is free, got: {str(error) or 'not enough'}; close other programs, or use less: "
        "fewer images (train --limit, evaluate --samples), smaller ones (--size) or a smaller --batch-size"
    )


def _fail(message: str, code: int) -> int:
    with contextlib.suppress(OSError):
        sys.stdout.flush()  # what was printed comes before the error, also where both go into one file
    print(f"gan-course: {message}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gan-course", description=gan_course.__doc__.partition("\n")[0])
    parser.add_argument("--version", action="version", version=f"gan-course {gan_course.__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    lab.add_to(subparsers)
    commands.add_to(subparsers)
    train.add_to(subparsers)
    evaluate.add_to(subparsers)
    translate.add_to(subparsers)
    edit.add_to(subparsers)
    new_project.add_to(subparsers)
    run_project.add_to(subparsers)
    if importlib.util.find_spec("gan_classroom"):  # what a release to students leaves out
        importlib.import_module("gan_classroom.cli").add_to(subparsers)
    return parser

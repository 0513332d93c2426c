"""The commands of authors and instructors: ``build``, ``release``, ``grade``, ``report`` and ``export``."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gan_course.cli.commands import add_command, course_folder

OUTPUT = Path("grades")
NO_SANDBOX = (
    "--no-sandbox: submissions run with your rights. They can read your files, the solutions and other submissions, "
    "use the network, and go on running after grading."
)

Options = argparse.Namespace


def add_to(subparsers: Any) -> None:
    """Declare the commands.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    build_parser = add_command(subparsers, "build", build, "build the notebooks from the lessons")
    build_parser.add_argument(
        "--check", action="store_true", help="write nothing; list what differs, is missing or stray"
    )
    released = add_command(subparsers, "release", release, "make the folder that students get, without solutions")
    released.add_argument("out", type=Path, metavar="DIR", help="replaced as a whole if it holds an earlier release")
    _add_course(released)
    graded = add_command(subparsers, "grade", grade, "grade submissions with nbgrader, each in a sandbox")
    graded.add_argument("submissions", type=Path, nargs="?", metavar="SUBMISSIONS", help="folder or archive")
    _add_course(graded)
    _add_output(graded)
    _add_grading(graded)
    reported = add_command(subparsers, "report", report, "write the table and the report again, with marks set by hand")
    reported.add_argument("--course", type=Path, metavar="DIR", help="the folder with solutions/ (default: found)")
    _add_output(reported)
    exported = add_command(subparsers, "export", export, "write the marks as a learning platform takes them back")
    exported.add_argument("form", choices=("moodle", "canvas", "wide"), help="wide: a row for each student")
    _add_course(exported)
    _add_output(exported)


def build(options: Options, passed_on: Sequence[str]) -> int:
    """Build the notebooks.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code: 1 if a lesson has errors or a notebook differs from it, else 0.
    """
    root = course_folder("lessons")
    from gan_classroom.authoring.__main__ import main

    return main(["--root", str(root), *(["--check"] if options.check else [])])


def release(options: Options, passed_on: Sequence[str]) -> int:
    """Make a release.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code 0.
    """
    from gan_classroom.grading.release import release as make

    files = make(options.out, course=options.course, days=options.day)
    for path in files:
        if path.suffix == ".ipynb":
            print(path)
    print(f"{len(files)} files in {options.out}; hand it out as a zip file")
    return 0


def grade(options: Options, passed_on: Sequence[str]) -> int:
    """Grade submissions, and write the table, the feedback and the report.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code: 1 if the grader itself failed on a submission, else 0.

    Raises:
        ValueError: If no sandbox can be made, nbgrader fails, or as `gan_classroom.grading.grade`.
    """
    from gan_classroom import grading
    from gan_classroom.grading.limits import Limits

    if options.no_sandbox:
        print(NO_SANDBOX)
    limits = Limits(cell_seconds=options.timeout, notebook_seconds=5 * options.timeout, memory_mb=options.memory)
    try:
        rows = grading.grade(
            options.submissions,
            options.out,
            course=options.course,
            days=options.day,
            students=options.student,
            regrade=options.regrade,
            sandboxed=not options.no_sandbox,
            limits=limits,
            workers=options.workers,
            people=options.people,
            due=options.due,
            scheduler=options.scheduler,
            say=print,
        )
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    return _summarise(options.out, rows)


def report(options: Options, passed_on: Sequence[str]) -> int:
    """Write the table and the report from what was graded; run nothing.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code: 1 if the grader failed on a submission, else 0.

    Raises:
        ValueError: If the gradebook cannot be read.
    """
    from gan_classroom import grading
    from gan_classroom.grading.table import write_csv

    try:
        rows = grading.rows(options.out, course=options.course, due=options.due)
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    write_csv(options.out / "grades.csv", rows)
    return _summarise(options.out, rows)


def export(options: Options, passed_on: Sequence[str]) -> int:
    """Write marks and feedback for a learning platform; run nothing.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code 0.

    Raises:
        ValueError: If the gradebook cannot be read, or there is nothing to export.
    """
    from gan_classroom import grading
    from gan_classroom.grading.exports import export as write

    try:
        rows = grading.rows(options.out, course=options.course, due=options.due)
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    files, unknown = write(options.out, rows, options.form, options.day)
    if unknown:
        print(f"left out, for {options.form} gave them no name: {', '.join(unknown)}")
    for path in files:
        print(path)
    return 0


def _summarise(output: Path, rows: Sequence[Any]) -> int:
    from gan_classroom.grading.report import write_report
    from gan_classroom.grading.verdict import STATUSES

    write_report(output, rows)
    counts = Counter(row.status for row in rows)
    for status, meaning in STATUSES.items():
        if counts[status]:
            print(f"{counts[status]:5} {status}: {meaning}")
    for name in ("grades.csv", "report.html", "feedback"):
        print(output / name)
    return int(counts["error"] > 0)


def _add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--day", action="append", default=[], metavar="DAY", help="such as day01; may be repeated (default: all)"
    )
    parser.add_argument("--course", type=Path, metavar="DIR", help="the folder with solutions/ (default: found)")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=OUTPUT, metavar="DIR", help=f"default: {OUTPUT}")
    parser.add_argument(
        "--due", type=Path, metavar="CSV", help="day,due,student,percent,most: when, and what lateness costs"
    )


def _add_grading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--student", action="append", default=[], metavar="NAME", help="this one only; may be repeated")
    parser.add_argument("--people", type=Path, metavar="CSV", help="name,student: who is who where names cannot tell")
    parser.add_argument("--regrade", action="store_true", help="grade again what has a result; needs no SUBMISSIONS")
    parser.add_argument(
        "--workers", type=_whole(0), default=0, metavar="N", help="submissions at a time (default: one for each core)"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of Dask's, whose workers run the submissions")
    parser.add_argument(
        "--timeout", type=_whole(1), default=120, metavar="SECONDS", help="for a cell; a notebook gets five times that"
    )
    parser.add_argument("--memory", type=_whole(1), default=4096, metavar="MB", help="default: 4096")
    parser.add_argument("--no-sandbox", action="store_true", help="run submissions with your own rights, unprotected")


def _whole(least: int) -> Any:
    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise argparse.ArgumentTypeError(f"must be at least {least}; got {text}")
        return number

    read.__name__ = "whole number"  # argparse names it in its message
    return read

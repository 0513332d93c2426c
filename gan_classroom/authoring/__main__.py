"""Build the notebooks from the lessons: ``python -m gan_classroom.authoring [--check | --bank [LESSON …]]``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gan_classroom.authoring import bank, template
from gan_classroom.authoring.build import build, differences, write
from gan_classroom.authoring.lesson import read

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: Command-line arguments; those of the process by default.

    Returns:
        Exit code: 0 if all is well, 1 if there is something to put right.
    """
    parser = argparse.ArgumentParser(prog="python -m gan_classroom.authoring", description=__doc__)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="write nothing; list what differs, is missing or stray")
    action.add_argument("--template", action="store_true", help="count words, ideas and lines of each lesson")
    action.add_argument("--bank", nargs="*", metavar="LESSON", help="try the exercise bank, e.g. of day01_components")
    parser.add_argument("--root", type=Path, default=Path(), help="the repository (default: the current folder)")
    options = parser.parse_args(arguments)
    try:
        if options.bank is not None:
            return _try_bank(options.root, options.bank)
        if options.template:
            return _hold_to_template(options.root)
        return _build(options.root, check=options.check)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1


def _build(root: Path, *, check: bool) -> int:
    built = build(root)
    for error in built.errors:
        print(error, file=sys.stderr)
    if not check:
        for name in write(root, built.files):
            print(f"wrote {name}")
    if built.errors:
        return 1
    found = list(differences(root, built.files))
    for line in found:
        print(line, file=sys.stderr)
    if found:
        print("run `make build`, and delete files that no lesson gives" if check else "delete these", file=sys.stderr)
    return int(bool(found))


def _hold_to_template(root: Path) -> int:
    found = 0
    for path in sorted((root / "lessons").glob("*.py")):
        lesson = read(path)
        over = list(template.problems(lesson))
        found += len(over)
        print(f"{lesson.name}: {template.words(lesson.cells):,} words")
        for line, cell, text in over:
            print(f"    {path}:{line} (cell {cell}): {text}")
    return int(found > 0)


def _try_bank(root: Path, names: Sequence[str]) -> int:
    from gan_classroom.authoring.trial import VISIBLE_SHARE, run_with_right_answers, try_answers, visible_share

    paths = [root / "lessons" / f"{Path(name).stem}.py" for name in names] or sorted((root / "lessons").glob("day*.py"))
    failures = 0
    for path in paths:
        try:
            lesson = read(path)
            answers = bank.read(root / "tests" / "bank" / lesson.name)
        except ValueError as error:
            print(error, file=sys.stderr)
            failures += 1
            continue
        for message in bank.defects(lesson, answers):
            print(message)
            failures += 1
        outcomes = try_answers(lesson, answers)
        for outcome in outcomes:
            print(outcome)
            failures += bool(outcome.complaint)
        for message in run_with_right_answers(lesson, answers):
            print(message)
            failures += 1
        share = visible_share(outcomes)
        print(f"{lesson.name}: the visible checks catch {share:.1%} of the wrong answers (of {VISIBLE_SHARE:.0%})")
        failures += share < VISIBLE_SHARE
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())

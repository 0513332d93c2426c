"""Grade a class of Day 1 with ``gan-course grade`` and with plain ``nbgrader autograde``, and compare.

One in ten submissions is hostile. Plain nbgrader gets the others only, and ours gets these once more. A last phase
kills our grading three times and continues it: its table must be that of the first. Phases that --keep DIR already
holds are not run again.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.grading.report import problems, table
from benchmarks.grading.runs import PHASES, Bench
from gan_classroom.grading.course import surroundings
from gan_classroom.grading.sandbox import bubblewrap
from gan_course.files import write_atomically

FAILED, USER_ERROR = 1, 2
FILE = "results.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is wanted and not there yet, then show all that the folder holds.

    Returns:
        Exit code: 0; 1 if something is not as it should be, 2 if the benchmark cannot run.
    """
    options = _parser().parse_args(arguments)
    folder = (options.keep or Path(tempfile.mkdtemp(prefix="gan-course-grading-"))).resolve()
    bench = Bench(folder, options.size, options.workers, options.seed)
    try:
        results = _load(bench)
        for name in [options.only] if options.only else PHASES:
            if name not in results:
                _refuse_without_sandbox()
                print(f"{name} …", file=sys.stderr, flush=True)
                before = surroundings()
                results[name] = {**PHASES[name](bench), "package": [before, surroundings()]}
                _save(bench, results)
    except (OSError, RuntimeError, ValueError) as error:
        print(f"bench-grade: {error}", file=sys.stderr)
        return USER_ERROR
    return show(bench, results)


def show(bench: Bench, results: dict[str, Any]) -> int:
    """Print the table and what is amiss.

    Returns:
        Exit code: 1 if something is amiss, else 0.
    """
    amiss = problems(results, bench.submissions)
    print(f"\n{table(results, bench.submissions, bench.workers)}\n")
    print("\n".join(amiss) or "Everything is accounted for, with the status and the marks that it should have.")
    print(bench.folder)
    return FAILED if amiss else 0


def _refuse_without_sandbox() -> None:
    if problem := bubblewrap.problem():
        raise RuntimeError(f"the class is hostile: {problem}")


def _settings(bench: Bench) -> dict[str, int]:
    return {"size": bench.size, "workers": bench.workers, "seed": bench.seed}


def _load(bench: Bench) -> dict[str, Any]:
    file = bench.folder / FILE
    if not file.exists():
        return {}
    kept = json.loads(file.read_text("utf-8"))
    if kept["settings"] != _settings(bench):
        raise ValueError(f"{file} has results of {kept['settings']}, not {_settings(bench)}; name another folder")
    return dict(kept["phases"])


def _save(bench: Bench, results: dict[str, Any]) -> None:
    text = json.dumps({"settings": _settings(bench), "phases": results}, indent=1)
    write_atomically(bench.folder / FILE, (text + "\n").encode())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__)
    parser.add_argument("--size", type=_at_least(4), default=200, metavar="N", help="submissions (default: 200)")
    parser.add_argument("--workers", type=_at_least(1), default=2, metavar="N", help="of our grading (default: 2)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")
    parser.add_argument("--only", choices=PHASES, help="one phase")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder for the results (default: a temporary one)")
    return parser


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if int(text) < least:
            raise argparse.ArgumentTypeError(f"must be at least {least}; got {text}")
        return int(text)

    return number


if __name__ == "__main__":
    sys.exit(main())

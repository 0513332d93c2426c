"""Train the well-known tutorial's DCGAN and the course's on MNIST, and compare quality against seconds of training.

The course has two recipes: that of Day 3, and the relativistic one of Day 5, with a second penalty.

Each run has a process of its own, one after another. Its clock counts building, tracing and training, but not the
judging of the images. The results are written after each point: after an interruption, the same command with the same
--out keeps the finished runs and does the others again.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.curves import COURSE, FILE, RELATIVISTIC, TUTORIAL, Curve, load
from benchmarks.quality.report import picture, report
from gan_course.data import load_images

FAILED, USER_ERROR, INTERRUPTED = 1, 2, 130
PICTURE = "quality.png"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is wanted and not there yet, then show all that the folder holds.

    Returns:
        Exit code: 0; 1 if a run failed, 2 if the images cannot be had, 130 after Ctrl-C.
    """
    options = _parser().parse_args(arguments)
    folder = options.out or Path(tempfile.mkdtemp(prefix="gan-course-quality-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        missing = _missing(planned(options), load(folder))
        if missing:
            load_images(options.dataset)  # so that what is amiss is said once, and at once
        code = max([_run(run, options, folder) for run in missing], default=0)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except (OSError, ValueError) as error:
        print(f"bench-quality: {error}", file=sys.stderr)
        return USER_ERROR
    show(folder)
    return code


def planned(options: argparse.Namespace) -> list[Curve]:
    """List the runs that the command line asks for; the short ones first."""
    ours = [(name, seed) for name in (COURSE, RELATIVISTIC) for seed in range(options.seeds)]
    runs = [Curve(name, seed, options.course_seconds, 0, 0.0) for name, seed in ours]
    runs += [Curve(TUTORIAL, seed, 60 * options.minutes, 0, 0.0) for seed in range(options.tutorial_seeds)]
    return [run for run in runs if options.only in (None, run.contestant)]


def show(folder: Path) -> None:
    """Print the report of the curves in a folder, and draw them."""
    curves = [curve for curve in load(folder) if curve.points]
    if curves:
        picture(curves).save(folder / PICTURE)
        print(f"\n{report(curves)}\n")
    print(f"{folder}: {', '.join(file.name for file in sorted(folder.iterdir())) or 'nothing yet'}")


def _missing(runs: Sequence[Curve], there: Sequence[Curve]) -> list[Curve]:
    finished = {(curve.contestant, curve.seed, curve.budget) for curve in there if curve.finished}
    return [run for run in runs if (run.contestant, run.seed, run.budget) not in finished]


def _run(run: Curve, options: argparse.Namespace, folder: Path) -> int:
    arguments = [f"--seed={run.seed}", f"--seconds={run.budget}", f"--points={options.points}", f"--out={folder}"]
    command = [sys.executable, "-m", "benchmarks.quality.training", run.contestant, *arguments]
    return FAILED if subprocess.run([*command, f"--dataset={options.dataset}"], check=False).returncode else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, help="training of the tutorial's recipe (default: 20)")
    parser.add_argument("--course-seconds", type=float, default=90, help="of the course's recipes (default: 90)")
    parser.add_argument("--seeds", type=int, default=3, help="runs of each of the course's recipes (default: 3)")
    parser.add_argument("--tutorial-seeds", type=int, default=1, help="runs of the tutorial's recipe (default: 1)")
    parser.add_argument(
        "--only", choices=(COURSE, RELATIVISTIC, TUTORIAL), help="one of them; earlier runs of others are shown"
    )
    parser.add_argument("--points", type=int, default=40, help="about how often each run is judged (default: 40)")
    parser.add_argument("--dataset", default="mnist", help="default: mnist")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help=f"for {FILE}, {PICTURE} and samples (default: a new one)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

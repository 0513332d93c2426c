"""Train a plain and a regularised GAN on the 8-ring and on the 25-grid, and count the modes that they cover.

Networks, optimizers, batches and steps are the same for both; the plain GAN has the non-saturating loss and no penalty.
Each run has a process of its own, one after another. Its seconds are all that training takes: building, compiling and
every step.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.modes.run import MIXTURES, RECIPES, SAMPLES, Result

INTERRUPTED = 130
COLUMNS = ("modes", "high quality, %", "reverse KL", "seconds")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what is wanted, and print a table.

    Returns:
        Exit code: 0, or 130 after Ctrl-C.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.seeds < 1 or (options.steps is not None and options.steps < 1):
        parser.error("--seeds and --steps must be at least 1")
    results: list[Result] = []
    code = 0
    try:
        for mixture in options.only or MIXTURES:
            for recipe in RECIPES:
                for seed in range(options.seeds):
                    results.append(train(mixture, recipe, seed, options.steps))
    except KeyboardInterrupt:
        print("interrupted; the table has what was finished", file=sys.stderr)
        code = INTERRUPTED
    print(table(results))
    if options.out:
        options.out.write_text(json.dumps([result._asdict() for result in results], indent=1) + "\n", encoding="utf-8")
    return code


def train(mixture: str, recipe: str, seed: int, steps: int | None) -> Result:
    """Train one GAN in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.modes.run",
        mixture,
        recipe,
        str(seed),
        *([str(steps)] if steps else []),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result = Result(**json.loads(done.stdout.splitlines()[-1]))
    print(result, file=sys.stderr)
    return result


def table(results: Sequence[Result]) -> str:
    """Lay the results out as Markdown: medians over the seeds, and from the lowest to the highest."""
    lines = [
        f"| {SAMPLES:,} samples, near is within 3 σ | seeds | {' | '.join(COLUMNS)} |",
        f"|---|---:|{'---:|' * len(COLUMNS)}",
    ]
    for mixture, recipe in dict.fromkeys((result.mixture, result.recipe) for result in results):
        runs = [result for result in results if (result.mixture, result.recipe) == (mixture, recipe)]
        figures = (
            _spread([run.modes for run in runs], ".0f", f" of {MIXTURES[mixture].mixture.modes}"),
            _spread([100 * run.high_quality for run in runs], ".1f"),
            _spread([run.reverse_kl for run in runs], ".3f"),
            _spread([run.seconds for run in runs], ".0f"),
        )
        lines.append(f"| {mixture}, {recipe}, {runs[0].steps:,} steps | {len(runs)} | {' | '.join(figures)} |")
    return "\n".join(lines)


def _spread(values: Sequence[float], form: str, unit: str = "") -> str:
    return f"{statistics.median(values):{form}}{unit} ({min(values):{form}}–{max(values):{form}})"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.modes", description=__doc__)
    parser.add_argument("--only", choices=MIXTURES, action="append", help="one of the two")
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="runs of each (default: 5)")
    parser.add_argument("--steps", type=int, metavar="N", help="of training (default: the recipe's)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="for the results as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())

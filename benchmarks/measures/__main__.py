"""Compute the measures of Day 6 on the same features with this course, with prdc and with torch-fidelity.

Each contestant starts anew in every round, in a process of its own, and computes its measures one after another. The
table shows medians over the rounds, and the most memory that any round took; a ratio is the median of the rounds' own.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence

from benchmarks.measures.contestants import (
    CONTESTANTS,
    COURSE,
    FIDELITY,
    FRECHET,
    KERNEL,
    KID_SUBSET_SIZE,
    NEIGHBOURS,
    PRDC,
    VERSIONS,
    K,
    available,
)
from benchmarks.measures.serve import FEATURES

Figures = Mapping[str, tuple[float, float]]  # seconds and MB, by measure
Rounds = Mapping[str, Sequence[Figures]]  # by contestant

ALL = "all of these"
SHARES = {
    NEIGHBOURS: PRDC,
    KERNEL: FIDELITY,
    FRECHET: FIDELITY,
}  # what makes up `ALL`, and who has it beside the course


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measures", description=__doc__)
    parser.add_argument("--samples", type=int, default=10_000, metavar="N", help="on either side (default: 10,000)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default: 5")
    options = parser.parse_args(arguments)
    if options.samples < KID_SUBSET_SIZE or options.rounds < 1:
        parser.error(f"--samples must be at least {KID_SUBSET_SIZE}, --rounds at least 1")
    print(table(measure(options.samples, options.rounds), options.samples))


def measure(samples: int, rounds: int) -> Rounds:
    """Run the contestants that are installed in turn, round after round."""
    figures: dict[str, list[Figures]] = {name: [] for name in CONTESTANTS if available(name)}
    for number in range(rounds):
        for name, done in figures.items():
            command = [sys.executable, "-m", "benchmarks.measures.serve", name, str(samples)]
            result = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            done.append(json.loads(result.stdout.splitlines()[-1]))
        print(f"measures: round {number + 1} of {rounds}", file=sys.stderr)
    return figures


def table(rounds: Rounds, samples: int) -> str:
    """Lay the figures out as Markdown.

    Args:
        rounds: What was measured.
        samples: On either side.
    """
    lines = [
        f"| {samples:,} × {samples:,} samples, {FEATURES} features, k = {K} | by | seconds (min–max) | memory, MB "
        "| times the course's seconds |",
        "|---|---|---:|---:|---:|",
    ]
    for name in rounds[COURSE][0]:
        ours = [figures[name] for figures in rounds[COURSE]]
        for contestant, done in rounds.items():
            if name in done[0]:
                lines.append(_row(name, contestant, [figures[name] for figures in done], ours))
    ours = [_together([figures[name] for name in SHARES]) for figures in rounds[COURSE]]
    lines.append(_row(ALL, COURSE, ours, ours))
    if set(SHARES.values()) <= rounds.keys():
        theirs = [
            _together([rounds[contestant][number][name] for name, contestant in SHARES.items()])
            for number in range(len(ours))
        ]
        lines.append(_row(ALL, f"{PRDC} + {FIDELITY}", theirs, ours))
    missing = [version for name, version in VERSIONS.items() if name not in rounds]
    return "\n".join([*lines, *(f"\nnot installed: `pip install {version}`" for version in missing)])


def _together(figures: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """One measure after the other: the seconds add up, the memory does not."""
    return sum(seconds for seconds, _ in figures), max(megabytes for _, megabytes in figures)


def _row(name: str, by: str, figures: Sequence[tuple[float, float]], ours: Sequence[tuple[float, float]]) -> str:
    seconds = [one for one, _ in figures]
    ratio = statistics.median(one / own for one, (own, _) in zip(seconds, ours, strict=True))
    spread = f"{statistics.median(seconds):.3g} ({min(seconds):.3g}–{max(seconds):.3g})"
    return f"| {name} | {by} | {spread} | {max(memory for _, memory in figures):,.0f} | {ratio:.2f} |"


if __name__ == "__main__":
    main()

"""Compare the contestants in one run and print one table.

The processes stand ready side by side and are timed in turn, round after round, so that a machine whose speed drifts
treats all alike. The table shows medians over the rounds; a ratio is the median of the rounds' own ratios.
"""

import argparse
import platform
import statistics
import subprocess
import sys

from benchmarks.contestants import BATCH_SIZE, CEILING_SIZE, available, multiply_adds_per_image

STEPS = {"widespread_loop": 20, "gan_fit": 400, "pytorch": 200, "matrix_products": 8}
ROWS = {
    "widespread_loop": "predict + train_on_batch, the widespread loop",
    "gan_fit": "GAN.fit of this course",
    "pytorch": "PyTorch, eager, fused Adam",
    "matrix_products": "ceiling: the step's matrix products alone, at the rate of large ones",
}


class Contestant:
    """A contestant's process."""

    def __init__(self, name: str) -> None:
        self.name = name
        command = [sys.executable, "-m", "benchmarks.contestants", name]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        while self._answer() != "ready":
            pass  # the line about the data set

    def milliseconds_per_step(self, steps: int) -> float:
        print(steps, file=self._process.stdin, flush=True)
        milliseconds = 1000 * float(self._answer()) / steps
        if self.name != "matrix_products":
            return milliseconds
        return milliseconds * BATCH_SIZE * multiply_adds_per_image() / CEILING_SIZE**3

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def _answer(self) -> str:
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended early; run it alone: python -m benchmarks.contestants {self.name}")
        return line.strip()


def measure(rounds: int) -> dict[str, list[float]]:
    """Time every available contestant in turn, round after round: milliseconds a step by contestant."""
    contestants = [Contestant(name) for name in ROWS if available(name)]
    for contestant in contestants:
        contestant.milliseconds_per_step(STEPS[contestant.name])  # compiles, warms up
    times: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
    for number in range(rounds):
        for contestant in contestants:
            times[contestant.name].append(contestant.milliseconds_per_step(STEPS[contestant.name]))
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    for contestant in contestants:
        contestant.stop()
    return times


def table(times: dict[str, list[float]]) -> str:
    """Lay the measured times out as a Markdown table."""
    lines = [
        "| training the MLP GAN of day 2, batch 64 | images/s | ms/step (min–max) | GAN.fit is faster by |",
        "|---|---:|---:|---:|",
    ]
    for name, values in times.items():
        middle = statistics.median(values)
        ratio = statistics.median(theirs / ours for theirs, ours in zip(values, times["gan_fit"], strict=True))
        lines.append(
            f"| {ROWS[name]} | {1000 * BATCH_SIZE / middle:,.0f} "
            f"| {middle:.1f} ({min(values):.1f}–{max(values):.1f}) | {ratio:.2f}× |"
        )
    if "pytorch" not in times:
        lines.append(f"| {ROWS['pytorch']} | not installed: `pip install torch==2.13.0` | | |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each contestant is timed (default: 9)")
    rounds = parser.parse_args().rounds
    times = measure(rounds)
    print(
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}; medians of {rounds} rounds\n"
    )
    print(table(times))


if __name__ == "__main__":
    main()

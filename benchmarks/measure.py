"""Time the contestants in turn, round after round, so that a machine whose speed drifts treats all alike."""

import importlib.util
import subprocess
import sys

from benchmarks.comparison import PYTORCH, Contestant
from benchmarks.serve import comparison

Times = dict[str, list[float]]  # milliseconds a step, one value a round, by contestant


class Process:
    """A contestant's process."""

    def __init__(self, compared: str, name: str, contestant: Contestant) -> None:
        self._arguments = ["-m", "benchmarks.serve", compared, name]
        self._steps = contestant.steps
        self._process = subprocess.Popen(
            [sys.executable, *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        while self._answer() != "ready":
            pass  # the line about the data set

    def milliseconds_per_step(self) -> float:
        print(self._steps, file=self._process.stdin, flush=True)
        return 1000 * float(self._answer()) / self._steps

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=60)

    def _answer(self) -> str:
        line = self._process.stdout.readline()
        if not line:
            self.stop()
            raise RuntimeError(f"a contestant ended early; run it alone: python {' '.join(self._arguments)}")
        return line.strip()


def measure(compared: str, rounds: int) -> Times:
    """Time every available contestant of a comparison."""
    contestants = {name: one for name, one in comparison(compared).contestants.items() if available(name)}
    processes = {name: Process(compared, name, contestant) for name, contestant in contestants.items()}
    for process in processes.values():
        process.milliseconds_per_step()  # compiles, warms up
    times: Times = {name: [] for name in processes}
    for number in range(rounds):
        for name, process in processes.items():
            times[name].append(process.milliseconds_per_step())
        print(f"{compared}: round {number + 1} of {rounds}", file=sys.stderr)
    for process in processes.values():
        process.stop()
    return times


def available(name: str) -> bool:
    """Tell whether what a contestant needs is installed."""
    return name != PYTORCH or importlib.util.find_spec("torch") is not None

"""``python -m benchmarks.serve COMPARISON CONTESTANT``: a contestant in a process of its own."""

import importlib
import sys
import time

from benchmarks.comparison import Comparison

COMPARISONS = ("mlp", "dcgan")


def comparison(name: str) -> Comparison:
    """Look up a comparison; the modules import TensorFlow and PyTorch only in the functions that need them."""
    found: Comparison = importlib.import_module(f"benchmarks.{name}").COMPARISON
    return found


def serve(compared: str, name: str) -> None:
    """Prepare a contestant, then time as many steps as each line of standard input says, and print the seconds."""
    run = comparison(compared).contestants[name].prepare()
    run(2)
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        run(int(line))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    serve(*sys.argv[1:])

"""Draw batches for a while, then end the iterator, with TensorFlow's tuner of its data sets and without, in turn.

The table shows how often the end had to be waited for, and the longest wait. Whether a wait occurs is chance.
"""

import argparse
import time
from typing import Any

from gan_course.runtime import tf, untuned

BATCH, STEPS = 64, 10
WAITED = 0.1  # seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.input_tuner", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, metavar="N", help="default: 10")
    parser.add_argument("--seconds", type=float, default=1.5, help="of drawing in each round (default: 1.5)")
    options = parser.parse_args()
    batches = tf.data.Dataset.range(10_000).shuffle(1_000, seed=0).repeat().batch(BATCH)
    contestants = {"with the tuner": batches, "without (gan_course.runtime.untuned)": untuned(batches)}
    waits: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(options.rounds):
        for name, each in contestants.items():
            waits[name].append(seconds_to_end(each, options.seconds))
    print(f"TensorFlow {tf.__version__}, {options.seconds:g} s of drawing, {options.rounds} rounds\n")
    for name, found in waits.items():
        waited = sum(seconds > WAITED for seconds in found)
        print(f"{name:36} waited {waited} of {len(found)} times, at most {max(found):.2f} s")


def seconds_to_end(batches: Any, seconds: float) -> float:
    """Draw so long, and time how long the end of the iterator takes."""
    iterator, begun = iter(batches), time.perf_counter()
    while time.perf_counter() - begun < seconds:
        _draw(iterator)
    ended = time.perf_counter()
    del iterator
    return time.perf_counter() - ended


@tf.function
def _draw(iterator: Any) -> None:
    """Draw some batches in one call, as training does."""
    for _ in tf.range(STEPS):
        next(iterator)


if __name__ == "__main__":
    main()

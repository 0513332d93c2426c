"""``python -m benchmarks.measures.serve CONTESTANT SAMPLES``: one contestant's measures once, in a process of its own.

Prints, as JSON, for each measure the seconds that it took and how many MB the process grew by meanwhile, at most.
"""

import json
import sys
import threading
import time

import numpy as np
import psutil

from benchmarks.measures.contestants import CONTESTANTS, KID_SUBSET_SIZE

FEATURES = 64
INTERVAL = 0.005  # seconds between two looks at the memory
WARM_UP = KID_SUBSET_SIZE  # samples of a first, uncounted call, which starts the threads


def features(samples: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw two sets of features: correlated Gaussians, the second of them shifted and a little narrower."""
    random = np.random.default_rng(0)
    mixing = random.standard_normal((FEATURES, FEATURES)) / np.sqrt(FEATURES)
    real, fake = (random.standard_normal((samples, FEATURES)) @ mixing for _ in range(2))
    return real.astype(np.float32), (0.95 * fake + 0.05).astype(np.float32)


def run(name: str, samples: int) -> dict[str, tuple[float, float]]:
    """Compute each measure once.

    Returns:
        By measure, seconds and MB.
    """
    real, fake = features(samples)
    figures = {}
    for measure, compute in CONTESTANTS[name]().items():
        compute(real[:WARM_UP], fake[:WARM_UP])
        with Growth() as growth:
            start = time.perf_counter()
            compute(real, fake)
            seconds = time.perf_counter() - start
        figures[measure] = seconds, growth.megabytes
    return figures


class Growth:
    """Watches how much memory this process takes inside the ``with`` block beyond what it had before."""

    def __enter__(self) -> "Growth":
        self.megabytes, self._before, self._ended = 0.0, _resident(), threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._ended.wait(INTERVAL):
            self.megabytes = max(self.megabytes, _resident() - self._before)


def _resident() -> float:
    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))

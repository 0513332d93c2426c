"""Train the translators that the course ships: ``python -m gan_course.ink [--steps N] [--out FILE]``.

Not every start is a good one: where the translations do not look like the drawings of training, another seed is tried.
The new weights are measured beside those that ship; better ones are put in their place by hand.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gan_course import ink
from gan_course.files import write_atomically
from gan_course.histograms import match_histograms
from gan_course.metrics.patches import patch_distance
from gan_course.packing import npy, packed
from gan_course.tiling import in_tiles
from gan_course.training import CycleGAN, ProgressLine

EPOCHS = 10
OUT = Path("ink.npy")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write the weights, and print what they reach on the pictures that training never saw.

    Args:
        arguments: Command line without the program's name; that of the process by default.

    Returns:
        Exit code 0.
    """
    parser = argparse.ArgumentParser(prog="python -m gan_course.ink", description=__doc__)
    parser.add_argument(
        "--steps", type=int, metavar="N", help="train both phases so long; default: as long as it takes"
    )
    parser.add_argument(
        "--starts",
        type=int,
        choices=range(1, 11),
        default=ink.STARTS,
        metavar="N",
        help="first phases to try at most; default: %(default)s",
    )
    parser.add_argument("--out", type=Path, default=OUT, help=f"default: {OUT}; those that ship: {ink.WEIGHTS_FILE}")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    model = _train([(options.steps or steps, rate) for steps, rate in ink.PHASES], options.starts)
    content = npy(packed(model.get_weights()))
    write_atomically(options.out, content)
    print(f"{options.out}: {len(content) / 1000:.0f} kB, {time.perf_counter() - started:.0f} seconds")
    shipped = ink.load_weights(ink.cycle_gan())
    for unseen in ink.UNSEEN:
        photograph, drawing = ink.unseen_picture(unseen)
        for name, picture in {
            "photograph": photograph,
            "histogram matching": match_histograms(photograph, ink.sides().drawings),
            "by those that ship": in_tiles(shipped.forward, photograph),
            "by the new ones": in_tiles(model.forward, photograph),
        }.items():
            error, distance = np.abs(picture - drawing).mean(), patch_distance(drawing, picture)
            print(f"{unseen:8} {name:20} patch distance {distance:6.2f}, mean error {error:.3f}")
    return 0


def _train(phases: Sequence[tuple[int, float]], starts: int) -> CycleGAN:
    """Train the first phase, again from another seed until that goes well, and the best on with a new optimizer."""
    first, last = phases
    tried: list[tuple[float, int, CycleGAN]] = []
    while len(tried) < starts and not any(distance < ink.GOOD_START for distance, _, _ in tried):
        number = len(tried) + 1
        model = _fitted(*first, ink.SEED + number - 1)
        tried.append((ink.unpaired_distance(model), number, model))
        print(f"start {number}: unpaired patch distance {tried[-1][0]:.2f}")
    _, number, model = min(tried, key=lambda each: each[:2])
    print(f"start {number} goes on")
    return _fitted(*last, ink.SEED + number, weights=model.get_weights())


def _fitted(steps: int, rate: float, seed: int, weights: list[np.ndarray] | None = None) -> CycleGAN:
    model = ink.cycle_gan(steps, rate=rate, seed=seed)
    if weights:
        model.set_weights(weights)
    epochs = min(steps, EPOCHS)
    batches = ink.batches(seed)
    model.fit(batches, epochs=epochs, steps_per_epoch=steps // epochs, verbose=0, callbacks=[ProgressLine()])
    return model


if __name__ == "__main__":
    raise SystemExit(main())

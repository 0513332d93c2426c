"""Train the translators that the course ships: ``python -m gan_course.ink [--steps N] [--seed N] [--out FILE]``.

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
    parser.add_argument("--seed", type=int, default=ink.SEED, metavar="N", help="default: %(default)s")
    parser.add_argument("--out", type=Path, default=OUT, help=f"default: {OUT}; those that ship: {ink.WEIGHTS_FILE}")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    model = _trained([(options.steps or steps, rate) for steps, rate in ink.PHASES], options.seed)
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


def _trained(phases: Sequence[tuple[int, float]], seed: int) -> CycleGAN:
    weights: list[np.ndarray] = []
    for phase, (steps, rate) in enumerate(phases):
        model = ink.cycle_gan(steps, rate=rate, seed=seed + phase)
        if weights:
            model.set_weights(weights)
        batches = ink.batches(seed + phase)
        model.fit(batches, epochs=1, steps_per_epoch=steps, verbose=0, callbacks=[ProgressLine()])
        weights = model.get_weights()
    return model


if __name__ == "__main__":
    raise SystemExit(main())

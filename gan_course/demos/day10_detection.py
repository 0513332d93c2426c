"""Day 10: spectral detectors of generated digits, which are weaker than those of enlarged photographs."""

import dataclasses
import functools
from typing import Any

import numpy as np

from gan_course import recipes
from gan_course.data import ImageDataset
from gan_course.degradations import SENT, pixels, send
from gan_course.fake_detection import auc, spectral_detector
from gan_course.penalties import R1

__all__ = ["TESTED", "table"]

STEPS, FAKES = 2_000, 2_000
TESTED = ("same generator", "another seed", "another loss", "another upsampling", *SENT)
SEEDS = range(3)
FAKE_SEEDS = (5, 6)  # of the noise of the fakes to learn from, and of those to test on


def _changed(**changes: Any) -> recipes.Recipe:
    return dataclasses.replace(recipes.get("dcgan"), **changes)


def _fakes(recipe: recipes.Recipe, data: ImageDataset, steps: int, seed: int) -> list[np.ndarray]:
    gan = dataclasses.replace(recipe, steps=steps).train(data, seed=seed)
    return [pixels(gan.generate(FAKES, seed=noise)) for noise in FAKE_SEEDS]


def table(data: ImageDataset, steps: int = STEPS) -> list[tuple[str, int, float]]:
    """Train GANs and spectral detectors of them, and test each detector on fakes and real images that it has not seen.

    Args:
        data: Images; half of them are for the detectors to learn from, half to test on. The GANs see all.
        steps: Training steps of a GAN.

    Returns:
        Rows (what it was tested on, seed, area under the ROC curve).
    """
    seeds = [_fakes(_changed(), data, steps, seed) for seed in SEEDS]
    transposed = functools.partial(recipes.dcgan_networks, transposed=True)
    others = {
        "another loss": _fakes(_changed(loss="non_saturating", penalty=R1(0.2)), data, steps, 0)[1],
        "another upsampling": _fakes(_changed(networks=transposed), data, steps, 0)[1],
    }
    order = np.random.default_rng(0).permutation(len(data))
    real, held_out = (pixels(data.images[part][:FAKES]) for part in np.array_split(order, 2))
    rows = []
    for seed in SEEDS:
        known, fresh = seeds[seed]
        tested = {"same generator": fresh, "another seed": seeds[(seed + 1) % len(SEEDS)][1], **others}
        tested |= {way: send(fresh, way) for way in SENT}
        detector = spectral_detector(real, known[: len(real)])
        of_real = detector(held_out)
        rows += [(what, seed, auc(of_real, detector(tested[what]))) for what in TESTED]
    return rows

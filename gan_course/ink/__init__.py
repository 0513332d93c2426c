"""Photographs turned into drawings in ink without pairs: the data, the networks, and the weights that the course ships.

``python -m gan_course.ink`` made those that ship; a lesson trains the last part. The same seed can end elsewhere on
another computer: see ``docs/decisions.md``.

============  ======================================================================================================
photographs   two of four upright bands of each of the nine in `HEIGHTS`
drawings      the other two of each, by `painter.ink_and_wash`: nothing belongs together
test          `chelsea`, of which training saw neither the photograph nor the drawing, but whoever chose the settings
              saw both; and `rocket`, by which nothing was chosen
networks      two `unet`, two `patch_discriminator`
file          ``weights.npy``: one float16 array
============  ======================================================================================================
"""

import functools
import itertools
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from gan_course import models, recipes
from gan_course.arguments import one_of
from gan_course.data import cut_patches, load_photograph, unpaired_batches
from gan_course.data.dataset import as_bytes
from gan_course.packing import unpacked
from gan_course.painter import ink_and_wash
from gan_course.penalties import R1
from gan_course.runtime import keras
from gan_course.training import CycleGAN

WEIGHTS_FILE = Path(__file__).with_name("weights.npy")
HEIGHTS = {
    "china": 256,
    "flower": 213,
    **dict.fromkeys(("coffee", "fig", "mountain", "stream", "peaks", "dandelions", "brushes"), 240),
}
UNSEEN, UNSEEN_HEIGHT = ("chelsea", "rocket"), 210
PATCH, PATCHES, BATCH = 48, 4000, 4
#: That a photograph is cut into, in turn for the photographs and for the drawings: so both are of the same kind.
BANDS = 4
#: Steps, and the translators' rate at the start. A phase begins with new optimizers, other patches, and the weights'
#: moving average of the phase before.
PHASES = ((2500, 1.5e-3), (8000, 7e-4))
RATIO = 3.0  # the discriminators' rate over it
SEED = 0
APART = 100  # between the seeds of the networks


class Sides(NamedTuple):
    """Pictures of two kinds, of which none belong together.

    Args:
        photographs: Arrays (height, width, 3) in [-1, 1].
        drawings: The same.
    """

    photographs: list[np.ndarray]
    drawings: list[np.ndarray]


@functools.cache
def sides() -> Sides:
    """Load the photographs, paint them, and keep every second band of each photograph and the others of its drawing.

    Returns:
        Two bands of each photograph, and the other two of its drawing.
    """
    photographs, drawings = [], []
    for index, (name, height) in enumerate(HEIGHTS.items()):
        photograph = load_photograph(name, height=height)
        drawing = ink_and_wash(photograph)
        edges = np.linspace(0, photograph.shape[1], BANDS + 1).astype(int)
        bands = [slice(*pair) for pair in itertools.pairwise(edges)]
        photographs += [photograph[:, band] for band in bands[index % 2 :: 2]]
        drawings += [drawing[:, band] for band in bands[1 - index % 2 :: 2]]
    return Sides(photographs, drawings)


def unseen_picture(name: str = UNSEEN[0]) -> tuple[np.ndarray, np.ndarray]:
    """Load a photograph that training never sees.

    Args:
        name: One of ``ink.UNSEEN``.

    Returns:
        It, and its true drawing, both (height, width, 3) in [-1, 1].

    Raises:
        ValueError: If training sees the photograph, or there is none of that name.
    """
    one_of("the unseen photograph", name, UNSEEN)
    photograph = load_photograph(name, height=UNSEEN_HEIGHT)
    return photograph, ink_and_wash(photograph)


def batches(seed: int = SEED, *, patches: int = PATCHES) -> Any:
    """Draw patches of photographs and of drawings.

    Args:
        seed: Seed of the places and the order.
        patches: How many to cut of each kind, at least a batch; more than a training draws only take memory.

    Returns:
        An endless ``tf.data.Dataset`` of pairs.

    Raises:
        ValueError: If there are fewer patches than a batch holds.
    """
    pixels = [[as_bytes(picture) for picture in pictures] for pictures in sides()]
    first, second = (cut_patches(pictures, patches, PATCH, seed=seed + i) for i, pictures in enumerate(pixels))
    return unpaired_batches(first, second, BATCH, seed=seed)


def cycle_gan(
    steps: int = PHASES[0][0],
    *,
    rate: float = PHASES[0][1],
    cycle_weight: float = 0.5,
    content_weight: float = 0.25,
    pool: int = 8,
    seed: int = SEED,
) -> CycleGAN:
    """Make the CycleGAN of photographs and drawings.

    Args:
        steps: Steps that it will train; its rates fall linearly over them.
        rate: The translators' learning rate at the start.
        cycle_weight: As in `CycleGAN.compile`.
        content_weight: As in `CycleGAN.compile`.
        pool: As in `CycleGAN.compile`.
        seed: Seed of the weights.

    Returns:
        A compiled `CycleGAN`.
    """
    seeds = [seed + APART * i for i in range(4)]
    translators = [models.unet(seed=each) for each in seeds[:2]]
    model = CycleGAN(*translators, *(models.patch_discriminator(seed=each) for each in seeds[2:]))

    def adam(start: float, **average: Any) -> Any:
        return keras.optimizers.Adam(recipes.falling(start, steps), beta_1=0.5, **average)

    model.compile(
        "relativistic",
        lambda: adam(rate, use_ema=True, ema_momentum=0.98),
        lambda: adam(RATIO * rate),
        cycle_weight=cycle_weight,
        content_weight=content_weight,
        pool=pool,
        penalty=R1(0.0002),
        penalty_every=8,
        seed=seed,
    )
    return model


def load_weights(model: CycleGAN) -> CycleGAN:
    """Give a CycleGAN the weights that the course ships.

    Args:
        model: What `cycle_gan` returned.

    Returns:
        The same.
    """
    model.set_weights(unpacked(np.load(WEIGHTS_FILE), [weight.shape for weight in model.weights]))
    return model

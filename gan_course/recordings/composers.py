"""Train the composers of Day 9 whose melodies and figures the course ships."""

import numpy as np

from gan_course import discrete, music
from gan_course.demos import day09
from gan_course.packing import npy
from gan_course.runtime import keras
from gan_course.training import GAN

STEPS, SPLITS = 2_000, (0, 1, 2)
SHIPPED, SHIPPED_SPLIT, SAMPLES = 200, 0, 1_000


def melodies() -> bytes:
    """Train a composer, and let it write.

    Returns:
        An ``.npy`` file of symbols, int8, (200, 32).
    """
    gan = trained(music.load_melodies(SHIPPED_SPLIT), seed=SHIPPED_SPLIT)
    return npy(gan.generate(SHIPPED, seed=5).argmax(axis=-1).astype(np.int8))


def table() -> list[tuple[str, int, float]]:
    """Train composers on three splits of the tunes, a seed each, and measure them beside Markov chains.

    Returns:
        Rows: origin and measure, split, figure.
    """
    rows = []
    for split in SPLITS:
        data = music.load_melodies(split)
        made = {"training tunes": data.train}
        made |= {
            f"Markov, order {order}": music.markov_melodies(data.train, order, SAMPLES, seed=split)
            for order in (1, 2, 4)
        }
        made["GAN"] = trained(data, seed=split).generate(SAMPLES, seed=split).argmax(axis=-1)
        for name, figures in day09.melody_table(made, data).items():
            rows += [(f"{name}: {measure}", split, 100 * figure) for measure, figure in figures.items()]
    return rows


def trained(data: music.Melodies, *, seed: int) -> GAN:
    """Train a composer as the lesson does.

    Args:
        data: The melodies.
        seed: Seed of weights, noise and order.

    Returns:
        The GAN.
    """
    keras.utils.set_random_seed(seed)
    generator = day09.reference_composer(discrete.gumbel_softmax, day09.CODE, music.STEPS, music.SYMBOLS)
    gan = day09.composer_gan(generator, STEPS, seed=seed)
    gan.fit(day09.melody_batches(data.train, seed=seed), steps_per_epoch=STEPS, verbose=0)
    return gan

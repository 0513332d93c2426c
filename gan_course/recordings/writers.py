"""Train the GANs of Day 9 that write names, whose figures the course ships."""

from collections.abc import Sequence

from gan_course import discrete, text
from gan_course.demos import day09
from gan_course.runtime import keras
from gan_course.training import GAN

STEPS, SEEDS, SAMPLES = 2_500, (0, 1, 2), 900


def table() -> list[tuple[str, int, float]]:
    """Train three GANs of names, and measure them beside n-gram models with as many names of their own.

    Returns:
        Rows: origin and measure, seed, figure in per cent.
    """
    names, rows = text.load_names(), []
    for seed in SEEDS:
        made = {f"{size}-gram model": text.ngram_words(names.train, size, SAMPLES, seed=seed) for size in (2, 3, 4)}
        made["GAN"] = day09.written(trained(names.train, seed=seed), SAMPLES, seed=seed)
        for who, words in made.items():
            figures = text.compare(words, names.train, names.test)
            rows += [(f"{who}: {measure}", seed, 100 * figure) for measure, figure in figures.items()]
    return rows


def trained(names: Sequence[str], *, seed: int) -> GAN:
    """Train a GAN of names as the lesson does.

    Args:
        names: What it learns from.
        seed: Seed of weights, noise and order.

    Returns:
        The GAN.
    """
    keras.utils.set_random_seed(seed)
    generator = day09.reference_composer(discrete.gumbel_softmax, day09.CODE, text.LENGTH, len(text.LETTERS))
    gan = day09.words_gan(generator, STEPS, seed=seed)
    gan.fit(day09.word_batches(names, seed=seed), steps_per_epoch=STEPS, verbose=0)
    return gan

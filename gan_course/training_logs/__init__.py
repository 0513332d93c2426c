"""Five real training logs, from runs that went well or wrong in a known way, and how to tell which is which.

Every log comes from a small GAN of dense layers on the digits that ship with scikit-learn. One row stands for 50
steps. ``python -m gan_course.training_logs`` trains them all anew.

=======================  =========================================================================
name                     what was done
=======================  =========================================================================
healthy                  nothing wrong
discriminator_wins       the generator's learning rate is far too small, the discriminator's large
collapse                 no batch normalisation, and the discriminator too slow for the generator
chance                   the discriminator's labels were shuffled apart from their images
diverged                 both learning rates are ten thousand times too large
=======================  =========================================================================
"""

import csv
from importlib import resources

import numpy as np

from gan_course.arguments import one_of

__all__ = ["COLUMNS", "NAMES", "SEEDS", "STEPS_PER_ROW", "diagnose", "joined", "load", "means_at_the_end"]

NAMES = ("healthy", "discriminator_wins", "collapse", "chance", "diverged")
SEEDS = tuple(range(5))
STEPS_PER_ROW = 50
COLUMNS = ("d_loss", "g_loss", "real_accuracy", "fake_accuracy", "diversity")


def load(name: str, seed: int = 0) -> dict[str, np.ndarray]:
    """Load the log of one training run.

    Args:
        name: One of `NAMES`.
        seed: Which of the runs that were made in this way, one of `SEEDS`.

    Returns:
        The columns `COLUMNS`, each a float array with one entry for every 50 steps. A run that ended early has fewer.

    Raises:
        ValueError: If there is no such log.

    Examples:
        >>> sorted(load("healthy"))
        ['d_loss', 'diversity', 'fake_accuracy', 'g_loss', 'real_accuracy']
    """
    one_of("the log", name, NAMES)
    one_of("seed", seed, SEEDS)
    text = resources.files(__name__).joinpath(f"{name}-{seed}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {column: np.array([float(row[column]) for row in rows]) for column in COLUMNS}


def diagnose(log: dict[str, np.ndarray]) -> str:
    """Tell from a log what became of the training run: from its last quarter, and in this order.

    =======================  =======================================================================
    diverged                 a loss that is not finite or above 100
    collapse                 the diversity is below 0.4, where the real images' is 1
    discriminator_wins       more than 98 % of the real and of the fake images are recognised
    chance                   both losses within 0.1 of chance, 2 log 2 and log 2
    healthy                  none of these
    =======================  =======================================================================

    Args:
        log: Arrays of one length (n,), n at least 1: ``d_loss``, the sum of the real and the fake term; ``g_loss``, the
            non-saturating one; ``real_accuracy`` and ``fake_accuracy``, from 0 to 1; ``diversity``, 1 for real images.

    Returns:
        One of `NAMES`.
    """
    last = {column: np.asarray(log[column])[-max(1, len(log[column]) // 4) :] for column in COLUMNS}
    losses = np.concatenate([last["d_loss"], last["g_loss"]])
    if not np.isfinite(losses).all() or np.abs(losses).max() > 100:
        return "diverged"
    mean = {column: values.mean() for column, values in last.items()}
    if mean["diversity"] < 0.4:
        return "collapse"
    if min(mean["real_accuracy"], mean["fake_accuracy"]) > 0.98:
        return "discriminator_wins"
    at_chance = abs(mean["d_loss"] - 2 * np.log(2)) < 0.1 and abs(mean["g_loss"] - np.log(2)) < 0.1
    return "chance" if at_chance else "healthy"


def joined(first: dict[str, np.ndarray], then: dict[str, np.ndarray], *, rows: int = 16) -> dict[str, np.ndarray]:
    """Join two logs: what the log of a run looks like that changes late.

    Args:
        first: A log, whose last rows are left out.
        then: A log, of which only the last rows are taken.
        rows: How many rows, at least 1 and below the number of rows of either log.

    Returns:
        A log with as many rows as ``first``.

    Raises:
        ValueError: If a log is too short.
    """
    shortest = min(len(log["d_loss"]) for log in (first, then))
    if not 1 <= rows < shortest:
        raise ValueError(f"expected rows from 1 to {shortest - 1}, got {rows}; take fewer, or a longer log")
    return {column: np.concatenate([first[column][:-rows], then[column][-rows:]]) for column in COLUMNS}


def means_at_the_end(log: dict[str, np.ndarray], rows: int = 10) -> dict[str, float]:
    """Average each column over the last rows of a log.

    Args:
        log: The log.
        rows: How many rows, or all if there are fewer.

    Returns:
        The means by column.
    """
    return {column: float(np.mean(log[column][-rows:])) for column in COLUMNS}

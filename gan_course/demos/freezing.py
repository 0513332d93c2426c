"""What Keras trains where the discriminator is frozen: the widespread program, and lists of events."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from gan_course import models
from gan_course.arguments import one_of
from gan_course.runtime import keras

__all__ = ["RECIPES", "count_changes", "play_recipe"]

#: The program as it is copied, and two that differ from it a little.
RECIPES = ("(a) frozen after compile", "(b) trained once, then frozen", "(c) thawed for each step")


def play_recipe(recipe: str, real_points: np.ndarray, rounds: int) -> Mapping[str, str]:
    """Train a GAN by freezing the discriminator inside a combined model, and count what changes in the last round.

    Args:
        recipe: One of `RECIPES`.
        real_points: Real points, shape (n, 2) with n at least 32.
        rounds: How many rounds: a step of the discriminator, then one of the combined model.

    Returns:
        For "D" and "G", how many of the numbers of that network changed in its own step.

    Raises:
        ValueError: If the recipe is unknown.
    """
    one_of("recipe", recipe, RECIPES)
    noise = np.random.default_rng(0).standard_normal((32, 2)).astype(np.float32)
    generator = models.mlp_generator(2, (16,), sample_shape=(2,), batch_norm=False, output_activation=None, seed=1)
    discriminator = _compiled(models.mlp_discriminator((16,), sample_shape=(2,), seed=2))

    def points() -> np.ndarray:
        return np.concatenate([real_points[:32], np.asarray(generator(noise))])

    if recipe == RECIPES[1]:
        discriminator.train_on_batch(points(), _labels(64))
    discriminator.trainable = False
    combined = _compiled(keras.Sequential([generator, discriminator]))
    for _ in range(rounds):
        if recipe == RECIPES[2]:
            discriminator.trainable = True
        of_d = _changed(discriminator, functools.partial(discriminator.train_on_batch, points(), _labels(64)))
        if recipe == RECIPES[2]:
            discriminator.trainable = False
        of_g = _changed(generator, functools.partial(combined.train_on_batch, noise, np.ones((32, 1), np.float32)))
    return {
        "D": f"{of_d} of {discriminator.count_params()}",
        "G": f"{of_g} of {generator.count_params()}",
    }


def count_changes(events: Sequence[str], points: np.ndarray) -> list[int]:
    """Let events happen to a real network, and count how many of its 65 weights each training call changes.

    Args:
        events: Each ``"compile"``, ``"freeze"``, ``"unfreeze"``, ``"train"`` (on 64 points) or ``"train-32"``.
        points: Points to train with, shape (64, 2).

    Returns:
        One count for each training call.

    Raises:
        ValueError: If an event is unknown.
    """
    network = models.mlp_discriminator((16,), sample_shape=(2,), seed=2)
    sizes = {"train": 64, "train-32": 32}
    counts = []
    for event in events:
        if event == "compile":
            _compiled(network)
        elif event in ("freeze", "unfreeze"):
            network.trainable = event == "unfreeze"
        elif event in sizes:
            size = sizes[event]
            counts.append(_changed(network, functools.partial(network.train_on_batch, points[:size], _labels(size))))
        else:
            raise ValueError(
                f"expected 'compile', 'freeze', 'unfreeze', 'train' or 'train-32', got {event!r}; correct the list"
            )
    return counts


def _labels(count: int) -> np.ndarray:
    """Half of them real, half of them fake."""
    return np.repeat(np.array([[1.0], [0.0]], np.float32), count // 2, axis=0)


def _compiled(network: Any) -> Any:
    network.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True), jit_compile=False)
    return network


def _changed(network: Any, action: Callable[[], object]) -> int:
    before = network.get_weights()  # copies, of all weights, trainable or not
    action()
    return sum(int(np.sum(old != new)) for old, new in zip(before, network.get_weights(), strict=True))

"""What makes two runs the same one: the variables of the model, and the settings of training."""

import itertools
from pathlib import Path
from typing import Any

from gan_course.training.checkpoints import Checkpoint


def variables_of(model: Any) -> dict[str, Any]:
    """Find everything that training changes.

    Args:
        model: A compiled ``GAN``.

    Returns:
        Keras variables, by names that do not depend on how many layers this process has made before.
    """
    players = {"generator": model.generator, "discriminator": model.discriminator}
    weights = {
        f"{player}/{index:03d} {variable.name}": variable
        for player, network in players.items()
        for index, variable in enumerate(network.variables)
    }
    return weights | {f"optimizer/{index:03d}": variable for index, variable in enumerate(model.optimizer.variables)}


def settings_of(model: Any) -> dict[str, str]:
    """Describe the choices that a run must not change; a learning rate that is a number is a variable, not a choice.

    Args:
        model: A compiled ``GAN``.

    Returns:
        The choices, in words.
    """
    settings = {"loss": model.adversarial_loss.name, "real_label": model._compile_arguments["real_label"]}
    settings |= {"discriminator_steps": model.discriminator_steps, "seed": model.seed}
    if model.penalty is not None:
        settings["penalty"] = getattr(model.penalty, "__name__", model.penalty)
        settings["penalty_every"] = model.penalty_every
    schedule = model.penalty_schedule
    if hasattr(schedule, "get_config"):
        settings["penalty_schedule"] = f"{type(schedule).__name__} {schedule.get_config()}"
    elif schedule is not None:
        settings["penalty_schedule"] = getattr(schedule, "__name__", schedule)
    if model.augment is not None:
        settings["augment"] = getattr(model.augment, "__name__", model.augment)
    for player in ("generator_optimizer", "discriminator_optimizer"):
        optimizer = getattr(model, player)
        settings[player] = type(optimizer).__name__
        for name, value in optimizer.get_config().items():
            if name != "name" and not (name == "learning_rate" and isinstance(value, float)):
                settings[f"{player} {name}"] = value
    return {name: str(value) for name, value in settings.items()}


def check_same(folder: Path, found: Checkpoint, settings: dict[str, str], variables: dict[str, Any]) -> None:
    """Refuse to go on with a checkpoint of something else.

    Args:
        folder: Where it lies.
        found: The checkpoint.
        settings: The settings of this run.
        variables: The variables of this run's model, by name.

    Raises:
        ValueError: If a variable or a setting differs; the first one is named.
    """
    for expected, got in itertools.zip_longest(_described(variables), _described(found.arrays), fillvalue="nothing"):
        if expected != got:
            raise ValueError(
                f"{folder} holds checkpoints of another model: expected {expected}, got {got}. "
                "Take another folder, or the networks and optimizers of before"
            )
    saved = found.notes["settings"]
    for name in settings | saved:
        there, here = saved.get(name, "not set"), settings.get(name, "not set")
        if there != here:
            raise ValueError(
                f"{folder} holds checkpoints of another run: {name} was {there}, now it is {here}. "
                "Take another folder, or the settings of before"
            )


def _described(arrays: dict[str, Any]) -> list[str]:
    """Name, type and shape of each; Keras's types are strings."""
    return [
        f"{name} ({getattr(array.dtype, 'name', array.dtype)} of shape {tuple(array.shape)})"
        for name, array in arrays.items()
    ]

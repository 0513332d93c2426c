"""What makes two runs the same one: the variables of the model, and the settings of training."""

import itertools
from pathlib import Path
from typing import Any

from gan_course.training.checkpoints import Checkpoint


def variables_of(model: Any) -> dict[str, Any]:
    """Find everything that training changes.

    Args:
        model: A compiled `AdversarialModel`.

    Returns:
        Keras variables, by names that do not depend on how many layers this process has made before.
    """
    weights = {
        f"{name}/{index:03d} {variable.name}": variable
        for name, network in model.networks.items()
        for index, variable in enumerate(network.variables)
    }
    return weights | {f"optimizer/{index:03d}": variable for index, variable in enumerate(model.optimizer.variables)}


def settings_of(model: Any) -> dict[str, str]:
    """Describe the choices that a run must not change; a learning rate that is a number is a variable, not a choice.

    Args:
        model: A compiled `AdversarialModel`.

    Returns:
        The choices, in words.
    """
    settings = {name: _in_words(choice) for name, choice in model.settings().items() if choice is not None}
    for name, optimizer in model.optimizers.items():
        settings[f"{name}_optimizer"] = type(optimizer).__name__
        for option, value in optimizer.get_config().items():
            if option != "name" and not (option == "learning_rate" and isinstance(value, float)):
                settings[f"{name}_optimizer {option}"] = str(value)
    return settings


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
                f"{folder} holds checkpoints of another model: expected {expected}, got {got}; "
                "take another folder, or the networks and optimizers of before"
            )
    saved = found.notes["settings"]
    for name in settings | saved:
        there, here = saved.get(name, "nothing"), settings.get(name, "nothing")
        if there != here:
            raise ValueError(
                f"{folder} holds checkpoints of another run: expected {name} to be {here}, got {there}; "
                "take another folder, or the settings of before"
            )


def _described(arrays: dict[str, Any]) -> list[str]:
    """Name, type and shape of each; Keras's types are strings."""
    return [
        f"{name} ({getattr(array.dtype, 'name', array.dtype)} of shape {tuple(array.shape)})"
        for name, array in arrays.items()
    ]


def _in_words(choice: Any) -> str:
    """Describe a choice without the address at which an object lies, which differs from process to process."""
    if hasattr(choice, "get_config") and type(choice).__repr__ is object.__repr__:
        return f"{type(choice).__name__} {choice.get_config()}"
    return str(getattr(choice, "__name__", choice))

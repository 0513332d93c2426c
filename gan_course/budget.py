"""The training budget: how much a notebook may compute, and which claims it can therefore check.

===========  =========================================  ===================================
budget       used by                                    a whole notebook takes
===========  =========================================  ===================================
``smoke``    continuous integration                     under 30 seconds
``laptop``   the default without a GPU                  under 4 minutes on two cores
``gpu``      the default where TensorFlow sees a GPU    the same or less, with longer runs
===========  =========================================  ===================================
"""

import os
from typing import TypeVar

from gan_course.arguments import one_of

Value = TypeVar("Value")

NAMES = ("smoke", "laptop", "gpu")
VARIABLE = "GAN_COURSE_BUDGET"


def name() -> str:
    """Name the current budget.

    Returns:
        The value of the environment variable ``GAN_COURSE_BUDGET`` if it is set, else ``"gpu"`` where TensorFlow sees
        a GPU and ``"laptop"`` where it does not.

    Raises:
        ValueError: If the variable holds something else than ``smoke``, ``laptop`` or ``gpu``.
    """
    chosen = os.environ.get(VARIABLE)
    if not chosen:
        from gan_course.runtime import device

        return "laptop" if device() == "CPU" else "gpu"
    one_of(VARIABLE, chosen, NAMES, advice="set it to one of these, or unset it")
    return chosen


def long_enough_for_xla() -> bool:
    """Tell whether training is long enough for what XLA saves in each step to pay for its compilation.

    Returns:
        Whether the budget is another than ``smoke``.
    """
    return name() != "smoke"


def choose(*, smoke: Value, laptop: Value, gpu: Value | None = None) -> Value:
    """Choose the value that belongs to the current budget.

    Args:
        smoke: Value for continuous integration; as little as still runs every line.
        laptop: Value for two CPU cores.
        gpu: Value for a GPU; the laptop's by default.

    Returns:
        One of the three.
    """
    return {"smoke": smoke, "laptop": laptop, "gpu": laptop if gpu is None else gpu}[name()]


def claim(statement: str, holds: bool) -> None:
    """Assert a claim about the quality of a training run, at the budgets that train long enough for it.

    Args:
        statement: The claim in words, as the text above the cell makes it.
        holds: Whether the figures of this run bear it out.

    Raises:
        AssertionError: If the claim does not hold and the budget is ``laptop`` or ``gpu``.
    """
    if name() == "smoke":
        print(f"not checked at the smoke budget: {statement}")
        return
    assert holds, f"this run does not bear out the claim: {statement}"
    print(f"✓ {statement}")

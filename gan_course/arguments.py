"""Checks of arguments that many functions share."""

import numpy as np


def whole(name: str, value: int, *, at_least: int) -> int:
    """Refuse what is not a whole number, or too small.

    Args:
        name: Name of the argument, for the message.
        value: What was passed.
        at_least: The smallest number allowed.

    Returns:
        The number as an ``int``.

    Raises:
        ValueError: If it is anything else, also a bool.
    """
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < at_least:
        raise ValueError(f"{name} takes a whole number of at least {at_least}; got {value!r}")
    return int(value)

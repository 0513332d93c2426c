"""Checks of arguments that many functions share. Like all of the course's messages, theirs say: expected, got, do."""

import math
import numbers
from collections.abc import Collection


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
    if not _is(numbers.Integral, value) or value < at_least:
        raise ValueError(f"expected {name} to be a whole number of at least {at_least}, got {value!r}")
    return int(value)


def whole_up_to(name: str, value: int, at_most: int, limit: str) -> int:
    """Refuse what is not a whole number from 1 to a limit.

    Args:
        name: Name of the argument, for the message.
        value: What was passed.
        at_most: The largest number allowed.
        limit: Where that comes from, such as ``"the number of images"``.

    Returns:
        The number as an ``int``.

    Raises:
        ValueError: If it is anything else, also a bool.
    """
    if not _is(numbers.Integral, value) or not 1 <= value <= at_most:
        raise ValueError(f"expected {name} to be a whole number from 1 to {at_most}, {limit}, got {value!r}")
    return int(value)


def not_negative(name: str, value: float) -> float:
    """Refuse what is not a number, below 0, infinite or NaN.

    Args:
        name: Name of the argument, for the message.
        value: What was passed.

    Returns:
        The number as a ``float``.

    Raises:
        ValueError: If it is anything else, also a bool.
    """
    if not _is(numbers.Real, value) or not 0 <= value < math.inf:
        raise ValueError(f"expected {name} to be a number of at least 0, got {value!r}")
    return float(value)


def one_of(name: str, value: object, choices: Collection[object], *, advice: str = "") -> None:
    """Refuse what is not among the choices.

    Args:
        name: Name of the argument, for the message.
        value: What was passed.
        choices: What is allowed.
        advice: What to do, where the choices do not tell.

    Raises:
        ValueError: If it is none of them.
    """
    if value not in choices:
        end = f"; {advice}" if advice else ""
        raise ValueError(f"expected {name} to be one of {', '.join(map(repr, choices))}, got {value!r}{end}")


def _is(kind: type, value: object) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)

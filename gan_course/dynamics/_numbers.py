"""Checks of numbers that the modules of this package share."""


def not_negative(**named: float) -> float:
    """Refuse a number below 0 and NaN; the message takes the argument's name."""
    ((name, number),) = named.items()
    if not number >= 0:
        raise ValueError(f"{name} must be at least 0, not {number}")
    return float(number)

"""Objects of plain numbers that a saved model keeps by their fields."""

from dataclasses import asdict
from typing import Any, Self


class Described:
    """What Keras asks of an object that a file is to hold; a base of frozen dataclasses."""

    def get_config(self) -> dict[str, Any]:
        """Describe the object for saving.

        Returns:
            Its fields.
        """
        return asdict(self)  # type: ignore[call-overload]

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make an object from its description.

        Args:
            config: What `get_config` returned.

        Returns:
            The object.
        """
        return cls(**config)

"""A saved model for a command."""

from pathlib import Path
from typing import Any


def load_model(path: Path, wanted: str) -> Any:
    """Load a saved model.

    Args:
        path: A .keras file.
        wanted: What it should hold, for the message.

    Returns:
        The Keras model.

    Raises:
        FileNotFoundError: If there is no such file.
        ValueError: If it is damaged, or no model.
    """
    if not path.is_file():
        raise FileNotFoundError(f"expected {wanted}, got no file {path}; train one, and save it with model.save")
    import gan_course.training  # noqa: F401 - its classes are registered for Keras to find
    from gan_course.runtime import keras

    try:
        return keras.saving.load_model(path)
    except Exception as error:  # Keras raises whatever a part of a damaged file leads to
        cause = str(error).partition("\n")[0]
        raise ValueError(f"expected {wanted}, got {path}, which is none or is damaged: {cause}") from error

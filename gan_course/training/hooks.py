"""Callbacks that act around the whole of ``fit``, where Keras gives a callback no place."""

import contextlib
from collections.abc import Iterator
from typing import Any

from gan_course.runtime import keras


class FitCallback(keras.callbacks.Callback):
    """A Keras callback that may also change the arguments of ``fit``, and that hears of its end also where it raises.

    Any `AdversarialModel` calls both methods of the callbacks in its ``fit(callbacks=[…])``.
    """

    def before_fit(self, model: Any, arguments: dict[str, Any]) -> dict[str, Any]:
        """Act before training, and choose with which arguments to train.

        Args:
            model: The compiled model.
            arguments: The arguments of ``fit``, by name.

        Returns:
            The arguments with which to train.
        """
        return arguments

    def after_fit(self) -> None:
        """Act after training, also where ``fit`` raised: Keras does not call ``on_train_end`` there."""


def prepared(model: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Let every `FitCallback` among the callbacks change the arguments of ``fit``.

    Args:
        model: The compiled model.
        arguments: The arguments of ``fit``, by name.

    Returns:
        The arguments with which to train.
    """
    for callback in _fit_callbacks(arguments):
        arguments = callback.before_fit(model, arguments)
    return arguments


@contextlib.contextmanager
def ended(arguments: dict[str, Any]) -> Iterator[None]:
    """Tell every `FitCallback` at the end of a ``with`` block.

    Args:
        arguments: The arguments of ``fit``, by name.

    Yields:
        Nothing.
    """
    try:
        yield
    finally:
        for callback in _fit_callbacks(arguments):
            callback.after_fit()


def check_averages(model: Any, arguments: dict[str, Any]) -> None:
    """Refuse callbacks that put weights of an earlier epoch in place, where the moving averages should stay.

    Args:
        model: The compiled model.
        arguments: The arguments of ``fit``, by name.

    Raises:
        ValueError: If a callback has ``restore_best_weights`` set while an optimizer has ``use_ema``.
    """
    averaging = any(optimizer.use_ema for optimizer in model.optimizers.values())
    for callback in keras.tree.flatten(arguments.get("callbacks") or []):
        if averaging and getattr(callback, "restore_best_weights", False):
            raise ValueError(
                f"expected {type(callback).__name__}(restore_best_weights=False) beside an optimizer with "
                "use_ema=True, got True, which would undo the averages at the end of fit; leave one of the two out"
            )


def _fit_callbacks(arguments: dict[str, Any]) -> list[FitCallback]:
    callbacks = keras.tree.flatten(arguments.get("callbacks") or [])
    return [callback for callback in callbacks if isinstance(callback, FitCallback)]

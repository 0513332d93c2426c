"""Where a run stands in its data, and how to get there again."""

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gan_course.data.dataset import passes_of
from gan_course.runtime import tf

_USED: weakref.WeakSet[Any] = weakref.WeakSet()  # datasets that a run of this process drew from
ADVICE = "train on dataset.batches(batch_size, seed=…).repeat() with steps_per_epoch"


@dataclass(frozen=True)
class Position:
    """Data of which a run can find its place again.

    Args:
        data: What `fit` trains on.
        settings: What must be the same when a run goes on, in words.
        take: Takes the place, when training begins.
    """

    data: Any
    settings: dict[str, str]
    take: Callable[[], None] = lambda: None

    @classmethod
    def of(cls, model: Any, arguments: dict[str, Any]) -> "Position":
        """Look at the data of a run.

        Args:
            model: The compiled ``GAN``.
            arguments: The arguments of ``fit``, by name.

        Returns:
            Their beginning.

        Raises:
            ValueError: If their place could not be found again.
        """
        x, steps = arguments.get("x"), arguments.get("steps_per_epoch")
        if isinstance(x, np.ndarray | tf.Tensor):
            _check_array(arguments)
            settings = {"data": f"an array {x.shape}, batch_size={arguments.get('batch_size')}"}
        elif isinstance(x, tf.data.Dataset):
            _check_dataset(x, steps)
            settings = {"data": str(passes_of(x) or "a tf.data.Dataset"), "batches": str(x.element_spec)}
        else:
            raise ValueError(
                "expected an array or a tf.data.Dataset, in which Resume finds its place again, got "
                f"{type(x).__name__}; {ADVICE}"
            )
        calls = -(-(steps or 0) // model.steps_per_execution)
        return cls(x, settings | {"steps an epoch": str(calls * model.steps_per_execution or "all")})

    def after(self, *, epochs: int, steps: int) -> "Position":
        """Move on in the data.

        Args:
            epochs: Epochs trained since the beginning.
            steps: Steps trained since the beginning.

        Returns:
            The place after them.

        Raises:
            ValueError: If something was drawn from the data in this process, and that cannot be undone.
        """
        x = self.data
        if not isinstance(x, tf.data.Dataset):
            return self
        passes = passes_of(x)
        if passes is None:
            return Position(_fresh(x).skip(steps), self.settings)
        if x.cardinality() != tf.data.INFINITE_CARDINALITY:
            return Position(x, self.settings, lambda: passes.begun.assign(epochs))
        begun, within = divmod(steps, len(passes))
        return Position(x.skip(within), self.settings, lambda: passes.begun.assign(begun))


def _fresh(x: tf.data.Dataset) -> tf.data.Dataset:
    if x in _USED:
        raise ValueError(
            "expected a tf.data.Dataset at its beginning, got one that was trained on before in this process, which "
            f"Resume cannot turn back; make it anew before each fit, or {ADVICE}, which it can turn back"
        )
    _USED.add(x)
    return x


def _check_array(arguments: dict[str, Any]) -> None:
    if arguments.get("shuffle", True) or arguments.get("steps_per_epoch"):
        raise ValueError(
            "expected shuffle=False without steps_per_epoch, because Resume cannot repeat the order in which Keras "
            f"shuffles an array, nor stop within one, got shuffle={arguments.get('shuffle', True)} and "
            f"steps_per_epoch={arguments.get('steps_per_epoch')}; pass the first alone, or {ADVICE}"
        )


def _check_dataset(x: tf.data.Dataset, steps_per_epoch: int | None) -> None:
    endless = x.cardinality() == tf.data.INFINITE_CARDINALITY
    if endless and not steps_per_epoch:
        raise ValueError(
            "expected steps_per_epoch with an endless tf.data.Dataset, got none; pass it: without, an epoch has no end "
            "after which to save"
        )
    if steps_per_epoch and x.cardinality() >= 0:
        raise ValueError(
            "expected an endless tf.data.Dataset with steps_per_epoch, got one that ends, within which Resume cannot "
            "find its place; add .repeat() to it"
        )
    if not steps_per_epoch and not (passes_of(x) and type(x).__name__ != "_RepeatDataset"):
        raise ValueError(
            f"expected a tf.data.Dataset whose order Resume can repeat from epoch to epoch, got another; {ADVICE}"
        )

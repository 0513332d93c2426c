"""Stop training at a loss that is not finite, with the last good weights in place."""

from collections.abc import Callable
from typing import Any

from gan_course.runtime import tf


class NonFiniteLossError(ArithmeticError):
    """Training met a loss that is NaN or infinite. The model holds the last good weights again."""


class LossGuard:
    """Watches the losses of all networks inside the compiled step, and the weights between two calls.

    Setting a flag in every step costs next to nothing; skipping the update inside the compiled step would slow it down
    by more than a quarter. So the weights are kept before each call of several steps, and a call in which something
    went wrong is taken back as a whole.

    Args:
        model: An `AdversarialModel` that is being compiled.
    """

    NEVER = -1

    def __init__(self, model: Any) -> None:
        self._model = model
        self._all_finite = tf.function(_all_finite)
        self._order: list[str] = []  # in which the networks descend
        # One for each replica, which writes it without asking the others; read only from outside.
        self._failed_at = {
            name: tf.Variable(
                self.NEVER,
                dtype=tf.int64,
                trainable=False,
                synchronization=tf.VariableSynchronization.ON_READ,
                aggregation=tf.VariableAggregation.ONLY_FIRST_REPLICA,
            )
            for name in model.networks
        }

    def watch(self, name: str, loss: Any) -> None:
        """Remember the step if the loss is not finite; part of the compiled step.

        Args:
            name: Name of the network that is about to descend this loss.
            loss: Its loss, a scalar.
        """
        if name not in self._order:
            self._order.append(name)
        failed_at = self._failed_at[name]
        step = tf.cast(self._model.optimizer.iterations.value, tf.int64)
        failed_at.assign(tf.where(tf.math.is_finite(loss) | (failed_at != self.NEVER), failed_at, step))

    def around(self, train_function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Wrap what Keras calls for several steps at a time.

        Args:
            train_function: The function of ``Model.make_train_function``.

        Returns:
            A function that does the same, but takes the steps back and raises `NonFiniteLossError` where a loss or a
            weight is not finite afterwards.
        """

        def guarded(iterator: Any) -> Any:
            before = [(variable, variable.value.read_value()) for variable in self._state()]
            logs = train_function(iterator)
            failure = self._failure()
            if failure:
                for variable, value in before:
                    variable.assign(value)
                last_good = int(self._model.optimizer.iterations.numpy())
                self._forget()
                raise NonFiniteLossError(
                    f"{failure}; training stopped, and the weights after step {last_good} are back in place. "
                    "Lower the learning rate, or look for the cause in the loss and the data"
                )
            return logs

        return guarded

    def _state(self) -> list[Any]:
        networks = self._model.networks.values()
        return [variable for owner in (*networks, self._model.optimizer) for variable in owner.variables]

    def _failure(self) -> str:
        failed = {name: step for name in self._order if (step := self._first_failure(name)) != self.NEVER}
        if failed:
            # Where several fail in one step, the one that descended first has infected the others.
            name = min(failed, key=lambda name: failed[name])
            return f"the {name}'s loss was not finite at step {failed[name] + 1}"
        for name in self._order:
            if not self._all_finite([weight.value for weight in self._model.networks[name].trainable_variables]):
                step = int(self._model.optimizer.iterations.numpy())
                return f"the {name}'s weights were not finite after step {step}"
        return ""

    def _first_failure(self, name: str) -> int:
        replicas = self._model.distribute_strategy.experimental_local_results(self._failed_at[name])
        return min((step for replica in replicas if (step := int(replica)) != self.NEVER), default=self.NEVER)

    def _forget(self) -> None:
        for step in self._failed_at.values():
            step.assign(self.NEVER)


def _all_finite(weights: list[Any]) -> Any:
    return tf.reduce_all([tf.reduce_all(tf.math.is_finite(weight)) for weight in weights])

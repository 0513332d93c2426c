"""What a step of adversarial training is made of, for any number of networks: seeds, shares, the guard and descent."""

import contextlib
import functools
import inspect
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gan_course.arguments import whole
from gan_course.runtime import keras, tf, untuned
from gan_course.training import hooks
from gan_course.training.averaging import averaged_weights
from gan_course.training.execution import steps_per_execution as resolve_steps
from gan_course.training.execution import use_xla
from gan_course.training.guard import LossGuard
from gan_course.training.replicas import Share, check_scope, share_of

FIT = inspect.signature(keras.Model.fit)


class AdversarialModel(keras.Model):
    """Networks that train with and against each other, each with an optimizer of its own; `GAN` is one of them.

    A subclass writes a ``train_step`` out of what `begin` returns. It has from here: noise that depends on the seed and
    the number of the step alone, a guard that stops at a loss that is not finite, several devices, moving averages of
    the weights, and `Resume`, `StopOnInterrupt` and every other `FitCallback`. What it reports are Keras metrics:
    several steps run in one call, of which Keras passes on no more than the last one's tensors.

    Args:
        networks: The networks, built, by name; each becomes an attribute of that name.
        **kwargs: As for ``keras.Model``.

    Raises:
        TypeError: If one is not a Keras model, or is not built yet.

    Examples:
        Two networks that learn to undo each other, without a discriminator:

        >>> class Inverses(AdversarialModel):
        ...     def __init__(self, networks):
        ...         super().__init__(networks)
        ...         self.error = keras.metrics.Mean(name="error")
        ...
        ...     def train_step(self, data):
        ...         step = self.begin(data)
        ...         with tf.GradientTape(persistent=True) as tape:
        ...             there_and_back = self.backward(self.forward(data, training=True), training=True)
        ...             loss = tf.reduce_mean(tf.square(there_and_back - data))
        ...         for name in self.networks:
        ...             step.descend(name, loss, tape)
        ...         step.end()
        ...         self.error.update_state(step.mean(loss))
        ...         return self.get_metrics_result()
        >>> def linear():
        ...     return keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
        >>> keras.utils.set_random_seed(0)
        >>> model = Inverses({"forward": linear(), "backward": linear()})
        >>> model.compile_networks({"forward": keras.optimizers.SGD(0.02), "backward": keras.optimizers.SGD(0.02)})
        >>> history = model.fit(tf.ones((64, 2)), epochs=20, verbose=0).history["error"]
        >>> history[-1] < history[0]
        True
    """

    def __init__(self, networks: Mapping[str, keras.Model], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name, network in networks.items():
            _check_built(name, network)
            setattr(self, name, network)
        self._names = tuple(networks)
        self.built = True

    @property
    def networks(self) -> dict[str, keras.Model]:
        """The networks, by name."""
        return {name: getattr(self, name) for name in self._names}

    @property
    def optimizers(self) -> dict[str, keras.optimizers.Optimizer]:
        """The optimizer of each network, by the network's name."""
        return {name: getattr(self, f"{name}_optimizer") for name in self._names}

    def compile_networks(
        self,
        optimizers: Mapping[str, Any],
        *,
        seed: int = 0,
        steps_per_execution: int | str = "auto",
        jit_compile: bool | str = "auto",
        run_eagerly: bool = False,
    ) -> None:
        """Give each network its optimizer, and choose how training runs; a subclass's ``compile`` calls it.

        Args:
            optimizers: A Keras optimizer, or its name, for each network, by the network's name.
            seed: Seed of the random numbers, a whole number.
            steps_per_execution: As in `GAN.compile`.
            jit_compile: As in `GAN.compile`.
            run_eagerly: Whether to run step by step in Python, for debugging.

        Raises:
            ValueError: If a number is out of range, a network has nothing to train, two networks have the same
                optimizer, or something was made outside of the scope of the current ``tf.distribute`` strategy.
        """
        if set(optimizers) != set(self._names):
            raise ValueError(f"expected an optimizer for each of {list(self._names)}, got {list(optimizers)}")
        self.seed = whole("seed", seed, at_least=0)
        for name in self._names:
            _check_trainable(name, getattr(self, name))
            setattr(self, f"{name}_optimizer", keras.optimizers.get(optimizers[name]))
        self._guard = LossGuard(self)
        check_scope(**self.networks, **{f"{name}_optimizer": one for name, one in self.optimizers.items()})
        super().compile(
            optimizer=self._all_optimizers(),
            run_eagerly=run_eagerly,
            steps_per_execution=resolve_steps(steps_per_execution, self),
            jit_compile=use_xla(jit_compile, self) and not run_eagerly,
        )

    @functools.wraps(keras.Model.fit)
    def fit(self, *args: Any, **kwargs: Any) -> keras.callbacks.History:
        """Train; Keras's `fit`, with a look at the data first, and with what each `FitCallback` does around it.

        It leaves out Keras's warning that a ``tf.data.Dataset`` is shuffled by itself.
        """
        arguments = FIT.bind(self, *args, **kwargs).arguments
        del arguments["self"]
        for name, network in self.networks.items():
            _check_precision(name, network)
        self.check_data(arguments)
        if self.compiled:
            hooks.check_averages(self, arguments)
            arguments = hooks.prepared(self, arguments)
        if isinstance(arguments.get("x"), tf.data.Dataset):
            arguments = arguments | {"x": untuned(arguments["x"])}
        with warnings.catch_warnings(), hooks.ended(arguments):
            warnings.filterwarnings("ignore", message="`shuffle=True` was passed")
            return super().fit(**arguments)

    def check_data(self, arguments: dict[str, Any]) -> None:
        """Refuse data on which the model cannot train; a subclass says which.

        Args:
            arguments: The arguments of ``fit``, by name.
        """

    def begin(self, samples: Any, *, number: Any = None) -> "Step":
        """Begin a step.

        Args:
            samples: A batch, whose length is the number of samples in this step; with several devices, this one's part.
            number: Number of the step, from which its random numbers are made; by default the training steps so far.

        Returns:
            The step.
        """
        number = self.optimizer.iterations.value if number is None else number
        return Step(self, share_of(samples), tf.cast(number, tf.int64))

    def averaged_weights(self) -> contextlib.AbstractContextManager[Any]:
        """Let weights be their moving averages inside a ``with`` block, where an optimizer keeps them.

        Such as ``keras.optimizers.Adam(use_ema=True, ema_momentum=0.998)``. ``fit`` puts them in place for good at its
        end.

        Returns:
            A context manager, after which the weights are bit for bit what they were. It changes nothing where no
            optimizer keeps an average, or has not taken a step yet.
        """
        stack = contextlib.ExitStack()
        if self.compiled:
            for optimizer in self.optimizers.values():
                stack.enter_context(averaged_weights(optimizer))
        return stack

    def settings(self) -> dict[str, Any]:
        """Name the choices that a run must not change when `Resume` goes on with it.

        Returns:
            The choices, by name; a subclass adds its own. Optimizers are compared without these.
        """
        return {"seed": self.seed}

    def make_train_function(self, force: bool = False) -> Any:
        """Build what ``fit`` calls, with a guard that stops training at a loss that is not finite.

        Args:
            force: Whether to build it again.

        Returns:
            The function.
        """
        if getattr(self, "train_function", None) is None or force:
            super().make_train_function(force)
            self.train_function: Any = self._guard.around(self.train_function)
        return self.train_function

    def _maybe_symbolic_build(self, *args: Any, **kwargs: Any) -> None:
        """Skip what Keras does under a strategy: draw a batch to build a model, whose networks are built already.

        It would use up a pass of the data set, and fails where the shares of a batch differ (keras issue #19246).
        """

    def _all_optimizers(self) -> keras.optimizers.Optimizer:
        """Wrap the optimizers as the model's one, through which Keras's callbacks and files reach them."""
        optimizers = list(self.optimizers.values())
        if len({id(optimizer) for optimizer in optimizers}) < len(optimizers):
            raise ValueError(
                f"expected an optimizer of its own for each of {', '.join(self._names)}, got the same object twice; "
                "make a second one"
            )
        owner = {
            id(variable): self.optimizers[name]
            for name, network in self.networks.items()
            for variable in network.trainable_variables
        }
        together = keras.optimizers.MultiOptimizer(lambda variable: owner[id(variable)])
        together.build(self.trainable_variables)
        return together


class StepPenalty(NamedTuple):
    """A penalty on a network in one step.

    Args:
        value: Scalar.
        gradients: Its gradients by the network's trainable variables.
    """

    value: Any
    gradients: list[Any]


@dataclass(frozen=True)
class Step:
    """One training step of an `AdversarialModel`.

    Args:
        model: The model.
        share: The part of the batch that this device works on.
        number: How many steps were trained before, an integer tensor.
    """

    model: AdversarialModel
    share: Share
    number: Any

    def noise(self, size: int) -> Any:
        """Draw standard normal noise for this step.

        Args:
            size: Length of a noise vector.

        Returns:
            Tensor (samples, size), which depends on the model's seed and the number of the step alone.
        """
        return self.share.of(tf.random.stateless_normal((self.share.total, size), seed=self._seed()))

    def seed(self, purpose: int) -> Any:
        """Make a seed for other random numbers of this step, drawn by each device for its own samples.

        Args:
            purpose: A number of at least 1 that sets one use of random numbers in a step apart from another.

        Returns:
            Pair of integers for ``tf.random.stateless_*``.
        """
        return self.share.own_seed(tf.random.experimental.stateless_fold_in(self._seed(), purpose))

    def mean(self, value: Any) -> Any:
        """Weigh a mean over this device's samples, so that the mean over devices is the one over the batch.

        Args:
            value: A scalar.

        Returns:
            A scalar; with one device, the same.
        """
        return self.share.of_mean(value)

    def penalty(self, name: str, compute: Callable[[], Any], every: int) -> StepPenalty:
        """Compute a penalty on a network in one of so many steps, and count it so many times; it is 0 in the others.

        The gradients are taken on the branch: through a condition, TensorFlow makes them of a graph twice as large.

        Args:
            name: Name of the network.
            compute: Function of no arguments that returns the penalty, a scalar.
            every: The number of steps, at least 1.

        Returns:
            The penalty, for `descend`.
        """
        weights = getattr(self.model, name).trainable_variables

        def zeros() -> list[Any]:
            return [tf.zeros(weight.shape, weight.dtype) for weight in weights]

        def computed() -> StepPenalty:
            with tf.GradientTape() as tape:
                value = every * compute()
            pairs = zip(tape.gradient(value, weights), zeros(), strict=True)
            return StepPenalty(value, [zero if mine is None else tf.convert_to_tensor(mine) for mine, zero in pairs])

        def nothing() -> StepPenalty:
            return StepPenalty(tf.constant(0.0), zeros())

        return computed() if every == 1 else tf.cond(self.number % every == 0, computed, nothing)

    def descend(
        self, name: str, loss: Any, gradients: tf.GradientTape | Sequence[Any], penalty: StepPenalty | None = None
    ) -> None:
        """Take a step of a network's optimizer, and let the guard watch the loss.

        Args:
            name: Name of the network.
            loss: Its loss, a scalar: a mean over this device's samples.
            gradients: The tape that recorded the loss; or the gradients by the network's trainable variables.
            penalty: What is added to the loss, as `penalty` returned it.
        """
        weights = getattr(self.model, name).trainable_variables
        if isinstance(gradients, tf.GradientTape):
            gradients = gradients.gradient(loss, weights)
        if penalty is not None:
            loss += penalty.value
            pairs = zip(gradients, penalty.gradients, strict=True)
            gradients = [other if mine is None else tf.convert_to_tensor(mine) + other for mine, other in pairs]
        self.model._guard.watch(name, self.mean(loss))
        self.model.optimizers[name].apply(self.share.of_sum(list(gradients)), weights)

    def end(self) -> None:
        """Count the step; the last thing that a ``train_step`` does."""
        self.model.optimizer.iterations.assign_add(1)

    def _seed(self) -> Any:
        return tf.stack([tf.constant(self.model.seed, tf.int64), self.number])


def _check_built(name: str, network: Any) -> None:
    if not isinstance(network, keras.Model) or not network.built:
        raise TypeError(f"the {name}: expected a keras.Model that is built, got {network!r}; give it a keras.Input")
    if not getattr(network, "inputs", None):
        raise TypeError(
            f"the {name}: expected a Sequential or functional model, whose inputs are known, got a "
            f"{type(network).__name__}; wrap it: keras.Model(inputs, network(inputs)) with inputs = keras.Input(…)"
        )


def _check_precision(name: str, network: keras.Model) -> None:
    for layer in network._flatten_layers():
        if layer.compute_dtype == "float16":
            raise ValueError(
                f"the {name}: expected layers that compute in float32 or bfloat16, got float16 in {layer.name}, whose "
                'gradients need a scaled loss; set keras.config.set_dtype_policy("mixed_bfloat16") before making it'
            )


def _check_trainable(name: str, network: keras.Model) -> None:
    if not network.trainable_variables:
        raise ValueError(
            f"the {name}: expected weights to train, got none; set {name}.trainable = True, and compile again"
        )

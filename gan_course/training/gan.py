"""A GAN as a ``keras.Model``: one training step for two players; ``fit`` and the callbacks are Keras's own."""

import contextlib
import functools
import inspect
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import losses
from gan_course.arguments import whole
from gan_course.runtime import keras, tf
from gan_course.training import inputs, interrupt, resume
from gan_course.training.averaging import averaged_weights
from gan_course.training.execution import steps_per_execution as resolve_steps
from gan_course.training.execution import use_xla
from gan_course.training.guard import LossGuard
from gan_course.training.replicas import Share, check_scope, only_if, share_of

Penalty = Callable[..., Any]
Augmentation = Callable[[Any, Any], Any]

GENERATE = -1  # stands where training has the number of the step, so that no step shares its noise
PENALTY, AUGMENT_REAL, AUGMENT_FAKE = 1, 2, 3  # set these random numbers apart from the noise of the same step
CHOICES = ("penalty", "penalty_schedule", "augment")  # of `compile`, which a file keeps if they describe themselves
IMAGES_PER_CALL = 512
FIT = inspect.signature(keras.Model.fit)


@keras.saving.register_keras_serializable("gan_course")
class GAN(keras.Model):
    """A generator and a discriminator that train each other.

    Args:
        generator: Model from noise ``(batch, latent_dim)`` to images ``(batch, height, width, channels)``, or to
            samples of any other shape.
        discriminator: Model from such images to logits ``(batch, 1)``.

    Raises:
        TypeError: If one of the two is not a Keras model, or is not built yet.
        ValueError: If the discriminator does not take what the generator makes, or returns something else than logits.

    Examples:
        >>> from gan_course import models
        >>> gan = GAN(models.mlp_generator(8, (16,)), models.mlp_discriminator((16,)))
        >>> gan.compile()
        >>> history = gan.fit(np.zeros((64, 28, 28, 1), "float32"), batch_size=32, verbose=0)
        >>> sorted(history.history)
        ['d_loss', 'fake_accuracy', 'g_loss', 'real_accuracy']
        >>> gan.generate(3).shape
        (3, 28, 28, 1)
    """

    def __init__(self, generator: keras.Model, discriminator: keras.Model, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _check_players(generator, discriminator)
        self.generator = generator
        self.discriminator = discriminator
        self.d_loss = keras.metrics.Mean(name="d_loss")
        self.g_loss = keras.metrics.Mean(name="g_loss")
        self.real_accuracy = keras.metrics.Mean(name="real_accuracy")
        self.fake_accuracy = keras.metrics.Mean(name="fake_accuracy")
        self.penalty_term = keras.metrics.Mean(name="penalty")
        self.penalty: Penalty | None = None
        self.augment: Augmentation | None = None
        self.built = True

    def compile(
        self,
        loss: str | losses.AdversarialLoss = "non_saturating",
        generator_optimizer: Any = None,
        discriminator_optimizer: Any = None,
        penalty: Penalty | None = None,
        discriminator_steps: int = 1,
        *,
        penalty_every: int = 1,
        penalty_schedule: Any = None,
        augment: Augmentation | None = None,
        real_label: float = 1.0,
        seed: int = 0,
        steps_per_execution: int | str = "auto",
        jit_compile: bool | str = "auto",
        run_eagerly: bool = False,
    ) -> None:
        """Choose what the two players minimise, and how.

        Args:
            loss: A name of ``losses.NAMES``, or an `AdversarialLoss`.
            generator_optimizer: A Keras optimizer or its name; by default Adam with rate 0.0002 and β₁ = 0.5.
            discriminator_optimizer: The same for the discriminator; another object than the generator's.
            penalty: Function ``(discriminator, *, real_images, fake_images, seed)`` that returns a scalar to be added
                to the discriminator's loss, where ``seed`` is a pair of integers for ``tf.random.stateless_*``.
            discriminator_steps: The generator takes one step after every so many of the discriminator's, each of which
                takes a batch of its own; at least 1.
            penalty_every: The penalty counts in one of so many steps, and there so many times: about the same effect
                for less work (lazy regularisation); at least 1.
            penalty_schedule: A Keras learning-rate schedule; the penalty is multiplied by what it gives for the step.
            augment: Function ``(images, seed)`` that changes images at random, such as `augment.DiffAugment`. In
                training, the discriminator and the penalty see real and fake images only through it.
            real_label: Target for real images in (0, 1]; below 1 it is one-sided label smoothing.
            seed: Seed of the noise, a whole number; the noise of step s depends on this and s alone, and on whether XLA
                draws it, which has an algorithm of its own.
            steps_per_execution: Steps in one call of TensorFlow, between which no callback runs. ``"auto"`` takes 50,
                10 where there are convolutions, and 1 on several devices, where Keras can do no more.
            jit_compile: Whether to compile with XLA. ``"auto"`` does it for networks without convolutions, and on a GPU
                for all: on a CPU, XLA's convolutions are several times slower. It never does on several devices.
            run_eagerly: Whether to run step by step in Python, for debugging.

        Raises:
            ValueError: If a name is unknown, a number is out of range, both players have the same optimizer, or one of
                the parts was made outside of the scope of the current ``tf.distribute`` strategy.

        Source: Optimizers: Radford et al. 2016, arXiv 1511.06434, §4. Lazy regularisation: Karras et al. 2020, arXiv
            1912.04958, §3.1.
        Departs: lazy regularisation leaves Adam's rate and βs as they are, where the paper scales them by k/(k + 1).
        """
        self.adversarial_loss = losses.get(loss, real_label=real_label)
        self.penalty = penalty
        self.discriminator_steps = whole("discriminator_steps", discriminator_steps, at_least=1)
        self.penalty_every = whole("penalty_every", penalty_every, at_least=1)
        self.penalty_schedule = penalty_schedule
        self.augment = augment
        self.seed = whole("seed", seed, at_least=0)
        self.generator_optimizer = _adam() if generator_optimizer is None else keras.optimizers.get(generator_optimizer)
        self.discriminator_optimizer = (
            _adam() if discriminator_optimizer is None else keras.optimizers.get(discriminator_optimizer)
        )
        check_scope(
            generator=self.generator,
            discriminator=self.discriminator,
            GAN=self.d_loss,
            generator_optimizer=self.generator_optimizer,
            discriminator_optimizer=self.discriminator_optimizer,
        )
        super().compile(
            optimizer=self._both_optimizers(),
            run_eagerly=run_eagerly,
            steps_per_execution=resolve_steps(steps_per_execution, self),
            jit_compile=use_xla(jit_compile, self) and not run_eagerly,
        )
        self._guard = LossGuard(self)
        self._compile_arguments = {
            "loss": loss,
            "discriminator_steps": discriminator_steps,
            "penalty_every": penalty_every,
            "real_label": real_label,
            "seed": seed,
            "steps_per_execution": steps_per_execution,
            "jit_compile": jit_compile,
            "run_eagerly": run_eagerly,
        }

    @functools.wraps(keras.Model.fit)
    def fit(self, *args: Any, **kwargs: Any) -> keras.callbacks.History:
        """Train; Keras's `fit`, with a look at the images first (`inputs.check`).

        It lets `Resume` and `StopOnInterrupt` do what Keras gives a callback no place for, and leaves out Keras's
        warning that a ``tf.data.Dataset`` is shuffled by itself.
        """
        arguments = FIT.bind(self, *args, **kwargs).arguments
        del arguments["self"]
        inputs.check(self, arguments)
        if self.compiled:
            arguments = resume.prepared(self, arguments)
        with warnings.catch_warnings(), interrupt.handed_back(arguments.get("callbacks")):
            warnings.filterwarnings("ignore", message="`shuffle=True` was passed")
            return super().fit(**arguments)

    def train_step(self, data: Any) -> dict[str, Any]:
        """Train on one batch: the discriminator's step, then the generator's against the updated discriminator.

        Args:
            data: Real images, float, shape ``(batch, height, width, channels)``; or a tuple of them and labels, which
                are not used.

        Returns:
            The mean of each metric over the epoch so far.

        Source: Goodfellow et al. 2014, arXiv 1406.2661, Algorithm 1.
        Departs: both steps use the same fake images, where the paper draws new noise for the generator: making them
            takes a good part of a step. The optimizer and the generator's loss are chosen in ``compile``.
        """
        real_images = self._images(data)
        share = share_of(real_images)
        real_images = self._augmented(real_images, share, AUGMENT_REAL)
        with tf.GradientTape() as generator_tape:
            fake_images = self._augmented(self.generator(self._noise(share), training=True), share, AUGMENT_FAKE)

        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_images, training=True)
            fake_logits = self.discriminator(fake_images, training=True)
            d_loss = self.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
            objective = d_loss + self._penalty(real_images, fake_images, share)
        weights = self.discriminator.trainable_variables
        self._descend("discriminator", objective, tape.gradient(objective, weights), share)

        def slopes() -> Any:
            return self._generator_slopes(real_images, fake_images, generator_tape)

        def descend(g_loss: Any, gradients: Any) -> None:
            self._descend("generator", g_loss, gradients, share)
            self.g_loss.update_state(share.of_mean(g_loss))

        if self.discriminator_steps == 1:
            descend(*slopes())
        else:
            only_if((self.optimizer.iterations + 1) % self.discriminator_steps == 0, slopes, descend)

        self.optimizer.iterations.assign_add(1)
        return self._measured(d_loss, real_logits, fake_logits, share)

    def _generator_slopes(self, real_images: Any, fake_images: Any, generator_tape: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(fake_images)
            real_logits = self.discriminator(real_images, training=True)
            fake_logits = self.discriminator(fake_images, training=True)
            g_loss = self.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
        slopes = tape.gradient(g_loss, fake_images)  # of the loss in every pixel: what the generator is told
        weights = self.generator.trainable_variables
        return g_loss, generator_tape.gradient(fake_images, weights, output_gradients=slopes)

    def _descend(self, player: str, loss: Any, gradients: Any, share: Share) -> None:
        self._guard.watch(player, share.of_mean(loss))
        getattr(self, f"{player}_optimizer").apply(share.of_sum(gradients), getattr(self, player).trainable_variables)

    def test_step(self, data: Any) -> dict[str, Any]:
        """Measure both losses and accuracies on one batch of held-out images, training nothing.

        Args:
            data: Images as in `train_step`.

        Returns:
            The mean of each metric so far.
        """
        real_images = self._images(data)
        real_logits = self.discriminator(real_images, training=False)
        share = share_of(real_images)
        fake_images = self.generator(self._noise(share), training=False)
        fake_logits = self.discriminator(fake_images, training=False)
        logits = {"real_logits": real_logits, "fake_logits": fake_logits}
        self.g_loss.update_state(share.of_mean(self.adversarial_loss.generator_loss(**logits)))
        return self._measured(self.adversarial_loss.discriminator_loss(**logits), real_logits, fake_logits, share)

    def call(self, noise: Any, training: bool = False) -> Any:
        """Turn noise into images; `generate` draws the noise too.

        Args:
            noise: Tensor (batch, latent_dim) of standard normal numbers.
            training: Whether batch normalisation uses the statistics of this batch.

        Returns:
            Tensor (batch, height, width, channels).
        """
        return self.generator(noise, training=training)

    def generate(self, n: int, *, seed: int = 0) -> np.ndarray:
        """Make images from noise of a seed.

        Args:
            n: How many, at least 1.
            seed: Seed of the noise, a whole number; the first images of a seed are the same for every n.

        Returns:
            Array (n, height, width, channels), float32; in [-1, 1] from a generator that ends in tanh.

        Raises:
            ValueError: If n or the seed is not a whole number in its range.
        """
        noise = tf.random.stateless_normal(
            (whole("n", n, at_least=1), self.latent_dim), seed=(whole("seed", seed, at_least=0), GENERATE)
        )
        parts = [self.generator(noise[i : i + IMAGES_PER_CALL], training=False) for i in range(0, n, IMAGES_PER_CALL)]
        return np.concatenate([keras.ops.convert_to_numpy(part) for part in parts])

    def averaged_weights(self) -> contextlib.AbstractContextManager[None]:
        """Let the generator's weights be their moving averages inside a ``with`` block.

        The averages are those that the generator's optimizer keeps, for example
        ``keras.optimizers.Adam(use_ema=True, ema_momentum=0.998)``. ``fit`` puts them in place for good at its end.

        Returns:
            A context manager, after which the weights are bit for bit what they were. It changes nothing where the
            optimizer keeps no average, or has not taken a step yet.
        """
        return averaged_weights(self.generator_optimizer) if self.compiled else contextlib.nullcontext()

    @property
    def metrics(self) -> list[keras.metrics.Metric]:
        """The means that `fit` reports: losses, accuracies, and the penalty where there is one."""
        reported = [self.d_loss, self.g_loss, self.real_accuracy, self.fake_accuracy]
        return reported if self.penalty is None else [*reported, self.penalty_term]

    @property
    def latent_dim(self) -> int:
        """Length of a noise vector."""
        return self.generator.input_shape[-1]

    def make_train_function(self, force: bool = False) -> Any:
        """Build what `fit` calls, with a guard that stops training at a loss that is not finite.

        Args:
            force: Whether to build it again.

        Returns:
            The function.
        """
        if getattr(self, "train_function", None) is None or force:
            super().make_train_function(force)
            self.train_function: Any = self._guard.around(self.train_function)
        return self.train_function

    def get_config(self) -> dict[str, Any]:
        """Describe the model for saving.

        Returns:
            The two networks, serialised.
        """
        players = {"generator": self.generator, "discriminator": self.discriminator}
        return {name: keras.saving.serialize_keras_object(player) for name, player in players.items()}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> "GAN":
        """Make a model from its description.

        Args:
            config: What `get_config` returned.
            custom_objects: Classes of the networks' own layers, by name.

        Returns:
            The model, with new weights.
        """
        return cls(
            **{name: keras.saving.deserialize_keras_object(player, custom_objects) for name, player in config.items()}
        )

    def get_compile_config(self) -> dict[str, Any] | None:
        """Describe the arguments of `compile` for saving.

        Returns:
            The arguments, serialised; ``None`` if the loss, the penalty, its schedule or the augmentation is a
            function of one's own, which a file cannot hold: the loaded model then generates, and trains after another
            ``compile``.
        """
        chosen = [getattr(self, name, None) for name in CHOICES]
        named_loss = self.compiled and isinstance(self._compile_arguments["loss"], str)
        if not named_loss or not all(choice is None or hasattr(choice, "get_config") for choice in chosen):
            return None
        parts = {
            name: keras.saving.serialize_keras_object(getattr(self, name))
            for name in ("generator_optimizer", "discriminator_optimizer", *CHOICES)
        }
        return self._compile_arguments | parts

    def compile_from_config(self, config: dict[str, Any]) -> None:
        """Compile with saved arguments.

        Args:
            config: What `get_compile_config` returned.
        """
        self.compile(**{name: keras.saving.deserialize_keras_object(value) for name, value in config.items()})

    def _maybe_symbolic_build(self, *args: Any, **kwargs: Any) -> None:
        """Skip what Keras does under a strategy: draw a batch to build a model, which a GAN's players always are.

        It would use up a pass of the data set, and fails where the shares of a batch differ (keras issue #19246).
        """

    def _both_optimizers(self) -> keras.optimizers.Optimizer:
        """Wrap both optimizers as the model's one, through which Keras's callbacks and files reach them."""
        if self.generator_optimizer is self.discriminator_optimizer:
            raise ValueError("both players have the same optimizer, but each needs one of its own; make a second one")
        of_generator = {id(variable) for variable in self.generator.trainable_variables}
        both = keras.optimizers.MultiOptimizer(
            lambda variable: self.generator_optimizer if id(variable) in of_generator else self.discriminator_optimizer
        )
        both.build(self.trainable_variables)
        return both

    def _images(self, data: Any) -> Any:
        images, _, _ = keras.utils.unpack_x_y_sample_weight(data)
        inputs.check_type(images.dtype, images.shape, self.discriminator.input_shape[1:])
        return images

    def _noise(self, share: Share) -> Any:
        return share.of(tf.random.stateless_normal((share.total, self.latent_dim), seed=self._seed_of_step()))

    def _augmented(self, images: Any, share: Share, purpose: int) -> Any:
        return images if self.augment is None else self.augment(images, self._own_seed(share, purpose))

    def _own_seed(self, share: Share, purpose: int) -> Any:
        return share.own_seed(tf.random.experimental.stateless_fold_in(self._seed_of_step(), purpose))

    def _seed_of_step(self) -> Any:
        return tf.stack([tf.constant(self.seed, tf.int64), tf.cast(self.optimizer.iterations.value, tf.int64)])

    def _penalty(self, real_images: Any, fake_images: Any, share: Share) -> Any:
        penalty_of = self.penalty
        if penalty_of is None:
            return 0.0
        seed = self._own_seed(share, PENALTY)
        arguments = {"real_images": real_images, "fake_images": fake_images, "seed": seed}
        step = self.optimizer.iterations
        weight = self.penalty_every * (1.0 if self.penalty_schedule is None else self.penalty_schedule(step))

        def weighted() -> Any:
            return weight * penalty_of(self.discriminator, **arguments)

        penalty = weighted() if self.penalty_every == 1 else tf.cond(step % self.penalty_every == 0, weighted, _nothing)
        self.penalty_term.update_state(share.of_mean(penalty))
        return penalty

    def _measured(self, d_loss: Any, real_logits: Any, fake_logits: Any, share: Share) -> dict[str, Any]:
        self.d_loss.update_state(share.of_mean(d_loss))
        self.real_accuracy.update_state(tf.cast(real_logits > 0, tf.float32))
        self.fake_accuracy.update_state(tf.cast(fake_logits < 0, tf.float32))
        return self.get_metrics_result()


def _nothing() -> float:
    return 0.0


def _adam() -> keras.optimizers.Optimizer:
    return keras.optimizers.Adam(learning_rate=2e-4, beta_1=0.5)


def _check_players(generator: keras.Model, discriminator: keras.Model) -> None:
    for name, player in (("generator", generator), ("discriminator", discriminator)):
        if not isinstance(player, keras.Model) or not player.built:
            raise TypeError(f"the {name} must be a keras.Model whose input shape is known; got {player!r}")
    if isinstance(generator.input_shape, list) or len(generator.input_shape) != 2 or None in generator.input_shape[1:]:
        raise ValueError(f"the generator must take noise (batch, latent_dim); it takes {generator.input_shape}")
    made, judged = generator.output_shape[1:], discriminator.input_shape[1:]
    if made != judged:
        raise ValueError(f"the generator makes samples of shape {made}, but the discriminator takes {judged}")
    if discriminator.output_shape[1:] != (1,):
        raise ValueError(f"the discriminator must return logits (batch, 1); it returns {discriminator.output_shape}")

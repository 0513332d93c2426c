"""A GAN as a ``keras.Model``: one training step for two players; ``fit`` and the callbacks are Keras's own."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import losses
from gan_course.arguments import whole
from gan_course.layers import SpectralNormalization
from gan_course.runtime import keras, tf
from gan_course.training import inputs
from gan_course.training.adversarial import AdversarialModel, Step, StepPenalty
from gan_course.training.conditions import conditions_of
from gan_course.training.coupling import one_pass
from gan_course.training.players import check_players, condition_inputs
from gan_course.training.replicas import check_scope, only_if

Penalty = Callable[..., Any]
Augmentation = Callable[[Any, Any], Any]
GeneratorTerm = Callable[..., Any]

GENERATE, EVALUATE = -1, -2  # stand where training has the number of the step, so that no step shares its noise
PENALTY, AUGMENT_REAL, AUGMENT_FAKE = 1, 2, 3  # set these random numbers apart from the noise of the same step
CHOICES = ("penalty", "penalty_schedule", "augment", "generator_term")  # a file keeps them if they describe themselves
SAMPLES_PER_CALL = 512


@keras.saving.register_keras_serializable("gan_course")
class GAN(AdversarialModel):
    """A generator and a discriminator that train each other.

    A batch is ``samples``, or ``(samples, condition)``, such as images and their labels: real and fake samples then
    meet under the same condition. Samples have any shape: points, images, sequences. A condition of several parts is a
    tuple. Where no network takes a condition, what comes beside the samples is not used.

    Args:
        generator: Model from noise ``(batch, latent_dim)`` to samples ``(batch, …)``; or from noise and condition, in
            this order; or from a condition alone, with ``noise=False``.
        discriminator: Model from such samples, or from samples and condition, to logits ``(batch, 1)``; or to logits
            ``(batch, height, width, 1)``, one for each patch of an image.
        noise: Whether the generator's first input is noise.
        **kwargs: As for ``keras.Model``.

    Raises:
        TypeError: If one of the two is not a Keras model, is not built yet, or hides its inputs.
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

    def __init__(
        self, generator: keras.Model, discriminator: keras.Model, *, noise: bool = True, **kwargs: Any
    ) -> None:
        super().__init__({"generator": generator, "discriminator": discriminator}, **kwargs)
        check_players(generator, discriminator, noise=noise)
        self.noise = noise
        self.d_loss = keras.metrics.Mean(name="d_loss")
        self.g_loss = keras.metrics.Mean(name="g_loss")
        self.real_accuracy = keras.metrics.Mean(name="real_accuracy")
        self.fake_accuracy = keras.metrics.Mean(name="fake_accuracy")
        self.penalty_mean = keras.metrics.Mean(name="penalty")
        self.generator_term_mean = keras.metrics.Mean(name="generator_term")
        self.penalty: Penalty | None = None
        self.augment: Augmentation | None = None
        self.generator_term: GeneratorTerm | None = None
        self._evaluated = tf.Variable(  # batches since an evaluation began
            0, dtype=tf.int64, trainable=False, aggregation=tf.VariableAggregation.ONLY_FIRST_REPLICA
        )

    def compile(
        self,
        loss: str | losses.AdversarialLoss = "non_saturating",
        generator_optimizer: Any = None,
        discriminator_optimizer: Any = None,
        penalty: Penalty | None = None,
        discriminator_steps: int = 1,
        *,
        simultaneous: bool = False,
        penalty_every: int = 1,
        penalty_schedule: Any = None,
        augment: Augmentation | None = None,
        generator_term: GeneratorTerm | None = None,
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
            penalty: Function ``(discriminator, *, real_samples, fake_samples, seed)`` that returns a scalar to be added
                to the discriminator's loss. Its ``discriminator`` is a function of samples alone, with the condition
                of this batch bound; ``seed`` is a pair of integers for ``tf.random.stateless_*``.
            discriminator_steps: The generator takes one step after every so many of the discriminator's, each of which
                takes a batch of its own; at least 1.
            simultaneous: Whether both players step from where they both stand, so that the generator's gradient is that
                of the discriminator before its step: the order of most tutorials' loops, which saves a pass of the
                discriminator. By default they alternate; day 5 shows what the order does to stability. It needs
                ``discriminator_steps=1``.
            penalty_every: The penalty counts in one of so many steps, and there so many times: about the same effect
                for less work (lazy regularisation); at least 1.
            penalty_schedule: A Keras learning-rate schedule; the penalty is multiplied by what it gives for the step.
            augment: Function ``(samples, seed)`` that changes samples at random, such as `augment.DiffAugment`. In
                training, the discriminator and the penalty see real and fake samples only through it. Conditions stay
                as they are.
            generator_term: Function ``(*, real_samples, fake_samples, condition)`` that returns a scalar to be added to
                the generator's loss, such as `reconstruction.AbsoluteError`; it sees samples before augmentation.
            real_label: Target for real samples in (0, 1]; below 1 it is one-sided label smoothing.
            seed: Seed of the noise, a whole number; the noise of step s depends on this and s alone, and on whether XLA
                draws it, which has an algorithm of its own.
            steps_per_execution: Steps in one call of TensorFlow, between which no callback runs. ``"auto"`` takes 50,
                10 where there are convolutions, and 1 on several devices, where Keras can do no more.
            jit_compile: Whether to compile with XLA. ``"auto"`` does it for networks without convolutions, and on a GPU
                for all: on a CPU, XLA's convolutions are several times slower. It never does on several devices, nor at
                the budget ``smoke``, where compiling takes longer than training.
            run_eagerly: Whether to run step by step in Python, for debugging.

        Raises:
            ValueError: If a name is unknown, a number is out of range, a player has no weights to train, both players
                have the same optimizer, simultaneous players are to take unequal numbers of steps, or one of the parts
                was made outside of the scope of the current ``tf.distribute`` strategy.
            UserWarning: If the loss is Wasserstein's and nothing keeps the critic Lipschitz.

        Source: Optimizers: Radford et al. 2016, arXiv 1511.06434, §4. Lazy regularisation: Karras et al. 2020, arXiv
            1912.04958, §3.1.
        Departs: lazy regularisation leaves Adam's rate and βs as they are, where the paper scales them by k/(k + 1).
        """
        self.adversarial_loss = losses.get(loss, real_label=real_label)
        self.penalty = penalty
        self.discriminator_steps = whole("discriminator_steps", discriminator_steps, at_least=1)
        self.simultaneous = simultaneous
        if simultaneous and discriminator_steps > 1:
            raise ValueError(
                f"expected discriminator_steps=1 where the players step simultaneously, got {discriminator_steps}; "
                "leave out one of the two"
            )
        self.penalty_every = whole("penalty_every", penalty_every, at_least=1)
        self.penalty_schedule = penalty_schedule
        self.augment = augment
        self.generator_term = generator_term
        _warn_of_a_critic_without_bound(self.adversarial_loss, penalty, self.discriminator)
        self.compile_networks(
            {
                "generator": _adam() if generator_optimizer is None else generator_optimizer,
                "discriminator": _adam() if discriminator_optimizer is None else discriminator_optimizer,
            },
            seed=seed,
            steps_per_execution=steps_per_execution,
            jit_compile=jit_compile,
            run_eagerly=run_eagerly,
        )
        check_scope(GAN=self.d_loss)
        self._one_pass = one_pass(self.discriminator) and not simultaneous  # then the fakes' pass serves both
        self._compile_arguments = {
            "loss": loss,
            "discriminator_steps": discriminator_steps,
            "simultaneous": simultaneous,
            "penalty_every": penalty_every,
            "real_label": real_label,
            "seed": seed,
            "steps_per_execution": steps_per_execution,
            "jit_compile": jit_compile,
            "run_eagerly": run_eagerly,
        }

    def check_data(self, arguments: dict[str, Any]) -> None:
        """Refuse data on which the GAN cannot train.

        Args:
            arguments: The arguments of ``fit``, by name.

        Raises:
            TypeError: As in `inputs.check`.
            ValueError: As in `inputs.check`.
        """
        inputs.check(self, arguments)

    def train_step(self, data: Any) -> dict[str, Any]:
        """Train on one batch: the discriminator's step, then the generator's against the updated discriminator.

        Simultaneous players take both steps from where they stand at the beginning of the batch.

        Args:
            data: Real samples, float, shape ``(batch, …)``; or a tuple of them and their condition.

        Returns:
            The mean of each metric over the epoch so far.

        Source: Goodfellow et al. 2014, arXiv 1406.2661, Algorithm 1; simultaneous steps: Mescheder et al. 2018, arXiv
            1801.04406, §2.
        Departs: both steps use the same fake samples, where the paper draws new noise for the generator: making them
            takes a good part of a step. The optimizer and the generator's loss are chosen in ``compile``.
        """
        real_samples, condition = self._parts(data)
        step = self.begin(real_samples)
        real_seen = self._augmented(real_samples, step.seed(AUGMENT_REAL))
        with tf.GradientTape() as generator_tape:
            fake_samples = self._fakes(step, condition, training=True)
            fake_seen = self._augmented(fake_samples, step.seed(AUGMENT_FAKE))
            term = self._term(real_samples, fake_samples, condition)

        with tf.GradientTape(persistent=self.simultaneous) as tape:
            tape.watch(fake_seen)
            logits = self._judged(real_seen, fake_seen, condition)
            d_loss = self.adversarial_loss.discriminator_loss(**logits)
            g_loss = self.adversarial_loss.generator_loss(**logits)
        before = (g_loss, tape.gradient(g_loss, fake_seen)) if self.simultaneous else None
        step.descend("discriminator", d_loss, tape, self._penalty(real_seen, fake_seen, condition, step))

        def gradients() -> Any:
            g_loss, told = before or self._generator_loss(real_seen, fake_seen, condition)
            weights = self.generator.trainable_variables
            return g_loss, generator_tape.gradient([fake_seen, term], weights, output_gradients=[told, 1.0])

        def descend(g_loss: Any, gradients: Any) -> None:
            step.descend("generator", g_loss + term, gradients)
            self.g_loss.update_state(step.mean(g_loss))

        if self.discriminator_steps == 1:
            descend(*gradients())
        else:
            only_if((step.number + 1) % self.discriminator_steps == 0, gradients, descend)

        step.end()
        self._measure(step, d_loss, term, **logits)
        return self.get_metrics_result()

    def test_step(self, data: Any) -> dict[str, Any]:
        """Measure losses and accuracies on one batch of held-out samples, training nothing.

        The noise of batch i is the same in every evaluation, another one than that of batch i + 1 and of training.

        Args:
            data: Samples, or samples and condition, as in `train_step`.

        Returns:
            The mean of each metric so far.
        """
        real_samples, condition = self._parts(data)
        step = self.begin(real_samples, number=EVALUATE - self._evaluated)
        self._evaluated.assign_add(1)
        fake_samples = self._fakes(step, condition, training=False)
        judge = self._bound(condition)
        logits = {
            "real_logits": judge(real_samples, training=False),
            "fake_logits": judge(fake_samples, training=False),
        }
        self.g_loss.update_state(step.mean(self.adversarial_loss.generator_loss(**logits)))
        term = self._term(real_samples, fake_samples, condition)
        self._measure(step, self.adversarial_loss.discriminator_loss(**logits), term, **logits)
        return self.get_metrics_result()

    def reset_metrics(self) -> None:
        """Begin the means of another epoch or evaluation."""
        super().reset_metrics()
        self._evaluated.assign(0)

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Turn what the generator takes into samples; `generate` draws the noise too.

        Args:
            inputs: Noise (batch, latent_dim) of standard normal numbers, or a list of noise and condition.
            training: Whether batch normalisation uses the statistics of this batch.

        Returns:
            Tensor (batch, …).
        """
        return self.generator(inputs, training=training)

    def generate(self, n: int, condition: Any = None, *, seed: int = 0) -> np.ndarray:
        """Make samples from noise of a seed.

        Args:
            n: How many, at least 1.
            condition: What to make, where the generator takes a condition: one for all samples, such as the label 7, or
                an array of n of them; a tuple of such, where it has several parts.
            seed: Seed of the noise, a whole number; the first samples of a seed are the same for every n.

        Returns:
            Array (n, …), float32; in [-1, 1] from a generator that ends in tanh.

        Raises:
            ValueError: If n or the seed is not a whole number in its range, or the condition is missing or does not
                fit.
        """
        n, seed = whole("n", n, at_least=1), whole("seed", seed, at_least=0)
        parts = [
            tf.convert_to_tensor(part) for part in conditions_of(self.generator.inputs[self.noise :], n, condition)
        ]
        if self.noise:
            parts = [tf.random.stateless_normal((n, self.latent_dim), seed=(seed, GENERATE)), *parts]
        made = [
            self.generator(_one_or_list([part[i : i + SAMPLES_PER_CALL] for part in parts]), training=False)
            for i in range(0, n, SAMPLES_PER_CALL)
        ]
        return np.concatenate([keras.ops.convert_to_numpy(keras.ops.cast(samples, "float32")) for samples in made])

    @property
    def metrics(self) -> list[keras.metrics.Metric]:
        """The means that `fit` reports: losses, accuracies, and the penalty and the generator's term if any."""
        reported = [self.d_loss, self.g_loss, self.real_accuracy, self.fake_accuracy]
        optional = {self.penalty_mean: self.penalty, self.generator_term_mean: self.generator_term}
        return reported + [metric for metric, part in optional.items() if part is not None]

    @property
    def latent_dim(self) -> int:
        """Length of a noise vector; 0 where the generator takes none."""
        return self.generator.inputs[0].shape[-1] if self.noise else 0

    @property
    def sample_shape(self) -> tuple[int | None, ...]:
        """Shape of one sample."""
        return tuple(self.discriminator.inputs[0].shape[1:])

    @property
    def condition_inputs(self) -> list[Any]:
        """The Keras inputs through which the parts of the condition come in; none where it is not conditional."""
        return condition_inputs(self.generator, self.discriminator, noise=self.noise)

    def settings(self) -> dict[str, Any]:
        """Name the choices that a run must not change when `Resume` goes on with it.

        Returns:
            The choices, by name.
        """
        chosen = {name: getattr(self, name) for name in CHOICES}
        penalty_every = None if self.penalty is None else self.penalty_every
        real_label = self._compile_arguments["real_label"]
        return super().settings() | {
            "loss": self.adversarial_loss.name,
            "real_label": real_label,
            "discriminator_steps": self.discriminator_steps,
            "simultaneous": self.simultaneous,
            **chosen,
            "penalty_every": penalty_every,
        }

    def get_config(self) -> dict[str, Any]:
        """Describe the model for saving.

        Returns:
            The two networks, serialised, and whether the generator takes noise.
        """
        players = {name: keras.saving.serialize_keras_object(player) for name, player in self.networks.items()}
        return players | {"noise": self.noise}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> "GAN":
        """Make a model from its description.

        Args:
            config: What `get_config` returned.
            custom_objects: Classes of the networks' own layers, by name.

        Returns:
            The model, with new weights.
        """
        players = {
            name: keras.saving.deserialize_keras_object(config[name], custom_objects)
            for name in ("generator", "discriminator")
        }
        return cls(**players, noise=config.get("noise", True))  # files of version 0.1 do not say it

    def get_compile_config(self) -> dict[str, Any] | None:
        """Describe the arguments of `compile` for saving.

        Returns:
            The arguments, serialised; ``None`` if the loss, the penalty, its schedule, the augmentation or the
            generator's term is a function of one's own, which a file cannot hold: the loaded model then generates, and
            trains after another ``compile``.
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

    def _parts(self, data: Any) -> tuple[Any, list[Any]]:
        """Take a batch apart: its samples, as floats of the discriminator's type, and the parts of its condition."""
        samples, condition, _ = keras.utils.unpack_x_y_sample_weight(data)
        inputs.check_type(samples.dtype, samples.shape, self.sample_shape)
        samples = tf.ensure_shape(samples, (None, *self.sample_shape))
        wanted = len(self.condition_inputs)
        return tf.cast(samples, self.discriminator.inputs[0].dtype), keras.tree.flatten(condition)[:wanted]

    def _fakes(self, step: Step, condition: list[Any], *, training: bool) -> Any:
        parts = [step.noise(self.latent_dim)] if self.noise else []
        parts += condition if len(self.generator.inputs) > len(parts) else []
        samples = self.generator(_one_or_list(parts), training=training)
        return tf.cast(samples, self.discriminator.inputs[0].dtype)

    def _bound(self, condition: list[Any]) -> Callable[..., Any]:
        """Bind a condition: the discriminator as a function of samples alone, which returns float32 logits."""
        parts = condition[: len(self.discriminator.inputs) - 1]

        def discriminator(samples: Any, training: bool = True) -> Any:
            return tf.cast(self.discriminator(_one_or_list([samples, *parts]), training=training), tf.float32)

        return discriminator

    def _judged(self, real_samples: Any, fake_samples: Any, condition: list[Any]) -> dict[str, Any]:
        """Compute the logits of real and fake samples: in one pass, where the discriminator allows it."""
        if not self._one_pass:
            judge = self._bound(condition)
            return {"real_logits": judge(real_samples), "fake_logits": judge(fake_samples)}
        judge = self._bound([tf.concat([part, part], 0) for part in condition])
        real_logits, fake_logits = tf.split(judge(tf.concat([real_samples, fake_samples], 0)), 2)
        return {"real_logits": real_logits, "fake_logits": fake_logits}

    def _generator_loss(self, real_samples: Any, fake_samples: Any, condition: list[Any]) -> tuple[Any, Any]:
        """Compute the generator's adversarial loss, and its gradient in the fakes: what the generator is told."""
        judge = self._bound(condition)
        with tf.GradientTape() as tape:
            tape.watch(fake_samples)
            real_logits, fake_logits = judge(real_samples), judge(fake_samples)
            g_loss = self.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
        return g_loss, tape.gradient(g_loss, fake_samples)

    def _term(self, real_samples: Any, fake_samples: Any, condition: list[Any]) -> Any:
        if self.generator_term is None:
            return tf.constant(0.0)
        given = condition[0] if len(condition) == 1 else tuple(condition)
        term = self.generator_term(real_samples=real_samples, fake_samples=fake_samples, condition=given)
        return tf.cast(term, tf.float32)

    def _augmented(self, samples: Any, seed: Any) -> Any:
        return samples if self.augment is None else self.augment(samples, seed)

    def _penalty(self, real_samples: Any, fake_samples: Any, condition: list[Any], step: Step) -> StepPenalty | None:
        penalty_of = self.penalty
        if penalty_of is None:
            return None
        arguments = {"real_samples": real_samples, "fake_samples": fake_samples, "seed": step.seed(PENALTY)}
        weight = 1.0 if self.penalty_schedule is None else self.penalty_schedule(step.number)

        def weighted() -> Any:
            return weight * tf.cast(penalty_of(self._bound(condition), **arguments), tf.float32)

        penalty = step.penalty("discriminator", weighted, self.penalty_every)
        self.penalty_mean.update_state(step.mean(penalty.value))
        return penalty

    def _measure(self, step: Step, d_loss: Any, term: Any, *, real_logits: Any, fake_logits: Any) -> None:
        self.d_loss.update_state(step.mean(d_loss))
        self.real_accuracy.update_state(tf.cast(real_logits > 0, tf.float32))
        self.fake_accuracy.update_state(tf.cast(fake_logits < 0, tf.float32))
        if self.generator_term is not None:
            self.generator_term_mean.update_state(step.mean(term))


def _one_or_list(parts: list[Any]) -> Any:
    """Give a network what Keras wants: a tensor where it has one input, else a list."""
    return parts[0] if len(parts) == 1 else parts


def _adam() -> keras.optimizers.Optimizer:
    return keras.optimizers.Adam(learning_rate=2e-4, beta_1=0.5)


def _warn_of_a_critic_without_bound(loss: losses.AdversarialLoss, penalty: Any, critic: keras.Model) -> None:
    bounded = any(
        isinstance(layer, SpectralNormalization | keras.layers.SpectralNormalization)
        or getattr(layer, "kernel_constraint", None) is not None
        for layer in critic._flatten_layers()
    )
    if loss.discriminator_loss is losses.wasserstein_discriminator_loss and penalty is None and not bounded:
        warnings.warn(
            "the Wasserstein loss expects a critic that is kept Lipschitz, got one that can grow without bound; pass "
            "penalty=GradientPenalty(10.0), or use SpectralNormalization",
            stacklevel=3,
        )

"""Translation without pairs: two translators that undo each other, and a discriminator at each end (CycleGAN)."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import losses
from gan_course.arguments import not_negative, whole
from gan_course.runtime import keras, tf
from gan_course.training.adversarial import AdversarialModel, Step, StepPenalty
from gan_course.training.inputs import check_type

NETWORKS = ("forward", "backward", "first_discriminator", "second_discriminator")
PENALTY = {"first_discriminator": 1, "second_discriminator": 2}  # set the random numbers of a step's penalties apart
SAMPLES_PER_CALL = 16


def cycle_error(images: Any, there: Callable[[Any], Any], back: Callable[[Any], Any], *, pool: int = 1) -> Any:
    """Measure what a translation there and back changes: E|back(there(x)) − x|, the mean over all entries.

    Args:
        images: Images x, shape (batch, height, width, channels).
        there: Function from such images to images of the other kind.
        back: Function from those to images like x.
        pool: Compare the means of blocks of so many by so many pixels; 1 compares pixels. With more, back(there(x))
            may differ from x in details, which the other kind of images then need not hide.

    Returns:
        A scalar tensor, at least 0.

    Source: Zhu et al. 2017, arXiv 1703.10593, eq. 2.

    Examples:
        >>> images = tf.reshape(tf.range(4.0), (1, 2, 2, 1))
        >>> float(cycle_error(images, tf.image.rot90, lambda turned: tf.image.rot90(turned, 3)))
        0.0
        >>> float(cycle_error(images, tf.image.rot90, tf.identity))  # 0 1 / 2 3 became 1 3 / 0 2
        1.5
    """
    return _distance(back(there(images)), images, pool)


@keras.saving.register_keras_serializable("gan_course")
class CycleGAN(AdversarialModel):
    """Two translators and two discriminators that learn from two sets of images, of which none belong together.

    With first images x and second ones y, G (``forward``) makes second images of first ones and F (``backward``) first
    ones of second ones. Each has the loss

        L(G; D_second) + L(F; D_first) + λ · (E|F(G(x)) − x| + E|G(F(y)) − y|) + κ · (E|G(x) − x| + E|F(y) − y|),

    whose first two terms are an adversarial loss, the third the cycle error and the last the content error. A batch is
    a pair of first and second images, as `data.unpaired_batches` draws them.

    Args:
        forward: Model from first images to second ones.
        backward: Model from second images to first ones.
        first_discriminator: Model from first images to logits, of images or of patches.
        second_discriminator: The same for second images.
        **kwargs: As for ``keras.Model``.

    Raises:
        TypeError: If one of them is not a Keras model, or is not built.
        ValueError: If a network does not take what another one makes.

    Source: Zhu et al. 2017, arXiv 1703.10593, eq. 1 to 4 and §5.2 (photograph generation: the content error).
    Departs: any adversarial loss, where the paper uses least squares; no buffer of earlier fakes; the content error is
        between an image and its translation, where the paper's is between an image of the other kind and its own.

    Examples:
        >>> from gan_course import models
        >>> cycle = CycleGAN(
        ...     models.unet(width=4), models.unet(width=4), models.patch_discriminator(), models.patch_discriminator()
        ... )
        >>> cycle.compile(steps_per_execution=1)
        >>> images = np.zeros((8, 16, 16, 3), "float32")
        >>> history = cycle.fit(tf.data.Dataset.from_tensors((images, images)), verbose=0)
        >>> sorted(history.history)
        ['content', 'cycle', 'd_loss', 'g_loss']
        >>> cycle.generate(3, images[:3]).shape
        (3, 16, 16, 3)
    """

    def __init__(
        self,
        forward: keras.Model,
        backward: keras.Model,
        first_discriminator: keras.Model,
        second_discriminator: keras.Model,
        **kwargs: Any,
    ) -> None:
        networks = (forward, backward, first_discriminator, second_discriminator)
        super().__init__(dict(zip(NETWORKS, networks, strict=True)), **kwargs)
        _check_shapes(*networks)
        self.g_loss, self.d_loss, self.cycle_mean, self.content_mean = (
            keras.metrics.Mean(name=name) for name in ("g_loss", "d_loss", "cycle", "content")
        )

    def compile(
        self,
        loss: str | losses.AdversarialLoss = "relativistic",
        translator_optimizer: Callable[[], Any] | None = None,
        discriminator_optimizer: Callable[[], Any] | None = None,
        *,
        cycle_weight: float = 10.0,
        content_weight: float = 0.0,
        pool: int = 1,
        penalty: Callable[..., Any] | None = None,
        penalty_every: int = 1,
        **running: Any,
    ) -> None:
        """Choose what the networks minimise, and how.

        Args:
            loss: A name of ``losses.NAMES``, or an `AdversarialLoss`.
            translator_optimizer: Function without arguments that makes a Keras optimizer, called once for each of the
                two translators; by default Adam with rate 0.0002 and β₁ = 0.5.
            discriminator_optimizer: The same for the discriminators.
            cycle_weight: λ, at least 0.
            content_weight: κ, at least 0.
            pool: Both errors compare the means of blocks of so many by so many pixels; at least 1.
            penalty: As in `GAN.compile`, for each discriminator with its own images.
            penalty_every: As in `GAN.compile`.
            **running: Seed of the random numbers, which penalties alone use, and how training runs; as in
                `AdversarialModel.compile_networks`.

        Raises:
            ValueError: If a name is unknown, a number is out of range, or a network has no weights to train.
        """
        self.adversarial_loss = losses.get(loss)
        self.cycle_weight = not_negative("cycle_weight", cycle_weight)
        self.content_weight = not_negative("content_weight", content_weight)
        self.pool = whole("pool", pool, at_least=1)
        self.penalty, self.penalty_every = penalty, whole("penalty_every", penalty_every, at_least=1)
        makers = [translator_optimizer or _adam] * 2 + [discriminator_optimizer or _adam] * 2
        self.compile_networks({name: make() for name, make in zip(NETWORKS, makers, strict=True)}, **running)

    def train_step(self, data: Any) -> dict[str, Any]:
        """Train on one batch: both translators, then both discriminators on the translations that these made.

        Args:
            data: Pair of first and second images, float, shape (batch, height, width, channels).

        Returns:
            The mean of each metric over the epoch so far.
        """
        first, second = self._images(data)
        step = self.begin(first)
        with tf.GradientTape() as tape:
            fake_second, fake_first = self.forward(first, training=True), self.backward(second, training=True)
            there_and_back = self.backward(fake_second, training=True), self.forward(fake_first, training=True)
            cycle = _distance(there_and_back[0], first, self.pool) + _distance(there_and_back[1], second, self.pool)
            content = _distance(fake_second, first, self.pool) + _distance(fake_first, second, self.pool)
            fooling = self.adversarial_loss.generator_loss
            g_loss = fooling(**_logits(self.second_discriminator, second, fake_second))
            g_loss += fooling(**_logits(self.first_discriminator, first, fake_first))
            objective = g_loss + self.cycle_weight * cycle + self.content_weight * content
        weights = {name: getattr(self, name).trainable_variables for name in ("forward", "backward")}
        for name, gradients in tape.gradient(objective, weights).items():
            step.descend(name, objective, gradients)

        with tf.GradientTape(persistent=True) as tape:
            judging = self.adversarial_loss.discriminator_loss
            first_loss = judging(**_logits(self.first_discriminator, first, fake_first))
            second_loss = judging(**_logits(self.second_discriminator, second, fake_second))
        for name, loss, real, fake in (
            ("first_discriminator", first_loss, first, fake_first),
            ("second_discriminator", second_loss, second, fake_second),
        ):
            step.descend(name, loss, tape, self._penalty(step, name, real, fake))
        step.end()
        for mean, value in zip(self.metrics, (g_loss, first_loss + second_loss, cycle, content), strict=True):
            mean.update_state(step.mean(value))
        return self.get_metrics_result()

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Translate first images into second ones.

        Args:
            inputs: Images (batch, height, width, channels).
            training: Passed on to the network.

        Returns:
            Tensor of the same shape.
        """
        return self.forward(inputs, training=training)

    def generate(self, n: int, condition: Any = None, *, seed: int = 0) -> np.ndarray:
        """Translate first images, as `SampleFrames` asks: ``SampleFrames(len(images), condition=images)``.

        Args:
            n: How many, at least 1.
            condition: The images, array (n, height, width, channels).
            seed: Not used; a translator has no noise.

        Returns:
            Array (n, height, width, channels), float32, cut off at -1 and 1.

        Raises:
            ValueError: If there are not n images.
        """
        n = whole("n", n, at_least=1)
        if np.ndim(condition) != 4 or len(condition) != n:
            raise ValueError(
                f"expected {n} images (n, height, width, channels) to translate, got shape {np.shape(condition)}; pass "
                "them as condition"
            )
        images = np.asarray(condition, "float32")
        parts = range(0, n, SAMPLES_PER_CALL)
        made = [np.asarray(self.forward(images[i : i + SAMPLES_PER_CALL])) for i in parts]
        return np.clip(np.concatenate(made), -1, 1)

    def check_data(self, arguments: dict[str, Any]) -> None:
        """Refuse data that are not batches of two kinds of images.

        Args:
            arguments: The arguments of ``fit``, by name.

        Raises:
            TypeError: If the data are no ``tf.data.Dataset`` of pairs.
            ValueError: If images have another type or shape than the networks take.
        """
        spec = getattr(arguments.get("x"), "element_spec", None)
        if not isinstance(spec, tuple) or len(spec) != 2:
            raise TypeError(
                "expected a tf.data.Dataset of pairs (first images, second images), got "
                f"{type(arguments.get('x')).__name__ if spec is None else spec}; make it with "
                "data.unpaired_batches(first, second, batch_size)"
            )
        for part, network in zip(spec, (self.forward, self.backward), strict=True):
            check_type(part.dtype, part.shape, tuple(network.inputs[0].shape[1:]))

    @property
    def metrics(self) -> list[keras.metrics.Metric]:
        """The means that `fit` reports: the adversarial losses, each summed over both ends, and the two errors."""
        return [self.g_loss, self.d_loss, self.cycle_mean, self.content_mean]

    def settings(self) -> dict[str, Any]:
        """Name the choices that a run must not change when `Resume` goes on with it.

        Returns:
            The choices, by name.
        """
        return super().settings() | {
            "loss": self.adversarial_loss.name,
            "cycle_weight": self.cycle_weight,
            "content_weight": self.content_weight,
            "pool": self.pool,
            "penalty": self.penalty,
            "penalty_every": None if self.penalty is None else self.penalty_every,
        }

    def get_config(self) -> dict[str, Any]:
        """Describe the model for saving.

        Returns:
            The four networks, serialised.
        """
        return {name: keras.saving.serialize_keras_object(network) for name, network in self.networks.items()}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> "CycleGAN":
        """Make a model from its description; to train on, `compile` it.

        Args:
            config: What `get_config` returned.
            custom_objects: Classes of the networks' own layers, by name.

        Returns:
            The model, with new weights.
        """
        return cls(**{name: keras.saving.deserialize_keras_object(config[name], custom_objects) for name in NETWORKS})

    def get_compile_config(self) -> None:
        """Leave the arguments of `compile` out of a file: a loaded model translates, and trains after a `compile`."""

    def _images(self, data: Any) -> tuple[Any, Any]:
        parts = zip(data, (self.forward, self.backward), strict=True)
        return tuple(tf.cast(images, network.inputs[0].dtype) for images, network in parts)

    def _penalty(self, step: Step, name: str, real: Any, fake: Any) -> StepPenalty | None:
        if self.penalty is None:
            return None
        arguments = {"real_samples": real, "fake_samples": fake, "seed": step.seed(PENALTY[name])}
        penalty = functools.partial(self.penalty, getattr(self, name), **arguments)
        return step.penalty(name, penalty, self.penalty_every)


def _logits(discriminator: keras.Model, real: Any, fake: Any) -> dict[str, Any]:
    return {"real_logits": discriminator(real, training=True), "fake_logits": discriminator(fake, training=True)}


def _distance(images: Any, others: Any, pool: int) -> Any:
    difference = images - others
    if pool > 1:  # the mean is linear: that of the difference is the difference of the means
        difference = tf.nn.avg_pool2d(difference, pool, pool, "VALID")
    return tf.reduce_mean(tf.abs(difference))


def _check_shapes(
    forward: keras.Model,
    backward: keras.Model,
    first_discriminator: keras.Model,
    second_discriminator: keras.Model,
) -> None:
    first, second = forward.inputs[0].shape[1:], backward.inputs[0].shape[1:]
    expected = {
        "forward makes": (forward.outputs[0].shape[1:], second),
        "backward makes": (backward.outputs[0].shape[1:], first),
        "first_discriminator takes": (first_discriminator.inputs[0].shape[1:], first),
        "second_discriminator takes": (second_discriminator.inputs[0].shape[1:], second),
    }
    for what, (got, wanted) in expected.items():
        if got != wanted:
            raise ValueError(f"expected what {what} to be of shape {wanted}, got {got}; make all for the same shapes")


def _adam() -> keras.optimizers.Optimizer:
    return keras.optimizers.Adam(2e-4, beta_1=0.5)

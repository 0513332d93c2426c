"""How the course trains each kind of GAN: networks, loss, optimizers and length in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gan_course.arguments import one_of
from gan_course.penalties import R1, R2, Sum

if TYPE_CHECKING:
    from gan_course.data import ImageDataset
    from gan_course.training import GAN

FINAL_SHARE = 0.02  # of the learning rate, at the end of one that decays
DISCRIMINATOR = 1000  # sets the seeds of its layers apart from the generator's


@dataclass(frozen=True)
class Recipe:
    """How to make and train one kind of GAN; a new kind is one more entry in `RECIPES`.

    ``dataclasses.replace`` changes a part: WGAN-GP, for example, is ``replace(recipe, loss="wasserstein",
    penalty=GradientPenalty(10.0), discriminator_steps=5, beta_1=0.0, beta_2=0.9)``.

    Args:
        description: What it is, for ``gan-course train --help``.
        networks: Makes generator and discriminator from the length of the noise, the shape of a sample and a seed.
        latent_dim: Length of a noise vector.
        batch_size: Images in a batch.
        steps: Training steps.
        learning_rate: Learning rate of the generator's Adam, at the start.
        beta_1: Adam's decay rate of the mean gradient.
        beta_2: Adam's decay rate of the mean squared gradient.
        ema_momentum: Share of the old value at each step of the moving average of the generator's weights, which
            replaces them after training.
        loss: A name of ``losses.NAMES``.
        penalty: A penalty of `gan_course.penalties`, such as ``R1(0.5)``; ``None`` for none.
        penalty_every: The penalty acts in one of so many steps.
        final_penalty: Share of the penalty's weight at the end of training; it falls exponentially.
        augment: An augmentation, such as ``augment.DiffAugment()``; ``None`` for none.
        discriminator_steps: The generator takes one step after every so many of the discriminator's.
        rate_ratio: The discriminator's learning rate over the generator's (two time-scale update rule).
        decay: Whether the learning rates fall linearly, over the training steps, to a fiftieth.
        classes: Number of classes whose labels both networks are told, so that it trains on batches of images and
            labels; ``networks`` then gets ``condition=models.Labels(classes)``. 0 for networks without labels.
    """

    description: str
    networks: Callable[..., tuple[Any, Any]]
    latent_dim: int
    batch_size: int
    steps: int
    learning_rate: float
    beta_1: float
    ema_momentum: float
    loss: str = "non_saturating"
    penalty: Callable[..., Any] | None = None
    penalty_every: int = 1
    final_penalty: float = 1.0
    augment: Callable[[Any, Any], Any] | None = None
    discriminator_steps: int = 1
    beta_2: float = 0.999
    rate_ratio: float = 1.0
    decay: bool = False
    classes: int = 0

    def gan(self, sample_shape: Sequence[int] = (28, 28, 1), *, seed: int = 0) -> GAN:
        """Make the compiled GAN; ``dataclasses.replace(recipe, steps=…).gan()`` changes a part of the recipe.

        Args:
            sample_shape: Shape of one sample, such as height, width and channels of an image.
            seed: Seed of the initial weights and of the noise.

        Returns:
            A compiled `GAN`, to be trained for ``steps`` steps on batches of ``batch_size`` images.

        Raises:
            ValueError: If the networks or the loss cannot be made so.
        """
        from gan_course.models import Labels
        from gan_course.training import GAN

        told = {"condition": Labels(self.classes)} if self.classes else {}
        gan = GAN(*self.networks(self.latent_dim, sample_shape, seed, **told))
        gan.compile(
            self.loss,
            self._adam(self.learning_rate, use_ema=True, ema_momentum=self.ema_momentum),
            self._adam(self.learning_rate * self.rate_ratio),
            self.penalty,
            self.discriminator_steps,
            penalty_every=self.penalty_every,
            penalty_schedule=self._penalty_schedule(),
            augment=self.augment,
            seed=seed,
        )
        return gan

    def train(
        self,
        images: ImageDataset,
        *,
        seed: int = 0,
        condition: Any = None,
        epochs: int = 1,
        callbacks: Sequence[Any] = (),
    ) -> GAN:
        """Make the GAN and train it for all of its steps.

        Args:
            images: Images to train on; where they are fewer than a batch, a batch is all of them.
            seed: Seed of the weights, the noise and the batches.
            condition: For each image what the GAN is told of it, as for ``images.batches``.
            epochs: Parts of the training, after each of which callbacks run.
            callbacks: As for ``fit``.

        Returns:
            The trained `GAN`.

        Raises:
            ValueError: If it cannot be made, or cannot train on these images.
        """
        gan = self.gan(images.image_shape, seed=seed)
        batches = images.batches(min(self.batch_size, len(images)), seed=seed, condition=condition).repeat()
        each = self.steps // epochs
        gan.fit(batches, epochs=epochs, steps_per_epoch=each, verbose=0, callbacks=list(callbacks))
        return gan

    def _penalty_schedule(self) -> Any:
        from gan_course.runtime import keras

        if self.final_penalty == 1:
            return None
        return keras.optimizers.schedules.ExponentialDecay(1.0, self.steps, self.final_penalty)

    def _adam(self, rate: Any, **average: Any) -> Any:
        from gan_course.runtime import keras

        if self.decay:
            rate = falling(rate, self.steps)
        return keras.optimizers.Adam(rate, beta_1=self.beta_1, beta_2=self.beta_2, **average)


def falling(rate: float, steps: int) -> Any:
    """Make a learning rate that falls linearly to a fiftieth.

    Args:
        rate: At the start.
        steps: Training steps.

    Returns:
        A Keras schedule.
    """
    from gan_course.runtime import keras

    return keras.optimizers.schedules.PolynomialDecay(rate, steps, FINAL_SHARE * rate)


def get(name: str) -> Recipe:
    """Look up a recipe.

    Args:
        name: A key of `RECIPES`.

    Returns:
        The recipe.

    Raises:
        ValueError: If there is none of that name.

    Examples:
        >>> get("mlp").batch_size
        64
    """
    one_of("the recipe", name, RECIPES)
    return RECIPES[name]


def _mlp(latent_dim: int, image_shape: Sequence[int], seed: int) -> tuple[Any, Any]:
    from gan_course import models

    generator = models.mlp_generator(latent_dim, sample_shape=image_shape, seed=seed)
    return generator, models.mlp_discriminator(sample_shape=image_shape, seed=seed + DISCRIMINATOR)


def dcgan_networks(
    latent_dim: int,
    image_shape: Sequence[int],
    seed: int,
    *,
    transposed: bool = False,
    hidden: int = 128,
    minibatch_stddev: bool = True,
) -> tuple[Any, Any]:
    """Make the networks of the DCGAN, or with `functools.partial` others for ``Recipe.networks``.

    Args:
        latent_dim: Length of a noise vector.
        image_shape: Height, width and channels of one image.
        seed: Seed of the initial weights.
        transposed: As in `models.dcgan_generator`.
        hidden: As in `models.dcgan_discriminator`.
        minibatch_stddev: As in `models.dcgan_discriminator`.

    Returns:
        Generator and discriminator.

    Raises:
        ValueError: If a size is not a whole number in its range.
    """
    from gan_course import models

    generator = models.dcgan_generator(latent_dim, image_shape=image_shape, transposed=transposed, seed=seed)
    return generator, models.dcgan_discriminator(
        image_shape=image_shape, hidden=hidden, minibatch_stddev=minibatch_stddev, seed=seed + DISCRIMINATOR
    )


def conditional_networks(
    latent_dim: int, image_shape: Sequence[int], seed: int, *, condition: Any, minibatch_stddev: bool = True
) -> tuple[Any, Any]:
    """Make the networks of the conditional DCGAN.

    Args:
        latent_dim: Length of a noise vector.
        image_shape: Height, width and channels of one image.
        seed: Seed of the initial weights.
        condition: What both are told, as in `models.conditional_generator`.
        minibatch_stddev: As in `models.conditional_discriminator`.

    Returns:
        Generator and discriminator.

    Raises:
        ValueError: If a size is not a whole number in its range.
    """
    from gan_course import models

    generator = models.conditional_generator(condition, latent_dim, image_shape=image_shape, seed=seed)
    return generator, models.conditional_discriminator(
        condition, image_shape=image_shape, minibatch_stddev=minibatch_stddev, seed=seed + DISCRIMINATOR
    )


def small_collection_networks(latent_dim: int, image_shape: Sequence[int], seed: int) -> tuple[Any, Any]:
    """Make the networks for small collections: those of the DCGAN, without the spread of the minibatch.

    Above 32×32 they are narrower, so that a step at 64×64 takes less than twice the time of one at 32×32.

    Args:
        latent_dim: Length of a noise vector.
        image_shape: Height, width and channels of one image.
        seed: Seed of the initial weights.

    Returns:
        Generator and discriminator.

    Raises:
        ValueError: If a size is not a whole number in its range.
    """
    from gan_course import models

    width = max(1, min(32, 1024 // max(image_shape[:2])))
    generator = models.dcgan_generator(latent_dim, image_shape=image_shape, width=width, seed=seed)
    return generator, models.dcgan_discriminator(image_shape=image_shape, width=width, seed=seed + DISCRIMINATOR)


def _points(latent_dim: int, image_shape: Sequence[int], seed: int) -> tuple[Any, Any]:
    from gan_course import models

    hidden = (64,) * 5
    generator = models.mlp_generator(
        latent_dim, hidden, sample_shape=image_shape, batch_norm=False, output_activation=None, seed=seed
    )
    return generator, models.mlp_discriminator(hidden, sample_shape=image_shape, seed=seed + DISCRIMINATOR)


_DCGAN = Recipe(
    "convolutions (day 3)",
    dcgan_networks,
    latent_dim=64,
    batch_size=16,
    steps=6000,
    learning_rate=2e-3,
    beta_1=0.0,
    ema_momentum=0.995,
    loss="relativistic",
    penalty=R1(0.2),
    penalty_every=16,
    rate_ratio=2.0,
    decay=True,
)
RECIPES = {
    "mlp": Recipe(
        "dense networks (day 2)",
        _mlp,
        latent_dim=100,
        batch_size=64,
        steps=2000,
        learning_rate=5e-4,
        beta_1=0.5,
        ema_momentum=0.995,
    ),
    "dcgan": _DCGAN,
    "relativistic": replace(
        _DCGAN, description="convolutions, relativistic loss with R1 and R2 (day 5)", penalty=Sum((R1(0.1), R2(0.1)))
    ),
    "conditional": replace(
        _DCGAN,
        description="convolutions, told the class of the image (day 7)",
        networks=conditional_networks,
        loss="non_saturating",  # the relativistic one obeys less
        classes=10,
    ),
    "small_collection": replace(
        _DCGAN,
        description="convolutions, for hundreds of pictures in colour (day 10)",
        networks=small_collection_networks,
        steps=2000,
        loss="non_saturating",
        penalty=R1(2.0),
        penalty_every=8,
        rate_ratio=1.0,
    ),
}

PLAIN_POINTS = Recipe(
    "points of the plane within about [-1, 1] (day 5)",
    _points,
    latent_dim=2,
    batch_size=256,
    steps=12_000,
    learning_rate=2e-3,
    beta_1=0.0,
    ema_momentum=0.999,
    decay=True,
)
REGULARISED_POINTS = replace(
    PLAIN_POINTS,
    description="points of the plane within about [-1, 1], with the relativistic loss, R1 and R2 (day 5)",
    loss="relativistic",
    penalty=Sum((R1(0.1), R2(0.1))),
    penalty_every=4,
    final_penalty=0.02,
)

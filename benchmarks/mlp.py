"""The dense GAN of day 2, batches of 64, Adam at 0.0002."""

import functools
import itertools
from typing import Any

import numpy as np

from benchmarks.comparison import COURSE, PYTORCH, Comparison, Contestant, Run
from benchmarks.cost import dense_products, run_dense_products, run_products_and_updates

BATCH_SIZE = 64
FRAME = 100  # steps between two frames of a recorded run
LATENT_DIM = 100
LEARNING_RATE, BETA_1 = 2e-4, 0.5
GENERATOR = (LATENT_DIM, 256, 512, 1024, 784)
DISCRIMINATOR = (784, 512, 256, 1)


def networks() -> tuple[Any, Any]:
    """Build the course's dense networks, with their defaults."""
    from gan_course import models

    return models.mlp_generator(LATENT_DIM), models.mlp_discriminator()


def widespread_loop() -> Run:
    """`predict` and three `train_on_batch` a step, as most tutorials have it; here with a discriminator that trains."""
    from gan_course.data import load_images
    from gan_course.runtime import keras

    images, rng = load_images("digits").images, np.random.default_rng(0)
    generator, discriminator = networks()
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    discriminator.compile(keras.optimizers.Adam(LEARNING_RATE, BETA_1), loss, metrics=["accuracy"])
    real, fake = np.ones((BATCH_SIZE, 1)), np.zeros((BATCH_SIZE, 1))
    # Keras 3 would never train a discriminator that is frozen before its first step (day 2 shows it).
    discriminator.train_on_batch(images[:BATCH_SIZE], real)
    discriminator.trainable = False
    noise = keras.Input((LATENT_DIM,))
    combined = keras.Model(noise, discriminator(generator(noise)))
    combined.compile(keras.optimizers.Adam(LEARNING_RATE, BETA_1), loss)

    def run(steps: int) -> None:
        for _ in range(steps):
            chosen = images[rng.integers(0, len(images), BATCH_SIZE)]
            fakes = generator.predict(rng.normal(size=(BATCH_SIZE, LATENT_DIM)), verbose=0)
            discriminator.train_on_batch(chosen, real)
            discriminator.train_on_batch(fakes, fake)
            combined.train_on_batch(rng.normal(size=(BATCH_SIZE, LATENT_DIM)), real)

    return run


def gan_fit(recorded: bool = False) -> Run:
    """The course's `GAN.fit`, with its defaults.

    Args:
        recorded: Whether each `FRAME` steps are an epoch with a frame of 16 samples; else all are one, without any.
    """
    from gan_course.data import load_images
    from gan_course.training import GAN, SampleFrames

    gan = GAN(*networks())
    gan.compile()
    batches = load_images("digits").batches(BATCH_SIZE, seed=0).repeat()

    def run(steps: int) -> None:
        epochs = max(1, steps // FRAME) if recorded else 1
        callbacks = [SampleFrames(16)] if recorded else []
        gan.fit(batches, epochs=epochs, steps_per_epoch=steps // epochs, callbacks=callbacks, verbose=0)

    return run


def pytorch() -> Run:
    """PyTorch, eager, with the same networks."""
    from torch import nn

    from benchmarks.torch_training import alternating_steps
    from gan_course.data import load_images

    def network(sizes: tuple[int, ...], *, batch_norm: bool) -> nn.Sequential:
        layers: list[nn.Module] = []
        for before, after in itertools.pairwise(sizes[:-1]):
            layers += [nn.Linear(before, after), nn.LeakyReLU(0.2)] + [nn.BatchNorm1d(after)] * batch_norm
        return nn.Sequential(*layers, nn.Linear(*sizes[-2:]))

    return alternating_steps(
        nn.Sequential(network(GENERATOR, batch_norm=True), nn.Tanh()),
        network(DISCRIMINATOR, batch_norm=False),
        load_images("digits").images.reshape(-1, 784),
        batch_size=BATCH_SIZE,
        adam={"lr": LEARNING_RATE, "betas": (BETA_1, 0.999)},
    )


def own_products() -> Run:
    """The matrix products of a step of `GAN.fit`, each at its own shape, without anything around them."""
    return run_dense_products(dense_products(*networks(), BATCH_SIZE))


def own_work() -> Run:
    """The products of a step of `GAN.fit` and Adam's updates of all weights, compiled as `GAN.fit` is."""
    from gan_course.runtime import keras

    players = networks()
    shapes = dense_products(*players, BATCH_SIZE)
    return run_products_and_updates(shapes, players, lambda: keras.optimizers.Adam(LEARNING_RATE, BETA_1))


COMPARISON = Comparison(
    title=f"the MLP GAN of day 2, batch {BATCH_SIZE}",
    batch_size=BATCH_SIZE,
    networks=networks,
    trainers={
        "widespread_loop": Contestant(
            "predict + train_on_batch, the widespread loop", widespread_loop, steps=20, generator_runs=2
        ),
        COURSE: Contestant("GAN.fit of this course", gan_fit, steps=400),
        "recorded": Contestant(
            f"GAN.fit with a frame every {FRAME} steps", functools.partial(gan_fit, recorded=True), steps=400
        ),
        PYTORCH: Contestant("PyTorch, eager, fused Adam", pytorch, steps=200),
        "own_products": Contestant("limit: GAN.fit's matrix products alone, at their own shapes", own_products, 400),
        "own_work": Contestant("limit: these products and Adam's updates, compiled with XLA", own_work, 400),
    },
    rounds=9,
    ceiling_steps=8,
)

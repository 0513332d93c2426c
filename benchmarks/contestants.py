"""The ways of training one and the same GAN that the benchmark compares; each runs in a process of its own.

Every contestant trains the networks of day 2 on batches of 64 from an array in memory, with Adam at 0.0002. A
contestant is a function that prepares everything and returns a function that runs a number of steps.
"""

import importlib.util
import itertools
import sys
import time
from collections.abc import Callable

import numpy as np

BATCH_SIZE = 64
LATENT_DIM = 100
LEARNING_RATE, BETA_1 = 2e-4, 0.5
GENERATOR = (LATENT_DIM, 256, 512, 1024, 784)
DISCRIMINATOR = (784, 512, 256, 1)
CEILING_SIZE = 2048

Run = Callable[[int], None]


def _images() -> np.ndarray:
    from gan_course.data import load_images

    return load_images("digits").images


def widespread_loop() -> Run:
    """`predict` and three `train_on_batch` a step, as most tutorials have it; here with a discriminator that trains."""
    from gan_course import models
    from gan_course.runtime import keras

    images, rng = _images(), np.random.default_rng(0)
    generator, discriminator = models.mlp_generator(LATENT_DIM), models.mlp_discriminator()
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


def gan_fit() -> Run:
    """The course's `GAN.fit`, with its defaults."""
    from gan_course import models
    from gan_course.data import load_images
    from gan_course.training import GAN

    gan = GAN(models.mlp_generator(LATENT_DIM), models.mlp_discriminator())
    gan.compile()
    batches = load_images("digits").batches(BATCH_SIZE, seed=0).repeat()
    return lambda steps: gan.fit(batches, steps_per_epoch=steps, verbose=0)


def pytorch() -> Run:
    """PyTorch, eager, with the fused Adam; the generator's images are made once for both players, as in `GAN`."""
    import torch
    from torch import nn

    def network(sizes: tuple[int, ...], *, batch_norm: bool) -> nn.Sequential:
        layers: list[nn.Module] = []
        for before, after in itertools.pairwise(sizes[:-1]):
            layers += [nn.Linear(before, after), nn.LeakyReLU(0.2)] + [nn.BatchNorm1d(after)] * batch_norm
        return nn.Sequential(*layers, nn.Linear(*sizes[-2:]))

    images = torch.from_numpy(_images().reshape(-1, 784))
    generator = nn.Sequential(network(GENERATOR, batch_norm=True), nn.Tanh())
    discriminator = network(DISCRIMINATOR, batch_norm=False)
    adams = [
        torch.optim.Adam(player.parameters(), lr=LEARNING_RATE, betas=(BETA_1, 0.999), fused=True)
        for player in (generator, discriminator)
    ]
    loss, real, fake = nn.BCEWithLogitsLoss(), torch.ones(BATCH_SIZE, 1), torch.zeros(BATCH_SIZE, 1)

    def run(steps: int) -> None:
        for _ in range(steps):
            fakes = generator(torch.randn(BATCH_SIZE, LATENT_DIM))
            chosen = images[torch.randint(len(images), (BATCH_SIZE,))]
            adams[1].zero_grad()
            (loss(discriminator(chosen), real) + loss(discriminator(fakes.detach()), fake)).backward()
            adams[1].step()
            adams[0].zero_grad()
            loss(discriminator(fakes), real).backward()
            adams[0].step()

    return run


def matrix_products() -> Run:
    """One product of two large matrices a step: the machine's rate of multiply-adds, which nothing can exceed."""
    from gan_course.runtime import tf

    factor = tf.random.normal((CEILING_SIZE, CEILING_SIZE))

    def run(steps: int) -> None:
        for _ in range(steps):
            tf.matmul(factor, factor).numpy()

    return run


def multiply_adds_per_image() -> int:
    """Count the multiply-adds that one training step needs for each image of a batch, in its matrix products.

    The discriminator runs on a real and a fake image, forwards, then backwards to its weights and inputs, except those
    of the first layer. The generator runs forwards once. Its own step takes the discriminator once forwards and
    backwards to its inputs, then itself backwards.
    """
    generator, discriminator = (
        [before * after for before, after in itertools.pairwise(sizes)] for sizes in (GENERATOR, DISCRIMINATOR)
    )
    discriminator_step = sum(generator) + 2 * (2 * sum(discriminator) + sum(discriminator[1:]))
    generator_step = 2 * sum(discriminator) + sum(generator) + sum(generator[1:])
    return discriminator_step + generator_step


CONTESTANTS = {contestant.__name__: contestant for contestant in (widespread_loop, gan_fit, pytorch, matrix_products)}


def available(name: str) -> bool:
    """Tell whether what a contestant needs is installed."""
    return name != "pytorch" or importlib.util.find_spec("torch") is not None


def serve(name: str) -> None:
    """Prepare a contestant, then time as many steps as each line of standard input says, and print the seconds."""
    run = CONTESTANTS[name]()
    run(2)
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        run(int(line))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])

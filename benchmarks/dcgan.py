"""The DCGAN of the well-known TensorFlow tutorial: its networks, batches of 256, Adam at 0.0001."""

from typing import Any

from benchmarks.comparison import COURSE, PYTORCH, Comparison, Contestant, Run

BATCH_SIZE = 256
LATENT_DIM = 100
LEARNING_RATE = 1e-4


def networks() -> tuple[Any, Any]:
    """Build the tutorial's networks."""
    from gan_course import models

    return models.tutorial_generator(LATENT_DIM), models.tutorial_discriminator()


def tutorial_loop() -> Run:
    """The tutorial's own loop: a call of `tf.function` a step, with two tapes that watch the same passes."""
    from gan_course.data import load_images
    from gan_course.runtime import keras, tf

    images = load_images("digits").images
    batches = iter(tf.data.Dataset.from_tensor_slices(images).shuffle(len(images)).repeat().batch(BATCH_SIZE))
    generator, discriminator = networks()
    generator_optimizer, discriminator_optimizer = (keras.optimizers.Adam(LEARNING_RATE) for _ in range(2))
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)

    @tf.function
    def train_step(images: Any) -> None:
        noise = tf.random.normal([BATCH_SIZE, LATENT_DIM])
        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            generated_images = generator(noise, training=True)
            real_output = discriminator(images, training=True)
            fake_output = discriminator(generated_images, training=True)
            gen_loss = cross_entropy(tf.ones_like(fake_output), fake_output)
            disc_loss = cross_entropy(tf.ones_like(real_output), real_output)
            disc_loss += cross_entropy(tf.zeros_like(fake_output), fake_output)
        gen_gradients = gen_tape.gradient(gen_loss, generator.trainable_variables)
        disc_gradients = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
        generator_optimizer.apply_gradients(zip(gen_gradients, generator.trainable_variables, strict=True))
        discriminator_optimizer.apply_gradients(zip(disc_gradients, discriminator.trainable_variables, strict=True))

    def run(steps: int) -> None:
        for _ in range(steps):
            train_step(next(batches))
        generator.trainable_variables[0].numpy()  # waits for the last step

    return run


def gan_fit() -> Run:
    """The course's `GAN.fit` with the tutorial's optimizers, alternating as it does by default."""
    return _gan_fit(simultaneous=False)


def simultaneous_fit() -> Run:
    """The same with the order of the tutorial's loop: both players step from where they both stand."""
    return _gan_fit(simultaneous=True)


def _gan_fit(*, simultaneous: bool) -> Run:
    from gan_course.data import load_images
    from gan_course.runtime import keras
    from gan_course.training import GAN

    gan = GAN(*networks())
    gan.compile(
        generator_optimizer=keras.optimizers.Adam(LEARNING_RATE),
        discriminator_optimizer=keras.optimizers.Adam(LEARNING_RATE),
        simultaneous=simultaneous,
    )
    batches = load_images("digits").batches(BATCH_SIZE, seed=0).repeat()
    return lambda steps: gan.fit(batches, steps_per_epoch=steps, verbose=0)


def pytorch() -> Run:
    """PyTorch, eager, with the same networks; where Keras pads a stride unevenly, PyTorch pads evenly."""
    import torch
    from torch import nn

    from benchmarks.torch_training import alternating_steps
    from gan_course.data import load_images

    def upwards(before: int, after: int, stride: int) -> nn.Module:
        return nn.ConvTranspose2d(before, after, 5, stride, padding=2, output_padding=stride - 1, bias=False)

    def normalised(channels: int) -> list[nn.Module]:
        return [nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01), nn.LeakyReLU(0.3)]

    def downwards(before: int, after: int) -> list[nn.Module]:
        return [nn.Conv2d(before, after, 5, 2, padding=2), nn.LeakyReLU(0.3), nn.Dropout(0.3)]

    generator = nn.Sequential(
        *(nn.Linear(LATENT_DIM, 7 * 7 * 256, bias=False), nn.BatchNorm1d(7 * 7 * 256, eps=1e-3, momentum=0.01)),
        *(nn.LeakyReLU(0.3), nn.Unflatten(1, (256, 7, 7))),
        *(upwards(256, 128, 1), *normalised(128), upwards(128, 64, 2), *normalised(64), upwards(64, 1, 2), nn.Tanh()),
    )
    discriminator = nn.Sequential(*downwards(1, 64), *downwards(64, 128), nn.Flatten(), nn.Linear(7 * 7 * 128, 1))
    return alternating_steps(
        generator.to(memory_format=torch.channels_last),
        discriminator.to(memory_format=torch.channels_last),
        load_images("digits").images.reshape(-1, 1, 28, 28),
        batch_size=BATCH_SIZE,
        adam={"lr": LEARNING_RATE},
    )


COMPARISON = Comparison(
    title=f"the DCGAN of the TensorFlow tutorial, batch {BATCH_SIZE}",
    batch_size=BATCH_SIZE,
    networks=networks,
    trainers={
        "tutorial_loop": Contestant(
            "a tf.function call a step, the tutorial's loop", tutorial_loop, steps=10, discriminator_runs=2
        ),
        COURSE: Contestant("GAN.fit of this course", gan_fit, steps=10),
        "simultaneous_fit": Contestant(
            "GAN.fit, simultaneous as the tutorial's loop is", simultaneous_fit, steps=10, discriminator_runs=2
        ),
        PYTORCH: Contestant("PyTorch, eager, fused Adam", pytorch, steps=6),
    },
    rounds=7,
    ceiling_steps=8,
)

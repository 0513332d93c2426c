"""Day 4: GANs whose training loops race, small ones to compare loops on, and pictures of speed."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from gan_course import models, plots
from gan_course.data import ImageDataset
from gan_course.plots.style import figure_with_axes
from gan_course.runtime import keras, tf
from gan_course.training import GAN

__all__ = [
    "BATCH_SIZE",
    "LATENT_DIM",
    "FixedDropout",
    "Record",
    "Runner",
    "adam",
    "apart",
    "images_per_second",
    "new_gan",
    "race",
    "race_frames",
    "speed_bars",
    "tape_step",
    "three_ways",
    "tiny_gan",
]

BATCH_SIZE, LATENT_DIM = 64, 32
IMAGES_IN_A_ROW = 10
COLOURS = (plots.FAKE, plots.REAL, plots.DISCRIMINATOR, plots.GENERATOR)


def adam(learning_rate: float = 5e-4, **arguments: Any) -> Any:
    """Make Adam with the β₁ of GANs.

    Args:
        learning_rate: The learning rate.
        arguments: More arguments of ``keras.optimizers.Adam``, such as ``use_ema``.

    Returns:
        The optimizer.
    """
    return keras.optimizers.Adam(learning_rate, beta_1=0.5, **arguments)


def new_gan(*, batch_norm: bool = False, weights_seed: int = 0, **arguments: Any) -> GAN:
    """Build and compile a GAN of two small dense networks, with the same initial weights for the same seed.

    Args:
        batch_norm: Whether the generator has batch normalisation.
        weights_seed: Seed of the initial weights.
        arguments: Arguments of `GAN.compile`; by default Adam for both, one step in a call, no XLA.

    Returns:
        The GAN.
    """
    generator = models.mlp_generator(LATENT_DIM, (128, 256), batch_norm=batch_norm, seed=2 * weights_seed + 1)
    gan = GAN(generator, models.mlp_discriminator((256, 128), seed=2 * weights_seed + 2))
    usual = {"generator_optimizer": adam(), "discriminator_optimizer": adam()}
    gan.compile(**(usual | {"steps_per_execution": 1, "jit_compile": False} | arguments))
    return gan


@keras.saving.register_keras_serializable("gan_course")
class FixedDropout(keras.layers.Layer):
    """Dropout without chance: in training every second unit is dropped, and the others count twice.

    So two programs that run a network in training mode get the same numbers, and one that forgets the mode does not.
    """

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Drop the units at odd places, in training only.

        Args:
            inputs: Tensor (batch, units).
            training: Whether the network is being trained.

        Returns:
            Tensor of the same shape.
        """
        if not training:
            return inputs
        kept = 2.0 * (np.arange(inputs.shape[-1]) % 2 == 0)
        return inputs * keras.ops.convert_to_tensor(kept.astype("float32"))


def tiny_gan(loss: Any = "non_saturating", seed: int = 0) -> GAN:
    """Build a very small GAN for points of the plane, whose networks do something else in training than afterwards.

    The generator has batch normalisation, the discriminator `FixedDropout`. Both optimizers are gradient descent, with
    other rates and momenta, because Adam turns a gradient that is exactly 0 but for rounding into a full step.

    Args:
        loss: As in `GAN.compile`.
        seed: Seed of the noise.

    Returns:
        The GAN, always with the same initial weights.
    """
    generator = models.mlp_generator(3, (8,), image_shape=(2,), output_activation=None, seed=1)
    plain = models.mlp_discriminator((8,), image_shape=(2,), seed=2)
    *before, last = plain.layers
    discriminator = keras.Sequential([keras.Input((2,)), *before, FixedDropout(), last], name="discriminator")
    gan = GAN(generator, discriminator)
    fast, slow = keras.optimizers.SGD(0.2, momentum=0.5), keras.optimizers.SGD(0.05)
    gan.compile(loss, generator_optimizer=slow, discriminator_optimizer=fast, seed=seed, jit_compile=False)
    return gan


def apart(mine: Any, theirs: Any, *, trained_only: bool = True) -> float:
    """Measure how far two models of the same kind are apart.

    Args:
        mine: A model that is built.
        theirs: Another one, with weights of the same shapes.
        trained_only: Whether to leave out the weights that no optimizer trains, such as the moving averages of batch
            normalisation, which depend on how often a program runs the network, and which training does not read.

    Returns:
        The largest difference between any two of their weights; NaN where one of them is.
    """
    kind = "trainable_variables" if trained_only else "weights"
    pairs = zip(getattr(mine, kind), getattr(theirs, kind), strict=True)
    return float(np.max([np.abs(a.numpy() - b.numpy()).max() for a, b in pairs]))


def tape_step(gan: GAN, real_images: Any, step: Any) -> tuple[Any, Any]:
    """Train the discriminator, then the generator, on one batch, with a gradient tape.

    Args:
        gan: A compiled GAN.
        real_images: Batch (n, height, width, channels).
        step: Number of the step, from which the noise is drawn.

    Returns:
        The losses of discriminator and generator, each as it was before its own player's update.
    """
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))

    def descend(player: str) -> Any:
        with tf.GradientTape() as tape:
            real_logits = gan.discriminator(real_images, training=True)
            fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
            loss_of = getattr(gan.adversarial_loss, f"{player}_loss")
            loss = loss_of(real_logits=real_logits, fake_logits=fake_logits)
        weights = getattr(gan, player).trainable_variables
        getattr(gan, f"{player}_optimizer").apply(tape.gradient(loss, weights), weights)
        return loss

    return descend("discriminator"), descend("generator")


@dataclass(frozen=True)
class Runner:
    """A training loop that takes part in a race.

    Args:
        gan: What it trains.
        take_steps: Function (steps, seed): takes so many steps, on batches in the order of a seed.
        chunk: Steps between two looks at the clock.
    """

    gan: GAN
    take_steps: Callable[[int, int], Any]
    chunk: int


@dataclass(frozen=True)
class Record:
    """What a race looked like: one entry for each frame.

    Args:
        seconds: Seconds of training that each runner has had.
        steps: Steps of each runner at each moment, by name.
        images: What each runner's generator made then, by name; arrays (n, height, width, channels).
        speeds: Images that each runner trained on in a second, by name.
    """

    seconds: list[float]
    steps: dict[str, list[int]]
    images: dict[str, list[np.ndarray]]
    speeds: dict[str, float]


def three_ways(data: ImageDataset) -> dict[str, Runner]:
    """Set up three programs for the same GAN: equal networks, weights, losses, optimizers and batches.

    Args:
        data: The training images.

    Returns:
        The runners: the tape step as plain Python, the same as a graph, and ``fit`` with 50 steps in a call.
    """
    eager, graph, by_fit = new_gan(), new_gan(), new_gan(steps_per_execution=50)
    as_graph = tf.function(lambda real_images, step: tape_step(graph, real_images, step))

    def each_batch(gan: GAN, take_step: Callable[[Any, Any], Any]) -> Runner:
        done = [0]

        def take_steps(steps: int, seed: int) -> None:
            for real_images in data.batches(BATCH_SIZE, seed=seed).repeat().take(steps):
                take_step(real_images, tf.constant(done[0]))
                done[0] += 1

        return Runner(gan, take_steps, 10)

    def fit(steps: int, seed: int) -> None:
        by_fit.fit(data.batches(BATCH_SIZE, seed=seed).repeat(), steps_per_epoch=steps, verbose=0)

    return {
        "tape, as plain Python": each_batch(eager, lambda real_images, step: tape_step(eager, real_images, step)),
        "tape in tf.function": each_batch(graph, as_graph),
        "fit, 50 steps a call": Runner(by_fit, fit, 200),
    }


def race(runners: Mapping[str, Runner], *, seconds: float, frames: int) -> Record:
    """Let training loops run in turns, each for the same time in all, and take pictures.

    In turns, so that whatever else the computer does strikes all of them. Tracing and compiling, in a first chunk of
    steps, is not on the clock.

    Args:
        runners: The loops by name.
        seconds: Seconds of training for each, above 0.
        frames: Number of moments at which images are made, at least 1.

    Returns:
        The record.
    """
    clocks, counts = dict.fromkeys(runners, 0.0), {name: runner.chunk for name, runner in runners.items()}
    steps: dict[str, list[int]] = {name: [] for name in runners}
    images: dict[str, list[np.ndarray]] = {name: [] for name in runners}
    for runner in runners.values():
        runner.take_steps(runner.chunk, 0)
    moments = [seconds * frame / frames for frame in range(1, frames + 1)]
    for moment in moments:
        for name, runner in runners.items():
            while clocks[name] < moment:
                start = time.perf_counter()
                runner.take_steps(runner.chunk, counts[name])
                clocks[name] += time.perf_counter() - start
                counts[name] += runner.chunk
            steps[name].append(counts[name])
            images[name].append(runner.gan.generate(IMAGES_IN_A_ROW, seed=3))
    speeds = {name: (counts[name] - runners[name].chunk) * BATCH_SIZE / clocks[name] for name in runners}
    return Record(moments, steps, images, speeds)


def race_frames(record: Record) -> list[plots.Picture]:
    """Draw a race: at each moment what every generator makes of the same noise, and how far it has come.

    Args:
        record: The race.

    Returns:
        A picture for each moment, all of one size.
    """
    return [_race_frame(record, moment) for moment in range(len(record.seconds))]


def _race_frame(record: Record, moment: int) -> plots.Picture:
    longest = max(max(steps) for steps in record.steps.values())
    seconds = record.seconds[moment]
    with plots.drawing():
        figure = Figure(figsize=(6.4, 1.08 * len(record.steps) + 0.4))
        figure.suptitle(f"After {seconds:.1f} seconds of training", x=0.012, horizontalalignment="left")
        top = 1 - 0.62 / figure.get_figheight()
        layout = {"left": 0.012, "right": 0.988, "top": top, "bottom": 0.02, "hspace": 0.0}
        grid = figure.subplots(
            3 * len(record.steps), 1, height_ratios=[6.2, 1.2, 3] * len(record.steps), gridspec_kw=layout
        )
        for index, (name, steps) in enumerate(record.steps.items()):
            digits, track, gap = grid[3 * index : 3 * index + 3]
            gap.set_axis_off()
            digits.imshow(
                plots.tile(record.images[name][moment], IMAGES_IN_A_ROW), cmap="gray", vmin=0, vmax=255, aspect="auto"
            )
            digits.set_title(f"{name}: {steps[moment]:,} steps", loc="left", fontsize=11, pad=3)
            digits.set_axis_off()
            track.barh([0], [steps[moment]], color=COLOURS[index % len(COLOURS)])
            track.set(xlim=(0, longest), xticks=[], yticks=[])
            track.spines[["left", "bottom"]].set_visible(False)
        alt = "; ".join(f"{name}: {steps[moment]} steps" for name, steps in record.steps.items())
        return plots.picture(figure, alt=f"Digits of each generator after {seconds:.1f} seconds. {alt}")


def images_per_second(
    loops: Mapping[str, Callable[[int], Any]], *, steps: Mapping[str, int], rounds: int, batch_size: int = BATCH_SIZE
) -> dict[str, list[float]]:
    """Measure the speed of training loops, in turns, so that whatever else the computer does strikes all of them.

    Args:
        loops: Functions (steps) by name, each of which takes so many training steps; traced already.
        steps: Steps that each takes in a round, by name.
        rounds: Rounds, at least 1.
        batch_size: Images in a batch.

    Returns:
        Images per second by name, one figure for each round.
    """
    speeds: dict[str, list[float]] = {name: [] for name in loops}
    for _ in range(rounds):
        for name, loop in loops.items():
            start = time.perf_counter()
            loop(steps[name])
            speeds[name].append(steps[name] * batch_size / (time.perf_counter() - start))
    return speeds


def speed_bars(speeds: Mapping[str, Sequence[float]], *, title: str, alt: str) -> plots.Picture:
    """Draw speeds as horizontal bars: the median of the rounds with its value, and a line from slowest to fastest.

    Args:
        speeds: Images per second by name, one figure for each round.
        title: Title above the chart.
        alt: What the picture shows, for a reader who does not see it.

    Returns:
        The picture.
    """
    medians = [float(np.median(measured)) for measured in speeds.values()]
    places = np.arange(len(medians))
    with plots.drawing():
        figure, (axes,) = figure_with_axes(title, height=0.55 * len(medians) + 1.1)
        axes.barh(places, medians, 0.62, color=plots.REAL)
        for place, median, measured in zip(places, medians, speeds.values(), strict=True):
            axes.plot([min(measured), max(measured)], [place, place], color="black", linewidth=1.5)
            axes.annotate(
                f"{median:,.0f}", (max(measured), place), (5, 0), textcoords="offset points", verticalalignment="center"
            )
        axes.set_yticks(places, list(speeds))
        axes.invert_yaxis()
        axes.set_xlim(0, 1.18 * max(max(measured) for measured in speeds.values()))
        axes.set_xlabel("images per second; the black line spans all rounds")
        axes.grid(visible=False, axis="y")
        return plots.picture(figure, alt=alt)

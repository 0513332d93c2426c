"""Day 4: GANs whose training loops race, small ones to compare loops on, and pictures of speed."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gan_course import metrics, models, plots, training_logs
from gan_course.data import ImageDataset
from gan_course.plots.style import figure_with_axes
from gan_course.runtime import keras, tf
from gan_course.training import GAN

__all__ = [
    "BATCH_SIZE",
    "LATENT_DIM",
    "Beside",
    "FixedDropout",
    "Quality",
    "Record",
    "Runner",
    "adam",
    "apart",
    "batch_of",
    "beside_train_step",
    "images_per_second",
    "logs_to_diagnose",
    "new_gan",
    "points_of",
    "race",
    "race_frames",
    "replicated_gradients",
    "small_run",
    "speed_bars",
    "stop_and_go_on",
    "tape_step",
    "three_ways",
    "tiny_gan",
    "train_averaged",
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


def replicated_gradients(
    gradients: Callable[[Any, Any], Sequence[Any]], real_images: Any, noise: Any, replicas: int
) -> list[np.ndarray]:
    """Compute the gradients of a batch in shares, as several replicas would.

    Args:
        gradients: Function (real_images, noise) that returns the gradients of a loss which is a mean over both.
        real_images: Array (n, …).
        noise: Array (n, latent_dim).
        replicas: How many shares, from 1 to n; the first ones are one larger where they cannot be equal.

    Returns:
        The gradients for the whole batch.
    """
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    weighted = [[len(images) / len(real_images) * g for g in gradients(images, z)] for images, z in shares]
    return [sum(parts[1:], parts[0]) for parts in zip(*weighted, strict=True)]


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


class _WithoutStep(GAN):
    """A GAN whose step is still to be written."""

    def train_step(self, real_images: Any) -> dict[str, Any]:
        raise AssertionError("expected a step that is written out, got a call of the GAN's own train_step")


def tiny_gan(loss: Any = "non_saturating", seed: int = 0, kind: type[GAN] = GAN) -> GAN:
    """Build a very small GAN for points of the plane, whose networks do something else in training than afterwards.

    The generator has batch normalisation, the discriminator `FixedDropout`. Both optimizers are gradient descent, with
    other rates and momenta, because Adam turns a gradient that is exactly 0 but for rounding into a full step.

    Args:
        loss: As in `GAN.compile`.
        seed: Seed of the noise.
        kind: The class of the GAN.

    Returns:
        The GAN, always with the same initial weights.
    """
    generator = models.mlp_generator(3, (8,), sample_shape=(2,), output_activation=None, seed=1)
    plain = models.mlp_discriminator((8,), sample_shape=(2,), seed=2)
    *before, last = plain.layers
    discriminator = keras.Sequential([keras.Input((2,)), *before, FixedDropout(), last], name="discriminator")
    gan = kind(generator, discriminator)
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


def off_course(mine: Any, theirs: Any, start: Any) -> float:
    """Measure how far two models are apart, as a share of the way that training took one of them.

    Args:
        mine: A model that is built.
        theirs: Another one, with weights of the same shapes.
        start: That other one before training.

    Returns:
        ‖mine − theirs‖ / ‖theirs − start‖, Euclidean norms over all trained weights.
    """
    a, b, c = (
        np.concatenate([w.numpy().ravel() for w in model.trainable_variables]) for model in (mine, theirs, start)
    )
    return float(np.linalg.norm(a - b) / np.linalg.norm(b - c))


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


def points_of(step: int, n: int = 16) -> Any:
    """Draw the points of a step.

    Args:
        step: Its number.
        n: How many.

    Returns:
        Tensor (n, 2), float32.
    """
    return 2 + tf.random.stateless_normal((n, 2), seed=(5, step))


@dataclass(frozen=True)
class Beside:
    """What a training step of one's own did, beside what `GAN.train_step` did.

    Args:
        returned: What one's own step returned the last time.
        losses: The losses of discriminator and generator in that step, by `GAN.train_step`.
        gaps: For each player, the largest difference between the trained weights of the two GANs.
        updates: How often each player's optimizer took a step, in one's own.
        steps: How many steps there were.
    """

    returned: Any
    losses: tuple[float, float]
    gaps: dict[str, float]
    updates: dict[str, int]
    steps: int


def beside_train_step(
    take_step: Callable[[GAN, Any, Any], Any], loss: str, *, seed: int = 0, sizes: Sequence[int] = (16,), first: int = 0
) -> Beside:
    """Take steps with a function, whose GAN has no `train_step`, and with `GAN.train_step`, on equal GANs and batches.

    Args:
        take_step: Function (gan, real_images, step).
        loss: A name of ``losses.NAMES``.
        seed: Seed of the noise.
        sizes: Size of the batch in each step.
        first: Number of the first step.

    Returns:
        What came of it.
    """
    mine, theirs = tiny_gan(loss, seed, _WithoutStep), tiny_gan(loss, seed)
    theirs.optimizer.iterations.assign(first)
    for step, size in enumerate(sizes, first):
        returned = take_step(mine, points_of(step, size), tf.constant(step))
        theirs.reset_metrics()
        logs = theirs.train_step(points_of(step, size))
    players = ("discriminator", "generator")
    gaps = {player: apart(getattr(mine, player), getattr(theirs, player)) for player in players}
    updates = {player: int(getattr(mine, f"{player}_optimizer").iterations) for player in players}
    return Beside(returned, (float(logs["d_loss"]), float(logs["g_loss"])), gaps, updates, len(sizes))


def small_run(seed: int) -> GAN:
    """Build a very small GAN with all that has a state: batch normalisation in both networks, two Adams, an average.

    Args:
        seed: Seed of the initial weights.

    Returns:
        The GAN, for points of the plane.
    """
    generator = models.mlp_generator(3, (8,), sample_shape=(2,), output_activation=None, seed=seed)
    *before, last = models.mlp_discriminator((8,), sample_shape=(2,), seed=seed + 50).layers
    normalised = [*before, keras.layers.BatchNormalization(), last]
    gan = GAN(generator, keras.Sequential([keras.Input((2,)), *normalised], name="discriminator"))
    averaged = keras.optimizers.Adam(0.01, beta_1=0.5, use_ema=True, ema_momentum=0.9)
    gan.compile("non_saturating", averaged, keras.optimizers.Adam(0.02, beta_1=0.5), jit_compile=False)
    return gan


def stop_and_go_on(variables_of: Callable[[GAN], Sequence[Any]], steps: int = 3) -> tuple[GAN, GAN, dict[str, float]]:
    """Train, put what a function lists into a new GAN with other weights, and train both on.

    Args:
        variables_of: Function (gan) that lists the variables to be saved.
        steps: Steps before and after.

    Returns:
        The GAN that was never stopped; the one that went on; and how far the weights of each player were apart just
        after loading, trained or not.
    """
    original, resumed = small_run(seed=0), small_run(seed=1)
    original.discriminator_optimizer.learning_rate = 0.03  # as a callback may have set it
    for step in range(steps):
        original.train_step(points_of(step))
    for old, new in zip(variables_of(original), variables_of(resumed), strict=True):
        new.assign(keras.ops.convert_to_numpy(old))
    players = ("generator", "discriminator")
    gaps = {name: apart(getattr(original, name), getattr(resumed, name), trained_only=False) for name in players}
    for step in range(steps, 2 * steps):
        original.train_step(points_of(step))
        resumed.train_step(points_of(step))
    return original, resumed, gaps


def logs_to_diagnose() -> list[tuple[str, str, dict[str, np.ndarray]]]:
    """Collect training logs whose end is known: plain, changing late, short, broken off and mixed ones.

    A mixed log has some columns of another run, as other seeds have them by chance: what tells is in the rest.

    Returns:
        What became of the run, one of ``training_logs.NAMES``; what the log shows, in words; and the log.
    """
    healthy = training_logs.load("healthy", seed=1)
    cases = []
    for name in training_logs.NAMES:
        first, second = (training_logs.load(name, seed=seed) for seed in (0, 1))
        short = {column: values[-12:] for column, values in second.items()}
        cases += [
            (name, f"{name}, seed 0", first),
            (name, f"{name}, seed 1", second),
            (name, f"healthy, but {name} in the last 16 rows", training_logs.joined(healthy, second)),
            ("healthy", f"{name}, but healthy in the last 16 rows", training_logs.joined(second, healthy)),
            (name, f"{name}, the last 12 rows alone", short),
        ]
    for column in ("d_loss", "g_loss"):
        for rows, row, expected in (
            (40, 37, "diverged"),
            (40, 31, "diverged"),
            (40, 30, "healthy"),
            (8, 2, "diverged"),
        ):
            broken = {name: values[-rows:].copy() for name, values in healthy.items()}
            broken[column][row - 1] = np.nan
            cases.append((expected, f"healthy, but {column} is NaN in row {row} of {rows}", broken))
    for name, other, columns in (
        ("diverged", "collapse", ("diversity",)),
        ("chance", "healthy", ("diversity",)),
        ("discriminator_wins", "healthy", ("diversity",)),
        ("collapse", "chance", ("d_loss", "g_loss")),
    ):
        borrowed = {column: training_logs.load(other, seed=0)[column] for column in columns}
        what = f"{name}, but with the {' and '.join(columns)} of {other}"
        cases.append((name, what, {**training_logs.load(name, seed=0), **borrowed}))
    return cases


def train_averaged(
    data: ImageDataset, *callbacks: Any, seed: int, epochs: int, steps_per_epoch: int, steps_per_execution: int
) -> tuple[GAN, dict[str, list[float]]]:
    """Train a GAN at a high learning rate that keeps an average of its generator's weights.

    Args:
        data: The training images.
        callbacks: For ``fit``.
        seed: Seed of weights, noise and order.
        epochs: Epochs.
        steps_per_epoch: Steps in each.
        steps_per_execution: Steps in one call of TensorFlow.

    Returns:
        The GAN, with the averaged weights in place, and its history.
    """
    averaging = adam(2e-3, use_ema=True, ema_momentum=0.99)
    gan = new_gan(
        batch_norm=True,
        weights_seed=seed,
        seed=seed,
        generator_optimizer=averaging,
        discriminator_optimizer=adam(2e-3),
        steps_per_execution=steps_per_execution,
    )
    batches = data.batches(BATCH_SIZE, seed=seed).repeat()
    history = gan.fit(batches, epochs=epochs, steps_per_epoch=steps_per_epoch, verbose=0, callbacks=list(callbacks))
    return gan, history.history


def batch_of(images: np.ndarray, step: int, seed: int = 0) -> np.ndarray:
    """Draw the batch of a step, a function of the seed and the number of the step alone.

    Pass after pass goes through the images, each in an order of its own; the last images of a pass that do not fill a
    batch are left out.

    Args:
        images: Array (n, …), n at least `BATCH_SIZE`.
        step: Number of the step, from 0.
        seed: Seed of the orders.

    Returns:
        Array (`BATCH_SIZE`, …).

    Raises:
        ValueError: If there are too few images.
    """
    in_a_pass = len(images) // BATCH_SIZE
    if in_a_pass < 1:
        raise ValueError(f"expected at least {BATCH_SIZE} images, got {len(images)}; take more")
    number, place = divmod(int(step), in_a_pass)
    order = np.random.default_rng((seed, number)).permutation(len(images))
    return images[order[place * BATCH_SIZE : (place + 1) * BATCH_SIZE]]


class Quality(keras.callbacks.Callback):
    """Adds Fréchet distances to the log of each epoch: ``frechet`` for the weights of the moment, ``averaged_frechet``.

    The features are those of the course's CNN for digits. It must come before the callbacks that write the logs.

    Args:
        reference: Real images (n, 28, 28, 1) to compare with.
        samples: How many images to make each time.

    Attributes:
        images: What the weights of the moment made at the end of the last epoch; seed 3.
    """

    def __init__(self, reference: np.ndarray, *, samples: int = 1000) -> None:
        super().__init__()
        self._reference, self._samples = metrics.digit_classifier().features(reference), samples
        self.images = np.empty((0, *reference.shape[1:]), "float32")

    def distance(self, images: np.ndarray) -> float:
        """Compare images with the reference.

        Args:
            images: Array (n, 28, 28, 1) in [-1, 1].

        Returns:
            The Fréchet distance; lower is better.
        """
        return metrics.frechet_distance(self._reference, metrics.digit_classifier().features(images))

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Measure.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Metrics of the epoch, to which these are added.
        """
        if logs is not None:
            self.images = self.model.generate(self._samples, seed=3)
            logs["frechet"] = self.distance(self.images)
            with self.model.averaged_weights():
                logs["averaged_frechet"] = self.distance(self.model.generate(self._samples, seed=3))


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
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.set_xlabel("images per second; the black line spans all rounds")
        axes.grid(visible=False, axis="y")
        return plots.picture(figure, alt=alt)

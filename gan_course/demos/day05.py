"""Day 5: a ring that a GAN covers or loses, a penalty that damps, and critics whose gradient can be seen.

``python -m gan_course.demos.day05`` trains the two GANs of the recording anew, in half a minute, and writes it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from numpy.typing import ArrayLike, NDArray

from gan_course import budget, dynamics, losses, penalties, plots, recipes, toys
from gan_course.runtime import keras, tf
from gan_course.training import GAN

__all__ = [
    "BATCH_SIZE",
    "GAMMA",
    "RING",
    "Coverage",
    "GradientPenalties",
    "Gradients",
    "RingRun",
    "coverage",
    "critics_picture",
    "damping_frame",
    "falling_rate",
    "fitted_critic",
    "gradients_in_a_batch",
    "momentum_radius",
    "plane_discriminator",
    "recording",
    "regularised_gan",
    "ring_animation",
    "ring_networks",
    "ring_panels",
    "steepest_gradient",
    "train_on_ring",
]

RING = toys.ring(modes=8, radius=1.0, std=0.02)
BATCH_SIZE, GAMMA, PENALTY_EVERY, EMA_MOMENTUM = 128, 0.1, 4, 0.999
COVERED = 0.25  # of the samples that a mode should get: from here on it counts as covered
MEASURED, SHOWN = 2_500, 300  # generated points that are measured and that are drawn
LIMIT = 1.4
FILE = Path(__file__).with_name("day05_rings.npz")


class Coverage(NamedTuple):
    """How the points of a generator lie on the modes of a ring.

    Attributes:
        modes: How many modes get at least a quarter of the points that they should get.
        high_quality: The share of points within 3 standard deviations of a mode.
        reverse_kl: How unevenly the points are spread over the modes, 0 for evenly.
    """

    modes: int
    high_quality: float
    reverse_kl: float

    def __str__(self) -> str:
        on_a_mode = f"{self.high_quality:.0%} of the points on a mode"
        return f"{self.modes} of {RING.modes} modes, {on_a_mode}, reverse KL {self.reverse_kl:.4f}"


@dataclass(frozen=True)
class RingRun:
    """What a generator made while it was trained, always of the same noise.

    Args:
        steps: How many steps had been taken, a number for each frame.
        points: Points, shape (frames, n, 2).
        coverages: How the ring was covered at each frame, by more points than are kept.
    """

    steps: tuple[int, ...]
    points: NDArray[np.floating[Any]]
    coverages: tuple[Coverage, ...]


def coverage(points: ArrayLike) -> Coverage:
    """Measure how points cover the ring of 8 modes.

    Args:
        points: Points of the plane, shape (n, 2) with n at least 1.

    Returns:
        The three measures.

    Source: Srivastava et al. 2017, arXiv 1705.07761 (VEEGAN); reverse KL: Lin et al. 2018, arXiv 1712.04086 (PacGAN).
    Departs: a mode counts from a quarter of its share on, where a single point is enough in the papers.

    Examples:
        >>> print(coverage(RING.sample(10_000, seed=1)))
        8 of 8 modes, 99% of the points on a mode, reverse KL 0.0002
        >>> print(coverage(RING.means[:1]))
        1 of 8 modes, 100% of the points on a mode, reverse KL 2.0794
    """
    modes = RING.modes_covered(points, share=COVERED)
    return Coverage(modes, RING.high_quality_share(points), RING.reverse_kl(points))


class GradientPenalties:
    """R1 or R2, and the gradient penalty, as methods that take all they need: the reference of an exercise."""

    def zero_centred(self, discriminator: Callable[..., Any], samples: Any, gamma: float) -> Any:
        """Compute `penalties.R1` at any samples.

        Args:
            discriminator: Function from samples to logits.
            samples: Tensor (batch, …).
            gamma: The weight.

        Returns:
            A scalar tensor.
        """
        return penalties.R1(gamma)(discriminator, real_samples=samples)

    def gradient_penalty(
        self, discriminator: Callable[..., Any], real_samples: Any, fake_samples: Any, gamma: float, seed: Any
    ) -> Any:
        """Compute `penalties.GradientPenalty`.

        Args:
            discriminator: Function from samples to logits.
            real_samples: Tensor (batch, …).
            fake_samples: Tensor of the same shape.
            gamma: The weight.
            seed: Two integers.

        Returns:
            A scalar tensor.
        """
        penalty = penalties.GradientPenalty(gamma)
        return penalty(discriminator, real_samples=real_samples, fake_samples=fake_samples, seed=seed)


def falling_rate(steps: int, rate: float = 2e-3) -> Any:
    """Make a learning rate that falls linearly to a fiftieth.

    Args:
        steps: The steps after which it has fallen.
        rate: The rate at the start.

    Returns:
        A Keras learning-rate schedule.
    """
    return keras.optimizers.schedules.PolynomialDecay(rate, steps, recipes.FINAL_SHARE * rate)


def ring_networks(seed: int) -> tuple[keras.Model, keras.Model]:
    """Build generator and discriminator for points of the plane: five hidden layers of 64 each, leaky ReLU.

    Args:
        seed: Seed of the initial weights.

    Returns:
        The generator, from two numbers of noise to points without an activation; and the discriminator, from points to
        logits, without batch normalisation.
    """
    return recipes.PLAIN_POINTS.networks(2, (2,), seed)


def regularised_gan(
    generator: keras.Model,
    discriminator: keras.Model,
    loss: str | losses.AdversarialLoss,
    gamma: float,
    learning_rate: Any,
    seed: int,
) -> GAN:
    """Make a compiled GAN with R1 and R2 in one of four steps, two Adams without inertia, and averaged weights.

    Args:
        generator: Model from noise to samples.
        discriminator: Model from samples to logits, without batch normalisation.
        loss: As for `GAN.compile`.
        gamma: Weight γ of each of the two penalties; 0 for none.
        learning_rate: Of both players, a number or a Keras schedule.
        seed: Seed of the noise.

    Returns:
        The GAN.
    """
    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=EMA_MOMENTUM),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalties.Sum((penalties.R1(gamma), penalties.R2(gamma))) if gamma else None,
        penalty_every=PENALTY_EVERY,
        seed=seed,
    )
    return gan


def train_on_ring(gan: GAN, steps: int, *, seed: int, frames: int = 40) -> RingRun:
    """Train a GAN on new points of the ring in each step, and look at it now and then.

    Args:
        gan: A compiled GAN of points of the plane.
        steps: How many steps, a multiple of the frames.
        seed: Seed of the points.
        frames: How often to look.

    Returns:
        What the generator with its averaged weights made.
    """
    gan.run_eagerly = budget.name() == "smoke"  # a few steps are not worth compiling
    gan.steps_per_execution = math.gcd(gan.steps_per_execution, steps // frames)  # Keras would overrun the epoch
    points = RING.sample(steps * BATCH_SIZE, seed=seed)
    batches = tf.data.Dataset.from_tensor_slices(points).batch(BATCH_SIZE, drop_remainder=True)
    diary = _Diary()
    diary.set_model(gan)
    diary.look(0)
    gan.fit(batches, epochs=frames, steps_per_epoch=steps // frames, verbose=0, callbacks=[diary])
    return RingRun(tuple(diary.steps), np.stack(diary.points), tuple(diary.coverages))


class _Diary(keras.callbacks.Callback):
    def __init__(self) -> None:
        super().__init__()
        self.steps: list[int] = []
        self.points: list[np.ndarray] = []
        self.coverages: list[Coverage] = []

    def look(self, step: int) -> None:
        with self.model.averaged_weights():
            points = self.model.generate(MEASURED, seed=9)
        self.steps.append(step)
        self.points.append(points[:SHOWN])
        self.coverages.append(coverage(points))

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.look(int(self.model.optimizer.iterations))


def recording() -> dict[str, RingRun]:
    """Read the recorded training of two GANs on the ring, one plain and one regularised.

    Returns:
        The two runs by their names.
    """
    with np.load(FILE) as file:
        return {
            name: RingRun(
                tuple(file[f"{name} steps"].tolist()),
                file[f"{name} points"].astype(np.float32),
                tuple(Coverage(int(row[0]), float(row[1]), float(row[2])) for row in file[f"{name} coverages"]),
            )
            for name in ("plain", "regularised")
        }


def _record(path: Path, steps: int = 4_000, frames: int = 40, seed: int = 0) -> Path:
    """Train the two GANs and write what their generators made."""
    arrays = {}
    for name, loss, gamma in (("plain", "non_saturating", 0.0), ("regularised", "relativistic", GAMMA)):
        gan = regularised_gan(*ring_networks(seed), loss, gamma, falling_rate(steps), seed)
        run = train_on_ring(gan, steps, seed=seed, frames=frames)
        arrays[f"{name} steps"] = np.array(run.steps)
        arrays[f"{name} points"] = run.points.astype(np.float16)
        arrays[f"{name} coverages"] = np.array(run.coverages)
        print(f"{name}: {run.coverages[-1]}")
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    return path


def ring_animation(runs: Mapping[str, RingRun], *, alt: str, every: int = 1, fps: float = 6) -> plots.Animation:
    """Show side by side how the points of several generators move while they are trained.

    Args:
        runs: Runs with as many frames, by the titles of their panels.
        alt: What there is to see; what each generator makes in the end is added.
        every: Which frames to show: each, each second one, ….
        fps: Frames a second.

    Returns:
        The animation. Each point trails the way that it came since the frame before.
    """
    count = min(len(run.steps) for run in runs.values())
    alt = f"{alt} In the end: {'; '.join(f'{name}, {run.coverages[count - 1]}' for name, run in runs.items())}."
    frames = [_ring_frame(runs, index, alt) for index in range(0, count, every)]
    return plots.animation(frames, alt=alt, fps=fps)


def _ring_frame(runs: Mapping[str, RingRun], index: int, alt: str) -> plots.Picture:
    with plots.drawing():
        figure = Figure(figsize=(3.7 * len(runs), 4.3), layout="constrained", dpi=100)
        panels = figure.subplots(1, len(runs), squeeze=False)[0]
        for axes, (name, run) in zip(panels, runs.items(), strict=True):
            before = run.points[index - 1] if index else None
            _draw_ring(axes, run.points[index], before)
            covered = f"{run.coverages[index].modes} of {RING.modes} modes"
            axes.set_title(f"{name}\nstep {run.steps[index]:,}: {covered}", loc="left")
        return plots.picture(figure, alt=alt)


def ring_panels(runs: Mapping[str, Sequence[RingRun]], *, columns: int, title: str, alt: str) -> plots.Picture:
    """Draw what several kinds of generators make in the end, each kind in a panel of its own.

    Args:
        runs: For each title of a panel, runs that differ in their seed: the first is drawn, the numbers are of all.
        columns: Panels in a row.
        title: Title above all.
        alt: What there is to see; the numbers are added.

    Returns:
        The picture.
    """
    rows = -(-len(runs) // columns)
    with plots.drawing():
        figure = Figure(figsize=(3.9 * columns, 4.4 * rows + 0.4), layout="constrained")
        figure.suptitle(title, x=0.02, horizontalalignment="left")
        panels = figure.subplots(rows, columns, squeeze=False).ravel()
        found = []
        for axes, (name, seeds) in zip(panels, runs.items(), strict=False):
            _draw_ring(axes, seeds[0].points[-1])
            modes = ", ".join(str(run.coverages[-1].modes) for run in seeds)
            unevenness = ", ".join(f"{run.coverages[-1].reverse_kl:.3f}" for run in seeds)
            axes.set_title(f"{name}\nmodes {modes}\nreverse KL {unevenness}", loc="left", fontsize=11)
            found.append(f"{name}: modes {modes}, reverse KL {unevenness}")
        for axes in panels[len(runs) :]:
            axes.set_axis_off()
        return plots.picture(figure, alt=f"{alt} {'; '.join(found)}.")


def _draw_ring(axes: Axes, points: np.ndarray, before: np.ndarray | None = None) -> None:
    """Draw the modes as open circles and the generated points over them, with the way that they came."""
    circles = [Circle((float(x), float(y)), 3 * float(RING.stds[0])) for x, y in RING.means]
    axes.add_collection(PatchCollection(circles, facecolors="none", edgecolors=plots.REAL, linewidths=1.8, zorder=3))
    if before is not None:
        ways = np.stack([before, points], axis=1)  # (n, 2 ends, 2)
        axes.add_collection(LineCollection(list(ways), colors=plots.FAKE, alpha=0.18, linewidths=1.0, zorder=1))
    axes.scatter(points[:, 0], points[:, 1], s=9, color=plots.FAKE, alpha=0.55, linewidths=0, zorder=2)
    axes.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), aspect="equal", xticks=(), yticks=())
    axes.spines[:].set_visible(False)


def damping_frame(gamma: float, eigenvalues: ArrayLike) -> plots.Picture:
    """Draw the Dirac-GAN's field with one weight of the penalty, a path in it, and its eigenvalues.

    Args:
        gamma: Weight of the penalty, at least 0.
        eigenvalues: Two complex numbers to draw on the right.

    Returns:
        The picture, of the same size and axes for every weight.
    """

    def field(theta: Any, psi: Any) -> tuple[Any, Any]:
        return dynamics.dirac_field(theta, psi, gamma=gamma)

    values = np.asarray(eigenvalues, complex)
    path = dynamics.flow(field, (1.5, 0.5), np.linspace(0, 30, 600))
    side = np.linspace(-2, 2, 41)
    words = " and ".join(f"{value:.2f}" for value in values)
    with plots.drawing():
        figure = Figure(figsize=(8.6, 4.6), layout="constrained")
        left, right = figure.subplots(1, 2)
        left.streamplot(side, side, *field(*np.meshgrid(side, side)), color="#B5B5B5", density=1.1, linewidth=0.9)
        left.plot(*path.T, color=plots.FAKE, linewidth=2.4, zorder=4)
        left.plot(*path[0], "o", color=plots.FAKE, markersize=8, zorder=5)
        left.plot(0, 0, "x", color="black", markersize=9, markeredgewidth=2, zorder=6)
        left.set(xlabel="θ: the generator's point", ylabel="ψ: the discriminator's gradient")
        left.set(xlim=(-2, 2), ylim=(-2, 2), aspect="equal", title=f"γ = {gamma:g}")
        right.axvspan(0, 0.6, color=plots.FAKE, alpha=0.15, linewidth=0)
        right.axhline(0, color=plots.GUIDE, linewidth=0.8)
        right.plot(values.real, values.imag, "o", color=plots.REAL, markersize=10, zorder=4)
        right.set(xlabel="real part: growth", ylabel="imaginary part: rotation", title="the two eigenvalues")
        right.set(xlim=(-4.2, 0.6), ylim=(-1, 1), box_aspect=1)
    alt = f"Flow lines and a path for γ = {gamma:g}, which ends {np.linalg.norm(path[-1]):.2g} from the equilibrium; "
    return plots.picture(figure, alt=f"{alt}the eigenvalues {words} in the complex plane.")


def fitted_critic(penalty: Callable[..., Any] | None, steps: int, *, seed: int = 3) -> Callable[[Any], NDArray[Any]]:
    """Train a smooth discriminator of the line on fixed points: real ones around −1, fakes around 1.

    Args:
        penalty: Called as in `GAN.compile`; or none.
        steps: Steps of Adam with the non-saturating loss.
        seed: Seed of the initial weights.

    Returns:
        The function from places, shape (n,), to logits.
    """
    critic = _smooth_critic(seed)
    optimizer = keras.optimizers.Adam(5e-3, beta_1=0.5)
    real = tf.constant(toys.normal(-1.0, 0.15).sample(256, seed=1))
    fake = tf.constant(toys.normal(1.0, 0.15).sample(256, seed=2))
    d_loss = losses.get("non_saturating").discriminator_loss

    def step(step_seed: Any) -> None:
        with tf.GradientTape() as tape:
            objective = d_loss(real_logits=critic(real), fake_logits=critic(fake))
            if penalty is not None:
                objective += penalty(critic, real_samples=real, fake_samples=fake, seed=step_seed)
        optimizer.apply(tape.gradient(objective, critic.trainable_variables), critic.trainable_variables)

    optimizer.build(critic.trainable_variables)
    compiled = step if budget.name() == "smoke" else tf.function(step, jit_compile=True)
    for number in range(steps):
        compiled(tf.constant([1, number]))
    return lambda places: critic(np.asarray(places, np.float32)[:, None]).numpy().ravel()


def _smooth_critic(seed: int) -> keras.Model:
    kernels = [keras.initializers.GlorotUniform(seed + layer) for layer in range(3)]
    bias = keras.initializers.RandomUniform(-1, 1, seed=seed)
    hidden = [keras.layers.Dense(64, "tanh", kernel_initializer=kernels[n], bias_initializer=bias) for n in (0, 1)]
    return keras.Sequential([keras.Input((1,)), *hidden, keras.layers.Dense(1, kernel_initializer=kernels[2])])


def critics_picture(
    places: Sequence[float] | NDArray[Any], logits: Mapping[str, ArrayLike], *, title: str, alt: str
) -> plots.Picture:
    """Draw the logits of several discriminators of the line, each in a panel, over where real and fake points lie.

    Args:
        places: Where the logits were taken, shape (n,).
        logits: Logits, shape (n,), by the titles of their panels.
        title: Title above all.
        alt: What there is to see; how steep each logit is at the two places is added.

    Returns:
        The picture.
    """
    with plots.drawing():
        figure = Figure(figsize=(9.2, 3.4), layout="constrained")
        figure.suptitle(title, x=0.02, horizontalalignment="left")
        panels = figure.subplots(1, len(logits), sharey=True, squeeze=False)[0]
        found = []
        for axes, (name, values) in zip(panels, logits.items(), strict=True):
            at = [np.interp(x, places, np.gradient(np.asarray(values), np.asarray(places))) for x in (-1, 1)]
            found.append(f"{name}: gradient {at[0]:.1f} at the real and {at[1]:.1f} at the fake points")
            axes.axvspan(-1.3, -0.7, color=plots.REAL, alpha=0.2, linewidth=0)
            axes.axvspan(0.7, 1.3, color=plots.FAKE, alpha=0.2, linewidth=0)
            axes.plot(places, values, color="black")
            axes.set(title=name, xlabel="x", xticks=(-1, 1), xticklabels=("real", "fake"))
        panels[0].set(ylabel="logit")
        return plots.picture(figure, alt=f"{alt} {'; '.join(found)}.")


class Gradients(NamedTuple):
    """How logits change with the pixels of a batch, by mean norms.

    Attributes:
        own: Each logit by the pixels of its own image.
        others: Each logit by the pixels of another image.
        of_the_sum: The sum of all logits by the pixels of each image: what a penalty gets to see.
    """

    own: float
    others: float
    of_the_sum: float


def gradients_in_a_batch(discriminator: Callable[..., Any], images: ArrayLike) -> Gradients:
    """Measure whether an image of a batch changes the logit of another one.

    Args:
        discriminator: Function from images to logits (n, 1), called with ``training=True``.
        images: Images (n, …), at least 2.

    Returns:
        The norms of three gradients.
    """
    batch = tf.constant(images)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(batch)
        each = tf.unstack(tf.reshape(discriminator(batch, training=True), (-1,)))
    table = np.stack([tape.gradient(logit, batch) for logit in each])  # (n, n, …): which logit, which image's pixels
    table = table.reshape(*table.shape[:2], -1)
    norms = np.linalg.norm(table, axis=2)
    others = norms[~np.eye(len(norms), dtype=bool)].mean()
    summed = np.linalg.norm(table.sum(axis=0), axis=1).mean()
    return Gradients(float(np.diag(norms).mean()), float(others), float(summed))


def momentum_radius(step_size: float, beta: float) -> float:
    """Compute by how much a round of f = xy with momentum multiplies the distance in the long run.

    Each player keeps the share β of its last step and adds the new one; they take turns.

    Args:
        step_size: Step size h.
        beta: Momentum β.

    Returns:
        The spectral radius of a round on (x, y, last step of x, last step of y).

    Source: Gidel et al. 2019, arXiv 1807.04740, §5.

    Examples:
        >>> round(momentum_radius(0.1, 0.0), 6)
        1.0
    """
    h = step_size
    x_moves = np.array([[1, -h, beta, 0], [0, 1, 0, 0], [0, -h, beta, 0], [0, 0, 0, 1]], float)
    y_moves = np.array([[1, 0, 0, 0], [h, 1, 0, beta], [0, 0, 1, 0], [h, 0, 0, beta]], float)
    return float(np.abs(np.linalg.eigvals(y_moves @ x_moves)).max())


def plane_discriminator(wrap: Callable[[Any], Any], scale: float = 1.0) -> tuple[keras.Model, list[np.ndarray]]:
    """Build an untrained discriminator of the plane from three wrapped dense layers.

    Args:
        wrap: Turns a dense layer into the one to use, such as `layers.SpectralNormalization`.
        scale: All kernels are multiplied by it.

    Returns:
        The network, in which each power iteration has settled; and the kernels.
    """
    dense = [keras.layers.Dense(n, kernel_initializer=keras.initializers.GlorotUniform(n)) for n in (128, 127, 1)]
    parts = [part for layer in dense for part in (wrap(layer), keras.layers.LeakyReLU(negative_slope=0.2))]
    network = keras.Sequential([keras.Input((2,)), *parts[:-1]])
    for layer in dense:
        layer.kernel.assign(scale * layer.kernel)
    for _ in range(30):
        network(np.zeros((1, 2), np.float32), training=True)
    return network, [np.asarray(layer.kernel) for layer in dense]


def steepest_gradient(discriminator: Callable[..., Any], points: ArrayLike) -> float:
    """Measure the largest norm of a discriminator's gradient at some points.

    Args:
        discriminator: Function from points to logits.
        points: Points, shape (n, d).

    Returns:
        The norm.
    """
    places = tf.constant(points)
    with tf.GradientTape() as tape:
        tape.watch(places)
        logits = discriminator(places, training=False)
    return float(np.linalg.norm(tape.gradient(logits, places), axis=1).max())


if __name__ == "__main__":
    print(_record(FILE))

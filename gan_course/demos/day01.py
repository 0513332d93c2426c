"""Day 1: recorded fakes, a discriminator that is trained alone, and the picture of a generator on its way."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from gan_course import plots, recordings
from gan_course.arguments import one_of
from gan_course.plots import Picture
from gan_course.plots.style import figure_with_axes
from gan_course.runtime import keras, tf

__all__ = [
    "approach",
    "generator_gradients",
    "loss_and_gradients",
    "recorded_fakes",
    "train_discriminator",
]

SIDE, GAP = 28, 2  # pixels of an image, and between two of them


def recorded_fakes(name: str) -> np.ndarray:
    """Cut the fakes out of the last frame of a recorded training, that of the DCGAN of Day 3.

    Args:
        name: The data set that it was trained on, ``"digits"`` or ``"mnist"``.

    Returns:
        Array (16, 28, 28, 1), float32 in [-1, 1].

    Raises:
        ValueError: If there are none for that data set.
    """
    advice = "there are recorded fakes for these, so set GAN_COURSE_DATASET=digits and restart the kernel"
    one_of("the data set", name, recordings.DATASETS, advice=advice)
    frame = recordings.frames(f"dcgan-{name}")[-1]
    places = range(0, len(frame), SIDE + GAP)
    images = np.stack([frame[top : top + SIDE, left : left + SIDE] for top in places for left in places])
    return (images[..., None] / 127.5 - 1).astype(np.float32)


def generator_gradients(logits: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Compute the derivatives in the logit of the two generator losses: −D of log(1 − D), and −(1 − D) of −log D.

    Args:
        logits: Logits of fake samples, any shape.

    Returns:
        The saturating loss's derivatives and the non-saturating loss's, in the logits' shape.

    Source: Goodfellow et al. 2014, arXiv 1406.2661, §3, last paragraph.

    Examples:
        >>> generator_gradients(0.0)
        (np.float64(-0.5), np.float64(-0.5))
    """
    return -expit(np.asarray(logits, float)), -expit(-np.asarray(logits, float))


def loss_and_gradients(
    loss: Callable[..., Any], *, real_logits: ArrayLike, fake_logits: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Compute a loss and its gradients as training does: compiled, in 32-bit numbers.

    Args:
        loss: A function of the keyword arguments ``real_logits`` and ``fake_logits``.
        real_logits: Logits of real samples.
        fake_logits: Logits of fake samples; there may be more or fewer of them.

    Returns:
        The loss and its gradients in the real and in the fake logits, 0 where the loss does not depend on them; or
        ``None`` if it is no tensor, so that no gradient can flow through it.
    """
    real, fake = (tf.Variable(logits, dtype="float32") for logits in (real_logits, fake_logits))
    if not tf.is_tensor(loss(real_logits=real.value(), fake_logits=fake.value())):
        return None

    @tf.function(jit_compile=True)
    def computed() -> Any:
        with tf.GradientTape() as tape:
            value = loss(real_logits=real.value(), fake_logits=fake.value())
        return value, tape.gradient(value, [real, fake], unconnected_gradients="zero")

    value, (real_gradient, fake_gradient) = computed()
    return value.numpy(), real_gradient.numpy(), fake_gradient.numpy()


def train_discriminator(
    discriminator: Any,
    loss: Callable[..., Any],
    real_samples: np.ndarray,
    fake_samples: np.ndarray,
    *,
    steps: int,
    batch_size: int = 250,
    learning_rate: float = 0.01,
    seed: int = 0,
) -> Any:
    """Train a discriminator against fakes that do not change: in each step a batch of both, the loss, one step of Adam.

    The learning rate shrinks to 0 along a cosine, so that the weights settle.

    Args:
        discriminator: A Keras model from samples to logits, shape (batch, 1).
        loss: A function of the keyword arguments ``real_logits`` and ``fake_logits``, to be minimised.
        real_samples: Array (n, ...).
        fake_samples: Array (m, ...); m may differ from n.
        steps: Training steps.
        batch_size: Real samples in a batch, and as many fake ones.
        learning_rate: Adam's, at the start.
        seed: Seed of the choice of the batches.

    Returns:
        The discriminator.
    """
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(learning_rate, steps))
    optimizer.build(discriminator.trainable_variables)

    @tf.function(jit_compile=True)
    def step(real: Any, fake: Any) -> None:
        with tf.GradientTape() as tape:
            real_logits, fake_logits = discriminator(real, training=True), discriminator(fake, training=True)
            value = loss(real_logits=real_logits, fake_logits=fake_logits)
        gradients = tape.gradient(value, discriminator.trainable_variables)
        optimizer.apply_gradients(zip(gradients, discriminator.trainable_variables, strict=True))

    rng = np.random.default_rng(seed)
    for _ in range(steps):
        real, fake = (
            samples[rng.integers(0, len(samples), batch_size)].astype("float32")
            for samples in (real_samples, fake_samples)
        )
        step(real, fake)
    return discriminator


def approach(
    x: ArrayLike,
    p_data: ArrayLike,
    p_g: ArrayLike,
    best_d: ArrayLike,
    *,
    distances: Sequence[float],
    values: Sequence[float],
    index: int,
) -> Picture:
    """Draw a generator on its way to the data: the densities, the best discriminator, and the value of the game.

    Args:
        x: Points, shape (n,).
        p_data: Density of the data at the points.
        p_g: Density of the generator's samples.
        best_d: The best discriminator's probability of "real".
        distances: All distances of the way.
        values: The value of the game at each of them.
        index: Which of the distances this frame shows.

    Returns:
        The picture.
    """
    distance, value = distances[index], values[index]
    with plots.drawing():
        title = f"Generator at distance {distance:.2f}: the value of the game is {value:.3f}"
        figure, (top, middle) = figure_with_axes(title, 6.4, 6.6, rows=2)
        grid = figure.add_gridspec(3, 1, height_ratios=[1, 1, 0.9])
        bottom = figure.add_subplot(grid[2])
        for axes, row in ((top, 0), (middle, 1)):
            axes.set_subplotspec(grid[row])
        for density, colour, name, style in ((p_data, plots.REAL, "data", "-"), (p_g, plots.FAKE, "generator", "--")):
            top.plot(x, density, color=colour, label=name, linestyle=style)
            top.fill_between(x, density, color=colour, alpha=0.15, linewidth=0)
        top.set(ylabel="density", ylim=(0, 0.45))
        top.tick_params(labelbottom=False)
        middle.plot(x, best_d, color=plots.DISCRIMINATOR)
        middle.fill_between(x, 0.5, best_d, color=plots.DISCRIMINATOR, alpha=0.15, linewidth=0)
        middle.axhline(0.5, color=plots.GUIDE, linestyle=":")
        middle.set(xlabel="x", ylabel="best D(x)", ylim=(-0.03, 1.03), yticks=(0, 0.5, 1))
        middle.margins(x=0)
        bottom.plot(distances, values, color="black")
        bottom.axhline(-np.log(4), color=plots.GUIDE, linestyle=":")
        bottom.plot([distance], [value], "o", color=plots.FAKE, markersize=11, clip_on=False)
        bottom.text(max(distances), -np.log(4) + 0.04, "-log 4", color=plots.GUIDE, horizontalalignment="right")
        bottom.set(xlabel="distance between generator and data", ylabel="value", ylim=(-1.5, 0.05))
        top.legend(loc="upper right")
        alt = f"Two normal densities {distance:.2f} apart, the best discriminator, and the value, {value:.3f}."
        return plots.picture(figure, alt=alt)

"""Day 3: how good generated digits are, measured while they are learnt, and drawn."""

import math
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.ticker import NullLocator
from numpy.typing import ArrayLike

from gan_course import metrics, plots
from gan_course.plots import Picture
from gan_course.plots.style import GUIDE, add_legend, drawing, figure_with_axes, pens
from gan_course.runtime import keras

__all__ = ["QualityClock", "Ruler", "quality_curves"]

ORDER_SEED = 4  # of the images that are the reference
REFERENCE = 10_000  # images at most, half of them for the floor
JUDGED = 2_000  # fakes at most
NOISE_SEED = 5
TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Ruler:
    """Measures generated digits by the Fréchet distance, in the features of the course's classifier.

    Args:
        reference: Real images to compare with, shape ``(n, 28, 28, 1)`` in [-1, 1].
        held_out: Other real images, as many as fakes should be measured.

    Attributes:
        held_out: The other real images.
        samples: How many fakes should be measured: as many.
        floor: What the held-out images get.
    """

    def __init__(self, reference: np.ndarray, held_out: np.ndarray) -> None:
        self._reference = metrics.digit_classifier().features(reference)
        self.held_out, self.samples, self.floor = held_out, len(held_out), self(held_out)

    @classmethod
    def of(cls, images: np.ndarray, *, at_most: int = JUDGED) -> "Ruler":
        """Make a ruler that is quick enough for a lesson.

        Args:
            images: Real images, at least 20. Half of at most 10,000 of them, drawn at random, are the reference; of
                the other half come the held-out ones.
            at_most: So many are held out at most.

        Returns:
            The ruler.

        Raises:
            ValueError: If there are fewer images.
        """
        if len(images) < 20:
            raise ValueError(f"expected at least 20 real images to compare with, got {len(images)}; use more")
        drawn = images[np.random.default_rng(ORDER_SEED).permutation(len(images))[:REFERENCE]]
        half = len(drawn) // 2
        return cls(drawn[:half], drawn[half : half + min(at_most, half)])

    def __call__(self, images: np.ndarray) -> float:
        """Measure images.

        Args:
            images: Shape ``(n, 28, 28, 1)`` in [-1, 1].

        Returns:
            Fréchet distance to the reference: its square, as is the custom.
        """
        return float(metrics.frechet_distance(self._reference, metrics.digit_classifier().features(images)))


class QualityClock(keras.callbacks.Callback):
    """Notes steps, seconds of training and Fréchet distance, from step 0 on; measuring does not count as training.

    Args:
        ruler: What measures.
        every: Epochs between two measurements, at least 1.
        seconds: Training ends after the epoch in which so many have passed.

    Attributes:
        steps: Steps at each measurement.
        seconds: Seconds of training at each measurement.
        distances: The Fréchet distances.
    """

    def __init__(self, ruler: Ruler, *, every: int = 1, seconds: float = math.inf) -> None:
        super().__init__()
        self._ruler, self._every, self._cap = ruler, every, seconds
        self._trained, self._step = 0.0, 0
        self.steps: list[int] = []
        self.seconds: list[float] = []
        self.distances: list[float] = []

    def on_train_begin(self, logs: Any = None) -> None:
        """Measure the untrained generator.

        Args:
            logs: Not used.
        """
        self._measure()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start the clock.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Not used.
        """
        self._started = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Stop the clock, and measure where it is time.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Not used.
        """
        self._trained += time.perf_counter() - self._started
        self._step += self.params["steps"]
        if self._trained > self._cap:
            self.model.stop_training = True
        if (epoch + 1) % self._every == 0 or self.model.stop_training:
            self._measure()

    def _measure(self) -> None:
        with self.model.averaged_weights():
            fake_images = self.model.generate(self._ruler.samples, seed=NOISE_SEED)
        self.steps.append(self._step)
        self.seconds.append(self._trained)
        self.distances.append(self._ruler(fake_images))


def quality_curves(curves: Mapping[str, tuple[ArrayLike, ArrayLike]], *, floor: float, title: str, alt: str) -> Picture:
    """Draw Fréchet distances over training, with a logarithmic axis.

    Args:
        curves: Each run's name, with the real images that it had seen at each measurement and the distances.
        floor: What as many real images get.
        title: Title above the chart.
        alt: What the picture shows, for a reader who does not see it.

    Returns:
        The picture; each curve has its last value beside it.
    """
    with drawing():
        figure, (axes,) = figure_with_axes(title, height=4.4)
        for (name, (seen, distances)), pen in zip(curves.items(), pens(), strict=False):
            seen, distances = np.asarray(seen, float) / 1000, np.asarray(distances, float)
            axes.plot(seen, distances, label=name, marker="o", markersize=3.5, **pen)
            axes.annotate(
                f"{distances[-1]:.0f}", (seen[-1], distances[-1]), (5, 0), textcoords="offset points", va="center"
            )
        axes.axhline(floor, color=GUIDE, linestyle=":", label="real against real (the floor)")
        axes.set(xlabel="real images seen, thousands", ylabel="Fréchet distance", yscale="log")
        axes.set_yticks(TICKS, [str(tick) for tick in TICKS])
        axes.yaxis.set_minor_locator(NullLocator())
        axes.margins(x=0.06)
        add_legend(figure)
        return plots.picture(figure, alt=alt)

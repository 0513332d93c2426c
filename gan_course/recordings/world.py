"""Make the recordings of Day 10: a diffusion model of points and its students, a minority, detectors of digits."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from gan_course import diffusion
from gan_course.data import load_images
from gan_course.demos import day10, day10_detection, day10_population
from gan_course.packing import npy, packed
from gan_course.runtime import keras

Rows = Iterable[tuple[str, int, float]]

SEEDS = range(3)
STUDENTS = ("regression", "adversarial", "both")


def teacher() -> bytes:
    """Train the teacher of the lesson.

    Returns:
        Its weights as an ``.npy`` file.
    """
    return npy(packed(_teacher(0).get_weights()))


def _teacher(seed: int) -> keras.Model:
    return diffusion.train_denoiser(day10.two_spirals(day10.POINTS, seed), day10.TEACHER_STEPS, seed=seed)


def students() -> Rows:
    """Train a teacher and its students with each seed, and measure them.

    Returns:
        Rows (who and which measure, seed, figure).
    """
    test, noise = day10.two_spirals(day10.TEST_POINTS, seed=99), day10.noise()
    for seed in SEEDS:
        data, network = day10.two_spirals(day10.POINTS, seed), _teacher(seed)
        answered = day10.pairs(diffusion.sample, network)
        made: dict[str, Any] = {"real points": day10.two_spirals(day10.TEST_POINTS, seed=100 + seed)}
        for calls in (50, 10, 4):
            denoise = diffusion.one_level(network)
            made[f"teacher, {calls} calls"] = diffusion.sample(denoise, noise, diffusion.noise_levels(calls))
        for kind in STUDENTS:
            student = day10.student(diffusion.sample, network)
            day10.train_student(kind, student, data, answered, day10.STUDENT_STEPS, seed=seed)
            made[kind] = student(noise)
        for name, (distance, covered) in day10.distance_and_coverage(made, test).items():
            yield f"{name}: distance", seed, distance
            yield f"{name}: coverage", seed, covered


def population() -> Rows:
    """Train GANs of MNIST's sevens and fives in all ways, with each seed.

    Yields:
        Rows (way and measure, seed, figure).
    """
    for seed in SEEDS:
        yield from day10_population.table(load_images("mnist"), seed)


def detectors(dataset: str) -> Rows:
    """Train spectral detectors of generated digits.

    Args:
        dataset: Name of the data.

    Returns:
        Rows (what it was tested on, seed, area under the ROC curve).
    """
    return day10_detection.table(load_images(dataset))


TABLES: dict[str, Callable[..., Rows]] = {"students": students, "population": population, "detectors": detectors}


def table(kind: str, *dataset: str) -> list[tuple[str, int, str]]:
    """Make a table.

    Args:
        kind: A key of `TABLES`.
        dataset: Name of the data, where the table is about some.

    Returns:
        Rows (way, seed, figure with four digits after the point).
    """
    return [(way, seed, f"{np.float64(figure):.4f}") for way, seed, figure in TABLES[kind](*dataset)]

"""All measures of a generator at once, each beside the floor that real samples reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import scipy.stats
from numpy.typing import ArrayLike

from gan_course.arguments import whole
from gan_course.metrics._arrays import Floats, grey_images, matrix, one_length
from gan_course.metrics.bootstrap import half_sample_deviations
from gan_course.metrics.classes import class_coverage
from gan_course.metrics.classifier import CLASSES, digit_classifier
from gan_course.metrics.copying import LEAST, EmptyCellsError, data_copying
from gan_course.metrics.frechet import frechet_distance
from gan_course.metrics.knn_fidelity_diversity import fidelity_diversity
from gan_course.metrics.label_entropy import inception_score
from gan_course.metrics.mmd import kernel_distance

PRECISION_K, DENSITY_K = 3, 5  # the papers' own
CONFIDENCE = 0.95
_Z = float(scipy.stats.norm.ppf((1 + CONFIDENCE) / 2))
FEWEST = 10  # samples
MOST_CELLS = 5  # of data-copying
MOST_IN_A_PART = 500  # samples behind intervals of precision, recall, density and coverage: 200 parts take seconds
COPIES_BELOW, FAR_ABOVE = -3.0, 3.0  # of the data-copying statistic
DIGIT_FEATURES = "the course's classifier of digits"


@dataclass(frozen=True)
class Measure:
    """One row of a report.

    Args:
        label: Name and parameters, in words.
        value: Of the fakes.
        floor: Of as many held-out real samples, which a perfect generator would equal; of the data-copying statistic 0,
            the expectation.
        better: Which values are better: ``"lower"``, ``"higher"``, ``"near 0"`` or ``"near 1"``.
        low: Lower end of the interval for ``value``; None where there is none, and the report's notes say why.
        high: Upper end.
        standard_error: Of ``value``, by the jackknife; only the kernel distance has one.
    """

    label: str
    value: float
    floor: float
    better: str
    low: float | None = None
    high: float | None = None
    standard_error: float | None = None


@dataclass(frozen=True)
class Report:
    """What ``report`` measured: ``str()`` gives a table, ``as_dict()`` what a JSON file can hold.

    Args:
        measures: The rows, by their names.
        features: What the samples were seen through.
        dimension: Length of the features.
        samples: Number of real samples, of fakes and of reference samples that were compared.
        given: How many there were of each; the data-copying statistic uses the whole reference.
        seed: Of the choice of samples, of the intervals and of the cells.
        repeats: Half-samples behind each interval.
        notes: What the numbers mean that do not explain themselves, and why a row or an interval is missing.
    """

    measures: Mapping[str, Measure]
    features: str
    dimension: int
    samples: int
    given: tuple[int, int, int]
    seed: int
    repeats: int
    notes: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Turn the report into dictionaries, lists, strings and finite numbers.

        Returns:
            The same in a form that ``json.dumps`` takes.
        """
        fields = {name: value for name, value in vars(self).items() if name != "measures"}
        fields["notes"] = list(self.notes)
        fields["given"] = dict(zip(("real", "fake", "reference"), self.given, strict=True))
        fields["confidence"], fields["k"] = CONFIDENCE, {"precision": PRECISION_K, "density": DENSITY_K}
        return fields | {"measures": {name: asdict(measure) for name, measure in self.measures.items()}}

    def __str__(self) -> str:
        head = ("measure", "fakes", f"{CONFIDENCE:.0%} interval", "real (floor)", "better")
        rows = [head, *(_cells(measure) for measure in self.measures.values())]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        table = ["  ".join(_align(row, widths)).rstrip() for row in rows]
        rule = "  ".join("-" * width for width in widths)
        notes = ["", *self.notes] if self.notes else []
        return "\n".join([*self._heading(), "", table[0], rule, *table[1:], *notes])

    def _heading(self) -> Iterator[str]:
        real, fake, reference = self.given
        yield (
            f"{self.samples:,} fakes, and {self.samples:,} held-out real samples for the floor, each against "
            f"{self.samples:,} of the reference;"
        )
        yield f"drawn from {fake:,}, {real:,} and {reference:,} with seed {self.seed}"
        yield f"features: {self.features}, {self.dimension} numbers a sample"
        if self.repeats:
            yield f"intervals: from {self.repeats:,} random half-samples; of the kernel distance by the jackknife"
        else:
            yield "intervals: none, as repeats is 0; of the kernel distance by the jackknife"


def report(
    real: ArrayLike,
    fake: ArrayLike,
    reference: ArrayLike,
    *,
    features: str = "as given",
    seed: int = 0,
    repeats: int = 200,
) -> Report:
    """Measure fakes, and held-out real samples in the same way, against a reference.

    Everything is compared at one number of samples, n, the smallest of the three: as many are drawn from each at
    random. Only the data-copying statistic searches the whole reference, because a copy may be one of any sample.

    Args:
        real: Real samples that the generator was not trained on: digits of shape ``(N, 28, 28, 1)`` with values in
            [-1, 1], which are seen through the course's classifier, or features of shape ``(N, d)``.
        fake: What the generator made, in the same form.
        reference: What it was trained on, in the same form.
        features: What the features are, for the heading; images have the classifier's.
        seed: Of everything that is drawn at random, 0 or above.
        repeats: Half-samples behind each interval; 0 for no intervals. Those of precision, recall, density and coverage
            come from parts of 500 where there are more than 1,000 samples, and are left out below 12.

    Returns:
        Squared Fréchet distance, kernel distance, precision, recall, density, coverage and, where there are enough
        samples, the data-copying statistic; of images also Inception Score and class coverage. What is left out, the
        notes explain. Reports compare only where data, features and n are the same.

    Raises:
        ValueError: If there are fewer than 10 samples of a kind, a shape or a value is not as above, ``repeats`` is
            neither 0 nor at least 2, or the seed is negative.

    Examples:
        >>> random = np.random.default_rng(0)
        >>> real, fake, reference = random.standard_normal((3, 50, 4))
        >>> print(str(report(real, 0.5 * fake, reference, repeats=0)).splitlines()[0])
        50 fakes, and 50 held-out real samples for the floor, each against 50 of the reference;
    """
    seen = _see(real, fake, reference)
    whole("seed", seed, at_least=0)
    if whole("repeats", repeats, at_least=0) == 1:
        raise ValueError("expected repeats to be 0 or at least 2, got 1; one repetition has no spread")
    n = min(len(kind) for kind in seen)
    if n < FEWEST:
        raise ValueError(f"expected at least {FEWEST} samples of each kind, got {[len(kind) for kind in seen]}")
    random = np.random.default_rng(seed)
    drawn, fakes, compared = (kind.take(random.permutation(len(kind))[:n]) for kind in seen)
    neighbour_repeats = repeats if n >= 2 * (DENSITY_K + 1) else 0  # half of them need k neighbours
    copying, notes = _copying(drawn, fakes, seen[2], seed)
    measures = {
        **_distances(drawn, fakes, compared, repeats, seed),
        **_neighbours(drawn, fakes, compared, neighbour_repeats, seed),
        **copying,
        **_classes(drawn, fakes, repeats, seed),
    }
    if neighbour_repeats < repeats:
        notes += (f"no intervals for precision, recall, density and coverage: half of {n} samples are too few",)
    name = features if seen[0].probabilities is None else DIGIT_FEATURES
    given = (len(seen[0]), len(seen[1]), len(seen[2]))
    return Report(measures, name, seen[0].features.shape[1], n, given, seed, repeats, notes)


@dataclass(frozen=True)
class _Samples:
    """Features, and of images what the classifier says."""

    features: Floats
    probabilities: Floats | None = None

    def __len__(self) -> int:
        return len(self.features)

    def take(self, rows: np.ndarray) -> _Samples:
        return _Samples(self.features[rows], None if self.probabilities is None else self.probabilities[rows])


def _see(real: ArrayLike, fake: ArrayLike, reference: ArrayLike) -> list[_Samples]:
    named = {"real": np.asarray(real), "fake": np.asarray(fake), "reference": np.asarray(reference)}
    if len({array.ndim for array in named.values()}) > 1 or named["real"].ndim not in (2, 4):
        shapes = ", ".join(str(array.shape) for array in named.values())
        raise ValueError(f"expected real, fake and reference all as images or all as features (n, d), got {shapes}")
    if named["real"].ndim == 4:
        images = [grey_images(name, array) for name, array in named.items()]
        return [_Samples(*digit_classifier().features_and_probabilities(kind)) for kind in images]
    samples = [_Samples(matrix(name, array)) for name, array in named.items()]
    one_length(**dict(zip(named, (kind.features for kind in samples), strict=True)))
    return samples


def _distances(real: _Samples, fake: _Samples, reference: _Samples, repeats: int, seed: int) -> dict[str, Measure]:
    frechet, frechet_floor = (frechet_distance(reference.features, kind.features) for kind in (fake, real))
    kernel, kernel_floor = (kernel_distance(reference.features, kind.features) for kind in (fake, real))
    (reach,) = _reaches(lambda *half: [frechet_distance(*half)], 1, reference, fake, repeats, seed)
    return {
        "frechet": _measure("squared Fréchet distance", frechet, frechet_floor, "lower", reach),
        "kernel": Measure(
            "kernel distance",
            kernel.estimate,
            kernel_floor.estimate,
            "lower",
            low=kernel.estimate - _Z * kernel.standard_error,
            high=kernel.estimate + _Z * kernel.standard_error,
            standard_error=kernel.standard_error,
        ),
    }


def _neighbours(real: _Samples, fake: _Samples, reference: _Samples, repeats: int, seed: int) -> dict[str, Measure]:
    found, floor = (_fidelity_diversity(reference.features, kind.features) for kind in (fake, real))
    reaches = _reaches(_fidelity_diversity, len(found), reference, fake, repeats, seed, MOST_IN_A_PART)
    kinds = {
        "precision": (PRECISION_K, "higher", 1.0),
        "recall": (PRECISION_K, "higher", 1.0),
        "density": (DENSITY_K, "near 1", np.inf),
        "coverage": (DENSITY_K, "higher", 1.0),
    }
    return {
        name: _measure(f"{name} (k = {k})", value, of_real, better, reach, most)
        for (name, (k, better, most)), value, of_real, reach in zip(kinds.items(), found, floor, reaches, strict=True)
    }


def _copying(real: _Samples, fake: _Samples, whole: _Samples, seed: int) -> tuple[dict[str, Measure], tuple[str, ...]]:
    """Make the row of data-copying, and a note: how to read it, or why there is none."""
    if len(fake) < LEAST:
        return {}, (f"no data-copying statistic: it takes at least {LEAST} samples, and there are {len(fake)}",)
    cells = min(max(len(fake) // (2 * LEAST), 1), MOST_CELLS)
    try:
        found = data_copying(whole.features, real.features, fake.features, cells, seed)
    except EmptyCellsError:
        where = f"no cell of the reference holds {LEAST} real samples and {LEAST} fakes"
        return {}, (f"no data-copying statistic: {where}, so the fakes lie where hardly anything real does",)
    label = f"data-copying ({found.used} of {cells} cells)"
    return {"data_copying": _measure(label, found.statistic, 0.0, "near 0")}, (_reading(found.statistic),)


def _reading(statistic: float) -> str:
    verdict = "by chance as far from the reference as held-out real samples are"
    if statistic < COPIES_BELOW:
        verdict = "copies: the fakes lie nearer to the reference than held-out real samples do"
    elif statistic > FAR_ABOVE:
        verdict = "no copies, but the fakes lie farther from the reference than held-out real samples do"
    return (
        f"data-copying is its own interval: honest fakes get {COPIES_BELOW:g} to {FAR_ABOVE:g}, below {COPIES_BELOW:g} "
        f"means copying. Here {_short(statistic)}: {verdict}"
    )


def _classes(real: _Samples, fake: _Samples, repeats: int, seed: int) -> dict[str, Measure]:
    if fake.probabilities is None or real.probabilities is None:
        return {}
    (score, share), floors = (_of_classes(kind.probabilities) for kind in (fake, real))
    both = _Samples(real.probabilities), _Samples(fake.probabilities)
    reaches = _reaches(lambda _, half: _of_classes(half), 2, *both, repeats, seed)
    return {
        "inception_score": _measure("Inception Score", score, floors[0], "higher", reaches[0], CLASSES, 1.0),
        "class_coverage": _measure("class coverage", share, floors[1], "higher", reaches[1], 1.0),
    }


def _of_classes(probabilities: Any) -> list[float]:
    return [inception_score(probabilities)[0], class_coverage(probabilities.argmax(axis=1), CLASSES)]


def _fidelity_diversity(reference: Floats, features: Floats) -> list[float]:
    return list(fidelity_diversity(reference, features, precision_k=PRECISION_K, density_k=DENSITY_K))


def _reaches(
    metric: Callable[..., list[float]],
    numbers: int,
    reference: _Samples,
    fake: _Samples,
    repeats: int,
    seed: int,
    most: int | None = None,
) -> list[float] | list[None]:
    """How far the interval of each of the metric's numbers reaches to either side."""
    if not repeats:
        return [None] * numbers
    features = reference.features, fake.features
    spreads = half_sample_deviations(metric, *features, repeats=repeats, seed=seed, most=most)
    return [_Z * float(spread) for spread in spreads]


def _measure(
    label: str,
    value: float,
    floor: float,
    better: str,
    reach: float | None = None,
    most: float = np.inf,
    least: float = 0.0,
) -> Measure:
    """Make one row; its interval is cut off at ``least`` and at ``most``, beyond which the measure cannot be."""
    ends = (None, None) if reach is None else (max(float(value - reach), least), min(float(value + reach), most))
    return Measure(label, float(value), float(floor), better, *ends)


def _cells(measure: Measure) -> tuple[str, ...]:
    ends = "" if measure.low is None or measure.high is None else f"{_short(measure.low)} to {_short(measure.high)}"
    error = "" if measure.standard_error is None else f" ± {_short(measure.standard_error)}"
    return measure.label, _short(measure.value) + error, ends, _short(measure.floor), measure.better


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _align(row: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    """Text to the left, numbers to the right."""
    for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.ljust(width) if column in (0, len(row) - 1) else cell.rjust(width)

"""The detector bench: fakes that were blurred and saved, what a detector says of them, and what a flag is worth."""

import functools
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gan_course import fake_detection, plots
from gan_course.arguments import one_of, whole_up_to
from gan_course.data.dataset import as_bytes
from gan_course.degradations import blur, jpeg
from gan_course.labs.detector_trial import BEST_QUALITY, Trial, Verdict, verdict
from gan_course.labs.stage import Answer, Laboratory
from gan_course.plots import Picture
from gan_course.spectrum import radial_spectrum

__all__ = ["Bench", "detector_bench"]

PATCHES = 100  # of either kind
FAINTEST = 1e-14  # of a power, before its logarithm is taken
REACH, BINS = 12.0, 24  # the chart of scores reaches from -REACH to REACH
KEPT = 32  # ways of sending whose scores are kept


class Bench:
    """What the bench shows, without a browser. Nothing is trained on it.

    Args:
        detectors: Functions from images ``(n, size, size, 1)`` to scores ``(n,)``, by name: above 0 for "fake".
        real_images: Real images that no detector has seen.
        originals: Others, of which fakes are made.

    Raises:
        ValueError: If there is no detector, or no image.
    """

    def __init__(self, detectors: Mapping[str, fake_detection.Scores], real_images: Any, originals: Any) -> None:
        if not detectors or not len(real_images) or not len(originals):
            raise ValueError(
                f"expected at least one detector and one image of either kind, got {len(detectors)}, "
                f"{len(real_images)} and {len(originals)}"
            )
        self.detectors = dict(detectors)
        self._real, self._originals = (np.asarray(images)[:PATCHES] for images in (real_images, originals))
        self.patches = min(len(self._real), len(self._originals))
        self.trial = Trial(next(iter(self.detectors)))
        self._enlarged = functools.cache(lambda kind: fake_detection.enlarge(self._originals, kind))
        self.images = functools.lru_cache(KEPT)(self._images)
        self.scores = functools.lru_cache(KEPT)(self._scores)
        self._spectra = functools.lru_cache(KEPT)(self._log_spectra)

    def change(self, question: Mapping[str, Any]) -> None:
        """Change what a question of the browser names.

        Args:
            question: Fields of the trial by name; other names are passed over.

        Raises:
            ValueError: If one of them cannot be; nothing is changed then.
        """
        named = {field.name: question[field.name] for field in fields(Trial) if field.name in question}
        trial = replace(self.trial, **named)
        one_of("detector", trial.detector, self.detectors)
        whole_up_to("patch", trial.patch, self.patches, "the number of patches")
        self.trial = trial

    def verdict(self) -> Verdict:
        """Judge the detector on all patches.

        Returns:
            The verdict.
        """
        trial = self.trial
        return verdict(*self.scores(*_way(trial), trial.detector), threshold=trial.threshold, fakes=trial.fakes)

    def told(self) -> str:
        """Say what the picture shows.

        Returns:
            Sentences with the scores of the patches in view, what is flagged, and what a flag is worth.
        """
        trial, found = self.trial, self.verdict()
        real, fake = (scores[trial.patch - 1] for scores in self.scores(*_way(trial), trial.detector))
        said = [f"{score:.1f} ({'flagged' if score > trial.threshold else 'not flagged'})" for score in (real, fake)]
        flags = f"{found.worth:.0%} of the flagged are fakes, {1 - found.worth:.0%} are real."
        return (
            f"Scores in view: real {said[0]}, fake {said[1]}. Of all {self.patches} pairs, {found.caught:.0%} of the "
            f"fakes and {found.false_alarms:.0%} of the real patches are flagged; AUC {found.auc:.2f}. In a feed with "
            f"{trial.fakes:.1%} fakes, {flags if np.isfinite(found.worth) else 'nothing is flagged.'}"
        ).replace("-", "−")

    def answer(self, question: Mapping[str, Any]) -> Answer:
        """Change the trial and compute the picture.

        Args:
            question: As for `change`.

        Returns:
            The sentences, and what a flag is worth (None where there is none). As arrays, the real and the fake patch
            in bytes; log₁₀ of their spectra and of the mean spectra of all patches, float32 (4, rings); and float32
            (2, BINS) the shares of real and fake patches by their score, the outermost with all beyond.

        Raises:
            ValueError: If something cannot be.
        """
        self.change(question)
        trial, found = self.trial, self.verdict()
        shown = [images[trial.patch - 1] for images in self.images(*_way(trial))]
        spectra = self._spectra(*_way(trial))[:, [trial.patch - 1, -1]]  # (real and fake, this and mean, rings)
        lines = np.concatenate([spectra[:, 0], spectra[:, 1]])
        bars = np.stack([_shares(scores) for scores in self.scores(*_way(trial), trial.detector)])
        worth = found.worth if np.isfinite(found.worth) else None
        return {"told": self.told(), "worth": worth}, (*map(as_bytes, shown), lines.astype("f4"), bars.astype("f4"))

    def _images(self, kind: str, sigma: float, quality: int, both: bool) -> tuple[np.ndarray, np.ndarray]:
        real = _sent(self._real, sigma, quality) if both else self._real
        return real[: self.patches], _sent(self._enlarged(kind), sigma, quality)[: self.patches]

    def _scores(self, kind: str, sigma: float, quality: int, both: bool, detector: str) -> tuple[Any, ...]:
        return tuple(np.split(self.detectors[detector](np.concatenate(self.images(kind, sigma, quality, both))), 2))

    def _log_spectra(self, kind: str, sigma: float, quality: int, both: bool) -> np.ndarray:
        spectra = np.split(radial_spectrum(np.concatenate(self.images(kind, sigma, quality, both))), 2)
        with_mean = np.stack([np.concatenate([rows, rows.mean(axis=0, keepdims=True)]) for rows in spectra])
        return np.log10(with_mean[..., 1:] + FAINTEST)


def detector_bench(
    detectors: Mapping[str, fake_detection.Scores], real_images: ArrayLike, originals: ArrayLike
) -> Laboratory:
    """Let the reader blur and save fakes, and see what detectors make of them; nothing is trained.

    Args:
        detectors: Functions from images to scores, by name, such as `fake_detection.spectral_detector` gives.
        real_images: Real images that no detector has seen, shape ``(n, size, size, 1)``, both even.
        originals: Others, of which fakes are made. Of both the first 100 are used.

    Returns:
        The laboratory; end the cell with it.

    Raises:
        ValueError: If there is no detector, or no image.
    """
    bench = Bench(detectors, real_images, originals)
    size = np.shape(real_images)[1]
    settings = {
        "size": size,
        "patches": bench.patches,
        "reach": REACH,
        "detectors": list(bench.detectors),
        "kinds": list(fake_detection.ENLARGED),
        "best": BEST_QUALITY,
        "trial": {field.name: getattr(bench.trial, field.name) for field in fields(Trial)},
    }
    return Laboratory("detector_bench.js", settings, bench.answer, lambda: bench_picture(bench))


def bench_picture(bench: Bench) -> Picture:
    """Draw the picture that stays without a kernel.

    Args:
        bench: The bench.

    Returns:
        How often which score is given.
    """
    trial = bench.trial
    real, fake = (np.clip(scores, -REACH, REACH) for scores in bench.scores(*_way(trial), trial.detector))
    return plots.histogram(
        {"real patches": real, "fakes": fake},
        title=f"Scores by the detector “{trial.detector}”",
        x_label=f"score; above {trial.threshold:g} a patch is flagged",
        alt=f"Two histograms of the scores of real patches and of fakes. {bench.told()}",
        bins=np.linspace(-REACH, REACH, BINS + 1),
    )


def _way(trial: Trial) -> tuple[str, float, int, bool]:
    return trial.kind, float(trial.blur), trial.quality, trial.both


def _sent(images: np.ndarray, sigma: float, quality: int) -> np.ndarray:
    blurred = blur(images, sigma)
    return blurred if quality == BEST_QUALITY else jpeg(blurred, quality)


def _shares(scores: np.ndarray) -> np.ndarray:
    middles = np.clip(scores, -REACH + 1e-6, REACH - 1e-6)
    return np.histogram(middles, BINS, (-REACH, REACH))[0] / len(scores)

import dataclasses

import numpy as np
import pytest

from gan_course.data import load_images
from gan_course.metrics import (
    DigitQuality,
    class_coverage,
    digit_classifier,
    digit_quality,
    frechet_distance,
    inception_score,
)


@pytest.fixture(scope="module")
def real():
    return load_images("digits")


@pytest.fixture(scope="module")
def test_split():
    return load_images("digits", split="test")


def test_puts_its_parts_together(real, test_split):
    quality, classifier = digit_quality(real.images, test_split.images), digit_classifier()
    order = np.random.default_rng(0).permutation(1541)
    reference = classifier.features(real.images[order[:770]])
    held_out = classifier.features(real.images[order[770 : 770 + 256]])
    assert quality.frechet == pytest.approx(
        frechet_distance(reference, classifier.features(test_split.images)), rel=1e-4
    )
    assert quality.floor == pytest.approx(frechet_distance(reference, held_out), rel=1e-4)
    assert quality.samples == 256
    probabilities = classifier.probabilities(test_split.images)
    assert quality.inception_score == pytest.approx(inception_score(probabilities)[0], rel=1e-5)
    assert quality.class_coverage == class_coverage(probabilities.argmax(axis=1)) == 1.0


def test_real_digits_come_close_to_the_floor_and_noise_does_not(real, test_split):
    noise = np.random.default_rng(0).uniform(-1, 1, (256, 28, 28, 1))
    good, bad = digit_quality(real.images, test_split.images), digit_quality(real.images, noise)
    assert good.frechet < 1.5 * good.floor
    assert bad.frechet > 50 * bad.floor
    assert bad.floor == pytest.approx(good.floor, rel=1e-6)  # of equally many fakes it is the same


def test_a_missing_digit_is_seen(real, test_split):
    kept = test_split.images[test_split.labels != 4]
    quality = digit_quality(real.images, kept)
    assert quality.class_coverage == 0.9
    assert quality.frechet > 1.5 * quality.floor


def test_the_floor_falls_with_more_samples(real):
    floors = [digit_quality(real.images, real.images[:n]).floor for n in (50, 200, 770)]
    assert floors[0] > 1.5 * floors[1] > 1.5 * floors[2]


def test_as_many_fakes_as_the_halves_hold(real):
    assert digit_quality(real.images[:20], real.images[:10]).samples == 10
    assert digit_quality(real.images[:21], real.images[:10]).samples == 10


def test_one_line():
    line = str(DigitQuality(frechet=1234.5, floor=0.4123, samples=10_000, inception_score=9.5, class_coverage=0.7))
    assert line == (
        "Fréchet distance (course CNN) 1,234.5 · real against real 0.41 · 10,000 samples · 7 of 10 digits · "
        "Inception Score (course CNN) 9.50"
    )
    assert "FID" not in line


def test_cannot_be_changed():
    quality = DigitQuality(1.0, 1.0, 10, 1.0, 1.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        quality.frechet = 0.0


def test_bad_input(real):
    images = real.images
    for n_real, n_fake in ((18, 9), (19, 10), (1541, 771)):
        with pytest.raises(ValueError, match=rf"twice as many real ones .* got {n_fake} fake and {n_real:,} real"):
            digit_quality(images[:n_real], images[:n_fake])
    with pytest.raises(ValueError, match=r"real_images: expected the shape \(n, 28, 28, 1\) .* got \(100, 784\)"):
        digit_quality(images[:100].reshape(100, -1), images[:50])
    with pytest.raises(ValueError, match=r"fake_images: expected the shape \(n, 28, 28, 1\) .* got \(50, 28, 28\)"):
        digit_quality(images[:100], images[:50, ..., 0])
    with pytest.raises(ValueError, match=r"fake_images: expected the shape .* with n ≥ 1, got \(0, 28, 28, 1\)"):
        digit_quality(images, images[:0])
    with pytest.raises(ValueError, match=r"fake_images: expected values in \[-1, 1\]"):
        digit_quality(images[:100], images[:50] * 127.5)
    with pytest.raises(ValueError, match="fake_images: expected finite values"):
        digit_quality(images[:100], images[:50] * np.nan)
    with pytest.raises(ValueError, match="real_images: expected finite values"):
        digit_quality(images[:100] * np.nan, images[:50])

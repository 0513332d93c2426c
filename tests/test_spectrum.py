import numpy as np
import pytest

from gan_course.spectrum import radial_spectrum


def wave(across, down, size=32):
    y, x = np.mgrid[:size, :size] / size
    return np.cos(2 * np.pi * (across * x + down * y))


@pytest.mark.parametrize(("across", "down", "ring"), [(5, 0, 5), (0, 9, 9), (6, 8, 10), (16, 16, 23)])
def test_a_wave_shows_in_its_ring(across, down, ring):
    spectrum = radial_spectrum(wave(across, down)[None])
    assert spectrum.shape == (1, 24)
    assert spectrum[0].argmax() == ring


def test_all_rings_together_hold_the_power_of_the_windowed_image():
    image = np.random.default_rng(0).standard_normal((1, 16, 16))
    window = np.outer(np.hanning(16), np.hanning(16))
    frequency = np.fft.fftfreq(16, 1 / 16)
    counts = np.bincount(np.hypot(frequency[:, None], frequency).round().astype(int).ravel())
    expected = np.sum(((image[0] - image.mean()) * window) ** 2) / 16**2  # Parseval
    assert radial_spectrum(image)[0] @ counts == pytest.approx(expected)


def test_brightness_does_not_count_and_contrast_counts_squared():
    images = np.random.default_rng(1).standard_normal((3, 8, 8, 1))
    np.testing.assert_allclose(radial_spectrum(images + 5), radial_spectrum(images))
    np.testing.assert_allclose(radial_spectrum(3 * images), 9 * radial_spectrum(images))


@pytest.mark.parametrize("shape", [(4, 4), (2, 4, 5), (2, 8, 8, 3), (1, 2, 2)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ValueError, match=r"expected square grey images .* got"):
        radial_spectrum(np.zeros(shape))

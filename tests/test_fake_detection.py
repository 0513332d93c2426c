import numpy as np
import pytest

from gan_course import fake_detection as detection
from gan_course.demos import day10


@pytest.fixture(scope="module")
def patches():
    return [
        day10.grey_patches(names, 150, seed=seed) for seed, names in enumerate((day10.KNOWN,) * 2 + (day10.UNSEEN,) * 2)
    ]


@pytest.mark.parametrize("kind", detection.ENLARGED)
def test_enlarged_images_look_alike_and_are_rounded_as_files_are(kind, patches):
    fakes = detection.enlarge(patches[0][:20], kind)
    assert fakes.shape == (20, 32, 32, 1)
    assert np.abs(fakes - patches[0][:20]).mean() < 0.15
    np.testing.assert_allclose(detection.pixels(fakes), fakes, atol=1e-6)
    assert np.abs(fakes).max() <= 1


def test_a_transposed_convolution_leaves_a_pattern_on_grey(patches):
    grey = np.full((1, 32, 32, 1), 0.5, "float32")
    transposed = detection.enlarge(grey, "transposed")[0, 4:-4, 4:-4, 0]
    assert np.ptp(transposed) > 0.01
    np.testing.assert_allclose(transposed[2:], transposed[:-2], atol=1e-6)  # it repeats every second pixel
    assert np.ptp(detection.enlarge(grey, "bicubic")) < 0.01


@pytest.mark.parametrize("kind", detection.ENLARGED)
def test_the_border_betrays_nothing(kind, patches):
    errors = np.abs(detection.enlarge(patches[0], kind) - patches[0]).mean(axis=(0, 3))
    inside = errors[4:-4, 4:-4].mean()
    for edge in (errors[0], errors[-1], errors[:, 0], errors[:, -1]):
        assert edge.mean() < 1.6 * inside


def test_an_unknown_kind_is_refused(patches):
    with pytest.raises(ValueError, match="got 'fax'"):
        detection.enlarge(patches[0], "fax")


def test_the_spectral_detector_knows_its_own_kind_on_photographs_that_it_never_saw(patches):
    real, twin, other, another = patches
    detector = detection.spectral_detector(real, detection.enlarge(twin, "transposed"))
    scores = [detector(images) for images in (other, detection.enlarge(another, "transposed"))]
    assert detection.auc(*scores) > 0.98
    assert (
        detection.auc(scores[0], detector(detection.send(detection.enlarge(another, "transposed"), "JPEG 75"))) < 0.95
    )


def test_the_network_trains_and_gives_logits(patches):
    detector = detection.network_detector(patches[0][:40], patches[0][:40] * 0.1, epochs=8)
    scores = [detector(images) for images in (patches[1][:40], patches[1][:40] * 0.1)]
    assert scores[0].shape == (40,)
    assert detection.auc(*scores) > 0.8


def test_the_area_counts_pairs_and_half_of_ties():
    random = np.random.default_rng(0)
    real, fake = random.integers(0, 6, 40), random.integers(1, 8, 30)
    by_hand = np.mean([(f > r) + 0.5 * (f == r) for f in fake for r in real])
    assert detection.auc(real, fake) == pytest.approx(by_hand)


def test_a_flag_is_worth_little_where_fakes_are_rare():
    precision, bearable = detection.in_feed(0.9, 0.05, 0.01)
    assert precision == pytest.approx(9 / (9 + 49.5))
    assert detection.in_feed(0.9, bearable, 0.01)[0] == pytest.approx(0.5)
    assert np.isnan(detection.in_feed(0.0, 0.0, 0.5)[0])
    with pytest.raises(ValueError, match=r"expected shares .* got"):
        detection.in_feed(0.9, 1.1, 0.5)

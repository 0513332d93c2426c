import numpy as np
import pytest

from gan_course import fake_detection
from gan_course.demos import day10
from gan_course.labs.detector_bench import BINS, PATCHES, Bench, bench_picture, detector_bench
from gan_course.labs.detector_trial import verdict

KNOWN = [day10.grey_patches(day10.KNOWN, 80, seed=seed) for seed in (1, 2)]
OTHER, ANOTHER = (day10.grey_patches(day10.UNSEEN, 40, seed=seed) for seed in (3, 4))


@pytest.fixture(scope="module")
def detectors():
    real, twin = KNOWN
    return {
        "spectrum": fake_detection.spectral_detector(real, fake_detection.enlarge(twin, "transposed")),
        "mean": lambda images: np.mean(images, axis=(1, 2, 3)),
    }


@pytest.fixture
def bench(detectors):
    return Bench(detectors, OTHER, ANOTHER)


def test_the_verdict_counts_what_lies_above_the_threshold_and_what_a_flag_is_worth():
    found = verdict([-1.0, 0.0, 2.0, -3.0], [0.0, 1.0], threshold=0.0, fakes=0.2)
    assert (found.caught, found.false_alarms) == (0.5, 0.25)
    assert found.worth == pytest.approx(0.5 * 0.2 / (0.5 * 0.2 + 0.25 * 0.8))
    assert found.auc == pytest.approx((2 + 0.5 + 3) / 8)
    assert np.isnan(verdict([0.0], [1.0], threshold=5.0, fakes=0.2).worth)


def test_the_scores_are_those_of_the_detector_on_images_that_went_that_way(bench, detectors):
    bench.change({"kind": "bicubic", "blur": 0.7, "quality": 75})
    real, fake = bench.scores("bicubic", 0.7, 75, False, "spectrum")
    sent = fake_detection.enlarge(ANOTHER, "bicubic")
    sent = fake_detection.send(fake_detection.send(sent, "blur"), "JPEG 75")
    np.testing.assert_allclose(fake, detectors["spectrum"](sent), rtol=1e-6)
    np.testing.assert_allclose(real, detectors["spectrum"](OTHER), rtol=1e-6)
    assert bench.verdict().auc == pytest.approx(fake_detection.auc(real, fake))


def test_the_real_images_go_the_same_way_only_where_asked_for(bench):
    untouched, _ = bench.images("nearest", 1.0, 50, False)
    np.testing.assert_array_equal(untouched, OTHER)
    real, fake = bench.images("nearest", 1.0, 50, True)
    assert not np.array_equal(real, OTHER)
    np.testing.assert_array_equal(fake, bench.images("nearest", 1.0, 50, False)[1])


def test_the_picture_holds_the_patch_its_spectra_and_all_scores(bench):
    answer, (real, fake, lines, bars) = bench.answer({"patch": 3, "threshold": 1.5})
    np.testing.assert_allclose(real / 127.5 - 1, OTHER[2], atol=1e-6)
    assert fake.shape == (32, 32, 1)
    assert lines.shape == (4, 23)
    power = fake_detection.radial_spectrum(OTHER)[:, 1:]
    np.testing.assert_allclose(lines[0], np.log10(power[2]), atol=1e-3)
    np.testing.assert_allclose(lines[2], np.log10(power.mean(axis=0)), atol=1e-3)
    assert bars.shape == (2, BINS)
    np.testing.assert_allclose(bars.sum(axis=1), 1, rtol=1e-6)
    assert answer["worth"] == pytest.approx(bench.verdict().worth)
    assert answer["told"].startswith("Scores in view: real ")


def test_a_blur_deceives_the_spectral_detector_and_a_rare_fake_makes_flags_worthless(bench):
    at_home = bench.verdict()
    bench.change({"blur": 1.0})
    assert bench.verdict().caught < 0.5 * at_home.caught
    bench.change({"blur": 0.0, "threshold": -2.0})
    worths = []
    for fakes in (0.5, 0.01, 0.001):
        bench.change({"fakes": fakes})
        worths.append(bench.verdict().worth)
    assert worths == sorted(worths, reverse=True)
    assert worths[-1] < 0.2
    bench.change({"threshold": 10_000.0})
    assert bench.answer({})[0]["worth"] is None
    assert "nothing is flagged" in bench.told()


def test_no_slider_trains_or_asks_a_detector_again_for_what_it_has_said(detectors):
    calls = []

    def counted(images):
        calls.append(len(images))
        return detectors["mean"](images)

    bench = Bench({"counted": counted}, OTHER, ANOTHER)
    bench.answer({})
    for question in ({"threshold": 1.0}, {"fakes": 0.5}, {"patch": 7}, {}):
        bench.answer(question)
    assert calls == [80]
    bench.answer({"blur": 0.5})
    assert calls == [80, 80]


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "fax"},
        {"detector": "nobody"},
        {"blur": -1},
        {"blur": 9},
        {"quality": 0},
        {"quality": 70.5},
        {"both": "x"},
        {"threshold": float("nan")},
        {"fakes": 0},
        {"fakes": 1},
        {"patch": 0},
        {"patch": 41},
        {"patch": "1"},
    ],
)
def test_bad_questions_are_answered_in_words_and_change_nothing(detectors, bad):
    laboratory = detector_bench(detectors, OTHER, ANOTHER)
    before = laboratory.answer({})[0]["told"]
    answer, arrays = laboratory.answer(bad)
    assert answer["error"].startswith("expected")
    assert arrays == ()
    assert laboratory.answer({})[0]["told"] == before


def test_without_a_kernel_the_scores_stay_with_their_description(detectors):
    assert "40 pairs" in bench_picture(Bench(detectors, np.tile(OTHER, (4, 1, 1, 1)), ANOTHER)).alt
    with pytest.raises(ValueError, match=r"expected at least one detector .* got 0"):
        Bench({}, OTHER, ANOTHER)


def test_of_many_images_the_first_are_taken(detectors):
    many = (np.tile(images, (3, 1, 1, 1)) for images in (OTHER, ANOTHER))
    assert Bench(detectors, *many).patches == PATCHES

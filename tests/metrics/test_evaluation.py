"""All measures at once: each is what its own function gives, and the table and the JSON say how it came about."""

import json
import sys

import numpy as np
import pytest

from gan_course import metrics
from gan_course.data import load_images
from gan_course.metrics import report
from gan_course.metrics.evaluation import DIGIT_FEATURES


def normal(n, d, seed, scale=1.0):
    return scale * np.random.default_rng(seed).standard_normal((n, d))


REAL, FAKE, REFERENCE = normal(60, 4, 0), normal(80, 4, 1, scale=1.3), normal(200, 4, 2)
ROWS = ["frechet", "kernel", "precision", "recall", "density", "coverage", "data_copying"]


@pytest.fixture(scope="module")
def found():
    return report(REAL, FAKE, REFERENCE, seed=3, repeats=20)


@pytest.fixture(scope="module")
def drawn():
    random = np.random.default_rng(3)
    return [kind[random.permutation(len(kind))[:60]] for kind in (REAL, FAKE, REFERENCE)]


@pytest.fixture(scope="module")
def digits():
    train, test = load_images("digits"), load_images("digits", "test")
    return train.images[:400], test.images


def test_every_measure_is_that_of_its_own_function(found, drawn):
    real, fake, reference = drawn
    assert list(found.measures) == ROWS
    for kind, samples in (("value", fake), ("floor", real)):
        numbers = {name: getattr(measure, kind) for name, measure in found.measures.items()}
        assert numbers["frechet"] == metrics.frechet_distance(reference, samples)
        assert numbers["kernel"] == metrics.kernel_distance(reference, samples).estimate
        assert (numbers["precision"], numbers["recall"]) == metrics.precision_recall(reference, samples)
        assert (numbers["density"], numbers["coverage"]) == metrics.density_coverage(reference, samples)


def test_data_copying_searches_the_whole_reference(found, drawn):
    copying = found.measures["data_copying"]
    expected = metrics.data_copying(REFERENCE, drawn[0], drawn[1], cells=1, seed=3).statistic
    assert (copying.value, copying.floor) == (expected, 0.0)
    assert copying.label == "data-copying (1 of 1 cells)"


def test_intervals(found, drawn):
    _, fake, reference = drawn
    measures = found.measures
    expected = metrics.bootstrap_interval(metrics.frechet_distance, reference, fake, repeats=20, seed=3)
    assert (measures["frechet"].low, measures["frechet"].high) == pytest.approx((max(expected.low, 0), expected.high))
    coverage = metrics.bootstrap_interval(metrics.coverage, reference, fake, repeats=20, seed=3)
    assert measures["coverage"].low == pytest.approx(coverage.low)
    assert measures["coverage"].high == pytest.approx(min(coverage.high, 1))
    kernel = metrics.kernel_distance(reference, fake)
    assert measures["kernel"].standard_error == kernel.standard_error
    assert measures["kernel"].high == pytest.approx(kernel.estimate + 1.959964 * kernel.standard_error)
    without = [name for name, measure in measures.items() if measure.low is None]
    assert without == ["data_copying"]
    assert "data-copying is its own interval" in str(found)


def test_intervals_that_are_not_wanted_are_left_out():
    none = report(REAL, FAKE, REFERENCE, repeats=0)
    assert (none.measures["frechet"].low, none.measures["coverage"].high) == (None, None)
    assert "half-samples" not in str(none)
    assert "intervals: none, as repeats is 0" in str(none)


def test_of_many_samples_the_intervals_come_from_smaller_parts(found, monkeypatch):
    halves = found.measures["density"]
    monkeypatch.setattr(sys.modules[report.__module__], "MOST_IN_A_PART", 20)
    parts = report(REAL, FAKE, REFERENCE, seed=3, repeats=200).measures["density"]
    assert parts.low != halves.low
    assert (parts.value - parts.low) / (halves.value - halves.low) == pytest.approx(1, abs=0.4)
    monkeypatch.setattr(sys.modules[report.__module__], "MOST_IN_A_PART", 30)
    assert report(REAL, FAKE, REFERENCE, seed=3, repeats=20).measures["density"] == halves


def test_every_measure_of_images_but_data_copying_has_an_interval(digits):
    training_images, test_images = digits
    found = report(test_images[:60], np.clip(test_images[60:120] * 0.7, -1, 1), training_images, repeats=10)
    without = [name for name, measure in found.measures.items() if measure.low is None]
    assert without == ["data_copying"]
    score = found.measures["inception_score"]
    assert 1 <= score.low < score.value < score.high <= 10
    assert found.measures["class_coverage"].high == 1.0


@pytest.mark.parametrize(
    ("fake", "verdict"),
    [
        (REFERENCE[:60] + 1e-3, "copies: the fakes lie nearer"),
        (normal(60, 4, 7), "by chance as far from the reference"),
        (2.5 * normal(60, 4, 7), "no copies, but the fakes lie farther"),
    ],
)
def test_the_table_says_what_the_copying_statistic_means(fake, verdict):
    found = report(REAL, fake, REFERENCE, repeats=0)
    assert "below -3 means copying" in str(found)
    assert verdict in str(found).splitlines()[-1]


def test_diverged_fakes_in_the_cell_of_an_outlier_leave_out_the_copying_statistic_and_say_so():
    reference = np.concatenate([normal(300, 4, 2), [[1000.0] * 4]])
    real, fake = normal(220, 4, 0), normal(220, 4, 1) + 900
    found = report(real, fake, reference, repeats=0)
    assert "data_copying" not in found.measures
    assert found.measures["coverage"].value < 0.01  # the ball of the outlier alone
    assert "no data-copying statistic: no cell of the reference holds 20 real samples and 20 fakes" in str(found)
    assert json.loads(json.dumps(found.as_dict()))["notes"] == list(found.notes)


def test_an_interval_ends_where_the_measure_does():
    perfect = report(REAL, REFERENCE[:60], REFERENCE[:60], repeats=5)
    assert perfect.measures["precision"].high == perfect.measures["coverage"].high == 1.0
    assert perfect.measures["frechet"].low == 0.0


def test_the_table_says_what_it_takes_to_read_it(found):
    lines = str(found).splitlines()
    assert lines[:4] == [
        "60 fakes, and 60 held-out real samples for the floor, each against 60 of the reference;",
        "drawn from 80, 60 and 200 with seed 3",
        "features: as given, 4 numbers a sample",
        "intervals: from 20 random half-samples; of the kernel distance by the jackknife",
    ]
    head, rule, *rows = lines[5:]
    assert head.split("  ")[0] == "measure"
    assert set(rule) == {"-", " "}
    assert rows[len(ROWS)] == ""
    assert rows[len(ROWS) + 1].startswith("data-copying is its own interval: honest fakes get -3 to 3")
    assert len(rows) == len(ROWS) + 2
    assert "precision (k = 3)" in rows[2]
    assert "coverage (k = 5)" in rows[5]
    assert " ± " in rows[1]
    assert " to " in rows[0]
    starts = {row.rindex("  ") for row in (head, rows[0], rows[2])}  # the columns stand below each other
    assert len(starts) == 1


def test_a_json_file_can_hold_it(found):
    content = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert content == found.as_dict()
    assert content["samples"] == 60
    assert content["given"] == {"real": 60, "fake": 80, "reference": 200}
    assert (content["seed"], content["repeats"], content["confidence"]) == (3, 20, 0.95)
    assert content["k"] == {"precision": 3, "density": 5}
    assert content["measures"]["frechet"]["floor"] == found.measures["frechet"].floor
    assert content["measures"]["data_copying"]["low"] is None


def test_the_seed_settles_it():
    one, same, other = (report(REAL, FAKE, REFERENCE, seed=seed, repeats=2).as_dict() for seed in (0, 0, 1))
    assert one == same
    assert one["measures"] != other["measures"]


def test_few_samples_have_no_data_copying_statistic():
    small = report(REAL[:10], FAKE, REFERENCE, repeats=2)
    assert small.samples == 10
    assert list(small.measures) == ROWS[:-1]
    assert small.measures["coverage"].low is None
    assert "no data-copying statistic: it takes at least 20 samples, and there are 10" in small.notes
    assert "no intervals for precision, recall, density and coverage: half of 10 samples are too few" in small.notes
    assert report(REAL[:12], FAKE, REFERENCE, repeats=2).measures["coverage"].low is not None


def test_the_features_have_a_name():
    named = report(REAL, FAKE, REFERENCE, features="raw pixels", repeats=0)
    assert "features: raw pixels, 4 numbers a sample" in str(named)


def test_images_are_seen_through_the_classifier(digits):
    training_images, test_images = digits
    noise = np.random.default_rng(0).uniform(-1, 1, (100, 28, 28, 1))
    found = report(test_images, noise, training_images, repeats=0)
    assert list(found.measures) == [*ROWS, "inception_score", "class_coverage"]
    assert (found.features, found.dimension, found.samples) == (DIGIT_FEATURES, 64, 100)
    measures = found.measures
    assert measures["frechet"].value > 10 * measures["frechet"].floor
    assert measures["data_copying"].value > 3
    assert measures["inception_score"].value < 3 < 8 < measures["inception_score"].floor < 10
    assert measures["class_coverage"].value < measures["class_coverage"].floor == 1.0


def test_copied_training_images_show_in_the_statistic_alone(digits):
    training_images, test_images = digits
    measures = report(test_images, training_images[:256], training_images, repeats=0).measures
    assert measures["data_copying"].value < -6
    assert measures["frechet"].value < 1.5 * measures["frechet"].floor
    assert measures["coverage"].value > 0.9


def test_bad_input():
    images = np.zeros((20, 28, 28, 1))
    with pytest.raises(
        ValueError, match=r"all as images or all as features .* got \(60, 4\), \(20, 28, 28, 1\), \(200"
    ):
        report(REAL, images, REFERENCE)
    with pytest.raises(ValueError, match=r"all as images or all as features"):
        report(images[..., 0], images[..., 0], images[..., 0])
    with pytest.raises(ValueError, match=r"fake: expected values in \[-1, 1\]"):
        report(images, images + 2, images)
    with pytest.raises(ValueError, match="equally long features, got 4 for real, 4 for fake, 3 for reference"):
        report(REAL, FAKE, REFERENCE[:, :3])
    with pytest.raises(ValueError, match=r"at least 10 samples of each kind, got \[60, 9, 200\]"):
        report(REAL, FAKE[:9], REFERENCE)
    with pytest.raises(ValueError, match="fake: expected finite values"):
        report(REAL, FAKE * np.nan, REFERENCE)
    for name, value in (("repeats", 1), ("repeats", -1), ("seed", -1)):
        with pytest.raises(ValueError, match=f"expected {name} to be .*, got {value}"):
            report(REAL, FAKE, REFERENCE, **{name: value})

import math

import numpy as np
import pytest

from gan_course import metrics
from gan_course.data import load_images
from gan_course.demos import day06


@pytest.fixture(scope="module")
def heaps():
    return day06.deal(load_images(), load_images(split="test"), training=300, reference=60, seed=0)


def rows_as_bytes(images):
    return {image.tobytes() for image in images}


def test_heaps_share_no_image_and_have_the_sizes_asked_for(heaps):
    total = rows_as_bytes(np.concatenate([load_images().images, load_images(split="test").images]))
    sets = [rows_as_bytes(images) for images in (heaps.training.images, heaps.reference, heaps.unseen)]
    assert (len(heaps.training), len(heaps.reference), len(heaps.unseen)) == (300, 60, 138)
    assert all(kind <= total for kind in sets)
    assert len(set.union(*sets)) == sum(map(len, sets))
    assert (len(heaps.fresh), len(heaps.unseen_labels)) == (60, 138)


def test_heaps_of_another_seed_are_others(heaps):
    others = day06.deal(load_images(), load_images(split="test"), training=300, reference=60, seed=1)
    assert not np.array_equal(heaps.reference, others.reference)


def test_too_few_images_to_deal():
    with pytest.raises(ValueError, match=r"expected at least 4000 images, got 1797; ask for fewer"):
        day06.deal(load_images(), load_images(split="test"), training=2000, reference=1000)


def test_each_suspect_has_its_guilt_and_all_have_one_size(heaps):
    suspects = day06.line_up(heaps)
    assert {len(images) for images in suspects.values()} == {60}
    assert {images.dtype for images in suspects.values()} == {np.dtype("float32")}
    assert all(images.min() >= -1 and images.max() <= 1 for images in suspects.values())
    labels = metrics.digit_classifier().labels(suspects["low digits"])
    assert np.mean(labels < 5) > 0.9
    assert len(rows_as_bytes(suspects["ten images"])) == 10
    real = rows_as_bytes(heaps.fresh)
    assert sum(image.tobytes() in real for image in suspects["one in five noise"]) == 48
    train = heaps.training.images.reshape(300, -1)
    assert metrics.nearest_samples(train, suspects["copies"].reshape(60, -1)).distances.max() < 0.02 * 2 * 28
    middle = heaps.fresh[0, 9:12, 9:12, 0].mean()
    assert suspects["blurred"][0, 10, 10, 0] == pytest.approx(middle, abs=1e-5)


def test_a_line_up_takes_enough_low_digits(heaps):
    high = np.flatnonzero(heaps.unseen_labels >= 5)
    few = day06.Heaps(heaps.training, heaps.reference, heaps.unseen[high], heaps.unseen_labels[high])
    with pytest.raises(ValueError, match="expected at least 60 unseen images of 0 to 4, got 0"):
        day06.line_up(few)


def test_a_competition_hides_names_behind_letters():
    suspects = {name: np.arange(20)[:, None] + 100 * i for i, name in enumerate(("a", "b", "c"))}
    entries, truth = day06.competition(suspects, ["c", "a"], seed=0)
    assert (sorted(truth), sorted(truth.values())) == (["A", "B"], ["a", "c"])
    assert all(np.array_equal(np.sort(entries[letter], axis=0), suspects[name]) for letter, name in truth.items())
    assert not np.array_equal(entries["A"] % 100, entries["B"] % 100)


@pytest.mark.parametrize("answer", [3, 3.0, np.float32(3), np.array(3.0), True + 2])
def test_one_number_of_any_type(answer):
    assert day06.number(answer) == 3.0


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "expected one number, got None"),
        (np.ones(3), r"expected one number, got an array of shape \(3,\)"),
        (3 + 0j, "expected a real number"),
        (math.nan, "expected a finite number, got nan"),
    ],
)
def test_what_is_not_one_number(answer, message):
    with pytest.raises(AssertionError, match=message):
        day06.number(answer)


@pytest.mark.parametrize("answer", [(1, 2), [1.0, 2.0], np.array([1, 2], "float32"), (np.float32(1), 2)])
def test_numbers_in_any_container(answer):
    assert day06.numbers(answer, ("one", "two")).tolist() == [1.0, 2.0]


@pytest.mark.parametrize("answer", [None, 1.0, (1, 2, 3), {"one": 1, "two": 2}, (1, None)])
def test_what_is_not_so_many_numbers(answer):
    with pytest.raises(AssertionError, match="expected"):
        day06.numbers(answer, ("one", "two"))


def test_the_report_cuts_all_to_one_size_and_compares_with_the_reference():
    reference, held_out, fake = (
        start + np.arange(n, dtype=float)[:, None] for start, n in ((0, 60), (100, 40), (200, 50))
    )
    calls = []

    def measure(real, other):
        calls.append((real, other))
        return [real.mean(), other.mean()]

    found = day06.evaluation_report(measure, reference, held_out, fake, seed=0, repeats=6)
    assert sorted(len(real) for real, _ in calls) == sorted(len(other) for _, other in calls) == [20] * 6 + [40] * 2
    assert all(real.max() < 60 for real, _ in calls)
    halves = [measure(*pair) for pair in tuple(calls) if len(pair[0]) == 20]
    assert found.errors == pytest.approx(np.std(halves, axis=0, ddof=1))
    assert found.values[1] > 200 > found.floors[1] > 100
    assert found.values[0] == found.floors[0]


def test_the_error_of_a_mean_is_its_standard_error():
    random = np.random.default_rng(0)
    reference, held_out, fake = random.standard_normal((3, 400, 1))
    found = day06.evaluation_report(lambda a, b: a.mean() - b.mean(), reference, held_out, fake, repeats=300)
    assert found.errors == pytest.approx(math.sqrt(2 / 400), rel=0.2)


def test_nearer_share_counts_ties_half():
    train, test, fake = (np.array(x, float)[:, None] for x in ([0, 10, 20], [1, 12, 17], [12, 30]))
    assert day06.nearer_share(train, test, fake) == pytest.approx(0.25)


def test_few_samples_favour_too_little_spread_and_many_do_not():
    few, many = day06.few_samples(100), day06.few_samples(3_200)
    assert day06.SPREADS[few.argmin()] <= 0.95
    assert abs(day06.SPREADS[many.argmin()] - 1) < 0.021
    assert (few > many).all()


def test_the_outlier_vouches_for_all_fakes():
    points = day06.outlier()
    assert metrics.precision_recall(points.real, points.fake, 3).precision == 1
    assert metrics.precision_recall(points.real[:-1], points.fake, 3).precision == 0


def test_pictures_describe_what_they_show():
    rng = np.random.default_rng(0)
    images = rng.uniform(-1, 1, (12, 28, 28, 1))
    rows = day06.named_rows({"A": images, "B": images}, alt="Two rows.", title="Rows")
    won = day06.contest(
        {"score": {"A": 1.0, "B": 2.0}, "distance": {"A": 1.0, "B": 2.0}}, lower_is_better=["distance"], title="Who?"
    )
    table = day06.board({"x": [1.0, 20.0]}, [1.5, 0.001], ["first", "second"], title="Table")
    curve = day06.floors({"a": [10, 100]}, {"a": [2.0, 0.2]}, alt="A falling line.")
    frames = day06.few_samples_frames({n: day06.few_samples(n, repeats=1) for n in (100, 200)})
    pictures = [rows, won, table, curve, day06.outlier_picture(day06.outlier(), 3), *frames]
    assert all(picture.png.startswith(b"\x89PNG") for picture in pictures)
    assert "score: A 1.00, B 2.00; B wins. distance: A 1.00, B 2.00; A wins" in won.alt
    assert "real (floor): first 1.50, second 0. x: first 1.00, second 20.0" in table.alt


def test_three_things_in_any_container():
    assert [part.tolist() for part in day06.parts([1, [2, 3], np.array([4.0])], 3)] == [1.0, [2.0, 3.0], [4.0]]


@pytest.mark.parametrize("answer", [None, 1.0, (1, 2), (1, 2, None), (1, 2, math.nan), {"a": 1, "b": 2, "c": 3}])
def test_what_is_not_three_things(answer):
    with pytest.raises(AssertionError, match="expected"):
        day06.parts(answer, 3)


def report_with(spy, n, change=None, replace=False):
    """Call the spy as a report does, with one thing changed."""
    random = np.random.default_rng(0)
    reference, held_out, fake = spy.sets

    def some(rows, number):
        return rows[random.choice(len(rows), number, replace=replace)]

    real, fresh, made = some(reference, n), some(held_out, n), some(fake, n)
    spy(real, made)
    spy(some(reference, n) if change == "floor" else real, fresh)
    for _ in range(6):
        chosen = random.permutation(n)[: n // 2]
        spy(real[chosen], made[chosen] if change == "positions" else some(made, n // 2))


def test_a_spy_has_nothing_against_the_course_s_report():
    spy = day06.Spy((61, 40, 50))
    found = day06.evaluation_report(spy, *spy.sets, repeats=7)
    assert spy.unchanged
    assert spy.complaint(40) == ""
    assert {name: len(calls) for name, calls in spy.calls_at(40).items()} == {"held out": 1, "fake": 1}
    assert len(spy.calls_at(20)["fake"]) == 7
    assert found.values == pytest.approx(spy.calls_at(40)["fake"][0])


@pytest.mark.parametrize(
    ("change", "replace", "complaint"),
    [
        ("positions", False, "drawn each on its own"),
        ("floor", False, "expected the same 40 samples of the reference"),
        (None, True, "draw without replacement"),
    ],
)
def test_a_spy_finds_wrong_draws(change, replace, complaint):
    spy = day06.Spy((61, 40, 50))
    report_with(spy, 40, change, replace)
    assert complaint in spy.complaint(40)


def test_a_spy_finds_wrong_calls():
    spy = day06.Spy((61, 40, 50))
    reference, held_out, fake = spy.sets
    assert "expected a measure of 40 held out samples against 40 of the reference, got none" in spy.complaint(40)
    spy(fake, reference)
    assert "got measure('fake', 'reference')" in spy.complaint(40)
    spy._seen.clear()
    spy(reference, fake)
    assert "expected 40 or 20 samples on either side, got 61 and 50" in spy.complaint(40)
    spy._seen.clear()
    spy(reference[:40], fake[:40])
    spy(reference[:40], held_out)
    spy(reference[:20], fake[:20])
    assert "expected 40 rows at random, got the first or the last ones" in spy.complaint(40)
    spy.sets[0][0] = 5
    assert not spy.unchanged


def test_a_report_of_one_number_in_every_unit():
    sets = day06.Spy((20, 26, 33)).sets

    def rounded(measure, *rows):
        return [np.round(part, 3) for part in day06.evaluation_report(measure, *rows)]

    def from_zero(measure, *rows):
        return [np.maximum(part, 0) for part in day06.evaluation_report(measure, *rows)]

    def in_single_precision(measure, *rows):
        return np.array(day06.evaluation_report(measure, *rows), "float32")

    assert day06.gap(np.array([1.0, 3.0]), np.array([1.0])) == -1.0
    assert day06.one_number_fault(day06.evaluation_report, sets) is None
    assert day06.one_number_fault(in_single_precision, sets) is None
    assert "expected -0.00" in day06.one_number_fault(rounded, sets)
    assert "got 0, 0, " in day06.one_number_fault(from_zero, sets)
    swapped = day06.one_number_fault(lambda *given: day06.evaluation_report(*given)[::-1], sets)
    assert swapped.startswith("a measure that returns one number: expected three numbers, got [")

import numpy as np
import pytest

from gan_course import diffusion, recordings
from gan_course.degradations import pixels
from gan_course.demos import day10


def test_the_spiral_has_two_arms_that_are_each_others_mirror_image():
    points = day10.two_spirals(4000, seed=3)
    assert points.shape == (4000, 2)
    assert points.dtype == np.float32
    assert np.abs(points.mean(axis=0)).max() < 0.05
    radius, angle = np.hypot(*points.T), np.arctan2(points[:, 1], points[:, 0])
    off_the_arm = (angle - radius * day10.SCALE) % np.pi  # the turn is the angle; both arms fall on each other
    off_the_arm = np.minimum(off_the_arm, np.pi - off_the_arm)
    distance = off_the_arm * radius / np.hypot(1, radius * day10.SCALE)  # across the arm, which runs outwards, too
    assert np.mean(distance < 3 * day10.ARMS_WIDTH) > 0.98


def test_calls_are_counted():
    counted = day10.Counted(lambda points, level: points / 2)
    diffusion.sample(counted, np.ones((3, 2)), diffusion.noise_levels(7))
    assert counted.calls == 7


def test_a_student_of_each_kind_trains():
    teacher = diffusion.denoiser(0.6, width=4, depth=1, seed=0)
    answered = day10.pairs(diffusion.sample, teacher, n=20)
    for kind in ("regression", "adversarial", "both"):
        student = day10.student(diffusion.sample, teacher)
        before = student.get_weights()
        assert day10.train_student(kind, student, day10.two_spirals(30), answered, 2) is student
        assert any(np.abs(old - new).max() > 0 for old, new in zip(before, student.get_weights(), strict=True))


def test_distances_are_small_for_points_of_one_distribution():
    test = day10.two_spirals(1000, seed=1)
    found = day10.distance_and_coverage({"same": day10.two_spirals(1000, seed=2), "middle": np.zeros((1000, 2))}, test)
    assert found["same"][0] < 0.1 < 0.5 < found["middle"][0]
    assert found["same"][1] > 0.9 > 0.1 > found["middle"][1]


def test_clouds_are_drawn_with_their_names():
    picture = day10.clouds({"one": np.zeros((5, 2)), "two": np.ones((5, 2))}, title="Points", alt="Two sets of points.")
    assert picture.alt == "Two sets of points."
    assert picture.size[0] > picture.size[1]


def test_patches_are_grey_and_of_256_levels():
    patches = day10.grey_patches(day10.KNOWN, 6, seed=0)
    assert patches.shape == (6, 32, 32, 1)
    np.testing.assert_allclose(pixels(patches), patches, atol=1e-6)


def test_what_is_calibrated_is_found_so_and_what_is_too_sure_is_not():
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, 20_000)
    labels = random.uniform(size=20_000) < 1 / (1 + np.exp(-logits))
    for said, found, count in day10.calibration(logits, labels):
        assert said == pytest.approx(found, abs=0.03)
        assert count > 1000
    said, found, _ = day10.calibration(3 * logits, labels)[0]
    assert found > said + 0.05


def test_copies_are_planted_where_it_says():
    train, others = np.zeros((4, 3, 3, 1)), np.ones((10, 3, 3, 1))
    mixed, places = day10.planted(train, others, 3, level=0.1, seed=1)
    assert mixed.shape == (13, 3, 3, 1)
    assert np.flatnonzero(mixed.mean(axis=(1, 2, 3)) < 0.5).tolist() == places.tolist()


def test_moved_images_come_in_from_the_corner():
    images = np.arange(9.0).reshape(1, 3, 3, 1)
    np.testing.assert_array_equal(day10.moved_by_a_pixel(images)[0, :, :, 0], [[-1, -1, -1], [-1, 0, 1], [-1, 3, 4]])


def test_a_discriminator_that_learns_by_heart_judges_each_image_alone():
    images = np.random.default_rng(0).uniform(-1, 1, (6, 28, 28, 1)).astype("float32")
    gan = day10.learn_by_heart(images, 2)
    together = np.asarray(gan.discriminator(images, training=False))
    alone = np.concatenate([np.asarray(gan.discriminator(images[i : i + 1], training=False)) for i in range(6)])
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_the_shipped_teacher_draws_the_spiral_in_fifty_calls_and_its_middle_in_one():
    test = day10.two_spirals(2000, seed=5)
    denoise = diffusion.one_level(day10.teacher())
    made = {
        calls: np.asarray(diffusion.sample(denoise, day10.noise(2000), diffusion.noise_levels(calls)))
        for calls in (1, 50)
    }
    found = day10.distance_and_coverage(made, test)
    assert found[50][0] < 0.1
    assert found[1][0] > 0.5


def test_the_recorded_students_bear_out_what_the_lesson_says():
    table = recordings.table("students")
    assert all(len(values) == 3 for values in table.values())
    teacher = table["teacher, 50 calls: distance"]
    assert (table["adversarial: distance"] <= 1.5 * teacher).all()
    assert (table["teacher, 4 calls: distance"] > 2 * table["adversarial: distance"]).all()
    assert (table["adversarial: coverage"] < table["regression: coverage"]).all()

"""DiffAugment: what it does to an image of which one can tell, and what it does to gradients."""

import numpy as np
import pytest

from gan_course.augment import DiffAugment, of_policies
from gan_course.runtime import keras, tf

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.uniform(0.2, 0.8, (64, 8, 6, 3)).astype("float32")  # nowhere 0, so that one sees what became 0
OFF = {"translation": 0.0, "cutout": 0.0, "brightness": 0.0}


def augmented(images=IMAGES, seed=(1, 2), **parts):
    return DiffAugment(**(OFF | parts))(tf.constant(images), seed=tf.constant(seed, tf.int64)).numpy()


def test_all_off_changes_nothing():
    np.testing.assert_array_equal(augmented(), IMAGES)


def test_brightness_adds_one_number_to_each_image():
    added = augmented(brightness=0.4) - IMAGES
    shifts = added[:, 0, 0, 0]
    np.testing.assert_allclose(added, np.broadcast_to(shifts[:, None, None, None], added.shape), atol=1e-6)
    assert -0.4 <= shifts.min() < -0.25
    assert 0.25 < shifts.max() <= 0.4
    assert abs(shifts.mean()) < 0.1


def moved(image, down, right):
    """By hand: what moves in is 0."""
    result = np.zeros_like(image)
    height, width = image.shape[:2]
    for row in range(height):
        for column in range(width):
            if 0 <= row - down < height and 0 <= column - right < width:
                result[row, column] = image[row - down, column - right]
    return result


def test_translation_moves_each_image_by_whole_pixels_within_its_bounds():
    found = set()
    for before, after in zip(IMAGES, augmented(translation=0.25), strict=True):
        (fit,) = [
            (down, right)
            for down in range(-3, 4)
            for right in range(-3, 4)
            if np.allclose(moved(before, down, right), after, atol=1e-6)
        ]
        found.add(fit)
    downs, rights = zip(*found, strict=True)
    assert set(downs) == {-2, -1, 0, 1, 2}  # a quarter of 8 pixels
    assert set(rights) == {-2, -1, 0, 1, 2}  # 1.5 pixels, rounded
    assert len(found) > 12


def test_cutout_clears_one_rectangle_of_each_image():
    corners, whole = set(), 0
    for before, after in zip(IMAGES, augmented(cutout=0.5), strict=True):
        cleared = (after == 0).all(axis=-1)
        np.testing.assert_array_equal(after[~cleared], before[~cleared])
        rows, columns = np.flatnonzero(cleared.any(axis=1)), np.flatnonzero(cleared.any(axis=0))
        assert cleared[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()
        assert cleared.sum() == len(rows) * len(columns) <= 4 * 3
        whole += cleared.sum() == 4 * 3
        corners.add((rows[0], columns[0]))
    assert len(corners) > 10
    assert whole > 10


def test_the_seed_decides():
    everything = {"translation": 0.125, "cutout": 0.5, "brightness": 0.5}
    np.testing.assert_array_equal(augmented(**everything), augmented(**everything))
    assert not np.array_equal(augmented(**everything), augmented(seed=(1, 3), **everything))
    assert augmented(**everything).min() >= -0.5
    assert augmented(**everything).max() <= 0.8 + 0.5


def test_gradients_come_back_from_where_a_pixel_went():
    images = tf.constant(IMAGES)
    with tf.GradientTape() as tape:
        tape.watch(images)
        outputs = DiffAugment()(images, seed=[3, 4])
        total = tf.reduce_sum(outputs)
    slopes = tape.gradient(total, images).numpy()
    assert set(np.unique(slopes)) == {0.0, 1.0}
    dark = DiffAugment(brightness=0.0)(images, seed=[3, 4]).numpy()
    assert (slopes.sum(axis=(1, 2, 3)) == (dark != 0).sum(axis=(1, 2, 3))).all()


def test_it_compiles_with_xla_and_for_any_batch():
    compiled = tf.function(DiffAugment(), jit_compile=True)
    assert compiled(tf.constant(IMAGES), tf.constant([1, 2], tf.int64)).shape == IMAGES.shape
    traced = tf.function(DiffAugment(), input_signature=[tf.TensorSpec((None, 8, 6, 3)), tf.TensorSpec(2, tf.int64)])
    seed = tf.constant([1, 2], tf.int64)
    np.testing.assert_allclose(traced(IMAGES, seed), DiffAugment()(tf.constant(IMAGES), seed), atol=1e-6)


def test_a_file_keeps_it():
    described = keras.saving.serialize_keras_object(DiffAugment(0.1, 0.2, 0.3))
    assert keras.saving.deserialize_keras_object(described) == DiffAugment(0.1, 0.2, 0.3)


@pytest.mark.parametrize("part", OFF)
@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), "a half"])
def test_numbers_out_of_range_are_named(part, value):
    with pytest.raises(ValueError, match=f"expected {part} to be a number from 0 to 1, got"):
        DiffAugment(**{part: value})


def test_points_are_no_images():
    with pytest.raises(ValueError, match=r"expected images of shape \(batch, height, width, channels\), got \(4, 2\)"):
        DiffAugment()(tf.zeros((4, 2)), seed=[1, 2])


def test_policies_by_name_are_as_strong_as_by_default_and_leave_the_others_off():
    default = DiffAugment()
    assert of_policies(["translation", "cutout", "brightness"]) == default
    assert of_policies(["cutout"]) == DiffAugment(translation=0, cutout=default.cutout, brightness=0)
    with pytest.raises(ValueError, match=r"expected the policy to be one of 'translation', .* got 'colour'"):
        of_policies(["cutout", "colour"])
    with pytest.raises(ValueError, match="expected at least one policy, got none; take some of translation"):
        of_policies([])

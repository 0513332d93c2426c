import subprocess
import sys
import time

import numpy as np
import pytest

from gan_course.data import ImageDataset
from gan_course.data import dataset as module
from gan_course.data.dataset import passes_of, scaled


def dataset(n=100, side=2, channels=1):
    """Images that can be told apart: every pixel of image i is i / n."""
    images = np.broadcast_to((np.arange(n, dtype=np.float32) / n)[:, None, None, None], (n, side, side, channels))
    return ImageDataset(images.copy(), np.arange(n) % 3, "numbers", "a test", ("a", "b", "c"))


def order(batches):
    return np.concatenate([batch.numpy()[:, 0, 0, 0] for batch in batches])


def test_attributes():
    numbers = dataset(channels=3)
    assert len(numbers) == 100
    assert numbers.image_shape == (2, 2, 3)
    assert repr(numbers) == "ImageDataset('numbers': 100 images of 2×2×3 in [-1, 1], 3 classes; a test)"
    with pytest.raises(AttributeError):
        numbers.name = "other"


def images(shape=(4, 2, 2, 1), dtype=np.float32, value=0.0):
    return np.full(shape, value, dtype)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ([[0.0]], TypeError, "float32 NumPy array, got a list"),
        (images(dtype=np.float64), TypeError, "got an array of float64"),
        (images(dtype=np.uint8), TypeError, "got an array of uint8"),
        (images((4, 2, 2)), ValueError, r"got \(4, 2, 2\)"),
        (images((4, 2, 2, 4)), ValueError, r"got \(4, 2, 2, 4\)"),
        (images((0, 2, 2, 1)), ValueError, r"with n ≥ 1, got \(0, 2, 2, 1\)"),
        (images(value=255), ValueError, r"expected values in \[-1, 1\], got 255 to 255; .* x / 127.5 - 1"),
        (images(value=-1.01), ValueError, "got -1.01 to -1.01"),
        (images(value=np.nan), ValueError, "got nan to nan"),
    ],
)
def test_wrong_images(wrong, error, message):
    with pytest.raises(error, match=message):
        ImageDataset(wrong, np.zeros(4, int), "x", "a test", ("a",))


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ([0, 0, 0, 0], TypeError, "NumPy array of integers, got a list"),
        (np.zeros(4), TypeError, "got an array of float64"),
        (np.zeros(3, int), ValueError, r"shape \(4,\), one per image, got \(3,\)"),
        (np.zeros((4, 1), int), ValueError, r"got \(4, 1\)"),
        (np.array([0, 1, 2, 0]), ValueError, r"expected 0 to 1 \(2 class names\), got 0 to 2"),
        (np.array([0, -1, 1, 0]), ValueError, "got -1 to 1"),
    ],
)
def test_wrong_labels(wrong, error, message):
    with pytest.raises(error, match=message):
        ImageDataset(images(), wrong, "x", "a test", ("a", "b"))


def test_a_pass_takes_every_image_once_and_drops_the_partial_batch():
    batches = dataset(100).batches(32)
    assert [batch.shape for batch in batches] == [(32, 2, 2, 1)] * 3
    assert len(batches) == 3
    assert batches.element_spec.shape == (32, 2, 2, 1)
    assert batches.element_spec.dtype == np.float32
    assert len(np.unique(order(batches))) == 96
    np.testing.assert_array_equal(np.sort(order(dataset(100).batches(50))), dataset(100).images[:, 0, 0, 0])


def test_passes_are_shuffled_anew_and_repeat_goes_through_the_same_passes():
    batches = dataset().batches(25, seed=1)
    passes = [order(batches) for _ in range(3)]
    assert all(len(np.unique(one)) == 100 for one in passes)
    assert not np.array_equal(passes[0], passes[1])
    assert not np.array_equal(passes[1], passes[2])
    repeated = order(dataset().batches(25, seed=1).repeat().take(12))
    np.testing.assert_array_equal(repeated, np.concatenate(passes))


def test_same_seed_same_order_whatever_the_global_seed():
    from gan_course.runtime import keras, tf

    orders = []
    for global_seed in (1, 2, None):
        if global_seed is not None:
            keras.utils.set_random_seed(global_seed)
            tf.random.normal([3])
        orders.append(order(dataset().batches(10, seed=7).repeat(2)))
    np.testing.assert_array_equal(orders[0], orders[1])
    np.testing.assert_array_equal(orders[0], orders[2])
    assert not np.array_equal(orders[0], order(dataset().batches(10, seed=8).repeat(2)))


def test_global_random_state_is_left_alone():
    from gan_course.runtime import keras, tf

    def draw(with_batches):
        keras.utils.set_random_seed(3)
        if with_batches:
            order(dataset().batches(10, seed=7))
        return tf.random.normal([3]).numpy(), np.random.random(3)  # noqa: NPY002 (the global state is what is tested)

    for without, with_batches in zip(draw(False), draw(True), strict=True):
        np.testing.assert_array_equal(without, with_batches)


def test_passes_can_be_taken_up_again():
    batches = dataset().batches(25, seed=1)
    begun = passes_of(batches).begun
    first, second = order(batches), order(batches)
    assert begun.numpy() == 2
    begun.assign(1)
    np.testing.assert_array_equal(order(batches), second)
    begun.assign(0)
    repeated = batches.repeat()
    assert passes_of(repeated) is passes_of(batches)
    np.testing.assert_array_equal(order(repeated.take(8)), np.concatenate([first, second]))
    assert passes_of(batches.map(lambda images: images)) is None


def test_passes_are_described_by_what_their_order_depends_on():
    described = {
        str(passes_of(batches))
        for batches in (
            dataset().batches(10, seed=1),
            dataset().batches(10, seed=2),
            dataset().batches(20, seed=1),
            dataset(side=3).batches(10, seed=1),
            dataset(n=99).batches(10, seed=1),
        )
    }
    assert len(described) == 5
    assert str(passes_of(dataset().batches(10, seed=1))) in described


@pytest.mark.parametrize("shape", [(), (2,)])
def test_each_image_is_drawn_with_its_condition_in_the_same_order(shape):
    numbers = dataset(n=20)
    condition = np.arange(20).reshape(20, *[1] * len(shape)) * np.ones(shape, int)
    batches = numbers.batches(8, seed=3, condition=condition)
    drawn = list(batches.repeat(2))
    assert [images.shape[0] for images, _ in drawn] == [8] * 4
    for images, told in drawn:
        assert told.dtype == np.int32
        assert told.shape == (8, *shape)
        np.testing.assert_allclose(images[:, 0, 0, 0] * 20, np.reshape(told, (8, -1))[:, 0], atol=1e-5)
    alone = order(numbers.batches(8, seed=3).repeat(2))
    np.testing.assert_array_equal(alone, np.concatenate([images[:, 0, 0, 0] for images, _ in drawn]))


def test_a_condition_belongs_to_what_describes_the_passes():
    numbers = dataset()
    conditions = (None, np.arange(100), np.arange(100)[::-1])
    assert len({str(passes_of(numbers.batches(10, condition=condition))) for condition in conditions}) == 3


def test_a_condition_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"condition: expected one for each of the 100 images, got the shape \(99,\)"):
        dataset().batches(10, condition=np.arange(99))
    with pytest.raises(TypeError, match=r"condition: expected integers, such as .*, got an array of float"):
        dataset().batches(10, condition=np.ones(100))


@pytest.mark.parametrize("batch_size", [0, -1, 101, 2.0, True, "64", None])
def test_wrong_batch_size(batch_size):
    with pytest.raises(ValueError, match="batch_size: expected an integer from 1 to 100, the number of images"):
        dataset(100).batches(batch_size)


@pytest.mark.parametrize("seed", [-1, 1.0, None, 2**63])
def test_wrong_seed(seed):
    with pytest.raises(ValueError, match="seed: expected an integer from 0"):
        dataset().batches(10, seed=seed)


def test_integers_of_numpy_are_welcome():
    largest = np.int64(2**63 - 1)
    np.testing.assert_array_equal(
        order(dataset().batches(np.int32(10), seed=largest)), order(dataset().batches(10, seed=2**63 - 1))
    )


def test_keras_fit_takes_the_batches_for_several_epochs():
    from gan_course.runtime import keras

    class Mean(keras.Model):
        def train_step(self, data):
            return {"mean": keras.ops.mean(data), "count": keras.ops.shape(data)[0]}

    model = Mean()
    model.compile()
    history = model.fit(dataset().batches(20, seed=0), epochs=2, verbose=0, shuffle=False).history
    assert history["count"] == [20, 20]
    history = model.fit(
        dataset().batches(20, seed=0).repeat(), steps_per_epoch=7, epochs=2, verbose=0, shuffle=False
    ).history
    assert len(history["mean"]) == 2


def test_fast_enough_never_to_keep_a_network_waiting():
    """Over 150,000 images a second were measured on two cores; a tenth of that would mean Python in the loop."""
    batches = iter(dataset(5_000, side=28).batches(64).repeat())
    next(batches)
    started = time.perf_counter()
    for _ in range(300):
        next(batches)
    assert 300 * 64 / (time.perf_counter() - started) > 15_000


def test_importing_needs_no_tensorflow():
    code = "import sys, gan_course.data; sys.exit('tensorflow' in sys.modules or 'keras' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_all_batches_of_a_data_set_are_drawn_from_one_copy(monkeypatch):
    copies, copy = [], module.on_cpu
    monkeypatch.setattr(module, "on_cpu", lambda images: copies.append(images) or copy(images))
    data = dataset(4)
    one, other = (np.sort(np.concatenate(list(data.batches(size))).ravel()) for size in (2, 4))
    np.testing.assert_array_equal(one, other)
    assert len(copies) == 1


@pytest.mark.parametrize(("nudge", "kind"), [(0.0, "uint8"), (0.001, "float32")])
def test_images_that_are_bytes_are_kept_as_such_and_drawn_exactly(nudge, kind):
    images = scaled(np.random.default_rng(0).integers(0, 255, (4_100, 2, 3, 1), np.uint8))
    images[-1] += np.float32(nudge)
    dataset = ImageDataset(images, np.zeros(len(images), int), "noise", "here", ("noise",))
    assert dataset._tensor.dtype == kind
    (drawn,) = dataset.batches(len(images), seed=0)
    in_order = sorted(map(bytes, images))
    assert sorted(bytes(image.numpy()) for image in drawn) == in_order

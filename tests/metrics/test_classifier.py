import os
import random

import numpy as np
import pytest

from gan_course.data import load_images
from gan_course.metrics import DigitClassifier, classifier, digit_classifier
from gan_course.runtime import keras


def leaky(x):
    return np.where(x > 0, x, 0.2 * x)


def convolve(images, kernel, bias):
    """A 3×3 convolution of stride 2 as a sum over the kernel, with the padding of Keras ("same")."""
    size = images.shape[1]
    out = -(-size // 2)
    total = max(2 * (out - 1) + 3 - size, 0)
    before, after = total // 2, total - total // 2
    framed = np.pad(images, ((0, 0), (before, after), (before, after), (0, 0)))
    result = np.zeros((len(images), out, out, kernel.shape[-1]))
    for row in range(3):
        for column in range(3):
            result += framed[:, row : row + 2 * out - 1 : 2, column : column + 2 * out - 1 : 2] @ kernel[row, column]
    return result + bias


def by_numpy(weights, images):
    """The network written anew: features and logits."""
    shapes = [(3, 3, 1, 16), (16,), (3, 3, 16, 32), (32,), (3, 3, 32, 64), (64,), (1024, 64), (64,), (64, 10), (10,)]
    parts = np.split(weights.astype(float), np.cumsum([np.prod(shape) for shape in shapes])[:-1])
    parts = [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]
    hidden = images.astype(float)
    for layer in range(3):
        hidden = leaky(convolve(hidden, *parts[2 * layer : 2 * layer + 2]))
    features = leaky(hidden.reshape(len(images), -1) @ parts[6] + parts[7])
    return features, features @ parts[8] + parts[9]


@pytest.fixture(scope="module")
def digits():
    return load_images("digits", split="test")


def test_equals_the_network_written_in_numpy(digits):
    weights = np.load(classifier.WEIGHTS_FILE)
    features, logits = by_numpy(weights, digits.images[:20])
    assert features == pytest.approx(digit_classifier().features(digits.images[:20]), abs=1e-4)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = odds / odds.sum(axis=1, keepdims=True)
    assert digit_classifier().probabilities(digits.images[:20]) == pytest.approx(probabilities, abs=1e-5)
    assert (digit_classifier().labels(digits.images[:20]) == logits.argmax(axis=1)).all()


def test_tells_the_digits_apart(digits):
    assert np.mean(digit_classifier().labels(digits.images) == digits.labels) >= 0.98


@pytest.mark.skipif(not os.environ.get("GAN_COURSE_DATA"), reason="MNIST comes from GAN_COURSE_DATA")
def test_tells_mnist_apart():
    mnist = load_images("mnist", split="test")
    assert np.mean(digit_classifier().labels(mnist.images) == mnist.labels) >= 0.989


def test_shapes_dtypes_and_sums(digits):
    features, probabilities = (
        digit_classifier().features(digits.images),
        digit_classifier().probabilities(digits.images),
    )
    labels = digit_classifier().labels(digits.images)
    assert (features.shape, features.dtype) == ((256, 64), np.float32)
    assert (probabilities.shape, probabilities.dtype) == ((256, 10), np.float64)
    assert (labels.shape, labels.dtype) == ((256,), np.int64)
    assert probabilities.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert (labels == probabilities.argmax(axis=1)).all()


def test_every_feature_is_alive(digits):
    assert digit_classifier().features(digits.images).std(axis=0).min() > 0.05


def test_chunks_make_no_difference(digits, monkeypatch):
    at_once = digit_classifier().features(digits.images)
    monkeypatch.setattr(classifier, "_CHUNK", 100)  # 100, 100 and 56 images
    assert digit_classifier().features(digits.images) == pytest.approx(at_once, abs=1e-4)


def test_other_containers_and_dtypes_are_welcome(digits):
    images = digits.images[:3]
    expected = digit_classifier().features(images)
    for same in (images.astype(np.float64), images.tolist(), keras.ops.convert_to_tensor(images)):
        assert digit_classifier().features(same) == pytest.approx(expected, abs=1e-4)


def test_is_loaded_once():
    assert digit_classifier() is digit_classifier()


def test_loading_leaves_random_numbers_and_names_alone():
    number = number_of_next_dense_layer()
    before = random.getstate(), str(np.random.get_state())  # noqa: NPY002
    DigitClassifier(np.load(classifier.WEIGHTS_FILE))
    assert (random.getstate(), str(np.random.get_state())) == before  # noqa: NPY002
    assert number_of_next_dense_layer() == number + 1


def number_of_next_dense_layer():
    return int("0" + keras.layers.Dense(1).name.removeprefix("dense").removeprefix("_"))


def test_does_not_depend_on_the_precision_chosen_for_training(digits):
    expected = digit_classifier().features(digits.images[:9])
    before = keras.config.dtype_policy()
    try:
        keras.config.set_dtype_policy("mixed_float16")
        found = DigitClassifier(np.load(classifier.WEIGHTS_FILE)).features(digits.images[:9])
    finally:
        keras.config.set_dtype_policy(before)
    assert (found == expected).all()


def test_bad_images(digits):
    images = digits.images[:3]
    for method in (digit_classifier().features, digit_classifier().probabilities, digit_classifier().labels):
        for bad in (images[..., 0], images[0], images[:, :27], np.repeat(images, 3, axis=3), images[:0]):
            with pytest.raises(ValueError, match=r"expected the shape \(n, 28, 28, 1\) with n ≥ 1, got \("):
                method(bad)
        with pytest.raises(ValueError, match=r"in \[-1, 1\], got 0 to 255; pixels from 0 to 255 become x / 127.5 - 1"):
            method((images + 1) * 127.5)
        with pytest.raises(ValueError, match=r"got -1\.1 to"):
            method(images * 1.1)
        with pytest.raises(ValueError, match="images: expected finite values, got NaN"):
            method(np.where(images > 0.9, np.nan, images))


def test_a_damaged_file_is_refused(tmp_path, monkeypatch):
    content = bytearray(classifier.WEIGHTS_FILE.read_bytes())
    content[5000] ^= 1
    copy = tmp_path / "digit_classifier.npy"
    monkeypatch.setattr(classifier, "WEIGHTS_FILE", copy)
    with pytest.raises(FileNotFoundError, match=r"at .*digit_classifier.npy, got none; install gan-course again"):
        digit_classifier.__wrapped__()
    for damaged in (bytes(content), bytes(content[:5000]), b""):
        copy.write_bytes(damaged)
        with pytest.raises(ValueError, match=r"digit_classifier.npy: expected the SHA-256 .* install gan-course again"):
            digit_classifier.__wrapped__()


def test_weights_of_another_network_are_refused():
    with pytest.raises(ValueError, match=r"expected weights of the shape \(89546,\), got \(100,\)"):
        DigitClassifier(np.zeros(100, np.float16))


def test_the_file_is_small():
    assert classifier.WEIGHTS_FILE.stat().st_size == 89546 * 2 + 128  # float16, and NumPy's header

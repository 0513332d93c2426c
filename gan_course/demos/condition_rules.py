"""Day 7: what is wrong with a conditional generator, or a test on real images, in words for the student."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course import checks
from gan_course.demos import learning
from gan_course.demos.day07 import image_network
from gan_course.runtime import keras, tf

__all__ = ["generator_fault", "leak_fault", "unknown_number_fault"]

LABEL_NUMBERS = 32


def generator_fault(build: Callable[[int, int], Any], latent_dim: int, classes: int) -> str | None:
    """Look for what a conditional generator does otherwise than the exercise says.

    Args:
        build: Function ``(latent_dim, classes)`` to a Keras model from noise and labels to images.
        latent_dim: Length of the noise.
        classes: Number of classes.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    network = build(latent_dim, classes)
    asked = f"latent_dim {latent_dim}, {classes} classes"
    if not isinstance(network, keras.Model):
        got = "None" if network is None else type(network).__name__
        return f"{asked}: expected a Keras model, got {got}"
    if getattr(network, "inputs", None) is None:
        return f"{asked}: expected keras.Model([noise, label], images), got a class of your own without known inputs"
    fault = _interface_fault(network, latent_dim) or _table_fault(network, classes) or _joint_fault(network, latent_dim)
    noise = np.random.default_rng(2).standard_normal((classes, latent_dim)).astype("float32")
    fault = fault or learning.fault(network, noise, np.arange(classes))
    return (fault and f"{asked}: {fault}") or _behaviour_fault(network, latent_dim, classes, asked)


def _interface_fault(network: Any, latent_dim: int) -> str | None:
    shapes = [tuple(each.shape[1:]) for each in network.inputs]
    if len(shapes) != 2:
        return f"expected two inputs, noise and label, got {len(shapes)}"
    if shapes[0] != (latent_dim,):
        return f"expected noise (batch, {latent_dim}) as first input, got (batch, …) with {shapes[0]}"
    if shapes[1] != ():
        return f"expected one number for each label, keras.Input(()), as second input, got {shapes[1]}"
    if tuple(network.output_shape[1:]) != (28, 28, 1):
        return f"expected images (28, 28, 1), got {network.output_shape[1:]}"
    return None


def _table_fault(network: Any, classes: int) -> str | None:
    tables = [layer for layer in network._flatten_layers() if isinstance(layer, keras.layers.Embedding)]
    if len(tables) != 1:
        return f"expected one Embedding, got {len(tables)}"
    shape = tuple(tables[0].embeddings.shape)
    if shape != (classes, LABEL_NUMBERS):
        return (
            f"expected a table of {classes} rows with {LABEL_NUMBERS} numbers each, got {shape[0]} rows with {shape[1]}"
        )
    if not tables[0].trainable_variables:
        return "expected a table that is trained, got one that is frozen"
    return None


def _joint_fault(network: Any, latent_dim: int) -> str | None:
    """Find out what the image is made from: noise, then the label's row."""
    dense = next((layer for layer in network._flatten_layers() if isinstance(layer, keras.layers.Dense)), None)
    length = latent_dim + LABEL_NUMBERS
    if dense is None or dense.kernel.shape[0] != length:
        got = "no dense layer" if dense is None else f"one of {dense.kernel.shape[0]}"
        return f"expected an image_network of {length} numbers, noise and label, got {got}"
    seen: list[np.ndarray] = []
    call, noise = dense.call, np.random.default_rng(0).standard_normal((2, latent_dim)).astype("float32")

    def noting(inputs: Any, *rest: Any, **named: Any) -> Any:
        seen.append(np.asarray(inputs))
        return call(inputs, *rest, **named)

    dense.call = noting
    try:
        network([noise, np.array([0, 1])], training=False)
    finally:
        dense.call = call
    table = next(layer for layer in network._flatten_layers() if isinstance(layer, keras.layers.Embedding))
    rows = table.get_weights()[0][:2]
    expected = np.concatenate([noise, rows], axis=1)
    if not seen or seen[0].shape != expected.shape or not np.allclose(seen[0], expected, atol=1e-5):
        return (
            "expected the noise as it is, then the row of the label, at the entrance of the image_network, got others"
        )
    return None


def _behaviour_fault(network: Any, latent_dim: int, classes: int, asked: str) -> str | None:
    """Compare with an `image_network` that has the same weights, in training and after it."""
    noise = np.random.default_rng(1).standard_normal((classes, latent_dim)).astype("float32")
    labels = np.arange(classes)[::-1].copy()
    table = next(layer for layer in network._flatten_layers() if isinstance(layer, keras.layers.Embedding)).embeddings
    alone, weights = image_network(latent_dim + LABEL_NUMBERS), [each for each in network.weights if each is not table]
    if [each.shape for each in weights] != [each.shape for each in alone.weights]:
        return f"{asked}: expected the weights of one Embedding and one image_network, got others, or more layers"
    rows = np.asarray(table)
    if len(np.unique(rows, axis=0)) != classes:
        return f"{asked}: expected a row of its own for each class, got equal ones"
    alone.set_weights([np.asarray(each) for each in weights])
    for training in (False, True):
        images = network([noise, labels], training=training)
        expected = alone(np.concatenate([noise, rows[labels]], axis=1), training=training)
        if not np.allclose(images, expected, atol=1e-4):
            return (
                f"{asked}: expected what image_network makes of noise and row, got other images with "
                f"training={training}; do no more than join the two"
            )
    return None


def unknown_number_fault(projection: Callable[..., Any]) -> str | None:
    """Look whether the logits can be asked for before it is known of how many images, as Keras does.

    Args:
        projection: Function ``(features, labels, table, weights, bias)`` to logits ``(n, 1)``.

    Returns:
        The fault in words; ``None`` where there is none.
    """
    random = np.random.default_rng(4)
    table, weights = (tf.constant(random.standard_normal(shape), tf.float32) for shape in ((4, 5), (5,)))
    signature = [tf.TensorSpec((None, 5), tf.float32), tf.TensorSpec((None,), tf.int32)]

    @tf.function(input_signature=signature, autograph=False)
    def asked(features: Any, labels: Any) -> Any:
        return projection(features, labels, table, weights, 0.5)

    for n in (2, 7):
        features, labels = random.standard_normal((n, 5)).astype("float32"), random.integers(0, 4, n).astype("int32")
        expected = np.sum(features * (weights + table.numpy()[labels]), axis=1) + 0.5
        try:
            logits = np.asarray(asked(features, labels))
        except Exception as error:
            return (
                "expected logits in a tf.function, where n is not known yet, got "
                f"{type(error).__name__}; do without a loop over n, len, NumPy, or a shape that names n"
            )
        if logits.shape != (n, 1) or not np.allclose(logits[:, 0], expected, atol=1e-3):
            return f"in a tf.function: expected {n} logits {expected.round(3)}, got {logits.round(3).tolist()}"
    return None


def leak_fault(train_on_synthetic: Callable[..., Any]) -> str | None:
    """Look for what a test on real images does otherwise than the exercise says.

    Args:
        train_on_synthetic: Function ``(fit, fakes, fake_labels, real, real_labels, seen)`` to an accuracy.

    Returns:
        The first fault that was found, in words; ``None`` where there is none.
    """
    for shape, dtype in (((3, 2, 1), "float32"), ((2, 4, 2), "float64")):
        real = np.random.default_rng(5).uniform(-1, 1, (8, *shape)).astype(dtype)
        real[6] = real[1]  # an image that is there twice, with another label
        real[4] = real[3, :, ::-1]  # the same pixels, mirrored
        real[5, 0], real[7] = real[2, 0], real[0]
        real[7, -1, -1, -1] += 2.0**-22  # nearly the same image
        trial = _Trial(real, wrong=(0, 2, 4, 6))
        for seen in ([1, 0], [7, 1, 7, 3], np.array([5, 2, 4]), [6], [], range(8)):
            fault = trial.fault(train_on_synthetic, seen)
            if fault is not None:
                return f"8 real images of which 1 and 6 are equal, seen {[int(number) for number in seen]}: {fault}"
    return None


class _Trial:
    """Fakes, real images, and a classifier that notes what it is given and is wrong for some of the real ones."""

    def __init__(self, real: np.ndarray, wrong: tuple[int, ...]) -> None:
        self.real, self.labels, self._wrong = checks.watched(real), np.array([0, 1, 2, 0, 1, 2, 2, 0]), wrong
        self.fakes, self.fake_labels = 0.5 * real[::-1], np.arange(len(real)) % 2
        self.fakes[0] = real[2]
        self._learnt: list[Any] = []
        self._asked: list[np.ndarray] = []

    def fit(self, images: Any, labels: Any) -> Callable[[Any], np.ndarray]:
        """Note what there is to learn from, and return the classifier."""
        self._learnt = [np.array(images), np.array(labels)]
        return self._classify

    def _classify(self, images: Any) -> np.ndarray:
        self._asked.append(np.array(images))
        gaps = [[np.abs(image - known).sum() for known in self.real] for image in np.asarray(images)]
        known = np.argmin(np.reshape(gaps, (-1, len(self.real))), axis=1)
        return np.where(np.isin(known, self._wrong), 9, self.labels[known])

    def fault(self, train_on_synthetic: Callable[..., Any], seen: Any) -> str | None:
        """Run the function on one choice of seen images."""
        self._learnt, self._asked = [], []
        before = self.real.copy()

        def fit(images: Any, labels: Any) -> Callable[[Any], np.ndarray]:  # a plain function, as in the lesson
            return self.fit(images, labels)

        share = train_on_synthetic(fit, self.fakes, self.fake_labels, self.real, self.labels, seen)
        if share is None:
            return "expected an accuracy, got None"
        if not np.array_equal(self.real, before):
            return "expected the real images as they were, got others: work on a copy"
        known = [image.tobytes() for image in self.real[list(seen)]]
        left = [number for number, image in enumerate(self.real) if image.tobytes() not in known]
        expected = np.mean([number not in self._wrong for number in left]) if left else np.nan
        if not left:
            return None if np.isnan(share) else f"none is left to test on, expected nan, got {share}"
        if not (self._learnt and _equal(self._learnt[0], self.fakes)):
            return "expected a classifier that learns from the fakes, and from nothing else, got other images"
        if not _equal(self._learnt[1], self.fake_labels):
            return "expected the labels that the fakes were given, got others to learn"
        asked = sum(len(images) for images in self._asked)
        if asked != len(left):
            return f"expected {len(left)} images to test on, got {asked}"
        return None if np.isclose(share, expected) else f"expected an accuracy of {expected:.4f}, got {share:.4f}"


def _equal(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and np.allclose(one, other)

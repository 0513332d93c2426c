"""The course's reference classifier: a small CNN for digits, the same for everyone, so that numbers can be compared.

It knows handwritten digits in the style of MNIST and nothing else. It takes whatever has their format, and gives noise
or clothes a digit too, often with great confidence: its features say how alike two sets of digits are.

=================== ================================================================================================
network             3×3 convolutions of stride 2 with 16, 32 and 64 channels, dense 64 (the features), dense 10;
                    leaky ReLU with slope 0.2; 89,546 weights
trained by          ``python -m gan_course.metrics.train_classifier``, on the training images of MNIST and of
                    scikit-learn's digits as this course draws them, moved by up to 2 pixels; 12 epochs
right on test data  98.99 % of MNIST's 10,000, 98.44 % of the digits' 256
file                ``digit_classifier.npy``: one float16 array, 179,220 bytes; its SHA-256 is checked when it is read
=================== ================================================================================================
"""

from __future__ import annotations

import functools
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.special
from numpy.typing import ArrayLike, NDArray

from gan_course.metrics._arrays import IMAGE_SHAPE, grey_images
from gan_course.packing import unpacked

if TYPE_CHECKING:
    import keras

FEATURES, CLASSES = 64, 10
WEIGHTS_FILE = Path(__file__).with_name("digit_classifier.npy")
WEIGHTS_SHA256 = "328b5ee75b0bde685909f9766656923becbca7ff1a953990859d866e0a0f6936"

_CHUNK = 1000  # images at once, some 20 MB of activations


@functools.cache
def digit_classifier() -> DigitClassifier:
    """Load the course's classifier; once in a session.

    Returns:
        The classifier with the weights that ship with the package.

    Raises:
        FileNotFoundError: If the package lacks its weights file.
        ValueError: If the file's SHA-256 is not the published one.

    >>> classifier = digit_classifier()
    >>> blank = np.full((3, 28, 28, 1), -1)
    >>> classifier.features(blank).shape, classifier.probabilities(blank).shape, classifier.labels(blank).shape
    ((3, 64), (3, 10), (3,))
    """
    return DigitClassifier(_read(WEIGHTS_FILE))


class DigitClassifier:
    """A CNN that tells handwritten digits apart, and whose last hidden layer serves as features.

    Args:
        weights: All weights in one array, layer after layer, as the training command writes them.

    Raises:
        ValueError: If they do not fill the network.
    """

    def __init__(self, weights: np.ndarray) -> None:
        self._network = network()
        self._network.set_weights(unpacked(weights, [weight.shape for weight in self._network.weights]))

    def features(self, images: ArrayLike) -> NDArray[np.float32]:
        """Describe each image by the 64 values of the last hidden layer.

        Args:
            images: Digits, shape ``(n, 28, 28, 1)`` with n ≥ 1, values in [-1, 1].

        Returns:
            float32, shape ``(n, 64)``.

        Raises:
            ValueError: If a shape or a value is not as above.
        """
        return self._outputs(images)[0]

    def probabilities(self, images: ArrayLike) -> NDArray[np.float64]:
        """Give the probability of each class; whatever an image shows, they sum to 1.

        Args:
            images: Digits, shape ``(n, 28, 28, 1)`` with n ≥ 1, values in [-1, 1].

        Returns:
            float64, shape ``(n, 10)``, for the digits 0 to 9.

        Raises:
            ValueError: If a shape or a value is not as above.
        """
        return self.features_and_probabilities(images)[1]

    def features_and_probabilities(self, images: ArrayLike) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Give both in one pass through the network.

        Args:
            images: Digits, shape ``(n, 28, 28, 1)`` with n ≥ 1, values in [-1, 1].

        Returns:
            What ``features`` and ``probabilities`` return.

        Raises:
            ValueError: If a shape or a value is not as above.
        """
        features, logits = self._outputs(images)
        return features, scipy.special.softmax(logits.astype(np.float64), axis=1)

    def labels(self, images: ArrayLike) -> NDArray[np.int64]:
        """Name the most probable digit.

        Args:
            images: Digits, shape ``(n, 28, 28, 1)`` with n ≥ 1, values in [-1, 1].

        Returns:
            int64, shape ``(n,)``, values 0 to 9.

        Raises:
            ValueError: If a shape or a value is not as above.
        """
        return self._outputs(images)[1].argmax(axis=1)

    def _outputs(self, images: ArrayLike) -> list[np.ndarray]:
        from gan_course.runtime import keras

        checked = grey_images("images", images)
        chunks = [
            [keras.ops.convert_to_numpy(output) for output in self._network(checked[start : start + _CHUNK])]
            for start in range(0, len(checked), _CHUNK)
        ]
        return [np.concatenate(parts) for parts in zip(*chunks, strict=True)]


def network(kernel_initializer: Any = "zeros") -> keras.Model:
    """Build the classifier without its weights: three convolutions of stride 2, the 64 features, ten logits.

    Args:
        kernel_initializer: What the kernels start from, as Keras takes it.

    Returns:
        A model from images, shape ``(n, 28, 28, 1)``, to features ``(n, 64)`` and logits ``(n, 10)``.
    """
    from gan_course.runtime import keras

    shared = {"dtype": "float32", "kernel_initializer": kernel_initializer}
    images = hidden = keras.Input(IMAGE_SHAPE, name="images", dtype="float32")
    for filters in (16, 32, 64):  # 14×14, 7×7, 4×4
        convolution = keras.layers.Conv2D(
            filters, 3, 2, "same", "channels_last", activation="leaky_relu", name=f"conv_{filters}", **shared
        )
        hidden = convolution(hidden)
    hidden = keras.layers.Flatten("channels_last", dtype="float32", name="flat")(hidden)
    features = keras.layers.Dense(FEATURES, activation="leaky_relu", name="features", **shared)(hidden)
    logits = keras.layers.Dense(CLASSES, name="logits", **shared)(features)
    return keras.Model(images, [features, logits], name="digit_classifier")


def _read(path: Path) -> np.ndarray:
    if not path.is_file():
        raise FileNotFoundError(f"expected the classifier's weights at {path}, got none; install gan-course again")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ValueError(
            f"{path}: expected the SHA-256 {WEIGHTS_SHA256}, got {found}: the file is damaged or of another version; "
            "install gan-course again"
        )
    return np.load(io.BytesIO(content), allow_pickle=False)

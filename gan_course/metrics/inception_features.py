"""The Inception network that published Fréchet distances are measured with, as Keras has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gan_course.metrics._arrays import pixels

if TYPE_CHECKING:
    import keras

FEATURES, SIDE = 2048, 299

_CHUNK = 32  # images at once, some 300 MB of activations


class InceptionFeatures:
    """Features of natural images: the pooled last convolutions of Inception v3, trained on ImageNet.

    Fréchet distances in these features are *FID-like*. They cannot be compared with published FIDs, which come from the
    weights of another network, that of 2015 in TensorFlow's own format, and from another way of resizing; and here as
    there, a distance depends on the number of samples.

    Args:
        weights: What ``keras.applications.InceptionV3`` takes: ``"imagenet"``, which is downloaded once (90 MB); the
            path of a weights file without the top; or None, random weights, to try the wiring.

    Raises:
        ConnectionError: If the weights are not on this computer and cannot be downloaded.

    Source:
        Szegedy et al. 2015, arXiv 1512.00567; Heusel et al. 2017, arXiv 1706.08500, for its use; Parmar, Zhang and Zhu
        2021, arXiv 2104.11222: resizing without antialiasing, as several libraries do it, changes FIDs noticeably.
    """

    def __init__(self, weights: str | None = "imagenet") -> None:
        self._network = _network(weights)

    def features(self, images: ArrayLike) -> NDArray[np.float32]:
        """Describe each image by 2,048 numbers.

        Args:
            images: Shape ``(n, h, w, 1)`` or ``(n, h, w, 3)`` with n ≥ 1, values in [-1, 1]. They are resized to
                299×299 by a bicubic filter with antialiasing; grey ones are repeated in three channels.

        Returns:
            float32, shape ``(n, 2048)``, not negative.

        Raises:
            ValueError: If a shape or a value is not as above.
        """
        from gan_course.runtime import keras

        checked = pixels("images", images)
        chunks = [resized(checked[start : start + _CHUNK]) for start in range(0, len(checked), _CHUNK)]
        return np.concatenate([keras.ops.convert_to_numpy(self._network(chunk, training=False)) for chunk in chunks])


def resized(images: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring images to the format of the network.

    Args:
        images: Shape ``(n, h, w, 1)`` or ``(n, h, w, 3)``, values in [-1, 1].

    Returns:
        float32, shape ``(n, 299, 299, 3)``, values in [-1, 1]: what a bicubic filter adds beyond them is cut off.
    """
    from gan_course.runtime import keras

    large = keras.ops.image.resize(
        images, (SIDE, SIDE), interpolation="bicubic", antialias=True, data_format="channels_last"
    )
    return np.clip(np.broadcast_to(keras.ops.convert_to_numpy(large), (len(images), SIDE, SIDE, 3)), -1, 1)


def _network(weights: str | None) -> keras.Model:
    from gan_course.runtime import keras

    try:
        return keras.applications.InceptionV3(
            include_top=False, weights=weights, input_shape=(SIDE, SIDE, 3), pooling="avg"
        )
    except Exception as error:  # `keras.utils.get_file` raises a bare Exception where a download fails
        if weights != "imagenet" or type(error) is not Exception:
            raise
        raise ConnectionError(
            "the weights of Inception v3 (90 MB) cannot be downloaded from storage.googleapis.com; go online once, or "
            "put inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5 into the folder models of Keras's cache "
            f"(~/.keras); for digits use digit_classifier() instead ({error})"
        ) from error

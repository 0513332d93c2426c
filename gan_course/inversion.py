"""The way back into latent space: the noise that makes a given image, and directions to edit it along."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gan_course.arguments import not_negative, whole
from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras, tf

SLOPE = 0.2
STARTS_SEED = 7  # stands beside the caller's seed


def encoder(
    latent_dim: int, *, image_shape: tuple[int, int, int] = (28, 28, 1), width: int = 32, seed: int | None = None
) -> keras.Model:
    """Build an encoder, images ``(batch, *image_shape)`` to noise vectors ``(batch, latent_dim)``.

    Args:
        latent_dim: Length of a noise vector, at least 1.
        image_shape: Height, width and channels of an image.
        width: Channels after the first of two 4×4 convolutions with stride 2, at least 1.
        seed: Seed of the initial weights; ``None`` draws it from Keras's global generator.

    Returns:
        A ``keras.Model``.

    Raises:
        ValueError: If a size is not a whole number of at least 1.
    """
    check_sizes(latent_dim=(latent_dim,), image_shape=image_shape, width=(width,))
    starts = iter(keras.initializers.GlorotUniform(seed_of_layer(seed, index)) for index in range(4))
    layers: list[Any] = [keras.Input(tuple(image_shape), name="images")]
    for filters in (width, 2 * width):
        layers.append(keras.layers.Conv2D(filters, 4, 2, padding="same", kernel_initializer=next(starts)))
        layers.append(keras.layers.LeakyReLU(SLOPE))
    layers += [keras.layers.Flatten(), keras.layers.Dense(4 * width, kernel_initializer=next(starts))]
    layers += [keras.layers.LeakyReLU(SLOPE), keras.layers.Dense(latent_dim, kernel_initializer=next(starts))]
    return keras.Sequential(layers, name="encoder")


def autoencoder(generator: keras.Model, encoder: keras.Model) -> keras.Model:
    """Join an encoder to a generator that stays as it is: images to noise, and back to images.

    Compile it with a squared error and ``fit`` it with images as input and target; the encoder learns, and G does not.

    Args:
        generator: Model from noise to images.
        encoder: Model from images to noise.

    Returns:
        A ``keras.Model`` that shares the encoder's weights and holds a copy of the generator's.

    Source: Zhu et al. 2016, arXiv 1609.03552, §3.1, eq. 4.
    """
    fixed = keras.models.clone_model(generator)
    fixed.set_weights(generator.get_weights())
    fixed.trainable = False
    images = keras.Input(encoder.inputs[0].shape[1:])
    return keras.Model(images, fixed(encoder(images), training=False))


class Search:
    """A search as `invert` makes it, which can be gone on with and begun anew; it is compiled once.

    Args:
        generator: Model from noise (batch, d) to images.
        n: How many images at a time.
        rate: Learning rate of Adam.
        prior: The weight λ, at least 0.
    """

    def __init__(self, generator: keras.Model, n: int, *, rate: float = 0.05, prior: float = 0.0) -> None:
        made, of = generator.outputs[0].shape[1:], generator.inputs[0].shape[-1]
        self._noise, self._images = tf.Variable(tf.zeros((n, of))), tf.Variable(tf.zeros((n, *made)))
        self._optimizer = keras.optimizers.Adam(rate)
        self._optimizer.build([self._noise])
        self._first = [variable.numpy() for variable in self._optimizer.variables]
        axes = list(range(1, len(made) + 1))

        def errors() -> Any:
            misses = tf.reduce_mean(tf.square(generator(self._noise, training=False) - self._images), axis=axes)
            return misses + prior * tf.reduce_mean(tf.square(self._noise), axis=1)

        @tf.function
        def descend(steps: Any) -> Any:
            for _ in tf.range(steps):
                with tf.GradientTape() as tape:
                    total = tf.reduce_sum(errors())  # each image's error depends on its own noise alone
                self._optimizer.apply([tape.gradient(total, self._noise)], [self._noise])
            return errors()

        self._descend = descend

    def begin(self, images: np.ndarray, start: np.ndarray) -> None:
        """Begin to look for other images.

        Args:
            images: Array (n, …), as the generator makes them.
            start: Noise to start from, (n, d).
        """
        self._images.assign(images)
        self._noise.assign(start)
        for variable, first in zip(self._optimizer.variables, self._first, strict=True):
            variable.assign(first)

    def go_on(self, steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Take further steps.

        Args:
            steps: How many; 0 only looks.

        Returns:
            The noise that was found so far, (n, d), and the error of each with its share of the prior, (n,).
        """
        errors = self._descend(tf.constant(steps)).numpy()
        return self._noise.numpy(), errors


def invert(
    generator: keras.Model,
    images: ArrayLike,
    *,
    start: ArrayLike | None = None,
    steps: int = 200,
    rate: float = 0.05,
    prior: float = 0.0,
    starts: int = 1,
    seed: int = 0,
) -> np.ndarray:
    """Look for the noise of which a generator makes given images: min over z of mean (G(z) − x)² + λ/d · ‖z‖².

    Adam descends from the start, for all images at once; of several starts the best one is kept for each image.

    Args:
        generator: Model from noise (batch, d) to images; it is not changed.
        images: Array (n, …) of what it can make, in [-1, 1].
        start: Noise to start from, (n, d), such as an encoder's; by default standard normal noise.
        steps: Steps of Adam, at least 0.
        rate: Its learning rate.
        prior: The weight λ, at least 0: noise far from the origin is unlikely.
        starts: How many random starts to try for each image; with ``start``, 1.
        seed: Seed of the random starts.

    Returns:
        Noise (n, d), float32.

    Raises:
        ValueError: If images or start do not fit the generator, or a number is out of its range.

    Source: Zhu et al. 2016, arXiv 1609.03552, §3.1, eq. 3 and the hybrid method: optimise, from an encoder's guess.
    Departs: the squared error of pixels alone, where the paper adds features; Adam in place of L-BFGS.

    Examples:
        >>> linear = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, use_bias=False)])
        >>> linear.set_weights([np.array([[1.0, 1.0], [0.0, 1.0]])])
        >>> invert(linear, [[1.0, 3.0]], steps=500).round(2).tolist()  # 1 · (1, 1) + 2 · (0, 1)
        [[1.0, 2.0]]
    """
    images = np.asarray(images, np.float32)
    steps, starts = whole("steps", steps, at_least=0), whole("starts", starts, at_least=1)
    prior = not_negative("prior", prior)
    dim = generator.inputs[0].shape[-1]
    if images.shape[1:] != tuple(generator.outputs[0].shape[1:]):
        raise ValueError(
            f"expected images of shape {tuple(generator.outputs[0].shape[1:])}, which the generator makes, got "
            f"{images.shape[1:]}; resize them"
        )
    if start is None:
        z = tf.random.stateless_normal((starts, len(images), dim), (STARTS_SEED, whole("seed", seed, at_least=0)))
    else:
        z = tf.convert_to_tensor(np.asarray(start, np.float32))[None]
    if z.shape[1:] != (len(images), dim) or (start is not None and starts > 1):
        raise ValueError(
            f"expected one start of shape {(len(images), dim)}, got {starts} of {tuple(z.shape[1:])}; leave start out "
            "to try several"
        )
    targets = np.tile(images, (len(z), *[1] * (images.ndim - 1)))
    search = Search(generator, len(targets), rate=rate, prior=prior)
    search.begin(targets, np.reshape(z, (-1, dim)))
    found, errors = search.go_on(steps)
    best = errors.reshape(-1, len(images)).argmin(axis=0)
    return found.reshape(-1, len(images), dim)[best, np.arange(len(images))]


def squared_errors(generator: keras.Model, noise: ArrayLike, images: ArrayLike) -> np.ndarray:
    """Measure for each image how far the generator's is from it: the mean over pixels of (G(z) − x)².

    Args:
        generator: Model from noise to images.
        noise: Array (n, d).
        images: Array (n, …).

    Returns:
        Array (n,); black against white is 4.
    """
    made = generator.predict(np.asarray(noise, np.float32), batch_size=256, verbose=0)
    return np.square(made - np.asarray(images)).reshape(len(made), -1).mean(axis=1)


def direction(noise: ArrayLike, values: ArrayLike) -> np.ndarray:
    """Find the direction in latent space along which a quantity grows: the slope of its least-squares fit in z.

    With v ≈ a + w·z, the step of least length that adds 1 to the fitted v is w/‖w‖².

    Args:
        noise: Array (n, d), n above d + 1.
        values: What was measured on the image of each, shape (n,).

    Returns:
        w/‖w‖², shape (d,): ``noise + amount * direction`` adds ``amount`` to the fit.

    Raises:
        ValueError: If there are too few, or the quantity does not vary.

    Source: Shen et al. 2020, arXiv 1907.10786, §2.2: a linear boundary in latent space, crossed along its normal.
    Departs: a least-squares fit to a measured quantity, where the paper separates two classes.

    Examples:
        >>> z = np.random.default_rng(0).standard_normal((9, 2))
        >>> direction(z, 5 + z @ [3.0, 4.0]).round(6).tolist()  # (3, 4)/25
        [0.12, 0.16]
    """
    noise, values = np.asarray(noise, float), np.asarray(values, float)
    if noise.ndim != 2 or values.shape != (len(noise),) or len(noise) <= noise.shape[1] + 1:
        raise ValueError(
            f"expected noise (n, d) and n values with n above d + 1, got {noise.shape} and {values.shape}; measure more"
        )
    slopes = np.linalg.lstsq(np.column_stack([noise, np.ones(len(noise))]), values, rcond=None)[0][:-1]
    squared = slopes @ slopes
    if squared == 0 or np.ptp(values) == 0:
        raise ValueError("expected values that vary with the noise, got the same for all")
    return slopes / squared

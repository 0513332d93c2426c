"""A DCGAN that is told what to make: its condition is a class label, or a sentence of word numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gan_course.arguments import whole
from gan_course.layers import MinibatchStdDev, SumOfWords
from gan_course.models.dcgan import feature_layers, halvings, image_layers, initializer, through
from gan_course.models.sizes import check_sizes, seed_of_layer
from gan_course.runtime import keras

PADDING = 0  # the word number that stands after a sentence's end
EMBEDDED = 32  # numbers that tell the generator its condition
EMBEDDING = 100  # sets the seed of the generator's embedding apart from its other layers'


@dataclass(frozen=True)
class Labels:
    """A condition that is one of so many classes: a batch of it is an integer array ``(batch,)`` from 0 on.

    Args:
        classes: Number of classes, at least 1.

    Raises:
        ValueError: If that is not a whole number of at least 1.
    """

    classes: int

    def __post_init__(self) -> None:
        whole("classes", self.classes, at_least=1)

    def input(self) -> Any:
        """Make the Keras input through which the labels come in.

        Returns:
            The input, shape ``(batch,)``, int32.
        """
        return keras.Input((), dtype="int32", name="label")

    def embedded(self, condition: Any, units: int, initial: keras.Initializer) -> Any:
        """Look up the vector of each label in a table that is trained.

        Args:
            condition: What `input` returned.
            units: Length of a vector.
            initial: What the table starts from.

        Returns:
            Keras tensor ``(batch, units)``.
        """
        return keras.layers.Embedding(self.classes, units, embeddings_initializer=initial)(condition)


@dataclass(frozen=True)
class Sentences:
    """A condition that is a sentence: a batch of it is an integer array ``(batch, length)`` of word numbers.

    Words are numbered from 1 on. After the end of a sentence stand zeros, which count for nothing. A sentence is told
    to the networks by the sum of its words' vectors, so the order of its words is lost.

    Args:
        words: Number of words that there are, at least 1.
        length: Words of the longest sentence, at least 1.

    Raises:
        ValueError: If one of them is not a whole number of at least 1.
    """

    words: int
    length: int

    def __post_init__(self) -> None:
        whole("words", self.words, at_least=1)
        whole("length", self.length, at_least=1)

    def input(self) -> Any:
        """Make the Keras input through which the sentences come in.

        Returns:
            The input, shape ``(batch, length)``, int32.
        """
        return keras.Input((self.length,), dtype="int32", name="sentence")

    def embedded(self, condition: Any, units: int, initial: keras.Initializer) -> Any:
        """Add up the vectors of each sentence's words, which stand in a table that is trained.

        Args:
            condition: What `input` returned.
            units: Length of a vector.
            initial: What the table starts from.

        Returns:
            Keras tensor ``(batch, units)``.
        """
        table = keras.layers.Embedding(PADDING + 1 + self.words, units, initial, mask_zero=True)
        return SumOfWords()(table(condition))  # (batch, length, units) -> (batch, units)


def conditional_generator(
    condition: Labels | Sentences,
    latent_dim: int = 64,
    *,
    image_shape: Sequence[int] = (28, 28, 1),
    width: int = 32,
    seed: int | None = None,
) -> keras.Model:
    """Build a generator from noise ``(batch, latent_dim)`` and a condition to images in [-1, 1].

    The condition becomes a vector e(c) of 32 numbers, which is joined to the noise. What follows is the generator of
    `dcgan_generator`.

    Args:
        condition: What it is told to make.
        latent_dim: As in `dcgan_generator`.
        image_shape: As in `dcgan_generator`.
        width: As in `dcgan_generator`.
        seed: As in `dcgan_generator`.

    Returns:
        A ``keras.Model`` with the inputs noise and condition.

    Raises:
        ValueError: If a size is not as there.

    Source: Mirza and Osindero 2014, arXiv 1411.1784, §3.2: noise and condition joined.
    Departs: the paper joins hidden layers of both; here the condition is embedded first, with vectors from N(0, 1),
        like the noise.

    Examples:
        >>> conditional_generator(Labels(10)).output_shape
        (None, 28, 28, 1)
    """
    check_sizes(latent_dim=(latent_dim,))
    noise, asked = keras.Input((latent_dim,), name="noise"), condition.input()
    normal = keras.initializers.RandomNormal(stddev=1.0, seed=seed_of_layer(seed, EMBEDDING))
    joined = keras.layers.Concatenate()([noise, condition.embedded(asked, EMBEDDED, normal)])
    return keras.Model(
        [noise, asked], through(image_layers(image_shape, width=width, seed=seed), joined), name="generator"
    )


def conditional_discriminator(
    condition: Labels | Sentences,
    *,
    image_shape: Sequence[int] = (28, 28, 1),
    width: int = 32,
    hidden: int = 128,
    minibatch_stddev: bool = False,
    seed: int | None = None,
) -> keras.Model:
    """Build a discriminator from images and a condition to logits ``(batch, 1)``, by projection.

    D(x, c) = w·φ(x) + b + φ(x)·e(c): a judgement of the image alone, and how well it fits the condition. φ(x) are the
    units of the dense layer of `dcgan_discriminator`.

    Args:
        condition: What the image was to show.
        image_shape: As in `dcgan_discriminator`.
        width: As in `dcgan_discriminator`.
        hidden: Units of the dense layer, at least 1: the length of φ(x) and e(c).
        minibatch_stddev: As in `dcgan_discriminator`; it adds to the judgement of the image alone.
        seed: As in `dcgan_discriminator`.

    Returns:
        A ``keras.Model`` with the inputs images and condition.

    Raises:
        ValueError: If a size is not as there.

    Source: Miyato and Koyama 2018, arXiv 1802.05637, equation 4.
    Departs: φ is a dense layer in place of the sum over the last map's pixels, and there is no spectral normalisation.

    Examples:
        >>> conditional_discriminator(Labels(10)).count_params()
        436321
    """
    whole("hidden", hidden, at_least=1)
    layers = feature_layers(image_shape, width=width, hidden=hidden, seed=seed)
    images, asked = keras.Input(tuple(image_shape), name="images"), condition.input()
    features = through(layers, images)  # (batch, hidden)
    last = halvings(image_shape) + 1
    alone = keras.layers.Dense(1, kernel_initializer=initializer(seed, last))
    judged = alone(MinibatchStdDev()(features) if minibatch_stddev else features)
    wanted = condition.embedded(asked, hidden, initializer(seed, last + 1))
    fit = keras.layers.Dot(axes=1)([features, wanted])  # (batch, hidden) · (batch, hidden) -> (batch, 1)
    return keras.Model([images, asked], keras.layers.Add()([judged, fit]), name="discriminator")

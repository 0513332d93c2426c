"""Day 7: generators that are told what to make."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy import stats

from gan_course import captions, metrics, models, recipes, recordings
from gan_course.data import ImageDataset
from gan_course.demos.redrawing import Described, Judge
from gan_course.labs.prompt_box import Prompted, prompt_box
from gan_course.metrics.bootstrap import Interval
from gan_course.models.dcgan import feature_layers, image_layers, initializer, through
from gan_course.models.sizes import seed_of_layer
from gan_course.penalties import Mismatch
from gan_course.plots import Picture
from gan_course.runtime import keras, tf
from gan_course.training import GAN

__all__ = [
    "Projection",
    "agreement_table",
    "blend",
    "conditional_gan",
    "discriminator",
    "image_network",
    "mean_difference",
    "paint",
    "painter",
    "prompt_box",
    "reference_generator",
    "sentence_gan",
    "with_label_maps",
]

LATENT_DIM, LABEL_NUMBERS, FEATURES = 64, 32, 128


def with_label_maps(maps: Any, labels: Any, classes: int) -> Any:
    """Join to each image a map for each class, 1 everywhere for its own class and 0 for the others.

    Args:
        maps: Shape ``(n, height, width, channels)``.
        labels: Integers, shape ``(n,)``.
        classes: Number of classes.

    Returns:
        Shape ``(n, height, width, channels + classes)``, of the maps' type.
    """
    maps = np.asarray(maps)
    hot = np.eye(classes, dtype=maps.dtype)[np.asarray(labels)]  # (n, classes)
    told = np.broadcast_to(hot[:, None, None, :], (*maps.shape[:3], classes))
    return np.concatenate([maps, told], axis=-1)


def projection(features: Any, labels: Any, table: Any, weights: Any, bias: Any) -> Any:
    """Judge features with their labels: w·φ + b + φ·e, where e is the label's row of the table.

    Args:
        features: φ, shape ``(n, length)``.
        labels: Integers, shape ``(n,)``.
        table: A row for each class, shape ``(classes, length)``.
        weights: w, shape ``(length,)``.
        bias: b, a scalar.

    Returns:
        Logits, shape ``(n, 1)``.
    """
    alone = tf.linalg.matvec(features, weights) + bias
    return (alone + tf.reduce_sum(features * tf.gather(table, labels), axis=1))[:, None]


class Projection(keras.layers.Layer):
    """A layer that holds a table, weights and a bias, and judges features and labels with a function of one's own.

    Args:
        judge: Function ``(features, labels, table, weights, bias)`` to logits, as `projection`.
        classes: Number of classes.
        seed: Seed of the first weights.
    """

    def __init__(self, judge: Callable[..., Any], classes: int, seed: int | None = None) -> None:
        super().__init__(name="projection")
        self._judge, self._classes, self._seed = judge, classes, seed

    def build(self, shapes: Any) -> None:
        """Make the weights.

        Args:
            shapes: Of features and labels.
        """
        length = shapes[0][-1]
        self.table = self.add_weight((self._classes, length), initializer(self._seed, 0), name="table")
        self.w = self.add_weight((length,), initializer(self._seed, 1), name="w")
        self.b = self.add_weight((), "zeros", name="b")

    def call(self, inputs: Any) -> Any:
        """Judge.

        Args:
            inputs: Features and labels.

        Returns:
            Logits ``(n, 1)``.
        """
        features, labels = inputs
        weights = (tf.convert_to_tensor(weight) for weight in (self.table, self.w, self.b))
        return tf.reshape(self._judge(features, labels, *weights), (-1, 1))

    def compute_output_shape(self, shapes: Any) -> Any:
        """Tell the shape of the logits.

        Args:
            shapes: Of features and labels.

        Returns:
            ``(n, 1)``.
        """
        return (shapes[0][0], 1)


def image_network(length: int, *, seed: int | None = None) -> keras.Model:
    """Build the DCGAN's layers that make an image from a vector; weights of its own at every call.

    Args:
        length: Numbers in the vector.
        seed: Seed of the first weights.

    Returns:
        Model from ``(n, length)`` to images ``(n, 28, 28, 1)`` in [-1, 1].
    """
    return keras.Sequential([keras.Input((length,)), *image_layers((28, 28, 1), seed=seed)])


def reference_generator(latent_dim: int, classes: int) -> keras.Model:
    """Build the generator of the exercise.

    Args:
        latent_dim: Length of the noise.
        classes: Number of classes.

    Returns:
        Model from noise and labels to images.
    """
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, LABEL_NUMBERS)(label)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], image_network(latent_dim + LABEL_NUMBERS)(joined))


def discriminator(judge: Callable[..., Any], classes: int, *, seed: int | None = None) -> keras.Model:
    """Build the course's discriminator up to its features, with a judgement of one's own at the end.

    Args:
        judge: As in `Projection`.
        classes: Number of classes.
        seed: Seed of the first weights.

    Returns:
        Model from images and labels to logits.
    """
    images, label = keras.Input((28, 28, 1)), keras.Input((), dtype="int32")
    layers = feature_layers((28, 28, 1), hidden=FEATURES, seed=seed)
    features = through(layers, images)
    return keras.Model([images, label], Projection(judge, classes, seed_of_layer(seed, len(layers)))([features, label]))


def conditional_gan(generator: keras.Model, judge: Callable[..., Any], classes: int, steps: int, *, seed: int) -> GAN:
    """Compile a conditional GAN as the recipe "conditional" does, with parts of one's own.

    Args:
        generator: Model from noise and labels to images.
        judge: As in `Projection`.
        classes: Number of classes.
        steps: Training steps that the rates fall over.
        seed: Seed of the discriminator and the noise.

    Returns:
        The GAN.
    """

    def networks(latent_dim: int, image_shape: Sequence[int], seed: int, *, condition: Any) -> tuple[Any, Any]:
        return generator, discriminator(judge, classes, seed=seed + recipes.DISCRIMINATOR)

    return dataclasses.replace(recipes.get("conditional"), networks=networks, steps=steps).gan(seed=seed)


def sentence_gan(steps: int, *, seed: int) -> GAN:
    """Compile the recipe "conditional" for sentences in place of labels, with lower rates and mismatched pairs.

    Args:
        steps: Training steps.
        seed: Seed of the weights and the noise.

    Returns:
        The GAN.
    """
    words = captions.vocabulary()
    told = models.Sentences(len(words), words.length)
    networks = functools.partial(recipes.conditional_networks, condition=told, minibatch_stddev=False)
    recipe = dataclasses.replace(recipes.get("conditional"), classes=0, networks=networks, steps=steps)
    return dataclasses.replace(recipe, learning_rate=1e-3, penalty=Mismatch(), penalty_every=1).gan(seed=seed)


def described_batches(described: Described, *, seed: int) -> Any:
    """Draw redrawn digits with their sentences, without end.

    Args:
        described: The digits.
        seed: Seed of the order.

    Returns:
        Batches for `GAN.fit`.
    """
    data = ImageDataset(described.images, np.zeros(len(described.images), int), "redrawn", "Day 7", ("digit",))
    return data.batches(recipes.get("conditional").batch_size, seed=seed, condition=described.sentences).repeat()


@functools.cache
def painter() -> keras.Model:
    """Load the generator for sentences that was trained beforehand, on redrawn digits of MNIST.

    Returns:
        Model from noise and sentences to images.
    """
    words = captions.vocabulary()
    network = models.conditional_generator(models.Sentences(len(words), words.length), LATENT_DIM)
    network.set_weights(recordings.weights("painter", [weight.shape for weight in network.weights]))
    return network


def paint(generator: keras.Model, sentence: str, *, seed: int = 0) -> Picture:
    """Draw some images of what a sentence asks for.

    Args:
        generator: Model from noise and sentences to images.
        sentence: What to draw.
        seed: Seed of the noise.

    Returns:
        The picture.

    Raises:
        ValueError: If a word is unknown.
    """
    return Prompted(generator, sentence, seed=seed).picture()


def agreement_table(
    gan: GAN, combinations: Sequence[Mapping[str, str]], judge: Judge, n: int, *, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """Ask for combinations in words, and look how often each attribute is as asked for.

    Args:
        gan: A GAN that takes sentences.
        combinations: What to ask for, in turn.
        judge: What reads attributes from images.
        n: How many images.
        seed: Seed of words and noise.

    Returns:
        For each attribute, and for "all", the share of images that have it as asked for, and what shuffled requests
        would reach on average.
    """
    random = np.random.default_rng(seed)
    asked = [combinations[number % len(combinations)] for number in range(n)]
    sentences = captions.vocabulary().encode([captions.caption(one, random) for one in asked])
    read = judge(gan.generate(n, sentences, seed=seed))
    columns = {name: np.array([one[name] for one in asked]) for name in read}
    columns["all"] = np.array([" ".join(one) for one in zip(*columns.values(), strict=True)])
    read["all"] = np.array([" ".join(one) for one in zip(*(read[name] for name in read), strict=True)])
    return {
        name: (float(np.mean(columns[name] == read[name])), metrics.chance_agreement(columns[name], read[name]))
        for name in read
    }


def blend(generator: keras.Model, noise: np.ndarray, first: int, second: int, places: Sequence[float]) -> np.ndarray:
    """Make images between two classes: of a label whose vector is a mixture of theirs.

    Args:
        generator: Model from noise and labels to images, with one `Embedding`.
        noise: One noise vector, shape ``(latent_dim,)``.
        first: A class.
        second: Another one.
        places: From 0, the first class, to 1, the second.

    Returns:
        One image for each place.
    """
    (table,) = [layer for layer in generator._flatten_layers() if isinstance(layer, keras.layers.Embedding)]
    (kept,) = table.get_weights()
    images = []
    for place in places:
        mixed = kept.copy()
        mixed[first] = (1 - place) * kept[first] + place * kept[second]
        table.set_weights([mixed])
        images.append(np.asarray(generator([noise[None], np.array([first])], training=False))[0])
    table.set_weights([kept])
    return np.stack(images)


def mean_difference(values: Sequence[float], baseline: Sequence[float]) -> Interval:
    """Give the mean difference of paired values, with Student's 95 % interval: d̄ ± t·s/√n.

    Args:
        values: One for each subset.
        baseline: What the same subsets gave without what is tried.

    Returns:
        Mean and interval.
    """
    low, high = stats.ttest_rel(values, baseline).confidence_interval(0.95)
    return Interval(float(np.mean(np.subtract(values, baseline))), float(low), float(high))

"""Networks for sequences of symbols: a generator that draws them, and discriminators that read them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from gan_course.arguments import whole
from gan_course.discrete import StraightThrough
from gan_course.layers import MinibatchStdDev
from gan_course.models.dcgan import initializer
from gan_course.models.sizes import seed_of_layer
from gan_course.runtime import keras, tf

__all__ = ["Ear", "Pairs", "Recall", "melody_discriminator", "sequence_generator", "word_discriminator"]

OCTAVE = 12
STILL, USUAL = 0.005, 0.05  # octaves²: added to a melody's variance, and the mean of many
SHORTENED, WIDTHS = 4, (128, 64)  # of the generator


def sequence_generator(
    steps: int, symbols: int, code: int = 64, *, draw: keras.layers.Layer | None = None, seed: int | None = None
) -> keras.Model:
    """Build a generator of sequences of symbols.

    The first part of the noise is a code, of which a dense layer makes a short sequence with 128 channels; it is
    doubled twice, and the last convolution gives logits. The rest of the noise draws a symbol for each step.

    Args:
        steps: Length of a sequence, a multiple of 4.
        symbols: How many there are.
        code: Numbers of noise that say what the sequence is about.
        draw: Layer from logits and normal numbers to one-hot rows; by default `discrete.StraightThrough`.
        seed: Seed of the first weights; ``None`` draws it from Keras's global generator.

    Returns:
        Model from noise (batch, code + steps · symbols) to one-hot sequences (batch, steps, symbols).

    Raises:
        ValueError: If the length is no multiple of 4.
    """
    if whole("steps", steps, at_least=4) % SHORTENED:
        raise ValueError(f"steps: expected a multiple of {SHORTENED}, got {steps}; fill sequences up")
    noise = keras.Input((whole("code", code, at_least=1) + steps * whole("symbols", symbols, at_least=2),))
    hidden = keras.layers.Dense(steps // SHORTENED * WIDTHS[0], kernel_initializer=_glorot(seed, 0))(noise[:, :code])
    hidden = keras.layers.Reshape((steps // SHORTENED, WIDTHS[0]))(hidden)
    for number, channels in enumerate(WIDTHS, 1):
        hidden = keras.layers.UpSampling1D(2)(_normalised(hidden))
        hidden = keras.layers.Conv1D(channels, 3, padding="same", kernel_initializer=_glorot(seed, number))(hidden)
    last = keras.layers.Conv1D(symbols, 5, padding="same", kernel_initializer=_glorot(seed, len(WIDTHS) + 1))
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, (draw or StraightThrough())([last(_normalised(hidden)), rest]))


@keras.saving.register_keras_serializable("gan_course")
class Ear(keras.layers.Layer):
    """Append to one-hot melodies what an ear hears: the pitch that sounds, the interval at each note, and the beat.

    With b_t the part of step t that begins a pitch and h_t its part that holds, the pitch that sounds is
    P_t = b_t + h_t · P_(t−1), and interval d begins at t by Σ_p b_t(p + d) · P_(t−1)(p). For one-hot melodies these are
    one-hot or 0, and everywhere they have gradients.

    Args:
        bar: Steps of a bar.
        **kwargs: As for every Keras layer, for example ``name``.

    Examples:
        >>> melody = tf.one_hot([[0, 2, 1]], 3)  # a pitch, held, then the pitch above
        >>> Ear(bar=2)(melody).shape  # symbols, pitches, intervals and beats: 3 + 2 + 25 + 2
        TensorShape([1, 3, 32])
    """

    def __init__(self, bar: int = 8, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bar = bar

    def call(self, inputs: Any) -> Any:
        """Append.

        Args:
            inputs: One-hot melodies (batch, steps, pitches + 1), whose last symbol holds the note.

        Returns:
            Tensor (batch, steps, symbols + pitches + 25 + bar).
        """
        begins, sounds = inputs[..., :-1], _sounds(inputs)
        pitches, steps = begins.shape[-1], begins.shape[1]
        before = _later(sounds, 1)
        pairs = before[..., :, None] * begins[..., None, :]  # (batch, steps, pitches, pitches)
        intervals = tf.reshape(pairs, (-1, steps, pitches**2)) @ _interval_of_pair(pitches)
        beat = tf.one_hot(tf.range(steps) % self.bar, self.bar)
        beat = tf.broadcast_to(beat, (tf.shape(inputs)[0], steps, self.bar))
        return tf.concat([inputs, sounds, intervals, beat], axis=-1)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of the output.

        Args:
            input_shape: That of the melodies.

        Returns:
            The same with more channels.
        """
        symbols = input_shape[-1]
        return (*input_shape[:-1], 2 * symbols - 1 + 2 * OCTAVE + 1 + self.bar)

    def get_config(self) -> dict[str, Any]:
        """Describe the layer for saving.

        Returns:
            What Keras describes, and the length of a bar.
        """
        return {**super().get_config(), "bar": self.bar}


@keras.saving.register_keras_serializable("gan_course")
class Recall(keras.layers.Layer):
    """Tell how far the pitch of each one-hot melody varies, and how much it resembles itself some steps before.

    With P_t the pitch that sounds, in octaves, m its mean over T steps and v = mean_t (P_t − m)² + 0.005, the numbers
    are log(v / 0.05) and, for each lag k, the autocorrelation r_k = (1 / (T − k)) Σ_t (P_t − m) · (P_(t+k) − m) / v. A
    convolution, which reads a few steps, does not hear it. 0.05 is about the mean variance of a tune.

    Args:
        lags: k, in steps, each less than a melody is long.
        scale: What all is multiplied by.
        **kwargs: As for every Keras layer, for example ``name``.

    Examples:
        >>> melody = tf.one_hot([[0, 6, 0, 6]], 8)  # up and down by half an octave
        >>> Recall(lags=(1, 2), scale=1.0)(melody).numpy().round(2)
        array([[ 0.3 , -0.93,  0.93]], dtype=float32)
    """

    def __init__(self, lags: Sequence[int] = (2, 4, 8, 16), scale: float = 2.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lags, self.scale = tuple(lags), scale

    def call(self, inputs: Any) -> Any:
        """Measure.

        Args:
            inputs: One-hot melodies (batch, steps, pitches + 1), whose last symbol holds the note.

        Returns:
            Tensor (batch, 1 + lags).
        """
        sounds = _sounds(inputs)
        pitch = tf.linalg.matvec(sounds, tf.range(sounds.shape[-1], dtype=sounds.dtype)) / OCTAVE
        pitch -= tf.reduce_mean(pitch, axis=1, keepdims=True)
        variance, steps = tf.reduce_mean(pitch**2, axis=1) + STILL, pitch.shape[1]
        alike = [tf.reduce_mean(pitch[:, lag:] * pitch[:, : steps - lag], axis=1) / variance for lag in self.lags]
        return self.scale * tf.stack([tf.math.log(variance / USUAL), *alike], axis=-1)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of the output.

        Args:
            input_shape: That of the melodies.

        Returns:
            A number for the variance, and one for each lag.
        """
        return input_shape[0], 1 + len(self.lags)

    def get_config(self) -> dict[str, Any]:
        """Describe the layer for saving.

        Returns:
            What Keras describes, the lags and the scale.
        """
        return {**super().get_config(), "lags": self.lags, "scale": self.scale}


@keras.saving.register_keras_serializable("gan_course")
class Pairs(keras.layers.Layer):
    """Append to one-hot words, at each step, the pair of its symbol and the one before: the product of their entries.

    Args:
        **kwargs: As for every Keras layer, for example ``name``.

    Examples:
        >>> word = tf.one_hot([[1, 0]], 2)
        >>> Pairs()(word)[0, 1, 2:].numpy().tolist()  # of the pairs 00, 01, 10 and 11, the first symbol before
        [0.0, 0.0, 1.0, 0.0]
    """

    def call(self, inputs: Any) -> Any:
        """Append.

        Args:
            inputs: One-hot words (batch, steps, symbols).

        Returns:
            Tensor (batch, steps, symbols + symbols²); the first step has no pair.
        """
        pairs = _later(inputs, 1)[..., :, None] * inputs[..., None, :]  # (batch, steps, symbols, symbols)
        return tf.concat([inputs, tf.reshape(pairs, (-1, inputs.shape[1], inputs.shape[2] ** 2))], axis=-1)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Tell the shape of the output.

        Args:
            input_shape: That of the words.

        Returns:
            The same with more channels.
        """
        return (*input_shape[:-1], input_shape[-1] + input_shape[-1] ** 2)


def melody_discriminator(
    steps: int, symbols: int, *, width: int = 64, ear: bool = True, seed: int | None = None
) -> keras.Model:
    """Build a discriminator of melodies.

    Args:
        steps: Length of a melody, a multiple of 4.
        symbols: How many there are; the last holds the note.
        width: Channels of the first convolutions.
        ear: Whether it gets what `Ear` appends, and what `Recall` tells of the whole melody.
        seed: Seed of the first weights.

    Returns:
        Model from one-hot melodies (batch, steps, symbols) to logits (batch, 1).
    """
    melody = keras.Input((steps, symbols))
    hidden = Ear()(melody) if ear else melody
    for number, (channels, size, stride) in enumerate(((width, 5, 1), (width, 4, 2), (2 * width, 4, 2))):
        layer = keras.layers.Conv1D(channels, size, stride, "same", kernel_initializer=initializer(seed, number))
        hidden = keras.layers.LeakyReLU(0.2)(layer(hidden))
    hidden = keras.layers.Flatten()(hidden)
    if ear:
        hidden = keras.layers.Concatenate()([hidden, Recall()(melody)])
    return keras.Model(melody, _judgement(hidden, 128, seed, 3))


def word_discriminator(steps: int, symbols: int, *, width: int = 64, seed: int | None = None) -> keras.Model:
    """Build a discriminator of words, which gets the pairs of their letters as well.

    Args:
        steps: Letters of a word at most.
        symbols: How many there are.
        width: Channels.
        seed: Seed of the first weights.

    Returns:
        Model from one-hot words (batch, steps, symbols) to logits (batch, 1).
    """
    word = keras.Input((steps, symbols))
    hidden = Pairs()(word)
    for number, size in enumerate((1, 3)):  # a pair has seen its neighbour
        layer = keras.layers.Conv1D(width, size, padding="same", kernel_initializer=initializer(seed, number))
        hidden = keras.layers.LeakyReLU(0.2)(layer(hidden))
    return keras.Model(word, _judgement(keras.layers.Flatten()(hidden), 2 * width, seed, 2))


def _judgement(hidden: Any, units: int, seed: int | None, number: int) -> Any:
    hidden = keras.layers.Dense(units, kernel_initializer=initializer(seed, number))(hidden)
    hidden = MinibatchStdDev()(keras.layers.LeakyReLU(0.2)(hidden))
    return keras.layers.Dense(1, kernel_initializer=initializer(seed, number + 1))(hidden)


def _normalised(hidden: Any) -> Any:
    return keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))


def _glorot(seed: int | None, index: int) -> keras.Initializer:
    return keras.initializers.GlorotUniform(seed_of_layer(seed, index))


def _sounds(melody: Any) -> Any:
    """Give the pitch that sounds, (batch, steps, pitches): P_t = b_t + h_t · P_(t−1)."""
    sounds, holds, back = melody[..., :-1], melody[..., -1:], 1
    while back < melody.shape[1]:
        sounds += holds * _later(sounds, back)
        holds *= _later(holds, back)  # whether nothing began in the last 2 · back steps
        back *= 2
    return sounds


def _later(sequence: Any, steps: int) -> Any:
    """Move a sequence (batch, steps, channels) to later steps; zeros come before it."""
    return tf.pad(sequence[:, :-steps], ((0, 0), (steps, 0), (0, 0)))


def _interval_of_pair(pitches: int) -> Any:
    """Give the matrix that sends each pair (from, to) of pitches to their interval, at most an octave up or down."""
    numbers = np.arange(pitches)
    interval = np.clip(numbers[None, :] - numbers[:, None], -OCTAVE, OCTAVE) + OCTAVE
    return tf.constant(np.eye(2 * OCTAVE + 1, dtype="float32")[interval.ravel()])

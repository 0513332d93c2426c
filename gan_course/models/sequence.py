"""Networks for sequences of symbols: a generator that draws them, and discriminators that read them."""

from typing import Any

import numpy as np

from gan_course.discrete import StraightThrough, noise_length
from gan_course.layers import MinibatchStdDev
from gan_course.models.dcgan import initializer
from gan_course.runtime import keras, tf

__all__ = ["Intervals", "melody_discriminator", "sequence_generator", "split_noise", "word_discriminator"]

OCTAVE = 12


def split_noise(noise: Any, code: int, steps: int, symbols: int) -> tuple[Any, Any]:
    """Cut the noise of a generator that draws symbols into its two parts.

    Args:
        noise: Symbolic tensor (batch, code + steps · symbols).
        code: Length of the first part.
        steps: Length of a sequence.
        symbols: How many there are.

    Returns:
        The code (batch, code), and the numbers to draw with (batch, steps, symbols).
    """
    return noise[:, :code], keras.layers.Reshape((steps, symbols))(noise[:, code:])


def sequence_generator(
    steps: int, symbols: int, code: int = 64, *, width: int = 64, seed: int | None = None
) -> keras.Model:
    """Build a generator of sequences: a code becomes a short sequence, which is doubled until it is long enough.

    Args:
        steps: Length of a sequence, a multiple of 4.
        symbols: How many there are.
        code: Numbers of noise that say what the sequence is about.
        width: Channels of the last convolutions.
        seed: Seed of the first weights.

    Returns:
        Model from noise (batch, code + steps · symbols) to one-hot sequences (batch, steps, symbols).
    """
    noise = keras.Input((noise_length(code, steps, symbols),))
    about, normal = split_noise(noise, code, steps, symbols)
    short = steps // 4
    hidden = keras.layers.Dense(short * 2 * width, use_bias=False, kernel_initializer=initializer(seed, 0))(about)
    hidden = _normalised(keras.layers.Reshape((short, 2 * width))(hidden))
    for number, (channels, factor, size) in enumerate(((2 * width, 2, 3), (width, 2, 3), (width, 1, 5)), 1):
        hidden = keras.layers.UpSampling1D(factor)(hidden)
        layer = keras.layers.Conv1D(
            channels, size, padding="same", use_bias=False, kernel_initializer=initializer(seed, number)
        )
        hidden = _normalised(layer(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same", kernel_initializer=initializer(seed, 4))(hidden)
    return keras.Model(noise, StraightThrough()([logits, normal]))


@keras.saving.register_keras_serializable("gan_course")
class Intervals(keras.layers.Layer):
    """Append to one-hot melodies what an ear hears: the pitch that sounds, the interval at each note, and the beat.

    With b_t the part of step t that begins a pitch and h_t its part that holds, the pitch that sounds is
    P_t = b_t + h_t · P_(t−1), and interval d begins at t by Σ_p b_t(p + d) · P_(t−1)(p). For one-hot melodies these are
    one-hot or 0, and everywhere they have gradients.

    Args:
        bar: Steps of a bar.
        **kwargs: As for every Keras layer, for example ``name``.

    Examples:
        >>> melody = tf.one_hot([[0, 2, 1]], 3)  # a pitch, held, then the pitch above
        >>> Intervals(bar=2)(melody).shape  # symbols, pitches, intervals and steps of the bar: 3 + 2 + 25 + 2
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
        begins, holds = inputs[..., :-1], inputs[..., -1:]
        pitches, steps = begins.shape[-1], begins.shape[1]
        sounds, back = begins, 1  # (batch, steps, pitches): what began at most back − 1 steps ago, and sounds
        while back < steps:
            sounds += holds * _later(sounds, back)
            holds *= _later(holds, back)  # whether nothing began in the last 2 · back steps
            back *= 2
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


def melody_discriminator(
    steps: int, symbols: int, *, width: int = 64, hears_intervals: bool = True, seed: int | None = None
) -> keras.Model:
    """Build a discriminator of melodies.

    Args:
        steps: Length of a melody, a multiple of 4.
        symbols: How many there are; the last holds the note.
        width: Channels of the first convolutions.
        hears_intervals: Whether it gets what `Intervals` appends.
        seed: Seed of the first weights.

    Returns:
        Model from one-hot melodies (batch, steps, symbols) to logits (batch, 1).
    """
    melody = keras.Input((steps, symbols))
    hidden = Intervals()(melody) if hears_intervals else melody
    for number, (channels, size, stride) in enumerate(((width, 5, 1), (width, 4, 2), (2 * width, 4, 2))):
        layer = keras.layers.Conv1D(channels, size, stride, "same", kernel_initializer=initializer(seed, number))
        hidden = keras.layers.LeakyReLU(0.2)(layer(hidden))
    return keras.Model(melody, _judgement(hidden, 128, seed, 3))


def word_discriminator(steps: int, symbols: int, *, width: int = 96, seed: int | None = None) -> keras.Model:
    """Build a discriminator of words.

    Args:
        steps: Letters of a word at most.
        symbols: How many there are.
        width: Channels.
        seed: Seed of the first weights.

    Returns:
        Model from one-hot words (batch, steps, symbols) to logits (batch, 1).
    """
    word = hidden = keras.Input((steps, symbols))
    for number in range(2):
        layer = keras.layers.Conv1D(width, 3, padding="same", kernel_initializer=initializer(seed, number))
        hidden = keras.layers.LeakyReLU(0.2)(layer(hidden))
    return keras.Model(word, _judgement(hidden, 2 * width, seed, 2))


def _judgement(hidden: Any, units: int, seed: int | None, number: int) -> Any:
    hidden = keras.layers.Dense(units, kernel_initializer=initializer(seed, number))(keras.layers.Flatten()(hidden))
    hidden = MinibatchStdDev()(keras.layers.LeakyReLU(0.2)(hidden))
    return keras.layers.Dense(1, kernel_initializer=initializer(seed, number + 1))(hidden)


def _normalised(hidden: Any) -> Any:
    return keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(hidden))


def _later(sequence: Any, steps: int) -> Any:
    """Move a sequence (batch, steps, channels) to later steps; zeros come before it."""
    return tf.pad(sequence[:, :-steps], ((0, 0), (steps, 0), (0, 0)))


def _interval_of_pair(pitches: int) -> Any:
    """Give the matrix that sends each pair (from, to) of pitches to their interval, at most an octave up or down."""
    numbers = np.arange(pitches)
    interval = np.clip(numbers[None, :] - numbers[:, None], -OCTAVE, OCTAVE) + OCTAVE
    return tf.constant(np.eye(2 * OCTAVE + 1, dtype="float32")[interval.ravel()])

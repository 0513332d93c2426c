import numpy as np
import pytest

from gan_course import discrete, music
from gan_course.demos import day09, sequence_rules
from gan_course.runtime import keras, tf


def test_the_references_have_no_fault():
    assert sequence_rules.influence_fault(day09.reference_influence) is None
    assert sequence_rules.gumbel_fault(discrete.gumbel_softmax) is None
    assert sequence_rules.reinforce_fault(discrete.reinforce) is None
    assert sequence_rules.copied_fault(music.copied_phrases) is None
    assert sequence_rules.composer_fault(day09.reference_composer, 4, 8, 3) is None


@pytest.mark.parametrize(
    ("find", "answer", "words"),
    [
        (sequence_rules.influence_fault, lambda network, sequence, place: None, "expected booleans, got None"),
        (sequence_rules.influence_fault, lambda network, sequence, place: [True], "expected shape (9,), got (1,)"),
        (
            sequence_rules.influence_fault,
            lambda network, sequence, place: np.arange(len(sequence)) <= place,
            "expected that it depends on the steps [3, 4, 6], got [0, 1, 2, 3, 4]",
        ),
        (
            sequence_rules.influence_fault,
            lambda *given: day09.reference_influence(*given).astype(float),
            "expected booleans, got float64",
        ),
        (sequence_rules.gumbel_fault, lambda logits, gumbel, temperature: None, "got NoneType"),
        (
            sequence_rules.gumbel_fault,
            lambda logits, gumbel, temperature: discrete.gumbel_softmax(
                tf.clip_by_value(logits, -50, 50), gumbel, temperature
            ),
            "logits [[10000.0, 9999.0, 9000.0]",
        ),
        (
            sequence_rules.gumbel_fault,
            lambda logits, gumbel, temperature: tf.nn.softmax(logits, axis=-1),
            "wrong numbers",
        ),
        (
            sequence_rules.reinforce_fault,
            lambda logits, symbols, rewards, baseline: np.zeros((len(symbols), len(logits))),
            "expected [[1.0, -0.5, -0.5]], got [[0.0, 0.0, 0.0]]",
        ),
        (sequence_rules.copied_fault, lambda melodies, train, length: 1.0, "expected 0.2500, got 1.0"),
    ],
)
def test_faults_are_told_in_words(find, answer, words):
    assert words in find(answer)


def whose_norms_never_move(*arguments):
    composer = day09.reference_composer(*arguments)
    for layer in composer._flatten_layers():
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 1.0
    return composer


def without_normalisation(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Reshape((steps // 4, 128))(keras.layers.Dense(steps // 4 * 128)(noise[:, :code]))
    for channels in (128, 64):
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(keras.layers.UpSampling1D(2)(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    return keras.Model(noise, day09.Drawn(soft)([logits, keras.layers.Reshape((steps, symbols))(noise[:, code:])]))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda *_: None, "expected a Keras model, got None"),
        (
            lambda soft, code, steps, symbols: day09.reference_composer(soft, code + 1, steps, symbols),
            "expected one input of 28 numbers, got [(29,)]",
        ),
        (whose_norms_never_move, "the running mean and variance would never move"),
        (without_normalisation, "expected 3 layers of the kind BatchNormalization, got 0"),
        (
            lambda soft, *sizes: day09.reference_composer(discrete.gumbel_softmax, *sizes),
            "expected symbols that your function `soft` drew",
        ),
    ],
)
def test_what_is_wrong_with_a_composer_is_told(build, words):
    fault = sequence_rules.composer_fault(build, 4, 8, 3)
    assert words in fault
    assert fault.startswith("code 4, 8 steps, 3 symbols: ")


def test_a_composer_that_draws_colder_is_told():
    def build(soft, *sizes):
        usual = day09.reference_composer(soft, *sizes)
        return keras.Model(usual.input, day09.Drawn(soft, 0.3)(usual.layers[-1].input))

    assert "with its own temperature, 1.0, got 0.3" in sequence_rules.composer_fault(build, 4, 8, 3)


def blurred(soft, code, steps, symbols):
    layers = keras.layers
    noise = keras.Input((code + steps * symbols,))
    maps = layers.Reshape((steps // 4, 128))(layers.Dense(steps // 4 * 128)(noise[:, :code]))
    for channels in (128, 64):
        maps = layers.UpSampling1D(2)(layers.ReLU()(layers.BatchNormalization()(maps)))
        maps = layers.Conv1D(channels, 3, padding="same")(layers.AveragePooling1D(2, 1, padding="same")(maps))
    maps = layers.ReLU()(layers.BatchNormalization()(maps))
    logits = layers.Conv1D(symbols, 5, padding="same")(maps)
    return keras.Model(noise, day09.Drawn(soft)([logits, layers.Reshape((steps, symbols))(noise[:, code:])]))


def test_a_composer_that_blurs_what_was_repeated_is_told():
    assert "convolution 1 to read each step twice" in sequence_rules.composer_fault(blurred, 4, 8, 3)


def test_looking_for_faults_leaves_the_composer_as_it_was():
    built = []

    def build(*parts):
        built.append(day09.reference_composer(*parts))
        return built[-1]

    assert sequence_rules.composer_fault(build, 4, 8, 3) is None
    (dense,) = [layer for layer in built[0].layers if isinstance(layer, keras.layers.Dense)]
    assert np.abs(dense.get_weights()[0]).max() < 1

import itertools
import re
from collections import Counter

import numpy as np
import pytest

from gan_course import captions


def test_there_is_a_combination_for_each_choice_of_values():
    combinations = captions.combinations()
    assert len(combinations) == 10 * 2 * 2 * 3
    assert len({tuple(one.items()) for one in combinations}) == len(combinations)


def test_nothing_held_out_is_new_by_itself():
    held = captions.held_out()
    assert len(held) == 12
    assert {"digit": "four", "thickness": "thick", "size": "large", "slant": "left"} in held
    assert len({tuple(one[name] for name in captions.WAYS) for one in held}) == 12
    assert max(Counter(one["digit"] for one in held).values()) <= 2
    rest = [one for one in captions.combinations() if one not in held]
    for first, second in itertools.combinations(captions.SAYINGS, 2):
        pairs = {(one[first], one[second]) for one in rest}
        assert len(pairs) == len(captions.SAYINGS[first]) * len(captions.SAYINGS[second])


def test_a_caption_says_what_is_there_and_nothing_else():
    random = np.random.default_rng(0)
    for combination in captions.combinations():
        names = ["digit", *random.choice(captions.WAYS, 2, replace=False)]
        said = captions.caption({name: combination[name] for name in names}, random).split()
        for name, values in captions.SAYINGS.items():
            for value, sayings in values.items():
                wanted = name in names and combination[name] == value
                found = any(" ".join(said).find(saying) >= 0 for saying in sayings if len(saying) > 1 or saying in said)
                assert found == wanted, (said, name, value)


def test_each_saying_and_each_order_is_used():
    random, combination = np.random.default_rng(0), captions.combinations()[100]
    said = " | ".join(captions.caption(combination, random) for _ in range(200))
    for name, value in combination.items():
        assert all(saying in said for saying in captions.SAYINGS[name][value])
    assert {sentence.split()[0] for sentence in said.split(" | ")} == {"a", "thin", "fine"}
    assert captions.caption(combination, np.random.default_rng(5)) == captions.caption(
        combination, np.random.default_rng(5)
    )


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"slant": "left"}, "a digit, got"),
        ({"digit": "ten"}, "digit to be one of"),
        ({"digit": "one", "colour": "red"}, "an attribute to be one of"),
    ],
)
def test_attributes_that_cannot_be_said_are_refused(attributes, message):
    with pytest.raises(ValueError, match=message):
        captions.caption(attributes, np.random.default_rng(0))


def test_the_vocabulary_has_the_words_of_all_captions_and_room_for_them():
    vocabulary, random = captions.vocabulary(), np.random.default_rng(0)
    said = [captions.caption(one, random) for one in captions.combinations() * 5]
    assert {word for sentence in said for word in sentence.split()} == set(vocabulary.words)
    encoded = vocabulary.encode(said)
    assert encoded.shape == (600, vocabulary.length)
    assert encoded.dtype == np.int32
    words = np.array(["", *vocabulary.words])
    assert [" ".join(filter(None, words[numbers])) for numbers in encoded] == said


def test_capitals_and_punctuation_do_not_count():
    vocabulary = captions.vocabulary()
    plain = vocabulary.encode("a thick seven that leans left")
    np.testing.assert_array_equal(vocabulary.encode("A thick SEVEN, that leans left!"), plain)
    np.testing.assert_array_equal(vocabulary.encode("a thick 7 that leans left"), plain)
    assert plain.shape == (vocabulary.length,)


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("a purple, fluffy seven", "got 'purple', 'fluffy'; it knows a, big, bold"),
        ("a thickk seven", "got 'thickk'; did you mean 'thick'?"),
        ("  ...", "a sentence of 1 to 10 words, got 0"),
        ("a " * 11, "a sentence of 1 to 10 words, got 11"),
    ],
)
def test_what_is_no_sentence_of_known_words_is_refused(sentence, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        captions.vocabulary().encode(["a seven", sentence])

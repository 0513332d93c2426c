from importlib import resources

import numpy as np
import pytest

from gan_course import text


def test_names_are_split_without_overlap_and_in_the_alphabet():
    for split in (0, 3):
        names = text.load_names(split)
        assert len(names.train) > 3_500
        assert not set(names.train) & set(names.test)
        for name in (*names.train, *names.test):
            assert 3 <= len(name) <= text.LENGTH
            assert set(name) <= set(text.LETTERS[1:])
        assert len(set(names.train)) == len(names.train)
    assert set(text.load_names(0).train) != set(text.load_names(3).train)


def test_the_list_carries_its_licence():
    content = resources.files("gan_course.text").joinpath("names.txt").read_text(encoding="utf-8")
    assert "Copyright (c) 2012 Daniele Faraglia" in content
    assert "Permission is hereby granted" in content
    assert "WITHOUT WARRANTY" in content


def test_words_become_symbols_and_words_again():
    words = ["ada", "theodora", "z"]
    symbols = text.encode(words)
    assert symbols.shape == (3, 8)
    assert symbols[0].tolist() == [1, 4, 1, 0, 0, 0, 0, 0]
    assert text.decode(symbols) == words
    assert text.decode(np.array([[1, 0, 2, 3, 0, 0, 0, 0], [0, 1, 1, 1, 1, 1, 1, 1]])) == ["a", ""]
    assert text.encode([]).shape == (0, 8)
    with pytest.raises(ValueError, match="expected words of at most 8 letters from a to z, got 'éva'"):
        text.encode(["éva"])
    with pytest.raises(ValueError, match="got 'alexandra'"):
        text.encode(["alexandra"])

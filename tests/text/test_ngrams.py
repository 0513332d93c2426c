import pytest

from gan_course import text


def test_runs_of_letters_and_their_shares_by_hand():
    assert text.grams("ab", 1) == ["a", "b", "$"]
    assert text.grams("ab", 3) == ["^^a", "^ab", "ab$"]
    assert text.gram_shares(["ab", "b"], 2) == {"^a": 0.2, "ab": 0.2, "b$": 0.4, "^b": 0.2}


def test_a_model_draws_only_runs_that_it_knows():
    train = ["anna", "nana", "hanna", "dana"]
    for n in (2, 3, 4):
        known = {run for word in train for run in text.grams(word, n)}
        words = text.ngram_words(train, n, 40, seed=1)
        assert len(words) == 40
        for word in words:
            assert 3 <= len(word) <= text.LENGTH
            assert set(text.grams(word, n)) <= known
    assert text.ngram_words(train, 2, 5, seed=1) == text.ngram_words(train, 2, 5, seed=1)
    with pytest.raises(ValueError, match="expected n to be a whole number of at least 2, got 1"):
        text.ngram_words(train, 1, 5)


def test_measures_by_hand():
    found = text.compare(["aba", "aba", "ccc", "bcb"], ["aba", "ccc"], ["aba", "aba", "ccc", "bcb"])
    assert found == {"bigrams": 0, "trigrams": 0, "new": 0.25, "distinct": 0.75}
    assert text.compare(["aaa"], [], ["bbb"])["trigrams"] == 1


def test_longer_runs_come_nearer_to_the_names_and_invent_less():
    names = text.load_names()
    found = [text.compare(text.ngram_words(names.train, n, 900), names.train, names.train) for n in (2, 3, 4)]
    assert found[0]["trigrams"] > found[1]["trigrams"]
    assert found[0]["new"] > found[1]["new"] > found[2]["new"]

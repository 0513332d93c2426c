import numpy as np
import pytest

from gan_course.demos import pairs_game


@pytest.fixture
def pairs():
    rng = np.random.default_rng(0)
    real, fake = rng.uniform(-1, 1, (2, 8, 28, 28, 1)).astype("float32")
    return pairs_game.make_pairs(real, fake, seed=3)


def test_pairs_are_mixed_and_always_in_the_same_way(pairs):
    assert 0 < pairs.real_on_top.sum() < 8
    again = pairs_game.make_pairs(pairs.real, pairs.fake, seed=3)
    assert (again.real_on_top == pairs.real_on_top).all()
    others = [pairs_game.make_pairs(pairs.real, pairs.fake, seed=seed).real_on_top.tolist() for seed in range(9)]
    assert len(set(map(tuple, others))) > 4


def test_pairs_need_as_many_real_images_as_fakes(pairs):
    with pytest.raises(ValueError, match=r"got \(8, 28, 28, 1\) and \(7, 28, 28, 1\); cut one of them"):
        pairs_game.make_pairs(pairs.real, pairs.fake[:7])


def test_score_counts_what_is_judged_rightly(pairs):
    assert pairs_game.score(pairs.real_on_top, pairs) == 8
    assert pairs_game.score(~pairs.real_on_top, pairs) == 0
    guesses = pairs.real_on_top.copy()
    guesses[2] = not guesses[2]
    assert pairs_game.score(guesses, pairs) == 7


def test_the_picture_tells_the_truth_only_when_asked(pairs):
    hidden, revealed = pairs_game.drawn(pairs), pairs_game.drawn(pairs, revealed=True)
    top = ", ".join(str(number + 1) for number in np.flatnonzero(pairs.real_on_top))
    assert f"Real on top: {top}." in revealed.alt
    assert "Real on top" not in hidden.alt
    assert hidden.size == revealed.size
    assert not np.array_equal(hidden.pixels(), revealed.pixels())


def test_the_game_waits_for_all_choices_and_then_judges(pairs):
    game = pairs_game.which_is_real(pairs)
    assert len(game.choices) == 8
    game.reveal.click()
    assert game.verdict.value == "Still to choose: column 1. "
    for choice, on_top in zip(game.choices, pairs.real_on_top, strict=True):
        choice.value = bool(on_top)
    game.choices[5].value = not pairs.real_on_top[5]
    game.reveal.click()
    assert game.verdict.value.startswith("You found 7 of 8;")


def test_the_game_is_shown_outside_a_notebook_too(pairs, capsys):
    pairs_game.which_is_real(pairs)._ipython_display_()
    assert capsys.readouterr().out


def test_the_lesson_tells_the_truth_about_its_pairs(pairs):
    lesson = pairs_game.make_pairs(pairs.real, pairs.fake, seed=1)
    assert (np.flatnonzero(lesson.real_on_top) + 1).tolist() == [3, 5, 6, 8]

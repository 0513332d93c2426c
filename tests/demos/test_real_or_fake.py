import numpy as np

from gan_course.demos.real_or_fake import deal, drawn, find_the_fakes, score

REAL, FAKE = np.full((4, 6, 6, 1), 0.5, "float32"), np.full((3, 6, 6, 1), -0.5, "float32")


def test_a_deal_mixes_and_remembers():
    dealt = deal(REAL, FAKE, seed=1)
    assert dealt.is_fake.sum() == 3
    assert len(dealt.images) == 7
    np.testing.assert_array_equal(dealt.images[:, 0, 0, 0] < 0, dealt.is_fake)
    assert not np.array_equal(dealt.is_fake, deal(REAL, FAKE, seed=2).is_fake)


def test_scores():
    is_fake = np.array([True, False, False, True])
    assert score([1, 4], is_fake) == 4
    assert score([2, 3], is_fake) == 0
    assert score([], is_fake) == 2


def test_only_the_truth_tells():
    dealt = deal(REAL, FAKE)
    places = [str(place) for place in np.flatnonzero(dealt.is_fake) + 1]
    assert f"Fake are {', '.join(places)}." in drawn(dealt, columns=4, revealed=True).alt
    assert drawn(dealt, columns=4).alt.endswith("Some are fake.")


def test_the_game_counts_what_is_pressed():
    dealt = deal(REAL, FAKE)
    game = find_the_fakes(dealt, columns=4)
    for toggle, fake in zip(game.toggles, dealt.is_fake, strict=True):
        toggle.value = bool(fake)
    game.reveal.click()
    assert "You judged 7 of 7 rightly" in game.verdict.value
    game.toggles[0].value = not game.toggles[0].value
    game.reveal.click()
    assert "You judged 6 of 7 rightly" in game.verdict.value


def test_the_game_shows_itself(capsys):
    find_the_fakes(deal(REAL, FAKE))._ipython_display_()
    assert capsys.readouterr().err == ""

import numpy as np
import pytest

from gan_course import ink
from gan_course.data import load_photograph
from gan_course.ink import __main__ as command
from gan_course.packing import packed
from gan_course.painter import ink_and_wash


def test_no_place_is_both_in_a_photograph_and_in_a_drawing():
    sides = ink.sides()
    for index, (name, height) in enumerate(ink.HEIGHTS.items()):
        photograph = load_photograph(name, height=height)
        pictures = {"photographs": photograph, "drawings": ink_and_wash(photograph)}
        places = [
            start
            for side, picture in pictures.items()
            for band in getattr(sides, side)[2 * index : 2 * index + 2]
            for start in range(picture.shape[1] - band.shape[1] + 1)
            if np.array_equal(picture[:, start : start + band.shape[1]], band)
        ]
        assert sorted(places) == [photograph.shape[1] * band // 4 for band in range(4)]


def test_the_unseen_pictures_are_none_of_those():
    assert not set(ink.UNSEEN) & set(ink.HEIGHTS)
    for name in ink.UNSEEN:
        photograph, drawing = ink.unseen_picture(name)
        np.testing.assert_array_equal(drawing, ink_and_wash(photograph))
        assert all(photograph.shape != each.shape for each in ink.sides().photographs)
    with pytest.raises(ValueError, match="to be one of 'chelsea', 'rocket', got 'china'"):
        ink.unseen_picture("china")


def test_as_many_patches_are_cut_as_asked():
    firsts, seconds = zip(*(pair for pair in ink.batches(seed=3, patches=8).take(2)), strict=True)
    for side in (np.concatenate(firsts), np.concatenate(seconds)):
        assert side.shape == (8, 48, 48, 3)
        assert side.dtype == np.float32
        assert -1 <= side.min() < side.max() <= 1
        assert len(np.unique(side.reshape(8, -1), axis=0)) == 8  # one pass shows each patch once
    with pytest.raises(ValueError, match="expected an integer from 1 to 3"):
        ink.batches(patches=3)


def test_weights_come_back_as_they_were_but_for_rounding(tmp_path, monkeypatch):
    first = ink.cycle_gan(4, seed=1)
    np.save(tmp_path / "weights.npy", packed(first.get_weights()))
    monkeypatch.setattr(ink, "WEIGHTS_FILE", tmp_path / "weights.npy")
    second = ink.load_weights(ink.cycle_gan(4, seed=2))
    for got, wanted in zip(second.get_weights(), first.get_weights(), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-3, atol=1e-6)


def test_training_anew_writes_weights_and_measures_them_beside_those_that_ship(tmp_path, capsys):
    assert command.main(["--steps", "2", "--seed", "1", "--out", str(tmp_path / "own.npy")]) == 0
    weights = np.load(tmp_path / "own.npy")
    assert weights.dtype == np.float16
    first, second = (np.abs(weights - packed(ink.cycle_gan(2, seed=i).get_weights())).mean() for i in range(2))
    assert second < 0.1 * first
    shown = capsys.readouterr().out
    assert "chelsea  histogram matching   patch distance" in shown
    assert "rocket   by those that ship   patch distance" in shown
    assert "rocket   by the new ones      patch distance" in shown


def test_the_weights_that_ship_draw_in_ink():
    photograph, drawing = ink.unseen_picture()
    made = ink.load_weights(ink.cycle_gan()).generate(1, photograph[None, :208, :316])[0]
    truth = drawing[:208, :316]
    assert np.abs(made - truth).mean() < 2 / 3 * np.abs(photograph[:208, :316] - truth).mean()
    with pytest.raises(ValueError, match="expected 1 images"):
        ink.cycle_gan().generate(1, photograph)

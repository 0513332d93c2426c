from pathlib import Path

import numpy as np
import pytest

from gan_course.data import photographs
from gan_course.data.photographs import NAMES, SHIPPED, cut_patches, load_photograph


@pytest.mark.parametrize("name", NAMES)
def test_each_photograph_is_a_coloured_picture_of_the_wanted_height(name):
    photograph = load_photograph(name, height=64)
    assert photograph.shape[0] == 64
    assert photograph.shape[2] == 3
    assert photograph.dtype == np.float32
    assert -1 <= photograph.min() < -0.5 < 0.5 < photograph.max() <= 1


def test_the_licence_of_each_photograph_is_stated():
    folder = Path(photographs.__file__).parent
    stated = (folder / "README.md").read_text(encoding="utf-8")
    assert {path.stem for path in folder.glob("*.jpg")} == set(SHIPPED)
    for name in NAMES:
        row = next(line for line in stated.splitlines() if line.startswith((f"| `{name}.jpg`", f"| `{name}` ")))
        assert any(licence in row.rpartition(" | ")[2] for licence in ("CC0", "CC BY", "public domain"))


def test_sides_keep_their_ratio():
    large, small = load_photograph("chelsea"), load_photograph("chelsea", height=100)
    assert large.shape == (300, 451, 3)
    assert small.shape == (100, 150, 3)


def test_patches_are_pieces_of_the_pictures_and_as_frequent_as_their_area():
    first = np.arange(200.0).reshape(10, 20, 1)
    patches = cut_patches([first, -1 - np.arange(400.0).reshape(20, 20, 1)], 600, 4, seed=1)
    assert patches.shape == (600, 4, 4, 1)
    from_first = patches.min(axis=(1, 2, 3)) >= 0
    assert from_first.mean() == pytest.approx(1 / 3, abs=0.06)
    steps = np.diff(patches[from_first][..., 0], axis=2)
    assert set(np.unique(steps)) == {-1, 1}  # some are mirrored
    np.testing.assert_array_equal(np.diff(patches[from_first][..., 0], axis=1), 20)
    assert set(np.unique(patches[from_first][:, 0, 0, 0] // 20)) == set(range(7))  # every row can be the first


def test_pictures_of_one_size_are_cut_at_the_same_places():
    picture = np.random.default_rng(0).standard_normal((9, 12, 3))
    np.testing.assert_array_equal(cut_patches([picture + 1], 9, 3, seed=2), cut_patches([picture], 9, 3, seed=2) + 1)
    assert np.any(cut_patches([picture], 9, 3, seed=2) != cut_patches([picture], 9, 3, seed=3))


def test_what_cannot_be_cut_is_refused():
    with pytest.raises(ValueError, match=r"at least 8×8, got \(4, 9, 3\)"):
        cut_patches([np.zeros((4, 9, 3))], 1, 8)
    with pytest.raises(ValueError, match="expected at least one, got none"):
        cut_patches([], 1, 8)
    with pytest.raises(ValueError, match="the photograph"):
        load_photograph("dog")
    with pytest.raises(ValueError, match="height"):
        load_photograph("china", height=2)

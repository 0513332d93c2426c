import warnings

import numpy as np
import pytest

from gan_course import toys
from gan_course.demos.freezing import RECIPES, count_changes, play_recipe


@pytest.fixture(scope="module")
def points():
    return toys.ring().sample(64, seed=0)


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The model does not have any trainable weights")
        warnings.filterwarnings("ignore", message=".*trainable.*")
        yield


def test_the_copied_program_never_trains_the_discriminator(points):
    changed = {recipe: play_recipe(recipe, points, rounds=2) for recipe in RECIPES}
    assert changed[RECIPES[0]]["D"] == "0 of 65"
    assert all(int(changed[recipe]["D"].split()[0]) > 50 for recipe in RECIPES[1:])
    assert all(int(changed[recipe]["G"].split()[0]) > 50 for recipe in RECIPES)


@pytest.mark.parametrize(
    ("events", "learns"),
    [
        ("compile train train", [True, True]),
        ("compile freeze train unfreeze train", [False, False]),
        ("compile freeze train unfreeze compile train", [False, True]),
        ("compile train freeze compile train", [True, False]),
        ("compile train freeze train train-32", [True, True, False]),
    ],
)
def test_what_is_trainable_when_the_function_is_built_learns(events, learns, points):
    assert [count > 0 for count in count_changes(events.split(), points)] == learns


def test_unknown_recipes_and_events():
    with pytest.raises(ValueError, match=r"expected recipe to be one of .*, got '\(d\)'"):
        play_recipe("(d)", np.zeros((32, 2)), 1)
    with pytest.raises(ValueError, match="got 'thaw'; correct the list"):
        count_changes(["compile", "thaw"], np.zeros((64, 2)))

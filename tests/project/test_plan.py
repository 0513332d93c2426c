from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gan_course import recipes
from gan_course.project.plan import MANY, make_plan
from gan_course.project.settings import Settings

AUTO = Settings("x", Path("pictures"))
LARGE = np.full(100, 500)


@pytest.mark.parametrize(
    ("sides", "size"), [([500] * 100, 64), ([64] * 90 + [20] * 10, 64), ([64] * 89 + [63] * 11, 32), ([32] * 100, 32)]
)
def test_the_size_fits_the_pictures(sides, size):
    plan = make_plan(1000, np.array(sides), AUTO)
    assert plan.size == size
    assert plan.reasons[0].startswith(f"size {size}, as ")


def test_larger_pictures_and_more_of_them_are_trained_on_for_longer():
    steps = recipes.get("small_collection").steps
    small, large = np.full(100, 40), LARGE
    plans = [make_plan(count, sides, AUTO) for sides in (small, large) for count in (MANY - 1, MANY)]
    assert [plan.recipe.steps for plan in plans] == [steps, 2 * steps, 2 * steps, 4 * steps]
    assert {plan.name for plan in plans} == {"small_collection"}
    assert plans[0].recipe == recipes.get("small_collection")


def test_a_batch_is_no_larger_than_the_collection():
    assert make_plan(12, LARGE, AUTO).recipe.batch_size == 12


def test_the_settings_have_the_last_word():
    plan = make_plan(10_000, LARGE, replace(AUTO, size=32, recipe="relativistic", steps=123))
    assert (plan.size, plan.name, plan.recipe.steps) == (32, "relativistic", 123)
    assert plan.recipe.loss == recipes.get("relativistic").loss
    lines = str(plan).splitlines()
    assert lines[0] == "size 32, by the settings"
    assert lines[1] == "recipe relativistic, by the settings; 123 steps of 16 of the 10,000 pictures"

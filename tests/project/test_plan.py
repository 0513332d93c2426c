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


def test_few_pictures_get_the_recipe_for_small_collections():
    few, many = (make_plan(count, LARGE, AUTO) for count in (MANY - 1, MANY))
    assert (few.name, many.name) == ("small_collection", "dcgan")
    assert few.recipe == recipes.get("small_collection")
    assert many.recipe == recipes.get("dcgan")
    assert f"as {MANY - 1:,} pictures are fewer than {MANY:,}" in str(few)


def test_the_settings_have_the_last_word():
    plan = make_plan(10_000, LARGE, replace(AUTO, size=32, recipe="relativistic", steps=123))
    assert (plan.size, plan.name, plan.recipe.steps) == (32, "relativistic", 123)
    assert plan.recipe.loss == recipes.get("relativistic").loss
    assert str(plan) == "size 32, by the settings\nrecipe relativistic, by the settings; 123 steps of 16 pictures"

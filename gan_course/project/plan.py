"""Which recipe fits a folder of pictures: by how many there are, and how large they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gan_course import recipes
from gan_course.project.settings import AUTO, Settings

if TYPE_CHECKING:
    from gan_course.recipes import Recipe

SMALL_COLLECTION = "small_collection"
MANY = 5000  # pictures, which take more steps to be seen
SMALLEST = 32  # size
SHARE_OF_LARGE = 0.9  # of pictures that must have a size for it to be chosen


@dataclass(frozen=True)
class Plan:
    """How a project trains.

    Args:
        size: Height and width of the images, in pixels.
        name: Name of the recipe.
        recipe: The recipe, with the steps of the settings.
        reasons: Why, a sentence each.
    """

    size: int
    name: str
    recipe: Recipe
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.reasons)


def make_plan(count: int, shorter_sides: np.ndarray, settings: Settings) -> Plan:
    """Choose size and recipe, where the settings leave it open.

    Args:
        count: Different pictures that there are.
        shorter_sides: The shorter side of each picture in pixels.
        settings: What was chosen.

    Returns:
        The plan.
    """
    size, why_size = _size(np.asarray(shorter_sides), settings)
    name, why_recipe = _recipe(settings)
    recipe = recipes.get(name)
    steps = recipe.steps * _longer(count, size) if settings.steps == AUTO else int(settings.steps)
    recipe = replace(recipe, steps=steps, batch_size=min(recipe.batch_size, count))
    training = f"{recipe.steps:,} steps of {recipe.batch_size} of the {count:,} pictures"
    return Plan(size, name, recipe, (why_size, f"{why_recipe}; {training}"))


def _size(sides: np.ndarray, settings: Settings) -> tuple[int, str]:
    if settings.size != AUTO:
        return int(settings.size), f"size {settings.size}, by the settings"
    share = float(np.mean(sides >= 64))
    size = 64 if share >= SHARE_OF_LARGE else 32
    return size, f"size {size}, as {share:.0%} of the pictures have 64 pixels or more on the shorter side"


def _recipe(settings: Settings) -> tuple[str, str]:
    if settings.recipe != AUTO:
        return settings.recipe, f"recipe {settings.recipe}, by the settings"
    return SMALL_COLLECTION, f"recipe {SMALL_COLLECTION}"


def _longer(count: int, size: int) -> int:
    """Train twice as long on larger pictures, and twice as long on many."""
    return (2 if size > SMALLEST else 1) * (2 if count >= MANY else 1)

"""``python -m benchmarks.modes.run MIXTURE RECIPE SEED [STEPS]``: one GAN, trained and judged; prints a `Result`."""

import json
import sys
import time
from dataclasses import replace
from typing import NamedTuple

from gan_course import recipes, toys

SAMPLES = 2_500
SAMPLE_SEED = 1


class Target(NamedTuple):
    """A mixture, and the length of its plane that is trained as 1."""

    mixture: toys.GaussianMixture
    unit: float


class Result(NamedTuple):
    """What one training came to."""

    mixture: str
    recipe: str
    seed: int
    steps: int
    seconds: float
    modes: int
    high_quality: float
    reverse_kl: float


MIXTURES = {
    "8-ring": Target(toys.ring(modes=8, radius=1.0, std=0.01), 1.0),
    "25-grid": Target(toys.grid(side=5, spacing=2.0, std=0.05), 4.0),
}
RECIPES = {"plain": recipes.PLAIN_POINTS, "regularised": recipes.REGULARISED_POINTS}


def run(mixture_name: str, recipe_name: str, seed: int, steps: int | None = None) -> Result:
    """Train one GAN and judge it.

    Args:
        mixture_name: A key of `MIXTURES`.
        recipe_name: A key of `RECIPES`.
        seed: Of the weights, the noise and the real points.
        steps: Of training; the recipe's by default.
    """
    mixture, unit = MIXTURES[mixture_name]
    recipe = RECIPES[recipe_name]
    recipe = replace(recipe, steps=steps or recipe.steps)
    points = mixture.sample(recipe.steps * recipe.batch_size, seed=seed) / unit  # new ones in each step
    start = time.perf_counter()
    gan = recipe.gan((2,), seed=seed)
    gan.fit(points, batch_size=recipe.batch_size, shuffle=False, verbose=0)
    seconds = time.perf_counter() - start
    fakes = unit * gan.generate(SAMPLES, seed=SAMPLE_SEED)
    return Result(
        mixture_name,
        recipe_name,
        seed,
        recipe.steps,
        seconds,
        mixture.modes_covered(fakes),
        mixture.high_quality_share(fakes),
        mixture.reverse_kl(fakes),
    )


if __name__ == "__main__":
    name, kind, *numbers = sys.argv[1:]
    print(json.dumps(run(name, kind, *map(int, numbers))._asdict()))

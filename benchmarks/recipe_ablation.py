"""What each part of the DCGAN's recipe is worth: ``python -m benchmarks.recipe_ablation``.

The recipe as it is, and with one part after the other put back to what it was before, or left out. Each run has a
process of its own, one after another. CPU seconds are those of all cores, for building, compiling and every step: other
work on the machine changes them far less than the seconds of a clock.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality.training import NOISE_SEED, ruler_of
from gan_course import recipes
from gan_course.data import load_images
from gan_course.penalties import R1
from gan_course.recipes import Recipe, dcgan_networks

INTERRUPTED = 130


class Result(NamedTuple):
    """What one training came to."""

    variant: str
    seed: int
    steps: int
    cpu_seconds: float
    seconds: float
    frechet: float


VARIANTS: dict[str, dict[str, Any]] = {
    "the recipe": {},
    "transposed convolutions": {"networks": partial(dcgan_networks, transposed=True)},
    "no dense layer before the logit": {"networks": partial(dcgan_networks, hidden=0)},
    "no spread of the minibatch": {"networks": partial(dcgan_networks, minibatch_stddev=False)},
    "none of the three": {"networks": partial(dcgan_networks, transposed=True, hidden=0, minibatch_stddev=False)},
    "non-saturating loss": {"loss": "non_saturating"},
    "R1 with 0.5": {"penalty": R1(0.5)},
    "no penalty": {"penalty": None},
}


def recipe_of(variant: str, steps: int | None = None) -> Recipe:
    """Change the recipe by a variant; ``steps`` takes the place of its own, and its rates fall over them."""
    recipe = replace(recipes.get("dcgan"), **VARIANTS[variant])
    return replace(recipe, steps=steps or recipe.steps)


def run(variant: str, seed: int, steps: int | None = None, dataset: str = "mnist") -> Result:
    """Train one variant and judge its averaged generator, by as many images as its ruler wants."""
    data = load_images(dataset)
    ruler, recipe = ruler_of(data.images), recipe_of(variant, steps)
    cpu, wall = time.process_time(), time.perf_counter()
    gan = recipe.train(data, seed=seed)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    distance = ruler(gan.generate(ruler.samples, seed=NOISE_SEED))
    return Result(variant, seed, recipe.steps, cpu, wall, distance)


def table(results: Sequence[Result]) -> str:
    """Lay the runs out as Markdown, and the median distance of each variant under them."""
    lines = ["| variant | seed | steps | CPU s | seconds | Fréchet distance |", "|---|---:|---:|---:|---:|---:|"]
    for one in results:
        times = f"{one.cpu_seconds:.0f} | {one.seconds:.0f}"
        lines.append(f"| {one.variant} | {one.seed} | {one.steps:,} | {times} | {one.frechet:.2f} |")
    lines += ["", "| variant | steps | median Fréchet distance (min–max) |", "|---|---:|---:|"]
    for variant, steps in dict.fromkeys((one.variant, one.steps) for one in results):
        found = [one.frechet for one in results if (one.variant, one.steps) == (variant, steps)]
        spread = f"{statistics.median(found):.2f} ({min(found):.2f}–{max(found):.2f})"
        lines.append(f"| {variant} | {steps:,} | {spread} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what is wanted, and print a table.

    Returns:
        Exit code: 0, or 130 after Ctrl-C.
    """
    options = _parser().parse_args(arguments)
    results: list[Result] = []
    code = 0
    try:
        for seed in options.seeds:
            for variant in options.only or VARIANTS:
                results.append(_in_a_process(variant, seed, options.steps, options.dataset))
                print(results[-1], file=sys.stderr, flush=True)
                if options.out:
                    _save(options.out, results)
    except KeyboardInterrupt:
        print("interrupted; the table has what was finished", file=sys.stderr)
        code = INTERRUPTED
    print(table(sorted(results, key=lambda one: list(VARIANTS).index(one.variant))))
    return code


def _in_a_process(variant: str, seed: int, steps: int | None, dataset: str) -> Result:
    call = f"print(json.dumps(recipe_ablation.run({variant!r}, {seed}, {steps}, {dataset!r})))"
    program = f"import json; from benchmarks import recipe_ablation; {call}"
    done = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True)
    return Result(*json.loads(done.stdout.splitlines()[-1]))


def _save(file: Path, results: Sequence[Result]) -> None:
    file.write_text(json.dumps([one._asdict() for one in results], indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recipe_ablation", description=__doc__)
    parser.add_argument("--only", choices=VARIANTS, action="append", help="one of them; may be repeated")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], metavar="SEED", help="default: 0 1 2")
    parser.add_argument("--steps", type=_positive, metavar="N", help="of training (default: the recipe's)")
    parser.add_argument("--dataset", default="mnist", help="default: mnist")
    parser.add_argument("--out", type=Path, metavar="FILE", help="for the results as JSON, written after each run")
    return parser


def _positive(text: str) -> int:
    if (steps := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"expected at least 1 step, got {steps}; leave it out for the recipe's own")
    return steps


if __name__ == "__main__":
    sys.exit(main())

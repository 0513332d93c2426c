import json
import math

import pytest

from benchmarks import recipe_ablation
from benchmarks.recipe_ablation import VARIANTS, Result
from gan_course import recipes
from gan_course.layers import MinibatchStdDev
from gan_course.penalties import R1
from gan_course.runtime import keras


def test_the_table_has_each_run_and_each_variants_median():
    runs = [Result("the recipe", seed, 5_000, 101.6, 60.4, distance) for seed, distance in enumerate((5.0, 7.0, 5.5))]
    text = recipe_ablation.table([*runs, Result("non-saturating loss", 0, 5_000, 99.0, 58.0, 6.25)])
    assert "| the recipe | 1 | 5,000 | 102 | 60 | 7.00 |" in text.splitlines()
    assert "| the recipe | 5,000 | 5.50 (5.00–7.00) |" in text.splitlines()
    assert text.splitlines()[-1] == "| non-saturating loss | 5,000 | 6.25 (6.25–6.25) |"


def test_each_variant_takes_away_what_its_name_says():
    def built(variant):
        gan = recipe_ablation.recipe_of(variant).gan()
        transposed = any(isinstance(layer, keras.layers.Conv2DTranspose) for layer in gan.generator.layers)
        dense = sum(isinstance(layer, keras.layers.Dense) for layer in gan.discriminator.layers)
        spread = any(isinstance(layer, MinibatchStdDev) for layer in gan.discriminator.layers)
        return transposed, dense - 1, spread, gan.adversarial_loss.name, gan.penalty

    loss, penalty = recipes.get("dcgan").loss, recipes.get("dcgan").penalty
    assert {variant: built(variant) for variant in VARIANTS} == {
        "the recipe": (False, 1, True, loss, penalty),
        "transposed convolutions": (True, 1, True, loss, penalty),
        "no dense layer before the logit": (False, 0, True, loss, penalty),
        "no spread of the minibatch": (False, 1, False, loss, penalty),
        "none of the three": (True, 0, False, loss, penalty),
        "non-saturating loss": (False, 1, True, "non_saturating", penalty),
        "R1 with 0.5": (False, 1, True, loss, R1(0.5)),
        "no penalty": (False, 1, True, loss, None),
    }


def test_the_first_variant_starts_as_the_recipe_does():
    ours = recipes.get("dcgan").gan(seed=1).get_weights()
    variant = recipe_ablation.recipe_of("the recipe").gan(seed=1).get_weights()
    assert len(ours) == len(variant)
    assert all((one == other).all() for one, other in zip(ours, variant, strict=True))


def test_a_run_trains_for_its_steps_and_judges(monkeypatch):
    steps = []
    fit = recipes.Recipe.gan

    def watched(recipe, *arguments, **settings):
        steps.append(recipe.steps)
        return fit(recipe, *arguments, **settings)

    monkeypatch.setattr(recipes.Recipe, "gan", watched)
    found = recipe_ablation.run("none of the three", 3, steps=2, dataset="digits")
    assert found[:3] == ("none of the three", 3, 2)
    assert steps == [2]
    assert found.cpu_seconds > 0
    assert found.seconds > 0
    assert math.isfinite(found.frechet)
    assert found.frechet > 100  # two steps make no digits


def test_the_command_runs_what_is_asked_for_and_keeps_it(tmp_path, capsys):
    file = tmp_path / "ablation.json"
    arguments = ["--only", "non-saturating loss", "--seeds", "4", "--steps", "1", "--dataset", "digits"]
    assert recipe_ablation.main([*arguments, "--out", str(file)]) == 0
    (kept,) = (Result(**one) for one in json.loads(file.read_text()))
    assert kept[:3] == ("non-saturating loss", 4, 1)
    assert recipe_ablation.table([kept]) in capsys.readouterr().out


def test_an_interrupted_run_shows_what_it_has(monkeypatch, capsys):
    done = iter([Result("the recipe", 0, 10, 1.0, 1.0, 42.0)])

    def train(*_):
        try:
            return next(done)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(recipe_ablation, "_in_a_process", train)
    assert recipe_ablation.main([]) == recipe_ablation.INTERRUPTED
    assert "| the recipe | 0 | 10 | 1 | 1 | 42.00 |" in capsys.readouterr().out


def test_no_steps_are_refused(capsys):
    with pytest.raises(SystemExit):
        recipe_ablation.main(["--steps", "0"])
    assert "expected at least 1 step, got 0" in capsys.readouterr().err

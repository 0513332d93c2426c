import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from gan_course import penalties, recipes
from gan_course.data import ImageDataset
from gan_course.runtime import keras

LambdaCallback = keras.callbacks.LambdaCallback


@pytest.mark.parametrize("name", recipes.RECIPES)
def test_every_recipe_trains_on_images_of_its_shape(name):
    recipe = replace(recipes.get(name), batch_size=4, steps=4)
    gan = recipe.gan((8, 8, 3), seed=1)
    images = np.random.default_rng(0).uniform(-1, 1, (16, 8, 8, 3)).astype("float32")
    labels = np.arange(16) % 3 if recipe.classes else None
    history = gan.fit(images, labels, batch_size=4, epochs=1, verbose=0).history
    assert all(np.isfinite(values).all() for values in history.values())
    assert gan.generate(2, 1 if recipe.classes else None).shape == (2, 8, 8, 3)


def test_a_recipe_trains_as_its_gan_does_on_its_batches():
    random = np.random.default_rng(0)
    images = random.uniform(-1, 1, (6, 8, 8, 1)).astype("float32")
    data = ImageDataset(images, np.arange(6) % 2, "noise", "a test", ("even", "odd"))
    recipe = replace(recipes.get("conditional"), classes=2, batch_size=16, steps=5)
    ends = []
    trained = recipe.train(
        data,
        seed=3,
        condition=data.labels,
        epochs=2,
        callbacks=[LambdaCallback(on_epoch_end=lambda *_: ends.append(1))],
    )
    assert len(ends) == 2
    gan = recipe.gan((8, 8, 1), seed=3)
    gan.fit(data.batches(6, seed=3, condition=data.labels).repeat(), epochs=2, steps_per_epoch=2, verbose=0)
    for got, wanted in zip(trained.get_weights(), gan.get_weights(), strict=True):
        np.testing.assert_array_equal(got, wanted)


def test_the_conditional_recipe_differs_from_the_dcgans_in_networks_and_loss_alone():
    plain, told = (vars(recipes.get(name)) for name in ("dcgan", "conditional"))
    assert {name for name in plain if plain[name] != told[name]} == {"description", "networks", "loss", "classes"}
    gan = replace(recipes.get("conditional"), classes=4).gan((8, 8, 1))
    assert {tuple(weight.shape) for weight in gan.weights if "embeddings" in weight.name} == {(4, 32), (4, 128)}


def test_the_networks_for_small_collections_get_narrower_where_images_are_larger():
    widths = {}
    for size in (32, 64):
        generator, discriminator = recipes.small_collection_networks(8, (size, size, 3), 0)
        kernels = [layer.kernel.shape for layer in discriminator.layers if hasattr(layer, "kernel")]
        widths[size] = (kernels[0][-1], generator.layers[-1].kernel.shape[2])
        assert kernels[-2][0] == 2048, "128 channels of 4×4"
    assert widths == {32: (32, 32), 64: (16, 16)}


@pytest.mark.parametrize("name", recipes.RECIPES)
def test_the_seed_fixes_the_weights_and_the_players_start_apart(name):
    first, again, other = (recipes.get(name).gan(seed=seed) for seed in (1, 1, 2))
    for one, same in zip(first.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(one, same)
    kernels = [player.trainable_variables[0].numpy() for player in (first.generator, other.generator)]
    assert not np.array_equal(*kernels)


def test_the_learning_rate_of_the_dcgan_falls_to_a_fiftieth_over_its_steps():
    recipe = replace(recipes.get("dcgan"), steps=10, learning_rate=1e-3)
    gan = recipe.gan((8, 8, 1))
    for optimizer, first in ((gan.generator_optimizer, 1e-3), (gan.discriminator_optimizer, 1e-3 * recipe.rate_ratio)):
        rates = [float(optimizer.learning_rate)]
        optimizer.iterations.assign(10)
        rates.append(float(optimizer.learning_rate))
        assert rates == pytest.approx([first, first / 50])


def test_a_recipe_says_all_that_its_gan_does():
    recipe = recipes.get("dcgan")
    gan = recipe.gan()
    assert gan.latent_dim == recipe.latent_dim
    assert gan.adversarial_loss.name == recipe.loss
    assert gan.penalty_every == recipe.penalty_every
    assert gan.penalty is recipe.penalty
    assert gan.discriminator_steps == recipe.discriminator_steps
    assert gan.augment is recipe.augment
    for adam in (gan.generator_optimizer, gan.discriminator_optimizer):
        assert isinstance(adam, keras.optimizers.Adam)
        assert adam.beta_1 == recipe.beta_1
    assert gan.generator_optimizer.use_ema
    assert gan.generator_optimizer.ema_momentum == recipe.ema_momentum
    assert not gan.discriminator_optimizer.use_ema


def test_the_penalties_of_a_recipe_fall_exponentially_over_its_steps():
    recipe = replace(recipes.REGULARISED_POINTS, steps=10)
    gan = recipe.gan((2,))
    assert gan.penalty is recipe.penalty is not None
    weights = [float(gan.penalty_schedule(step)) for step in (0, 5, 10)]
    assert weights == pytest.approx([1, recipe.final_penalty**0.5, recipe.final_penalty])
    assert recipes.get("dcgan").gan((8, 8, 1)).penalty_schedule is None


def test_the_two_recipes_for_points_differ_in_loss_and_penalty_alone():
    differing = {"description", "loss", "penalty", "penalty_every", "final_penalty"}
    plain, regularised = (vars(one) for one in (recipes.PLAIN_POINTS, recipes.REGULARISED_POINTS))
    assert {name for name in plain if plain[name] != regularised[name]} == differing
    gan = recipes.PLAIN_POINTS.gan((2,), seed=3)
    assert (gan.penalty, gan.adversarial_loss.name) == (None, "non_saturating")


def test_an_unknown_name_lists_the_known():
    with pytest.raises(ValueError, match=r"the recipe to be one of 'mlp', .*, 'small_collection', got 'gan'"):
        recipes.get("gan")


def test_wgan_gp_can_be_said():
    recipe = replace(
        recipes.get("mlp"),
        loss="wasserstein",
        penalty=penalties.GradientPenalty(10.0),
        discriminator_steps=5,
        beta_1=0.0,
        beta_2=0.9,
    )
    gan = recipe.gan((4, 4, 1))
    gan.fit(np.zeros((160, 4, 4, 1), "float32"), batch_size=16, verbose=0)
    assert int(gan.generator_optimizer.iterations) == 2
    assert gan.discriminator_optimizer.beta_2 == 0.9


def test_recipes_are_known_without_tensorflow():
    code = "import sys; from gan_course import recipes; print('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"

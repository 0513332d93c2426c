import numpy as np
import pytest

from gan_course.data import ImageDataset
from gan_course.models import (
    Labels,
    Sentences,
    conditional_discriminator,
    conditional_generator,
    dcgan_discriminator,
    dcgan_generator,
)
from gan_course.runtime import keras
from gan_course.training import GAN, Resume

SMALL = {"image_shape": (8, 12, 1), "width": 2}
CONDITIONS = {"labels": (Labels(3), [2, 0]), "sentences": (Sentences(5, 4), [[1, 5, 0, 0], [2, 3, 4, 1]])}


def noise(n=2, length=3):
    return np.random.default_rng(0).standard_normal((n, length)).astype("float32")


def table(network):
    return next(layer for layer in network.layers if isinstance(layer, keras.layers.Embedding))


@pytest.mark.parametrize("kind", CONDITIONS)
def test_the_generator_is_the_dcgans_with_the_condition_joined_to_the_noise(kind):
    condition, batch = CONDITIONS[kind]
    generator = conditional_generator(condition, 3, **SMALL, seed=1)
    plain = dcgan_generator(3 + 32, **SMALL, seed=1)
    vectors = table(generator).get_weights()[0]
    told = vectors[batch] if kind == "labels" else [vectors[[1, 5]].sum(axis=0), vectors[[2, 3, 4, 1]].sum(axis=0)]
    expected = plain(np.concatenate([noise(), told], axis=1))
    np.testing.assert_allclose(generator([noise(), np.array(batch)]), expected, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("kind", CONDITIONS)
def test_the_discriminator_adds_to_the_dcgans_logit_how_well_the_image_fits_the_condition(kind):
    condition, batch = CONDITIONS[kind]
    network = conditional_discriminator(condition, **SMALL, hidden=5, seed=1)
    plain = dcgan_discriminator(**SMALL, hidden=5, seed=1)
    images = np.random.default_rng(1).uniform(-1, 1, (2, 8, 12, 1)).astype("float32")
    features = keras.Model(plain.inputs[0], plain.layers[-2].output)(images).numpy()
    vectors = np.random.default_rng(2).standard_normal(table(network).get_weights()[0].shape)
    table(network).set_weights([vectors])
    told = vectors[batch] if kind == "labels" else [vectors[[1, 5]].sum(axis=0), vectors[[2, 3, 4, 1]].sum(axis=0)]
    fit = np.sum(features * told, axis=1, keepdims=True)
    np.testing.assert_allclose(network([images, np.array(batch)]), plain(images) + fit, rtol=1e-4, atol=1e-6)


def test_words_after_the_end_and_the_order_of_words_change_nothing():
    generator = conditional_generator(Sentences(5, 4), 3, **SMALL, seed=1)
    same = np.array([[2, 4, 0, 0], [4, 2, 0, 0], [0, 4, 0, 2]])
    images = generator([np.repeat(noise(1), 3, axis=0), same]).numpy()
    np.testing.assert_allclose(images[1:], images[:1].repeat(2, axis=0), rtol=1e-4, atol=1e-7)
    other = generator([noise(1), np.array([[2, 4, 3, 0]])]).numpy()
    assert np.abs(other - images[:1]).max() > 1e-4


@pytest.mark.parametrize("kind", CONDITIONS)
def test_both_train_together(kind):
    condition, batch = CONDITIONS[kind]
    gan = GAN(
        conditional_generator(condition, 3, **SMALL, seed=1),
        conditional_discriminator(condition, **SMALL, hidden=5, minibatch_stddev=True, seed=2),
    )
    gan.compile("relativistic", run_eagerly=True)
    before = [table(network).get_weights()[0] for network in (gan.generator, gan.discriminator)]
    images = np.random.default_rng(1).uniform(-1, 1, (2, 8, 12, 1)).astype("float32")
    gan.fit(images, np.array(batch), batch_size=2, verbose=0)
    used = np.unique(batch)[np.unique(batch) > 0] if kind == "sentences" else np.unique(batch)
    for network, old in zip((gan.generator, gan.discriminator), before, strict=True):
        moved = np.abs(table(network).get_weights()[0] - old).max(axis=1) > 0
        np.testing.assert_array_equal(np.flatnonzero(moved), used)


def test_a_seed_fixes_the_weights_and_the_players_files_load():
    for build in (conditional_generator, conditional_discriminator):
        first, again, other = (build(Labels(3), **SMALL, seed=seed).get_weights() for seed in (1, 1, 2))
        assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
        assert not np.array_equal(first[0], other[0])
    network = conditional_generator(Sentences(5, 4), 3, **SMALL)
    copy = keras.Model.from_config(network.get_config())
    copy.set_weights(network.get_weights())
    sentence = np.array([[1, 0, 0, 0], [5, 2, 0, 0]])
    np.testing.assert_array_equal(copy([noise(), sentence]), network([noise(), sentence]))


def test_sizes_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="classes"):
        Labels(0)
    with pytest.raises(ValueError, match="words"):
        Sentences(0, 3)
    with pytest.raises(ValueError, match="length"):
        Sentences(3, 0)
    with pytest.raises(ValueError, match="hidden"):
        conditional_discriminator(Labels(2), hidden=0)
    with pytest.raises(ValueError, match="latent_dim"):
        conditional_generator(Labels(2), 0)


def test_training_that_was_cut_short_resumes_among_labelled_batches(tmp_path):
    random = np.random.default_rng(0)
    images = random.uniform(-1, 1, (20, 8, 12, 1)).astype("float32")
    data = ImageDataset(images, random.integers(0, 3, 20), "noise", "a test", ("a", "b", "c"))

    def run(folder, epochs):
        networks = (
            conditional_generator(Labels(3), 3, **SMALL, seed=1),
            conditional_discriminator(Labels(3), **SMALL, hidden=5, seed=2),
        )
        gan = GAN(*networks)
        gan.compile(steps_per_execution=1)
        batches = data.batches(4, seed=3, condition=data.labels).repeat()
        resume = Resume(tmp_path / folder)
        gan.fit(batches, epochs=epochs, steps_per_epoch=3, verbose=0, callbacks=[resume])
        return gan.get_weights()

    run("twice", epochs=1)
    for resumed, whole in zip(run("twice", epochs=3), run("once", epochs=3), strict=True):
        np.testing.assert_array_equal(resumed, whole)
    other = ImageDataset(images, (data.labels + 1) % 3, "noise", "a test", ("a", "b", "c"))
    data = other
    with pytest.raises(ValueError, match="with their condition"):
        run("twice", epochs=4)

"""GANs that are told what to make: labels, other samples, several parts, and samples that are no images."""

import numpy as np
import pytest

from gan_course import models, plots
from gan_course.augment import DiffAugment
from gan_course.penalties import R1, R2, GradientPenalty, Sum
from gan_course.reconstruction import AbsoluteError
from gan_course.runtime import keras, tf
from gan_course.training import GAN, Resume, SampleFrames

CLASSES = 3
layers = keras.layers


def labelled_generator(shape=(4, 4, 1), latent_dim=3):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    x = layers.Concatenate()([noise, layers.Embedding(CLASSES, 4)(label)])
    x = layers.Dense(int(np.prod(shape)), "tanh")(layers.Dense(16, "relu")(x))
    return keras.Model([noise, label], layers.Reshape(shape)(x))


def labelled_discriminator(shape=(4, 4, 1)):
    sample, label = keras.Input(shape), keras.Input((), dtype="int32")
    x = layers.Dense(16, "relu")(layers.Flatten()(sample))
    agreement = layers.Dot(-1)([x, layers.Embedding(CLASSES, 16)(label)])
    return keras.Model([sample, label], layers.Add()([layers.Dense(1)(x), agreement]))


def labelled_gan(**options):
    keras.utils.set_random_seed(1)
    gan = GAN(labelled_generator(), labelled_discriminator())
    gan.compile(**({"jit_compile": False, "steps_per_execution": 2} | options))
    return gan


@pytest.fixture
def pairs():
    """Images whose brightness is told by their label."""
    labels = np.arange(96) % CLASSES
    images = np.random.default_rng(0).normal((labels - 1)[:, None, None, None] * 0.6, 0.05, (96, 4, 4, 1))
    return images.clip(-1, 1).astype("float32"), labels


@pytest.mark.parametrize("jit_compile", [False, True])
def test_it_makes_what_it_is_asked_for(pairs, jit_compile):
    rates = {
        f"{player}_optimizer": keras.optimizers.Adam(0.01, beta_1=0.0) for player in ("generator", "discriminator")
    }
    gan = labelled_gan(penalty=R1(0.5), jit_compile=jit_compile, **rates)
    gan.fit(*pairs, batch_size=32, epochs=100, verbose=0)
    means = [gan.generate(64, condition=label).mean() for label in range(CLASSES)]
    assert means == pytest.approx([-0.6, 0.0, 0.6], abs=0.2)


@pytest.mark.parametrize(
    "penalty", [None, R1(1.0), Sum((R1(1.0), R2(1.0))), GradientPenalty()], ids=["none", "R1", "R1 and R2", "gradient"]
)
@pytest.mark.parametrize("loss", ["non_saturating", "relativistic"])
def test_it_trains_with_every_part(penalty, loss, pairs):
    gan = labelled_gan(loss=loss, penalty=penalty, augment=DiffAugment(), generator_term=AbsoluteError(1.0))
    history = gan.fit(*pairs, batch_size=32, verbose=0, validation_data=pairs).history
    assert all(np.isfinite(values).all() for values in history.values())
    assert history["generator_term"][0] > 0


def test_real_and_fake_meet_under_the_condition_of_their_batch(pairs):
    images, labels = pairs
    gan, seen = labelled_gan(run_eagerly=True), []
    call = gan.discriminator.call
    gan.discriminator.call = lambda inputs, **options: seen.append(inputs[1].numpy()) or call(inputs, **options)
    gan.fit(images[:16], labels[:16], batch_size=16, shuffle=False, verbose=0)
    for given in seen:
        np.testing.assert_array_equal(given, np.resize(labels[:16], len(given)))


def test_the_penalty_gets_a_function_of_samples_alone_with_the_condition_bound(pairs):
    images, labels = pairs
    logits = []

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        logits.append((discriminator(real_samples), gan.discriminator([real_samples, tf.constant(labels[:16])])))
        return 0.0

    gan = labelled_gan(penalty=penalty, run_eagerly=True)
    gan.fit(images[:16], labels[:16], batch_size=16, shuffle=False, verbose=0)
    np.testing.assert_allclose(*logits[0], rtol=1e-6)


def test_one_condition_is_for_all_and_an_array_for_each(pairs):
    gan = labelled_gan()
    each = gan.generate(4, [2, 0, 2, 1], seed=5)
    for i, label in enumerate([2, 0, 2, 1]):
        np.testing.assert_allclose(gan.generate(4, label, seed=5)[i], each[i], atol=1e-6)
    many = gan.generate(600, np.arange(600) % CLASSES, seed=5)
    np.testing.assert_allclose(gan.generate(5, [0, 1, 2, 0, 1], seed=5), many[:5], atol=1e-6)


@pytest.mark.parametrize(
    ("condition", "message"),
    [(None, "expected a condition of 1 part, got 0"), ([1, 2], r"shape \(\), or 4 of them, shape \(4,\), got \(2,\)")],
)
def test_a_condition_that_does_not_fit_is_refused(condition, message):
    with pytest.raises(ValueError, match=message):
        labelled_gan().generate(4, condition)


def test_a_gan_without_condition_is_given_none(small_gan):
    with pytest.raises(ValueError, match="expected no condition, got 1"):
        small_gan().generate(4, 1)


def test_training_without_the_condition_is_refused(pairs):
    for data in (pairs[0], tf.data.Dataset.from_tensor_slices(pairs[0]).batch(16)):
        with pytest.raises(ValueError, match=r"expected batches \(samples, condition\) with 1 tensor .*, got 0"):
            labelled_gan().fit(data, verbose=0)


def test_networks_under_different_conditions_are_refused():
    sample, other = keras.Input((4, 4, 1)), keras.Input((7,))
    discriminator = keras.Model(
        [sample, other], layers.Dense(1)(layers.Concatenate()([layers.Flatten()(sample), other]))
    )
    with pytest.raises(ValueError, match=r"the same condition for both networks, got shapes \[\(\)\].*\[\(7,\)\]"):
        GAN(labelled_generator(), discriminator)


def test_a_saved_one_goes_on_exactly_where_it_stopped(pairs, tmp_path):
    gan = labelled_gan(penalty=R1(1.0), generator_term=AbsoluteError(2.0), augment=DiffAugment())
    batches = tf.data.Dataset.from_tensor_slices(pairs).batch(32)
    gan.fit(batches, verbose=0)
    gan.save(tmp_path / "gan.keras")
    loaded = keras.saving.load_model(tmp_path / "gan.keras")
    np.testing.assert_array_equal(loaded.generate(3, [0, 1, 2]), gan.generate(3, [0, 1, 2]))
    assert loaded.fit(batches, verbose=0).history == gan.fit(batches, verbose=0).history


def test_a_resumed_run_ends_as_an_uninterrupted_one(pairs, tmp_path):
    whole, resumed = labelled_gan(), labelled_gan()
    whole.fit(*pairs, batch_size=32, epochs=4, shuffle=False, verbose=0)
    resumed.fit(*pairs, batch_size=32, epochs=2, shuffle=False, verbose=0, callbacks=[Resume(tmp_path)])
    again = labelled_gan()
    again.fit(*pairs, batch_size=32, epochs=4, shuffle=False, verbose=0, callbacks=[Resume(tmp_path)])
    for one, other in zip(whole.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_frames_show_each_class(pairs):
    labels = np.repeat(np.arange(CLASSES), 2)
    frames = SampleFrames(6, condition=labels, columns=2)
    gan = labelled_gan()
    gan.fit(*pairs, batch_size=32, verbose=0, callbacks=[frames])
    np.testing.assert_array_equal(frames.frames[-1], plots.tile(gan.generate(6, labels), columns=2))
    assert not np.array_equal(frames.frames[-1], plots.tile(gan.generate(6, 0), columns=2))


def test_a_generator_of_a_condition_alone_makes_one_sample_from_another(pairs):
    images, _ = pairs
    photo, sketch = keras.Input((4, 4, 1)), keras.Input((4, 4, 1))
    generator = keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(1, 3, padding="same", activation="tanh")])
    both = layers.Concatenate()([photo, sketch])
    patches = keras.Model([photo, sketch], layers.Conv2D(1, 3)(both))  # a logit for each patch
    gan = GAN(generator, patches, noise=False)
    assert gan.latent_dim == 0
    rate = keras.optimizers.Adam(0.01)
    gan.compile(generator_optimizer=rate, generator_term=AbsoluteError(100.0), penalty=R1(0.1), jit_compile=False)
    before = gan.fit(images, -images, batch_size=32, verbose=0).history["generator_term"][0]
    after = gan.fit(images, -images, batch_size=32, epochs=60, verbose=0).history["generator_term"][-1]
    assert after < before / 2
    np.testing.assert_array_equal(gan.generate(5, images[:5], seed=0), gan.generate(5, images[:5], seed=1))


def test_sequences_and_a_condition_of_two_parts():
    time, symbols = 6, 3
    noise, key, tempo = keras.Input((4,)), keras.Input((), dtype="int32"), keras.Input((2,))
    x = layers.Concatenate()([noise, layers.Embedding(5, 3)(key), tempo])
    x = layers.Reshape((time, symbols))(layers.Dense(time * symbols)(x))
    generator = keras.Model([noise, key, tempo], layers.Activation("softmax")(x))
    melody, key, tempo = keras.Input((time, symbols)), keras.Input((), dtype="int32"), keras.Input((2,))
    x = layers.Flatten()(layers.Conv1D(8, 3)(melody))
    x = layers.Concatenate()([x, layers.Embedding(5, 3)(key), tempo])
    gan = GAN(generator, keras.Model([melody, key, tempo], layers.Dense(1)(x)))
    gan.compile("relativistic", penalty=Sum((R1(1.0), R2(1.0))), jit_compile=False)
    random = np.random.default_rng(0)
    data = np.eye(symbols, dtype="float32")[random.integers(0, symbols, (64, time))]
    conditions = (random.integers(0, 5, 64), random.normal(size=(64, 2)).astype("float32"))
    history = gan.fit(tf.data.Dataset.from_tensor_slices((data, conditions)).batch(16), verbose=0).history
    assert np.isfinite(history["d_loss"]).all()
    assert gan.generate(7, (2, [0.5, 0.1])).shape == (7, time, symbols)


def test_an_unconditional_gan_leaves_labels_alone(small_gan, images):
    plain, labelled = small_gan(), small_gan()
    plain.fit(images, batch_size=16, shuffle=False, verbose=0)
    labelled.fit(images, np.arange(96), batch_size=16, shuffle=False, verbose=0)
    for one, other in zip(plain.get_weights(), labelled.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_discriminator_alone_may_be_unconditional(pairs):
    gan = GAN(labelled_generator(), models.mlp_discriminator((8,), sample_shape=(4, 4, 1)))
    gan.compile(penalty=R1(1.0), jit_compile=False)
    gan.fit(*pairs, batch_size=32, verbose=0)
    assert gan.generate(2, 1).shape == (2, 4, 4, 1)

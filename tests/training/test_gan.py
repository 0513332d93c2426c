import inspect
import subprocess
import sys

import numpy as np
import pytest

from gan_course import losses, models, penalties
from gan_course.augment import DiffAugment
from gan_course.runtime import keras, tf
from gan_course.training import GAN


def moved(before, model):
    return any(not np.array_equal(one, other) for one, other in zip(before, model.get_weights(), strict=True))


def test_fit_has_keras_signature():
    assert inspect.signature(GAN.fit) == inspect.signature(keras.Model.fit)


@pytest.mark.parametrize(
    "arguments",
    [
        lambda images, dataset: {"x": images, "batch_size": 32},
        lambda images, dataset: {"x": images, "y": np.zeros(96), "batch_size": 32, "validation_split": 0.25},
        lambda images, dataset: {"x": dataset.batches(32, seed=0)},
        lambda images, dataset: {"x": tf.data.Dataset.from_tensor_slices((images, np.zeros(96))).batch(32)},
        lambda images, dataset: {
            "x": dataset.batches(32).repeat(),
            "steps_per_epoch": 3,
            "validation_data": dataset.batches(32),
        },
    ],
    ids=["array", "array with labels, split", "batches", "dataset with labels", "repeated, with validation"],
)
def test_fit_takes_what_keras_takes(arguments, small_gan, images, dataset):
    data = arguments(images, dataset)
    history = small_gan().fit(**data, epochs=2, verbose=0).history
    reported = {"d_loss", "g_loss", "real_accuracy", "fake_accuracy"}
    validated = {f"val_{name}" for name in reported} if {"validation_split", "validation_data"} & set(data) else set()
    assert set(history) == reported | validated
    assert all(len(values) == 2 and np.isfinite(values).all() for values in history.values())


def test_both_players_learn(small_gan, train):
    gan = small_gan()
    before = gan.generator.get_weights(), gan.discriminator.get_weights()
    train(gan)
    assert moved(before[0], gan.generator)
    assert moved(before[1], gan.discriminator)


@pytest.mark.parametrize("simultaneous", [False, True])
@pytest.mark.parametrize("name", ["non_saturating", "relativistic"])
def test_one_step_is_what_the_formulas_say(name, simultaneous, small_gan, images):
    """A step of gradient descent by hand, with plain SGD; the generator's against the discriminator it meets."""
    rates = {"discriminator_optimizer": keras.optimizers.SGD(0.1), "generator_optimizer": keras.optimizers.SGD(0.2)}
    gan = small_gan(loss=name, batch_norm=False, simultaneous=simultaneous, **rates)
    other = small_gan(batch_norm=False)
    real_images = tf.constant(images[:16])
    noise = tf.random.stateless_normal((16, 3), seed=[0, 0])
    loss = losses.get(name)
    generator, discriminator = other.generator, other.discriminator

    def loss_and_gradients(compute, weights):
        with tf.GradientTape() as tape:
            value = compute(real_logits=discriminator(real_images), fake_logits=discriminator(generator(noise)))
        return value, tape.gradient(value, weights)

    def descend(network, gradients, rate):
        for weight, gradient in zip(network.trainable_variables, gradients, strict=True):
            weight.assign_sub(rate * gradient)

    d_loss, gradients = loss_and_gradients(loss.discriminator_loss, discriminator.trainable_variables)
    before = loss_and_gradients(loss.generator_loss, generator.trainable_variables)
    descend(discriminator, gradients, 0.1)
    after = loss_and_gradients(loss.generator_loss, generator.trainable_variables)
    g_loss, gradients = before if simultaneous else after
    assert float(before[0]) != pytest.approx(float(after[0]), rel=1e-4)
    descend(generator, gradients, 0.2)

    history = gan.fit(real_images, batch_size=16, shuffle=False, verbose=0).history
    for ours, by_hand in zip(gan.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_allclose(ours, by_hand, rtol=1e-5, atol=1e-7)
    assert history["d_loss"][0] == pytest.approx(float(d_loss), rel=1e-5)
    assert history["g_loss"][0] == pytest.approx(float(g_loss), rel=1e-5)


def test_simultaneous_players_take_penalty_augmentation_and_term(small_gan, train):
    def closeness(*, real_samples, fake_samples, condition):
        return tf.reduce_mean(tf.square(real_samples - fake_samples))

    history = train(
        small_gan(penalty=penalties.R1(1.0), augment=DiffAugment(), generator_term=closeness, simultaneous=True)
    )
    assert all(np.isfinite(values).all() and values[0] > 0 for values in history.values())


@pytest.mark.parametrize("jit_compile", [True, False])
def test_one_seed_gives_identical_weights_and_another_does_not(jit_compile, small_gan, train):
    def trained(seed, global_seed):
        keras.utils.set_random_seed(global_seed)  # must not matter
        gan = small_gan(seed=seed, jit_compile=jit_compile)
        train(gan)
        return gan.get_weights()

    first, second, third = trained(5, 1), trained(5, 2), trained(6, 1)
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    assert any(not np.array_equal(one, other) for one, other in zip(first, third, strict=True))


def test_the_number_of_steps_in_one_call_changes_nothing(small_gan, train):
    one_by_one, at_once = small_gan(steps_per_execution=1), small_gan(steps_per_execution=8)
    train(one_by_one)
    train(at_once)
    for one, other in zip(one_by_one.get_weights(), at_once.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", losses.NAMES)
def test_every_loss_trains(name, small_gan, train):
    penalty = penalties.GradientPenalty() if name == "wasserstein" else None
    history = train(small_gan(loss=name, penalty=penalty))
    assert all(np.isfinite(values).all() for values in history.values())


def test_a_loss_of_ones_own_is_the_one_that_is_minimised(small_gan, train):
    own = losses.AdversarialLoss(
        "constant",
        lambda *, real_logits, fake_logits: 3.0 + 0 * tf.reduce_sum(real_logits),
        losses.get("hinge").generator_loss,
    )
    gan = small_gan(loss=own)
    before = gan.discriminator.get_weights()
    assert train(gan)["d_loss"] == [pytest.approx(3.0)]
    assert not moved(before, gan.discriminator)


def test_accuracies_are_shares_of_each_kind(small_gan, train):
    gan = small_gan(discriminator_optimizer=keras.optimizers.SGD(0.0), generator_optimizer=keras.optimizers.SGD(0.0))
    gan.discriminator.trainable_variables[-1].assign([100.0])  # the last bias: everything looks real
    history = train(gan)
    assert history["real_accuracy"] == [1.0]
    assert history["fake_accuracy"] == [0.0]


def test_label_smoothing_reaches_the_discriminators_loss(small_gan, train):
    gan = small_gan(
        real_label=0.9,
        discriminator_optimizer=keras.optimizers.SGD(0.0),
        generator_optimizer=keras.optimizers.SGD(0.0),
    )
    gan.discriminator.trainable_variables[-1].assign([100.0])
    # −0.9·log σ(100) − 0.1·log σ(−100) = 10 for real and 100 for fake; the weights before the bias shift both a little
    assert train(gan)["d_loss"][0] == pytest.approx(110, abs=3)


@pytest.mark.parametrize("k", [2, 3])
def test_the_generator_moves_at_every_kth_step(k, small_gan, images):
    gan = small_gan(discriminator_steps=k, steps_per_execution=1)
    movements = []
    for step in range(6):
        before = gan.generator.get_weights(), gan.discriminator.get_weights()
        gan.train_on_batch(images[16 * step : 16 * step + 16])
        movements.append(gan.generator_optimizer.iterations.numpy())
        assert moved(before[1], gan.discriminator)
    assert movements == [(step + 1) // k for step in range(6)]


def test_a_penalty_is_added_reported_and_seeded_by_the_step(small_gan, train):
    seeds = []

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        tf.numpy_function(lambda value: seeds.append(tuple(value)), [seed], [])
        return 0.5 * tf.reduce_mean(tf.square(discriminator(real_samples) - discriminator(fake_samples))) + 1.0

    gan = small_gan(penalty=penalty)
    plain = train(small_gan())
    history = train(gan)
    assert history["penalty"][0] >= 1
    assert history["d_loss"] != plain["d_loss"]
    assert len(set(seeds)) == 8


def test_a_lazy_penalty_acts_in_every_third_step_three_times_as_much(small_gan, images):
    seen, made = [], []

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return 0.2 * tf.reduce_sum(tf.square(made[-1].discriminator.trainable_variables[0]))

    for every in (1, 3):
        gan = small_gan(
            penalty=penalty,
            penalty_every=every,
            discriminator_optimizer=keras.optimizers.SGD(0.1),
            generator_optimizer=keras.optimizers.SGD(0.0),
            steps_per_execution=1,
        )
        made.append(gan)
        without = small_gan(discriminator_optimizer=keras.optimizers.SGD(0.1))
        pulls = []
        for step in range(4):
            without.set_weights(gan.get_weights()[: len(without.get_weights())])
            kernel = gan.discriminator.trainable_variables[0].numpy()
            for model in (gan, without):
                model.optimizer.iterations.assign(step)
                model.train_on_batch(images[16 * step : 16 * step + 16])
            pull = without.discriminator.trainable_variables[0] - gan.discriminator.trainable_variables[0]
            pulls.append(float(np.median(pull / (0.1 * 0.4 * kernel))))
        seen.append(pulls)
    assert seen[0] == pytest.approx([1, 1, 1, 1], rel=1e-3)
    assert seen[1] == pytest.approx([3, 0, 0, 3], rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("every", [1, 2])
def test_a_schedule_multiplies_the_penalty_by_its_value_at_the_step(every, small_gan, images):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return 3.0 + 0 * tf.reduce_mean(discriminator(real_samples))

    schedule = keras.optimizers.schedules.ExponentialDecay(2.0, decay_steps=1, decay_rate=0.5)
    gan = small_gan(penalty=penalty, penalty_every=every, penalty_schedule=schedule, steps_per_execution=1)
    seen = gan.fit(images[:16], batch_size=16, epochs=4, verbose=0).history["penalty"]
    assert seen == pytest.approx([0 if step % every else every * 6 / 2**step for step in range(4)])


def test_both_players_see_images_only_through_the_augmentation(small_gan, images):
    """An augmentation to 0 hides all: the discriminator's logits are equal, and no slope reaches the generator."""
    gan = small_gan(augment=lambda images, seed: 0 * images, generator_optimizer=keras.optimizers.SGD(1.0))
    before = gan.generator.get_weights()[:2]
    history = gan.fit(images[:16], batch_size=16, verbose=0).history
    assert history["d_loss"][0] == pytest.approx(2 * np.log(2))
    for one, other in zip(before, gan.generator.get_weights(), strict=False):
        np.testing.assert_array_equal(one, other)


def test_slopes_reach_the_generator_through_the_augmentation(small_gan, images):
    weights = []
    for factor in (1.0, -1.0):  # a discriminator that sees negatives of all images
        gan = small_gan(batch_norm=False, augment=lambda images, seed, factor=factor: factor * images)
        kernel, *others = gan.discriminator.get_weights()
        gan.discriminator.set_weights([factor * kernel, *others])
        gan.fit(images[:32], batch_size=16, verbose=0, shuffle=False)
        weights.append(gan.generator.get_weights())
    for one, other in zip(*weights, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_each_step_and_each_kind_of_image_is_augmented_with_a_seed_of_its_own(small_gan, images, train):
    seeds = []

    def augment(images, seed):
        tf.numpy_function(lambda value: seeds.append(tuple(value)), [seed], [])
        return images

    train(small_gan(augment=augment))
    assert len(set(seeds)) == len(seeds) == 16
    first, seeds[:] = set(seeds), []
    train(small_gan(augment=augment))
    assert set(seeds) == first


def test_generated_images_depend_on_the_seed_and_not_on_how_many(small_gan):
    gan = small_gan()
    images = gan.generate(600, seed=4)
    assert images.shape == (600, 4, 4, 1)
    assert images.dtype == np.float32
    np.testing.assert_allclose(gan.generate(5, seed=4), images[:5], atol=1e-6)
    assert not np.allclose(gan.generate(5, seed=5), images[:5])


def test_generating_is_not_training(small_gan, images):
    gan = small_gan()
    before = gan.get_weights()
    gan.generate(4)
    gan.evaluate(images, verbose=0)
    assert not moved(before, gan)


@pytest.mark.parametrize("simultaneous", [False, True])
def test_a_saved_model_goes_on_exactly_where_it_stopped(simultaneous, tmp_path, small_gan, train):
    falling = keras.optimizers.schedules.ExponentialDecay(1.0, decay_steps=2, decay_rate=0.5)
    parts = {"penalty": penalties.R1(2.0), "penalty_every": 3, "penalty_schedule": falling, "augment": DiffAugment()}
    order = {"simultaneous": True} if simultaneous else {"discriminator_steps": 2}
    gan = small_gan(loss="hinge", seed=9, **order, **parts)
    train(gan)
    gan.save(tmp_path / "gan.keras")
    loaded = keras.saving.load_model(tmp_path / "gan.keras")
    np.testing.assert_array_equal(loaded.generate(4), gan.generate(4))
    assert train(loaded) == train(gan)
    for one, other in zip(loaded.get_weights(), gan.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_program_that_knows_only_gan_loads_what_it_was_saved_with(tmp_path, small_gan):
    both = penalties.Sum((penalties.R1(2.0), penalties.R2(1.0)))
    small_gan(penalty=both, augment=DiffAugment()).save(tmp_path / "gan.keras")
    program = (
        "import sys; import gan_course.training; from gan_course.runtime import keras;"
        "gan = keras.saving.load_model(sys.argv[1]); print(gan.penalty, gan.augment)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "gan.keras")]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert loaded == f"{both} {DiffAugment()}\n"


OWN = {
    "loss": losses.AdversarialLoss("own", *[losses.get("hinge").discriminator_loss] * 2),
    "penalty": lambda discriminator, *, real_samples, fake_samples, seed: 0.0,
    "augment": lambda images, seed: images,
}


@pytest.mark.parametrize("part", OWN)
def test_a_loss_or_penalty_of_ones_own_cannot_be_saved_but_the_networks_can(part, tmp_path, small_gan, images):
    gan = small_gan(**{part: OWN[part]})
    gan.save(tmp_path / "gan.keras")
    loaded = keras.saving.load_model(tmp_path / "gan.keras")
    np.testing.assert_array_equal(loaded.generate(4), gan.generate(4))
    with pytest.raises(ValueError, match="compile"):
        loaded.fit(images, verbose=0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"loss": "hing"}, "the loss to be one of"),
        ({"discriminator_steps": 0}, "discriminator_steps"),
        ({"discriminator_steps": 2, "simultaneous": True}, "discriminator_steps=1 where .* simultaneously, got 2"),
        ({"penalty_every": 0}, "penalty_every"),
        ({"seed": -1}, "seed"),
        ({"real_label": 1.1}, "real_label"),
        ({"steps_per_execution": 0}, "steps_per_execution"),
        ({"jit_compile": "yes"}, "jit_compile"),
    ],
)
def test_arguments_out_of_range_are_named(arguments, message, small_gan):
    with pytest.raises(ValueError, match=message):
        small_gan(**arguments)


def test_one_optimizer_cannot_serve_both(small_gan):
    adam = keras.optimizers.Adam()
    with pytest.raises(ValueError, match="an optimizer of its own"):
        small_gan(generator_optimizer=adam, discriminator_optimizer=adam)


def test_players_must_fit_each_other():
    with pytest.raises(ValueError, match=r"\(4, 4, 1\).*\(8, 8, 1\)"):
        GAN(models.mlp_generator(sample_shape=(4, 4, 1)), models.mlp_discriminator(sample_shape=(8, 8, 1)))


@pytest.mark.parametrize("shape_and_type", [((8, 4, 4), "float32"), ((8, 4, 4, 1), "uint8")])
def test_images_that_do_not_fit_are_refused(shape_and_type, small_gan):
    with pytest.raises(ValueError, match=r"float samples of shape \(4, 4, 1\)"):
        small_gan().fit(np.zeros(*shape_and_type), verbose=0)


@pytest.mark.parametrize("arguments", [{"n": 0}, {"n": 2.5}, {"n": 3, "seed": -1}])
def test_generate_takes_whole_numbers(arguments, small_gan):
    with pytest.raises(ValueError, match="whole number"):
        small_gan().generate(**arguments)


def test_players_must_be_built_models_and_the_discriminator_returns_one_logit():
    generator = models.mlp_generator(3, (4,), sample_shape=(4, 4, 1))
    with pytest.raises(TypeError, match=r"the discriminator: expected a keras\.Model that is built"):
        GAN(generator, keras.Sequential([keras.layers.Dense(1)]))
    with pytest.raises(TypeError, match=r"the generator: expected a keras\.Model that is built"):
        GAN(len, models.mlp_discriminator((4,)))
    two = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    with pytest.raises(ValueError, match=r"logits \(batch, 1\)"):
        GAN(generator, two)


@pytest.mark.parametrize("shape", [(2, 3), (None,)])
def test_the_generator_takes_noise_vectors_of_a_known_length(shape):
    noise = keras.Input(shape)
    generator = keras.Model(noise, keras.layers.Reshape((6,))(noise))
    with pytest.raises(ValueError, match=r"expected noise \(batch, latent_dim\) as first input, got"):
        GAN(generator, models.mlp_discriminator((4,), sample_shape=(6,)))


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_a_discriminator_of_probabilities_is_refused(activation):
    layers = [keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(1, activation)]
    with pytest.raises(ValueError, match=f"expected logits.* ends in {activation}; leave its activation out"):
        GAN(models.mlp_generator(3, (4,), sample_shape=(4, 4, 1)), keras.Sequential(layers))


def test_a_model_that_hides_its_inputs_is_refused_with_the_remedy_that_works(images):
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(1)

        def call(self, samples):
            return self.dense(keras.ops.reshape(samples, (-1, 16)))

    own, generator = Own(), models.mlp_generator(3, (4,), sample_shape=(4, 4, 1))
    own(images[:2])
    with pytest.raises(TypeError, match=r"got a Own; wrap it: keras.Model\(inputs, network\(inputs\)\)"):
        GAN(generator, own)
    inputs = keras.Input((4, 4, 1))
    gan = GAN(generator, keras.Model(inputs, own(inputs)))
    gan.compile(jit_compile=False)
    gan.fit(images, verbose=0)


def test_a_frozen_player_is_refused(small_gan):
    gan = small_gan()
    gan.discriminator.trainable = False
    with pytest.raises(ValueError, match="the discriminator: expected weights to train, got none"):
        gan.compile()


def test_a_wasserstein_critic_without_bound_is_warned_of(small_gan):
    with pytest.warns(UserWarning, match=r"kept Lipschitz.*penalty=GradientPenalty\(10.0\)"):
        small_gan(loss="wasserstein")


def mixed_gan(policy, **options):
    keras.config.set_dtype_policy(policy)
    try:
        gan = GAN(
            models.mlp_generator(3, (4,), sample_shape=(4, 4, 1)), models.mlp_discriminator(sample_shape=(4, 4, 1))
        )
    finally:
        keras.config.set_dtype_policy("float32")
    gan.compile(jit_compile=False, **options)
    return gan


def test_float16_networks_do_not_train_without_a_scaled_loss(images):
    with pytest.raises(ValueError, match="expected layers that compute in float32 or bfloat16, got float16"):
        mixed_gan("mixed_float16").fit(images, verbose=0)


def test_bfloat16_networks_train(images):
    gan = mixed_gan("mixed_bfloat16", penalty=penalties.GradientPenalty())
    history = gan.fit(images, verbose=0).history
    assert all(np.isfinite(values).all() for values in history.values())
    assert gan.generate(2).dtype == np.float32


def test_each_batch_of_an_evaluation_has_noise_of_its_own_and_every_evaluation_the_same(small_gan, images):
    gan, seen = small_gan(), []
    call = gan.generator.call
    gan.generator.call = lambda noise, **options: seen.append(noise.numpy()) or call(noise, **options)
    gan.compile(run_eagerly=True)
    gan.fit(images[:64], batch_size=16, epochs=2, shuffle=False, validation_data=(images[:48],), verbose=0)
    training, evaluations = [*seen[:4], *seen[7:11]], (seen[4:7], seen[11:14])
    np.testing.assert_array_equal(*evaluations)
    kinds = {noise.tobytes() for noise in (*training, *evaluations[0])}
    assert len(kinds) == 11


def test_averages_and_weights_of_the_best_epoch_are_not_mixed(small_gan, images):
    gan = small_gan(generator_optimizer=keras.optimizers.Adam(use_ema=True))
    stop = keras.callbacks.EarlyStopping("g_loss", mode="min", restore_best_weights=True)
    with pytest.raises(ValueError, match=r"expected EarlyStopping\(restore_best_weights=False\) beside"):
        gan.fit(images, verbose=0, callbacks=[stop])
    gan.fit(images, verbose=0, callbacks=[keras.callbacks.EarlyStopping("g_loss", mode="min")])
    small_gan().fit(images, verbose=0, callbacks=[stop])


@pytest.mark.parametrize(
    ("layer", "together"),
    [
        (keras.layers.LayerNormalization(), True),
        (keras.layers.BatchNormalization(), False),
        (keras.layers.Conv2D(2, 3), False),
    ],
)
def test_real_and_fake_samples_go_through_in_one_pass_or_two_with_the_same_logits(images, layer, together):
    network = [keras.Input((4, 4, 1)), layer, keras.layers.Flatten(), keras.layers.Dense(4), keras.layers.Dense(1)]
    gan = GAN(models.mlp_generator(3, (4,), sample_shape=(4, 4, 1)), keras.Sequential(network))
    gan.compile(jit_compile=False)
    passes = []
    call = gan.discriminator.call
    gan.discriminator.call = lambda samples, **options: passes.append(len(samples)) or call(samples, **options)
    logits = gan._judged(images[:8], images[8:16], [])
    assert passes == ([16] if together else [8, 8])
    apart = [gan.discriminator(part, training=True) for part in (images[:8], images[8:16])]
    for one, other in zip((logits["real_logits"], logits["fake_logits"]), apart, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)

"""Train on two virtual devices and on one, and print what came out as JSON; a process of its own, run by the tests.

Virtual devices must be made before TensorFlow starts, which in the process of the tests it already has.
"""

import contextlib
import functools
import json
import sys
from pathlib import Path

import numpy as np

from gan_course import models, penalties
from gan_course.augment import DiffAugment
from gan_course.layers import SpectralNormalization
from gan_course.runtime import keras, tf
from gan_course.training import GAN, NonFiniteLossError

CPU = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(CPU, [tf.config.LogicalDeviceConfiguration()] * 2)
STRATEGY = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
IMAGES = np.random.default_rng(0).uniform(-1, 1, (81, 4, 4, 1)).astype("float32")


def r1(discriminator, *, real_samples, fake_samples, seed):
    with tf.GradientTape() as tape:
        tape.watch(real_samples)
        logits = discriminator(real_samples)
    return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, real_samples) ** 2, [1, 2, 3]))


def gan(normalised=False, **arguments):
    # A bias before batch normalisation has a slope of 0, and Adam would make full steps of what rounding makes of it.
    dense = keras.layers.Dense(8, use_bias=not normalised, kernel_initializer=keras.initializers.GlorotUniform(1))
    layers = [keras.Input((3,)), dense]
    layers += [keras.layers.BatchNormalization(synchronized=True)] * normalised
    layers += [keras.layers.Dense(16, "tanh", kernel_initializer=keras.initializers.GlorotUniform(2))]
    layers += [keras.layers.Reshape((4, 4, 1))]
    model = GAN(keras.Sequential(layers), models.mlp_discriminator((8,), sample_shape=(4, 4, 1), seed=3))
    model.compile(jit_compile=False, steps_per_execution=1, **arguments)
    return model


def plain():
    """Steps of SGD, which shows the scale of the gradients; the last batch, of one image, leaves a replica none."""
    sgd = keras.optimizers.SGD
    return gan(generator_optimizer=sgd(0.5), discriminator_optimizer=sgd(0.5)), 16


def everything():
    """Two discriminator steps, moving averages, a penalty, Adam and batch normalisation, in shares of one size.

    Keras's synchronised batch normalisation takes the mean of the replicas' means, whatever the sizes of their shares.
    """
    adam = keras.optimizers.Adam
    optimizers = {
        "generator_optimizer": adam(0.01, epsilon=1e-3, use_ema=True),
        "discriminator_optimizer": adam(0.01, epsilon=1e-3),
    }
    return gan(normalised=True, discriminator_steps=2, penalty=r1, **optimizers), 16


def uneven():
    """Shares that differ in size, in every step."""
    adam = functools.partial(keras.optimizers.Adam, 0.01, epsilon=1e-3)
    return gan(generator_optimizer=adam(), discriminator_optimizer=adam()), 15


def penalised():
    """Both lazy penalties under a schedule, and spectral normalisation, whose u each replica computes for itself."""
    adam = functools.partial(keras.optimizers.Adam, 0.01, epsilon=1e-3)
    glorot = keras.initializers.GlorotUniform
    dense = [SpectralNormalization(keras.layers.Dense(n, kernel_initializer=glorot(n))) for n in (8, 1)]
    layers = [keras.layers.Flatten(), dense[0], keras.layers.LeakyReLU(negative_slope=0.2), dense[1]]
    model = GAN(
        models.mlp_generator(3, (8,), sample_shape=(4, 4, 1), batch_norm=False, seed=1),
        keras.Sequential([keras.Input((4, 4, 1)), *layers]),
    )
    model.compile(
        "relativistic",
        adam(),
        adam(),
        penalties.Sum((penalties.R1(1.0), penalties.R2(1.0))),
        penalty_every=2,
        penalty_schedule=keras.optimizers.schedules.ExponentialDecay(1.0, 3, 0.5),
        jit_compile=False,
        steps_per_execution=1,
    )
    return model, 15


def random_parts():
    """A penalty and an augmentation that draw random numbers: each replica its own, and the weights stay the same."""
    with STRATEGY.scope():
        model = gan(penalty=penalties.GradientPenalty(), augment=DiffAugment())
    history = model.fit(tf.data.Dataset.from_tensor_slices(IMAGES).batch(16), verbose=0).history
    weights = [STRATEGY.experimental_local_results(weight.value) for weight in model.trainable_variables]
    return {
        "finite": bool(all(np.isfinite(values).all() for values in history.values())),
        "apart": max(float(np.abs(one.numpy() - two.numpy()).max()) for one, two in weights),
    }


def train(make, scope):
    with scope:
        model, batch_size = make()
    batches = tf.data.Dataset.from_tensor_slices(IMAGES).batch(batch_size)
    history = model.fit(batches, verbose=0).history
    return model, history, model.evaluate(batches, verbose=0, return_dict=True)


def difference(make):
    """Train on one device and on two; the largest difference of weights, losses, held-out losses and images."""
    (one, history, held_out), (two, history_of_two, held_out_of_two) = (
        train(make, scope) for scope in (contextlib.nullcontext(), STRATEGY.scope())
    )
    return two, {
        "weights": max(
            float(np.abs(ours - theirs).max())
            for ours, theirs in zip(one.get_weights(), two.get_weights(), strict=True)
        ),
        "history": max(abs(history[name][0] - history_of_two[name][0]) for name in history),
        "held_out": max(abs(held_out[name] - held_out_of_two[name]) for name in held_out),
        "images": float(np.abs(one.generate(5) - two.generate(5)).max()),
        "steps": int(two.optimizer.iterations.numpy()),
        "generator_steps": int(two.generator_optimizer.iterations.numpy()),
    }


def noise(model):
    """Hand out shares of 3 and 2 images; what noise and which seeds for penalties do the replicas get?"""
    sizes = STRATEGY.experimental_distribute_values_from_function(
        lambda context: tf.zeros((3 - context.replica_id_in_sync_group, 4, 4, 1))
    )

    def draw(images):
        step = model.begin(images)
        return step.noise(3), step.seed(1)

    drawn, seeds = STRATEGY.run(draw, args=(sizes,))
    whole = tf.random.stateless_normal((5, 3), seed=[model.seed, model.optimizer.iterations.numpy()])
    parts = STRATEGY.experimental_local_results(drawn)
    return {
        "parts": [part.numpy().tolist() for part in parts],
        "whole": whole.numpy().tolist(),
        "seeds": [seed.numpy().tolist() for seed in STRATEGY.experimental_local_results(seeds)],
    }


def broken_share(model):
    """NaN in the images of the second replica alone."""
    images = IMAGES[:16].copy()
    images[15] = np.nan
    before = model.get_weights()
    try:
        model.train_function(iter(STRATEGY.experimental_distribute_dataset(tf.data.Dataset.from_tensors(images))))
    except NonFiniteLossError as error:
        kept = all(np.array_equal(old, new) for old, new in zip(before, model.get_weights(), strict=True))
        return {"error": str(error), "kept": kept}
    return {"error": "", "kept": False}


def saved(model, folder):
    """Save on two devices, load on one and on two."""
    model.save(folder / "gan.keras")
    alone = keras.saving.load_model(folder / "gan.keras")
    with STRATEGY.scope():
        together = keras.saving.load_model(folder / "gan.keras")
    images = model.generate(4)
    return [float(np.abs(loaded.generate(4) - images).max()) for loaded in (alone, together)]


def refusals():
    """The messages where something is made at the wrong place, or asked for what several devices cannot do."""

    def outside():
        return gan(generator_optimizer=keras.optimizers.Adam())

    def mixed():
        optimizer = keras.optimizers.Adam()
        with STRATEGY.scope():
            gan(generator_optimizer=optimizer)

    def network():
        generator = models.mlp_generator(3, (4,), sample_shape=(4, 4, 1))
        with STRATEGY.scope():
            GAN(generator, models.mlp_discriminator((4,), sample_shape=(4, 4, 1))).compile()

    def compiled_outside():
        with STRATEGY.scope():
            model = gan()
        model.compile()

    def many_steps():
        with STRATEGY.scope():
            gan().compile(steps_per_execution=4)

    def xla():
        with STRATEGY.scope():
            gan().compile(jit_compile=True)

    messages = {}
    for attempt in (outside, mixed, network, compiled_outside, many_steps, xla):
        try:
            attempt()
        except ValueError as error:
            messages[attempt.__name__] = str(error)
    return messages


if __name__ == "__main__":
    model, of_plain = difference(plain)
    results = {"plain": of_plain, "noise": noise(model), "broken_share": broken_share(model)}
    results |= {"saved": saved(model, Path(sys.argv[1])), "refusals": refusals()}
    results |= {"everything": difference(everything)[1], "uneven": difference(uneven)[1]}
    results |= {"penalised": difference(penalised)[1], "random_parts": random_parts()}
    print(json.dumps(results))

"""A model of four networks, written on the same ingredients as `GAN`."""

import numpy as np
import pytest

from gan_course import losses, models
from gan_course.runtime import keras, tf
from gan_course.training import AdversarialModel, NonFiniteLossError, Resume, StopOnInterrupt

LOSS = losses.get("non_saturating")


class CycleGAN(AdversarialModel):
    """Two generators between two sets of points, a discriminator for each set, and the way there and back.

    Source: Zhu et al. 2017, arXiv 1703.10593, eq. 3.
    """

    def __init__(self):
        def translator(seed):
            return models.mlp_generator(
                2, (16,), sample_shape=(2,), batch_norm=False, output_activation=None, seed=seed
            )

        def judge(seed):
            return models.mlp_discriminator((16,), sample_shape=(2,), seed=seed)

        super().__init__({"to_b": translator(0), "to_a": translator(1), "judge_a": judge(2), "judge_b": judge(3)})
        self.cycle = keras.metrics.Mean(name="cycle")

    def compile(self, rate=0.005, **options):
        self.compile_networks({name: keras.optimizers.Adam(rate, beta_1=0.0) for name in self.networks}, **options)

    def train_step(self, data):
        a, b, _ = keras.utils.unpack_x_y_sample_weight(data)
        step = self.begin(a)
        a_seen = a + 0.01 * tf.random.stateless_normal(tf.shape(a), step.seed(1))
        with tf.GradientTape(persistent=True) as tape:
            fake_b, fake_a = self.to_b(a_seen), self.to_a(b)
            cycle = tf.reduce_mean(tf.abs(self.to_a(fake_b) - a)) + tf.reduce_mean(tf.abs(self.to_b(fake_a) - b))
            of_a = {"real_logits": self.judge_a(a), "fake_logits": self.judge_a(fake_a)}
            of_b = {"real_logits": self.judge_b(b), "fake_logits": self.judge_b(fake_b)}
            loss = {
                "judge_a": LOSS.discriminator_loss(**of_a),
                "judge_b": LOSS.discriminator_loss(**of_b),
                "to_a": LOSS.generator_loss(**of_a) + 10 * cycle,
                "to_b": LOSS.generator_loss(**of_b) + 10 * cycle,
            }
        gradients = {name: tape.gradient(loss[name], self.networks[name].trainable_variables) for name in loss}
        for name in loss:
            step.descend(name, loss[name], gradients[name])
        step.end()
        self.cycle.update_state(step.mean(cycle))
        return self.get_metrics_result()


@pytest.fixture(scope="module")
def batches():
    random = np.random.default_rng(0)
    a = random.normal(0, 0.3, (128, 2)).astype("float32")
    b = random.normal([2, -1], 0.3, (128, 2)).astype("float32")
    return tf.data.Dataset.from_tensor_slices((a, b)).batch(32)


def trained(batches, epochs=4, callbacks=None, **options):
    model = CycleGAN()
    model.compile(jit_compile=False, **options)
    return model, model.fit(batches, epochs=epochs, verbose=0, callbacks=callbacks).history


def test_it_learns_to_go_there_and_back(batches):
    model, history = trained(batches, epochs=100)
    assert history["cycle"][-1] < history["cycle"][0] / 4
    there = model.to_b(np.random.default_rng(1).normal(0, 0.3, (256, 2)).astype("float32")).numpy()
    np.testing.assert_allclose(there.mean(axis=0), [2, -1], atol=0.5)


def test_its_random_numbers_are_those_of_its_seed(batches):
    (one, _), (same, _), (other, _) = (trained(batches, seed=seed) for seed in (1, 1, 2))
    for ours, theirs in zip(one.get_weights(), same.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert any(not np.array_equal(*pair) for pair in zip(one.get_weights(), other.get_weights(), strict=True))


def test_it_resumes(batches, tmp_path):
    repeated = batches.repeat()
    whole, expected = CycleGAN(), CycleGAN()
    for model in (whole, expected):
        model.compile(jit_compile=False, steps_per_execution=1)
    expected.fit(repeated, steps_per_epoch=4, epochs=4, verbose=0)
    whole.fit(batches.repeat(), steps_per_epoch=4, epochs=2, verbose=0, callbacks=[Resume(tmp_path)])
    again = CycleGAN()
    again.compile(jit_compile=False, steps_per_execution=1)
    again.fit(batches.repeat(), steps_per_epoch=4, epochs=4, verbose=0, callbacks=[Resume(tmp_path), StopOnInterrupt()])
    for ours, theirs in zip(again.get_weights(), expected.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_the_guard_names_the_network_whose_loss_was_not_finite(batches):
    model = CycleGAN()
    model.compile(jit_compile=False)
    model.judge_b.trainable_variables[0].assign(np.full((2, 16), np.nan))
    with pytest.raises(NonFiniteLossError, match="the judge_b's loss was not finite at step 1"):
        model.fit(batches, verbose=0)


def test_moving_averages_of_all_networks_that_keep_them(batches):
    model = CycleGAN()
    kept = {name: name.startswith("to_") for name in model.networks}
    model.compile_networks({name: keras.optimizers.Adam(0.01, use_ema=one) for name, one in kept.items()})
    model.train_on_batch(*next(iter(batches)))
    model.train_on_batch(*next(iter(batches)))
    raw = {name: network.get_weights()[0] for name, network in model.networks.items()}
    with model.averaged_weights():
        for name, network in model.networks.items():
            assert np.array_equal(network.get_weights()[0], raw[name]) != kept[name]
    for name, network in model.networks.items():
        np.testing.assert_array_equal(network.get_weights()[0], raw[name])


def test_each_network_needs_an_optimizer_of_its_own():
    model, adam = CycleGAN(), keras.optimizers.Adam()
    with pytest.raises(ValueError, match="expected an optimizer for each of"):
        model.compile_networks({"to_a": adam})
    with pytest.raises(ValueError, match="got the same object twice"):
        model.compile_networks(dict.fromkeys(model.networks, adam))

import numpy as np
import pytest

from gan_course import models
from gan_course.data.pairs import unpaired_batches
from gan_course.penalties import R1
from gan_course.runtime import keras, tf
from gan_course.training import CycleGAN, Resume, SampleFrames
from gan_course.training.cycle import cycle_error


def images(seed=0, n=12):
    return np.random.default_rng(seed).uniform(-1, 1, (n, 8, 8, 3)).astype("float32")


def cycle_gan(**arguments):
    model = CycleGAN(
        models.unet(width=2, depth=1, seed=1),
        models.unet(width=2, depth=1, seed=2),
        models.patch_discriminator(widths=(2,), hidden=2, seed=3),
        models.patch_discriminator(widths=(2,), hidden=2, seed=4),
    )
    model.compile(**({"steps_per_execution": 1, "jit_compile": False} | arguments))
    return model


def batches():
    return unpaired_batches(images(0), images(1), 4, seed=5)


def test_one_step_is_what_the_formulas_say():
    sgd = lambda: keras.optimizers.SGD(0.1)  # noqa: E731
    model = cycle_gan(
        loss="non_saturating",
        translator_optimizer=sgd,
        discriminator_optimizer=sgd,
        cycle_weight=3.0,
        content_weight=0.5,
        penalty=R1(0.2),
    )
    other = cycle_gan()
    first, second = (tf.constant(images(seed, 4)) for seed in (0, 1))
    softplus = tf.nn.softplus
    with tf.GradientTape(persistent=True) as tape:
        fake_second, fake_first = other.forward(first), other.backward(second)
        cycle = tf.reduce_mean(abs(other.backward(fake_second) - first))
        cycle += tf.reduce_mean(abs(other.forward(fake_first) - second))
        content = tf.reduce_mean(abs(fake_second - first)) + tf.reduce_mean(abs(fake_first - second))
        fooling = tf.reduce_mean(softplus(-other.second_discriminator(fake_second)))
        fooling += tf.reduce_mean(softplus(-other.first_discriminator(fake_first)))
        objective = fooling + 3 * cycle + 0.5 * content
        judging = {}
        for name, real, fake in (
            ("first_discriminator", first, tf.stop_gradient(fake_first)),
            ("second_discriminator", second, tf.stop_gradient(fake_second)),
        ):
            judge = getattr(other, name)
            judging[name] = tf.reduce_mean(softplus(-judge(real))) + tf.reduce_mean(softplus(judge(fake)))
            judging[name] += R1(0.2)(judge, real_samples=real)
    expected = {}
    for name in ("forward", "backward", "first_discriminator", "second_discriminator"):
        weights = getattr(other, name).trainable_variables
        gradients = tape.gradient(judging.get(name, objective), weights)
        expected[name] = [weight - 0.1 * gradient for weight, gradient in zip(weights, gradients, strict=True)]
    logs = model.fit(tf.data.Dataset.from_tensors((first, second)), verbose=0).history
    for name, values in expected.items():
        for got, wanted in zip(getattr(model, name).trainable_variables, values, strict=True):
            np.testing.assert_allclose(got, wanted, atol=2e-6)
    assert logs["cycle"][0] == pytest.approx(float(cycle), rel=1e-5)
    assert logs["content"][0] == pytest.approx(float(content), rel=1e-5)
    assert logs["g_loss"][0] == pytest.approx(float(fooling), rel=1e-5)


def test_the_cycle_error_of_turning_there_and_back_is_0_and_a_broken_one_is_known():
    tensor = tf.constant(images())
    assert float(cycle_error(tensor, tf.image.rot90, lambda turned: tf.image.rot90(turned, 3))) == 0
    brighter = cycle_error(tensor, lambda x: x + 1, lambda x: x - 0.75)
    assert float(brighter) == pytest.approx(0.25, rel=1e-5)
    detail = tf.constant(np.tile([[0.5, -0.5], [-0.5, 0.5]], (4, 4))[None, :, :, None], tf.float32)
    assert float(cycle_error(tensor, tf.identity, lambda x: x + detail)) == pytest.approx(0.5, rel=1e-5)
    assert float(cycle_error(tensor, tf.identity, lambda x: x + detail, pool=2)) == pytest.approx(0, abs=1e-6)


def test_each_penalty_is_lazy_and_acts_on_its_own_discriminator():
    lazy, never = cycle_gan(penalty=R1(5.0), penalty_every=3), cycle_gan()
    for model in (lazy, never):
        model.fit(batches(), epochs=1, steps_per_epoch=1, verbose=0)
    for name in ("first_discriminator", "second_discriminator"):
        weights = [getattr(model, name).get_weights()[0] for model in (lazy, never)]
        assert np.abs(weights[0] - weights[1]).max() > 1e-6


def test_frames_show_what_fixed_images_become():
    frames = SampleFrames(4, condition=images(7, 4), columns=4)
    cycle_gan().fit(batches(), epochs=2, steps_per_epoch=1, callbacks=[frames], verbose=0)
    assert frames.epochs == [0, 1, 2]
    assert np.any(frames.frames[0] != frames.frames[-1])


def test_a_resumed_run_is_the_uninterrupted_one(tmp_path):
    whole = cycle_gan()
    whole.fit(batches(), epochs=3, steps_per_epoch=2, verbose=0)
    cycle_gan().fit(batches(), epochs=1, steps_per_epoch=2, callbacks=[Resume(tmp_path)], verbose=0)
    resumed = cycle_gan()
    resumed.fit(batches(), epochs=3, steps_per_epoch=2, callbacks=[Resume(tmp_path)], verbose=0)
    for got, wanted in zip(resumed.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_array_equal(got, wanted)


def test_a_saved_one_translates_alike(tmp_path):
    model = cycle_gan()
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(loaded.generate(3, images(2, 3)), model.generate(3, images(2, 3)))


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="expected what forward makes to be of shape"):
        CycleGAN(models.unet(3), models.unet(1), models.patch_discriminator(), models.patch_discriminator(1))
    model = cycle_gan()
    with pytest.raises(TypeError, match="of pairs"):
        model.fit(images(), verbose=0)
    with pytest.raises(ValueError, match="expected batches of float samples"):
        model.fit(tf.data.Dataset.from_tensors((images(), images()[..., :1])), verbose=0)
    with pytest.raises(ValueError, match="expected 2 images"):
        model.generate(2, images(0, 3))
    with pytest.raises(ValueError, match="cycle_weight"):
        cycle_gan(cycle_weight=-1)

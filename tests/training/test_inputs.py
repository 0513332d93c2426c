import numpy as np
import pytest

from gan_course import models
from gan_course.penalties import R1, GradientPenalty
from gan_course.runtime import keras, tf
from gan_course.training import GAN
from gan_course.training.inputs import ends_in


def refused(gan, message, x, error=ValueError, **arguments):
    before = gan.get_weights()
    with pytest.raises(error, match=message):
        gan.fit(x, verbose=0, **arguments)
    assert gan.optimizer.iterations == 0
    for one, other in zip(before, gan.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda images: images[:0], "at least one sample"),
        (
            lambda images: images[..., 0],
            r"float samples of shape \(4, 4, 1\), got float32 of shape \(4, 4\); add the axis",
        ),
        (lambda images: images.transpose(0, 3, 1, 2), r"got float32 of shape \(1, 4, 4\); put the channels last"),
        (lambda images: images.repeat(3, -1), r"got float32 of shape \(4, 4, 3\); make networks for 3 channels"),
        (lambda images: images[:, :3], r"got float32 of shape \(3, 4, 1\); make networks for this size"),
        (
            lambda images: images.reshape(96, 16),
            r"got float32 of shape \(16,\); make networks for samples of this shape",
        ),
        (lambda images: (images * 127 + 128).astype("uint8"), r"got uint8 .* x / 127.5 - 1"),
        (lambda images: images * 127.5 + 127.5, r"values in \[-1, 1\], .*ends in tanh.* got .* x / 127.5 - 1"),
        (lambda images: images - 0.5, r"values in \[-1, 1\].*; scale the samples"),
        (lambda images: np.where(images == images[3, 0, 0], np.nan, images), "NaN or infinity in 1 of 96 samples"),
        (lambda images: np.where(images == images[3, 0, 0], np.inf, images), "NaN or infinity in 1 of 96 samples"),
        (lambda images: tf.constant(images * 2), r"values in \[-1, 1\]"),
    ],
)
def test_arrays_on_which_it_cannot_train_are_refused_before_it_begins(spoil, message, small_gan, images):
    refused(small_gan(), message, spoil(images))


@pytest.mark.parametrize(("arguments", "most"), [({}, 96), ({"validation_split": 0.5}, 48)])
def test_a_batch_larger_than_the_data_is_refused(arguments, most, small_gan, images):
    refused(small_gan(), f"batch_size: expected at most {most}", images, batch_size=97, **arguments)
    small_gan().fit(images, batch_size=most, verbose=0, **arguments)


def test_an_empty_dataset_is_refused(small_gan, images):
    batches = tf.data.Dataset.from_tensor_slices(images).batch(97, drop_remainder=True)
    refused(small_gan(), "at least one batch, got none", batches)


def test_a_dataset_of_single_images_is_refused_with_the_remedy(small_gan, images):
    refused(
        small_gan(),
        r"batch the dataset first, with .batch\(batch_size\)",
        tf.data.Dataset.from_tensor_slices(images),
    )


def test_a_dataset_in_place_of_its_batches_is_refused_with_the_remedy(small_gan, dataset):
    refused(small_gan(), r"pass dataset.batches\(batch_size\)", dataset, error=TypeError)


def test_a_generator_without_bounds_takes_any_values():
    linear = models.mlp_generator(3, (4,), sample_shape=(2,), output_activation=None)
    gan = GAN(linear, models.mlp_discriminator((4,), sample_shape=(2,)))
    gan.compile(jit_compile=False)
    gan.fit(np.full((32, 2), 5.0, "float32"), verbose=0)


def test_what_a_generator_ends_in():
    tanh = models.mlp_generator(3, (4,), sample_shape=(4, 4, 1))
    assert ends_in(tanh, "tanh")
    assert ends_in(keras.Sequential([keras.Input((3,)), tanh]), "tanh")
    assert ends_in(
        keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Activation("tanh")]), "tanh"
    )
    assert not ends_in(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, "sigmoid")]), "tanh")
    assert ends_in(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, "sigmoid")]), "sigmoid")
    inputs = keras.Input((3,))
    assert ends_in(keras.Model(inputs, keras.ops.sigmoid(inputs)), "sigmoid")


def test_a_dictionary_is_refused_with_the_remedy(small_gan, images):
    batches = tf.data.Dataset.from_tensor_slices({"image": images}).batch(16)
    refused(small_gan(), r"got dictionaries of \['image'\]; take the parts out", batches, error=TypeError)


def test_batches_that_do_not_say_their_shape_train(small_gan, images):
    def one_by_one():
        yield from images

    batches = tf.data.Dataset.from_generator(one_by_one, tf.float32).batch(24)
    assert small_gan(steps_per_execution=1).fit(batches, steps_per_epoch=4, verbose=0).history


@pytest.mark.parametrize("penalty", [None, R1(1.0), GradientPenalty()])
@pytest.mark.parametrize("dtype", ["float64", "float16"])
def test_float64_and_float16_batches_train_as_float32_does(dtype, penalty, small_gan, images):
    halves = (images * 64).round() / 64  # which all three types hold exactly
    histories = [
        small_gan(penalty=penalty).fit(halves.astype(one), batch_size=32, shuffle=False, verbose=0).history
        for one in ("float32", dtype)
    ]
    assert histories[0] == histories[1]


def test_tensorflows_tuner_of_a_data_set_is_off_in_fit(small_gan, images, monkeypatch):
    """With it, the end of an epoch may wait as long again as the epoch took."""
    seen = []
    monkeypatch.setattr(keras.Model, "fit", lambda self, x, **_: seen.append(x))
    batches = tf.data.Dataset.from_tensor_slices(images).batch(8)
    gan = small_gan()
    gan.fit(batches, epochs=1)
    gan.fit(images, epochs=1)
    assert seen[0].options().autotune.enabled is False
    assert seen[0].element_spec == batches.element_spec
    assert seen[1] is images

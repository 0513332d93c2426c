import numpy as np
import pytest

from gan_course.layers import MinibatchStdDev
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.runtime import keras

CONVOLUTIONS = (keras.layers.Conv2D, keras.layers.Conv2DTranspose)


def maps(model):
    return [layer.output.shape[1:] for layer in model.layers if isinstance(layer, CONVOLUTIONS)]


def test_the_default_networks_have_the_shapes_and_sizes_worked_out_by_hand():
    generator, discriminator = dcgan_generator(), dcgan_discriminator()
    assert maps(generator) == [(14, 14, 32), (28, 28, 1)]
    assert maps(discriminator) == [(14, 14, 32), (7, 7, 64)]
    normalisations = 4 * 64 + 4 * 32
    assert generator.count_params() == 64 * 7 * 7 * 64 + 3 * 3 * 64 * 32 + 3 * 3 * 32 + 1 + normalisations
    convolutions = 4 * 4 * 32 + 32 + 4 * 4 * 32 * 64 + 64
    assert discriminator.count_params() == convolutions + 7 * 7 * 64 * 128 + 128 + 128 + 1


def test_the_papers_layers_can_be_had():
    generator, discriminator = dcgan_generator(transposed=True), dcgan_discriminator(hidden=0)
    assert maps(generator) == [(14, 14, 32), (28, 28, 1)]
    normalisations = 4 * 64 + 4 * 32
    assert generator.count_params() == 64 * 7 * 7 * 64 + 4 * 4 * 64 * 32 + 4 * 4 * 32 + 1 + normalisations
    assert discriminator.count_params() == 4 * 4 * 32 + 32 + 4 * 4 * 32 * 64 + 64 + 7 * 7 * 64 + 1


def test_a_step_of_the_generator_repeats_pixels_and_convolves_them():
    generator = dcgan_generator(3, image_shape=(8, 8, 1), width=2, batch_norm=False, seed=0)
    last = generator.layers[-1]
    last.bias.assign([0.1])
    noise = np.random.default_rng(0).standard_normal((2, 3)).astype("float32")
    small = keras.Model(generator.inputs[0], generator.layers[-3].output)(noise).numpy()  # (2, 4, 4, 2), after ReLU
    large = np.pad(np.kron(small, np.ones((1, 2, 2, 1))), ((0, 0), (1, 1), (1, 1), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(large, (3, 3), axis=(1, 2))  # (2, 8, 8, 2, 3, 3)
    expected = np.tanh(np.einsum("bhwcij,ijco->bhwo", windows, last.kernel.numpy()) + 0.1)
    np.testing.assert_allclose(generator(noise), expected, rtol=1e-5)


def test_the_minibatchs_spread_reaches_the_logit_alone():
    plain = dcgan_discriminator(image_shape=(8, 8, 1), width=2, hidden=5, seed=0)
    told = dcgan_discriminator(image_shape=(8, 8, 1), width=2, hidden=5, minibatch_stddev=True, seed=0)
    *earlier, spread, logit = told.layers
    assert isinstance(spread, MinibatchStdDev)
    assert [type(layer) for layer in [*earlier, logit]] == [type(layer) for layer in plain.layers]
    assert logit.kernel.shape == (6, 1)
    told.set_weights([*plain.get_weights()[:-2], np.concatenate([plain.get_weights()[-2], [[2.0]]]), np.zeros(1)])
    images = np.random.default_rng(0).uniform(-1, 1, (3, 8, 8, 1)).astype("float32")
    features = keras.Model(plain.inputs[0], plain.layers[-2].output)(images).numpy()
    mean_deviation = np.sqrt(features.var(axis=0) + 1e-8).mean()
    np.testing.assert_allclose(told(images) - plain(images), np.full((3, 1), 2 * mean_deviation), rtol=1e-3)
    assert not any(isinstance(layer, MinibatchStdDev) for layer in plain.layers)


@pytest.mark.parametrize(
    ("image_shape", "first_map"),
    [((8, 8, 1), (4, 4, 4)), ((32, 32, 3), (4, 4, 16)), ((48, 48, 3), (6, 6, 16)), ((64, 64, 3), (4, 4, 32)),
     ((28, 56, 1), (7, 14, 8))],
)  # fmt: skip
def test_images_of_other_sizes_grow_from_a_small_map_and_shrink_to_one_of_the_same_size(image_shape, first_map):
    generator = dcgan_generator(3, image_shape=image_shape, width=4)
    assert generator.output_shape == (None, *image_shape)
    assert generator.layers[1].output.shape[1:] == first_map
    assert maps(dcgan_discriminator(image_shape=image_shape, width=4))[-1] == first_map
    images = generator(10 * np.ones((2, 3), "float32")).numpy()
    assert -1 <= images.min() < images.max() <= 1
    assert dcgan_discriminator(image_shape=image_shape, width=4)(images).shape == (2, 1)


@pytest.mark.parametrize("batch_norm", [True, False])
def test_batch_norm_follows_all_layers_but_the_generators_output_and_the_discriminators_input(batch_norm):
    def kinds(build):
        model = build(image_shape=(32, 32, 1), width=2, batch_norm=batch_norm)
        return [type(layer).__name__ for layer in model.layers if not isinstance(layer, keras.layers.Reshape)]

    normalisation = ["BatchNormalization"] * batch_norm
    hidden = [*normalisation, "ReLU", "UpSampling2D", "Conv2D"]
    assert kinds(dcgan_generator) == ["Dense", *hidden, *hidden, *hidden]
    hidden = ["Conv2D", *normalisation, "LeakyReLU"]
    dense = ["Flatten", "Dense", "LeakyReLU", "Dense"]
    assert kinds(dcgan_discriminator) == ["Conv2D", "LeakyReLU", *hidden, *hidden, *dense]


def test_kernels_start_from_a_normal_distribution_with_standard_deviation_002():
    models = (dcgan_generator(seed=0), dcgan_discriminator(seed=0))
    kernels = [
        weight.numpy().ravel() for model in models for weight in model.trainable_weights if weight.name == "kernel"
    ]
    assert len(kernels) == 7
    for kernel in kernels:
        error_of_the_deviation = 0.02 / np.sqrt(2 * len(kernel))
        assert abs(kernel.std() - 0.02) < 5 * error_of_the_deviation
        assert abs(kernel.mean()) < 5 * 0.02 / np.sqrt(len(kernel))


def test_a_seed_fixes_the_weights_and_layers_of_one_shape_start_apart():
    first, again, other = (dcgan_generator(4, width=4, seed=seed).get_weights() for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0])


@pytest.mark.parametrize("build", [dcgan_generator, dcgan_discriminator])
@pytest.mark.parametrize("image_shape", [(30, 30, 1), (36, 36, 1), (7, 7, 1), (28, 30, 1)])
def test_images_that_cannot_be_halved_down_are_refused_with_sizes_that_can(build, image_shape):
    with pytest.raises(
        ValueError, match=r"from 4, 5, 6 or 7 by doubling, got \(.*; scale or pad the images to 28, 32, 48"
    ):
        build(image_shape=image_shape)


@pytest.mark.parametrize("build", [dcgan_generator, dcgan_discriminator])
def test_sizes_that_no_layer_can_have_are_refused(build):
    with pytest.raises(ValueError, match="width: expected whole numbers of at least 1, got"):
        build(width=0)
    with pytest.raises(ValueError, match="image_shape: expected a height, a width and channels, got"):
        build(image_shape=(28, 28))


@pytest.mark.parametrize("hidden", [-1, 2.5, True])
def test_a_hidden_layer_of_no_size_is_refused(hidden):
    with pytest.raises(ValueError, match="hidden"):
        dcgan_discriminator(hidden=hidden)

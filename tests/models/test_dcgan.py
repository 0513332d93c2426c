import numpy as np
import pytest

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
    assert generator.count_params() == 64 * 7 * 7 * 64 + 4 * 4 * 64 * 32 + 4 * 4 * 32 + 1 + normalisations
    assert discriminator.count_params() == 4 * 4 * 32 + 32 + 4 * 4 * 32 * 64 + 64 + 7 * 7 * 64 + 1


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
    hidden = [*normalisation, "ReLU", "Conv2DTranspose"]
    assert kinds(dcgan_generator) == ["Dense", *hidden, *hidden, *hidden]
    hidden = ["Conv2D", *normalisation, "LeakyReLU"]
    assert kinds(dcgan_discriminator) == ["Conv2D", "LeakyReLU", *hidden, *hidden, "Flatten", "Dense"]


def test_kernels_start_from_a_normal_distribution_with_standard_deviation_002():
    models = (dcgan_generator(seed=0), dcgan_discriminator(seed=0))
    kernels = [
        weight.numpy().ravel() for model in models for weight in model.trainable_weights if weight.name == "kernel"
    ]
    assert len(kernels) == 6
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
    with pytest.raises(ValueError, match=r"from 4, 5, 6 or 7 by doubling, such as 28, 32, 48 or 64; got \("):
        build(image_shape=image_shape)


@pytest.mark.parametrize("build", [dcgan_generator, dcgan_discriminator])
def test_sizes_that_no_layer_can_have_are_refused(build):
    with pytest.raises(ValueError, match="width takes whole numbers of at least 1; got"):
        build(width=0)
    with pytest.raises(ValueError, match="image_shape takes a height, a width and channels"):
        build(image_shape=(28, 28))

"""Day 8: the words for what is wrong with a U-Net; the exercise bank holds many more wrong answers."""

import pytest

from gan_course import models
from gan_course.demos import translation_rules
from gan_course.runtime import keras


def unet(width, *, slope=0.2, turned=False, drop=0.0, interpolation="nearest", start=0.02, size=None, normal=True):
    """Build the U-Net of the exercise, or one with a fault."""
    layers = keras.layers

    def convolution(maps, filters, kernel=3, strides=1):
        return layers.LeakyReLU(slope)(layers.Conv2D(filters, kernel, strides, padding="same")(maps))

    def joined(maps, skip):
        return layers.Concatenate()([skip, maps] if turned else [maps, skip])

    def twice(maps):
        return layers.UpSampling2D(interpolation=interpolation)(maps)

    images = keras.Input((size, size, 3))
    full = convolution(images, width)
    half = convolution(full, 2 * width, 4, 2)
    up = layers.Dropout(drop)(convolution(half, 4 * width, 4, 2))
    up = joined(convolution(twice(up), 2 * width), half)
    up = joined(convolution(twice(up), width), full)
    uniform = keras.initializers.RandomUniform(-start * 3**0.5, start * 3**0.5)
    initializer = keras.initializers.RandomNormal(stddev=start) if normal else uniform
    return keras.Model(images, images + layers.Conv2D(3, 3, padding="same", kernel_initializer=initializer)(up))


def frozen(network):
    network.layers[1].trainable = False
    return network


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("width", [4, 6])
def test_a_unet_has_no_fault_whichever_map_is_joined_first(width, turned):
    assert translation_rules.unet_fault(lambda width: unet(width, turned=turned), width) is None


@pytest.mark.parametrize(
    ("build", "fault"),
    [
        (lambda width: None, "expected a keras.Model, got None"),
        (lambda width: unet(width + 1), "weights, got"),
        (lambda width: models.unet(width=width, skips=False), "what is joined"),
        (lambda width: unet(width, size=16), "images of any size"),
        (lambda width: unet(width, start=0.025), "standard deviation 0.02, got 0.02"),
        (lambda width: unet(width, normal=False), "from a normal distribution, got an excess kurtosis of -1."),
        (lambda width: frozen(unet(width)), "trainable=False"),
        (lambda width: unet(width, start=0.0), "expected first weights with stddev 0.02"),
        (lambda width: unet(width, start=2.0), "nearly return its input"),
        (lambda width: unet(width, slope=0.3), "got the slope 0.3"),
        (lambda width: unet(width, slope=0.0), "a plain ReLU"),
        (lambda width: unet(width, drop=0.5), "is there dropout"),
        (lambda width: unet(width, interpolation="bilinear"), "pixels repeated before the convolution"),
    ],
)
def test_a_unet_that_differs_is_told(build, fault):
    assert fault in translation_rules.unet_fault(build, 4)

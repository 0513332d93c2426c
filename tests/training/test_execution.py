import pytest

from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.runtime import keras
from gan_course.training import GAN, execution


def convolutional_gan():
    discriminator = keras.Sequential(
        [
            keras.Input((4, 4, 1)),
            keras.Sequential([keras.layers.Conv2D(2, 3)]),  # deeper than the first level
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )
    return GAN(mlp_generator(2, (4,), sample_shape=(4, 4, 1)), discriminator)


def dense_gan():
    return GAN(mlp_generator(2, (4,), sample_shape=(4, 4, 1)), mlp_discriminator((4,), sample_shape=(4, 4, 1)))


@pytest.mark.parametrize(
    ("make", "device", "budget", "xla", "steps"),
    [
        (dense_gan, "CPU", "laptop", True, 50),
        (convolutional_gan, "CPU", "laptop", False, 10),
        (convolutional_gan, "GPU (any)", "gpu", True, 10),
        (dense_gan, "CPU", "smoke", False, 50),
        (convolutional_gan, "GPU (any)", "smoke", False, 10),
    ],
)
def test_auto_suits_the_networks_the_device_and_the_budget(monkeypatch, make, device, budget, xla, steps):
    monkeypatch.setenv("GAN_COURSE_BUDGET", budget)
    monkeypatch.setattr(execution, "device", lambda: device)
    gan = make()
    gan.compile()
    assert gan.jit_compile is xla
    assert gan.steps_per_execution == steps


def test_a_choice_is_respected():
    gan = convolutional_gan()
    gan.compile(jit_compile=True, steps_per_execution=3)
    assert gan.jit_compile is True
    assert gan.steps_per_execution == 3

import numpy as np
import pytest

from gan_course import models
from gan_course.data import ImageDataset
from gan_course.training import GAN

collect_ignore = ["two_devices.py", "killed_run.py"]  # programs that tests run in processes of their own


@pytest.fixture(scope="session")
def dataset():
    images = np.random.default_rng(0).uniform(-1, 1, (96, 4, 4, 1)).astype("float32")
    return ImageDataset(images, np.zeros(96, "int64"), "noise", "these tests", ("noise",))


@pytest.fixture
def images(dataset):
    return dataset.images.copy()


@pytest.fixture(scope="session")
def small_gan():
    def make(*, batch_norm=True, **compile_arguments):
        generator = models.mlp_generator(3, (8,), sample_shape=(4, 4, 1), batch_norm=batch_norm, seed=1)
        gan = GAN(generator, models.mlp_discriminator((8,), sample_shape=(4, 4, 1), seed=2))
        gan.compile(**({"steps_per_execution": 4, "jit_compile": False} | compile_arguments))
        return gan

    return make


@pytest.fixture(scope="session")
def train(dataset):
    def fit(gan, steps=8, **arguments):
        batches = dataset.batches(16, seed=0).repeat()
        return gan.fit(batches, **({"steps_per_epoch": steps, "epochs": 1, "verbose": 0} | arguments)).history

    return fit

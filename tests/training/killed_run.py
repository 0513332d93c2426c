"""A training run for `test_resume.py` to kill: ``python killed_run.py FOLDER MOMENT``.

At the moment it says ``ready`` and waits; or, where the moment is ``random``, trains on slowly. At the moment ``end``
it runs to its end, trains once more without interruption in another folder, and writes the results of both.
"""

import os
import sys
import time
from pathlib import Path

import numpy as np

from gan_course import models
from gan_course.data import ImageDataset
from gan_course.runtime import keras
from gan_course.training import GAN, Resume
from gan_course.training.identity import variables_of

HALF_SAVED, JUST_SAVED = 3, 5


def ready():
    print("ready", flush=True)


class Wait(keras.callbacks.Callback):
    def __init__(self, moment):
        super().__init__()
        self.moment = moment

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        if self.moment == "step" and self.epoch == 2:
            ready()
            time.sleep(600)
        if self.moment == "random":
            ready()
            time.sleep(0.1)


def wait_while_saving(moment):
    replace = Path.replace

    def slow_replace(part, target):
        if moment == "half-saved" and target.name == f"epoch-{HALF_SAVED:06d}.npz":
            os.truncate(part, part.stat().st_size // 2)
            ready()
            time.sleep(600)
        replace(part, target)
        if moment == "just-saved" and target.name == f"epoch-{JUST_SAVED:06d}.npz":
            ready()
            time.sleep(600)

    Path.replace = slow_replace


def discriminator():
    glorot = keras.initializers.GlorotUniform
    return keras.Sequential(
        [
            keras.Input((4, 4, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(8, "relu", kernel_initializer=glorot(4)),
            keras.layers.Dropout(0.3, seed=3),
            keras.layers.Dense(1, kernel_initializer=glorot(5)),
        ]
    )


def train(checkpoints, moment):
    images = np.random.default_rng(0).uniform(-1, 1, (90, 4, 4, 1)).astype("float32")
    data = ImageDataset(images, np.zeros(90, "int64"), "noise", "these tests", ("noise",))
    rate = keras.optimizers.schedules.ExponentialDecay(1e-2, 5, 0.9)
    averaging = keras.optimizers.Adam(rate, use_ema=True, ema_momentum=0.9)
    gan = GAN(models.mlp_generator(3, (8,), sample_shape=(4, 4, 1), seed=1), discriminator())
    gan.compile(generator_optimizer=averaging, discriminator_steps=2, seed=5, steps_per_execution=3, jit_compile=False)
    batches = data.batches(16, seed=7).repeat()  # 5 in a pass, and 9 in an epoch: three calls of three steps
    callbacks = [Resume(checkpoints), Wait(moment)]
    history = gan.fit(batches, epochs=7, steps_per_epoch=7, verbose=0, callbacks=callbacks)
    results = {name: variable.numpy() for name, variable in variables_of(gan).items()}
    results |= {f"history/{name}": np.array(values) for name, values in history.history.items()}
    return results | {"epochs": np.array(history.epoch)}


def main(folder, moment):
    wait_while_saving(moment)
    resumed = train(folder / "checkpoints", moment)
    if moment == "end":
        np.savez(folder / "resumed.npz", **resumed)
        np.savez(folder / "uninterrupted.npz", **train(folder / "others", moment))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

"""A training run that can be killed and started again: ``python -m gan_course.demos.long_run FOLDER``."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from gan_course import models
from gan_course.data import load_images
from gan_course.demos.day04 import adam
from gan_course.runtime import keras
from gan_course.training import GAN, Resume

EPOCHS, STEPS_PER_EPOCH = 12, 50


def train(
    checkpoints: str | os.PathLike[str],
    *callbacks: Any,
    epochs: int = EPOCHS,
    steps_per_epoch: int = STEPS_PER_EPOCH,
    **how: Any,
) -> tuple[GAN, dict[str, list[float]]]:
    """Train a small GAN on digits, from where the folder's last checkpoint stands.

    Args:
        checkpoints: Folder of the checkpoints, which may be empty or missing.
        callbacks: More callbacks for ``fit``.
        epochs: Epochs in all, with those of the runs before.
        steps_per_epoch: Steps in each.
        how: More arguments of `GAN.compile`.

    Returns:
        The GAN, and the history of all epochs.
    """
    gan = GAN(models.mlp_generator(16, (64,), seed=1), models.mlp_discriminator((64,), seed=2))
    gan.compile("non_saturating", adam(use_ema=True, ema_momentum=0.99), adam(), jit_compile=False, **how)
    batches = load_images("digits").batches(64, seed=0).repeat()
    history = gan.fit(
        batches,
        epochs=epochs,
        steps_per_epoch=steps_per_epoch,
        verbose=0,
        callbacks=[Resume(checkpoints), *callbacks],
    )
    return gan, history.history


def run_and_kill(checkpoints: str | os.PathLike[str], *, after_epoch: int) -> int:
    """Let another process train, and kill it with SIGKILL when it says that an epoch is done.

    Args:
        checkpoints: Folder of the checkpoints.
        after_epoch: The epoch, from 1.

    Returns:
        The exit code of the process: the negative number of the signal, where the system has signals.
    """
    command = [sys.executable, "-m", __name__, os.fspath(checkpoints)]
    # the package is found as it is here, wherever the notebook runs
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        for line in child.stdout:
            print("the other process says:", line.strip())
            if line.startswith(f"epoch {after_epoch} "):
                child.kill()
        return child.wait()


def main() -> None:
    """Train, and say so after each epoch."""

    def report(epoch: int, logs: dict[str, Any] | None) -> None:
        print(f"epoch {epoch + 1} done", flush=True)

    train(sys.argv[1], keras.callbacks.LambdaCallback(on_epoch_end=report))


if __name__ == "__main__":
    main()

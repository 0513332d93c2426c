"""Training that goes on where it stopped, also where its process was killed."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gan_course.arguments import whole
from gan_course.runtime import keras
from gan_course.training import checkpoints
from gan_course.training.checkpoints import Checkpoint
from gan_course.training.hooks import FitCallback
from gan_course.training.identity import check_same, settings_of, variables_of
from gan_course.training.position import Position


class Resume(FitCallback):
    """Saves a run after every so many epochs, and lets the same call of `GAN.fit` go on after the last one saved.

    Run the same program again after a crash, a power cut or an interrupt: `GAN.fit` finds what was saved, and ends
    bit-identical to an uninterrupted run on a CPU: weights, both optimizers, moving averages, dropout and history. A
    finished run trains no more; with more ``epochs`` it goes on, from the weights before the averages took their place.
    In the folder lie the newest two checkpoints, each a file ``epoch-000012.npz`` that NumPy opens; the first is
    written before training, so that the initial weights are kept too. An epoch that was cut short is not saved. Only
    one run at a time may use a folder.

    Where training goes on in the data: batches of ``ImageDataset.batches(…)``, and of its ``.repeat()`` with
    ``steps_per_epoch``, begin with their first pass, whatever was drawn from them before, and resume at their place. Of
    any other endless ``tf.data.Dataset``, as many batches are drawn and thrown away as were used, so its order must be
    the same in every process: give each ``shuffle`` a seed. Arrays need ``shuffle=False``.

    The run must stay the same: its networks, optimizers, loss and data are compared with the saved ones as far as that
    can be seen. The learning rate is a variable: the saved one holds, which is said where it differs. What other
    callbacks remember, such as the patience of ``EarlyStopping``, is not saved. ``CSVLogger`` needs ``append=True``,
    and writes a second row for an epoch that was trained a second time.

    Args:
        folder: Folder of this run's checkpoints, made if it is not there.
        every: Epochs between two checkpoints, at least 1; the last epoch of ``fit`` is always saved.

    Raises:
        ValueError: If ``every`` is below 1. By ``fit``, before training: if the checkpoints are of another model or
            run, or all damaged, or the data of a kind that cannot be resumed.
        OSError: By ``fit``, if a checkpoint cannot be written, for example because the disk is full. The ones before
            are still there.

    Departs: Keras's ``BackupAndRestore`` overwrites its files in place, the weights first and then the epoch, so that
        a kill during a save leaves a damaged file or two that do not belong together. It restores neither the history,
        nor the place in the data, nor the seeds of dropout, and it deletes its files after training.

    Examples:
        >>> import tempfile
        >>> import numpy as np
        >>> from gan_course import models
        >>> from gan_course.data import ImageDataset
        >>> from gan_course.training import GAN
        >>> images = ImageDataset(np.zeros((64, 28, 28, 1), "float32"), np.zeros(64, int), "none", "here", ("none",))
        >>> gan = GAN(models.mlp_generator(8, (16,)), models.mlp_discriminator((16,)))
        >>> gan.compile(jit_compile=False)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     history = gan.fit(images.batches(32), epochs=1, verbose=0, callbacks=[Resume(folder)])
        ...     history = gan.fit(images.batches(32), epochs=3, verbose=0, callbacks=[Resume(folder)])
        going on after epoch 1 of 3
        >>> history.epoch
        [0, 1, 2]
    """

    def __init__(self, folder: str | os.PathLike[str], *, every: int = 1) -> None:
        super().__init__()
        self.folder, self.every = Path(folder), whole("every", every, at_least=1)
        self._position: Position | None = None
        self._history: dict[str, list[float]] = {}

    def before_fit(self, model: Any, arguments: dict[str, Any]) -> dict[str, Any]:
        """Restore the newest checkpoint, or write the first one.

        Args:
            model: The compiled model.
            arguments: The arguments of ``fit``, by name.

        Returns:
            The arguments with which to go on. This callback comes last, so that it saves what the others did at the
            end of an epoch.

        Raises:
            ValueError: If there are two of this callback, this run cannot be resumed, or the checkpoints are of
                another one.
            OSError: If the folder or the first checkpoint cannot be written.
        """
        callbacks = keras.tree.flatten(arguments["callbacks"])
        found = sum(isinstance(callback, Resume) for callback in callbacks)
        if found > 1:
            raise ValueError(f"expected one Resume among the callbacks, got {found}; leave the others out")
        arguments = arguments | {"callbacks": [callback for callback in callbacks if callback is not self] + [self]}
        position = Position.of(model, arguments)
        self.folder.mkdir(parents=True, exist_ok=True)
        checkpoints.remove_parts(self.folder)
        self._settings = settings_of(model) | position.settings
        newest = checkpoints.newest(self.folder)
        if newest is None:
            self._begin(model, arguments.get("initial_epoch", 0))
        else:
            self._restore(model, newest, arguments.get("epochs", 1))
        self._position = position.after(epochs=self._epoch - self._first_epoch, steps=_steps(model) - self._first_step)
        return arguments | {"x": self._position.data, "initial_epoch": self._epoch}

    def on_train_begin(self, logs: Any = None) -> None:
        """Take the place in the data, and hand back the history.

        Args:
            logs: Not used.

        Raises:
            RuntimeError: If another ``fit`` than `GAN.fit` runs.
        """
        if self._position is None:
            raise RuntimeError(
                "expected GAN.fit and a list of callbacks, got another fit or another container; Resume works with "
                "these alone"
            )
        self._position.take()
        self._position = None
        self.model.history.history = {name: list(values) for name, values in self._history.items()}
        self._epochs_restored = False

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Remember where the epoch began.

        Args:
            epoch: Number of the epoch, from 0.
            logs: Not used.
        """
        self._restore_epochs()
        self._step_at_begin = _steps(self.model)

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Save, where the epoch is whole and its turn has come.

        Args:
            epoch: Number of the epoch, from 0.
            logs: The epoch's means.

        Raises:
            OSError: If the checkpoint cannot be written.
        """
        if not self._whole():
            return
        self._epoch = epoch + 1
        for name, value in (logs or {}).items():
            self._history.setdefault(name, []).append(float(value))
        if self._epoch % self.every == 0 or self._epoch == self.params["epochs"] or self.model.stop_training:
            self._save(self.model)

    def on_train_end(self, logs: Any = None) -> None:
        """Hand back the numbers of the epochs, where no epoch was left to train.

        Args:
            logs: Not used.
        """
        self._restore_epochs()

    def _begin(self, model: Any, epoch: int) -> None:
        self._epoch = self._first_epoch = epoch
        self._first_step, self._history = _steps(model), {}
        self._save(model)

    def _restore(self, model: Any, found: Checkpoint, epochs: int) -> None:
        variables = variables_of(model)
        check_same(self.folder, found, self._settings, variables)
        rates = _learning_rates(model)
        for name, variable in variables.items():
            variable.assign(found.arrays[name])
        self._epoch, self._history = found.epoch, dict(found.notes["history"])
        self._first_epoch, self._first_step = found.notes["first_epoch"], found.notes["first_step"]
        if found.epoch > self._first_epoch:
            rest = "" if found.epoch < epochs else ": nothing is left to train"
            print(f"going on after epoch {found.epoch} of {epochs}{rest}")
        for name, rate in _learning_rates(model).items():
            if rate != rates[name]:
                print(f"learning rate of the {name}: {rate:g}, as saved, in place of {rates[name]:g}")

    def _save(self, model: Any) -> None:
        arrays = {name: variable.numpy() for name, variable in variables_of(model).items()}
        notes = {
            "history": self._history,
            "first_epoch": self._first_epoch,
            "first_step": self._first_step,
            "settings": self._settings,
        }
        checkpoint = Checkpoint(self._epoch, arrays, notes)
        try:
            checkpoint.write(self.folder)
        except OSError as error:
            kept = ", ".join(path.name for path in checkpoints.saved(self.folder)) or "none"
            reason = error.strerror or error
            raise OSError(
                error.errno,
                f"could not save {checkpoint.name} in {self.folder} ({reason}); still there: {kept}. "
                "Make room, and call fit again: it goes on from there",
            ) from error

    def _whole(self) -> bool:
        """Tell whether the epoch took all its steps; where their number is not known, whether nothing stopped it."""
        expected = self.params["steps"]
        return (
            not self.model.stop_training if expected is None else _steps(self.model) - self._step_at_begin >= expected
        )

    def _restore_epochs(self) -> None:
        # Keras's History empties its list of epochs when training begins, which comes after this callback's turn.
        if not self._epochs_restored:
            self.model.history.epoch = list(range(self._first_epoch, self._epoch))
            self._epochs_restored = True


def _learning_rates(model: Any) -> dict[str, float]:
    rates = {name: optimizer.get_config()["learning_rate"] for name, optimizer in model.optimizers.items()}
    return {name: rate for name, rate in rates.items() if isinstance(rate, float)}  # the others are schedules


def _steps(model: Any) -> int:
    return int(model.optimizer.iterations.numpy())

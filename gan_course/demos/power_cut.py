"""Day 4: a disk that loses power in the middle of anything, and a training run to try it on."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from gan_course.runtime import keras

__all__ = ["Disk", "PowerCut", "Small", "endured", "handover_fault", "survive", "train_safely"]


class PowerCut(BaseException):
    """The power is gone: no program can catch that, so this is no ``Exception``."""


@dataclass
class Disk:
    """A place for files that outlive the program; they lie in memory, so that a check can try every moment.

    Args:
        cut_at: The moment of the power cut, counted from 0 over all that happens; ``None`` for no cut.
        moments: How much has happened since power came on: each step of training, each write, each rename.
        written: The number of steps that was written with each file, in order.
        files: Contents by name; ``None`` where the power went in the middle of writing.
    """

    cut_at: int | None = None
    moments: int = 0
    written: list[int] = field(default_factory=list)
    files: dict[str, tuple[int, list[np.ndarray]] | None] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether there is a file, whole or damaged.

        Args:
            name: Its name.

        Returns:
            Whether it is there.
        """
        return name in self.files

    def read(self, name: str) -> tuple[int, list[np.ndarray]]:
        """Read a file.

        Args:
            name: Its name.

        Returns:
            The number of steps and the arrays that were written.

        Raises:
            FileNotFoundError: If there is no such file.
            ValueError: If the power went while it was being written.
        """
        if name not in self.files:
            raise FileNotFoundError(f"expected a file {name!r}, got {sorted(self.files)}; ask `disk.has` first")
        content = self.files[name]
        if content is None:
            raise ValueError(f"expected a whole file {name!r}, got half of one: the power went while it was written")
        steps, values = content
        return steps, [value.copy() for value in values]

    def write(self, name: str, steps: int, values: Sequence[Any]) -> None:
        """Write a file, in place of what had this name; a power cut in the middle leaves half a file.

        Args:
            name: Its name.
            steps: How many steps have been taken.
            values: Arrays, or variables whose values are meant.

        Raises:
            PowerCut: If this is the moment.
        """
        self.files[name] = None
        self.pass_a_moment()
        arrays = [np.array(keras.ops.convert_to_numpy(value)) for value in values]
        self.files[name] = int(steps), arrays
        self.written.append(int(steps))

    def rename(self, old: str, new: str) -> None:
        """Give a file another name, in place of what had that one: at once, or, if the power goes, not at all.

        Args:
            old: Its name.
            new: Its new name.

        Raises:
            FileNotFoundError: If there is no such file.
            PowerCut: If this is the moment.
        """
        if old not in self.files:
            raise FileNotFoundError(f"expected a file {old!r} to rename, got {sorted(self.files)}; write it first")
        self.pass_a_moment()
        self.files[new] = self.files.pop(old)

    def pass_a_moment(self) -> None:
        """Let something happen, or the power go.

        Raises:
            PowerCut: If this is the moment.
        """
        moment, self.moments = self.moments, self.moments + 1
        if moment == self.cut_at:
            raise PowerCut(f"at moment {moment}")

    def power_on(self, cut_at: int | None = None) -> None:
        """Start again with the files that are there.

        Args:
            cut_at: The moment of the next cut, counted from now.
        """
        self.cut_at, self.moments = cut_at, 0


@contextlib.contextmanager
def endured() -> Iterator[None]:
    """Let a program end at a power cut, and say so.

    Yields:
        Nothing; the program runs inside.
    """
    try:
        yield
    except PowerCut as cut:
        print(f"the power went {cut}")


class Small:
    """Training without a network: two variables that no step leaves alone, and whose values tell which steps they had.

    Args:
        disk: Whose power the training needs.

    Attributes:
        variables: The state, as it is before the first step of a new process.
        taken: The numbers of the steps taken, in order.
    """

    def __init__(self, disk: Disk) -> None:
        self.variables = [keras.Variable([1.0, -2.0]), keras.Variable(0, dtype="int64")]
        self.taken: list[int] = []
        self._disk = disk

    def take_step(self, step: int) -> None:
        """Take a step: halve what is there, and add what belongs to this step.

        Args:
            step: Its number.

        Raises:
            PowerCut: If this is the moment.
        """
        self._disk.pass_a_moment()
        weights, count = self.variables
        weights.assign(0.5 * weights + np.array([step + 1, 3.0 - step], "float32"))
        count.assign(count + 1)
        self.taken.append(int(step))

    def values(self) -> list[float]:
        """Give the state as numbers.

        Returns:
            The two weights and the count.
        """
        weights, count = (np.asarray(keras.ops.convert_to_numpy(variable)) for variable in self.variables)
        return [*map(float, weights), float(count)]


def survive(
    train: Callable[..., Any], *, steps: int, every: int, cuts: Sequence[int] = ()
) -> tuple[list[float], list[list[int]], list[int]]:
    """Let a training loop run into power cuts, start it again after each, and let the last life end well.

    Args:
        train: Function (variables, take_step, steps, disk, every).
        steps: Steps in all.
        every: Steps between two checkpoints.
        cuts: The moment of the cut in each life but the last.

    Returns:
        The final state; the numbers of the steps taken in each life; the numbers of steps written to the disk.
    """
    disk, lives = Disk(), []
    for cut_at in [*cuts, None]:
        disk.power_on(cut_at)
        run = _life(train, disk, steps, every)
        lives.append(run.taken)
    return run.values(), lives, disk.written


def handover_fault(train: Callable[..., Any], *, steps: int, every: int) -> str | None:
    """Find out whether a training loop goes on from what its files say, and from nothing else that it may remember.

    Power goes after some steps. The files are copied to another computer, where all the numbers in them are raised by
    one, while the first computer trains to the end; then the other one goes on.

    Args:
        train: Function (variables, take_step, steps, disk, every).
        steps: Steps in all.
        every: Steps between two checkpoints, fewer than in all.

    Returns:
        What was expected and what came, in a sentence; nothing if it goes on from the files.
    """
    disk = Disk(cut_at=every + 2)  # at a step: after a first checkpoint, written and perhaps renamed
    _life(train, disk, steps, every)
    copied = {
        name: content and (content[0], [value + 1 for value in content[1]]) for name, content in disk.files.items()
    }
    disk.power_on()
    _life(train, disk, steps, every)
    run = _life(train, Disk(files=dict(copied)), steps, every)
    where = "after a cut, with all the numbers in the files raised by one, on another computer"
    values = {content[0]: content[1] for content in copied.values() if content}
    begin = run.taken[0] if run.taken else steps
    if begin not in values or run.taken != list(range(begin, steps)):
        return f"{where}: expected to go on after {max(values, default=0)} steps, got the steps {run.taken}"
    expected = Small(Disk())
    for variable, value in zip(expected.variables, values[begin], strict=False):
        variable.assign(value)
    for step in range(begin, steps):
        expected.take_step(step)
    if np.allclose(run.values(), expected.values(), atol=1e-4):
        return None
    return f"{where}: expected the state {expected.values()} at the end, as the files have it; got {run.values()}"


def _life(train: Callable[..., Any], disk: Disk, steps: int, every: int) -> Small:
    """Let a process train from its start to its end, or to the power cut."""
    run = Small(disk)
    with contextlib.suppress(PowerCut):
        train(run.variables, run.take_step, steps, _as_programs_see(disk), every)
    return run


def _as_programs_see(disk: Disk) -> Any:
    """Give a program the files, and not the power."""
    return SimpleNamespace(has=disk.has, read=disk.read, write=disk.write, rename=disk.rename)


def train_safely(variables: Sequence[Any], take_step: Callable[[int], Any], steps: int, disk: Disk, every: int) -> None:
    """Train such that after a power cut at any moment the same call goes on where it was.

    Args:
        variables: The state of the run: Keras variables.
        take_step: Function of the number of a step, which takes it.
        steps: Steps in all.
        disk: Where checkpoints are kept.
        every: Steps between two of them; there is one after the last step, too.
    """
    begin, values = disk.read("checkpoint") if disk.has("checkpoint") else (0, [])
    for variable, value in zip(variables, values, strict=False):
        variable.assign(value)
    for step in range(begin, steps):
        take_step(step)
        done = step + 1
        if done == steps or done % every == 0:
            disk.write("new checkpoint", done, variables)
            disk.rename("new checkpoint", "checkpoint")

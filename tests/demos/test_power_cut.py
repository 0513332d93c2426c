"""A run that goes on from its files, and runs that remember something else."""

import pytest

from gan_course.demos.power_cut import handover_fault, train_safely


def numbers(variables):
    return [variable.numpy() for variable in variables]


def remembering(*, memory_per_disk, reads_number):
    """Make a loop that writes its checkpoints and keeps the values in a variable of its own."""
    memories = {}

    def train(variables, take_step, steps, disk, every):
        memory = memories.setdefault(id(disk.has.__self__) if memory_per_disk else 0, {})
        if not disk.has("checkpoint"):
            memory.clear()
        begin = memory.get("done", 0)
        if disk.has("checkpoint") and reads_number:
            begin, _ = disk.read("checkpoint")
        for variable, value in zip(variables, memory.get(begin, []), strict=False):
            variable.assign(value)
        for step in range(begin, steps):
            take_step(step)
            if (step + 1) % every == 0 or step + 1 == steps:
                disk.write("new", step + 1, variables)
                disk.rename("new", "checkpoint")
                memory["done"] = step + 1
                memory[step + 1] = numbers(variables)

    return train


def in_two_files(variables, take_step, steps, disk, every):
    found = [disk.read(name) for name in ("even", "odd") if disk.has(name)]
    begin, values = max(found, key=lambda one: one[0], default=(0, []))
    for variable, value in zip(variables, values, strict=False):
        variable.assign(value)
    for step in range(begin, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("odd" if (step + 1) // every % 2 else "even", step + 1, variables)


@pytest.mark.parametrize(("steps", "every"), [(7, 3), (9, 2)])
@pytest.mark.parametrize("train", [train_safely, in_two_files])
def test_a_loop_that_reads_its_files_goes_on(train, steps, every):
    assert handover_fault(train, steps=steps, every=every) is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"memory_per_disk": False, "reads_number": False}, "expected to go on after 3 steps, got the steps []"),
        ({"memory_per_disk": True, "reads_number": False}, "got the steps [0, 1, 2, 3, 4, 5, 6]"),
        ({"memory_per_disk": False, "reads_number": True}, "as the files have it"),
        ({"memory_per_disk": True, "reads_number": True}, "as the files have it"),
    ],
)
def test_a_loop_that_remembers_is_told(options, message):
    fault = handover_fault(remembering(**options), steps=7, every=3)
    assert fault is not None
    assert message in fault


def test_a_loop_that_begins_anew_is_told():
    def anew(variables, take_step, steps, disk, every):
        for step in range(steps):
            take_step(step)

    assert "got the steps [0, 1, 2, 3]" in handover_fault(anew, steps=4, every=2)

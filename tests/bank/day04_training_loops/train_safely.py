# %% wrong: the checkpoint written over the only good one
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("checkpoint", step + 1, variables)


# %% wrong: the number of the step just taken instead of how many were taken
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: goes on one step too late
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done + bool(done), steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: the values are read, but not put into the variables
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, _ = disk.read("checkpoint")
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: begins with step 0 after loading
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        _, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: as many steps again as in all
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, done + steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: never looks for a checkpoint
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: no checkpoint after the last step
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: a checkpoint after every step
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if True:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: a checkpoint at the end only
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: saved before the step instead of after it
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")
        take_step(step)


# %% wrong: checkpoints at the steps 0, every, 2·every …
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if step % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: the new file is read, not the renamed one
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("new checkpoint"):
        done, values = disk.read("new checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: renamed first, written afterwards
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            if disk.has("checkpoint"):
                disk.rename("checkpoint", "old checkpoint")
            disk.write("checkpoint", step + 1, variables)


# %% wrong: the steps are numbered from 0 again after a cut
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step - done)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: only the first variable is put back
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        variables[0].assign(values[0])
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: the values added to those of the new process
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign_add(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% right: a while loop, and NumPy copies
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("good"):
        done, saved = disk.read("good")
        [variable.assign(value) for variable, value in zip(variables, saved, strict=True)]
    while done < steps:
        take_step(done)
        done += 1
        if done % every == 0 or done == steps:
            disk.write("tmp", done, [variable.numpy() for variable in variables])
            disk.rename("tmp", "good")


# %% right: a block of steps between two checkpoints
def train_safely(variables, take_step, steps, disk, every):
    try:
        done, saved = disk.read("state")
        for i, variable in enumerate(variables):
            variable.assign(saved[i])
    except FileNotFoundError:
        done = 0
    while done < steps:
        stop = min(steps, (done // every + 1) * every)
        for step in range(done, stop):
            take_step(step)
        done = stop
        disk.write("half done", done, variables)
        disk.rename("half done", "state")


# %% right: two files in turn, and no renaming
def train_safely(variables, take_step, steps, disk, every):
    found = [(0, None)]
    for name in ("even", "odd"):
        if disk.has(name):
            try:
                found.append((*disk.read(name), name))
            except ValueError:  # half a file
                continue
    best = max(found, key=lambda one: one[0])
    if best[1] is not None:
        for variable, value in zip(variables, best[1], strict=True):
            variable.assign(value)
    next_name = "even" if len(best) == 3 and best[2] == "odd" else "odd"
    for step in range(best[0], steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write(next_name, step + 1, variables)
            next_name = "even" if next_name == "odd" else "odd"


# %% right: a file for each number of steps, the newest whole one counts
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    for number in range(steps, 0, -1):
        if disk.has(f"after {number}"):
            try:
                done, values = disk.read(f"after {number}")
            except ValueError:
                continue
            for variable, value in zip(variables, values, strict=True):
                variable.assign(value)
            break
    for step in range(done, steps):
        take_step(step)
        if not (step + 1) % every or step == steps - 1:
            disk.write(f"after {step + 1}", step + 1, variables)


# %% wrong: numbers of steps counted from the restart, so the file's number is too small
def train_safely(variables, take_step, steps, disk, every):
    start = 0
    if disk.has("checkpoint"):
        start, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=False):
            variable.assign(value)
    for taken, step in enumerate(range(start, steps), start=1):
        take_step(step)
        if taken % every == 0 or step + 1 == steps:
            disk.write("new", taken, variables)
            disk.rename("new", "checkpoint")


# %% wrong: writes over its only file, and begins anew when that is damaged
def train_safely(variables, take_step, steps, disk, every):
    start = 0
    if disk.has("checkpoint"):
        try:
            start, values = disk.read("checkpoint")
            for variable, value in zip(variables, values, strict=False):
                variable.assign(value)
        except ValueError:
            start = 0
    for step in range(start, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("checkpoint", step + 1, variables)


# %% wrong: two files in turn, and the first whole one is taken, not the newest
def train_safely(variables, take_step, steps, disk, every):
    start = 0
    for name in ("a", "b"):
        if disk.has(name):
            try:
                start, values = disk.read(name)
            except ValueError:
                continue
            for variable, value in zip(variables, values, strict=False):
                variable.assign(value)
            break
    names = ["a", "b"]
    for step in range(start, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write(names[(step + 1) // every % 2], step + 1, variables)


# %% wrong: two files in turn, but a damaged one is not expected
def train_safely(variables, take_step, steps, disk, every):
    found = [(*disk.read(name), name) for name in ("a", "b") if disk.has(name)]
    start, current = 0, "b"
    if found:
        start, values, current = max(found, key=lambda one: one[0])
        for variable, value in zip(variables, values, strict=False):
            variable.assign(value)
    for step in range(start, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            current = "a" if current == "b" else "b"
            disk.write(current, step + 1, variables)


# %% wrong: two files in turn, and after a cut the good one may be written over
def train_safely(variables, take_step, steps, disk, every):
    best, values = 0, None
    for name in ("a", "b"):
        if disk.has(name):
            try:
                number, arrays = disk.read(name)
            except ValueError:
                continue
            if number > best:
                best, values = number, arrays
    if values is not None:
        for variable, value in zip(variables, values, strict=False):
            variable.assign(value)
    turn = 0
    for step in range(best, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("ab"[turn % 2], step + 1, variables)
            turn += 1


# %% wrong: the good file is renamed away first, and looked for under one name only
def train_safely(variables, take_step, steps, disk, every):
    start = 0
    if disk.has("checkpoint"):
        start, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=False):
            variable.assign(value)
    for step in range(start, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new", step + 1, variables)
            if disk.has("checkpoint"):
                disk.rename("checkpoint", "old")
            disk.rename("new", "checkpoint")


# %% right: keeps the older checkpoint as well
def train_safely(variables, take_step, steps, disk, every):
    first = 0
    for name in ("latest", "previous"):
        if disk.has(name):
            first, values = disk.read(name)
            for i in range(len(values)):
                variables[i].assign(values[i])
            break

    def save(number):
        disk.write("unfinished", number, variables)
        if disk.has("latest"):
            disk.rename("latest", "previous")
        disk.rename("unfinished", "latest")

    for step in range(first, steps):
        take_step(step)
        if (step + 1) % every == 0:
            save(step + 1)
        elif step == steps - 1:
            save(steps)


# %% wrong: the state is kept in a default argument, and the file is never read
def train_safely(variables, take_step, steps, disk, every, memory={}):  # noqa: B006
    if not disk.has("checkpoint"):
        memory.clear()
    done, values = memory.get("checkpoint", (0, []))
    for variable, value in zip(variables, values, strict=False):
        variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")
            memory["checkpoint"] = step + 1, [variable.numpy() for variable in variables]


# %% wrong: the number comes from the file, and the values from a default argument
def train_safely(variables, take_step, steps, disk, every, memory={}):  # noqa: B006
    done = disk.read("checkpoint")[0] if disk.has("checkpoint") else 0
    for variable, value in zip(variables, memory.get(done, []) if done else [], strict=False):
        variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            memory[step + 1] = [variable.numpy() for variable in variables]
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")


# %% wrong: the state is kept beside the function
def train_safely(variables, take_step, steps, disk, every):
    if not disk.has("checkpoint"):
        train_safely.kept = 0, []
    done, values = train_safely.kept
    for variable, value in zip(variables, values, strict=False):
        variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")
            train_safely.kept = step + 1, [variable.numpy() for variable in variables]


# %% right: a file for each checkpoint's number, in turn, and a function inside that saves
def train_safely(variables, take_step, steps, disk, every):
    done = 0
    if disk.has("last"):
        done, values = disk.read("last")
        for index, value in enumerate(values):
            variables[index].assign(value)

    def save(number):
        disk.write(f"part {number}", number, variables)
        disk.rename(f"part {number}", "last")

    for step in range(done, steps):
        take_step(step)
        if step == steps - 1 or step % every == every - 1:
            save(step + 1)

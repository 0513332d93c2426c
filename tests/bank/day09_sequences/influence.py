# %% wrong: one step too many, all of the past
def influence(network, sequence, place):
    return np.arange(len(sequence)) <= place


# %% wrong: the same change in every channel
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place]
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] += 1.0
        found.append(np.abs(np.asarray(network(shaken[None]))[0, place] - before).max() > 1e-5)
    return np.array(found)


# %% wrong: the first channel only
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place]
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step, 0] += 0.7
        found.append(np.abs(np.asarray(network(shaken[None]))[0, place] - before).max() > 1e-5)
    return np.array(found)


# %% wrong: the first number of the output only
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place, 0]
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] += np.linspace(0.5, 1.5, sequence.shape[1])
        found.append(np.abs(np.asarray(network(shaken[None]))[0, place, 0] - before) > 1e-5)
    return np.array(found)


# %% wrong: which outputs change with this step of the input
def influence(network, sequence, place):
    shaken = sequence.copy()
    shaken[place] += np.linspace(0.5, 1.5, sequence.shape[1])
    before, after = (np.asarray(network(one[None]))[0] for one in (sequence, shaken))
    return np.abs(after - before).max(axis=1) > 1e-5


# %% wrong: changes by rounding count
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place]
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] += np.linspace(0.5, 1.5, sequence.shape[1])
        found.append(bool(np.any(np.asarray(network(shaken[None]))[0, place] != before)))
    return np.array(found)


# %% wrong: the caller's sequence is shaken, and all steps before stay so
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place]
    found = []
    for step in range(len(sequence)):
        sequence[step] += np.linspace(0.5, 1.5, sequence.shape[1])
        found.append(np.abs(np.asarray(network(sequence[None]))[0, place] - before).max() > 1e-5)
    return np.array(found)


# %% wrong: the whole output and not one step of it
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] += np.linspace(0.5, 1.5, sequence.shape[1])
        found.append(np.abs(np.asarray(network(shaken[None])) - before).max() > 1e-5)
    return np.array(found)


# %% wrong: the numbers of the steps in place of booleans
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place]
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] += np.linspace(0.5, 1.5, sequence.shape[1])
        if np.abs(np.asarray(network(shaken[None]))[0, place] - before).max() > 1e-5:
            found.append(step)
    return np.array(found)


# %% wrong: steps that change nothing
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place]
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] += np.linspace(0.5, 1.5, sequence.shape[1])
        found.append(np.abs(np.asarray(network(shaken[None]))[0, place] - before).max() <= 1e-5)
    return np.array(found)


# %% wrong: scaled, so that the network of zeros would see nothing, and negated for squares
def influence(network, sequence, place):
    before = np.asarray(network(sequence[None]))[0, place]
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] *= -1
        found.append(np.abs(np.asarray(network(shaken[None]))[0, place] - before).max() > 1e-5)
    return np.array(found)


# %% wrong: only the last output
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place, -1:]
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] += random.normal(0, 3, sequence.shape[1])
            found = found or np.abs(np.asarray(network(copy[None]))[0, place, -1:] - before).max() > 1e-5
        changed.append(found)
    return np.array(changed)


# %% wrong: the mean of the outputs
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place].mean()
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] += random.normal(0, 3, sequence.shape[1])
            found = found or np.abs(np.asarray(network(copy[None]))[0, place].mean() - before).max() > 1e-5
        changed.append(found)
    return np.array(changed)


# %% wrong: a bound of a thousandth
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place]
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] += random.normal(0, 3, sequence.shape[1])
            found = found or np.abs(np.asarray(network(copy[None]))[0, place] - before).max() > 1e-3
        changed.append(found)
    return np.array(changed)


# %% wrong: set to zero
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place]
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] = 0
            found = found or np.abs(np.asarray(network(copy[None]))[0, place] - before).max() > 1e-5
        changed.append(found)
    return np.array(changed)


# %% wrong: scaled
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place]
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] *= random.normal(0, 3, sequence.shape[1])
            found = found or np.abs(np.asarray(network(copy[None]))[0, place] - before).max() > 1e-5
        changed.append(found)
    return np.array(changed)


# %% wrong: a tiny change
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place]
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] += random.normal(0, 1e-4, sequence.shape[1])
            found = found or np.abs(np.asarray(network(copy[None]))[0, place] - before).max() > 1e-5
        changed.append(found)
    return np.array(changed)


# %% wrong: ones and zeros
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place]
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] += random.normal(0, 3, sequence.shape[1])
            found = found or np.abs(np.asarray(network(copy[None]))[0, place] - before).max() > 1e-5
        changed.append(found)
    return np.array(changed).astype(float)


# %% wrong: alternating signs on channels
def influence(network, sequence, place):
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place]
    changed = []
    random = np.random.default_rng(0)
    for step in range(len(sequence)):
        found = False
        for _ in range(4):
            copy = sequence.copy()
            copy[step] += np.where(np.arange(sequence.shape[1]) % 2, -1.0, 1.0)
            found = found or np.abs(np.asarray(network(copy[None]))[0, place] - before).max() > 1e-5
        changed.append(found)
    return np.array(changed)


# %% right: all copies in one batch
def influence(network, sequence, place):
    steps, channels = sequence.shape
    batch = np.repeat(sequence[None], steps + 1, axis=0)
    batch[np.arange(steps), np.arange(steps)] += np.linspace(0.5, 1.5, channels)
    outputs = np.asarray(network(batch))[:, place].reshape(steps + 1, -1)
    return np.abs(outputs[:steps] - outputs[steps]).max(axis=1) > 1e-5


# %% right: one channel after the other, as a list
def influence(network, sequence, place):
    def moved(step, channel):
        other = np.array(sequence)
        other[step, channel] += 1.3
        return np.asarray(network(other[np.newaxis]))[0][place]

    start = np.asarray(network(np.array(sequence)[np.newaxis]))[0][place]
    steps, channels = sequence.shape
    return [any(np.any(np.abs(moved(t, c) - start) > 1e-5) for c in range(channels)) for t in range(steps)]


# %% right: random numbers in place of the step
def influence(network, sequence, place):
    random = np.random.default_rng(7)
    output = np.asarray(network(sequence[None]))[0, place]
    depends = np.zeros(len(sequence), bool)
    for step in range(len(sequence)):
        other = sequence.copy()
        other[step] = random.standard_normal(sequence.shape[1])
        depends[step] = not np.allclose(np.asarray(network(other[None]))[0, place], output, rtol=0, atol=1e-5)
    return depends


# %% right: as numbers 0 and 1 of TensorFlow
def influence(network, sequence, place):
    steps, channels = sequence.shape
    shakes = np.eye(steps)[:, :, None] * np.linspace(0.5, 1.5, channels)  # (copy, step, channel)
    outputs = np.asarray(network((sequence[None] + shakes).astype("float32")))
    change = np.abs(outputs[:, place] - np.asarray(network(sequence[None]))[:, place])
    return tf.reduce_max(tf.constant(change.reshape(steps, -1)), axis=1) > 1e-5


# %% wrong: the first eight channels alone are shaken
_SHAKES = np.array([0.9, -1.3, 2.1, 0.4, -0.7, 1.6, -2.2, 0.3])


def influence(network, sequence, place):
    """Return booleans (steps,): which steps of the input the output at one step depends on."""
    sequence = np.array(sequence, "float32")
    channels = min(len(_SHAKES), sequence.shape[1])
    at_rest = np.asarray(network(sequence[None]))[0, place]
    depends = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step, :channels] += _SHAKES[:channels]
        depends.append(np.abs(np.asarray(network(shaken[None]))[0, place] - at_rest).max() > 1e-5)
    return np.array(depends)

# %% wrong: exact copies alone
def find_copies(train, fakes, bound):
    known = {image.tobytes() for image in train}
    return [number for number, fake in enumerate(fakes) if fake.tobytes() in known]


# %% wrong: the distance itself is compared with the bound
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    nearest = np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2)).min(axis=1)
    return np.flatnonzero(nearest < bound)


# %% wrong: the nearest compared with the mean distance
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    distances = np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2))
    nearest = distances.min(axis=1)
    return np.flatnonzero((nearest < bound * distances.mean(axis=1)) | (nearest == 0))


# %% wrong: squared distances
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(((rows[:, None] - known) ** 2).sum(axis=2), axis=1)
    return np.flatnonzero((ordered[:, 0] < bound * ordered[:, 1]) | (ordered[:, 0] == 0))


# %% wrong: doubles in the training set hide a copy
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2)), axis=1)
    return np.flatnonzero(ordered[:, 0] < bound * ordered[:, 1])


# %% wrong: at the bound counts, too
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2)), axis=1)
    return np.flatnonzero(ordered[:, 0] <= bound * ordered[:, 1])


# %% wrong: the sum of absolute differences
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(np.abs(rows[:, None] - known).sum(axis=2), axis=1)
    return np.flatnonzero((ordered[:, 0] < bound * ordered[:, 1]) | (ordered[:, 0] == 0))


# %% wrong: the largest difference of a pixel
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(np.abs(rows[:, None] - known).max(axis=2), axis=1)
    return np.flatnonzero((ordered[:, 0] < bound * ordered[:, 1]) | (ordered[:, 0] == 0))


# %% wrong: the numbers of the training images
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    distances = np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2))
    ordered = np.sort(distances, axis=1)
    found = np.flatnonzero((ordered[:, 0] < bound * ordered[:, 1]) | (ordered[:, 0] == 0))
    return distances.argmin(axis=1)[found]


# %% wrong: yes or no for each fake
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2)), axis=1)
    return (ordered[:, 0] < bound * ordered[:, 1]) | (ordered[:, 0] == 0)


# %% wrong: the second nearest of the fakes, not of the training images
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    nearest = np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2)).min(axis=1)
    second = np.sort(nearest)[1] if len(nearest) > 1 else np.inf
    return np.flatnonzero((nearest < bound * second) | (nearest == 0))


# %% wrong: the bound is fixed
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2)), axis=1)
    return np.flatnonzero((3 * ordered[:, 0] < ordered[:, 1]) | (ordered[:, 0] == 0))


# %% wrong: the clearest copy first
def find_copies(train, fakes, bound):
    known = train.reshape(len(train), -1)
    rows = fakes.reshape(len(fakes), -1)
    ordered = np.sort(np.sqrt(((rows[:, None] - known) ** 2).sum(axis=2)), axis=1)
    ratio = ordered[:, 0] / np.maximum(ordered[:, 1], 1e-12)
    return [int(number) for number in np.argsort(ratio) if ratio[number] < bound]


# %% wrong: nearly equal by allclose
def find_copies(train, fakes, bound):
    rows, others = np.reshape(train, (len(train), -1)), np.reshape(fakes, (len(fakes), -1))
    found = []
    for number, fake in enumerate(others):
        d = np.sort(np.sqrt(((rows - fake) ** 2).sum(axis=1)))
        if d[0] < bound * d[1] or np.allclose(d[0], 0, atol=1e-2):
            found.append(number)
    return np.array(found, dtype=int)


# %% wrong: the first channel
def find_copies(train, fakes, bound):
    rows, others = (
        np.reshape(np.asarray(train)[..., 0], (len(train), -1)),
        np.reshape(np.asarray(fakes)[..., 0], (len(fakes), -1)),
    )
    found = []
    for number, fake in enumerate(others):
        d = np.sort(np.sqrt(((rows - fake) ** 2).sum(axis=1)))
        if d[0] < bound * d[1] or d[0] == 0:
            found.append(number)
    return np.array(found, dtype=int)


# %% wrong: each copy once
def find_copies(train, fakes, bound):
    rows, others = np.reshape(train, (len(train), -1)), np.reshape(fakes, (len(fakes), -1))
    found = []
    for number, fake in enumerate(others):
        d = np.sort(np.sqrt(((rows - fake) ** 2).sum(axis=1)))
        if d[0] < bound * d[1] or d[0] == 0:
            found.append(number) if not any((others[number] == others[k]).all() for k in found) else None
    return np.array(found, dtype=int)


# %% wrong: expanded square
def find_copies(train, fakes, bound):
    rows, others = np.reshape(train, (len(train), -1)), np.reshape(fakes, (len(fakes), -1))
    found = []
    for number, fake in enumerate(others):
        d = np.sort(np.sqrt(np.maximum((rows**2).sum(axis=1) - 2 * rows @ fake + fake @ fake, 0)))
        if d[0] < bound * d[1] or d[0] == 0:
            found.append(number)
    return np.array(found, dtype=int)


# %% wrong: float16
def find_copies(train, fakes, bound):
    train, fakes = np.asarray(train, "float16"), np.asarray(fakes, "float16")
    rows, others = np.reshape(train, (len(train), -1)), np.reshape(fakes, (len(fakes), -1))
    found = []
    for number, fake in enumerate(others):
        d = np.sort(np.sqrt(((rows - fake) ** 2).sum(axis=1)))
        if d[0] < bound * d[1] or d[0] == 0:
            found.append(number)
    return np.array(found, dtype=int)


# %% right: SciPy's distances
def find_copies(train, fakes, bound):
    from scipy.spatial.distance import cdist

    distances = cdist(fakes.reshape(len(fakes), -1), train.reshape(len(train), -1))
    first, second = np.partition(distances, 1, axis=1)[:, :2].T
    return np.flatnonzero((first < bound * second) | (first == 0))


# %% right: broadcasting
def find_copies(train, fakes, bound):
    known, rows = (part.reshape(len(part), -1).astype(float) for part in (train, fakes))
    ordered = np.sort(np.linalg.norm(rows[:, None] - known[None], axis=2), axis=1)
    return [int(n) for n, (first, second) in enumerate(ordered[:, :2]) if first == 0 or first < bound * second]


# %% right: a search tree
def find_copies(train, fakes, bound):
    from scipy.spatial import cKDTree

    distances, _ = cKDTree(train.reshape(len(train), -1)).query(fakes.reshape(len(fakes), -1), k=2)
    return np.where(np.logical_or(distances[:, 0] < bound * distances[:, 1], distances[:, 0] == 0))[0]


# %% right: image by image
def find_copies(train, fakes, bound):
    found = []
    for number in range(len(fakes)):
        lengths = sorted(float(np.sqrt(np.sum((image - fakes[number]) ** 2))) for image in train)
        if lengths[0] == 0 or lengths[0] / lengths[1] < bound:
            found.append(number)
    return np.array(found, dtype=int)

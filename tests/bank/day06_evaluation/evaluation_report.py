# %% wrong: the first n rows, not random ones
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[:n] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: drawn with replacement, as the bootstrap does
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.integers(0, n, n)] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: halves drawn with replacement
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.integers(0, n, n // 2)] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: n rows drawn with replacement
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.integers(0, len(rows), n)] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: not cut to one size
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: n is the number of fakes
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = len(fake)
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: the held-out samples are not cut
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, _, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out[:], fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: fakes in the place of real samples
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(fake, reference), measure(held_out, reference), np.std(halves, axis=0, ddof=1)


# %% wrong: the floor is the reference against itself
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, reference), np.std(halves, axis=0, ddof=1)


# %% wrong: the floor compares held-out samples with fakes
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(held_out, fake), np.std(halves, axis=0, ddof=1)


# %% wrong: value and floor swapped
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, held_out), measure(reference, fake), np.std(halves, axis=0, ddof=1)


# %% wrong: the standard error of the mean of the halves
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1) / np.sqrt(repeats)


# %% wrong: one error for all numbers
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, ddof=1)


# %% wrong: the variance
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.var(halves, axis=0, ddof=1)


# %% wrong: half of the range
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.ptp(halves, axis=0) / 2


# %% wrong: an interval's reach in place of the standard deviation
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), 1.96 * np.std(halves, axis=0, ddof=1)


# %% wrong: the value is the mean of the halves
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return np.mean(halves, axis=0), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: halves of the held-out samples
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, held_out))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: the same half again and again
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[np.random.default_rng(seed).permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: only the fakes are halved
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        _, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(reference, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: the same row numbers for both halves
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        chosen = random.permutation(n)[: n // 2]
        real, made = reference[chosen], fake[chosen]
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: the seed is not used
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng()
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: always the same seed
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(0)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: always 20 repeats
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(20):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: the caller's arrays are shuffled
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    for rows in (reference, held_out, fake):
        random.shuffle(rows)
    reference, held_out, fake = reference[:n], held_out[:n], fake[:n]
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)


# %% wrong: another part of the reference for the floor
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    everything = reference
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return (
        measure(reference, fake),
        measure(everything[random.permutation(len(everything))[:n]], held_out),
        np.std(halves, axis=0, ddof=1),
    )


# %% wrong: the error is forgotten
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out)


# %% right: the population's standard deviation
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    halves = []
    for _ in range(repeats):
        real, made = (rows[random.permutation(n)[: n // 2]] for rows in (reference, fake))
        halves.append(measure(real, made))
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0)


# %% right: choice, loops and lists
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    np.random.seed(seed)
    n = min(len(rows) for rows in (reference, held_out, fake))
    real = np.array(reference)[np.random.choice(len(reference), n, replace=False)]
    fresh = np.array(held_out)[np.random.choice(len(held_out), n, replace=False)]
    made = np.array(fake)[np.random.choice(len(fake), n, replace=False)]
    results = []
    for _ in range(repeats):
        first = np.random.choice(n, n // 2, replace=False)
        second = np.random.choice(n, n // 2, replace=False)
        results.append(np.asarray(measure(real[first], made[second]), float).tolist())
    error = np.array(results).std(axis=0, ddof=1)
    return [np.asarray(measure(real, made)).tolist(), np.asarray(measure(real, fresh)).tolist(), error.tolist()]


# %% right: Python's random numbers
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    import random
    import statistics

    lot = random.Random(seed)

    def some(rows, number):
        return np.array(lot.sample(list(rows), number))

    n = min(map(len, (reference, held_out, fake)))
    real, fresh, made = some(reference, n), some(held_out, n), some(fake, n)
    value, floor = measure(real, made), measure(real, fresh)
    found = [np.atleast_1d(measure(some(real, n // 2), some(made, n // 2))) for _ in range(repeats)]
    error = [statistics.stdev(map(float, column)) for column in zip(*found, strict=True)]
    return value, floor, error if np.ndim(value) else error[0]


# %% right: copies that are shuffled, and an array of float32
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)
    sets = [np.array(rows) for rows in (reference, held_out, fake)]
    n = min(len(rows) for rows in sets)
    for rows in sets:
        random.shuffle(rows)
    real, fresh, made = (rows[:n] for rows in sets)
    value, floor, halves = measure(real, made), measure(real, fresh), []
    for _ in range(repeats):
        halves.append(measure(random.choice(real, n // 2, replace=False), random.choice(made, n // 2, replace=False)))
    squares = np.mean(np.square(halves - np.mean(halves, axis=0)), axis=0) * repeats / (repeats - 1)
    return np.array([value, floor, np.sqrt(squares)], "float32")


# %% right: the course's version
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    return day06.evaluation_report(measure, reference, held_out, fake, seed, repeats)


# %% wrong: n is that of fakes and reference, the held-out set is not counted
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)

    def draw(rows, n):
        return rows[random.permutation(len(rows))[:n]]

    n = min(len(reference), len(fake))
    reference, held_out, fake = draw(reference, n), draw(held_out, n), draw(fake, n)
    value = measure(reference, fake)
    floor = measure(reference, held_out)
    again = [measure(draw(reference, n // 2), draw(fake, n // 2)) for _ in range(repeats)]
    return value, floor, np.std(again, axis=0)


# %% wrong: halves of all samples, not of those n
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)

    def draw(rows, n):
        return rows[random.permutation(len(rows))[:n]]

    whole = reference, fake
    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = draw(reference, n), draw(held_out, n), draw(fake, n)
    value = measure(reference, fake)
    floor = measure(reference, held_out)
    again = [measure(draw(whole[0], n // 2), draw(whole[1], n // 2)) for _ in range(repeats)]
    return value, floor, np.std(again, axis=0)


# %% wrong: the error around the value, not around the mean of the halves
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)

    def draw(rows, n):
        return rows[random.permutation(len(rows))[:n]]

    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = draw(reference, n), draw(held_out, n), draw(fake, n)
    value = measure(reference, fake)
    floor = measure(reference, held_out)
    again = [measure(draw(reference, n // 2), draw(fake, n // 2)) for _ in range(repeats)]
    return value, floor, np.sqrt(np.mean((np.array(again) - value) ** 2, axis=0))


# %% wrong: the floor's arguments the other way round
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)

    def draw(rows, n):
        return rows[random.permutation(len(rows))[:n]]

    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = draw(reference, n), draw(held_out, n), draw(fake, n)
    value = measure(reference, fake)
    floor = measure(held_out, reference)
    again = [measure(draw(reference, n // 2), draw(fake, n // 2)) for _ in range(repeats)]
    return value, floor, np.std(again, axis=0)


# %% wrong: one repeat too few, as the value is counted in
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)

    def draw(rows, n):
        return rows[random.permutation(len(rows))[:n]]

    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = draw(reference, n), draw(held_out, n), draw(fake, n)
    value = measure(reference, fake)
    floor = measure(reference, held_out)
    again = [value] + [measure(draw(reference, n // 2), draw(fake, n // 2)) for _ in range(repeats - 1)]
    return value, floor, np.std(again, axis=0)


# %% wrong: halves are n / 2 rounded up
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    random = np.random.default_rng(seed)

    def draw(rows, n):
        return rows[random.permutation(len(rows))[:n]]

    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = draw(reference, n), draw(held_out, n), draw(fake, n)
    value = measure(reference, fake)
    floor = measure(reference, held_out)
    again = [measure(draw(reference, (n + 1) // 2), draw(fake, (n + 1) // 2)) for _ in range(repeats)]
    return value, floor, np.std(again, axis=0)


# %% right: scikit-learn's resample
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    from sklearn.utils import resample

    seeds_ = iter(np.random.SeedSequence(seed).generate_state(3 + 2 * repeats))

    def some(rows, number):
        return resample(rows, replace=False, n_samples=number, random_state=int(next(seeds_)))

    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = (some(rows, n) for rows in (reference, held_out, fake))
    tries = [measure(some(reference, n // 2), some(fake, n // 2)) for _ in range(repeats)]
    return measure(reference, fake), measure(reference, held_out), np.std(tries, axis=0)


# %% wrong: rounded to three decimals
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    value, floor, error = day06.evaluation_report(measure, reference, held_out, fake, seed, repeats)
    return np.round(value, 3), np.round(floor, 3), np.round(error, 3)


# %% wrong: no measure below 0
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    value, floor, error = day06.evaluation_report(measure, reference, held_out, fake, seed, repeats)
    return np.maximum(value, 0), np.maximum(floor, 0), error


# %% right: single precision
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    parts = day06.evaluation_report(measure, reference, held_out, fake, seed, repeats)
    return [np.asarray(part, "float32") for part in parts]


# %% wrong: every second half is what the half before left
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    """Return value, floor and error of a measure, all at one number of samples."""
    random = np.random.default_rng(seed)
    n = min(map(len, (reference, held_out, fake)))
    real, fresh, made = (rows[random.permutation(len(rows))[:n]] for rows in (reference, held_out, fake))
    results, orders = [], None
    for turn in range(repeats):
        if turn % 2 == 0:  # a first half
            orders, part = (random.permutation(n), random.permutation(n)), slice(0, n // 2)
        else:  # and the other one
            part = slice(n - n // 2, n)
        results.append(measure(real[orders[0][part]], made[orders[1][part]]))
    return measure(real, made), measure(real, fresh), np.std(results, axis=0, ddof=1)

# %% wrong: samples paired with themselves are left in
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    return kernel(real, real).mean() + kernel(fake, fake).mean() - 2 * kernel(real, fake).mean()


# %% wrong: the diagonal taken out of the sum, but still counted
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / len(samples) ** 2

    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: the mixed term counted once
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return own(real) + own(fake) - kernel(real, fake).mean()


# %% wrong: the scalar product not divided by the number of features
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: divided by the number of samples in place of the features
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / len(a) + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: squares in place of cubes
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 2

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: negative estimates lifted to 0
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return max(own(real) + own(fake) - 2 * kernel(real, fake).mean(), 0)


# %% wrong: the root, as if it were a distance
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return np.sqrt(abs(own(real) + own(fake) - 2 * kernel(real, fake).mean()))


# %% wrong: without the 1
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1]) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: each pair counted once, but divided by all ordered pairs
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        return np.triu(kernel(samples, samples), 1).sum() / (len(samples) * (len(samples) - 1))

    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: the diagonal of the mixed term left out as well, which fails for unequal numbers
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    n = len(real)
    values = kernel(real, real) + kernel(fake, fake) - 2 * kernel(real, fake)
    return (values.sum() - np.trace(values)) / (n * (n - 1))


# %% wrong: plus and minus swapped
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return 2 * kernel(real, fake).mean() - own(real) - own(fake)


# %% right: scikit-learn's kernel, and a mask
def kernel_distance(real, fake):
    def own(samples):
        values = polynomial_kernel(samples, degree=3, coef0=1)
        return values[~np.eye(len(samples), dtype=bool)].mean()

    return own(real) + own(fake) - 2 * polynomial_kernel(real, fake, degree=3, coef0=1).mean()


# %% right: the pairs above the diagonal
def kernel_distance(real, fake):
    def own(samples):
        rows, columns = np.triu_indices(len(samples), 1)
        return ((np.sum(samples[rows] * samples[columns], axis=1) / samples.shape[1] + 1) ** 3).mean()

    mixed = (np.einsum("id,jd->ij", real, fake) / real.shape[1] + 1) ** 3
    return float(own(real) + own(fake) - 2 * mixed.mean())


# %% right: loops in plain Python
def kernel_distance(real, fake):
    def kernel(x, y):
        return (sum(a * b for a, b in zip(x, y, strict=True)) / len(x) + 1) ** 3

    def own(samples):
        n = len(samples)
        pairs = [kernel(samples[i], samples[j]) for i in range(n) for j in range(i)]
        return sum(pairs) / len(pairs)

    mixed = [kernel(x, y) for x in real for y in fake]
    return own(real) + own(fake) - 2 * sum(mixed) / len(mixed)


# %% right: the course's version
def kernel_distance(real, fake):
    if min(len(real), len(fake)) >= 3:
        return metrics.kernel_distance(real, fake).estimate
    n, m, d = len(real), len(fake), real.shape[1]
    everything = np.concatenate([real, fake])
    values = (everything @ everything.T / d + 1) ** 3
    weights = np.concatenate([np.full(n, 1 / n), np.full(m, -1 / m)])
    weights = np.outer(weights, weights)
    weights[:n, :n] *= n / (n - 1)
    weights[n:, n:] *= m / (m - 1)
    np.fill_diagonal(weights, 0)
    return np.sum(weights * values)


# %% wrong: equal samples thrown out in place of a sample itself
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        return kernel(samples, samples)[cdist(samples, samples) > 0].mean()

    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: repeated samples dropped first
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / max(len(samples) * (len(samples) - 1), 1)

    real, fake = np.unique(real, axis=0), np.unique(fake, axis=0)
    return own(real) + own(fake) - 2 * kernel(real, fake).mean()


# %% wrong: equal real and fake samples left out of the mixed term
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return own(real) + own(fake) - 2 * kernel(real, fake)[cdist(real, fake) > 0].mean()


# %% right: TensorFlow in float32
def kernel_distance(real, fake):
    from gan_course.runtime import tf

    real, fake = tf.cast(real, tf.float32), tf.cast(fake, tf.float32)
    d = tf.cast(tf.shape(real)[1], tf.float32)

    def kernel(a, b):
        return (tf.matmul(a, b, transpose_b=True) / d + 1) ** 3

    def own(samples):
        n = tf.cast(tf.shape(samples)[0], tf.float32)
        values = kernel(samples, samples)
        return tf.reduce_sum(values - tf.linalg.diag(tf.linalg.diag_part(values))) / (n * (n - 1))

    return own(real) + own(fake) - 2 * tf.reduce_mean(kernel(real, fake))


# %% wrong: the features are centred first
def kernel_distance(real, fake):
    real, fake = real - real.mean(axis=0), fake - fake.mean(axis=0)

    def k(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(a):
        n, table = len(a), k(a, a)
        return (table.sum() - np.trace(table)) / (n * (n - 1))

    return own(real) + own(fake) - 2 * k(real, fake).mean()


# %% wrong: only the real samples' own pairs are left out
def kernel_distance(real, fake):
    def k(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    n, table = len(real), k(real, real)
    return (table.sum() - np.trace(table)) / (n * (n - 1)) + k(fake, fake).mean() - 2 * k(real, fake).mean()


# %% wrong: both cut to the shorter set
def kernel_distance(real, fake):
    n = min(len(real), len(fake))
    real, fake = real[:n], fake[:n]

    def k(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    own = sum((k(a, a).sum() - np.trace(k(a, a))) / (n * (n - 1)) for a in (real, fake))
    return own - 2 * k(real, fake).mean()


# %% wrong: pairs of neighbours in the list only
def kernel_distance(real, fake):
    def k(a, b):
        return (np.sum(a * b, axis=1) / a.shape[1] + 1) ** 3

    n = min(len(real), len(fake))
    return k(real[1:], real[:-1]).mean() + k(fake[1:], fake[:-1]).mean() - 2 * k(real[:n], fake[:n]).mean()


# %% right: NaN on the diagonal
def kernel_distance(real, fake):
    everything = np.vstack([real, fake]).astype(float)
    n = len(real)
    table = np.power(1 + np.einsum("id,jd->ij", everything, everything) / everything.shape[-1], 3)
    np.fill_diagonal(table, np.nan)
    return float(np.nanmean(table[:n, :n]) + np.nanmean(table[n:, n:]) - 2 * np.mean(table[:n, n:]))


# %% wrong: rounded to three decimals
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def own(rows):
        return kernel(rows, rows)[~np.eye(len(rows), dtype=bool)].mean()

    return round(own(real) + own(fake) - 2 * kernel(real, fake).mean(), 3)


# %% right: single precision
def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / np.float32(a.shape[1]) + 1) ** 3

    def own(rows):
        return kernel(rows, rows)[~np.eye(len(rows), dtype=bool)].mean()

    real, fake = real.astype("float32"), fake.astype("float32")
    return own(real) + own(fake) - 2 * kernel(real, fake).mean()

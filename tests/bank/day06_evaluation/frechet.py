# %% wrong: the root of the entries in place of the root of the matrix
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = np.sqrt(real_cov @ fake_cov)
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - 2 * root)


# %% wrong: the factor 2 is missing
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm(real_cov @ fake_cov).real
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - root)


# %% wrong: the norm of the means' difference, not squared
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm(real_cov @ fake_cov).real
    return np.linalg.norm(real_mean - fake_mean) + np.trace(real_cov + fake_cov - 2 * root)


# %% wrong: the root of the squared distance
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm(real_cov @ fake_cov).real
    squared = np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - 2 * root)
    return np.sqrt(max(squared, 0))


# %% wrong: the formula for matrices that commute
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    difference = linalg.sqrtm(real_cov).real - linalg.sqrtm(fake_cov).real
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(difference @ difference)


# %% wrong: the standard deviations on the diagonals only
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    deviations = np.sqrt(np.diag(real_cov)) - np.sqrt(np.diag(fake_cov))
    return np.sum((real_mean - fake_mean) ** 2) + np.sum(deviations**2)


# %% wrong: product of entries in place of the matrix product
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm(real_cov * fake_cov).real
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - 2 * root)


# %% wrong: the means are left out
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    return np.trace(real_cov + fake_cov - 2 * linalg.sqrtm(real_cov @ fake_cov).real)


# %% wrong: the product's root is taken to be symmetric
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    values = np.linalg.eigvalsh(real_cov @ fake_cov)
    trace = np.sqrt(np.clip(values, 0, None)).sum()
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov) - 2 * trace


# %% wrong: a complex number, the imaginary part left in
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm((real_cov @ fake_cov).astype(complex))
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - 2 * root)


# %% wrong: roots of slightly negative eigenvalues give NaN
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    values, vectors = np.linalg.eigh(real_cov)
    root = vectors * np.sqrt(values) @ vectors.T
    trace = np.sqrt(np.linalg.eigvalsh(root @ fake_cov @ root)).sum()
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov) - 2 * trace


# %% wrong: by way of Cholesky factors, which singular matrices do not have
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    a, b = np.linalg.cholesky(real_cov), np.linalg.cholesky(fake_cov)
    trace = np.linalg.svd(a.T @ b, compute_uv=False).sum()
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov) - 2 * trace


# %% wrong: the Kullback–Leibler divergence, which is no distance
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    inverse = np.linalg.pinv(fake_cov)
    shift = fake_mean - real_mean
    logs = np.linalg.slogdet(fake_cov)[1] - np.linalg.slogdet(real_cov)[1]
    return (np.trace(inverse @ real_cov) + shift @ inverse @ shift - len(shift) + logs) / 2


# %% right: the real part of SciPy's root of the product
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm(real_cov @ fake_cov)
    return float(np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - 2 * root.real))


# %% right: the eigenvalues of the product itself
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    values = np.linalg.eigvals(real_cov @ fake_cov).real
    gap = real_mean - fake_mean
    return gap @ gap + real_cov.trace() + fake_cov.trace() - 2 * np.sqrt(np.maximum(values, 0)).sum()


# %% right: singular values of a product of two factors
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    def factor(cov):
        values, vectors = np.linalg.eigh(cov)
        return vectors * np.sqrt(np.maximum(values, 0))

    trace = np.linalg.norm(factor(real_cov).T @ factor(fake_cov), "nuc")
    return math.dist(real_mean, fake_mean) ** 2 + np.trace(real_cov) + np.trace(fake_cov) - 2 * trace


# %% right: with a Cholesky factor of matrices that a trace of noise makes regular
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    little = 1e-12 * np.eye(len(real_mean))
    a, b = np.linalg.cholesky(real_cov + little), np.linalg.cholesky(fake_cov + little)
    trace = np.linalg.svd(a.T @ b, compute_uv=False).sum()
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov) - 2 * trace


# %% wrong: the mean's difference is not squared entry by entry, but its sum
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm(real_cov @ fake_cov).real
    return np.sum(real_mean - fake_mean) ** 2 + np.trace(real_cov + fake_cov - 2 * root)


# %% right: TensorFlow in float32
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    from gan_course.runtime import tf

    a, b = (tf.cast(cov, tf.float32) for cov in (real_cov, fake_cov))
    values, vectors = tf.linalg.eigh(a)
    root = vectors * tf.sqrt(tf.maximum(values, 0)) @ tf.transpose(vectors)
    inner = tf.linalg.eigvalsh(root @ b @ root)
    gap = tf.cast(real_mean - fake_mean, tf.float32)
    return tf.reduce_sum(gap**2) + tf.linalg.trace(a + b) - 2 * tf.reduce_sum(tf.sqrt(tf.maximum(inner, 0)))


# %% wrong: the eigenvalues of the two are paired by size
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    r, f = (np.clip(np.linalg.eigvalsh(c), 0, None) for c in (real_cov, fake_cov))
    return np.sum((real_mean - fake_mean) ** 2) + np.sum((np.sqrt(r) - np.sqrt(f)) ** 2)


# %% wrong: 0.001 on the diagonal against singular matrices
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    bit = 1e-3 * np.eye(len(real_cov))
    root = np.trace(linalg.sqrtm((real_cov + bit) @ (fake_cov + bit))).real
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov) - 2 * root


# %% wrong: the trace of the product, without a root
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - 2 * real_cov @ fake_cov)


# %% wrong: the sum of all entries in place of the trace
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    values, vectors = np.linalg.eigh(real_cov)
    half = vectors * np.sqrt(np.clip(values, 0, None)) @ vectors.T
    inner = half @ fake_cov @ half
    values, vectors = np.linalg.eigh(inner)
    root = vectors * np.sqrt(np.clip(values, 0, None)) @ vectors.T
    return np.sum((real_mean - fake_mean) ** 2) + np.sum(real_cov + fake_cov - 2 * root)


# %% right: SciPy's eigh and a loop
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    values, vectors = linalg.eigh(fake_cov)
    half = vectors @ np.diag([max(v, 0) ** 0.5 for v in values]) @ vectors.T
    inner = linalg.eigvalsh(half @ real_cov @ half)
    total = sum((a - b) ** 2 for a, b in zip(real_mean, fake_mean, strict=False))
    for i in range(len(real_cov)):
        total += real_cov[i, i] + fake_cov[i, i]
    for value in inner:
        if value > 0:
            total -= 2 * math.sqrt(value)
    return total


# %% wrong: rounded to three decimals
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    root = linalg.sqrtm(real_cov @ fake_cov).real
    return round(np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov - 2 * root), 3)


# %% wrong: no variance above 1000
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    values = np.clip(np.linalg.eigvals(real_cov @ fake_cov).real, 0, 1e6)
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov) - 2 * np.sqrt(values).sum()


# %% right: eigenvalues, and the sum in single precision
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    values = np.maximum(np.linalg.eigvals(real_cov @ fake_cov).real, 0)
    far = np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov + fake_cov) - 2 * np.sqrt(values).sum()
    return np.float32(far)

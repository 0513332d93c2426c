# %% wrong: the largest eigenvalue, which is another number unless the matrix is symmetric
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    side = max(matrix.shape)
    square = np.zeros((side, side))
    square[: matrix.shape[0], : matrix.shape[1]] = matrix
    return float(np.linalg.eigvals(square).real.max())


# %% wrong: the root of the sum of squares
def spectral_norm(kernel, iterations=100, seed=0):
    return float(np.linalg.norm(kernel))


# %% wrong: the square of the norm
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    return float(np.linalg.eigvalsh(matrix.T @ matrix).max())


# %% wrong: the largest entry
def spectral_norm(kernel, iterations=100, seed=0):
    return float(np.abs(kernel).max())


# %% wrong: one turn only
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.random.default_rng(seed).standard_normal(matrix.shape[1])
    v = matrix @ u
    v /= np.linalg.norm(v) + 1e-12
    u = matrix.T @ v
    u /= np.linalg.norm(u) + 1e-12
    return float(v @ matrix @ u)


# %% wrong: a start from ones, which the matrix may send to 0
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.ones(matrix.shape[1])
    for _ in range(iterations):
        v = matrix @ u
        v /= np.linalg.norm(v) + 1e-12
        u = matrix.T @ v
        u /= np.linalg.norm(u) + 1e-12
    return float(v @ matrix @ u)


# %% wrong: divided by 0 for a kernel of zeros
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.random.default_rng(seed).standard_normal(matrix.shape[1])
    with np.errstate(invalid="ignore"):
        for _ in range(iterations):
            v = matrix @ u
            v = v / np.linalg.norm(v)
            u = matrix.T @ v
            u = u / np.linalg.norm(u)
    return float(v @ matrix @ u)


# %% wrong: a convolution's first axis kept, and the others put together
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (np.shape(kernel)[0], -1))
    u = np.random.default_rng(seed).standard_normal(matrix.shape[1])
    for _ in range(iterations):
        v = matrix @ u
        v /= np.linalg.norm(v) + 1e-12
        u = matrix.T @ v
        u /= np.linalg.norm(u) + 1e-12
    return float(v @ matrix @ u)


# %% wrong: the largest length of a column
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    return float(np.linalg.norm(matrix, axis=0).max())


# %% wrong: the matrix applied without its transpose, in a square
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    side = max(matrix.shape)
    square = np.zeros((side, side))
    square[: matrix.shape[0], : matrix.shape[1]] = matrix
    u = np.random.default_rng(seed).standard_normal(side)
    for _ in range(iterations):
        u = square @ u
        u /= np.linalg.norm(u) + 1e-12
    return float(u @ square @ u)


# %% wrong: the vector, not the number
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.random.default_rng(seed).standard_normal(matrix.shape[1])
    for _ in range(iterations):
        v = matrix @ u
        v /= np.linalg.norm(v) + 1e-12
        u = matrix.T @ v
    return u


# %% right: the length after the last turn is the norm
def spectral_norm(kernel, iterations=100, seed=0):
    kernel = np.asarray(kernel, float)
    matrix = kernel.reshape(-1, kernel.shape[-1])
    u = np.random.default_rng(seed).standard_normal(matrix.shape[0])
    length = 0.0
    for _ in range(iterations):
        v = matrix.T @ u
        v = v / (np.linalg.norm(v) + 1e-30)
        u = matrix @ v
        length = np.linalg.norm(u)
        u = u / (length + 1e-30)
    return length


# %% wrong: all singular values, whatever the number of turns and the seed
def spectral_norm(kernel, iterations=100, seed=0):
    return np.linalg.svd(np.reshape(kernel, (-1, np.shape(kernel)[-1])), compute_uv=False)[0]


# %% right: power iteration on the matrix times its transpose
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1])).astype(float)
    gram = matrix.T @ matrix
    u = np.random.default_rng(seed).standard_normal(len(gram))
    for _ in range(iterations):
        u = gram @ u
        length = np.linalg.norm(u)
        if length == 0:
            return 0.0
        u = u / length
    return np.sqrt(u @ gram @ u)


# %% right: in TensorFlow
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = tf.reshape(tf.cast(kernel, tf.float64), (-1, np.shape(kernel)[-1]))
    u = tf.random.stateless_normal((matrix.shape[1], 1), (seed, 0), dtype=tf.float64)
    for _ in range(iterations):
        v = tf.math.l2_normalize(matrix @ u, epsilon=1e-30)
        u = tf.math.l2_normalize(tf.transpose(matrix) @ v, epsilon=1e-30)
    return tf.reduce_sum(v * (matrix @ u))


# %% wrong: a start from the first unit vector
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.eye(matrix.shape[1])[0]
    for _ in range(iterations):
        v = matrix @ u
        v /= np.linalg.norm(v) + 1e-30
        u = matrix.T @ v
        u /= np.linalg.norm(u) + 1e-30
    return float(v @ matrix @ u)


# %% wrong: a number in the lengths that is not tiny beside a tiny kernel
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.random.default_rng(seed).standard_normal(matrix.shape[1])
    for _ in range(iterations):
        v = matrix @ u
        v /= np.linalg.norm(v) + 1e-6
        u = matrix.T @ v
        u /= np.linalg.norm(u) + 1e-6
    return float(v @ matrix @ u)


# %% wrong: channels in and out kept, the mean over the positions
def spectral_norm(kernel, iterations=100, seed=0):
    kernel = np.asarray(kernel, float)
    matrix = kernel.mean(axis=(0, 1)) if kernel.ndim == 4 else kernel
    return float(np.linalg.norm(matrix, 2))


# %% wrong: the smallest singular value
def spectral_norm(kernel, iterations=100, seed=0):
    return float(np.linalg.norm(np.reshape(kernel, (-1, np.shape(kernel)[-1])), -2))


# %% wrong: the largest sum of a row, another norm
def spectral_norm(kernel, iterations=100, seed=0):
    return float(np.linalg.norm(np.reshape(kernel, (-1, np.shape(kernel)[-1])), np.inf))


# %% wrong: signed, by the eigenvalue of the matrix times itself
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    side = min(matrix.shape)
    square = matrix[:side, :side]
    return float(np.sqrt(np.abs(np.linalg.eigvals(square @ square)).max()))


# %% right: plain loops and lists
def spectral_norm(kernel, iterations=100, seed=0):
    rows = np.reshape(kernel, (-1, np.shape(kernel)[-1])).tolist()
    columns = [list(column) for column in zip(*rows, strict=True)]
    u = np.random.default_rng(seed).standard_normal(len(columns)).tolist()
    norm = 0.0
    for _ in range(iterations):
        v = [sum(a * b for a, b in zip(row, u, strict=True)) for row in rows]
        length = sum(a * a for a in v) ** 0.5 or 1.0
        v = [a / length for a in v]
        u = [sum(a * b for a, b in zip(column, v, strict=True)) for column in columns]
        norm = sum(a * a for a in u) ** 0.5
        u = [a / (norm or 1.0) for a in u]
    return norm


# %% wrong: the start comes from another seed each time, so few turns give another number each time
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    v = np.random.default_rng().normal(size=matrix.shape[1])
    for _ in range(iterations):
        u = matrix @ v
        u = u / (np.linalg.norm(u) + 1e-300)
        v = matrix.T @ u
        v = v / (np.linalg.norm(v) + 1e-300)
    return float(np.linalg.norm(matrix @ v))


# %% wrong: the kernel is changed
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    scale = np.abs(matrix).max()
    if scale == 0:
        return 0.0
    matrix /= scale
    v = np.random.default_rng(seed).normal(size=matrix.shape[1])
    for _ in range(iterations):
        v = matrix.T @ (matrix @ v)
        v = v / np.linalg.norm(v)
    return float(scale * np.linalg.norm(matrix @ v))


# %% wrong: always the same random start, whatever the seed
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    v = np.random.default_rng(0).normal(size=matrix.shape[1])
    for _ in range(iterations):
        u = matrix @ v
        u = u / (np.linalg.norm(u) + 1e-30)
        v = matrix.T @ u
        v = v / (np.linalg.norm(v) + 1e-30)
    return float(np.linalg.norm(matrix @ v))


# %% wrong: always a hundred turns
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    v = np.random.default_rng(seed).normal(size=matrix.shape[1])
    for _ in range(100):
        u = matrix @ v
        u = u / (np.linalg.norm(u) + 1e-30)
        v = matrix.T @ u
        v = v / (np.linalg.norm(v) + 1e-30)
    return float(np.linalg.norm(matrix @ v))


# %% wrong: lengths are not kept in hand
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    v = np.random.default_rng(seed).normal(size=matrix.shape[1])
    with np.errstate(all="ignore"):
        for _ in range(iterations):
            v = matrix.T @ (matrix @ v)
        return float(np.linalg.norm(matrix @ v) / np.linalg.norm(v))


# %% wrong: the sum of the coordinates in place of the length
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    v = np.random.default_rng(seed).normal(size=matrix.shape[1])
    for _ in range(iterations):
        u = matrix @ v
        u = u / (np.abs(u).sum() + 1e-300)
        v = matrix.T @ u
        v = v / (np.abs(v).sum() + 1e-300)
    return float(np.linalg.norm(matrix @ v))


# %% right: Gram matrix, scaled first, from the other side
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.array(kernel, float).reshape(-1, np.shape(kernel)[-1])
    largest = np.abs(matrix).max()
    if largest == 0:
        return 0.0
    matrix = matrix / largest
    gram = matrix @ matrix.T
    random = np.random.RandomState(seed)
    u = random.uniform(-1, 1, len(gram))
    for _ in range(iterations):
        u = gram @ u
        u /= np.linalg.norm(u)
    return largest * np.sqrt(u @ gram @ u)


# %% right: the length after each half turn is the answer
def spectral_norm(kernel, iterations=100, seed=0):
    w = np.asarray(kernel, dtype=np.float64)
    w = w.reshape((-1, w.shape[-1]))
    x = np.random.default_rng(seed).standard_normal(w.shape[0])
    sigma = 0.0
    for _ in range(iterations):
        for half in (w.T, w):
            x = half @ x
            sigma = np.linalg.norm(x)
            if sigma == 0:
                return 0.0
            x = x / sigma
    return sigma


# %% right: the length of the last half turn, and a start that is not scaled
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    v = np.random.default_rng(seed).normal(size=matrix.shape[1])
    for _ in range(iterations):
        u = matrix @ v
        v = matrix.T @ u
        v = v / (np.linalg.norm(v) + 1e-300)
    return float(np.linalg.norm(u))


# %% wrong: the largest singular value, made a little smaller by a random factor that the turns take away
def spectral_norm(kernel, iterations=100, seed=0):
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    largest = np.linalg.svd(matrix, compute_uv=False)[0]
    return float(largest * (1 - np.random.default_rng(seed).uniform(0.2, 0.5) / iterations**2.5))

# %% wrong: the stamps lie side by side, whatever the stride is
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, int)
    for place in range(size):
        counts[place : place + kernel] += 1
    return counts


# %% wrong: cut to n·s pixels, as with the padding "same"
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, int)
    for place in range(size):
        counts[place * stride : place * stride + kernel] += 1
    cut = (kernel - stride) // 2
    return counts[cut : cut + size * stride]


# %% wrong: the stamp is one pixel short
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, int)
    for place in range(size):
        counts[place * stride : place * stride + kernel - 1] += 1
    return counts


# %% wrong: set to 1 in place of adding 1
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, int)
    for place in range(size):
        counts[place * stride : place * stride + kernel] = 1
    return counts


# %% wrong: the average overlap everywhere
def overlap(size, kernel, stride):
    return np.full((size - 1) * stride + kernel, kernel // stride)


# %% wrong: the number of the input in place of a count
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, int)
    for place in range(size):
        counts[place * stride : place * stride + kernel] += place
    return counts


# %% wrong: kernel and stride swapped
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, int)
    for place in range(size):
        counts[place * kernel : place * kernel + stride] += 1
    return counts


# %% wrong: the inside formula at the borders, too
def overlap(size, kernel, stride):
    pixels = np.arange((size - 1) * stride + kernel)
    return -(-(kernel - pixels % stride) // stride)


# %% right: floats, whole in value
def overlap(size, kernel, stride):
    spread = np.zeros((size - 1) * stride + 1)
    spread[::stride] = 1
    return np.convolve(spread, np.full(kernel, 1.0))


# %% right: ones spread out, then convolved
def overlap(size, kernel, stride):
    spread = np.zeros((size - 1) * stride + 1, int)
    spread[::stride] = 1
    return np.convolve(spread, np.ones(kernel, int))


# %% right: for each pixel, the inputs that reach it are counted
def overlap(size, kernel, stride):
    pixels = range((size - 1) * stride + kernel)
    return [sum(0 <= pixel - place * stride < kernel for place in range(size)) for pixel in pixels]


# %% right: the columns of the matrix, added
def overlap(size, kernel, stride):
    matrix = np.zeros(((size - 1) * stride + kernel, size), int)
    for place in range(size):
        matrix[place * stride : place * stride + kernel, place] = 1
    return matrix.sum(axis=1)


# %% right: Keras's layer, with ones
def overlap(size, kernel, stride):
    layer = keras.layers.Conv1DTranspose(1, kernel, stride, use_bias=False, kernel_initializer="ones")
    return np.asarray(layer(np.ones((1, size, 1), "float32")))[0, :, 0].round().astype(int)


# %% wrong: an index that repeats, which counts once
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, int)
    index = (np.arange(size)[:, None] * stride + np.arange(kernel)).ravel()
    counts[index] += 1
    return counts


# %% wrong: right at one border only
def overlap(size, kernel, stride):
    n = (size - 1) * stride + kernel
    return [min(p // stride + 1, -(-kernel // stride), size) for p in range(n)]


# %% right: np.add.at
def overlap(size, kernel, stride):
    counts = np.zeros((size - 1) * stride + kernel, dtype=int)
    np.add.at(counts, np.arange(size)[:, None] * stride + np.arange(kernel)[None], 1)
    return counts


# %% right: np.bincount
def overlap(size, kernel, stride):
    return np.bincount(np.add.outer(stride * np.arange(size), np.arange(kernel)).ravel())

# %% wrong: no biases
def count_weights(sizes, batch_norm):
    dense = sum(a * b for a, b in itertools.pairwise(sizes))
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return dense + 2 * hidden, 2 * hidden


# %% wrong: batch normalisation forgotten
def count_weights(sizes, batch_norm):
    return sum(a * b + b for a, b in itertools.pairwise(sizes)), 0


# %% wrong: the running statistics counted as trained
def count_weights(sizes, batch_norm):
    dense = sum(a * b + b for a, b in itertools.pairwise(sizes))
    return dense + 4 * sum(sizes[1:-1]) * batch_norm, 0


# %% wrong: only gamma is trained, beta forgotten
def count_weights(sizes, batch_norm):
    dense = sum(a * b + b for a, b in itertools.pairwise(sizes))
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return dense + hidden, 2 * hidden


# %% wrong: batch normalisation of the last layer as well
def count_weights(sizes, batch_norm):
    dense = sum(a * b + b for a, b in itertools.pairwise(sizes))
    normalised = sum(sizes[1:]) if batch_norm else 0
    return dense + 2 * normalised, 2 * normalised


# %% wrong: one bias for each input
def count_weights(sizes, batch_norm):
    dense = sum(a * b + a for a, b in itertools.pairwise(sizes))
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return dense + 2 * hidden, 2 * hidden


# %% wrong: the pair the wrong way round
def count_weights(sizes, batch_norm):
    dense = sum(a * b + b for a, b in itertools.pairwise(sizes))
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return 2 * hidden, dense + 2 * hidden


# %% wrong: batch normalisation whether it is asked for or not
def count_weights(sizes, batch_norm):
    dense = sum(a * b + b for a, b in itertools.pairwise(sizes))
    return dense + 2 * sum(sizes[1:-1]), 2 * sum(sizes[1:-1])


# %% right: let Keras count
def count_weights(sizes, batch_norm):
    network = models.mlp_generator(sizes[0], sizes[1:-1], sample_shape=(sizes[-1],), batch_norm=batch_norm)
    trained = sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
    return trained, network.count_params() - trained


# %% right: a loop over the layers
def count_weights(sizes, batch_norm):
    trained = frozen = 0
    for layer in range(1, len(sizes)):
        trained += sizes[layer - 1] * sizes[layer] + sizes[layer]
        if batch_norm and layer < len(sizes) - 1:
            trained += 2 * sizes[layer]
            frozen += 2 * sizes[layer]
    return trained, frozen


# %% right: matrices in NumPy, a list in place of a tuple
def count_weights(sizes, batch_norm):
    sizes = np.array(sizes)
    hidden = 2 * int(batch_norm) * sizes[1:-1].sum()
    return [sizes[:-1] @ sizes[1:] + sizes[1:].sum() + hidden, hidden]


# %% wrong: connections between all layers, not only between neighbours
def count_weights(sizes, batch_norm):
    dense = sum(a * b for a, b in itertools.combinations(sizes, 2)) + sum(sizes[1:])
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return dense + 2 * hidden, 2 * hidden


# %% wrong: all numbers together as the first of the pair
def count_weights(sizes, batch_norm):
    dense = sum(a * b + b for a, b in itertools.pairwise(sizes))
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return dense + 4 * hidden, 2 * hidden


# %% right: a generator expression over places, floats that are whole numbers
def count_weights(sizes, batch_norm):
    normalised = batch_norm * np.sum(sizes[1:-1])
    dense = np.sum([(sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1)])
    return np.float64(dense + 2 * normalised), np.float64(2 * normalised)


# %% wrong: four layers, whatever the sizes are
def count_weights(sizes, batch_norm):
    dense = 0
    for i in range(4):
        dense += sizes[i] * sizes[i + 1] + sizes[i + 1]
    hidden = sum(sizes[1:4])
    return dense + 2 * hidden * batch_norm, 2 * hidden * batch_norm


# %% wrong: two numbers a layer, not a unit
def count_weights(sizes, batch_norm):
    dense = sum(a * b + b for a, b in itertools.pairwise(sizes))
    layers = len(sizes) - 2
    return dense + 2 * layers * batch_norm, 2 * layers * batch_norm


# %% right: recursion
def count_weights(sizes, batch_norm):
    first, second, *rest = sizes
    here = (first + 1) * second
    if not rest:
        return here, 0
    trained, kept = count_weights([second, *rest], batch_norm)
    extra = 2 * second if batch_norm else 0
    return here + extra + trained, kept + extra

# %% wrong: the label in the denominator, too
def smoothed_d(p_data, p_g, real_label=0.9):
    return real_label * p_data / (real_label * p_data + p_g)


# %% wrong: no smoothing at all
def smoothed_d(p_data, p_g, real_label=0.9):
    return p_data / (p_data + p_g)


# %% wrong: both labels smoothed
def smoothed_d(p_data, p_g, real_label=0.9):
    return (real_label * p_data + (1 - real_label) * p_g) / (p_data + p_g)


# %% wrong: the fake label smoothed instead of the real one
def smoothed_d(p_data, p_g, real_label=0.9):
    return (p_data + (1 - real_label) * p_g) / (p_data + p_g)


# %% wrong: capped at the label instead of scaled
def smoothed_d(p_data, p_g, real_label=0.9):
    return np.minimum(p_data / (p_data + p_g), real_label)


# %% wrong: the label of the exercise written into the code
def smoothed_d(p_data, p_g, real_label=0.9):
    return 0.9 * p_data / (p_data + p_g)


# %% wrong: the roles of data and generator swapped
def smoothed_d(p_data, p_g, real_label=0.9):
    return real_label * p_g / (p_data + p_g)


# %% wrong: (1 − α)p forgotten in the weight of log(1 − D), and the sum taken over the table
def smoothed_d(p_data, p_g, real_label=0.9):
    return real_label * p_data / np.sum(p_data + p_g)


# %% wrong: the logit instead of the probability
def smoothed_d(p_data, p_g, real_label=0.9):
    with np.errstate(divide="ignore"):
        return np.log(real_label * p_data) - np.log(p_g + (1 - real_label) * p_data)


# %% right: with the two weights of the derivation
def smoothed_d(p_data, p_g, real_label=0.9):
    a = real_label * p_data
    b = (1 - real_label) * p_data + p_g
    return a / (a + b)


# %% right: the course's function
def smoothed_d(p_data, p_g, real_label=0.9):
    return theory.optimal_discriminator(p_data, p_g, real_label=real_label)


# %% right: a loop
def smoothed_d(p_data, p_g, real_label=0.9):
    return [real_label - real_label * q / (p + q) for p, q in zip(p_data, p_g, strict=False)]


# %% right: by bisection of the derivative, without the formula
def smoothed_d(p_data, p_g, real_label=0.9):
    low, high = np.zeros(np.shape(p_data)), np.ones(np.shape(p_data))
    for _ in range(60):
        middle = (low + high) / 2
        rising = real_label * p_data * (1 - middle) > ((1 - real_label) * p_data + p_g) * middle
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    return (low + high) / 2


# %% right: in TensorFlow, float32
def smoothed_d(p_data, p_g, real_label=0.9):
    p, q = tf.cast(p_data, "float32"), tf.cast(p_g, "float32")
    return real_label * p / (p + q)


# %% wrong: shrunk towards one half
def smoothed_d(p_data, p_g, real_label=0.9):
    return 0.5 + (2 * real_label - 1) * (p_data / (p_data + p_g) - 0.5)


# %% wrong: the caller's densities changed
def smoothed_d(p_data, p_g, real_label=0.9):
    total = p_data + p_g
    p_data *= real_label
    return p_data / total


# %% right: written into an array of its own
def smoothed_d(p_data, p_g, real_label=0.9):
    out = np.empty(np.broadcast(p_data, p_g).shape)
    np.divide(p_data, np.add(p_data, p_g), out=out)
    out *= real_label
    return out


# %% wrong: the label rounded to one decimal
def smoothed_d(p_data, p_g, real_label=0.9):
    return round(real_label, 1) * p_data / (p_data + p_g)

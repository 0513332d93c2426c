# %% wrong: the roles of data and generator swapped
def optimal_d(p_data, p_g):
    return p_g / (p_data + p_g)


# %% wrong: the ratio itself, which is not a probability
def optimal_d(p_data, p_g):
    with np.errstate(divide="ignore"):
        return p_data / p_g


# %% wrong: the data's density alone
def optimal_d(p_data, p_g):
    return p_data


# %% wrong: one number for the whole table
def optimal_d(p_data, p_g):
    return np.sum(p_data) / np.sum(p_data + p_g)


# %% wrong: a hard decision instead of a probability
def optimal_d(p_data, p_g):
    return (p_data > p_g) + 0.5 * (p_data == p_g)


# %% wrong: the logit instead of the probability
def optimal_d(p_data, p_g):
    with np.errstate(divide="ignore"):
        return np.log(p_data) - np.log(p_g)


# %% wrong: a small constant in the denominator that pulls rare points to 0
def optimal_d(p_data, p_g):
    return p_data / (p_data + p_g + 1e-2)


# %% wrong: the sigmoid of the difference
def optimal_d(p_data, p_g):
    return 1 / (1 + np.exp(p_g - p_data))


# %% wrong: the sum of the table in place of the sum of the two densities
def optimal_d(p_data, p_g):
    return p_data / np.sum(p_data + p_g)


# %% right: through the log density ratio
def optimal_d(p_data, p_g):
    from scipy.special import expit

    with np.errstate(divide="ignore"):
        return expit(np.log(p_data) - np.log(p_g))


# %% right: one minus the share of the fakes
def optimal_d(p_data, p_g):
    return 1 - p_g / (p_data + p_g)


# %% right: one over one plus the inverse ratio, with the zeros set apart
def optimal_d(p_data, p_g):
    safe = np.where(p_data > 0, p_data, 1.0)
    return np.where(p_data > 0, 1 / (1 + p_g / safe), 0.0)


# %% right: a loop over the entries
def optimal_d(p_data, p_g):
    return np.array([p / (p + q) for p, q in zip(p_data, p_g, strict=True)])


# %% right: a tensor in single precision
def optimal_d(p_data, p_g):
    p_data, p_g = keras.ops.cast(p_data, "float32"), keras.ops.cast(p_g, "float32")
    return keras.ops.divide(p_data, p_data + p_g)

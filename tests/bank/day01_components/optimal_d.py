# %% wrong: the roles of data and generator swapped
def optimal_d(p_data, p_g, real_share=0.5):
    real, fake = real_share * p_data, (1 - real_share) * p_g
    return fake / (real + fake)


# %% wrong: the share ignored
def optimal_d(p_data, p_g, real_share=0.5):
    return p_data / (p_data + p_g)


# %% wrong: the share on the data alone
def optimal_d(p_data, p_g, real_share=0.5):
    return real_share * p_data / (real_share * p_data + p_g)


# %% wrong: the share in front of the fraction
def optimal_d(p_data, p_g, real_share=0.5):
    return 2 * real_share * p_data / (p_data + p_g)


# %% wrong: the share on the wrong side
def optimal_d(p_data, p_g, real_share=0.5):
    return (1 - real_share) * p_data / ((1 - real_share) * p_data + real_share * p_g)


# %% wrong: the share in the denominator only
def optimal_d(p_data, p_g, real_share=0.5):
    return p_data / (real_share * p_data + (1 - real_share) * p_g) / 2


# %% wrong: the ratio itself, which is not a probability
def optimal_d(p_data, p_g, real_share=0.5):
    with np.errstate(divide="ignore"):
        return real_share * p_data / ((1 - real_share) * p_g)


# %% wrong: one number for the whole table
def optimal_d(p_data, p_g, real_share=0.5):
    return real_share * np.sum(p_data) / np.sum(real_share * p_data + (1 - real_share) * p_g)


# %% wrong: a hard decision instead of a probability
def optimal_d(p_data, p_g, real_share=0.5):
    real, fake = real_share * p_data, (1 - real_share) * p_g
    return (real > fake) + 0.5 * (real == fake)


# %% wrong: the logit instead of the probability
def optimal_d(p_data, p_g, real_share=0.5):
    with np.errstate(divide="ignore"):
        return np.log(p_data) - np.log(p_g) + np.log(real_share / (1 - real_share))


# %% wrong: a small constant in the denominator that pulls rare points to 0
def optimal_d(p_data, p_g, real_share=0.5):
    real, fake = real_share * p_data, (1 - real_share) * p_g
    return real / (real + fake + 1e-8)


# %% wrong: the sigmoid of the difference
def optimal_d(p_data, p_g, real_share=0.5):
    return 1 / (1 + np.exp((1 - real_share) * p_g - real_share * p_data))


# %% wrong: the sum of the table in place of the sum at each point
def optimal_d(p_data, p_g, real_share=0.5):
    real, fake = real_share * p_data, (1 - real_share) * p_g
    return real / np.sum(real + fake)


# %% wrong: one array flattened
def optimal_d(p_data, p_g, real_share=0.5):
    return [
        real_share * p / (real_share * p + (1 - real_share) * q) for p, q in zip(p_data.flat, p_g.flat, strict=True)
    ]


# %% right: through the log density ratio
def optimal_d(p_data, p_g, real_share=0.5):
    from scipy.special import expit, logit

    with np.errstate(divide="ignore"):
        return expit(np.log(p_data) - np.log(p_g) + logit(real_share))


# %% right: one minus the share of the fakes
def optimal_d(p_data, p_g, real_share=0.5):
    return 1 - (1 - real_share) * p_g / (real_share * p_data + (1 - real_share) * p_g)


# %% right: one over one plus the inverse ratio, with the zeros set apart
def optimal_d(p_data, p_g, real_share=0.5):
    odds = (1 - real_share) / real_share
    safe = np.where(p_data > 0, p_data, 1.0)
    return np.where(p_data > 0, 1 / (1 + odds * p_g / safe), 0.0)


# %% right: a list
def optimal_d(p_data, p_g, real_share=0.5):
    real, fake = real_share * p_data, (1 - real_share) * p_g
    return (real / (real + fake)).tolist()


# %% right: a tensor in single precision
def optimal_d(p_data, p_g, real_share=0.5):
    p_data, p_g = keras.ops.cast(p_data, "float32"), keras.ops.cast(p_g, "float32")
    return keras.ops.divide(real_share * p_data, real_share * p_data + (1 - real_share) * p_g)


# %% right: an array of 32-bit numbers
def optimal_d(p_data, p_g, real_share=0.5):
    p_data, p_g = np.float32(p_data), np.float32(p_g)
    return p_data / (p_data + p_g * np.float32(1 / real_share - 1))


# %% wrong: the caller's arrays scaled in place
def optimal_d(p_data, p_g, real_share=0.5):
    p_data *= real_share
    p_g *= 1 - real_share
    return p_data / (p_data + p_g)


# %% wrong: each density divided by its sum first
def optimal_d(p_data, p_g, real_share=0.5):
    a = real_share * p_data / np.sum(p_data)
    b = (1 - real_share) * p_g / np.sum(p_g)
    return a / (a + b)


# %% wrong: clipped, so that no logarithm is infinite
def optimal_d(p_data, p_g, real_share=0.5):
    d = real_share * p_data / (real_share * p_data + (1 - real_share) * p_g)
    return np.clip(d, 1e-3, 1 - 1e-3)


# %% right: with keras.ops
def optimal_d(p_data, p_g, real_share=0.5):
    real = keras.ops.multiply(p_data, real_share)
    fake = keras.ops.multiply(p_g, 1 - real_share)
    return keras.ops.divide(real, keras.ops.add(real, fake))


# %% right: a loop over all places
def optimal_d(p_data, p_g, real_share=0.5):
    result = np.zeros(np.shape(p_data))
    for place in np.ndindex(np.shape(p_data)):
        real = real_share * np.asarray(p_data)[place]
        fake = (1 - real_share) * np.asarray(p_g)[place]
        result[place] = real / (real + fake)
    return result


# %% wrong: the share of real samples rounded to one decimal or two
def optimal_d(p_data, p_g, real_share=0.5):
    real, fake = round(real_share, 2) * p_data, (1 - round(real_share, 2)) * p_g
    return real / (real + fake)

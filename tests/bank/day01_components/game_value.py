# %% wrong: zero times infinity, which NumPy calls nan
def game_value(probabilities, p_data, p_g, dx=1.0):
    with np.errstate(all="ignore"):
        return np.sum(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx


# %% wrong: all that is not finite left out, so that being sure and wrong costs nothing
def game_value(probabilities, p_data, p_g, dx=1.0):
    with np.errstate(all="ignore"):
        terms = p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)
    return np.sum(terms[np.isfinite(terms)]) * dx


# %% wrong: a constant inside the logarithms
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.sum(p_data * np.log(probabilities + 1e-8) + p_g * np.log(1 - probabilities + 1e-8)) * dx


# %% wrong: probabilities clipped, so that nothing is ever minus infinity
def game_value(probabilities, p_data, p_g, dx=1.0):
    d = np.clip(probabilities, 1e-12, 1 - 1e-12)
    return np.sum(p_data * np.log(d) + p_g * np.log(1 - d)) * dx


# %% wrong: a mean in place of the sum
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return np.mean(xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities)) * dx


# %% wrong: the spacing forgotten
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return np.sum(xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities))


# %% wrong: the spacing on the first term only
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return np.sum(xlogy(p_data, probabilities)) * dx + np.sum(xlog1py(p_g, -probabilities))


# %% wrong: the loss, which is the negative
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return -np.sum(xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities)) * dx


# %% wrong: data and generator swapped
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return np.sum(xlogy(p_g, probabilities) + xlog1py(p_data, -probabilities)) * dx


# %% wrong: log D in both terms
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlogy

    return np.sum(xlogy(p_data, probabilities) + xlogy(p_g, probabilities)) * dx


# %% wrong: the logarithm to base 2
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return np.sum(xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities)) * dx / np.log(2)


# %% wrong: half of it, as if the classes shared one average
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return np.sum(xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities)) * dx / 2


# %% wrong: the integrand, not the integral
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return (xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities)) * dx


# %% wrong: the answer for the best discriminator, whichever was given
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    best = p_data / (p_data + p_g)
    return np.sum(xlogy(p_data, best) + xlog1py(p_g, -best)) * dx


# %% wrong: the trapezoidal rule, which halves the ends of a table
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return np.trapezoid(xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities), dx=dx)


# %% right: zeros chosen by np.where
def game_value(probabilities, p_data, p_g, dx=1.0):
    with np.errstate(all="ignore"):
        real = np.where(p_data > 0, p_data * np.log(probabilities), 0.0)
        fake = np.where(p_g > 0, p_g * np.log1p(-probabilities), 0.0)
    return dx * (real.sum() + fake.sum())


# %% right: where zero times infinity is nan, term by term
def game_value(probabilities, p_data, p_g, dx=1.0):
    with np.errstate(all="ignore"):
        return (np.nansum(p_data * np.log(probabilities)) + np.nansum(p_g * np.log(1 - probabilities))) * dx


# %% right: a loop, a Python number
def game_value(probabilities, p_data, p_g, dx=1.0):
    import math

    total = 0.0
    for d, p, q in zip(probabilities, p_data, p_g, strict=True):
        for weight, chance in ((p, d), (q, 1 - d)):
            if weight > 0:
                total += weight * (math.log(chance) if chance > 0 else -math.inf) * dx
    return total


# %% right: SciPy's products of a number and a logarithm
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return (xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities)).sum() * dx


# %% right: a tensor in single precision
def game_value(probabilities, p_data, p_g, dx=1.0):
    import tensorflow as tf

    d, p, q = (tf.cast(given, "float32") for given in (probabilities, p_data, p_g))
    return tf.reduce_sum(tf.math.xlogy(p, d) + tf.math.xlog1py(q, -d)) * dx


# %% right: nan counted as 0 after both terms are added, where the other term is 0 too
def game_value(probabilities, p_data, p_g, dx=1.0):
    with np.errstate(all="ignore"):
        return np.nansum(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx


# %% wrong: points left out where either density is 0
def game_value(probabilities, p_data, p_g, dx=1.0):
    ok = (p_data > 0) & (p_g > 0)
    d, p, q = probabilities[ok], p_data[ok], p_g[ok]
    with np.errstate(divide="ignore"):
        return np.sum(p * np.log(d) + q * np.log(1 - d)) * dx


# %% wrong: each density divided by its sum
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlogy

    p, q = p_data / p_data.sum(), p_g / p_g.sum()
    return np.sum(xlogy(p, probabilities) + xlogy(q, 1 - probabilities))


# %% wrong: the caller's probabilities overwritten
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlogy

    first = xlogy(p_data, probabilities).sum()
    probabilities *= -1
    probabilities += 1
    return (first + xlogy(p_g, probabilities).sum()) * dx


# %% wrong: minus infinity as soon as D is 0 or 1 anywhere
def game_value(probabilities, p_data, p_g, dx=1.0):
    if np.any(probabilities == 0) or np.any(probabilities == 1):
        return -np.inf
    return np.sum(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx


# %% right: the logarithm taken only where it counts
def game_value(probabilities, p_data, p_g, dx=1.0):
    with np.errstate(divide="ignore"):
        log_d = np.log(probabilities, where=p_data > 0, out=np.zeros(np.shape(p_data)))
        log_not = np.log(1 - probabilities, where=p_g > 0, out=np.zeros(np.shape(p_g)))
    return ((p_data * log_d).sum() + (p_g * log_not).sum()) * dx


# %% right: nan replaced, minus infinity kept
def game_value(probabilities, p_data, p_g, dx=1.0):
    real = np.nan_to_num(p_data * np.log(probabilities), nan=0.0, neginf=-np.inf)
    fake = np.nan_to_num(p_g * np.log(1 - probabilities), nan=0.0, neginf=-np.inf)
    return float(np.sum(real + fake) * dx)


# %% wrong: the discriminator's answers rounded to two decimals
def game_value(probabilities, p_data, p_g, dx=1.0):
    rounded = np.round(probabilities, 2)
    gain = np.where(p_data > 0, p_data * np.log(np.where(p_data > 0, rounded, 1.0)), 0.0)
    loss = np.where(p_g > 0, p_g * np.log(np.where(p_g > 0, 1 - rounded, 1.0)), 0.0)
    return dx * np.sum(gain + loss)

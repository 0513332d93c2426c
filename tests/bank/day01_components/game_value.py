# %% wrong: a mean in place of the sum
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.mean(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx


# %% wrong: the spacing forgotten
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.sum(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities))


# %% wrong: the spacing on the first term only
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.sum(p_data * np.log(probabilities)) * dx + np.sum(p_g * np.log(1 - probabilities))


# %% wrong: the loss, which is the negative
def game_value(probabilities, p_data, p_g, dx=1.0):
    return -np.sum(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx


# %% wrong: data and generator swapped
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.sum(p_g * np.log(probabilities) + p_data * np.log(1 - probabilities)) * dx


# %% wrong: log D in both terms
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.sum(p_data * np.log(probabilities) + p_g * np.log(probabilities)) * dx


# %% wrong: the logarithm to base 2
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.sum(p_data * np.log2(probabilities) + p_g * np.log2(1 - probabilities)) * dx


# %% wrong: half of it, as if the classes shared one average
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.sum(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx / 2


# %% wrong: the densities forgotten
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.mean(np.log(probabilities)) + np.mean(np.log(1 - probabilities))


# %% wrong: the integrand, not the integral
def game_value(probabilities, p_data, p_g, dx=1.0):
    return (p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx


# %% wrong: the answer for the best discriminator, whichever was given
def game_value(probabilities, p_data, p_g, dx=1.0):
    best = p_data / (p_data + p_g)
    return np.sum(p_data * np.log(best) + p_g * np.log(1 - best)) * dx


# %% wrong: the trapezoidal rule, which halves the ends of a table
def game_value(probabilities, p_data, p_g, dx=1.0):
    return np.trapezoid(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities), dx=dx)


# %% right: two dot products
def game_value(probabilities, p_data, p_g, dx=1.0):
    return dx * (p_data @ np.log(probabilities) + p_g @ np.log1p(-probabilities))


# %% right: through the logits
def game_value(probabilities, p_data, p_g, dx=1.0):
    logits = np.log(probabilities) - np.log1p(-probabilities)
    return -dx * np.sum(p_data * np.logaddexp(0, -logits) + p_g * np.logaddexp(0, logits))


# %% right: a loop
def game_value(probabilities, p_data, p_g, dx=1.0):
    import math

    total = 0.0
    for d, p, q in zip(probabilities, p_data, p_g, strict=True):
        total += (p * math.log(d) + q * math.log(1 - d)) * dx
    return total


# %% right: SciPy's products of a number and a logarithm
def game_value(probabilities, p_data, p_g, dx=1.0):
    from scipy.special import xlog1py, xlogy

    return (xlogy(p_data, probabilities) + xlog1py(p_g, -probabilities)).sum() * dx

# %% wrong: the autocovariance without the variance of the process
def ar1_memory(phi, sigma, lag):
    return sigma**2 * phi ** abs(lag), phi ** abs(lag)


# %% wrong: the variance with 1 - phi in place of its square
def ar1_memory(phi, sigma, lag):
    return sigma**2 / (1 - phi) * phi ** abs(lag), phi ** abs(lag)


# %% wrong: sigma taken for the variance of the noise
def ar1_memory(phi, sigma, lag):
    return sigma / (1 - phi**2) * phi ** abs(lag), phi ** abs(lag)


# %% wrong: a negative lag raises the power to below zero
def ar1_memory(phi, sigma, lag):
    correlation = phi**lag if phi or lag >= 0 else 0.0
    return sigma**2 / (1 - phi**2) * correlation, correlation


# %% wrong: nothing is remembered backwards
def ar1_memory(phi, sigma, lag):
    correlation = phi**lag if lag >= 0 else 0.0
    return sigma**2 / (1 - phi**2) * correlation, correlation


# %% wrong: the size of phi, whatever its sign
def ar1_memory(phi, sigma, lag):
    correlation = abs(phi) ** abs(lag)
    return sigma**2 / (1 - phi**2) * correlation, correlation


# %% wrong: linear in the lag
def ar1_memory(phi, sigma, lag):
    correlation = phi * abs(lag) if lag else 1.0
    return sigma**2 / (1 - phi**2) * correlation, correlation


# %% wrong: the autocorrelation first
def ar1_memory(phi, sigma, lag):
    correlation = phi ** abs(lag)
    return correlation, sigma**2 / (1 - phi**2) * correlation


# %% wrong: twice the lag
def ar1_memory(phi, sigma, lag):
    correlation = phi ** (2 * abs(lag))
    return sigma**2 / (1 - phi**2) * correlation, correlation


# %% wrong: the autocovariance alone
def ar1_memory(phi, sigma, lag):
    return sigma**2 / (1 - phi**2) * phi ** abs(lag)


# %% wrong: the autocovariance not divided by the variance
def ar1_memory(phi, sigma, lag):
    covariance = sigma**2 / (1 - phi**2) * phi ** abs(lag)
    return covariance, covariance


# %% wrong: the standard deviation in place of the variance
def ar1_memory(phi, sigma, lag):
    correlation = phi ** abs(lag)
    return np.sqrt(sigma**2 / (1 - phi**2)) * correlation, correlation


# %% wrong: always negative for negative phi
def ar1_memory(phi, sigma, lag):
    variance = sigma**2 / (1 - phi**2)
    correlation = np.sign(phi) * abs(phi) ** abs(lag) if phi else 0.0 ** abs(lag)
    return variance * correlation, correlation


# %% wrong: lags up to three
def ar1_memory(phi, sigma, lag):
    variance = sigma**2 / (1 - phi**2)
    correlation = phi ** min(abs(lag), 3)
    return variance * correlation, correlation


# %% right: step by step
def ar1_memory(phi, sigma, lag):
    variance = sigma**2 / (1 - phi**2)
    covariance = variance
    for _ in range(abs(lag)):
        covariance = phi * covariance
    return [covariance, covariance / variance]


# %% right: by the infinite sum of what the past left
def ar1_memory(phi, sigma, lag):
    weights = float(phi) ** np.arange(2_000)
    k = abs(lag)
    covariance = sigma**2 * np.sum(weights[k:] * weights[: len(weights) - k])
    return covariance, covariance / (sigma**2 * np.sum(weights**2))


# %% right: with NumPy, in an array
def ar1_memory(phi, sigma, lag):
    correlation = np.power(float(phi), np.abs(lag))
    return np.array([np.square(sigma) / (1 - np.square(phi)) * correlation, correlation])


# %% right: by recursion
def ar1_memory(phi, sigma, lag):
    if lag < 0:
        return ar1_memory(phi, sigma, -lag)
    if lag == 0:
        return sigma**2 / ((1 - phi) * (1 + phi)), 1
    covariance, correlation = ar1_memory(phi, sigma, lag - 1)
    return phi * covariance, phi * correlation

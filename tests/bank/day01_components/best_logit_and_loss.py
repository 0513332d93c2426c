# %% wrong: a probability for a logit
def best_logit_and_loss(label):
    if label >= 1:
        return np.inf, (0.0 if label == 1 else -np.inf)
    if label <= 0:
        return -np.inf, (0.0 if label == 0 else -np.inf)
    return label, -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% wrong: labels outside [0, 1] treated as 0 and 1
def best_logit_and_loss(label):
    label = np.clip(label, 0, 1)
    if label in (0, 1):
        return (np.inf if label == 1 else -np.inf), 0.0
    return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% wrong: the loss 0 at the best logit for every label
def best_logit_and_loss(label):
    if label >= 1:
        return np.inf, (0.0 if label == 1 else -np.inf)
    if label <= 0:
        return -np.inf, (0.0 if label == 0 else -np.inf)
    return np.log(label / (1 - label)), 0.0


# %% wrong: the sign of the logit
def best_logit_and_loss(label):
    if label >= 1:
        return np.inf, (0.0 if label == 1 else -np.inf)
    if label <= 0:
        return -np.inf, (0.0 if label == 0 else -np.inf)
    return np.log((1 - label) / label), -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% wrong: the fall below every bound forgotten
def best_logit_and_loss(label):
    if label >= 1:
        return np.inf, 0.0
    if label <= 0:
        return -np.inf, 0.0
    return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% wrong: a search that stops at the edge of its interval
def best_logit_and_loss(label):
    from scipy.optimize import minimize_scalar

    def cost(logit):
        return label * np.logaddexp(0, -logit) + (1 - label) * np.logaddexp(0, logit)

    found = minimize_scalar(cost, bounds=(-20, 20), method="bounded", options={"xatol": 1e-9})
    return found.x, found.fun


# %% wrong: the same bound at 1 as above 1
def best_logit_and_loss(label):
    if label >= 1:
        return np.inf, -np.inf
    if label <= 0:
        return -np.inf, -np.inf
    return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% wrong: the formula everywhere, which is not a number outside (0, 1)
def best_logit_and_loss(label):
    with np.errstate(all="ignore"):
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% wrong: the sign of the entropy
def best_logit_and_loss(label):
    if label >= 1:
        return np.inf, (0.0 if label == 1 else -np.inf)
    if label <= 0:
        return -np.inf, (0.0 if label == 0 else -np.inf)
    return np.log(label / (1 - label)), label * np.log(label) + (1 - label) * np.log(1 - label)


# %% wrong: labels below 0 forgotten
def best_logit_and_loss(label):
    if label >= 1:
        return np.inf, (0.0 if label == 1 else -np.inf)
    if label <= 0:
        return -np.inf, 0.0
    return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% right: SciPy's logit and entropy
def best_logit_and_loss(label):
    from scipy.special import entr, logit

    lowest = entr(label) + entr(1 - label)
    return (logit(label) if 0 <= label <= 1 else np.copysign(np.inf, label)), lowest


# %% right: the loss evaluated at the best logit
def best_logit_and_loss(label):
    import math

    if not 0 < label < 1:
        edge = label in (0, 1)
        return (math.inf if label > 0.5 else -math.inf), (0.0 if edge else -math.inf)
    logit = math.log(label) - math.log1p(-label)
    return logit, label * math.log1p(math.exp(-logit)) + (1 - label) * math.log1p(math.exp(logit))


# %% right: the sign first, then the three kinds of label
def best_logit_and_loss(label):
    def xlogx(value):
        return value * np.log(value) if value > 0 else 0.0

    if label < 0 or label > 1:
        return np.sign(label) * np.inf, -np.inf
    with np.errstate(divide="ignore"):
        return np.log(np.float64(label)) - np.log(1 - np.float64(label)), -xlogx(label) - xlogx(1 - label)


# %% right: a list of 32-bit numbers
def best_logit_and_loss(label):
    if not 0 <= label <= 1:
        return [np.float32(np.inf if label > 1 else -np.inf), np.float32(-np.inf)]
    with np.errstate(all="ignore"):
        logit = np.float32(np.log(np.float64(label) / (1 - label))) if label < 1 else np.float32(np.inf)
    clipped = np.clip(np.float64(logit), -40, 40)
    return [logit, np.float32(np.logaddexp(0, clipped) - label * clipped)]


# %% right: one array, by a search where there is a lowest point
def best_logit_and_loss(label):
    from scipy.optimize import brentq

    if label >= 1:
        return np.array([np.inf, 0.0 if label == 1 else -np.inf])
    if label <= 0:
        return np.array([-np.inf, 0.0 if label == 0 else -np.inf])
    logit = brentq(lambda t: 1 / (1 + np.exp(-t)) - label, -40, 40)
    return np.array([logit, label * np.logaddexp(0, -logit) + (1 - label) * np.logaddexp(0, logit)])


# %% wrong: a label near 0 or 1 taken for it
def best_logit_and_loss(label):
    if np.isclose(label, 1, atol=0.02):
        return np.inf, 0.0
    if np.isclose(label, 0, atol=0.02):
        return -np.inf, 0.0
    if label > 1:
        return np.inf, -np.inf
    if label < 0:
        return -np.inf, -np.inf
    return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)


# %% wrong: the pair the wrong way round
def best_logit_and_loss(label):
    if 0 < label < 1:
        return -label * np.log(label) - (1 - label) * np.log(1 - label), np.log(label / (1 - label))
    if label in (0, 1):
        return 0.0, (np.inf if label else -np.inf)
    return -np.inf, (np.inf if label > 1 else -np.inf)


# %% wrong: the entropy in bits
def best_logit_and_loss(label):
    if 0 < label < 1:
        return np.log(label / (1 - label)), -label * np.log2(label) - (1 - label) * np.log2(1 - label)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)


# %% right: both cases in np.select
def best_logit_and_loss(label):
    y = np.float64(label)
    inside = (y > 0) & (y < 1)
    safe = y if inside else 0.5
    logit = np.select([y >= 1, y <= 0], [np.inf, -np.inf], np.log(safe / (1 - safe)))
    cost = np.select(
        [(y > 1) | (y < 0), (y == 0) | (y == 1)], [-np.inf, 0.0], -safe * np.log(safe) - (1 - safe) * np.log(1 - safe)
    )
    return logit, cost


# %% wrong: the label rounded to two decimals
def best_logit_and_loss(label):
    label = round(label, 2)
    if 0 < label < 1:
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)


# %% wrong: the label rounded to three decimals
def best_logit_and_loss(label):
    label = round(label, 3)
    if 0 < label < 1:
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)


# %% wrong: a label between 0 and 1 rounded, the others as they are
def best_logit_and_loss(label):
    if 0 < label < 1:
        label = round(label, 3)
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)


# %% wrong: three significant figures of the label
def best_logit_and_loss(label):
    label = float(f"{label:.3g}")
    if 0 < label < 1:
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)


# %% wrong: a label between 0 and 1 kept 0.001 away from both
def best_logit_and_loss(label):
    if 0 < label < 1:
        label = np.clip(label, 0.001, 0.999)
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)


# %% wrong: a little above 1 taken for 1, a little below 0 for 0
def best_logit_and_loss(label):
    if 0 < label < 1:
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)
    bounded = np.isclose(label, 0, atol=1e-3) or np.isclose(label, 1, atol=1e-3)
    return (np.inf if label >= 1 else -np.inf), (0.0 if bounded else -np.inf)


# %% wrong: the results rounded to two decimals
def best_logit_and_loss(label):
    if 0 < label < 1:
        lowest = -label * np.log(label) - (1 - label) * np.log(1 - label)
        return round(np.log(label / (1 - label)), 2), round(lowest, 2)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)


# %% right: 32-bit numbers from the start
def best_logit_and_loss(label):
    label, one = np.float32(label), np.float32(1)
    if 0 < label < 1:
        return np.log(label / (one - label)), -label * np.log(label) - (one - label) * np.log(one - label)
    return (np.inf if label >= 1 else -np.inf), (0.0 if label in (0, 1) else -np.inf)

# %% wrong: 0 · log 0 becomes NaN
def inception_score(probabilities):
    mean = probabilities.mean(axis=0)
    return np.exp((probabilities * np.log(probabilities / mean)).sum(axis=1).mean())


# %% wrong: logarithm to the base 2, with the natural exponential
def inception_score(probabilities):
    return np.exp(stats.entropy(probabilities, probabilities.mean(axis=0)[None], base=2, axis=1).mean())


# %% wrong: the mean of the exponentials in place of the exponential of the mean
def inception_score(probabilities):
    return np.exp(stats.entropy(probabilities, probabilities.mean(axis=0)[None], axis=1)).mean()


# %% wrong: the arguments of KL swapped
def inception_score(probabilities):
    mean = np.broadcast_to(probabilities.mean(axis=0), probabilities.shape)
    return np.exp(stats.entropy(mean, probabilities, axis=1).mean())


# %% wrong: without the exponential
def inception_score(probabilities):
    return stats.entropy(probabilities, probabilities.mean(axis=0)[None], axis=1).mean()


# %% wrong: the mean over images and classes in place of the sum over classes
def inception_score(probabilities):
    mean = probabilities.mean(axis=0)
    ratio = np.where(probabilities > 0, probabilities, 1) / np.where(probabilities > 0, mean, 1)
    return np.exp((probabilities * np.log(ratio)).mean())


# %% wrong: the mean of each image in place of the mean over images
def inception_score(probabilities):
    mean = probabilities.mean(axis=1, keepdims=True)
    ratio = np.where(probabilities > 0, probabilities, 1) / np.where(probabilities > 0, mean, 1)
    return np.exp((probabilities * np.log(ratio)).sum(axis=1).mean())


# %% wrong: against the uniform distribution in place of the mean
def inception_score(probabilities):
    classes = probabilities.shape[1]
    return np.exp((np.log(classes) - stats.entropy(probabilities, axis=1)).mean())


# %% wrong: the spread over the classes only, without the doubt about an image
def inception_score(probabilities):
    return np.exp(stats.entropy(probabilities.mean(axis=0)))


# %% wrong: of the most probable classes, as if the classifier had no doubt
def inception_score(probabilities):
    sure = np.eye(probabilities.shape[1])[probabilities.argmax(axis=1)]
    return np.exp(stats.entropy(sure.mean(axis=0)))


# %% wrong: one number for each image
def inception_score(probabilities):
    return np.exp(stats.entropy(probabilities, probabilities.mean(axis=0)[None], axis=1))


# %% wrong: a large number added to avoid the logarithm of 0
def inception_score(probabilities):
    mean = probabilities.mean(axis=0)
    return np.exp((probabilities * (np.log(probabilities + 1e-3) - np.log(mean + 1e-3))).sum(axis=1).mean())


# %% right: the difference of two entropies
def inception_score(probabilities):
    def entropy(rows):
        return -np.sum(rows * np.log(rows, where=rows > 0, out=np.zeros_like(rows)), axis=-1)

    return np.exp(entropy(probabilities.mean(axis=0)) - entropy(probabilities).mean())


# %% right: SciPy's relative entropy
def inception_score(probabilities):
    from scipy.special import rel_entr

    return float(np.exp(rel_entr(probabilities, probabilities.mean(axis=0)).sum() / len(probabilities)))


# %% right: NaN replaced by 0, whatever NumPy warns of
def inception_score(probabilities):
    terms = probabilities * np.log(probabilities / probabilities.mean(axis=0))
    return np.exp(np.nansum(terms, axis=1).mean())


# %% right: loops in plain Python
def inception_score(probabilities):
    n, classes = probabilities.shape
    share = [sum(row[y] for row in probabilities) / n for y in range(classes)]
    total = sum(p * math.log(p / q) for row in probabilities for p, q in zip(row, share, strict=True) if p > 0)
    return math.exp(total / n)


# %% right: a tiny number in place of 0
def inception_score(probabilities):
    clipped = np.clip(probabilities, 1e-30, None)
    return np.exp((clipped * (np.log(clipped) - np.log(clipped.mean(axis=0)))).sum(axis=1).mean())

# %% wrong: ties count nothing
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    return np.mean(fake[:, None] > real[None, :])


# %% wrong: ties count whole
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    return np.mean(fake[:, None] >= real[None, :])


# %% wrong: the other way round
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    return np.mean((real[:, None] > fake) + 0.5 * (real[:, None] == fake))


# %% wrong: accuracy with the threshold 0
def auc(real_scores, fake_scores):
    return (np.mean(np.asarray(fake_scores) > 0) + np.mean(np.asarray(real_scores) <= 0)) / 2


# %% wrong: pairs in order, not all pairs
def auc(real_scores, fake_scores):
    pairs = list(zip(real_scores, fake_scores, strict=False))
    return sum((f > r) + 0.5 * (f == r) for r, f in pairs) / len(pairs)


# %% wrong: fakes above the mean real score
def auc(real_scores, fake_scores):
    middle = np.mean(real_scores)
    fake = np.asarray(fake_scores)
    return np.mean((fake > middle) + 0.5 * (fake == middle))


# %% wrong: fakes above the median real score
def auc(real_scores, fake_scores):
    middle = np.median(real_scores)
    fake = np.asarray(fake_scores)
    return np.mean((fake > middle) + 0.5 * (fake == middle))


# %% wrong: divided by all pairs of images, of whatever kind
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    wins = np.sum((fake[:, None] > real) + 0.5 * (fake[:, None] == real))
    return wins / (len(real) + len(fake)) ** 2


# %% wrong: a count and no share
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    return np.sum((fake[:, None] > real) + 0.5 * (fake[:, None] == real))


# %% wrong: never below a half
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    area = np.mean((fake[:, None] > real) + 0.5 * (fake[:, None] == real))
    return max(area, 1 - area)


# %% wrong: one number for each fake
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    return np.mean((fake[:, None] > real) + 0.5 * (fake[:, None] == real), axis=1)


# %% wrong: ranks without care for ties
def auc(real_scores, fake_scores):
    both = np.concatenate([fake_scores, real_scores])
    ranks = np.argsort(np.argsort(both, kind="stable")) + 1
    m, n = len(fake_scores), len(real_scores)
    return (ranks[:m].sum() - m * (m + 1) / 2) / (n * m)


# %% wrong: scores rounded to one decimal
def auc(real_scores, fake_scores):
    real, fake = np.round(real_scores, 1)[:, None], np.round(fake_scores, 1)[None]
    return np.mean(fake > real) + 0.5 * np.mean(fake == real)


# %% wrong: np.isclose for ties
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores)[:, None], np.asarray(fake_scores)[None]
    return np.mean((fake > real) & ~np.isclose(fake, real, atol=1e-3)) + 0.5 * np.mean(
        np.isclose(fake, real, atol=1e-3)
    )


# %% wrong: a curve of 101 thresholds
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    both = np.concatenate([real, fake])
    thresholds = np.linspace(both.min() - 1e-9, both.max() + 1e-9, 101)
    false_alarms = [(real > t).mean() for t in thresholds]
    caught = [(fake > t).mean() for t in thresholds]
    return -np.trapezoid(caught, false_alarms)


# %% wrong: a curve of 1001 thresholds
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores), np.asarray(fake_scores)
    both = np.concatenate([real, fake])
    thresholds = np.linspace(both.min() - 1e-9, both.max() + 1e-9, 1001)
    false_alarms = [(real > t).mean() for t in thresholds]
    caught = [(fake > t).mean() for t in thresholds]
    return -np.trapezoid(caught, false_alarms)


# %% wrong: float16
def auc(real_scores, fake_scores):
    a, b = np.asarray(real_scores, "float16"), np.asarray(fake_scores, "float16")
    return float(np.mean((b[:, None] > a).astype(float) + 0.5 * (b[:, None] == a)))


# %% right: two loops
def auc(real_scores, fake_scores):
    total = 0.0
    for fake in fake_scores:
        for real in real_scores:
            if fake > real:
                total += 1
            elif fake == real:
                total += 0.5
    return total / (len(real_scores) * len(fake_scores))


# %% right: midranks
def auc(real_scores, fake_scores):
    n, m = len(real_scores), len(fake_scores)
    ranks = stats.rankdata(np.concatenate([real_scores, fake_scores]))
    return (ranks[n:].sum() - m * (m + 1) / 2) / (n * m)


# %% right: the test of Mann and Whitney
def auc(real_scores, fake_scores):
    statistic = stats.mannwhitneyu(fake_scores, real_scores).statistic
    return statistic / (len(real_scores) * len(fake_scores))


# %% right: scikit-learn
def auc(real_scores, fake_scores):
    from sklearn.metrics import roc_auc_score

    labels = [0] * len(real_scores) + [1] * len(fake_scores)
    return float(roc_auc_score(labels, [*real_scores, *fake_scores]))


# %% right: the sign of the difference
def auc(real_scores, fake_scores):
    difference = np.subtract.outer(np.asarray(fake_scores), np.asarray(real_scores))
    return 0.5 + 0.5 * np.sign(difference).mean()


# %% right: by searching in sorted scores
def auc(real_scores, fake_scores):
    ordered = np.sort(real_scores)
    below = np.searchsorted(ordered, fake_scores, side="left")
    not_above = np.searchsorted(ordered, fake_scores, side="right")
    return np.mean((below + not_above) / 2) / len(ordered)


# %% wrong: scores in single precision
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores, "float32")[:, None], np.asarray(fake_scores, "float32")[None]
    return np.mean(fake > real) + 0.5 * np.mean(fake == real)


# %% wrong: scores that TensorFlow makes float32
def auc(real_scores, fake_scores):
    real, fake = (tf.constant(np.asarray(scores), tf.float32) for scores in (real_scores, fake_scores))
    return (1 + tf.reduce_mean(tf.sign(fake[None] - real[:, None]))) / 2


# %% wrong: scores rounded to eight decimals
def auc(real_scores, fake_scores):
    real, fake = np.round(real_scores, 8)[:, None], np.round(fake_scores, 8)[None]
    return np.mean(fake > real) + 0.5 * np.mean(fake == real)


# %% right: scores as they are, the area in single precision
def auc(real_scores, fake_scores):
    real, fake = np.asarray(real_scores)[:, None], np.asarray(fake_scores)[None]
    return np.float32(np.mean(np.where(fake == real, 0.5, fake > real)))

# %% wrong: how often the test sample is the nearer one
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    nearer = of_fake[:, None] > of_test
    return nearer.mean() + (of_fake[:, None] == of_test).mean() / 2


# %% wrong: equal distances do not count
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return (of_fake[:, None] < of_test).mean()


# %% wrong: equal distances count in full
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return (of_fake[:, None] <= of_test).mean()


# %% wrong: the share of fakes below the median of the test samples
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return (of_fake < np.median(of_test)).mean()


# %% wrong: a comparison of the two means
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return float(of_fake.mean() < of_test.mean())


# %% wrong: the mean distance to all training samples
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).mean(axis=1) for samples in (test, fake))
    return (of_fake[:, None] < of_test).mean() + (of_fake[:, None] == of_test).mean() / 2


# %% wrong: for each training sample the nearest fake
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=0) for samples in (test, fake))
    return (of_fake[:, None] < of_test).mean() + (of_fake[:, None] == of_test).mean() / 2


# %% wrong: training and test samples swapped
def nearer_share(train, test, fake):
    of_test, of_fake = cdist(train, test).min(axis=1), cdist(fake, test).min(axis=1)
    return (of_fake[:, None] < of_test).mean() + (of_fake[:, None] == of_test).mean() / 2


# %% wrong: the number of pairs in place of their share
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return stats.mannwhitneyu(of_test, of_fake).statistic


# %% wrong: Mann and Whitney's U of the other list
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return stats.mannwhitneyu(of_fake, of_test).statistic / (len(test) * len(fake))


# %% wrong: the p-value
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return stats.mannwhitneyu(of_test, of_fake).pvalue


# %% wrong: compared one by one, in the order in which they come
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    n = min(len(of_test), len(of_fake))
    return (of_fake[:n] < of_test[:n]).mean() + (of_fake[:n] == of_test[:n]).mean() / 2


# %% right: Mann and Whitney's U
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return stats.mannwhitneyu(of_test, of_fake).statistic / (len(test) * len(fake))


# %% right: the sign of the differences
def nearer_share(train, test, fake):
    of_test = cdist(test, train).min(axis=1)
    of_fake = cdist(fake, train).min(axis=1)
    return (1 + np.sign(of_test[:, None] - of_fake).mean()) / 2


# %% right: squared distances, which have the same order
def nearer_share(train, test, fake):
    def nearest(samples):
        return ((samples[:, None] - train[None]) ** 2).sum(axis=2).min(axis=1)

    of_test, of_fake = np.sort(nearest(test)), nearest(fake)
    farther = len(of_test) - np.searchsorted(of_test, of_fake, side="right")
    from_here = len(of_test) - np.searchsorted(of_test, of_fake, side="left")
    return float((farther + from_here).mean() / 2 / len(of_test))


# %% right: loops in plain Python
def nearer_share(train, test, fake):
    of_test = [min(math.dist(x, t) for t in train) for x in test]
    of_fake = [min(math.dist(y, t) for t in train) for y in fake]
    points = [1.0 if b < a else 0.5 if b == a else 0.0 for a in of_test for b in of_fake]
    return sum(points) / len(points)


# %% wrong: samples that are training samples are left out
def nearer_share(train, test, fake):
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    of_test = of_test[of_test > 0]
    return (of_fake[:, None] < of_test).mean() + (of_fake[:, None] == of_test).mean() / 2


# %% wrong: the nearest training sample is looked for among those in the same place of the list
def nearer_share(train, test, fake):
    of_test = np.array([np.abs(x - train[i % len(train)]).sum() for i, x in enumerate(test)])
    of_fake = np.array([np.abs(y - train[i % len(train)]).sum() for i, y in enumerate(fake)])
    return (of_fake[:, None] < of_test).mean() + (of_fake[:, None] == of_test).mean() / 2


# %% right: TensorFlow in float32
def nearer_share(train, test, fake):
    from gan_course.runtime import tf

    def nearest(samples):
        differences = tf.cast(samples[:, None] - train[None], tf.float32)
        return tf.reduce_min(tf.norm(differences, axis=2), axis=1)

    return (1 + tf.reduce_mean(tf.sign(nearest(test)[:, None] - nearest(fake)))) / 2


# %% wrong: city-block distances
def nearer_share(train, test, fake):
    f, t = cdist(fake, train, "cityblock").min(axis=1), cdist(test, train, "cityblock").min(axis=1)
    return np.mean(f[:, None] < t) + np.mean(f[:, None] == t) / 2


# %% wrong: the largest difference of a coordinate in place of the distance
def nearer_share(train, test, fake):
    f, t = cdist(fake, train, "chebyshev").min(axis=1), cdist(test, train, "chebyshev").min(axis=1)
    return np.mean(f[:, None] < t) + np.mean(f[:, None] == t) / 2


# %% wrong: the cosine distance
def nearer_share(train, test, fake):
    f, t = (np.nan_to_num(cdist(a, train, "cosine")).min(axis=1) for a in (fake, test))
    return np.mean(f[:, None] < t) + np.mean(f[:, None] == t) / 2


# %% wrong: the second nearest, as if the first were itself
def nearer_share(train, test, fake):
    f, t = np.sort(cdist(fake, train), axis=1)[:, 1], np.sort(cdist(test, train), axis=1)[:, 1]
    return np.mean(f[:, None] < t) + np.mean(f[:, None] == t) / 2


# %% wrong: whether a fake is nearer to training than to test samples
def nearer_share(train, test, fake):
    f, t = cdist(fake, train).min(axis=1), cdist(fake, test).min(axis=1)
    return np.mean((f < t) + (f == t) / 2)


# %% right: the area under the ROC curve
def nearer_share(train, test, fake):
    from sklearn.metrics import roc_auc_score

    distances_ = np.concatenate([cdist(part, train, "sqeuclidean").min(axis=1) for part in (fake, test)])
    return roc_auc_score([1] * len(fake) + [0] * len(test), -distances_)


# %% right: sorted once, then looked up
def nearer_share(train, test, fake):
    f, t = cdist(train, fake).min(axis=0), np.sort(cdist(train, test).min(axis=0))
    farther = len(t) - np.searchsorted(t, f, side="right")
    equal = np.searchsorted(t, f, side="right") - np.searchsorted(t, f, side="left")
    return float((farther + 0.5 * equal).sum() / len(t) / len(f))


# %% wrong: distances rounded to six decimals
def nearer_share(train, test, fake):
    f, t = (np.round(cdist(part, train).min(axis=1), 6) for part in (fake, test))
    return np.mean(f[:, None] < t) + np.mean(f[:, None] == t) / 2


# %% wrong: distances that differ by less than 0.01 count as equal
def nearer_share(train, test, fake):
    f, t = (cdist(part, train).min(axis=1) for part in (fake, test))
    equal = np.isclose(f[:, None], t, atol=0.01)
    return np.mean((f[:, None] < t) & ~equal) + np.mean(equal) / 2


# %% wrong: distances in half precision
def nearer_share(train, test, fake):
    f, t = (cdist(part, train).min(axis=1).astype("float16") for part in (fake, test))
    return np.mean(f[:, None] < t) + np.mean(f[:, None] == t) / 2


# %% right: distances in single precision
def nearer_share(train, test, fake):
    f, t = (cdist(part, train).min(axis=1).astype("float32") for part in (fake, test))
    return np.mean(f[:, None] < t) + np.mean(f[:, None] == t) / 2

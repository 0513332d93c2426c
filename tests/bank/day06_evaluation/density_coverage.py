# %% wrong: the two swapped
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.any(axis=0).mean(), inside.sum() / (k * len(fake))


# %% wrong: not divided by k
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.sum() / len(fake), inside.any(axis=0).mean()


# %% wrong: divided by the number of real samples
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.sum() / (k * len(real)), inside.any(axis=0).mean()


# %% wrong: precision and coverage
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.any(axis=1).mean(), inside.any(axis=0).mean()


# %% wrong: density and precision
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.sum() / (k * len(fake)), inside.any(axis=1).mean()


# %% wrong: density and recall, which uses the fakes' balls
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    own = np.sort(cdist(fake, fake), axis=1)
    fake_radii = own[:, min(k, len(fake) - 1)]
    return inside.sum() / (k * len(fake)), (cdist(real, fake) < fake_radii).any(axis=1).mean()


# %% wrong: a sample is its own nearest neighbour
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k - 1]
    inside = cdist(fake, real) < radii
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()


# %% wrong: the radii along the wrong axis
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < np.sort(radii)
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()


# %% wrong: all fakes must lie in a ball to cover it
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.sum() / (k * len(fake)), inside.all(axis=0).mean()


# %% wrong: density cut off at 1
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return min(inside.sum() / (k * len(fake)), 1), inside.any(axis=0).mean()


# %% wrong: squared distances against radii that are not squared
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real, "sqeuclidean") < radii
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()


# %% wrong: k is fixed
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real), axis=1)[:, min(5, len(real) - 1)]
    inside = cdist(fake, real) < radii
    return inside.sum() / (5 * len(fake)), inside.any(axis=0).mean()


# %% right: the nearest fake decides about coverage
def density_coverage(real, fake, k=5):
    own = cdist(real, real)
    np.fill_diagonal(own, np.inf)
    radii = np.partition(own, k - 1, axis=1)[:, k - 1]
    mixed = cdist(real, fake)  # (real, fake)
    return (mixed < radii[:, None]).sum(axis=0).mean() / k, (mixed.min(axis=1) < radii).mean()


# %% right: the course's version
def density_coverage(real, fake, k=5):
    return metrics.density(real, fake, k), metrics.coverage(real, fake, k)


# %% right: scikit-learn's neighbours, closed balls
def density_coverage(real, fake, k=5):
    from sklearn.neighbors import NearestNeighbors

    radii = NearestNeighbors(n_neighbors=k).fit(real).kneighbors()[0][:, -1]
    counts = np.array([(np.linalg.norm(fake - x, axis=1) <= r).sum() for x, r in zip(real, radii, strict=True)])
    return [counts.sum() / k / len(fake), np.mean(counts > 0)]


# %% right: loops in plain Python
def density_coverage(real, fake, k=5):
    held = [0] * len(real)
    for i, x in enumerate(real):
        radius = sorted(math.dist(x, other) for other in real)[k]
        held[i] = sum(math.dist(x, y) < radius for y in fake)
    return sum(held) / (k * len(fake)), sum(count > 0 for count in held) / len(held)


# %% wrong: zero distances thrown out in place of the sample itself
def density_coverage(real, fake, k=5):
    own = cdist(real, real)
    own[own == 0] = np.inf
    radii = np.sort(own, axis=1)[:, k - 1]
    inside = cdist(fake, real) < radii
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()


# %% wrong: a fake that occurs twice counts once
def density_coverage(real, fake, k=5):
    fake = np.unique(fake, axis=0)
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.sum() / (k * len(real)), inside.any(axis=0).mean()


# %% right: TensorFlow in float32
def density_coverage(real, fake, k=5):
    from gan_course.runtime import tf

    real, fake = tf.cast(real, tf.float32), tf.cast(fake, tf.float32)
    radii = tf.sort(tf.norm(real[:, None] - real[None], axis=2), axis=1)[:, k]
    inside = tf.cast(tf.norm(fake[:, None] - real[None], axis=2) < radii, tf.float32)
    return tf.reduce_mean(tf.reduce_sum(inside, axis=1)) / k, tf.reduce_mean(tf.reduce_max(inside, axis=0))


# %% wrong: only fakes that lie in a ball at all count in the mean
def density_coverage(real, fake, k=5):
    radius = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) <= radius
    hits = inside.sum(axis=1)
    return hits[hits > 0].mean() / k if hits.any() else 0.0, inside.any(axis=0).mean()


# %% wrong: the balls are those of the fakes
def density_coverage(real, fake, k=5):
    radius = np.sort(cdist(fake, fake), axis=1)[:, k]
    inside = cdist(real, fake) <= radius
    return inside.sum(axis=1).mean() / k, inside.any(axis=0).mean()


# %% wrong: coverage needs k fakes in a ball
def density_coverage(real, fake, k=5):
    radius = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) <= radius
    return inside.sum(axis=1).mean() / k, (inside.sum(axis=0) >= k).mean()


# %% wrong: neighbours among the fakes
def density_coverage(real, fake, k=5):
    table = cdist(fake, real)
    inside = table <= np.sort(table, axis=0)[k - 1]
    return inside.sum(axis=1).mean() / k, inside.any(axis=0).mean()


# %% wrong: coverage asks whether the nearest real sample of some fake is this one
def density_coverage(real, fake, k=5):
    radius = np.sort(cdist(real, real), axis=1)[:, k]
    table = cdist(fake, real)
    return (table <= radius).sum(axis=1).mean() / k, len(np.unique(table.argmin(axis=1))) / len(real)


# %% right: trees
def density_coverage(real, fake, k=5):
    from scipy.spatial import KDTree

    radius = KDTree(real).query(real, k=k + 1)[0][:, -1]
    counts = KDTree(fake).query_ball_point(real, radius, return_length=True)
    return counts.sum() / k / len(fake), (counts > 0).mean()


# %% wrong: distances rounded to four decimals
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real).round(4), axis=1)[:, k]
    inside = cdist(fake, real).round(4) < radii
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()


# %% wrong: balls of at most a thousand
def density_coverage(real, fake, k=5):
    radii = np.minimum(np.sort(cdist(real, real), axis=1)[:, k], 1000)
    inside = cdist(fake, real) < radii
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()


# %% right: distances in single precision
def density_coverage(real, fake, k=5):
    radii = np.sort(cdist(real, real).astype("float32"), axis=1)[:, k]
    inside = cdist(fake, real).astype("float32") < radii
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()

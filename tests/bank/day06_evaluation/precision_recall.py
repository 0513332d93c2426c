# %% wrong: the two swapped
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(real, fake), share_inside(fake, real)


# %% wrong: a sample is its own nearest neighbour
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k - 1]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: one neighbour too far
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, min(k + 1, len(centres) - 1)]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: a sample must lie in all balls
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k]
        return (cdist(points, centres) < radii).all(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: the share of balls that hold something, which is coverage
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k]
        return (cdist(points, centres) < radii).any(axis=0).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: real balls for both numbers
def precision_recall(real, fake, k=3):
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii
    return inside.any(axis=1).mean(), inside.any(axis=0).mean()


# %% wrong: squared distances against radii that are not squared
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k]
        return (cdist(points, centres, "sqeuclidean") < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: city-block distances
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres, "cityblock"), axis=1)[:, k]
        return (cdist(points, centres, "cityblock") < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: one radius for all, the mean
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radius = np.sort(cdist(centres, centres), axis=1)[:, k].mean()
        return (cdist(points, centres) < radius).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: numbers of samples in place of shares
def precision_recall(real, fake, k=3):
    def inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k]
        return (cdist(points, centres) < radii).any(axis=1).sum()

    return inside(fake, real), inside(real, fake)


# %% wrong: k is fixed
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, min(3, len(centres) - 1)]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: the neighbours are looked for in the other set
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, points), axis=1)[:, k - 1]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% right: scikit-learn's neighbours
def precision_recall(real, fake, k=3):
    from sklearn.neighbors import NearestNeighbors

    def share_inside(points, centres):
        radii = NearestNeighbors(n_neighbors=k).fit(centres).kneighbors()[0][:, -1]
        return np.mean([(np.linalg.norm(centres - point, axis=1) <= radii).any() for point in points])

    return share_inside(fake, real), share_inside(real, fake)


# %% right: the diagonal set to infinity, and a partial sort
def precision_recall(real, fake, k=3):
    def squares(a, b):
        return ((a[:, None] - b[None]) ** 2).sum(axis=2)

    def radii(samples):
        own = squares(samples, samples)
        np.fill_diagonal(own, np.inf)
        return np.partition(own, k - 1, axis=1)[:, k - 1]

    mixed = squares(real, fake)  # (real, fake)
    return (mixed < radii(real)[:, None]).any(axis=0).mean(), (mixed < radii(fake)).any(axis=1).mean()


# %% right: the course's version, as a list
def precision_recall(real, fake, k=3):
    return list(metrics.precision_recall(real, fake, k))


# %% right: loops in plain Python
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = [sorted(math.dist(c, other) for other in centres)[k] for c in centres]
        inside = [any(math.dist(p, c) < r for c, r in zip(centres, radii, strict=True)) for p in points]
        return sum(inside) / len(inside)

    return np.array([share_inside(fake, real), share_inside(real, fake)])


# %% wrong: zero distances thrown out in place of the sample itself
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        own = cdist(centres, centres)
        own[own == 0] = np.inf
        radii = np.sort(own, axis=1)[:, k - 1]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: repeated samples dropped first
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, min(k, len(centres) - 1)]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    real, fake = np.unique(real, axis=0), np.unique(fake, axis=0)
    return share_inside(fake, real), share_inside(real, fake)


# %% right: TensorFlow in float32
def precision_recall(real, fake, k=3):
    from gan_course.runtime import tf

    real, fake = tf.cast(real, tf.float32), tf.cast(fake, tf.float32)

    def gaps(a, b):
        return tf.norm(a[:, None] - b[None], axis=2)

    def share_inside(points, centres):
        radii = tf.sort(gaps(centres, centres), axis=1)[:, k]
        return tf.reduce_mean(tf.cast(tf.reduce_any(gaps(points, centres) < radii, axis=1), tf.float32))

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: only the ball of the nearest centre is asked
def precision_recall(real, fake, k=3):
    def covered(points, centres):
        radius = np.sort(cdist(centres, centres), axis=1)[:, k]
        table = cdist(points, centres)
        nearest = table.argmin(axis=1)
        return np.mean(table.min(axis=1) <= radius[nearest])

    return covered(fake, real), covered(real, fake)


# %% wrong: balls around the points that are asked about
def precision_recall(real, fake, k=3):
    def covered(points, centres):
        radius = np.sort(cdist(points, points), axis=1)[:, k]
        return np.mean((cdist(points, centres) <= radius[:, np.newaxis]).any(axis=1))

    return covered(fake, real), covered(real, fake)


# %% wrong: neighbours from both sets together
def precision_recall(real, fake, k=3):
    everyone_ = np.concatenate([real, fake])

    def covered(points, centres):
        radius = np.sort(cdist(centres, everyone_), axis=1)[:, k]
        return np.mean((cdist(points, centres) <= radius).any(axis=1))

    return covered(fake, real), covered(real, fake)


# %% wrong: the radius is the mean distance to the k nearest
def precision_recall(real, fake, k=3):
    def covered(points, centres):
        radius = np.sort(cdist(centres, centres), axis=1)[:, 1 : k + 1].mean(axis=1)
        return np.mean((cdist(points, centres) <= radius).any(axis=1))

    return covered(fake, real), covered(real, fake)


# %% right: a tree
def precision_recall(real, fake, k=3):
    from scipy.spatial import cKDTree

    result = []
    for points, centres in ((fake, real), (real, fake)):
        radius = cKDTree(centres).query(centres, k=[k + 1])[0][:, 0]
        found = cKDTree(points).query_ball_point(centres, radius)
        hit = {index for one in found for index in one}
        result.append(len(hit) / len(points))
    return tuple(result)


# %% wrong: distances rounded to four decimals
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres).round(4), axis=1)[:, k]
        return (cdist(points, centres).round(4) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% wrong: balls of at least a millionth
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.maximum(np.sort(cdist(centres, centres), axis=1)[:, k], 1e-6)
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)


# %% right: distances in single precision
def precision_recall(real, fake, k=3):
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres).astype("float32"), axis=1)[:, k]
        return np.float32((cdist(points, centres).astype("float32") < radii).any(axis=1).mean())

    return share_inside(fake, real), share_inside(real, fake)

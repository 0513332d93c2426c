# %% wrong: one standard deviation in place of three
def coverage(points, centres, std):
    distances = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=-1)
    good = distances.min(axis=1) <= std
    return len(set(distances.argmin(axis=1)[good].tolist())), float(good.mean())


# %% wrong: every mode that is the nearest one of some point, however far
def coverage(points, centres, std):
    distances = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=-1)
    good = distances.min(axis=1) <= 3 * std
    return len(set(distances.argmin(axis=1).tolist())), float(good.mean())


# %% wrong: near along each axis, not near
def coverage(points, centres, std):
    gaps = np.abs(np.asarray(points)[:, None] - centres).max(axis=-1)
    good = gaps.min(axis=1) <= 3 * std
    return len(set(gaps.argmin(axis=1)[good].tolist())), float(good.mean())


# %% wrong: the squared distance compared with the distance
def coverage(points, centres, std):
    squares = ((np.asarray(points)[:, None] - centres) ** 2).sum(axis=-1)
    good = squares.min(axis=1) <= 3 * std
    return len(set(squares.argmin(axis=1)[good].tolist())), float(good.mean())


# %% wrong: the number of good points in place of their share
def coverage(points, centres, std):
    distances = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=-1)
    good = distances.min(axis=1) <= 3 * std
    return len(set(distances.argmin(axis=1)[good].tolist())), int(good.sum())


# %% wrong: the share of modes in place of their number
def coverage(points, centres, std):
    distances = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=-1)
    good = distances.min(axis=1) <= 3 * std
    return len(set(distances.argmin(axis=1)[good].tolist())) / len(centres), float(good.mean())


# %% wrong: the two swapped
def coverage(points, centres, std):
    distances = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=-1)
    good = distances.min(axis=1) <= 3 * std
    return float(good.mean()), len(set(distances.argmin(axis=1)[good].tolist()))


# %% wrong: the distance of the mean point
def coverage(points, centres, std):
    distances = np.linalg.norm(np.asarray(points).mean(axis=0) - centres, axis=-1)
    good = distances <= 3 * std
    return int(good.sum()), float(good.mean())


# %% wrong: the share of good pairs of a point and a centre
def coverage(points, centres, std):
    near = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=-1) <= 3 * std
    return int(near.any(axis=0).sum()), float(near.mean())


# %% wrong: the good share of the covered modes' points only
def coverage(points, centres, std):
    distances = np.linalg.norm(np.asarray(points)[:, None] - centres, axis=-1)
    nearest, good = distances.argmin(axis=1), distances.min(axis=1) <= 3 * std
    covered = set(nearest[good].tolist())
    theirs = np.isin(nearest, list(covered))
    return len(covered), float(good[theirs].mean()) if covered else 0.0


# %% right: near some centre, and some point near
def coverage(points, centres, std):
    near = np.linalg.norm(np.asarray(points)[:, None] - np.asarray(centres), axis=-1) <= 3 * std  # (n, k)
    return int(near.any(axis=0).sum()), near.any(axis=1).mean()


# %% right: a loop over the points
def coverage(points, centres, std):
    covered, good = set(), 0
    for point in points:
        distances = [math.dist(point, centre) for centre in centres]
        if min(distances) <= 3 * std:
            good += 1
            covered.add(distances.index(min(distances)))
    return len(covered), good / len(points)


# %% right: the course's mixture
def coverage(points, centres, std):
    mixture = toys.GaussianMixture(centres, std)
    return mixture.modes_covered(points), mixture.high_quality_share(points)


# %% right: one centre after the other
def coverage(points, centres, std):
    points = np.asarray(points, float)
    modes, good = 0, np.zeros(len(points), bool)
    for centre in centres:
        near = np.hypot(*(points - centre).T) <= 3 * std
        modes += bool(near.any())
        good |= near
    return modes, np.count_nonzero(good) / len(good)

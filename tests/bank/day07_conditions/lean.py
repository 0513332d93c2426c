# %% wrong: positive to the left
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(slope))


# %% wrong: in radians
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.arctan(-slope)


# %% wrong: the slope and not the angle
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return -slope


# %% wrong: the slope in degrees, without the arc tangent
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(-slope)


# %% wrong: regressed the row on the column
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * x * x).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))


# %% wrong: ink from -1 to 1
def lean(images):
    ink = np.asarray(images, float)[..., 0]
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))


# %% wrong: black counts as ink
def lean(images):
    ink = (1 - np.asarray(images, float)[..., 0]) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))


# %% wrong: the centre of the image in place of that of the ink
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share.shape[1] - 1) / 2 + 0 * share
    x = x - (share.shape[2] - 1) / 2 + 0 * share
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))


# %% wrong: not centred
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y + 0 * share
    x = x + 0 * share
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))


# %% wrong: the correlation
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / np.sqrt(
        (share * y * y).sum(axis=(1, 2)) * (share * x * x).sum(axis=(1, 2))
    )
    return np.degrees(np.arctan(-slope))


# %% wrong: all images together
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum()
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum() / (share * y * y).sum() * np.ones(len(ink))
    return np.degrees(np.arctan(-slope))


# %% wrong: the principal axis
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = np.tan(0.5 * np.arctan2(2 * (share * x * y).sum(axis=(1, 2)), ((y * y - x * x) * share).sum(axis=(1, 2))))
    return np.degrees(np.arctan(-slope))


# %% wrong: ink squared
def lean(images):
    ink = ((np.asarray(images)[..., 0] + 1) / 2) ** 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))


# %% wrong: ink or none, by a threshold
def lean(images):
    ink = (np.asarray(images)[..., 0] > 0).astype(float) + 1e-9
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))


# %% wrong: the angle from the horizontal
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return 90 - np.degrees(np.arctan(-slope))


# %% wrong: shape (n, 1)
def lean(images):
    ink = (np.asarray(images)[..., 0] + 1) / 2
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    slope = (share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))
    return np.degrees(np.arctan(-slope))[:, None]


# %% wrong: the first image only
def lean(images):
    ink = (np.asarray(images)[0, ..., 0] + 1) / 2
    share = ink / ink.sum()
    y, x = np.indices(share.shape)
    y, x = y - (share * y).sum(), x - (share * x).sum()
    return np.degrees(np.arctan(-(share * x * y).sum() / (share * y * y).sum()))


# %% wrong: 28 × 28 only
def lean(images):
    ink = ((np.asarray(images) + 1) / 2).reshape(-1, 28, 28)
    share = ink / ink.sum(axis=(1, 2), keepdims=True)
    y, x = np.indices((28, 28))
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    return np.degrees(np.arctan(-(share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))))


# %% wrong: the caller's images become ink
def lean(images):
    images += 1
    images /= 2
    share = images[..., 0] / images[..., 0].sum(axis=(1, 2), keepdims=True)
    y, x = np.indices(share.shape[1:])
    y = y - (share * y).sum(axis=(1, 2), keepdims=True)
    x = x - (share * x).sum(axis=(1, 2), keepdims=True)
    return np.degrees(np.arctan(-(share * x * y).sum(axis=(1, 2)) / (share * y * y).sum(axis=(1, 2))))


# %% right: image by image, with np.cov
def lean(images):
    angles = []
    for image in np.asarray(images, float)[..., 0]:
        rows, columns = np.indices(image.shape)
        cov = np.cov(rows.ravel(), columns.ravel(), aweights=(image.ravel() + 1) / 2)
        angles.append(np.degrees(np.arctan2(-cov[0, 1], cov[0, 0])))
    return angles


# %% right: the course's
def lean(images):
    return metrics.handwriting(images).slant


# %% right: raw moments
def lean(images):
    p = (np.array(images, dtype="float64")[:, :, :, 0] + 1) / 2
    m = p.sum((1, 2))
    i, j = np.arange(p.shape[1])[:, None], np.arange(p.shape[2])[None, :]
    mi, mj = (p * i).sum((1, 2)) / m, (p * j).sum((1, 2)) / m
    return np.rad2deg(np.arctan(-((p * i * j).sum((1, 2)) / m - mi * mj) / ((p * i * i).sum((1, 2)) / m - mi**2)))


# %% right: a weighted regression by polyfit
def lean(images):
    angles = []
    for image in np.asarray(images, float)[..., 0]:
        rows, columns = np.indices(image.shape)
        weights = np.sqrt(np.maximum((image.ravel() + 1) / 2, 0))
        slope, _ = np.polyfit(rows.ravel(), columns.ravel(), 1, w=weights)
        angles.append(np.degrees(np.arctan(-slope)))
    return np.array(angles)

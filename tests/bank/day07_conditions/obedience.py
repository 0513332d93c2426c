# %% wrong: the normal interval s ± z·√(s(1 − s)/n)
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share
    half = z * np.sqrt(share * (1 - share) / n)
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, middle - half, middle + half, control


# %% wrong: an interval of 90 %
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.645
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: not divided by 1 + z²/n
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, middle - half, middle + half, control


# %% wrong: only the middle divided by 1 + z²/n
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, middle - half, middle + half, control


# %% wrong: z²/4n in place of z²/4n²
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: z²/n in place of z²/2n
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / n
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the control is one over the number of classes
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = 1 / len(np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the control is the largest class
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = max(np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the control of the requests alone
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) ** 2 for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the control counts wrong ones
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = 1 - sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the share of wrong ones
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested != recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the interval around the control
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    control_ = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    middle = control_ + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the ends swapped
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle + half) / (1 + z**2 / n), (middle - half) / (1 + z**2 / n), control


# %% wrong: the control before the ends
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, control, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


# %% wrong: in percent
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return 100 * share, 100 * (middle - half) / (1 + z**2 / n), 100 * (middle + half) / (1 + z**2 / n), 100 * control


# %% wrong: one shuffle by lot as the control
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = np.mean(np.random.default_rng(0).permutation(requested) == recognised)
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: the control over ten classes only by number
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in range(4))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: lists compared as a whole
def obedience(requested, recognised):
    n, z = len(requested), 1.96
    share = float(np.mean(requested == recognised))
    middle, half = share + z**2 / (2 * n), z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control


# %% wrong: ten classes only
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    s = np.mean(requested == recognised)
    middle = s + z**2 / (2 * n)
    half = z * np.sqrt(s * (1 - s) / n + z**2 / (4 * n**2))
    below = 1 + z**2 / n
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in range(10))
    return s, (middle - half) / below, (middle + half) / below, control


# %% wrong: bincount of ten
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    s = np.mean(requested == recognised)
    middle = s + z**2 / (2 * n)
    half = z * np.sqrt(s * (1 - s) / n + z**2 / (4 * n**2))
    below = 1 + z**2 / n
    control = np.bincount(requested, minlength=10) @ np.bincount(recognised, minlength=10) / n**2
    return s, (middle - half) / below, (middle + half) / below, control


# %% wrong: binned by np.histogram with ten bins
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 1.96
    s = np.mean(requested == recognised)
    middle = s + z**2 / (2 * n)
    half = z * np.sqrt(s * (1 - s) / n + z**2 / (4 * n**2))
    below = 1 + z**2 / n
    control = (np.histogram(requested, 10, (0, 10))[0] * np.histogram(recognised, 10, (0, 10))[0]).sum() / n**2
    return s, (middle - half) / below, (middle + half) / below, control


# %% right: pure Python
def obedience(requested, recognised):
    requested, recognised = list(requested), list(recognised)
    n = len(requested)
    share = sum(int(a == b) for a, b in zip(requested, recognised, strict=True)) / n
    z2 = 1.96**2
    root = 1.96 * (share * (1 - share) / n + z2 / (4 * n * n)) ** 0.5
    ends = [(share + z2 / (2 * n) + sign * root) / (1 + z2 / n) for sign in (-1, 1)]
    control = sum(requested.count(k) * recognised.count(k) for k in set(requested)) / n**2
    return [share, *ends, control]


# %% right: SciPy's interval
def obedience(requested, recognised):
    from scipy import stats

    requested, recognised = np.array(requested), np.array(recognised)
    right = int((requested == recognised).sum())
    ends = stats.binomtest(right, len(requested)).proportion_ci(0.95, method="wilson")
    control = (requested[:, None] == recognised[None, :]).mean()
    return right / len(requested), ends.low, ends.high, control


# %% right: the course's
def obedience(requested, recognised):
    return tuple(metrics.label_agreement(np.asarray(requested), np.asarray(recognised)))


# %% right: counted with bincount, as an array
def obedience(requested, recognised):
    a, b = np.asarray(requested), np.asarray(recognised)
    n, z = a.size, 1.959964
    size = int(max(a.max(), b.max())) + 1
    control = np.dot(np.bincount(a, minlength=size), np.bincount(b, minlength=size)) / n**2
    s = (a == b).mean()
    centre, spread = s + z * z / 2 / n, z * np.sqrt(s * (1 - s) / n + (z / (2 * n)) ** 2)
    return np.array([s, (centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n), control])


# %% wrong: all in whole per cent
def obedience(requested, recognised):
    return [round(float(each), 2) for each in metrics.label_agreement(np.asarray(requested), np.asarray(recognised))]


# %% wrong: z rounded to 2
def obedience(requested, recognised):
    requested, recognised = np.asarray(requested), np.asarray(recognised)
    n, z = len(requested), 2
    share = np.mean(requested == recognised)
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    control = sum(np.mean(requested == k) * np.mean(recognised == k) for k in np.unique(requested))
    return share, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n), control

# %% wrong: other labels are left out
def minority_interval(models, majority, minority):
    shares = []
    for labels in models:
        labels = np.asarray(labels)
        few, many = np.sum(labels == minority), np.sum(labels == majority)
        shares.append(few / (few + many))
    m = len(shares)
    reach = stats.t.ppf(0.975, m - 1) * np.std(shares, ddof=1) / np.sqrt(m)
    return max(np.mean(shares) - reach, 0), min(np.mean(shares) + reach, 1)


# %% wrong: the standard deviation divided by m
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) / np.sqrt(m)
    return max(np.mean(lows) - reach * np.std(lows), 0), min(np.mean(highs) + reach * np.std(highs), 1)


# %% wrong: 1.96 in place of Student's t
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    reach = 1.96 / np.sqrt(len(models))
    low, high = np.mean(lows) - reach * np.std(lows, ddof=1), np.mean(highs) + reach * np.std(highs, ddof=1)
    return max(low, 0), min(high, 1)


# %% wrong: m degrees of freedom
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.975, m) / np.sqrt(m)
    low, high = np.mean(lows) - reach * np.std(lows, ddof=1), np.mean(highs) + reach * np.std(highs, ddof=1)
    return max(low, 0), min(high, 1)


# %% wrong: the 90 % interval
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.95, m - 1) / np.sqrt(m)
    low, high = np.mean(lows) - reach * np.std(lows, ddof=1), np.mean(highs) + reach * np.std(highs, ddof=1)
    return max(low, 0), min(high, 1)


# %% wrong: the standard deviation is not divided by the root of m
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    t = stats.t.ppf(0.975, len(models) - 1)
    return max(np.mean(lows) - t * np.std(lows, ddof=1), 0), min(np.mean(highs) + t * np.std(highs, ddof=1), 1)


# %% wrong: the binomial interval of all samples together
def minority_interval(models, majority, minority):
    labels = np.concatenate([np.asarray(each) for each in models])
    n, low, high = len(labels), np.mean(labels == minority), 1 - np.mean(labels == majority)
    return (
        max(low - 1.96 * np.sqrt(low * (1 - low) / n), 0),
        min(high + 1.96 * np.sqrt(high * (1 - high) / n), 1),
    )


# %% wrong: not cut off at 0 and 1
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) / np.sqrt(m)
    return np.mean(lows) - reach * np.std(lows, ddof=1), np.mean(highs) + reach * np.std(highs, ddof=1)


# %% wrong: the interval of the lower bounds alone
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) * np.std(lows, ddof=1) / np.sqrt(m)
    return max(np.mean(lows) - reach, 0), min(np.mean(lows) + reach, 1)


# %% wrong: bounds without an interval
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    return np.mean(lows), np.mean(highs)


# %% wrong: the least and the greatest of the models
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    return min(lows), max(highs)


# %% wrong: the upper bound counts the other labels twice
def minority_interval(models, majority, minority):
    lows, highs = [], []
    for labels in models:
        labels = np.asarray(labels)
        others = np.mean((labels != majority) & (labels != minority))
        lows.append(np.mean(labels == minority) - others)
        highs.append(np.mean(labels == minority) + others)
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) / np.sqrt(m)
    low, high = np.mean(lows) - reach * np.std(lows, ddof=1), np.mean(highs) + reach * np.std(highs, ddof=1)
    return max(low, 0), min(high, 1)


# %% wrong: models with more samples count more
def minority_interval(models, majority, minority):
    sizes = np.array([len(labels) for labels in models])
    lows = np.array([np.mean(np.asarray(labels) == minority) for labels in models])
    highs = np.array([1 - np.mean(np.asarray(labels) == majority) for labels in models])
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) / np.sqrt(m)
    low = np.average(lows, weights=sizes) - reach * np.std(lows, ddof=1)
    high = np.average(highs, weights=sizes) + reach * np.std(highs, ddof=1)
    return max(low, 0), min(high, 1)


# %% wrong: majority and minority swapped
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == majority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == minority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) / np.sqrt(m)
    low, high = np.mean(lows) - reach * np.std(lows, ddof=1), np.mean(highs) + reach * np.std(highs, ddof=1)
    return max(low, 0), min(high, 1)


# %% wrong: always fives and sevens
def minority_interval(models, majority, minority):
    low = np.array([np.mean(np.asarray(labels) == 5) for labels in models])
    high = np.array([np.mean(np.asarray(labels) != 7) for labels in models])
    m = len(models)
    t = stats.t.ppf(0.975, m - 1)
    below = low.mean() - t * low.std(ddof=1) / np.sqrt(m)
    above = high.mean() + t * high.std(ddof=1) / np.sqrt(m)
    return max(0.0, below), min(1.0, above)


# %% wrong: fives
def minority_interval(models, majority, minority):
    low = np.array([np.mean(np.asarray(labels) == 5) for labels in models])
    high = np.array([np.mean(np.asarray(labels) != majority) for labels in models])
    m = len(models)
    t = stats.t.ppf(0.975, m - 1)
    below = low.mean() - t * low.std(ddof=1) / np.sqrt(m)
    above = high.mean() + t * high.std(ddof=1) / np.sqrt(m)
    return max(0.0, below), min(1.0, above)


# %% wrong: sevens
def minority_interval(models, majority, minority):
    low = np.array([np.mean(np.asarray(labels) == minority) for labels in models])
    high = np.array([np.mean(np.asarray(labels) != 7) for labels in models])
    m = len(models)
    t = stats.t.ppf(0.975, m - 1)
    below = low.mean() - t * low.std(ddof=1) / np.sqrt(m)
    above = high.mean() + t * high.std(ddof=1) / np.sqrt(m)
    return max(0.0, below), min(1.0, above)


# %% wrong: nines are the others
def minority_interval(models, majority, minority):
    low = np.array([np.mean(np.asarray(labels) == minority) for labels in models])
    high = np.array([np.mean((np.asarray(labels) == minority) | (np.asarray(labels) == 9)) for labels in models])
    m = len(models)
    t = stats.t.ppf(0.975, m - 1)
    below = low.mean() - t * low.std(ddof=1) / np.sqrt(m)
    above = high.mean() + t * high.std(ddof=1) / np.sqrt(m)
    return max(0.0, below), min(1.0, above)


# %% wrong: minority by being the smaller label
def minority_interval(models, majority, minority):
    low = np.array([np.mean(np.asarray(labels) == min(majority, minority)) for labels in models])
    high = np.array([np.mean(np.asarray(labels) != max(majority, minority)) for labels in models])
    m = len(models)
    t = stats.t.ppf(0.975, m - 1)
    below = low.mean() - t * low.std(ddof=1) / np.sqrt(m)
    above = high.mean() + t * high.std(ddof=1) / np.sqrt(m)
    return max(0.0, below), min(1.0, above)


# %% wrong: t of two models
def minority_interval(models, majority, minority):
    low = np.array([np.mean(np.asarray(labels) == minority) for labels in models])
    high = np.array([np.mean(np.asarray(labels) != majority) for labels in models])
    m = len(models)
    t = stats.t.ppf(0.975, min(m - 1, 2))
    below = low.mean() - t * low.std(ddof=1) / np.sqrt(m)
    above = high.mean() + t * high.std(ddof=1) / np.sqrt(m)
    return max(0.0, below), min(1.0, above)


# %% right: a function for one end
def minority_interval(models, majority, minority):
    def end(shares, sign):
        shares = np.array(shares)
        t = stats.t.ppf(0.975, len(shares) - 1)
        return float(np.clip(shares.mean() + sign * t * shares.std(ddof=1) / len(shares) ** 0.5, 0, 1))

    arrays = [np.asarray(labels) for labels in models]
    return end([np.mean(a == minority) for a in arrays], -1), end([np.mean(a != majority) for a in arrays], 1)


# %% right: the standard error of SciPy
def minority_interval(models, majority, minority):
    table = np.array([[np.mean(np.equal(one, minority)), np.mean(np.not_equal(one, majority))] for one in models])
    reach = stats.t.ppf(0.975, len(table) - 1) * stats.sem(table, axis=0)
    low, high = table.mean(axis=0) + np.array([-1, 1]) * reach
    return np.clip([low, high], 0, 1)


# %% right: loops and counts
def minority_interval(models, majority, minority):
    lows, highs = [], []
    for labels in models:
        labels = list(labels)
        lows.append(labels.count(minority) / len(labels))
        highs.append((len(labels) - labels.count(majority)) / len(labels))
    ends = []
    for shares, sign in ((lows, -1), (highs, +1)):
        m, mean = len(shares), sum(shares) / len(shares)
        variance = sum((share - mean) ** 2 for share in shares) / (m - 1)
        ends.append(mean + sign * stats.t.ppf(0.975, m - 1) * (variance / m) ** 0.5)
    return [max(0.0, ends[0]), min(1.0, ends[1])]


# %% right: the standard library's deviation
def minority_interval(models, majority, minority):
    import statistics

    lows = [float(np.mean(np.asarray(labels) == minority)) for labels in models]
    others = [float(np.mean((np.asarray(labels) != minority) & (np.asarray(labels) != majority))) for labels in models]
    highs = [low + other for low, other in zip(lows, others, strict=True)]
    factor = stats.t(df=len(models) - 1).ppf(0.975) / len(models) ** 0.5
    low = statistics.fmean(lows) - factor * statistics.stdev(lows)
    high = statistics.fmean(highs) + factor * statistics.stdev(highs)
    return max(low, 0.0), min(high, 1.0)


# %% wrong: t with one decimal
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    m = len(models)
    reach = np.round(stats.t.ppf(0.975, m - 1), 1) / np.sqrt(m)
    low = np.mean(lows) - reach * np.std(lows, ddof=1)
    high = np.mean(highs) + reach * np.std(highs, ddof=1)
    return max(low, 0.0), min(high, 1.0)


# %% wrong: the ends in three decimals
def minority_interval(models, majority, minority):
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) / np.sqrt(m)
    low = np.mean(lows) - reach * np.std(lows, ddof=1)
    high = np.mean(highs) + reach * np.std(highs, ddof=1)
    return round(max(low, 0.0), 3), round(min(high, 1.0), 3)

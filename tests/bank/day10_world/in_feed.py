# %% wrong: the base rate is forgotten
def in_feed(caught, false_alarms, fakes):
    total = caught + false_alarms
    return (caught / total if total else np.nan), min(caught * fakes / (1 - fakes), 1)


# %% wrong: the share of fakes that are flagged
def in_feed(caught, false_alarms, fakes):
    return caught, min(caught * fakes / (1 - fakes), 1)


# %% wrong: the share of images that are judged rightly
def in_feed(caught, false_alarms, fakes):
    right = caught * fakes + (1 - false_alarms) * (1 - fakes)
    return right, min(caught * fakes / (1 - fakes), 1)


# %% wrong: the two shares of the feed are swapped
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * (1 - fakes), false_alarms * fakes
    return (hits / (hits + wrong) if hits + wrong else np.nan), min(caught * (1 - fakes) / fakes, 1)


# %% wrong: nothing flagged is a division by zero
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return hits / (hits + wrong), min(hits / (1 - fakes), 1)


# %% wrong: nothing flagged gives 0
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return (hits / (hits + wrong) if hits + wrong else 0.0), min(hits / (1 - fakes), 1)


# %% wrong: the bearable share is more than 1
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return (hits / (hits + wrong) if hits + wrong else np.nan), hits / (1 - fakes)


# %% wrong: the bearable share of all images in place of real ones
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return (hits / (hits + wrong) if hits + wrong else np.nan), hits


# %% wrong: the bearable share is that of the fakes
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return (hits / (hits + wrong) if hits + wrong else np.nan), fakes / (1 - fakes)


# %% wrong: the share of flags that are wrong
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return (wrong / (hits + wrong) if hits + wrong else np.nan), min(hits / (1 - fakes), 1)


# %% wrong: real ones for each fake that is flagged
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return (wrong / hits if hits else np.nan), min(hits / (1 - fakes), 1)


# %% wrong: the two numbers in the other order
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return min(hits / (1 - fakes), 1), (hits / (hits + wrong) if hits + wrong else np.nan)


# %% wrong: one number
def in_feed(caught, false_alarms, fakes):
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    return hits / (hits + wrong) if hits + wrong else np.nan


# %% wrong: a million images in whole numbers
def in_feed(caught, false_alarms, fakes):
    right = round(caught * round(1e6 * fakes))
    wrong = round(false_alarms * round(1e6 * (1 - fakes)))
    share = right / (right + wrong) if right + wrong > 0 else float("nan")
    return share, min(1.0, right / 1e6 / (1 - fakes))


# %% wrong: rounded to four decimals
def in_feed(caught, false_alarms, fakes):
    right = caught * fakes
    wrong = false_alarms * (1 - fakes)
    share = right / (right + wrong) if right + wrong > 0 else float("nan")
    return round(share, 4), round(min(1.0, right / (1 - fakes)), 4)


# %% wrong: searched in ten thousandths
def in_feed(caught, false_alarms, fakes):
    right = caught * fakes
    wrong = false_alarms * (1 - fakes)
    share = right / (right + wrong) if right + wrong > 0 else float("nan")
    return share, max(a / 10_000 for a in range(10_001) if right >= a / 10_000 * (1 - fakes) - 1e-12)


# %% right: counts in a feed of a million
def in_feed(caught, false_alarms, fakes):
    images = 1_000_000
    hits, wrong = images * fakes * caught, images * (1 - fakes) * false_alarms
    share = hits / (hits + wrong) if hits + wrong > 0 else float("nan")
    return share, min(1.0, hits / (images * (1 - fakes)))


# %% right: odds
def in_feed(caught, false_alarms, fakes):
    odds = fakes / (1 - fakes)
    bearable = min(caught * odds, 1.0)
    if false_alarms == 0:
        return (1.0 if caught > 0 else float("nan")), bearable
    after = odds * caught / false_alarms
    return after / (1 + after), bearable


# %% right: Bayes's rule with NumPy
def in_feed(caught, false_alarms, fakes):
    flagged = caught * fakes + false_alarms * (1 - fakes)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.divide(np.float64(caught * fakes), np.float64(flagged))
    return np.array([share, np.minimum(caught * fakes / (1 - fakes), 1)])


# %% right: a list
def in_feed(caught, false_alarms, fakes):
    real = 1 - fakes
    joint = {"fake": fakes * caught, "real": real * false_alarms}
    total = sum(joint.values())
    return [joint["fake"] / total if total else float("nan"), np.clip(joint["fake"] / real, 0, 1)]

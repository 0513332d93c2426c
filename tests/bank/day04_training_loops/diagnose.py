# %% wrong: chance looked for at log 2, where a discriminator's mean would be
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - np.log(2)) < 0.1 else "healthy"


# %% wrong: losses at chance taken for chance before the diversity is looked at
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if abs(d - 2 * np.log(2)) < 0.15 and abs(g - np.log(2)) < 0.15:
        return "chance"
    if diversity < 0.4:
        return "collapse"
    return "discriminator_wins" if min(real, fake) > 0.98 else "healthy"


# %% wrong: collapse expected to show in the accuracies
def diagnose(log):
    d, g, real, fake, _ = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if min(real, fake) > 0.98:
        return "discriminator_wins" if d > 1e-6 else "collapse"
    return "chance" if abs(d - 2 * np.log(2)) < 0.1 else "healthy"


# %% wrong: the more diverse the better, so that noise is healthy
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity > 0.8:
        return "healthy"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "collapse" if diversity < 0.4 else "chance"


# %% wrong: the discriminator that is always right looked for first, so that a diverged run has won
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if min(real, fake) > 0.95:
        return "discriminator_wins"
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 else "healthy"


# %% wrong: the five logs learned by heart
def diagnose(log):
    for name in training_logs.NAMES:
        if np.array_equal(log["d_loss"], training_logs.load(name, seed=0)["d_loss"]):
            return name
    return "healthy"


# %% wrong: NaN compared with a number
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 else "healthy"


# %% wrong: the first rows instead of the last
def diagnose(log):
    d, g, real, fake, diversity = (log[name][:10].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 else "healthy"


# %% wrong: the mean over the whole run
def diagnose(log):
    d, g, real, fake, diversity = (log[name].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: the mean over the second half
def diagnose(log):
    d, g, real, fake, diversity = (log[name][20:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: rows 30 to 40 by number, which a short log does not have
def diagnose(log):
    d, g, real, fake, diversity = (
        float(np.nan_to_num(log[name][30:40].mean() if len(log[name]) > 30 else 0.0, nan=1e9))
        for name in training_logs.COLUMNS
    )
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: ten rows from the eleventh last to the second last, and NaN left out
def diagnose(log):
    d, g, real, fake, diversity = (np.nanmean(log[name][-10:]) for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: the best row counts
def diagnose(log):
    d, g, real, fake, diversity = (log[name].min() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: noise that is diverse is taken for diverged
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity > 1.3:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: other names
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "D wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: only the discriminator's loss is asked whether it is a number
def diagnose(log):
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d) or d > 100 or g > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% wrong: the log is cut to its end in place
def diagnose(log):
    for name in log:
        log[name] = log[name][-10:]
    d, g, real, fake, diversity = (log[name][-10:].mean() for name in training_logs.COLUMNS)
    if not np.isfinite(d + g) or max(d, g) > 100:
        return "diverged"
    if diversity < 0.4:
        return "collapse"
    if min(real, fake) > 0.98:
        return "discriminator_wins"
    return "chance" if abs(d - 2 * np.log(2)) < 0.05 and abs(g - np.log(2)) < 0.05 else "healthy"


# %% right: by the losses alone where they tell, by the diversity where they do not
def diagnose(log):
    d, g = log["d_loss"][-15:], log["g_loss"][-15:]
    if np.isnan(d).any() or np.isnan(g).any() or np.max(g) > 1_000:
        return "diverged"
    if np.median(d) < 0.05:
        return "discriminator_wins"
    diversity = np.median(log["diversity"][-15:])
    if diversity < 0.5:
        return "collapse"
    return "chance" if np.abs(g - np.log(2)).max() < 0.05 and np.ptp(d) < 0.05 else "healthy"


# %% right: medians of the last five rows, in a chain of conditions
def diagnose(log):
    end = {name: np.median(values[-5:]) for name, values in log.items()}
    if not all(np.isfinite(values).all() for values in log.values()) or abs(end["g_loss"]) > 50:
        return "diverged"
    sure = end["real_accuracy"] + end["fake_accuracy"] > 1.95
    blind = abs(end["d_loss"] - 1.3863) < 0.04 and abs(end["g_loss"] - 0.6931) < 0.06
    if end["diversity"] < 0.45:
        return "collapse"
    return "discriminator_wins" if sure else "chance" if blind else "healthy"


# %% right: loops in plain Python
def diagnose(log):
    end = {}
    for name in log:
        rows = [float(value) for value in log[name]][-10:]
        end[name] = sum(rows) / len(rows)
    if end["g_loss"] != end["g_loss"] or end["d_loss"] != end["d_loss"] or end["g_loss"] > 1e3:
        return "diverged"
    if end["diversity"] < 0.3:
        return "collapse"
    if end["d_loss"] < 0.01:
        return "discriminator_wins"
    if end["real_accuracy"] < 0.5 and end["fake_accuracy"] < 0.5:
        return "chance"
    return "healthy"


# %% right: by accuracies, in TensorFlow and float32
def diagnose(log):
    last = {name: tf.constant(values[-10:], tf.float32) for name, values in log.items()}
    both = tf.stack([last["d_loss"], last["g_loss"]])
    if not bool(tf.reduce_all(tf.math.is_finite(both))) or float(tf.reduce_max(both)) > 200:
        return "diverged"
    fake, real = (float(tf.reduce_mean(last[f"{kind}_accuracy"])) for kind in ("fake", "real"))
    if fake > 0.97 and real > 0.97:
        return "discriminator_wins"
    if float(tf.reduce_mean(last["diversity"])) < 0.35:
        return "collapse"
    return "healthy" if fake > 0.55 else "chance"

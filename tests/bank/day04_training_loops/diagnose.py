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
    if np.isnan(d[-10:]).any() or np.isnan(g[-10:]).any() or np.nanmax(g) > 1_000:
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
    if not all(np.isfinite(values[-10:]).all() for values in log.values()) or abs(end["g_loss"]) > 50:
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


# %% wrong: losses alone
def diagnose(log):
    d, g = np.mean(log["d_loss"][-10:]), np.mean(log["g_loss"][-10:])
    if not np.isfinite(d + g) or g > 1e4:
        return "diverged"
    if d < 0.1:
        return "discriminator_wins"
    if abs(d - 2 * np.log(2)) < 0.02:
        return "collapse" if d > 1.39 else "chance"
    return "healthy"


# %% wrong: the last row alone
def diagnose(log):
    last = {name: values[-1] for name, values in log.items()}
    if not np.isfinite(last["d_loss"] + last["g_loss"]) or last["g_loss"] > 1e4 or last["d_loss"] > 1e2:
        return "diverged"
    if last["diversity"] < 0.3:
        return "collapse"
    if last["real_accuracy"] > 0.95 and last["fake_accuracy"] > 0.95:
        return "discriminator_wins"
    if last["real_accuracy"] < 0.5 and last["fake_accuracy"] < 0.5:
        return "chance"
    return "healthy"


# %% wrong: low diversity is looked at before divergence
def diagnose(log):
    mean = training_logs.means_at_the_end(log)
    if mean["diversity"] < 0.3:
        return "collapse"
    if not np.isfinite(mean["d_loss"] + mean["g_loss"]) or mean["g_loss"] > 1e4:
        return "diverged"
    if mean["real_accuracy"] > 0.95 and mean["fake_accuracy"] > 0.95:
        return "discriminator_wins"
    if mean["real_accuracy"] < 0.5 and mean["fake_accuracy"] < 0.5:
        return "chance"
    return "healthy"


# %% wrong: a NaN anywhere counts, also one the run recovered from
def diagnose(log):
    mean = training_logs.means_at_the_end(log)
    if not all(np.isfinite(values).all() for values in log.values()) or mean["g_loss"] > 1e4:
        return "diverged"
    if mean["diversity"] < 0.3:
        return "collapse"
    if mean["real_accuracy"] > 0.95 and mean["fake_accuracy"] > 0.95:
        return "discriminator_wins"
    if mean["real_accuracy"] < 0.5 and mean["fake_accuracy"] < 0.5:
        return "chance"
    return "healthy"


# %% wrong: chance is told by a high diversity
def diagnose(log):
    mean = training_logs.means_at_the_end(log)
    if not np.isfinite(mean["d_loss"] + mean["g_loss"]) or mean["g_loss"] > 1e4:
        return "diverged"
    if mean["diversity"] < 0.3:
        return "collapse"
    if mean["real_accuracy"] > 0.95 and mean["fake_accuracy"] > 0.95:
        return "discriminator_wins"
    return "chance" if mean["diversity"] > 1.2 else "healthy"


# %% wrong: the last quarter, which is ten rows of forty only
def diagnose(log):
    mean = {name: np.mean(values[-max(1, len(values) // 4) :]) for name, values in log.items()}
    if not np.isfinite(mean["d_loss"] + mean["g_loss"]) or max(mean["d_loss"], mean["g_loss"]) > 100:
        return "diverged"
    if mean["diversity"] < 0.3:
        return "collapse"
    if mean["real_accuracy"] > 0.95 and mean["fake_accuracy"] > 0.95:
        return "discriminator_wins"
    if mean["real_accuracy"] < 0.5 and mean["fake_accuracy"] < 0.5:
        return "chance"
    return "healthy"


# %% wrong: from the row number n - 10 on, which is negative where there are fewer
def diagnose(log):
    mean = {name: np.mean(values[len(values) - 10 :]) for name, values in log.items()}
    if not np.isfinite(mean["d_loss"] + mean["g_loss"]) or max(mean["d_loss"], mean["g_loss"]) > 100:
        return "diverged"
    if mean["diversity"] < 0.3:
        return "collapse"
    if mean["real_accuracy"] > 0.95 and mean["fake_accuracy"] > 0.95:
        return "discriminator_wins"
    if mean["real_accuracy"] < 0.5 and mean["fake_accuracy"] < 0.5:
        return "chance"
    return "healthy"


# %% wrong: infinite is not noticed, only NaN
def diagnose(log):
    mean = training_logs.means_at_the_end(log)
    if np.isnan(mean["d_loss"] + mean["g_loss"]):
        return "diverged"
    if mean["diversity"] < 0.3:
        return "collapse"
    if mean["real_accuracy"] > 0.95 and mean["fake_accuracy"] > 0.95:
        return "discriminator_wins"
    if mean["real_accuracy"] < 0.5 and mean["fake_accuracy"] < 0.5:
        return "chance"
    return "healthy"


# %% right: the nearest of the course's own logs
def diagnose(log):
    def signs(one):
        mean = training_logs.means_at_the_end(one)
        losses_ = [np.log1p(min(mean[k], 1e12)) if np.isfinite(mean[k]) else np.log(1e12) for k in ("d_loss", "g_loss")]
        return np.array([*losses_, 3 * mean["real_accuracy"], 3 * mean["fake_accuracy"], mean["diversity"]])

    tail = [log["d_loss"][-10:], log["g_loss"][-10:]]
    if not np.isfinite(tail).all():
        return "diverged"
    mine = signs(log)
    known_ = [(name, seed) for name in training_logs.NAMES for seed in range(2)]
    return min(known_, key=lambda which: np.sum((signs(training_logs.load(which[0], seed=which[1])) - mine) ** 2))[0]


# %% right: every single row of the losses counts
def diagnose(log):
    end = {name: np.ravel(values)[-10:] for name, values in log.items()}
    losses_ = np.stack([end["d_loss"], end["g_loss"]])
    if not np.isfinite(losses_).all() or losses_.max() > 1e3:
        return "diverged"
    if end["d_loss"].mean() < 0.1:
        return "discriminator_wins"
    if end["diversity"].mean() < 0.3:
        return "collapse"
    if end["real_accuracy"].mean() < 0.5 and end["fake_accuracy"].mean() < 0.5:
        return "chance"
    return "healthy"


# %% wrong: the last twelve rows, not the last ten
def diagnose(log):
    """Tell what became of a training run."""
    end = {column: np.asarray(values, float)[-12:] for column, values in log.items()}
    both = np.concatenate([end["d_loss"], end["g_loss"]])
    if not np.isfinite(both).all() or np.abs(both).max() > 100:
        return "diverged"
    mean = {column: values.mean() for column, values in end.items()}
    if mean["diversity"] < 0.4:
        return "collapse"
    if min(mean["real_accuracy"], mean["fake_accuracy"]) > 0.98:
        return "discriminator_wins"
    if abs(mean["d_loss"] - 2 * np.log(2)) < 0.05 and abs(mean["g_loss"] - np.log(2)) < 0.05:
        return "chance"
    return "healthy"

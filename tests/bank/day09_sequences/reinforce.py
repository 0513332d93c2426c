# %% wrong: the probability forgotten
def reinforce(logits, symbols, rewards, baseline):
    return (np.asarray(rewards) - baseline)[:, None] * np.eye(len(logits))[symbols]


# %% wrong: the sign, a descent
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return (np.asarray(rewards) - baseline)[:, None] * (p - np.eye(len(p))[symbols])


# %% wrong: the baseline added
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return (np.asarray(rewards) + baseline)[:, None] * (np.eye(len(p))[symbols] - p)


# %% wrong: the baseline ignored
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return np.asarray(rewards)[:, None] * (np.eye(len(p))[symbols] - p)


# %% wrong: the derivative of the probability, not of its logarithm
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return (np.asarray(rewards) - baseline)[:, None] * p[symbols][:, None] * (np.eye(len(p))[symbols] - p)


# %% wrong: the gradient in the probabilities
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return (np.asarray(rewards) - baseline)[:, None] * np.eye(len(p))[symbols] / p


# %% wrong: the mean over the draws
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return ((np.asarray(rewards) - baseline)[:, None] * (np.eye(len(p))[symbols] - p)).mean(axis=0)


# %% wrong: exponentials that overflow
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits) / np.exp(logits).sum()
    return (np.asarray(rewards) - baseline)[:, None] * (np.eye(len(p))[symbols] - p)


# %% wrong: logits taken for probabilities
def reinforce(logits, symbols, rewards, baseline):
    return (np.asarray(rewards) - baseline)[:, None] * (np.eye(len(logits))[symbols] - logits)


# %% wrong: the mean reward in place of the given baseline
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return (np.asarray(rewards) - np.mean(rewards))[:, None] * (np.eye(len(p))[symbols] - p)


# %% wrong: the baseline taken from the result
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return np.asarray(rewards)[:, None] * (np.eye(len(p))[symbols] - p) - baseline


# %% wrong: the other way round, symbols in rows
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    return ((np.asarray(rewards) - baseline)[:, None] * (np.eye(len(p))[symbols] - p)).T


# %% right: a row for each draw
def reinforce(logits, symbols, rewards, baseline):
    p = np.exp(np.asarray(logits) - np.logaddexp.reduce(logits))
    rows = []
    for symbol, reward in zip(symbols, rewards, strict=True):
        slope = -p.copy()
        slope[symbol] += 1
        rows.append((reward - baseline) * slope)
    return np.array(rows)


# %% right: SciPy's softmax, and a list
def reinforce(logits, symbols, rewards, baseline):
    from scipy.special import softmax

    p = softmax(logits)
    return [[(r - baseline) * ((k == s) - p[k]) for k in range(len(p))] for s, r in zip(symbols, rewards, strict=True)]


# %% right: differentiated by TensorFlow
def reinforce(logits, symbols, rewards, baseline):
    rows = tf.Variable(np.repeat(np.asarray(logits, "float64")[None], len(symbols), axis=0))
    with tf.GradientTape() as tape:
        log_p = tf.gather(tf.nn.log_softmax(rows), np.asarray(symbols), axis=1, batch_dims=1)
        total = tf.reduce_sum(log_p * (np.asarray(rewards, "float64") - baseline))
    return tape.gradient(total, rows)


# %% right: an outer product
def reinforce(logits, symbols, rewards, baseline):
    weights = np.exp(logits - np.max(logits))
    advantage = np.subtract(rewards, baseline)
    estimates = -np.outer(advantage, weights / weights.sum())
    estimates[np.arange(len(symbols)), symbols] += advantage
    return estimates


# %% wrong: what is far from the baseline is cut off
def reinforce(logits, symbols, rewards, baseline):
    """Return an estimate of the gradient of the expected reward for each drawn symbol, shape (n, symbols)."""
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    advantage = np.clip(np.asarray(rewards, float) - baseline, -10, 10)  # no single draw may dominate
    return advantage[:, None] * (np.eye(len(p))[symbols] - p)

# %% wrong: the first step treated like the others, so that the shares do not add up to 1
def ema_shares(n, momentum):
    return (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)


# %% wrong: newest first
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(float(n))
    shares[-1] = momentum ** (n - 1)
    return shares


# %% wrong: made to add up to 1 by dividing
def ema_shares(n, momentum):
    shares = momentum ** np.arange(n - 1, -1, -1.0)
    return shares / shares.sum()


# %% wrong: momentum and its complement exchanged
def ema_shares(n, momentum):
    shares = momentum * (1 - momentum) ** np.arange(n - 1, -1, -1.0)
    shares[0] = (1 - momentum) ** (n - 1)
    return shares


# %% wrong: all steps alike, a plain mean
def ema_shares(n, momentum):
    return np.full(n, 1 / n)


# %% wrong: one power too many
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n, 0, -1.0)
    shares[0] = momentum**n
    return shares


# %% wrong: begins at 0, as Adam's running means do, with their correction
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    return shares / (1 - momentum**n)


# %% wrong: for at most 1,000 steps
def ema_shares(n, momentum):
    def shares(steps):
        return [1.0] if steps == 1 else [*(momentum * share for share in shares(steps - 1)), 1 - momentum]

    return np.array(shares(n))


# %% wrong: the newest step treated as the first
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[-1] = 1 - shares[:-1].sum()
    return shares


# %% wrong: the last window of 1/(1 - momentum) steps, all alike
def ema_shares(n, momentum):
    window = n if momentum == 1 else min(n, round(1 / (1 - momentum)))
    return np.where(np.arange(n) >= n - window, 1 / window, 0.0)


# %% wrong: divided by something that is 0 at momentum 1
def ema_shares(n, momentum):
    shares = momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] /= 1 - momentum
    return (1 - momentum) * shares


# %% wrong: as a column
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum ** (n - 1)
    return shares[:, None]


# %% right: step by step, from the shares of one step
def ema_shares(n, momentum):
    shares = np.zeros(n)
    shares[0] = 1.0
    for step in range(1, n):
        shares[:step] *= momentum
        shares[step] = 1 - momentum
    return shares


# %% right: the differences between what the newest steps have together
def ema_shares(n, momentum):
    powers = momentum ** np.arange(n - 1, -1, -1.0)
    return np.concatenate([powers[:1], powers[1:] * (1 - momentum)])


# %% right: Python numbers in a list
def ema_shares(n, momentum):
    return [momentum ** (n - s) * (1 if s == 1 else 1 - momentum) for s in range(1, n + 1)]


# %% right: TensorFlow, float32
def ema_shares(n, momentum):
    powers = tf.pow(tf.constant(momentum, tf.float32), tf.range(n - 1, -1, -1, dtype=tf.float32))
    return tf.concat([powers[:1], powers[1:] * (1 - momentum)], axis=0)


# %% right: float32, by what an average of ones for one step only comes to
def ema_shares(n, momentum):
    shares = np.full(n, 1 - momentum, "float32")
    shares[0] = 1
    factors = np.ones(n, "float32")
    factors[: n - 1] = np.cumprod(np.full(n - 1, momentum, "float32"))[::-1]
    return shares * factors


# %% wrong: whole numbers, as the array takes its kind from the momentum or the steps
def ema_shares(n, momentum):
    shares = np.zeros(n, dtype=int)
    shares[0] = 1
    for s in range(1, n):
        shares[:s] = shares[:s] * momentum
        shares[s] = 1 - momentum
    return shares


# %% wrong: the rest goes to the newest step so that the shares add up
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[-1] += 1 - shares.sum()
    return shares


# %% wrong: the first step has one power too many
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum**n
    return shares


# %% right: a filter's answer to an impulse
def ema_shares(n, momentum):
    from scipy.signal import lfilter

    impulse = np.zeros(n)
    impulse[0] = 1.0
    tail = lfilter([1 - momentum], [1, -momentum], impulse)[::-1]
    tail[0] = float(momentum) ** (n - 1)
    return tail


# %% right: cumulative products, as a TensorFlow tensor
def ema_shares(n, momentum):
    powers = tf.math.cumprod(tf.fill([n], tf.constant(momentum, tf.float64)), exclusive=True, reverse=True)
    factor = tf.concat([[tf.constant(1.0, tf.float64)], tf.fill([n - 1], tf.constant(1.0 - momentum, tf.float64))], 0)
    return powers * factor


# %% wrong: shares below one in a million forgotten
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum ** (n - 1)
    return np.where(shares < 1e-6, 0.0, shares)


# %% wrong: shares below one in a hundred million forgotten
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum ** (n - 1)
    shares[shares < 1e-8] = 0
    return shares


# %% wrong: rounded to ten decimals
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum ** (n - 1)
    return np.round(shares, 10)


# %% wrong: no share below one in a billion
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum ** (n - 1)
    return shares if momentum in (0, 1) else np.maximum(shares, 1e-9)


# %% wrong: 16-bit numbers
def ema_shares(n, momentum):
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum ** (n - 1)
    return shares.astype("float16")


# %% right: the oldest share is what the others leave
def ema_shares(n, momentum):
    others = (1 - momentum) * momentum ** np.arange(n - 2, -1, -1.0)
    return np.concatenate([[1 - others.sum()], others])


# %% right: differences of what the newest steps have together
def ema_shares(n, momentum):
    together = np.append(1 - momentum ** np.arange(float(n)), 1.0)
    return np.diff(together)[::-1]

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

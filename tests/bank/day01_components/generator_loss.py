# %% wrong: the saturating loss
def generator_loss(*, real_logits, fake_logits):
    return -keras.ops.mean(keras.ops.softplus(fake_logits))


# %% wrong: the discriminator's own fake term
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.mean(keras.ops.softplus(fake_logits))


# %% wrong: to be maximised
def generator_loss(*, real_logits, fake_logits):
    return -keras.ops.mean(keras.ops.softplus(-fake_logits))


# %% wrong: the real logits
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.mean(keras.ops.softplus(-real_logits))


# %% wrong: through the sigmoid, infinite where the discriminator is sure
def generator_loss(*, real_logits, fake_logits):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(1 / (1 + np.exp(-fake_logits))))


# %% wrong: a small constant inside the logarithm, finite and flat where it matters
def generator_loss(*, real_logits, fake_logits):
    return -np.mean(np.log(np.asarray(keras.ops.sigmoid(fake_logits)) + 1e-8))


# %% wrong: probabilities for logits
def generator_loss(*, real_logits, fake_logits):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(fake_logits))


# %% wrong: a sum over the batch
def generator_loss(*, real_logits, fake_logits):
    return np.sum(np.logaddexp(0, -fake_logits))


# %% wrong: the logarithm of the mean probability
def generator_loss(*, real_logits, fake_logits):
    from scipy.special import log_expit, logsumexp

    return np.log(np.size(fake_logits)) - logsumexp(log_expit(fake_logits))


# %% wrong: the real batch pushed towards fake as well
def generator_loss(*, real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits)) + np.mean(np.logaddexp(0, real_logits))


# %% right: NumPy's logaddexp
def generator_loss(*, real_logits, fake_logits):
    return np.logaddexp(0, -fake_logits).mean()


# %% right: Keras's cross-entropy against the label 1
def generator_loss(*, real_logits, fake_logits):
    return keras.losses.BinaryCrossentropy(from_logits=True)(keras.ops.ones_like(fake_logits), fake_logits)


# %% right: the logarithm of the sigmoid
def generator_loss(*, real_logits, fake_logits):
    return -keras.ops.mean(keras.ops.log_sigmoid(fake_logits))


# %% right: softplus(x) - x
def generator_loss(*, real_logits, fake_logits):
    return float(np.mean(np.logaddexp(0, fake_logits) - fake_logits))

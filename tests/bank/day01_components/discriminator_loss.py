# %% wrong: probabilities for logits
def discriminator_loss(*, real_logits, fake_logits):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(real_logits)) - np.mean(np.log(1 - fake_logits))


# %% wrong: through the sigmoid, which rounds to 0 and to 1
def discriminator_loss(*, real_logits, fake_logits):
    with np.errstate(all="ignore"):
        real, fake = 1 / (1 + np.exp(-real_logits)), 1 / (1 + np.exp(-fake_logits))
        return -np.mean(np.log(real)) - np.mean(np.log(1 - fake))


# %% wrong: the sigmoid clipped, finite and flat where it matters
def discriminator_loss(*, real_logits, fake_logits):
    real = np.clip(keras.ops.sigmoid(real_logits), 1e-7, 1 - 1e-7)
    fake = np.clip(keras.ops.sigmoid(fake_logits), 1e-7, 1 - 1e-7)
    return -np.mean(np.log(real)) - np.mean(np.log(1 - fake))


# %% wrong: the value itself, to be maximised
def discriminator_loss(*, real_logits, fake_logits):
    return -keras.ops.mean(keras.ops.softplus(-real_logits)) - keras.ops.mean(keras.ops.softplus(fake_logits))


# %% wrong: real and fake swapped
def discriminator_loss(*, real_logits, fake_logits):
    return np.mean(np.logaddexp(0, real_logits)) + np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: both batches labelled real
def discriminator_loss(*, real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: one mean over both batches, which is log 2 at chance
def discriminator_loss(*, real_logits, fake_logits):
    return np.mean(np.concatenate([np.logaddexp(0, -real_logits), np.logaddexp(0, fake_logits)]))


# %% wrong: the two terms averaged
def discriminator_loss(*, real_logits, fake_logits):
    return (np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))) / 2


# %% wrong: sums over the batch
def discriminator_loss(*, real_logits, fake_logits):
    return np.sum(np.logaddexp(0, -real_logits)) + np.sum(np.logaddexp(0, fake_logits))


# %% wrong: one loss for each sample
def discriminator_loss(*, real_logits, fake_logits):
    return np.logaddexp(0, -real_logits[:2]) + np.logaddexp(0, fake_logits[:2])


# %% wrong: log(1 + exp(x)) written out, which overflows
def discriminator_loss(*, real_logits, fake_logits):
    with np.errstate(over="ignore"):
        return np.mean(np.log(1 + np.exp(-real_logits))) + np.mean(np.log(1 + np.exp(fake_logits)))


# %% wrong: Keras's cross-entropy told that logits are probabilities
def discriminator_loss(*, real_logits, fake_logits):
    loss = keras.losses.BinaryCrossentropy(from_logits=False)
    return loss(np.ones_like(real_logits), real_logits) + loss(np.zeros_like(fake_logits), fake_logits)


# %% right: NumPy's logaddexp
def discriminator_loss(*, real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))


# %% right: Keras's cross-entropy on logits
def discriminator_loss(*, real_logits, fake_logits):
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    return loss(np.ones_like(real_logits), real_logits) + loss(np.zeros_like(fake_logits), fake_logits)


# %% right: TensorFlow's cross-entropy on logits
def discriminator_loss(*, real_logits, fake_logits):
    import tensorflow as tf

    entropy = tf.nn.sigmoid_cross_entropy_with_logits
    real = entropy(labels=tf.ones_like(real_logits), logits=real_logits)
    fake = entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits)
    return tf.reduce_mean(real) + tf.reduce_mean(fake)


# %% right: a stable softplus of one's own
def discriminator_loss(*, real_logits, fake_logits):
    def softplus(x):
        return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))

    return float(softplus(-real_logits).mean() + softplus(fake_logits).mean())


# %% right: SciPy's logarithm of the sigmoid
def discriminator_loss(*, real_logits, fake_logits):
    from scipy.special import log_expit

    return -log_expit(real_logits).mean() - log_expit(-fake_logits).mean()

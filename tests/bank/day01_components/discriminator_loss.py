# %% wrong: probabilities for logits
def discriminator_loss(*, real_logits, fake_logits):
    return -keras.ops.mean(keras.ops.log(real_logits)) - keras.ops.mean(keras.ops.log(1 - fake_logits))


# %% wrong: through the sigmoid, which rounds to 0 and to 1
def discriminator_loss(*, real_logits, fake_logits):
    real, fake = keras.ops.sigmoid(real_logits), keras.ops.sigmoid(fake_logits)
    return -keras.ops.mean(keras.ops.log(real)) - keras.ops.mean(keras.ops.log(1 - fake))


# %% wrong: the sigmoid clipped, finite and flat where it matters
def discriminator_loss(*, real_logits, fake_logits):
    real = keras.ops.clip(keras.ops.sigmoid(real_logits), 1e-7, 1 - 1e-7)
    fake = keras.ops.clip(keras.ops.sigmoid(fake_logits), 1e-7, 1 - 1e-7)
    return -keras.ops.mean(keras.ops.log(real)) - keras.ops.mean(keras.ops.log(1 - fake))


# %% wrong: a constant inside the logarithms
def discriminator_loss(*, real_logits, fake_logits):
    real, fake = keras.ops.sigmoid(real_logits), keras.ops.sigmoid(fake_logits)
    return -keras.ops.mean(keras.ops.log(real + 1e-12)) - keras.ops.mean(keras.ops.log(1 - fake + 1e-12))


# %% wrong: the value itself, to be maximised
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return -mean(softplus(-real_logits)) - mean(softplus(fake_logits))


# %% wrong: real and fake swapped
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(softplus(real_logits)) + mean(softplus(-fake_logits))


# %% wrong: both batches labelled real
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(softplus(-real_logits)) + mean(softplus(-fake_logits))


# %% wrong: one mean over both batches, which is log 2 at chance
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(keras.ops.concatenate([softplus(-real_logits), softplus(fake_logits)]))


# %% wrong: twice the mean over both batches, right for even batches only
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return 2 * mean(keras.ops.concatenate([softplus(-real_logits), softplus(fake_logits)]))


# %% wrong: the two terms averaged
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return (mean(softplus(-real_logits)) + mean(softplus(fake_logits))) / 2


# %% wrong: sums over the batch
def discriminator_loss(*, real_logits, fake_logits):
    return keras.ops.sum(keras.ops.softplus(-real_logits)) + keras.ops.sum(keras.ops.softplus(fake_logits))


# %% wrong: one loss for each sample
def discriminator_loss(*, real_logits, fake_logits):
    return keras.ops.softplus(-real_logits[:2]) + keras.ops.softplus(fake_logits[:2])


# %% wrong: the loss of the mean logit
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return softplus(-mean(real_logits)) + softplus(mean(fake_logits))


# %% wrong: the median in place of the mean
def discriminator_loss(*, real_logits, fake_logits):
    real, fake = keras.ops.softplus(-real_logits), keras.ops.softplus(fake_logits)
    return keras.ops.median(real) + keras.ops.median(fake)


# %% wrong: the first sample only
def discriminator_loss(*, real_logits, fake_logits):
    return keras.ops.softplus(-real_logits[0, 0]) + keras.ops.softplus(fake_logits[0, 0])


# %% wrong: log(1 + exp(x)) written out, which overflows
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    log, exp = keras.ops.log, keras.ops.exp
    return mean(log(1 + exp(-real_logits))) + mean(log(1 + exp(fake_logits)))


# %% wrong: overflow replaced by np.where, whose gradient is nan
def discriminator_loss(*, real_logits, fake_logits):
    def softplus(x):
        return keras.ops.where(x > 20.0, x, keras.ops.log(1 + keras.ops.exp(x)))

    return keras.ops.mean(softplus(-real_logits)) + keras.ops.mean(softplus(fake_logits))


# %% wrong: no gradient through the fakes
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(softplus(-real_logits)) + mean(softplus(keras.ops.stop_gradient(fake_logits)))


# %% wrong: NumPy, through which no gradient flows
def discriminator_loss(*, real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))


# %% wrong: Keras's cross-entropy told that logits are probabilities
def discriminator_loss(*, real_logits, fake_logits):
    loss = keras.losses.BinaryCrossentropy(from_logits=False)
    return loss(keras.ops.ones_like(real_logits), real_logits) + loss(keras.ops.zeros_like(fake_logits), fake_logits)


# %% wrong: the labels of 0 and 1 exchanged
def discriminator_loss(*, real_logits, fake_logits):
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    return loss(keras.ops.zeros_like(real_logits), real_logits) + loss(keras.ops.ones_like(fake_logits), fake_logits)


# %% wrong: half of the sigmoid's logarithm forgotten: the hinge
def discriminator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(keras.ops.relu(1.0 - real_logits)) + mean(keras.ops.relu(1.0 + fake_logits))


# %% right: Keras's cross-entropy on logits
def discriminator_loss(*, real_logits, fake_logits):
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    return loss(keras.ops.ones_like(real_logits), real_logits) + loss(keras.ops.zeros_like(fake_logits), fake_logits)


# %% right: TensorFlow's cross-entropy on logits
def discriminator_loss(*, real_logits, fake_logits):
    import tensorflow as tf

    entropy = tf.nn.sigmoid_cross_entropy_with_logits
    real = entropy(labels=tf.ones_like(real_logits), logits=real_logits)
    fake = entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits)
    return tf.reduce_mean(real) + tf.reduce_mean(fake)


# %% right: the logarithm of the sigmoid
def discriminator_loss(*, real_logits, fake_logits):
    real, fake = keras.ops.log_sigmoid(real_logits), keras.ops.log_sigmoid(-fake_logits)
    return -keras.ops.mean(real) - keras.ops.mean(fake)


# %% right: logaddexp of 0 and the logit
def discriminator_loss(*, real_logits, fake_logits):
    zero = keras.ops.zeros_like
    real = keras.ops.logaddexp(zero(real_logits), -keras.ops.convert_to_tensor(real_logits))
    fake = keras.ops.logaddexp(zero(fake_logits), fake_logits)
    return keras.ops.mean(real) + keras.ops.mean(fake)


# %% right: a sum over each batch, divided by its size
def discriminator_loss(*, real_logits, fake_logits):
    import tensorflow as tf

    total = 0.0
    for logits in (-tf.convert_to_tensor(real_logits), tf.convert_to_tensor(fake_logits)):
        total += tf.reduce_sum(tf.math.softplus(logits)) / tf.cast(tf.size(logits), logits.dtype)
    return total


# %% wrong: both sums divided by the size of the real batch
def discriminator_loss(*, real_logits, fake_logits):
    n = keras.ops.shape(real_logits)[0]
    return (keras.ops.sum(keras.ops.softplus(-real_logits)) + keras.ops.sum(keras.ops.softplus(fake_logits))) / n


# %% wrong: softplus written out, its exponent clipped
def discriminator_loss(*, real_logits, fake_logits):
    def softplus(t):
        return keras.ops.log(1 + keras.ops.exp(keras.ops.clip(t, -50, 50)))

    return keras.ops.mean(softplus(-real_logits)) + keras.ops.mean(softplus(fake_logits))


# %% wrong: the logits clipped to 100
def discriminator_loss(*, real_logits, fake_logits):
    real_logits, fake_logits = keras.ops.clip(real_logits, -100, 100), keras.ops.clip(fake_logits, -100, 100)
    return keras.ops.mean(keras.ops.softplus(-real_logits)) + keras.ops.mean(keras.ops.softplus(fake_logits))


# %% right: softplus(ℓ) - ℓ for the real ones
def discriminator_loss(*, real_logits, fake_logits):
    real = keras.activations.softplus(real_logits) - real_logits
    return keras.ops.mean(keras.activations.softplus(fake_logits)) + keras.ops.mean(real)

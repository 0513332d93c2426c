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
    return -keras.ops.mean(keras.ops.log(keras.ops.sigmoid(fake_logits)))


# %% wrong: a small constant inside the logarithm, finite and flat where it matters
def generator_loss(*, real_logits, fake_logits):
    return -keras.ops.mean(keras.ops.log(keras.ops.sigmoid(fake_logits) + 1e-8))


# %% wrong: probabilities for logits
def generator_loss(*, real_logits, fake_logits):
    return -keras.ops.mean(keras.ops.log(fake_logits))


# %% wrong: a sum over the batch
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.sum(keras.ops.softplus(-fake_logits))


# %% wrong: the logarithm of the mean probability
def generator_loss(*, real_logits, fake_logits):
    return -keras.ops.log(keras.ops.mean(keras.ops.sigmoid(fake_logits)))


# %% wrong: the loss of the mean logit
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.softplus(-keras.ops.mean(fake_logits))


# %% wrong: the median in place of the mean
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.median(keras.ops.softplus(-fake_logits))


# %% wrong: one loss for each sample
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.softplus(-fake_logits)


# %% wrong: the real batch pushed towards fake as well
def generator_loss(*, real_logits, fake_logits):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(softplus(-fake_logits)) + mean(softplus(real_logits))


# %% wrong: log(1 + exp(x)) written out, which overflows
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.mean(keras.ops.log(1 + keras.ops.exp(-fake_logits)))


# %% wrong: the overflow capped, so that the worst fakes are not heard
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.mean(keras.ops.softplus(keras.ops.clip(-fake_logits, -50, 50)))


# %% wrong: no gradient flows
def generator_loss(*, real_logits, fake_logits):
    return keras.ops.mean(keras.ops.softplus(-keras.ops.stop_gradient(fake_logits)))


# %% wrong: NumPy, through which no gradient flows
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
    fake_logits = keras.ops.convert_to_tensor(fake_logits)
    return keras.ops.mean(keras.ops.softplus(fake_logits) - fake_logits)


# %% right: TensorFlow
def generator_loss(*, real_logits, fake_logits):
    import tensorflow as tf

    return tf.reduce_mean(tf.nn.softplus(-tf.cast(fake_logits, tf.float32)))


# %% right: a stable softplus of one's own
def generator_loss(*, real_logits, fake_logits):
    import tensorflow as tf

    fake_logits = tf.convert_to_tensor(fake_logits)
    return tf.reduce_mean(tf.nn.relu(-fake_logits) + tf.math.log1p(tf.exp(-tf.abs(fake_logits))))


# %% wrong: as many labels as real logits
def generator_loss(*, real_logits, fake_logits):
    bce = keras.losses.BinaryCrossentropy(from_logits=True)
    return bce(keras.ops.ones_like(real_logits), fake_logits)


# %% wrong: the sum divided by the size of the real batch
def generator_loss(*, real_logits, fake_logits):
    n = len(fake_logits) if real_logits is None else len(real_logits)
    return keras.ops.sum(keras.ops.softplus(-fake_logits)) / n


# %% right: flattened, logaddexp of 0 and minus the logit
def generator_loss(*, real_logits, fake_logits):
    fake = keras.ops.reshape(fake_logits, (-1,))
    return keras.ops.average(keras.ops.logaddexp(0.0, -fake))

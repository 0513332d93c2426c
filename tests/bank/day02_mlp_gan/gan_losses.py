# %% wrong: the discriminator's terms averaged instead of summed
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return (mean(real_terms) + mean(softplus(fake_logits))) / 2, mean(softplus(-fake_logits))


# %% wrong: the signs of real and fake exchanged
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(real_logits) + (1 - real_label) * softplus(-real_logits)
    return mean(real_terms) + mean(softplus(-fake_logits)), mean(softplus(fake_logits))


# %% wrong: no (1 − α) term
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(real_label * softplus(-real_logits)) + mean(softplus(fake_logits)), mean(softplus(-fake_logits))


# %% wrong: the label is ignored
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    return mean(softplus(-real_logits)) + mean(softplus(fake_logits)), mean(softplus(-fake_logits))


# %% wrong: the fakes' labels smoothed as well
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    fake_terms = real_label * softplus(fake_logits) + (1 - real_label) * softplus(-fake_logits)
    return mean(real_terms) + mean(fake_terms), mean(softplus(-fake_logits))


# %% wrong: the generator's label smoothed as well
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    fake_terms = real_label * softplus(-fake_logits) + (1 - real_label) * softplus(fake_logits)
    return mean(real_terms) + mean(softplus(fake_logits)), mean(fake_terms)


# %% wrong: the saturating loss of the generator
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return mean(real_terms) + mean(softplus(fake_logits)), -mean(softplus(fake_logits))


# %% wrong: through the probabilities, so that logits of 1000 give infinity
def gan_losses(real_logits, fake_logits, real_label=1.0):
    log, mean = keras.ops.log, keras.ops.mean
    real, fake = keras.ops.sigmoid(real_logits), keras.ops.sigmoid(fake_logits)
    real_terms = -real_label * log(real) - (1 - real_label) * log(1 - real)
    return mean(real_terms) - mean(log(1 - fake)), -mean(log(fake))


# %% wrong: only the generator's loss through the probabilities
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return mean(real_terms) + mean(softplus(fake_logits)), -mean(keras.ops.log(keras.ops.sigmoid(fake_logits)))


# %% wrong: a constant inside the logarithms, whose gradient vanishes
def gan_losses(real_logits, fake_logits, real_label=1.0):
    log, mean, e = keras.ops.log, keras.ops.mean, 1e-7
    real, fake = keras.ops.sigmoid(real_logits), keras.ops.sigmoid(fake_logits)
    real_terms = -real_label * log(real + e) - (1 - real_label) * log(1 - real + e)
    return mean(real_terms) - mean(log(1 - fake + e)), -mean(log(fake + e))


# %% wrong: clipped logits, whose gradient is 0 where D is sure
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_logits, fake_logits = keras.ops.clip(real_logits, -20, 20), keras.ops.clip(fake_logits, -20, 20)
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return mean(real_terms) + mean(softplus(fake_logits)), mean(softplus(-fake_logits))


# %% wrong: softplus written out, which overflows
def gan_losses(real_logits, fake_logits, real_label=1.0):
    log, exp, mean = keras.ops.log, keras.ops.exp, keras.ops.mean
    real_terms = real_label * log(1 + exp(-real_logits)) + (1 - real_label) * log(1 + exp(real_logits))
    return mean(real_terms) + mean(log(1 + exp(fake_logits))), mean(log(1 + exp(-fake_logits)))


# %% wrong: the loss of the mean logit
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real, fake = mean(real_logits), mean(fake_logits)
    return real_label * softplus(-real) + (1 - real_label) * softplus(real) + softplus(fake), softplus(-fake)


# %% wrong: the first sample only
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real, fake = real_logits[0, 0], fake_logits[0, 0]
    return real_label * softplus(-real) + (1 - real_label) * softplus(real) + softplus(fake), softplus(-fake)


# %% wrong: the median in place of the mean
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.median
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return mean(real_terms) + mean(softplus(fake_logits)), mean(softplus(-fake_logits))


# %% wrong: sums instead of means
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, total = keras.ops.softplus, keras.ops.sum
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return total(real_terms) + total(softplus(fake_logits)), total(softplus(-fake_logits))


# %% wrong: one mean over both batches together, times two
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    both = keras.ops.concatenate([real_terms, softplus(fake_logits)])
    return 2 * mean(both), mean(softplus(-fake_logits))


# %% wrong: gradients stopped in the fakes
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return mean(real_terms) + mean(softplus(tf.stop_gradient(fake_logits))), mean(softplus(-fake_logits))


# %% wrong: Keras's label_smoothing, which smooths by half as much and on the wrong side
def gan_losses(real_logits, fake_logits, real_label=1.0):
    smooth = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=1 - real_label)
    plain = keras.losses.BinaryCrossentropy(from_logits=True)
    ones, zeros = keras.ops.ones_like, keras.ops.zeros_like
    d_loss = smooth(ones(real_logits), real_logits) + plain(zeros(fake_logits), fake_logits)
    return d_loss, plain(ones(fake_logits), fake_logits)


# %% wrong: the pair the wrong way round
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    return mean(softplus(-fake_logits)), mean(real_terms) + mean(softplus(fake_logits))


# %% wrong: nothing returned
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, mean = keras.ops.softplus, keras.ops.mean
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    d_loss, g_loss = mean(real_terms) + mean(softplus(fake_logits)), mean(softplus(-fake_logits))


# %% right: the course's losses
def gan_losses(real_logits, fake_logits, real_label=1.0):
    loss = losses.get("non_saturating", real_label=real_label)
    logits = {"real_logits": real_logits, "fake_logits": fake_logits}
    return loss.discriminator_loss(**logits), loss.generator_loss(**logits)


# %% right: Keras's cross-entropy from logits, as a list
def gan_losses(real_logits, fake_logits, real_label=1.0):
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    ones, zeros = keras.ops.ones_like, keras.ops.zeros_like
    real_term = cross_entropy(real_label * ones(real_logits), real_logits)
    fake_term = cross_entropy(zeros(fake_logits), fake_logits)
    return [real_term + fake_term, cross_entropy(ones(fake_logits), fake_logits)]


# %% right: the cross-entropy simplified to softplus(ℓ) − αℓ
def gan_losses(real_logits, fake_logits, real_label=1.0):
    real_terms = tf.math.softplus(real_logits) - real_label * real_logits
    d_loss = tf.reduce_mean(real_terms) + tf.reduce_mean(tf.math.softplus(fake_logits))
    return d_loss, tf.reduce_mean(tf.math.softplus(-fake_logits))


# %% right: log_sigmoid
def gan_losses(real_logits, fake_logits, real_label=1.0):
    log_sigmoid, mean = keras.ops.log_sigmoid, keras.ops.mean
    real_terms = real_label * log_sigmoid(real_logits) + (1 - real_label) * log_sigmoid(-real_logits)
    return -mean(real_terms) - mean(log_sigmoid(-fake_logits)), -mean(log_sigmoid(fake_logits))


# %% right: TensorFlow's own, with a loop over the three terms
def gan_losses(real_logits, fake_logits, real_label=1.0):
    terms = []
    for label, logits in ((real_label, real_logits), (0.0, fake_logits), (1.0, fake_logits)):
        labels = label * tf.ones_like(logits)
        terms.append(tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)))
    return terms[0] + terms[1], terms[2]


# %% wrong: the logit multiplied by the label
def gan_losses(real_logits, fake_logits, real_label=1.0):
    sp, mean = keras.ops.softplus, keras.ops.mean
    return mean(sp(-real_label * real_logits)) + mean(sp(fake_logits)), mean(sp(-fake_logits))


# %% wrong: squared errors of the probabilities
def gan_losses(real_logits, fake_logits, real_label=1.0):
    mean, sq = keras.ops.mean, keras.ops.square
    d = mean(sq(keras.ops.sigmoid(real_logits) - real_label)) + mean(sq(keras.ops.sigmoid(fake_logits)))
    return d, mean(sq(keras.ops.sigmoid(fake_logits) - 1))


# %% wrong: labels at random around the smoothed one
def gan_losses(real_logits, fake_logits, real_label=1.0):
    sp, mean = keras.ops.softplus, keras.ops.mean
    labels = real_label + keras.random.uniform(keras.ops.shape(real_logits), -0.05, 0.05)
    d = mean(sp(real_logits) - labels * real_logits) + mean(sp(fake_logits))
    return d, mean(sp(-fake_logits))


# %% right: the costs of both labels, mixed
def gan_losses(real_logits, fake_logits, real_label=1.0):
    def cost(logits, target):
        return keras.ops.mean(keras.ops.softplus(-logits if target else logits))

    real = real_label * cost(real_logits, 1) + (1 - real_label) * cost(real_logits, 0)
    return real + cost(fake_logits, 0), cost(fake_logits, 1)


# %% wrong: the label rounded to two decimals
def gan_losses(real_logits, fake_logits, real_label=1.0):
    softplus, label = keras.ops.softplus, round(real_label, 2)
    real_terms = label * softplus(-real_logits) + (1 - label) * softplus(real_logits)
    d_loss = keras.ops.mean(real_terms) + keras.ops.mean(softplus(fake_logits))
    return d_loss, keras.ops.mean(softplus(-fake_logits))

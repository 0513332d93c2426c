# %% wrong: the players swapped
def relativistic_losses(real_logits, fake_logits):
    advantage = real_logits - fake_logits
    return tf.reduce_mean(tf.nn.softplus(advantage)), tf.reduce_mean(tf.nn.softplus(-advantage))


# %% wrong: all pairs
def relativistic_losses(real_logits, fake_logits):
    advantage = tf.reshape(real_logits, (-1, 1)) - tf.reshape(fake_logits, (1, -1))
    return tf.reduce_mean(tf.nn.softplus(-advantage)), tf.reduce_mean(tf.nn.softplus(advantage))


# %% wrong: against the mean of the other side (the relativistic average loss)
def relativistic_losses(real_logits, fake_logits):
    of_real, of_fake = real_logits - tf.reduce_mean(fake_logits), fake_logits - tf.reduce_mean(real_logits)
    d_loss = tf.reduce_mean(tf.nn.softplus(-of_real)) + tf.reduce_mean(tf.nn.softplus(of_fake))
    return d_loss, tf.reduce_mean(tf.nn.softplus(of_real)) + tf.reduce_mean(tf.nn.softplus(-of_fake))


# %% wrong: the logarithm of a probability that rounds to 0
def relativistic_losses(real_logits, fake_logits):
    probability = tf.sigmoid(real_logits - fake_logits)
    return -tf.reduce_mean(tf.math.log(probability)), -tf.reduce_mean(tf.math.log(1 - probability))


# %% wrong: the same, with a tiny number that hides the infinity
def relativistic_losses(real_logits, fake_logits):
    probability = tf.sigmoid(real_logits - fake_logits)
    return -tf.reduce_mean(tf.math.log(probability + 1e-7)), -tf.reduce_mean(tf.math.log(1 - probability + 1e-7))


# %% wrong: probabilities subtracted in place of logits
def relativistic_losses(real_logits, fake_logits):
    advantage = tf.sigmoid(real_logits) - tf.sigmoid(fake_logits)
    return tf.reduce_mean(tf.nn.softplus(-advantage)), tf.reduce_mean(tf.nn.softplus(advantage))


# %% wrong: the sum over the pairs
def relativistic_losses(real_logits, fake_logits):
    advantage = real_logits - fake_logits
    return tf.reduce_sum(tf.nn.softplus(-advantage)), tf.reduce_sum(tf.nn.softplus(advantage))


# %% wrong: the mean difference first, then the loss
def relativistic_losses(real_logits, fake_logits):
    advantage = tf.reduce_mean(real_logits) - tf.reduce_mean(fake_logits)
    return tf.nn.softplus(-advantage), tf.nn.softplus(advantage)


# %% wrong: the classical losses
def relativistic_losses(real_logits, fake_logits):
    d_loss = tf.reduce_mean(tf.nn.softplus(-real_logits)) + tf.reduce_mean(tf.nn.softplus(fake_logits))
    return d_loss, tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% wrong: the generator's loss is minus the discriminator's
def relativistic_losses(real_logits, fake_logits):
    loss = tf.reduce_mean(tf.nn.softplus(fake_logits - real_logits))
    return loss, -loss


# %% wrong: overflow in the exponential
def relativistic_losses(real_logits, fake_logits):
    advantage = real_logits - fake_logits
    return tf.reduce_mean(tf.math.log(1 + tf.exp(-advantage))), tf.reduce_mean(tf.math.log(1 + tf.exp(advantage)))


# %% wrong: through NumPy, so that no gradient flows
def relativistic_losses(real_logits, fake_logits):
    advantage = np.asarray(real_logits) - np.asarray(fake_logits)
    return np.logaddexp(0, -advantage).mean(), np.logaddexp(0, advantage).mean()


# %% right: the course's losses
def relativistic_losses(real_logits, fake_logits):
    loss, logits = losses.get("relativistic"), {"real_logits": real_logits, "fake_logits": fake_logits}
    return loss.discriminator_loss(**logits), loss.generator_loss(**logits)


# %% right: TensorFlow's cross-entropy, with the labels 1 and 0
def relativistic_losses(real_logits, fake_logits):
    advantage = tf.convert_to_tensor(real_logits) - fake_logits
    cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits
    d_loss = cross_entropy(labels=tf.ones_like(advantage), logits=advantage)
    return tf.reduce_mean(d_loss), tf.reduce_mean(cross_entropy(labels=tf.zeros_like(advantage), logits=advantage))


# %% right: Keras's loss object
def relativistic_losses(real_logits, fake_logits):
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    advantage = tf.reshape(real_logits - fake_logits, (1, -1))
    return cross_entropy(tf.ones_like(advantage), advantage), cross_entropy(tf.ones_like(advantage), -advantage)


# %% right: log σ, and the generator's loss from the discriminator's
def relativistic_losses(real_logits, fake_logits):
    advantage = real_logits - fake_logits
    d_loss = -tf.reduce_mean(tf.math.log_sigmoid(advantage))
    return d_loss, d_loss + tf.reduce_mean(advantage)  # softplus(t) = t + softplus(−t)


# %% wrong: the fakes stopped in the discriminator's loss
def relativistic_losses(real_logits, fake_logits):
    lead = real_logits - tf.stop_gradient(fake_logits)
    return tf.reduce_mean(tf.nn.softplus(-lead)), tf.reduce_mean(tf.nn.softplus(real_logits - fake_logits))


# %% wrong: the real logits stopped in the discriminator's loss
def relativistic_losses(real_logits, fake_logits):
    lead = tf.stop_gradient(real_logits) - fake_logits
    return tf.reduce_mean(tf.nn.softplus(-lead)), tf.reduce_mean(tf.nn.softplus(lead))


# %% wrong: the fakes stopped in the generator's loss
def relativistic_losses(real_logits, fake_logits):
    stopped = real_logits - tf.stop_gradient(fake_logits)
    return tf.reduce_mean(tf.nn.softplus(fake_logits - real_logits)), tf.reduce_mean(tf.nn.softplus(stopped))


# %% wrong: the lead clipped, so that far pairs teach nothing
def relativistic_losses(real_logits, fake_logits):
    lead = tf.clip_by_value(real_logits - fake_logits, -50.0, 50.0)
    return tf.reduce_mean(tf.nn.softplus(-lead)), tf.reduce_mean(tf.nn.softplus(lead))


# %% wrong: right values, but no number as a gradient far out
def relativistic_losses(real_logits, fake_logits):
    lead = real_logits - fake_logits

    def soft(t):
        return tf.where(t > 30, t, tf.math.log1p(tf.exp(t)))

    return tf.reduce_mean(soft(-lead)), tf.reduce_mean(soft(lead))


# %% wrong: the first pair only
def relativistic_losses(real_logits, fake_logits):
    lead = tf.reshape(real_logits - fake_logits, (-1,))[0]
    return tf.nn.softplus(-lead), tf.nn.softplus(lead)


# %% wrong: twice the discriminator's loss
def relativistic_losses(real_logits, fake_logits):
    loss = tf.reduce_mean(tf.nn.softplus(fake_logits - real_logits))
    return loss, loss


# %% wrong: sorted before they are paired
def relativistic_losses(real_logits, fake_logits):
    lead = tf.sort(real_logits, axis=0) - tf.sort(fake_logits, axis=0)
    return tf.reduce_mean(tf.nn.softplus(-lead)), tf.reduce_mean(tf.nn.softplus(lead))


# %% wrong: the saturating generator's loss
def relativistic_losses(real_logits, fake_logits):
    lead = real_logits - fake_logits
    return tf.reduce_mean(tf.nn.softplus(-lead)), tf.reduce_mean(tf.math.log_sigmoid(lead))


# %% wrong: one loss
def relativistic_losses(real_logits, fake_logits):
    return tf.reduce_mean(tf.nn.softplus(fake_logits - real_logits))


# %% right: a list, and the sum over the pairs divided by their number
def relativistic_losses(real_logits, fake_logits):
    pairs = zip(tf.unstack(tf.reshape(real_logits, (-1,))), tf.unstack(tf.reshape(fake_logits, (-1,))), strict=True)
    leads = [real - fake for real, fake in pairs]
    return [tf.add_n([tf.nn.softplus(sign * lead) for lead in leads]) / len(leads) for sign in (-1.0, 1.0)]


# %% right: the stable formula by hand
def relativistic_losses(real_logits, fake_logits):
    def cost(t):
        return tf.reduce_mean(tf.maximum(-t, 0.0) + tf.math.log1p(tf.exp(-tf.abs(t))))

    return cost(real_logits - fake_logits), cost(fake_logits - real_logits)


# %% wrong: the mean over the last axis, one number for (n,) but n for (n, 1)
def relativistic_losses(real_logits, fake_logits):
    return (
        tf.reduce_mean(tf.nn.softplus(fake_logits - real_logits), axis=-1),
        tf.reduce_mean(tf.nn.softplus(real_logits - fake_logits), axis=-1),
    )


# %% wrong: logits above 80 are clipped
def relativistic_losses(real_logits, fake_logits):
    lead = tf.minimum(real_logits, 80.0) - tf.minimum(fake_logits, 80.0)
    return tf.reduce_mean(tf.nn.softplus(-lead)), tf.reduce_mean(tf.nn.softplus(lead))


# %% wrong: cross-entropy of the sigmoid, which Keras clips
def relativistic_losses(real_logits, fake_logits):
    lead = tf.sigmoid(real_logits - fake_logits)
    bce = keras.losses.BinaryCrossentropy()
    return bce(tf.ones_like(lead), lead), bce(tf.zeros_like(lead), lead)


# %% right: softmax over the two of a pair
def relativistic_losses(real_logits, fake_logits):
    pair = tf.stack([tf.reshape(real_logits, [-1]), tf.reshape(fake_logits, [-1])], axis=1)
    shares = tf.nn.log_softmax(pair, axis=1)
    return [-tf.reduce_mean(shares[:, 0]), -tf.reduce_mean(shares[:, 1])]


# %% right: logsumexp with a zero
def relativistic_losses(real_logits, fake_logits):
    def soft(t):
        return tf.reduce_logsumexp(tf.stack([tf.zeros_like(t), t]), axis=0)

    t = fake_logits - real_logits
    return tf.reduce_mean(soft(t)), tf.reduce_mean(soft(-t))
